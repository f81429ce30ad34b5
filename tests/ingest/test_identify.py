"""Who, when, what: first pages as reports print them, beside what a reader tells from them."""

import pytest

from ingest.agency_names import canonical_name
from ingest.blocks import Block, Paragraph, Table
from ingest.errors import ContradictedIdentityError, NotAReportError, UnclearIdentityError
from ingest.headings import find_headings
from ingest.identify import Declared, Identity, Origin, find_clues, identify
from ingest.regions import load_gazetteer


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
        ("第一部分 株洲市芦淞区教育局概况\n第三部分 2022年度部门决算情况说明", ACCOUNTS),
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
        ("芦淞区教育局2022年校舍维修项目支出绩效自评报告\n一、项目概况", (*ACCOUNTS[:3], "project_performance", None)),
        ("株洲市芦淞区教育局关于2022年度部门决算公开的说明\n一、职责", ACCOUNTS),
        ("关于株洲市芦淞区教育局2022年度部门决算的公告\n一、职责", ACCOUNTS),
        ("株洲市芦淞区教育局2022年部门决算及“三公”经费公开情况说明\n一、职责", ACCOUNTS),
        ("株洲市芦淞区教育局2022年度部门决算信息公开\n一、职责", ACCOUNTS),
        ("2022年度株洲市芦淞区教育局部门决算（草案）\n一、职责", ACCOUNTS),
        ("2022年度部门决算（株洲市芦淞区教育局）\n一、职责", ACCOUNTS),
        ("2022年度部门决算公开——株洲市芦淞区教育局\n一、职责", ACCOUNTS),
        ("株洲市芦淞区教育局（汇总）2022年度收支决算公开\n一、职责", ACCOUNTS),
        ("株洲市芦淞区教育局2022年部门预算公开说明\n一、职能", (*ACCOUNTS[:3], "budget", "department")),
        (
            "株洲市芦淞区教育局2022年部门预算及“三公”经费预算公开\n一、职能",
            (*ACCOUNTS[:3], "budget", "department"),
        ),
        (
            "株洲市芦淞区教育局2022年度部门整体支出绩效评价报告\n一、基本情况",
            (*ACCOUNTS[:3], "performance", None),
        ),
        ("株洲市芦淞区教育局2022年度整体支出绩效自评结果公示\n一、基本情况", (*ACCOUNTS[:3], "performance", None)),
        (
            "株洲市芦淞区教育局2022年度部门预算执行情况绩效自评报告\n一、基本情况",
            (*ACCOUNTS[:3], "performance", None),
        ),
        ("2022年度株洲市芦淞区教育局部门综合决算公开文字说明\n一、职责", ACCOUNTS),
        (
            "株洲市芦淞区教育局2022年度部门整体支出和项目支出绩效自评报告\n一、基本情况",
            (*ACCOUNTS[:3], "performance", None),
        ),
        ("株洲市芦淞区教育局2022年部门预算\n一、职能", (*ACCOUNTS[:3], "budget", "department")),
        ("株洲市芦淞区教育局2022年部门预算“三公”经费公开说明\n一、情况", (*ACCOUNTS[:3], "budget", "department")),
        ("芦淞区教育局2022年部门预算“三公”经费预算安排情况\n一、情况", (*ACCOUNTS[:3], "budget", "department")),
        ("芦淞区教育局财政拨款“三公”经费2022年预算情况的说明\n一、情况", (*ACCOUNTS[:3], "budget", None)),
        ("株洲市芦淞区教育局2022年一般公共预算“三公”经费情况说明\n一、情况", (*ACCOUNTS[:4], None)),
        ("株洲市芦淞区教育局2022年预算“三公”经费情况说明\n一、情况", (*ACCOUNTS[:3], "budget", None)),
        (
            "株洲市芦淞区教育局2022年“三公”经费情况说明\n2022年公务接待费预算3万元。",
            (*ACCOUNTS[:3], "budget", None),
        ),
        (
            "株洲市芦淞区教育局财政拨款“三公”经费预算2022年情况如下：\n一、公务接待费",
            (*ACCOUNTS[:3], "budget", None),
        ),
        (
            "2022年株洲市芦淞区教育局“三公”经费财政拨款预算安排56000元，比上年预算增6400元。\n（一）公务接待费",
            (*ACCOUNTS[:3], "budget", None),
        ),
        (
            "芦淞区教育局2022年“三公”经费支出5万元，其中公务接待费决算为5万元。",
            (*ACCOUNTS[:4], None),
        ),
        (
            "根据上级部署，现将株洲市芦淞区教育局2022年部门预算编制说明如下：\n一、职责",
            (*ACCOUNTS[:3], "budget", "department"),
        ),
        (
            "教育局 2022 年部门预算说明 根据上级要求，现将株洲 市芦淞区教育局 2022 年部门预算编制说明如下： 一、职责 负责教育。",
            (*ACCOUNTS[:3], "budget", "department"),
        ),
        (
            "株洲市芦淞区教育局 2022 年部门预算 及“三公”经费情况说明 目 第一部分 录 单位概况 一、职责 负责教育。",
            (*ACCOUNTS[:3], "budget", "department"),
        ),
        ("株洲市芦淞区教育局年度部门决算\n一、职责\n二、2022年度部门决算情况说明", ACCOUNTS),
        (
            "2022年度部门（单位）整体支出绩效自评报告\n部门（单位）名称 株洲市芦淞区教育局\n一、基本情况",
            (*ACCOUNTS[:3], "performance", None),
        ),
        (
            "一、情况\n2022年教育机关“三公”经费预算数为3万元。\n附件：株洲市芦淞区教育局2022年部门“三公”经费支出预算表",
            (*ACCOUNTS[:3], "budget", None),
        ),
        (
            "株洲市芦淞区公路管理段2022年部门预算公开\n一、职责",
            ("株洲市芦淞区公路管理段", "430203", 2022, "budget", "department"),
        ),
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


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("株洲市芦淞区交通运输局2022年度农村公路养护项目支出绩效自评报告\n一、概况", "农村公路养护"),
        ("2022年度株洲市芦淞区交通运输局农村公路养护项目绩效评价报告\n一、概况", "农村公路养护"),
        ("2022年度\n株洲市芦淞区交通运输局\n“农村公路养护”项目支出\n绩效自评报告\n一、概况", "农村公路养护"),
        ("2022年度农村公路养护项目支出\n绩效自评报告\n株洲市芦淞区交通运输局\n一、概况", "农村公路养护"),
        ("株洲市芦淞区交通运输局关于2022年度农村公路养护绩效评价的报告\n一、概况", "农村公路养护"),
        ("株洲市芦淞区交通运输局2022年度农村公路养护专项资金绩效自评报告\n一、概况", "农村公路养护专项资金"),
        ("株洲市芦淞区交通运输局2022年度公交站台（一期）项目支出绩效自评报告\n一、概况", "公交站台（一期）"),
        ("株洲市芦淞区交通运输局2022年度重点项目绩效评价报告\n——农村公路养护项目\n一、概况", "农村公路养护"),
        (
            "2022年度项目支出绩效自评报告\n项目名称：农村公路养护项目\n填报单位：株洲市芦淞区交通运输局\n一、概况",
            "农村公路养护",
        ),
    ],
)
def test_the_project_of_a_projects_report(text: str, subject: str) -> None:
    """The project stands in the title behind the agency, or in a field; its name goes without 项目支出."""
    identity = told(text)
    assert brief(identity)[:4] == ("株洲市芦淞区交通运输局", "430203", 2022, "project_performance")
    assert identity.subject == subject


@pytest.mark.parametrize(
    ("title", "agency", "subject"),
    [
        ("株洲市芦淞区人民政府枫溪街道办事处社区运转补助", "株洲市芦淞区人民政府枫溪街道办事处", "社区运转补助"),
        ("株洲市人民政府国有资产监督管理委员会国企退休补助", "株洲市人民政府国有资产监督管理委员会", "国企退休补助"),
        ("株洲市芦淞区人民政府办公楼维修", "株洲市芦淞区人民政府", "办公楼维修"),
    ],
)
def test_a_body_that_bears_the_name_of_its_government(title: str, agency: str, subject: str) -> None:
    """Behind 人民政府 may stand a body of it, whose name goes on, or the project."""
    identity = told(f"2022年度{title}项目绩效自评报告\n一、概况")
    assert (identity.agency.printed, identity.subject) == (agency, subject)


def test_a_form_poured_into_one_line() -> None:
    """The labels of a project's form tell what they did in cells; a code before the agency's name is none of it."""
    line = (
        "附件： 项目支出绩效自评表 （2022年度） 项目名称 农村公路养护 主管部门 219-株洲市芦淞区交通运输局 "
        "实施单位 219001-株洲市芦淞区交通运输局 项目资金 （万元） 年初预算数 5 全年执行数 5"
    )
    identity = told(line)
    assert brief(identity)[:4] == ("株洲市芦淞区交通运输局", "430203", 2022, "project_performance")
    assert identity.subject == "农村公路养护"


@pytest.mark.parametrize(
    "text",
    [
        "株洲市芦淞区教育局2022年绩效自评工作情况\n一、部门整体支出绩效自评开展情况",
        "一、情况\n2022年度我局开展了绩效自评。\n附 件：1.株洲市芦淞区教育局2022年度部门整体支出绩效自评报告",
    ],
)
def test_who_is_told_beside_words_of_no_known_kind(text: str) -> None:
    """A title of no kind of report still names its agency; so does the first of several attachments."""
    outline = find_headings([Paragraph(line) for line in text.split("\n")])
    named = find_clues(outline, "报告").agencies
    assert [clue.value.stem for clue in named][:1] == ["教育局"]


def test_a_form_with_a_project_is_of_that_project() -> None:
    """绩效目标自评表 alone does not say of what; a field 项目名称 in it does."""
    blocks: list[Block] = [
        Paragraph("绩效目标自评表"),
        Paragraph("（2022年度）"),
        Table.from_rows(
            [
                ["项目名称", "农村公路养护", "", ""],
                ["主管部门", "株洲市芦淞区交通运输局", "实施单位", "株洲市芦淞区交通运输局"],
            ]
        ),
    ]
    identity = identify(find_headings(blocks), "x", Declared())
    assert brief(identity)[:4] == ("株洲市芦淞区交通运输局", "430203", 2022, "project_performance")
    assert identity.subject == "农村公路养护"


FORM = [["项目名称", "农村公路养护", "主管部门", "株洲市芦淞区人民政府"], ["项目资金（万元）", "5.00"]]
LIST = [["项目名称", "预算数", "执行数"], ["农村公路养护", "5.00", "5.00"]]


def form(*tables: list[list[str]], declared: Declared | None = None) -> Identity:
    blocks: list[Block] = [Paragraph("株洲市芦淞区交通运输局2022年度项目支出绩效自评表"), *map(Table.from_rows, tables)]
    return identify(find_headings(blocks), "x", declared or Declared())


@pytest.mark.parametrize(
    ("supervisor", "implementer", "agency"),
    [
        ("芦淞区教育局", "株洲市芦淞区第一中学", "株洲市芦淞区第一中学"),
        ("206001-株洲市芦淞区教育局", "基础教育股", "株洲市芦淞区教育局"),
        (
            "株洲市芦淞区农业农村局",
            "芦淞区丰收种植专业合作社",
            None,
        ),  # no public body, and nobody says whose report it is
    ],
)
def test_who_carries_a_project_out(supervisor: str, implementer: str, agency: str | None) -> None:
    """A form published alone tells its agency in 实施单位, or in 主管部门 where an office of it is named; its code is no name."""
    rows = [
        ["项目名称", "430203210000000012345-工资性支出", "", ""],
        ["主管部门", supervisor, "实施单位（盖章）", implementer],
        ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数"],
    ]
    blocks: list[Block] = [Paragraph("部门预算项目支出绩效自评表（2022年度）"), Table.from_rows(rows)]
    if agency is None:
        with pytest.raises(UnclearIdentityError, match="看不出是哪个单位"):
            identify(find_headings(blocks), "x", Declared())
        return
    identity = identify(find_headings(blocks), "x", Declared())
    assert (identity.agency.printed, identity.report_type) == (agency, "project_performance")
    assert identity.subject == "工资性"


def test_the_project_of_a_form() -> None:
    """A form published alone is a report too; its field tells the project."""
    assert form(FORM).subject == "农村公路养护"


@pytest.mark.parametrize("tables", [[], [LIST]], ids=["none", "a list"])
def test_a_projects_report_without_its_project(tables: list[list[list[str]]]) -> None:
    """Where no project is told, the operator is asked; what the operator says is taken."""
    with pytest.raises(UnclearIdentityError, match=r"哪个项目.*--subject.*manifest"):
        form(*tables)


def test_a_report_on_several_projects() -> None:
    """Forms of several projects in one file, or a sentence that counts them: the report is on none of them alone."""
    assert form(FORM, [["项目名称", "校舍维修"]]).subject is None
    title = "株洲市芦淞区交通运输局2022年度项目支出绩效自评报告\n一、基本情况\n"
    assert told(f"{title}2022年，我局实施项目共15个。").subject is None
    assert told(f"{title}纳入本次自评的有12个预算项目。").subject is None
    with pytest.raises(UnclearIdentityError, match="--subject"):
        told(f"{title}2022年，我局有12个项目单位。")


def test_the_operator_names_the_project() -> None:
    """What the operator says decides where the report is silent or names several, in whatever writing."""
    assert form(LIST, declared=Declared(subject="“农村公路养护”项目支出")).subject == "农村公路养护"
    both = form(FORM, [["项目名称", "校舍维修"]], declared=Declared(subject="校舍维修"))
    assert both.subject == "校舍维修"


def test_a_body_of_a_bureau_or_its_project() -> None:
    """Where a title may be read in two ways, it is not read in one of them."""
    with pytest.raises(UnclearIdentityError) as caught:
        told("株洲市芦淞区民政局养老服务中心项目支出绩效自评报告\n2022年度\n一、概况")
    assert all(option in str(caught.value) for option in ("--agency", "--subject"))


def test_all_expenditure_with_forms_of_projects() -> None:
    """A report on all expenditure has no subject, whatever forms it brings along."""
    blocks: list[Block] = [
        Paragraph("株洲市芦淞区交通运输局2022年度整体支出绩效自评报告"),
        Paragraph("一、基本情况"),
        Paragraph("附件1 2022年度项目支出绩效自评表"),
        Table.from_rows(FORM),
    ]
    identity = identify(find_headings(blocks), "x", Declared())
    assert (identity.report_type, identity.subject) == ("performance", None)


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


@pytest.mark.parametrize(
    "sentence",
    [
        "株洲市芦淞区教育局是我中心的主管部门，负责管理。",
        "株洲市芦淞区教育局系上级主管部门。",
        "株洲市芦淞区财政局为本级财政主管部门。",
        "株洲市芦淞区财政局2022年下达我单位资金5万元。",
        "株洲市芦淞区财政局核定本单位预算5万元。",
    ],
)
def test_a_sentence_about_another_body(sentence: str) -> None:
    """Who is said to be a superior, or to do something to the reporting body, does not report."""
    with pytest.raises(UnclearIdentityError, match="--agency"):
        told(f"2022年度部门整体支出绩效自评报告\n一、职责\n{sentence}")


@pytest.mark.parametrize(
    "sentence",
    [
        "株洲市芦淞区教育局是主管全区教育工作的区政府工作部门。",
        "株洲市芦淞区教育局（以下简称“我局”）共设置9个科室。",
        "株洲市芦淞区教育局现有编制30人，我局实有28人。",
    ],
)
def test_a_sentence_about_the_agency(sentence: str) -> None:
    """What the agency is or has, its first sentence tells."""
    assert brief(told(f"2022年度部门整体支出绩效自评报告\n一、职责\n{sentence}"))[:2] == ACCOUNTS[:2]


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


@pytest.mark.parametrize(
    ("name", "asked"), [("株洲日报社", "株洲市株洲日报社"), ("湖南大学", "湖南省湖南大学"), ("教育局", "所属地区")]
)
def test_a_name_without_its_region(name: str, asked: str) -> None:
    """A region is not guessed from the beginning of a name; what to hand in is said."""
    with pytest.raises(UnclearIdentityError, match=asked):
        told(f"{name}2022年度部门决算\n一、职责\n岳阳市财政局下达预算。")


@pytest.mark.parametrize(
    ("text", "adcode"),
    [
        ("株洲日报社2022年度部门决算\n一、职责\n株洲市财政局下达预算。", "430200"),
        ("云溪街道办事处2022年度部门决算\n一、职责\n芦淞区财政局批复。\n报芦淞区人大。\n芦淞区共有4个街道。", "430203"),
        ("来源：芦淞区云溪街道\n云溪街道办事处2022年度部门决算\n一、职责", "430203"),
        ("发布机构：芦淞区财政局\n云溪街道办事处2022年度部门决算\n一、职责", "430203"),
    ],
)
def test_the_region_that_the_text_speaks_of(text: str, adcode: str) -> None:
    """Where the name has no region, the region that the text names beside it decides, and is held for less certain."""
    identity = told(text)
    assert identity.place.adcode == adcode


@pytest.mark.parametrize(
    "around",
    [
        "芦淞区财政局批复。",
        "芦淞区财政局批复。\n荷塘区财政局批复。\n天元区财政局批复。",
        "来源：株洲市财政局",
        "来源：本站",
    ],
)
def test_a_region_that_is_only_mentioned(around: str) -> None:
    """One word of a county, or of several, places nobody."""
    with pytest.raises(UnclearIdentityError, match="所属地区"):
        told(f"云溪街道办事处2022年度部门决算\n一、职责\n{around}")


def test_the_operator_tells_the_region() -> None:
    """The name that the operator was asked for is taken, and the printed name kept."""
    identity = told("株洲日报社2022年度部门决算\n一、职责", declared=Declared(agency="株洲市株洲日报社"))
    assert brief(identity)[:2] == ("株洲日报社", "430200")


def test_a_common_name_is_not_placed_by_the_register() -> None:
    """That the register knows one 教育局 does not make it the one of a report that names no region."""
    outline = find_headings([Paragraph("教育局2022年度部门决算"), Paragraph("一、职责")])
    with pytest.raises(UnclearIdentityError, match="所属地区"):
        identify(outline, "x", Declared(), lambda _: load_gazetteer().place("430203"))


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
    [
        Declared(agency="芦淞区财政局"),
        Declared(agency="天元区教育局"),
        Declared(year=2023),
        Declared(report_type="performance"),
        Declared(coverage="unit"),
    ],
)
@pytest.mark.parametrize("cover", ["株洲市芦淞区教育局2022年度部门决算", "芦淞区教育局\n2022年度\n部门决算"])
def test_the_operator_against_a_clear_text(declared: Declared, cover: str) -> None:
    """A word that contradicts the cover is refused unless it is forced, whatever else in the file agrees with it."""
    text = f"{cover}\n一、职责\n株洲市芦淞区财政局是区政府工作部门。\n二、2023年度工作计划\n附件1 2022年度整体支出绩效自评报告"
    with pytest.raises(ContradictedIdentityError, match="--force"):
        told(text, "芦淞区财政局2023年度单位决算", declared)
    assert told(text, declared=declared, force=True).clues


@pytest.mark.parametrize(
    ("text", "declared"),
    [
        ("教育局2022年度部门决算\n一、职责", Declared(agency="株洲市芦淞区财政局")),
        ("株洲市芦淞区教育局（本级）2022年度部门决算\n一、职责", Declared(coverage="department")),
        ("2022年度部门决算\n单位名称：株洲市芦淞区教育局\n一、职责", Declared(agency="株洲市芦淞区财政局")),
        ("株洲市芦淞区教育局2022年度校舍维修项目支出绩效自评报告\n一、概况", Declared(subject="营养午餐")),
        ("株洲市芦淞区教育局2022年度部门决算\n一、职责", Declared(subject="营养午餐")),
    ],
)
def test_other_contradictions(text: str, declared: Declared) -> None:
    """A cover without its region, a unit's own accounts, a field, another project, a project of no project's report."""
    with pytest.raises(ContradictedIdentityError):
        told(text, declared=declared)


@pytest.mark.parametrize(
    ("cover", "declared", "name"),
    [
        ("教育局", "株洲市芦淞区教育局", "株洲市芦淞区教育局"),
        ("城市管理和综合执法局", "芦淞区城管局", "株洲市芦淞区城市管理和综合执法局"),
        ("普陀区城市管理和综合执法局", "上海市普陀区城管局", "上海市普陀区城市管理和综合执法局"),
        ("农创园", "株洲市芦淞区农业创业园管理委员会", "株洲市芦淞区农业创业园管理委员会"),
        ("市国资委", "株洲市国有资产监督管理委员会", "株洲市国有资产监督管理委员会"),
    ],
)
def test_the_operator_completes_the_cover(cover: str, declared: str, name: str) -> None:
    """The operator's region and the cover's full name go together."""
    identity = told(f"{cover}2022年度部门决算\n一、职责", declared=Declared(agency=declared))
    assert canonical_name(identity.agency, identity.place) == name


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
