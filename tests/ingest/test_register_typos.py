"""A name that is probably mistyped is asked about; names of different bodies are not."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.agency_names import parse_agency_name
from ingest.identify import Declared
from ingest.orphans import tell_orphans
from ingest.regions import load_gazetteer
from ingest.register import Register
from ingest.register_files import load_register
from ingest.register_typos import find_mistyped
from ingest.running import find_files, ingest_files
from ingest.store import Store
from publishing import publish

REPORT = "{agency}2022年度部门决算\n一、收入情况\n本年收入合计5.00万元。\n"


def suggestion(known: str, written: str, adcode: str = "430203") -> str | None:
    """The name that is suggested for a name written in a region, where the register knows one agency of 芦淞区."""
    made, name = parse_agency_name(known), parse_agency_name(written)
    assert made is not None
    assert name is not None
    register, _ = Register().add(made, load_gazetteer().place("430203"))
    found = find_mistyped(register, name, load_gazetteer().place(adcode))
    return found.name if found else None


@pytest.mark.parametrize(
    ("known", "written"),
    [
        ("株洲市芦淞区城市绿道管理处", "株洲市芦淞区城市绿道管里处"),
        ("株洲市芦淞区城市绿道管理处", "株洲市芦淞区城市绿道管埋处"),
        ("株洲市芦淞区城市绿道管理处", "株洲市芦淞区城市绿道理处"),
        ("株洲市芦淞区城市绿道管理处", "株洲市芦淞区城市绿道管管理处"),
        ("株洲市芦淞区城市绿道管理处", "芦淞区城市绿道理管处"),
        ("株洲市芦淞区教育局", "株洲市芦淞区教玉局"),
        ("株洲市芦淞区建设街道办事处", "株洲市芦淞区建社街道办事处"),
    ],
)
def test_probable_mistakes(known: str, written: str) -> None:
    """One letter typed by its sound, or one letter of a long name that is wrong, missing, twice or swapped."""
    assert suggestion(known, written) == known


@pytest.mark.parametrize(
    ("known", "written"),
    [
        ("株洲市芦淞区第一实验中学", "株洲市芦淞区第二实验中学"),
        ("株洲市芦淞区交通警察一大队", "株洲市芦淞区交通警察二大队"),
        ("株洲市芦淞区东部水务管理所", "株洲市芦淞区西部水务管理所"),
        ("株洲市芦淞区实验中心幼儿园", "株洲市芦淞区实验中心二幼儿园"),
        ("株洲市芦淞区市场监督管理局", "株洲市芦淞区市场监督管理分局"),
        ("株洲市芦淞区教育局", "株洲市芦淞区体育局"),
        ("株洲市芦淞区财政局", "株洲市芦淞区民政局"),
        ("株洲市芦淞区白关镇人民政府", "株洲市芦淞区白石镇人民政府"),
        ("株洲市芦淞区白关镇中心卫生院", "株洲市芦淞区白石镇中心卫生院"),
        ("株洲市芦淞区建设街道办事处", "株洲市芦淞区建宁街道办事处"),
        ("株洲市芦淞区白鹤小学", "株洲市芦淞区白马小学"),
        ("株洲市芦淞区道路运输服务中心", "株洲市芦淞区水路运输服务中心"),
        ("株洲市芦淞区食品检验检测中心", "株洲市芦淞区药品检验检测中心"),
        ("株洲市芦淞区城市供水管理中心", "株洲市芦淞区城市排水管理中心"),
    ],
)
def test_different_bodies(known: str, written: str) -> None:
    """A numeral, a direction, a rank, a place, or a word of a short name tells bodies apart."""
    assert suggestion(known, written) is None


def test_another_region_has_its_own() -> None:
    """Only agencies of the same region are suggested."""
    assert suggestion("株洲市芦淞区城市绿道管理处", "株洲市天元区城市绿道管里处", "430211") is None


def test_a_mistyped_agency_is_not_made(tmp_path: Path) -> None:
    """In the report, and as the operator's word: refused with the known name; `--force` makes it."""
    store = Store(tmp_path / "store")
    folder = tmp_path / "in"
    folder.mkdir()
    path = folder / "a.txt"
    path.write_text(REPORT.format(agency="株洲市天元区城市绿道管理处"), encoding="utf-8")
    publish(store.root, [folder])
    mistyped = "株洲市天元区城市绿道管里处"
    path.write_text(REPORT.format(agency=mistyped), encoding="utf-8")
    (outcome,) = publish(store.root, [folder])
    assert outcome.failed
    assert "“株洲市天元区城市绿道管理处”，是不是它？" in outcome.reason
    assert "--force" in outcome.reason
    path.write_text("2022年度部门决算\n一、收入情况\n本年收入合计5.00万元。\n", encoding="utf-8")
    (outcome,) = ingest_files(store, find_files([folder]), Declared(agency=mistyped))
    assert outcome.failed
    assert len(load_register(store.root).agencies) == 1
    (outcome,) = ingest_files(store, find_files([folder]), Declared(agency=mistyped), force=True)
    assert outcome.status == "published"
    assert len(load_register(store.root).agencies) == 2


def test_an_agency_made_by_mistake_is_joined(tmp_path: Path) -> None:
    """As the guide says: withdraw, make its name an alias of the right one, ingest the kept source again."""
    store = Store(tmp_path / "store")
    folder = tmp_path / "in"
    folder.mkdir()
    right, wrong = "株洲市天元区城市绿道管理处", "株洲市天元区城市绿道管里处"
    (folder / "a.txt").write_text(REPORT.format(agency=right).replace("2022", "2021"), encoding="utf-8")
    (folder / "b.txt").write_text(REPORT.format(agency=wrong), encoding="utf-8")
    publish(store.root, [folder], force=True)
    (made_by_mistake,) = (one for one in store.published() if one.descriptor["agency"]["name"] == wrong)
    store.withdraw(made_by_mistake, "单位名称有误", datetime(2024, 1, 2, tzinfo=UTC))
    path = store.root / "register" / "agencies.csv"
    header, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
    kept = next(row for row in rows if row[header.index("name")] == right)
    kept[header.index("aliases")] += f"|{wrong}"
    path.write_text(f"{','.join(header)}\n{','.join(kept)}\n", encoding="utf-8")
    (outcome,) = publish(store.root, [made_by_mistake.path / "source"])
    assert outcome.status == "published"
    assert {one.descriptor["agency"]["name"] for one in store.published()} == {right}
    assert len(load_register(store.root).agencies) == 1
    assert list(tell_orphans(store)) == []
