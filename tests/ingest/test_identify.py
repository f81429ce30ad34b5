"""Who, when, what: first pages as reports print them, beside what a reader tells from them."""

import pytest

from ingest.agency_names import canonical_name
from ingest.blocks import Block, Paragraph, Table
from ingest.errors import ContradictedIdentityError, NotAReportError, UnclearIdentityError
from ingest.headings import find_headings
from ingest.identify import Declared, Identity, Origin, identify


def told(text: str, file: str = "报告", declared: Declared | None = None, *, force: bool = False) -> Identity:
    blocks: list[Block] = [Paragraph(line) for line in text.strip().split("\n")]
    return identify(find_headings(blocks), file, declared or Declared(), force=force)


def brief(identity: Identity) -> tuple[str, str, int, str, str | None]:
    name = canonical_name(identity.agency, identity.place)
    return name, identity.place.adcode, identity.year, identity.report_type, identity.coverage


ACCOUNTS = ("株洲市芦淞区教育局", "430203", 2022, "final_accounts", "department")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年度\n株洲市芦淞区\n教育局系统\n部门决算\n一、职责", (*ACCOUNTS[:4], "department")),
        ("株洲市芦淞区教育局2022年度部门决算公开\n一、职责", ACCOUNTS),
        ("二〇二二年度芦淞区教育局部门决算\n2023年8月\n一、职责", ACCOUNTS),
        ("2022 年度株洲市芦淞区教育局（本级）单位决算\n一、职责", (*ACCOUNTS[:4], "unit")),
        ("第一部分 株洲市芦淞区教育局概况\n第三部分 2022年度部门决算情况说明", (*ACCOUNTS[:4], None)),
        ("株洲市芦淞区教育局2022年度部门（单位）决算\n一、职责", (*ACCOUNTS[:4], None)),
        (
            "2022年度株洲市芦淞区教育局单位决算\n一、职责\n二、单位构成\n1.株洲市芦淞区教育局本级",
            (*ACCOUNTS[:4], "unit"),
        ),
        ("2022年度株洲市芦淞区教育局部门决算\n一、职责\n（一）株洲市芦淞区教育局本级", ACCOUNTS),
        (
            "2022年度部门（单位）整体支出\n绩效自评报告\n单位名称：芦淞区教育局（盖章）\n一、基本情况",
            (*ACCOUNTS[:3], "performance", None),
        ),
        (
            (
                "部门整体支出绩效自评报告\n一、基本情况\n株洲市芦淞区教育局共设置9个科室。\n2022年基本支出为5万元。\n"
                "2022年项目支出为3万元。\n2023年我局将继续努力。"
            ),
            (*ACCOUNTS[:3], "performance", None),
        ),
        ("芦淞区教育局2022年项目支出绩效自评报告\n一、项目概况", (*ACCOUNTS[:3], "project_performance", None)),
        ("株洲市芦淞区教育局2022年部门预算\n一、职能", (*ACCOUNTS[:3], "budget", "department")),
        (
            "中共上海市普陀区委\n社会工作部 2024 年度\n部门决算\n一、职能",
            ("中共上海市普陀区委社会工作部", "310107", 2024, "final_accounts", "department"),
        ),
    ],
)
def test_what_a_first_page_tells(text: str, expected: tuple[str, str, int, str, str | None]) -> None:
    """Covers, fields, headings and sentences; the year of publication is not the report's."""
    assert brief(told(text)) == expected


def test_a_field_of_a_form() -> None:
    """预算单位名称 beside a name in a form tells the agency."""
    blocks: list[Block] = [
        Paragraph("附件1"),
        Paragraph("2022年度预算单位整体支出绩效评价基础数据表"),
        Table.from_rows([["预算单位名称", "株洲市芦淞区教育局"], ["编制数", "30"]]),
    ]
    assert brief(identify(find_headings(blocks), "x", Declared())) == (*ACCOUNTS[:3], "performance", None)


def test_the_file_name_tells_what_the_text_does_not() -> None:
    """A name with region, year and type is evidence where the text has none."""
    identity = told("一、基本情况\n本单位编制30人。", "007-芦淞区教育局2022年度部门决算（定稿）")
    assert brief(identity) == ACCOUNTS
    assert {clue.origin for clue in identity.clues} == {Origin.FILE_NAME}


def test_a_superior_is_not_the_agency() -> None:
    """A text that names only whose work is done does not tell whose report it is."""
    text = "2022年度部门整体支出绩效自评报告\n一、职责\n1.以株洲市教育局的名义统一执法。\n2.负责株洲市教育局交办的其他事项。"
    with pytest.raises(UnclearIdentityError, match="--agency"):
        told(text)


def test_everything_missing_is_asked_for_at_once() -> None:
    """The operator is told all that must be handed in."""
    with pytest.raises(UnclearIdentityError) as caught:
        told("一、基本情况\n本单位编制30人。")
    assert all(option in str(caught.value) for option in ("--agency", "--year", "--type"))


def test_a_region_of_several_places() -> None:
    """A shared name is decided by what else the text names, or asked for."""
    assert told("普陀区教育局2022年度部门决算\n一、职责\n服务上海市中心工作。").place.adcode == "310107"
    with pytest.raises(UnclearIdentityError, match="舟山市普陀区"):
        told("普陀区教育局2022年度部门决算\n一、职责")


def test_a_blank_template_is_refused() -> None:
    """A name that was never filled in makes a template, not a report."""
    with pytest.raises(NotAReportError, match="空白模板"):
        told("上海市 XX 局\n2024 年度部门决算\n一、职能")


@pytest.mark.parametrize(
    "title",
    [
        "2022年湘阴县财政决算",
        "关于2022年度预算执行情况的报告",
        "芦淞区教育局关于开展检查的通知",
        "2022年区级政府决算公开",
    ],
)
def test_other_documents_are_refused(title: str) -> None:
    """A government's own accounts and notices are no agency's reports."""
    with pytest.raises(NotAReportError):
        told(f"{title}\n一、总体情况\n收入5亿元。")


def test_the_operator_goes_first() -> None:
    """What the operator says decides where the text does not."""
    declared = Declared(agency="芦淞区教育局", year=2022, report_type="final_accounts", coverage="unit")
    assert brief(told("一、基本情况", declared=declared)) == (*ACCOUNTS[:4], "unit")


@pytest.mark.parametrize(
    "declared",
    [Declared(agency="芦淞区财政局"), Declared(year=2021), Declared(report_type="performance")],
)
def test_the_operator_against_a_clear_text(declared: Declared) -> None:
    """A word that contradicts the cover is refused, unless it is forced."""
    text = "株洲市芦淞区教育局2022年度部门决算\n一、职责"
    with pytest.raises(ContradictedIdentityError, match="--force"):
        told(text, declared=declared)
    assert told(text, declared=declared, force=True).clues


def test_the_operators_short_form_is_the_texts_full_name() -> None:
    """芦淞区城管局 said and 城市管理和综合执法局 printed are one; the full name is kept."""
    text = "2022年度株洲市芦淞区城市管理和综合执法局部门决算\n一、职责"
    identity = told(text, declared=Declared(agency="芦淞区城管局"))
    assert canonical_name(identity.agency, identity.place) == "株洲市芦淞区城市管理和综合执法局"


def test_the_printed_name_is_kept() -> None:
    """城管支队 stays 城管支队, though the report names the bureau in full."""
    text = "部门整体支出绩效自评报告\n一、职责\n1.负责株洲市城市管理和综合执法局交办的事项。\n2022年支出5万元。2022年收入5万元。"
    identity = told(text, "株洲市城管支队2022年度整体支出绩效自评")
    assert canonical_name(identity.agency, identity.place) == "株洲市城管支队"
