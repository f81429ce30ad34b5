"""Rules that hold an evaluation against the accounts and the budget of its year, and a report against last year's words."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

import pytest

from ingest.across.agreement import check_agreement
from ingest.across.forms import check_forms
from ingest.across.lines import check_lines
from ingest.across.projects import check_shared_projects
from ingest.across.rates import check_rates
from ingest.across.report import Derived, ProjectRow, Report, Table
from ingest.figures import Figure
from test_across import figure, outcomes, report

TOLD = "performance_report"
INCOME, FISCAL, SPENT, BASIC = "income all", "income.fiscal all", "expenditure all", "expenditure.basic all"


def evaluation(figures: Iterable[Figure] = (), **more: object) -> Report:
    return report(2023, figures, "performance", coverage=None, **more)


def told(words: str, value: str, **more: object) -> Figure:
    return figure(words, value, part=TOLD, **more)


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        pytest.param("90 60 30", "90 60 30", [], id="agrees"),
        pytest.param("90 60 31", "90 60 30", [("G05", "notice")], id="one is odd"),
        pytest.param("90 61 31", "90 60 30", [], id="another scope"),
        pytest.param("91 61 31", "90 60 30", [], id="nothing agrees"),
    ],
)
def test_an_evaluation_and_the_accounts(mine: str, theirs: str, expected: list[tuple[str, str]]) -> None:
    """The odd value among those that agree is named; where much differs the two speak of different money."""
    labels = (SPENT, FISCAL, BASIC)
    now = evaluation([told(*pair) for pair in zip(labels, mine.split(), strict=True)])
    accounts = report(2023, [figure(*pair) for pair in zip(labels, theirs.split(), strict=True)])
    assert outcomes(check_agreement(now, accounts)) == expected


def test_money_of_the_unit_is_what_is_no_appropriation() -> None:
    """单位资金收入 is the income that is no appropriation, which accounts print."""
    accounts = report(2023, [figure(INCOME, "100"), figure(FISCAL, "92"), figure(SPENT, "98"), figure(BASIC, "50")])
    for own, expected in (("8", []), ("2.08", [("G05", "notice")])):
        mine = [told("income.unit_funds all", own), told(FISCAL, "92"), told(SPENT, "98"), told(BASIC, "50")]
        assert outcomes(check_agreement(evaluation(mine), accounts)) == expected


RATE = "performance.public_control_rate all"
PUBLIC = "expenditure.basic.public general_public"


@pytest.mark.parametrize(
    ("rate", "further", "expected"),
    [
        ("80.00", [], []),
        ("88.00", [], [("G07", "notice")]),
        ("88.00", [told(PUBLIC, "40"), told(PUBLIC, "50", phase="budget")], []),  # the report's own rule says it
    ],
)
def test_rates_by_the_amounts_of_others(rate: str, further: Sequence[Figure], expected: list[tuple[str, str]]) -> None:
    """A rate whose amounts only accounts and budget print is computed from these."""
    of_rate = {"measure": "share", "unit": "%", "step": Decimal("0.01"), "disclosed": f"{rate}%"}
    now = evaluation([told(RATE, rate, **of_rate), *further])
    accounts = report(2023, [figure(PUBLIC, "40")])
    budget = report(2023, [figure(PUBLIC, "50", phase="budget", part="budget")], "budget")
    assert outcomes(check_rates(now, [accounts, budget], [])) == expected


def projects(kind: str, *rows: tuple[str, str, str]) -> Report:
    """A report whose text tells of each project its name, budget and expenditure in 万元."""
    text, listed = "", []
    for name, budget, actual in rows:
        start = len(text)
        text += f"{name}，年初预算{budget}万元，支出{actual}万元。"
        amounts = [Decimal(one) * 10_000 for one in (actual, budget)]
        listed.append(
            ProjectRow(
                part=TOLD,
                name=name,
                actual=amounts[0],
                score=None,
                is_subtotal=False,
                budget=amounts[1],
                start=start,
                end=len(text),
            )
        )
    return report(2023, (), kind, text=text, projects=tuple(listed))


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        ([("路灯维护项目", "20", "18"), ("绿化经费", "30", "29")], None),
        ([("路灯维护项目", "20", "18"), ("绿化经费", "80", "29")], "80万元"),
        ([("路灯维护项目", "25", "16"), ("绿化经费", "80", "27")], None),  # other money
        ([("河道清淤", "25", "16")], None),
    ],
)
def test_a_project_in_two_reports(theirs: list[tuple[str, str, str]], expected: str | None) -> None:
    """A project is known by its name; what one of two reports has otherwise is named at its amount."""
    mine = projects("performance", ("路灯维护", "20", "18"), ("绿化", "30", "29"))
    other = projects("project_performance", *theirs)
    found = [one for one in check_shared_projects(mine, [other]) if one.outcome == "finding"]
    assert [one.expected for one in found] == ([expected] if expected else [])
    for one in found:
        assert (one.rule, mine.text[one.here.start : one.here.end]) == ("G06", "30万元")


BODY = "株洲市芦淞区教育局"


def written(year: int, text: str) -> Report:
    return report(year, (), text=text, title=f"{BODY}{year}年度部门决算", name=f"a-{year}")


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (f"项目由{BODY}组织实施。", f"项目由{BODY}组织实施。", []),
        ("项目由株洲市芦淞区民政局组织实施。", f"项目由{BODY}组织实施。", ["株洲市芦淞区民政局"]),
        ("| 实施单位 | 株洲市芦淞区民政局 |", f"| 实施单位 | {BODY} |", ["株洲市芦淞区民政局"]),
        ("| 主管部门 | 株洲市芦淞区民政局 |", f"| 实施单位 | {BODY} |", []),
        (f"1.{BODY}；\n2.株洲市芦淞区民政局；", f"1.{BODY}；\n2.某小学；", []),  # a list of units
        ("项目由株洲市芦淞区民政局组织实施。株洲市芦淞区民政局另有安排。", f"项目由{BODY}组织实施。", []),
        ("项目由有关单位组织实施。", f"项目由{BODY}组织实施。", []),
        ("完成2022年度绩效目标申报", "完成2022年度绩效目标申报", ["2022"]),  # nobody changed it
        ("完成2023年度绩效目标申报", "完成2022年度绩效目标申报", []),
        ("完成2025年度绩效目标申报", "完成2022年度绩效目标申报", ["2025"]),
        ("学校建于2010年并投入使用", "学校建于2010年并投入使用", []),
        ("根据2022年印发的通知", "根据2022年印发的通知", []),
        # Both years are told, of which now the other one has an amount large enough for another unit.
        (
            "2023年收入总计882万元，2022年收入总计0.11亿元。",
            "2022年收入总计0.11亿元，2021年收入总计932万元。",
            [],
        ),
    ],
)
def test_the_words_of_last_year(now: str, before: str, expected: list[str]) -> None:
    """Of the same words the years move on by one, and the own name stays."""
    found = [one for one in check_lines(written(2023, now), written(2022, before)) if one.outcome == "finding"]
    assert [one.printed for one in found] == expected
    assert {(one.rule, one.severity) for one in found} <= {("F04", "notice")}


FORMS = {
    "income_expenditure_summary": "收入支出决算总表",
    "income": "收入决算表",
    "expenditure": "支出决算表",
    "fiscal_summary": "财政拨款收入支出决算总表",
    "three_public": "“三公”经费支出决算表",
}


def with_forms(year: int, *left_out: str, text: str = "") -> Report:
    tables = tuple(Table(f"table-{form}", title, form) for form, title in FORMS.items() if form not in left_out)
    return report(year, text=text, tables=tables, name=f"a-{year}")


@pytest.mark.parametrize(
    ("left_out", "text", "expected"),
    [
        ((), "", []),
        (("income",), "", ["收入决算表"]),
        (("income",), "收入决算表见附件。", []),
        (("income", "three_public"), "", []),  # other forms altogether
    ],
)
def test_a_form_that_was_there_last_year(left_out: tuple[str, ...], text: str, expected: list[str]) -> None:
    """One form that is gone among others that are there again is asked about."""
    found: list[Derived] = list(check_forms(with_forms(2023, *left_out, text=text), with_forms(2022)))
    assert [one.expected for one in found if one.outcome == "finding"] == expected
