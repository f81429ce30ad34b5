"""A department's accounts against those of the units that it says it covers (G02), where all of these are published."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.across.report import FINDING, Derived, Report, at, cite, passed, unchecked
from ingest.across.steps import tell_amount, tell_difference, tell_sum
from ingest.checks.tolerance import Printed, Verdict, compare_sum
from ingest.checks.wording import name_figure, show_money
from ingest.figures import ACTUAL, ALL, FISCAL, GENERAL_PUBLIC, Figure
from ingest.findings import NOTICE

_RULE = "G02"
_PART = "final_accounts"
_SCOPES = (ALL, FISCAL, GENERAL_PUBLIC)
# Money that units move among themselves is in no department's sums.
_TRANSFERS = ("income.superior", "income.subsidiary", "expenditure.superior", "expenditure.subsidiary")
_LAWFUL = "单位之间的往来在汇总时抵销，新设、撤并的单位可能只在一处，本条只作提示"


def check_units(department: Report, published: Sequence[Report]) -> Iterator[Derived]:
    """G02 for the accounts of a department; `published` are the accounts of the year."""
    if department.coverage != "department" or len(department.units) < 2:
        return
    found: list[Report] = []
    missing: list[str] = []
    for unit in department.units:
        report = _accounts_of(unit.agency, published, department)
        if report is None or report in found:
            missing.append(unit.name)
        else:
            found.append(report)
    if missing:
        named = "、".join(missing[:3]) + ("等" if len(missing) > 3 else "")
        if found:
            yield unchecked(
                _RULE,
                department,
                None,
                f"所列{len(department.units)}个单位中，本站没有收录{named}{len(missing)}个单位的决算，汇总数没有核对",
            )
        return
    passes = 0
    for scope in _SCOPES:
        outcome = _check_scope(department, found, scope)
        if isinstance(outcome, Derived):
            yield outcome
        passes += outcome is True
    if passes:
        yield passed(_RULE, department, found[0], passes)


def _accounts_of(agency: str | None, published: Sequence[Report], department: Report) -> Report | None:
    """A unit's own accounts; those of the department itself are its office's only where they say so."""
    mine = [one for one in published if one.agency == agency and one.name != department.name]
    own = [one for one in mine if one.coverage == "unit"]
    best = own or [one for one in mine if one.agency != department.agency]
    return best[0] if len(best) == 1 else None


def _check_scope(department: Report, units: Sequence[Report], scope: str) -> Derived | bool | None:
    """Whether expenditure of a scope is the sum over the units; None where not all print it or transfers blur it."""
    total = _stated(department, scope)
    parts = [_stated(one, scope) for one in units]
    told = [one for one in parts if one is not None]
    if total is None or len(told) != len(units) or not department.is_sure(total):
        return None
    if scope == ALL and any(_moves(one) for one in (department, *units)):
        return unchecked(
            _RULE, department, None, "单位之间有上级补助、附属单位上缴等往来，全口径的支出没有逐个相加核对"
        )
    if compare_sum(_printed(total), [_printed(one) for one in told]) in {Verdict.PASS, Verdict.ROUNDING}:
        return True
    added = sum((one.value for one in told), Decimal(0))
    largest = max(range(len(told)), key=lambda at: told[at].value)
    return Derived(
        FINDING,
        _RULE,
        at(department, total.start, total.end),
        at(units[largest], told[largest].start, told[largest].end),
        f"{cite(department)}的{name_figure(total)}为{show_money(total.value)}，所列{len(units)}个单位各自公布的合计为"
        f"{show_money(added)}（其中最多的是{cite(units[largest])}，{show_money(told[largest].value)}），"
        f"相差{show_money(abs(total.value - added))}；{_LAWFUL}。",
        NOTICE,
        printed=total.disclosed,
        expected=show_money(added),
        difference=show_money(total.value - added),
        also=tuple(
            at(unit, one.start, one.end)
            for number, (unit, one) in enumerate(zip(units, told, strict=True))
            if number != largest
        ),
        steps=(
            *(tell_amount(f"{cite(unit)}", one.value) for unit, one in zip(units, told, strict=True)),
            tell_sum(f"{len(units)}个单位合计", [one.value for one in told]),
            tell_amount(f"{cite(department)}的{name_figure(total)}", total.value),
            tell_difference(total.value, added),
        ),
    )


def _stated(report: Report, scope: str) -> Figure | None:
    """The expenditure of a scope; where text and table differ, nothing is sure."""
    found = report.by_key.get((_PART, "expenditure", scope, ACTUAL, "amount", report.year), ())
    return found[0] if len({one.value for one in found}) == 1 else None


def _moves(report: Report) -> bool:
    return any(one.indicator in _TRANSFERS and one.measure == "amount" and one.value for one in report.figures)


def _printed(figure: Figure) -> Printed:
    return Printed(figure.value, figure.step)
