"""Rules over several reports: the year before, the budget, the units, the evaluations; what explains a difference."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ingest.across.budgets import check_budget
from ingest.across.checking import check_agency
from ingest.across.codes import check_codes
from ingest.across.evaluations import check_evaluations
from ingest.across.origins import explain_findings, explain_slip
from ingest.across.report import CodeRow, Derived, ProjectRow, Report, Told, UnitRow
from ingest.across.units import check_units
from ingest.across.versions import check_versions
from ingest.across.years import check_years
from ingest.figures import Figure
from ingest.parts import DEFAULT_PARTS

_GAP = 20  # characters from figure to figure


def figure(words: str, value: str, **more: Any) -> Figure:
    """A figure from `indicator scope`, in 万元 with two places unless said otherwise."""
    indicator, scope = words.split()
    given: dict[str, Any] = {"phase": "actual", "measure": "amount", "year": 2023, "unit": "元", "base": ""}
    given |= {"source": "narrative", "step": Decimal(100), "section": "", "page": None, "start": 0, "end": 0}
    given |= {"part": "final_accounts", "disclosed": f"{value}万元"} | more
    money = Decimal(value) * 10_000 if given["unit"] == "元" else Decimal(value)
    return Figure(indicator=indicator, scope=scope, value=money, **given)


def report(year: int, figures: Iterable[Figure] = (), kind: str = "final_accounts", **more: Any) -> Report:
    """A report whose text says of every figure that it is that of the year's beginning where it is planned."""
    pieces, placed = [], []
    for number, one in enumerate(figures):
        words = "年初预算为" if one.phase == "budget" else "为"
        start = number * _GAP + len(words)
        pieces.append(f"{words}{one.disclosed}。".ljust(_GAP, "　"))
        placed.append(replace(one, year=one.year, start=start, end=start + len(one.disclosed)))
    by_key = defaultdict(list)
    for one in placed:
        by_key[one.key].append(one)
    given: dict[str, Any] = {"name": f"a-{year}-{kind}", "title": f"某局{year}年度{kind}", "agency": "a"}
    given |= {"version": 1, "body": "教育局", "coverage": "department", "subject": None, "text": "".join(pieces)}
    keys = {key: tuple(found) for key, found in by_key.items()}
    return Report(year=year, type=kind, figures=placed, by_key=keys, **{**given, **more})


def outcomes(found: Iterable[Derived], outcome: str = "finding") -> list[tuple[str, str]]:
    return [(one.rule, one.severity) for one in found if one.outcome == outcome]


def change(words: str, value: str, year: int = 2023, **more: Any) -> Figure:
    return figure(words, value, measure="change_amount", year=year, base=str(year - 1), **more)


def before(words: str, value: str, **more: Any) -> Figure:
    return figure(words, value, **{"year": 2022, **more})


TOTAL, ALL = "total_income_and_balance all", "expenditure all"


@pytest.mark.parametrize(
    ("now", "last", "expected", "says"),
    [
        pytest.param([figure(TOTAL, "100"), change(TOTAL, "20")], [before(TOTAL, "80")], [], "", id="agrees"),
        pytest.param(
            [figure(TOTAL, "100.00"), change(TOTAL, "20.01")], [before(TOTAL, "80")], [], "", id="rounding explains it"
        ),
        pytest.param(
            [figure(TOTAL, "100"), change(TOTAL, "20")],
            [before(TOTAL, "79.31")],
            [("F02", "error")],
            "推算2022年为80万元；《某局2022年度final_accounts》公布的是79.31万元，相差0.69万元",
            id="implied value differs",
        ),
        pytest.param(
            [figure(TOTAL, "100"), change(TOTAL, "20")],
            [before(TOTAL, "79"), before(TOTAL, "80", source="table")],
            [],
            "",
            id="text or table of the year before agrees",
        ),
        pytest.param(
            [figure(TOTAL, "100"), change(TOTAL, "20")],
            [before(TOTAL, "120")],
            [("F02", "error")],
            "增减方向相反",
            id="direction turned",
        ),
        pytest.param(
            [figure(TOTAL, "100"), change(TOTAL, "21.34")],
            [before(TOTAL, "78.57")],
            [("F02", "error")],
            "相邻两个数字的先后",
            id="digits exchanged: 21.34 for 21.43",
        ),
        pytest.param(
            [figure(ALL, "100.00"), change(ALL, "21.34")],
            [before(ALL, "90"), before("expenditure fiscal", "78.66")],
            [("F02", "notice")],
            "财政拨款支出相同，比较的可能是另一口径",
            id="compared with another scope",
        ),
        pytest.param(
            [figure(ALL, "100.00"), change(ALL, "21.34"), figure(ALL, "78.66", phase="budget")],
            [before(ALL, "90")],
            [("F02", "notice")],
            "可能是与预算数比较",
            id="compared with the budget",
        ),
        pytest.param(
            [figure("three_public fiscal", "10"), change("three_public fiscal", "2")],
            [before("three_public general_public", "5")],
            [],
            "",
            id="the form of 三公 widened with the accounts of 2022",
        ),
        pytest.param([figure(TOTAL, "100"), change(TOTAL, "20")], [], [], "", id="not printed the year before"),
        pytest.param(
            [before(TOTAL, "80.12")],
            [before(TOTAL, "80.21")],
            [("F02", "error")],
            "写明2022年收入总计为80.12万元",
            id="last year's value printed otherwise",
        ),
        pytest.param([before(TOTAL, "80.12")], [before(TOTAL, "80.12")], [], "", id="last year's value printed alike"),
        pytest.param(
            [figure("opening_balance fiscal", "5")],
            [before("closing_balance fiscal", "6.5")],
            [("F01", "notice")],
            "相差1.5万元；会计差错更正",
            id="carried over another amount",
        ),
        pytest.param(
            [figure("opening_balance fiscal", "5")],
            [before("closing_balance all", "6.5")],
            [],
            "",
            id="balances of different scopes",
        ),
    ],
)
def test_the_year_before(now: list[Figure], last: list[Figure], expected: list[tuple[str, str]], says: str) -> None:
    """What this year's accounts imply of last year's is held against what these printed, within rounding."""
    found = list(check_years(report(2023, now), report(2022, last)))
    assert outcomes(found) == expected
    assert says in "".join(one.message for one in found)


@pytest.mark.parametrize("kind", ["budget", "performance"])
def test_other_reports_than_accounts(kind: str) -> None:
    """A budget's planned values are held against those planned the year before; with what it compares is not sure."""
    given = {"part": DEFAULT_PARTS[kind], "phase": "budget" if kind == "budget" else "actual"}
    now = report(2023, [figure(ALL, "100", **given), change(ALL, "20", **given)], kind)
    assert outcomes(check_years(now, report(2022, [before(ALL, "80", **given)], kind))) == []
    assert outcomes(check_years(now, report(2022, [before(ALL, "81", **given)], kind))) == [("F02", "notice")]


def test_both_places_are_told() -> None:
    """A finding names version and offsets in both reports."""
    now, last = (
        report(2023, [figure(TOTAL, "100"), change(TOTAL, "20")]),
        report(2022, [before(TOTAL, "79")], version=3),
    )
    (found,) = (one for one in check_years(now, last) if one.outcome == "finding")
    assert found.there is not None
    assert now.text[found.here.start : found.here.end] == "20万元"
    assert (found.there.report, found.there.version) == (last.name, 3)
    assert last.text[found.there.start : found.there.end] == "79万元"
    assert (found.printed, found.expected, found.difference) == ("20万元", "增加21万元", "1万元")


UNITS = (UnitRow("教育局", own_office=True, agency="a"), UnitRow("第一小学", own_office=False, agency="b"))


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"body": "教育体育局筹备处"}, "单位名称不同"),
        ({"coverage": "unit"}, "范围不同"),
        ({"coverage": None}, "范围不同"),
        ({"units": UNITS[:1]}, "所含的单位不同"),
    ],
)
def test_reorganisation_is_no_finding(other: dict[str, object], reason: str) -> None:
    """Another name, coverage or set of units explains any difference: nothing is held against anything."""
    now = report(2023, [figure(TOTAL, "100"), change(TOTAL, "20"), figure("opening_balance all", "1")], units=UNITS)
    last = report(2022, [before(TOTAL, "50"), before("closing_balance all", "9")], **{"units": UNITS, **other})
    found = list(check_years(now, last))
    assert outcomes(found) == []
    assert len(outcomes(found, "unchecked")) == 2
    assert all(reason in one.message for one in found)


def test_short_forms_are_no_other_name() -> None:
    """城管局 and 城市管理和综合执法局 are one body."""
    now = report(2023, [figure(TOTAL, "100"), change(TOTAL, "20")], body="城管局")
    assert outcomes(check_years(now, report(2022, [before(TOTAL, "50")], body="城市管理和综合执法局")))


def test_doubtful_scans_are_not_held_against_anything() -> None:
    """A figure that was recognised with doubt makes no finding."""
    now = report(2023, [figure(TOTAL, "100"), change(TOTAL, "20")], unsure=((_GAP, _GAP * 2),))
    found = list(check_years(now, report(2022, [before(TOTAL, "50")])))
    assert (outcomes(found), outcomes(found, "unchecked")) == ([], [("F02", "")])


def planned(words: str, value: str, part: str = "final_accounts") -> Figure:
    return figure(words, value, phase="budget", part=part)


GENERAL = "expenditure general_public"


@pytest.mark.parametrize(
    ("told", "published", "expected"),
    [
        pytest.param([planned(GENERAL, "90")], [planned(GENERAL, "90", "budget")], [], id="agrees"),
        pytest.param(
            [planned(GENERAL, "90")], [planned(GENERAL, "90.0049", "budget")], [], id="accounts round to 0.01万元"
        ),
        pytest.param([planned(GENERAL, "90")], [planned(GENERAL, "91", "budget")], [("G01", "notice")], id="differs"),
        pytest.param(
            [planned("three_public fiscal", "9")],
            [planned("three_public general_public", "8", "budget")],
            [],
            id="三公 of another scope",
        ),
        pytest.param(
            [figure(GENERAL, "90", phase="adjusted")],
            [planned(GENERAL, "91", "budget")],
            [],
            id="the whole year's budget is another",
        ),
    ],
)
def test_the_budget_of_the_year(told: list[Figure], published: list[Figure], expected: list[tuple[str, str]]) -> None:
    """What the accounts call the budget of the year's beginning is held against the budget as published."""
    assert outcomes(check_budget(report(2023, told), report(2023, published, "budget"))) == expected


def test_a_budget_that_is_not_said_to_be_that_of_the_beginning() -> None:
    """预算数 alone is usually the whole year's."""
    accounts = report(2023, [planned("three_public fiscal", "9")])
    accounts = replace(accounts, text=accounts.text.replace("年初", "预算"))
    assert (
        outcomes(check_budget(accounts, report(2023, [planned("three_public fiscal", "8", "budget")], "budget"))) == []
    )


def code(number: str, *, budget: str | None = None, actual: str | None = None, part: str = "final_accounts") -> CodeRow:
    amounts = [Decimal(one) * 10_000 if one else None for one in (budget, actual)]
    return CodeRow(part, "general_public", "item", number, "行政运行", amounts[0], amounts[1], "", 0, 10)


def test_the_budget_by_code() -> None:
    """Items are held against each other by code; those that differ are one finding, which counts them."""
    mine = [code("2050101", budget="50"), code("2050102", budget="30"), code("2210201", budget="9")]
    theirs = [code("2050101", budget="41", part="budget"), code("2050102", budget="39.5", part="budget")]
    accounts = report(2023, codes=mine, text="年初预算为50万元，支出决算为51万元。")
    (found,) = check_budget(accounts, report(2023, kind="budget", codes=theirs))
    assert (found.rule, found.severity, found.printed, found.expected) == ("G01", "notice", "30万元", "39.5万元")
    assert "共2个科目不同" in found.message


def accounts_of(agency: str, value: str, **more: Any) -> Report:
    return report(2023, [figure(GENERAL, value)], agency=agency, name=agency, **{"coverage": "unit", **more})


@pytest.mark.parametrize(
    ("units", "outcome"),
    [
        ([accounts_of("a", "60"), accounts_of("b", "40")], "passed"),
        ([accounts_of("a", "60"), accounts_of("b", "30")], "finding"),
        ([accounts_of("a", "60")], "unchecked"),
        ([], None),
    ],
)
def test_a_department_and_its_units(units: list[Report], outcome: str | None) -> None:
    """Expenditure of a department is that of all units that it lists, where the accounts of all are published."""
    department = replace(accounts_of("a", "100", coverage="department", units=UNITS), name="a-department")
    found = list(check_units(department, [department, *units]))
    assert [(one.rule, one.outcome) for one in found] == ([("G02", outcome)] if outcome else [])


def test_money_moved_between_units() -> None:
    """What units pay each other is in none of the department's sums: all money is not added up."""
    moving = [
        replace(
            report(2023, [figure(ALL, "60"), figure("income.superior all", "9")], agency=one), name=one, coverage="unit"
        )
        for one in ("a", "b")
    ]
    department = replace(report(2023, [figure(ALL, "100")], units=UNITS), name="department")
    assert [one.outcome for one in check_units(department, moving)] == ["unchecked"]


def evaluated(name: str, actual: str, score: str) -> Report:
    row = ProjectRow("project_self_evaluation_table", name, Decimal(actual) * 10_000, Decimal(score), is_subtotal=False)
    return report(2023, kind="project_performance", subject=name, projects=(row,), name=f"p-{name}", coverage=None)


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ([evaluated("路灯", "20", "95"), evaluated("绿化", "30", "97")], []),
        ([evaluated("路灯", "20", "95"), evaluated("绿化", "31", "97")], [("G03", "notice")]),
        ([evaluated("路灯", "20", "95"), evaluated("绿化", "30", "90")], [("G03", "notice")]),
        (
            [evaluated("路灯", "20", "95"), evaluated("绿化", "30", "97"), evaluated("桥", "1", "9")],
            [("G03", "notice")],
        ),
        ([evaluated("路灯", "20", "95")], []),
        ([], []),
    ],
)
def test_projects_evaluated(forms: list[Report], expected: list[tuple[str, str]]) -> None:
    """Number, money and mean score are held against the forms; fewer forms than said are not all there."""
    projects = "performance.projects_self_evaluated all"
    told = [
        figure(projects, "2", measure="count", unit="个", step=Decimal(1)),
        figure(projects, "50"),
        figure("performance.average_score all", "96", measure="score", unit="分", step=Decimal("0.01")),
    ]
    accounts = report(2023, told)
    assert outcomes(check_evaluations(accounts, [accounts, *forms])) == expected


def spent(year: int, **codes: str) -> Report:
    rows = [code(number.removeprefix("c"), actual=value) for number, value in codes.items()]
    whole = sum((one.actual or Decimal(0) for one in rows), Decimal(0)) / 10_000
    return report(year, [figure(GENERAL, f"{whole}", year=year)], codes=rows)


def test_codes_over_the_years() -> None:
    """What came, went, or changed beyond this body's own history is shown, and never a finding."""
    years = [
        spent(2020, c2050101="100", c2050102="50"),
        spent(2021, c2050101="104", c2050102="50"),
        spent(2022, c2050101="101", c2050102="50"),
        spent(2023, c2050101="160", c2050199="20"),
    ]
    found = list(check_codes(years))
    assert {one.outcome for one in found} == {"shown"}
    assert [one.message[:7] for one in found] == ["2050101", "2050102", "2050199"]
    assert list(check_codes(years[:3])) == []


def test_codes_that_do_not_add_up_are_not_shown() -> None:
    """Where a row was not read, what is missing is not what came or went."""
    last = spent(2022, c2050101="100", c2050102="50")
    now = replace(spent(2023, c2050101="100", c2050102="50"), codes=[code("2050101", actual="100")])
    assert list(check_codes([last, now])) == []


def test_versions() -> None:
    """What a new version says otherwise is shown with both values."""
    old, new = report(2023, [figure(TOTAL, "100")]), report(2023, [figure(TOTAL, "110")], version=2)
    (shown,) = check_versions(new, old)
    assert (shown.outcome, shown.message) == ("shown", "与第1版相比，2023年收入总计由100万元变为110万元。")
    assert list(check_versions(new, replace(new, version=1))) == []


@pytest.mark.parametrize(
    ("printed", "expected", "says"),
    [
        ("1243.56", "1234.56", "先后"),
        ("14.4296", "144296", "一万倍"),
        ("-5.20", "5.20", "正负号"),
        ("1234.56", "1235.56", ""),
        ("4321", "1234", ""),
        ("5", "5", ""),
        ("0", "5", ""),
    ],
)
def test_slips(printed: str, expected: str, says: str) -> None:
    """Two digits exchanged, a slip of 10,000, a sign; other differences are not explained."""
    told = explain_slip(Decimal(printed), Decimal(expected))
    assert says in told
    assert bool(told) == bool(says)


def test_a_wrong_value_that_is_last_years() -> None:
    """A finding of the report's own checks is added to where last year's report prints the same value."""
    now = report(2023, [figure(TOTAL, "812.34")])
    wrong = Told("e1", "C01", "error", "812.34万元", "900万元", now.figures[0].start, now.figures[0].end)
    (found,) = explain_findings(replace(now, told=[wrong]), report(2022, [before(TOTAL, "812.34")]))
    assert (found.outcome, found.rule, found.about) == ("origin", "C01", "e1")
    assert "沿用了上年的数" in found.message
    assert list(explain_findings(replace(now, told=[wrong]), report(2022, [before(TOTAL, "812.35")]))) == []


def test_which_report_is_the_year_before() -> None:
    """That of the same coverage; where none is there, it is said that nothing was compared."""
    now = report(2023, [figure(TOTAL, "100"), change(TOTAL, "20")])
    office = report(2022, [before(TOTAL, "7")], coverage="unit", name="a-2022-unit")
    department = report(2022, [before(TOTAL, "80")])
    assert ("F02", "") in outcomes(check_agency("a", [now, office, department]), "passed")
    found = [one for one in check_agency("a", [now, report(2021)]) if one.here.report == now.name]
    assert [(one.outcome, one.rule) for one in found] == [("unchecked", "F02")]
    assert "没有收录" in found[0].message
