"""Functional classification and projects in running text."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ingest.blocks import Paragraph
from ingest.extract.function_merging import merge_functions
from ingest.extract.functions import read_function_text
from ingest.extract.projects import list_project_text, merge_projects
from ingest.extract.reading import read_report_figures
from ingest.extract.unread import find_unread, sentence_around
from ingest.headings import Outline, find_headings
from ingest.markdown import ReportText, render_report
from ingest.parts import assign_parts
from ingest.rows import FunctionExpenditure, Project
from ingest.sections import Section, read_sections

YEAR = 2022


def read(lines: list[str], kind: str) -> tuple[ReportText, tuple[Section, ...], tuple[str, ...]]:
    outline: Outline = find_headings([Paragraph(line) for line in lines])
    parts = tuple(assign_parts(outline, kind))
    report = render_report(outline)
    return report, read_sections(report, parts), parts


def functions(*lines: str) -> list[FunctionExpenditure]:
    heading = "五、一般公共预算财政拨款支出决算情况说明"
    report, sections, parts = read(["四、收入情况", "没有。", heading, *lines], "final_accounts")
    rows = list(read_function_text(report, sections, parts, YEAR))
    for row in rows:
        assert row.start is not None
        assert report.text[row.start : row.end].startswith(row.category)
    return rows


def projects(*lines: str) -> list[Project]:
    report, sections, parts = read(["一、单位概况", "没有。", "二、项目支出情况", *lines], "performance")
    return list(merge_projects(list_project_text(report, sections, parts, YEAR)))


def test_classes_with_their_shares() -> None:
    """Each class of the enumeration is a row, with the code that its name had in any year."""
    rows = functions(
        "本年支出90万元，用于以下方面：一般公共服务（类）支出30万元，占33.3%；医疗卫生与计划生育支出（类）60万元，占66.7%。"
    )
    assert [(one.level, one.category, one.category_code, one.actual, one.share) for one in rows] == [
        ("category", "一般公共服务", "201", 300_000, Decimal("33.3")),
        ("category", "医疗卫生与计划生育支出", "210", 600_000, Decimal("66.7")),
    ]
    assert {one.scope for one in rows} == {"general_public"}


def test_an_item_told_in_one_sentence() -> None:
    """Budget, accounts, rate and reason of an item; the purpose before them is none of these."""
    (row,) = functions(
        "1、教育支出（类）普通教育（款）小学教育（项）。主要用于：教师工资、公用支出。年初预算为10万元，支出决算为12万元，"
        "完成年初预算的120%。决算数大于年初预算数的主要原因是人员增加。"
    )
    assert (row.level, row.category, row.group, row.item) == ("item", "教育支出", "普通教育", "小学教育")
    assert (row.budget, row.actual, row.completion_rate, row.reason) == (100_000, 120_000, 120, "人员增加")


def test_an_item_whose_amounts_follow() -> None:
    """The amounts stand in the next paragraph, and belong to that item only; an item without amounts is no row."""
    rows = functions(
        "1、节能环保支出（类）自然生态保护（款）农村环境保护（项）。",
        "全年预算为5.00万元，支出决算为5.00万元，决算数与全年预算数持平。",
        "2、农林水支出（类）水利（款）防汛（项）。",
        "没有支出。",
    )
    assert [(one.item, one.adjusted, one.actual, one.reason) for one in rows] == [("农村环境保护", 50_000, 50_000, "")]


def test_text_and_table_are_one_row() -> None:
    """The table's names and codes win; what only the text tells is added; what only one has stays."""
    table = FunctionExpenditure(
        "final_accounts",
        "general_public",
        "item",
        "2050202",
        "教育支出",
        "普通教育",
        "小学教育",
        actual=Decimal(5),
        basic=Decimal(5),
    )
    text = replace(table, code="", category="教育", basic=None, budget=Decimal(4), reason="人员增加", start=7, end=9)
    other = replace(text, item="初中教育")
    assert merge_functions([text, other], [table]) == (
        replace(table, budget=Decimal(4), reason="人员增加", start=7, end=9),
        other,
    )


def test_a_list_of_projects() -> None:
    """Items with numbers, digits in names and purposes; the label before them is no project."""
    rows = projects(
        "项目支出总计50.5万元，其中：1.校舍维修项目支出30万元，主要用于屋面防水；2、“6·1”文艺活动经费15.50万元；3.其他项目支出5万。"
    )
    assert [(one.name, one.actual, one.description) for one in rows] == [
        ("校舍维修项目", 300_000, "屋面防水"),
        ("“6·1”文艺活动经费", 155_000, ""),
        ("其他项目", 50_000, ""),
    ]


def test_a_list_of_projects_with_colons() -> None:
    """A colon may part the name from its amount."""
    rows = projects("项目支出总计45.5万元，其中：1.校舍维修经费：30万元；2.课桌更新经费：15.5万元。")
    assert [(one.name, one.actual) for one in rows] == [("校舍维修经费", 300_000), ("课桌更新经费", 155_000)]


def test_projects_in_paragraphs_of_their_own() -> None:
    """Budget, change, accounts and what is carried over, under a heading or after the name."""
    rows = projects(
        "1、校舍维修：年初预算30万元，全年预算28万元，全年支出25万元。用于屋面防水。",
        "2.课桌更新项目",
        "项目年初预算为20万元，年中调减5.5万元，实际支出14.5万元，结余结转0万元。",
    )
    assert [(one.name, one.budget, one.adjusted, one.actual) for one in rows] == [
        ("校舍维修", 300_000, 280_000, 250_000),
        ("课桌更新项目", 200_000, None, 145_000),
    ]
    assert (rows[1].adjustment, rows[1].carried_over) == (-55_000, 0)


def test_a_project_told_twice_is_one() -> None:
    """A list of amounts first, a paragraph later under a slightly other name."""
    (row,) = projects(
        "项目支出30万元，其中：1.校舍维修经费30万元。",
        "1.校舍维修改造项目",
        "项目年中执行调增（减）0万元，实际支出30万元，结余结转2万元。",
    )
    assert (row.name, row.actual, row.adjustment, row.carried_over) == ("校舍维修经费", 300_000, 0, 20_000)


def test_other_sections_tell_no_projects() -> None:
    """Work done, duties and basic expenditure are not projects."""
    report, sections, parts = read(["一、履职情况", "1.开展检查，投入5万元。", "2.维修道路30公里。"], "performance")
    assert list_project_text(report, sections, parts, YEAR) == ()


def test_amounts_that_nothing_was_read_from() -> None:
    """An amount counts as read when it is a figure, or stands in the words of an item or a project."""
    lines = [
        "本年支出合计50万元，另有押金3万元。",
        "1、教育支出（类）普通教育（款）小学教育（项）。年初预算为10万元，支出决算为12万元。",
    ]
    report, sections, parts = read(["五、支出决算情况说明", *lines], "final_accounts")
    figures = read_report_figures(report, sections, parts, YEAR)
    rows = list(read_function_text(report, sections, parts, YEAR))
    amounts = find_unread(report, (), figures, rows)
    assert [report.text[span.start : span.end] for span in amounts.unread] == ["3万元"]
    assert amounts.count == 4
    assert sentence_around(report.text, amounts.unread[0]) == lines[0]


def test_a_repeated_amount_and_a_limit_are_not_unread() -> None:
    """What a row holds elsewhere is repeated, not unread; 单价100万元以上 is nobody's money."""
    lines = ["本年支出合计50万元。", "上述50万元按进度支付，购置单价100万元（含）以上设备0台（套）。"]
    report, sections, parts = read(["五、支出决算情况说明", *lines], "final_accounts")
    figures = read_report_figures(report, sections, parts, YEAR)
    assert find_unread(report, (), figures, ()).unread == ()


def test_items_stand_below_a_line_of_their_class() -> None:
    """款 and 项 belong to the class that a line above them names, up to the next heading."""
    lines = [
        "（一）教育支出（类）",
        "1.普通教育（款）小学教育（项）。支出决算为12万元，年初预算为10万元，完成年初预算的120%。差异的主要原因：新增项目。",
        "（二）住房保障支出（类）",
        "1.住房改革支出（款）住房公积金（项）：支出决算8万元，较年初预算9万元减少1万元，完成年初预算的88.89%，主要原因：退休。",
    ]
    report, sections, parts = read(["五、一般公共预算财政拨款支出决算情况说明", *lines], "final_accounts")
    rows = read_function_text(report, sections, parts, YEAR)
    assert [(row.category, row.group, row.item, row.budget, row.actual) for row in rows] == [
        ("教育支出", "普通教育", "小学教育", 100_000, 120_000),
        ("住房保障支出", "住房改革支出", "住房公积金", 90_000, 80_000),
    ]


def test_classes_in_a_row_need_no_mark() -> None:
    """Several known classes with their amounts are rows, also without （类）."""
    lines = ["一般公共预算财政拨款支出30万元，其中教育支出20万元，占66.7%；住房保障支出 10 万元，占33.3%。"]
    report, sections, parts = read(["五、一般公共预算财政拨款支出决算情况说明", *lines], "final_accounts")
    rows = read_function_text(report, sections, parts, YEAR)
    assert [(row.category, row.actual) for row in rows] == [("教育支出", 200_000), ("住房保障支出", 100_000)]


def test_classes_in_a_row_by_the_names_of_their_year() -> None:
    """Names that classes had in earlier years are known without a mark, too, at the head of a paragraph as well."""
    rows = functions(
        "本年支出用于：教育支出30万元，占30%；文化体育与传媒支出20万元，占20%；",
        "医疗卫生与计划生育支出40万元，占40%；国土海洋气象等支出10万元，占10%。",
    )
    assert [(one.category_code, one.actual, one.share) for one in rows] == [
        ("205", 300_000, 30),
        ("207", 200_000, 20),
        ("210", 400_000, 40),
        ("220", 100_000, 10),
    ]


def test_a_second_form_fills_what_the_first_leaves_open() -> None:
    """The form of projects repeats items of the expenditure's form: one row an item."""
    first = FunctionExpenditure(
        part="final_accounts",
        scope="general_public",
        level="item",
        code="2050202",
        category="教育支出",
        group="普通教育",
        item="小学教育",
        category_code="205",
        actual=Decimal(12),
    )
    rows = merge_functions((), (first, replace(first, actual=None, project=Decimal(5))))
    assert rows == (replace(first, project=Decimal(5)),)


def test_an_amount_that_is_none() -> None:
    """Where a damaged file shows what looks like an amount and is no number, the other projects are read."""
    digits = "9" * 400
    rows = projects(f"（1）校舍维修{digits}万元；（2）操场改造30万元；（3）围墙粉刷{digits}万元。")
    assert [(one.name, one.actual) for one in rows] == [("操场改造", 300_000)]
    assert projects(f"图书购置：年初预算{digits}万元。") == []


def test_an_item_under_another_name_is_one_row() -> None:
    """The text keeps last year's name of an item: the table's of that class and amount, where there is one only."""
    table = FunctionExpenditure(
        "final_accounts",
        "general_public",
        "item",
        "2080599",
        "社会保障和就业支出",
        "行政事业单位养老支出",
        "其他行政事业单位养老支出",
        actual=Decimal(8800),
        category_code="208",
    )
    text = replace(table, code="", item="离退休人员活动经费", budget=Decimal(9000))
    assert merge_functions([text], [table]) == (replace(table, budget=Decimal(9000)),)
    twin = replace(table, code="2080501", item="行政单位离退休")
    assert len(merge_functions([text], [table, twin])) == 3


def test_budgets_that_prose_changes() -> None:
    """Each budget that was adjusted is a row, in the year that the sentence names; a unit left out is the sentence's."""
    rows = projects("2023年年初预算有所调整：巡查经费由74.05调整为70.35，将监测系统的预算141.2万元调整为139.9万元。")
    assert [(one.name, one.year, one.budget, one.adjusted) for one in rows] == [
        ("巡查经费", 2023, 740_500, 703_500),
        ("监测系统", 2023, 1_412_000, 1_399_000),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "1.教育支出（类）。年初预算为40万元，支出决算为50万元，完成年初预算的125%，决算数大于年初预算数的主要原因是追加经费。",
            ("category", "教育支出", "", "", 400_000, 500_000, None, 125, "追加经费"),
        ),
        (
            "（1）社会保障与就业支出50万元，占25%，较年初预算数增加10万元，增长25%，主要原因是人员增加。",
            ("category", "社会保障与就业支出", "", "", None, 500_000, 25, None, "人员增加"),
        ),
        (
            "1.教育支出（205类）普通教育（02款）小学教育（02项），年初预算数40万元，决算数50万元。",
            ("item", "教育支出", "普通教育", "小学教育", 400_000, 500_000, None, None, ""),
        ),
        (
            "2．教育支出-普通教育-小学教育：年初预算40万元，支出决算50万元，完成年初预算的125%。",
            ("item", "教育支出", "普通教育", "小学教育", 400_000, 500_000, None, 125, ""),
        ),
    ],
)
def test_each_place_names_items_its_own_way(sentence: str, expected: tuple[object, ...]) -> None:
    """A class told by itself, a code beside the word of the level, names with dashes between them."""
    (row,) = functions(sentence)
    told = (row.budget, row.actual, row.share, row.completion_rate, row.reason)
    assert (row.level, row.category, row.group, row.item, *told) == expected
    assert row.category_code in {"205", "208"}


def test_a_class_and_its_group_in_sentences_of_their_own() -> None:
    """“教育支出”（类）…其中： is followed by what “普通教育”（款） spent."""
    lines = ("“教育支出”（类）2022年度决算50万元，比上年多。其中：", "“普通教育”（款）2022年度决算50万元，与上年持平。")
    report, sections, parts = read(["五、一般公共预算财政拨款支出决算情况说明", *lines], "final_accounts")
    rows = list(read_function_text(report, sections, parts, YEAR))
    assert [report.text[row.start : row.end][:4] for row in rows] == ["教育支出", "普通教育"]
    assert [(one.level, one.category, one.group, one.actual) for one in rows] == [
        ("category", "教育支出", "", 500_000),
        ("group", "教育支出", "普通教育", 500_000),
    ]


def test_a_class_told_twice_keeps_its_share() -> None:
    """The row of classes gives the share, the sentence about one of them its budget."""
    told = functions(
        "本年支出用于：教育支出（类）50万元，占80%；住房保障支出（类）12.5万元，占20%。",
        "1.教育支出（类）。年初预算为40万元，支出决算为50万元，完成年初预算的125%。",
    )
    first = merge_functions(told, [])[0]
    assert (first.budget, first.actual, first.share, first.completion_rate) == (400_000, 500_000, 80, 125)
