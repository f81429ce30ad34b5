import csv
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from ingest.agency_names import AgencyName, parse_agency_name
from ingest.errors import StoreError, UnclearIdentityError
from ingest.regions import load_gazetteer
from ingest.register import Agency, FormerName, Register, make_short_slug, make_slug
from ingest.register_files import load_register, save_register
from ingest.rosters import load_roster
from ingest.store import validate_package

PLACE = load_gazetteer().place("430203")


def name(text: str) -> AgencyName:
    parsed = parse_agency_name(text)
    assert parsed is not None
    return parsed


def register(*names: str) -> Register:
    made = Register()
    for one in names:
        made, _ = made.add(name(one), PLACE)
    return made


def test_two_names_of_one_agency() -> None:
    """芦淞区城管局 and the full name are one agency, whichever came first, and it keeps its id."""
    for first, second in (
        ("芦淞区城管局", "株洲市芦淞区城市管理和综合执法局"),
        ("株洲市芦淞区城市管理和综合执法局", "芦淞区城管局"),
    ):
        made, one = register(first).add(name(second), PLACE)
        assert list(made.agencies) == [one.id]
        assert one.name == "株洲市芦淞区城市管理和综合执法局"
        assert "芦淞区城管局" in one.all_names


def test_the_id_is_region_and_pinyin() -> None:
    """The id is the region's code and the pinyin of the name without the region; a collision gets a number."""
    assert list(register("芦淞区教育局").agencies) == ["430203-jiaoyuju"]
    made = register("芦淞区实验中心", "芦淞区试验中心")
    assert sorted(made.agencies) == ["430203-shiyanzhongxin", "430203-shiyanzhongxin-2"]


def test_former_names_are_known() -> None:
    """A report under a former name belongs to the agency that bore it."""
    former = FormerName("株洲市芦淞区城市管理局", date(2010, 1, 1), date(2019, 3, 1))
    agency = Agency("430203-x", "株洲市芦淞区市容和环境局", "芦淞区市容局", "430203", former_names=(former,))
    made = Register({agency.id: agency})
    assert made.find(name("芦淞区城市管理局"), PLACE) == agency


def test_a_short_form_of_two_agencies_is_asked_about() -> None:
    """Where two agencies of a region may be meant, the operator is asked."""
    made = register("芦淞区城市管理和综合执法局", "芦淞区综合行政执法局")
    assert len(made.agencies) == 2
    with pytest.raises(UnclearIdentityError, match="全称"):
        made.find(name("芦淞区综合执法局"), PLACE)


@pytest.mark.parametrize(
    "names",
    [
        ("芦淞区文化中心", "芦淞区文化服务中心", "芦淞区文化管理中心"),
        ("芦淞区城市管理局", "芦淞区城市管理和综合执法局", "芦淞区综合行政执法局"),
        ("中共芦淞区委员会", "共青团芦淞区委", "政协芦淞区委员会", "九三学社芦淞区委员会", "民盟芦淞区委员会"),
    ],
)
def test_distinct_bodies_stay_distinct(names: tuple[str, ...]) -> None:
    """Bodies whose names have a short form in common are as many agencies, in whatever order they come."""
    for order in permutations(names):
        assert len(register(*order).agencies) == len(names), order


def test_a_short_form_joins_no_third() -> None:
    """An agency known by a short form and then in full does not take in another of that short form."""
    made = register("芦淞区城管局", "芦淞区城市管理局", "芦淞区城市管理和综合执法局")
    assert sorted(agency.name for agency in made.agencies.values()) == [
        "株洲市芦淞区城市管理和综合执法局",
        "株洲市芦淞区城市管理局",
    ]


def test_the_same_name_elsewhere_is_another_agency() -> None:
    """Agencies are told apart by region."""
    made, _ = register("芦淞区教育局").add(name("天元区教育局"), load_gazetteer().place("430211"))
    assert sorted(made.agencies) == ["430203-jiaoyuju", "430211-jiaoyuju"]


def test_the_register_decides_where_a_name_is() -> None:
    """A name without its region means the only agency that bears it."""
    made = register("芦淞区绿道管理处")
    assert made.locate(name("绿道管理处")) == PLACE
    assert made.locate(name("教育局")) is None


def test_slugs() -> None:
    """Slugs are lower-case ASCII."""
    assert [make_slug(text) for text in ("绿道管理处", "（A）区", "！")] == ["lvdaoguanlichu", "aqu", "x"]


def test_long_slugs_stay_apart() -> None:
    """Two long names that begin alike have two short slugs."""
    name = "城镇保障性安居工程配套基础设施建设补助资金"
    slugs = {make_short_slug(name + part) for part in ("（棚户区改造）", "（老旧小区改造）")}
    assert len(slugs) == 2
    assert all(len(slug) <= 60 for slug in slugs)


def test_the_register_reads_back(tmp_path: Path) -> None:
    """What is saved is loaded, as a valid data package."""
    made = register("芦淞区教育局", "芦淞区城管局")
    agency = made.agencies["430203-jiaoyuju"]
    former = (FormerName("芦淞区文教局", None, date(2001, 12, 31)), FormerName("芦淞区学务局"))
    changed = Agency(agency.id, agency.name, agency.short_name, agency.adcode, ("区教育局",), former, "株洲市教育局")
    made = Register(made.agencies | {agency.id: changed})
    save_register(tmp_path, made)
    assert load_register(tmp_path) == made
    validate_package(tmp_path / "register")


def test_an_editor_may_change_it(tmp_path: Path) -> None:
    """A row edited in a spreadsheet, byte order mark and all, counts at once."""
    save_register(tmp_path, register("芦淞区教育局"))
    path = tmp_path / "register" / "agencies.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b",430203,", "区教育局|教育局,,430203,".encode(), 1))
    text = path.read_text(encoding="utf-8-sig").replace(
        "芦淞区教育局,,区教育局|教育局,,430203", "芦淞区教育局,区教育局|教育局,,430203"
    )
    path.write_text(text, encoding="utf-8-sig")
    assert load_register(tmp_path).agencies["430203-jiaoyuju"].aliases == ("区教育局", "教育局")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (",430203,", ",999999,", "第 2 行.*999999"),
        ("430203-jiaoyuju", "", "第 2 行.*不能为空"),
        ("430203-jiaoyuju", "430203-../../x", "第 2 行.*id"),  # it is the name of a folder
        (",430203,", ",430203,,,,,多了一格", "第 2 行.*没有对应的栏目"),
        (",,430203", ",某局@去年,430203", "第 2 行.*日期“去年”"),
        ("aliases", "别名", "缺少 aliases 一栏"),
        ("aliases", "name", "缺少 aliases"),
        (
            "\n430203",
            "\n\n430203-x,芦淞区财政局,,,,430203,,,,\n430203-x,芦淞区林业局,,,,430203,,,,\n430203",
            "第 3 行和第 4 行",
        ),
        ("株洲市芦淞区教育局", '"株洲市芦淞区教育局', "引号"),
    ],
)
def test_a_bad_edit_is_named(tmp_path: Path, old: str, new: str, words: str) -> None:
    """What cannot be read is named with its row, and nothing is lost."""
    save_register(tmp_path, register("芦淞区教育局"))
    path = tmp_path / "register" / "agencies.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(StoreError, match=words):
        load_register(tmp_path)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_the_register_as_spreadsheets_save_it(tmp_path: Path, encoding: str) -> None:
    """Whatever encoding a spreadsheet in China saves, and with its ends of lines and empty rows."""
    made = register("芦淞区教育局")
    save_register(tmp_path, made)
    path = tmp_path / "register" / "agencies.csv"
    text = path.read_text(encoding="utf-8").replace("\n", "\r\n") + ",,,,,,,,,\r\n"
    path.write_bytes(text.encode(encoding))
    assert load_register(tmp_path) == made


def test_columns_that_an_editor_added_stay(tmp_path: Path) -> None:
    """A column of the editor's own is kept when an agency is added, and the package stays valid."""
    save_register(tmp_path, register("芦淞区教育局"))
    path = tmp_path / "register" / "agencies.csv"
    header, row = path.read_text(encoding="utf-8").splitlines()
    path.write_text(f"备注,{header},联系人\n先核对,{row},\n", encoding="utf-8")
    grown, _ = load_register(tmp_path).add(name("芦淞区财政局"), PLACE)
    save_register(tmp_path, grown)
    with path.open(encoding="utf-8", newline="") as lines:
        kept = {row["id"]: (row["备注"], row["联系人"]) for row in csv.DictReader(lines)}
    assert kept == {"430203-jiaoyuju": ("先核对", ""), "430203-caizhengju": ("", "")}
    validate_package(tmp_path / "register")


def test_a_name_with_the_sign_that_parts_names(tmp_path: Path) -> None:
    """It would come back as two names, so it is refused."""
    with pytest.raises(UnclearIdentityError, match=r"里有“\|”"):
        Register().add(name("芦淞区教育局|体育局"), PLACE)


def test_a_roster(tmp_path: Path) -> None:
    """A roster names agencies in words; those that are new are added; its further columns stay."""
    path = tmp_path / "名册.csv"
    path.write_text(
        "agency,report_types,since,until,备注\n芦淞区教育局,final_accounts|performance,2020年,,\n芦淞区财政局,,,,新设\n",
        encoding="gb18030",
    )
    assert load_roster(tmp_path / "store", path) == 2
    loaded = load_register(tmp_path / "store")
    assert [(one.agency, one.report_types, one.since) for one in loaded.roster] == [
        ("430203-jiaoyuju", ("final_accounts", "performance"), 2020),
        ("430203-caizhengju", (), None),
    ]
    assert [one.extra for one in loaded.roster] == [(("备注", ""),), (("备注", "新设"),)]
    save_register(tmp_path / "store", loaded)
    assert load_register(tmp_path / "store") == loaded
    validate_package(tmp_path / "store" / "register")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("agency,report_types\n芦淞区教育局,\n教育局,\n", "第 3 行.*全称"),
        ("agency,report_types\n芦淞区教育局,决定\n", "第 2 行.*final_accounts"),
        ("agency,since\n芦淞区教育局,二十年前\n", "第 2 行.*四位年份"),
        (
            "agency\n芦淞区财政局\n芦淞区教育局\n株洲市芦淞区教育局\n",
            "第 3 行和第 4 行是同一个单位（株洲市芦淞区教育局）",
        ),
        ("agency,report_types\n,\n", "没有单位"),
        ("单位\n芦淞区教育局\n", "缺少 agency"),
        ("agency\n芦淞区教育局|体育局\n", "第 2 行"),
    ],
)
def test_a_bad_roster_changes_nothing(tmp_path: Path, text: str, words: str) -> None:
    """What is not understood is named with its row; an empty roster is none; the one before stays."""
    path = tmp_path / "名册.csv"
    path.write_text("agency\n芦淞区林业局\n", encoding="utf-8")
    load_roster(tmp_path / "store", path)
    before = load_register(tmp_path / "store")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match=words):
        load_roster(tmp_path / "store", path)
    assert load_register(tmp_path / "store") == before
