"""What reports of a type and year have to hold, and whether they do: missing is only what nothing tells of."""

from collections.abc import Sequence
from typing import Any

import pytest

from ingest.across.disclosure import check_disclosure, count_points, load_items
from ingest.across.report import Report, Table
from ingest.parts import DEFAULT_PARTS
from ingest.sections import Section
from ingest.vocabulary import load_forms, load_indicators


def report(
    text: str,
    *,
    year: int = 2022,
    kind: str = "final_accounts",
    titles: Sequence[str] = (),
    tables: Sequence[Table] = (),
    body: str = "局",
) -> Report:
    """A report of some text under a heading of its own, with further sections of these titles."""
    sections = [Section(f"s{n}", kind, 2, "一", title, 0, len(text)) for n, title in enumerate(titles)]
    return Report("a", "某局决算", 1, "a", body, year, kind, None, None, text, sections=sections, tables=tables)


def status(item: str, **given: Any) -> str:
    text = str(given.pop("text", ""))
    return {one.key: one.status for one in check_disclosure(report(text, **given))}[item]


FORMS = tuple(
    Table(f"table-0{n}", "", form) for n, form in enumerate(("income_expenditure_summary", "income", "expenditure"), 1)
)


@pytest.mark.parametrize(
    ("item", "given", "expected"),
    [
        pytest.param("income", {"tables": FORMS}, "present", id="a form"),
        pytest.param("organisation", {"titles": ["二、机构设置"]}, "present", id="the organisation"),
        pytest.param(
            "organisation", {"titles": ["三、预算编制说明", "四、机构运行经费"]}, "absent", id="only its words"
        ),
        pytest.param("agency_operation", {"body": "第一小学"}, "not_applicable", id="a school has none"),
        pytest.param(
            "agency_operation", {"body": "教育局", "text": "甲。乙。丙。"}, "absent", id="an office has to tell"
        ),
        pytest.param(
            "agency_operation", {"body": "第一小学", "titles": ["机关运行经费"]}, "present", id="a school that tells"
        ),
        pytest.param("income", {"titles": ["二、收入决算表"], "tables": FORMS[2:]}, "present", id="a heading"),
        pytest.param("income", {"text": "表2\n收入决算表\n", "tables": FORMS[2:]}, "present", id="a line"),
        pytest.param("income", {"tables": FORMS[2:]}, "absent", id="other forms only"),
        pytest.param("income", {}, "elsewhere", id="no tables at all"),
        pytest.param("income", {"text": "（见附表）", "tables": FORMS[2:]}, "elsewhere", id="announced as annexed"),
        pytest.param("income", {"tables": (*FORMS[2:], Table("t", "表4", ""))}, "unclear", id="a table lost its title"),
        pytest.param("income", {"tables": (Table("t", "表1", ""), *FORMS[2:])}, "absent", id="a list before the forms"),
        pytest.param(
            "income", {"titles": ["财政拨款收入支出决算总表"], "tables": FORMS[2:]}, "absent", id="another form's title"
        ),
        pytest.param(
            "income",
            {"text": "目录\n二、收入决算表\n第一部分　概况说明如下，内容较长的一段话在这里。\n", "tables": FORMS[2:]},
            "absent",
            id="in the contents only",
        ),
        pytest.param(
            "gov_fund", {"text": "本单位没有政府性基金预算收支。", "tables": FORMS}, "present", id="a blank's statement"
        ),
        pytest.param(
            "state_capital",
            {"text": "国有资本经营预算财政拨款本年度无相关收支，本表为空表。", "tables": FORMS},
            "present",
            id="another",
        ),
        pytest.param("three_public_counts", {"text": "国内接待3批次、20人次。" * 3}, "present", id="counts"),
        pytest.param("three_public_counts", {"text": "我局没有“三公”经费支出。" * 3}, "not_applicable", id="none"),
        pytest.param(
            "agency_operation", {"text": "本单位为事业单位，没有机关运行经费。" * 3}, "present", id="stated as none"
        ),
        pytest.param("agency_operation", {"text": "本年支出合计5万元。" * 3}, "absent", id="not told"),
        pytest.param("agency_operation", {"tables": FORMS}, "elsewhere", id="a file of tables alone"),
        pytest.param(
            "glossary", {"text": "财政拨款收入：指本级财政当年拨付的资金。" * 3}, "present", id="content without title"
        ),
        pytest.param(
            "duties", {"text": "目录\n一、职责\n某局主要职能：管理教育。\n"}, "present", id="words below the contents"
        ),
        pytest.param("targets", {"kind": "budget", "titles": ["项目绩效目标情况"]}, "present", id="a budget"),
        pytest.param(
            "problems", {"kind": "performance", "text": "四、存在的主要问题\n"}, "present", id="an evaluation"
        ),
        pytest.param("problems", {"kind": "performance", "text": "一切都好。"}, "absent", id="an evaluation without"),
    ],
)
def test_items(item: str, given: dict[str, object], expected: str) -> None:
    """Form, title, figure or words: any of them is enough."""
    assert status(item, **given) == expected


@pytest.mark.parametrize(("year", "asked"), [(2019, False), (2020, True), (2022, True)])
def test_what_is_asked_for_changed(year: int, asked: bool) -> None:
    """The ninth form came with the accounts of 2020."""
    assert ("state_capital" in {one.key for one in check_disclosure(report("", year=year))}) == asked


def test_points_are_explained() -> None:
    """Every item says what it was told by or what was looked for; the score counts what is there of what counts."""
    found = check_disclosure(report("本单位没有政府性基金预算收支。本年支出合计5万元。名词解释。", tables=FORMS))
    assert all(one.where for one in found)
    points, of = count_points(found)
    statuses = [one.status for one in found]
    assert (points, of) == (statuses.count("present"), statuses.count("present") + statuses.count("absent"))


def test_the_file_names_what_there_is() -> None:
    """Types of reports, forms and indicators of the data file are those of the vocabulary; items are told once a type."""
    items = load_items()
    assert len({(one.report_type, one.key) for one in items}) == len(items)
    assert {one.report_type for one in items} == set(DEFAULT_PARTS)
    assert {form for one in items for form in one.forms} <= {one.key for one in load_forms()}
    codes = {code.partition(":")[0] for one in items for code in one.indicators}
    known = set(load_indicators())
    assert {one for one in codes if one != "*" and not any(k == one or k.startswith(f"{one}.") for k in known)} == set()
    assert all(one.titles or one.words or one.indicators or one.forms for one in items)
