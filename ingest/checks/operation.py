"""Rule C12: 机关运行经费 is within 公用经费; equality is no identity, since institutions beside offices have none."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.checks.evidence import Evidence
from ingest.checks.rules import Outcome, Passed
from ingest.checks.wording import show_money
from ingest.figures import ACTUAL, GENERAL_PUBLIC, Figure
from ingest.findings import ERROR, NOTICE, ROUNDING, Finding, Unchecked
from ingest.ledger import Ledger

_RULE = "C12"
_OPERATION, _PUBLIC = "agency_operation", "expenditure.basic.public"
_FORM = "general_public_basic"
# The report's own glossary: 机关运行经费，是指…基本支出中的日常公用经费.
_DEFINED = re.compile(r"机关运行经费[^。\n]{0,120}?(?:基本支出|财政拨款)[^。\n]{0,40}?公用经费")
_LABEL = "公用经费"


def check_operation(evidence: Evidence) -> Iterator[Outcome]:
    """Compare the amount of each part of a report, once, with 公用经费 of its table, else of its text."""
    seen: set[str] = set()
    for figure in (*evidence.told, *evidence.printed):
        if not _is_operation(figure, evidence.year) or figure.part in seen:
            continue
        seen.add(figure.part)
        bound = _find_public(evidence, figure)
        if bound is None:
            if figure.value:
                yield Unchecked(_RULE, "没有读到一般公共预算财政拨款基本支出的公用经费合计")
            continue
        yield _compare(figure, *bound, defined=bool(_DEFINED.search(evidence.text)))


def _is_operation(figure: Figure, year: int) -> bool:
    wanted = (_OPERATION, GENERAL_PUBLIC, ACTUAL, "amount", year)
    return figure.part == "final_accounts" and (
        wanted == (figure.indicator, figure.scope, figure.phase, figure.measure, figure.year)
    )


def _find_public(evidence: Evidence, figure: Figure) -> tuple[str, Decimal, Decimal, tuple[int, int]] | None:
    """Where 公用经费 is told, how much, how exactly, and its place."""
    ledger: Ledger | None = evidence.ledgers.get(figure.part)
    sheet = ledger.find(_FORM) if ledger else None
    cell = sheet.at("public", "amount") if sheet else None
    if sheet is not None and cell is not None and not cell.blank:
        return sheet.title, cell.value, cell.step, (cell.start, cell.end)
    key = (figure.part, _PUBLIC, GENERAL_PUBLIC, ACTUAL, "amount", figure.year)
    told = next((one for one in (*evidence.told, *evidence.printed) if one.key == key), None)
    return ("正文", told.value, told.step, (told.start, told.end)) if told else None


def _compare(
    figure: Figure, where: str, bound: Decimal, step: Decimal, place: tuple[int, int], *, defined: bool
) -> Outcome:
    over = figure.value - bound
    if over <= 0:
        return Passed(_RULE)  # that it is not too much vouches for neither number
    rounding = over <= max(figure.step, step)
    return Finding.at(
        figure,
        rule=_RULE,
        severity=ROUNDING if rounding else ERROR if defined else NOTICE,
        message=(
            f"机关运行经费写为{show_money(figure.value)}，超过了{where}的一般公共预算财政拨款{_LABEL}"
            f"{show_money(bound)}，相差{show_money(over)}"
            f"{'，在四舍五入的范围内' if rounding else '；报告的名词解释说机关运行经费是公用经费的一部分' if defined else ''}。"
        ),
        expected=f"不超过{show_money(bound)}",
        difference=show_money(over),
        related=(place,),
    )
