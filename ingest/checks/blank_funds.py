"""Rule B03 on a fund's table that is said to be blank: the fiscal summary has no expenditure of that fund, either."""

import re
from collections.abc import Iterator

from ingest.checks.evidence import Evidence
from ingest.checks.rules import Outcome, Passed
from ingest.checks.wording import show_money
from ingest.findings import ERROR, Finding
from ingest.ledger import Cell

_RULE, _PART, _SUMMARY = "B03", "final_accounts", "fiscal_summary"
_FUNDS = {"政府性基金": "gov_fund", "国有资本经营": "state_capital"}
_FUND = r"(?:政府性基金|国有资本经营)(?:预算)?(?:财政拨款)?(?:安排的)?"
# 没有政府性基金预算财政拨款收入，也没有使用政府性基金安排的支出
_BLANK = re.compile(
    r"(?:没有|未(?:安排|发生|使用)|无)(?:使用|安排)?(?P<fund>政府性基金|国有资本经营)(?:预算)?(?:财政拨款)?(?:安排的)?"
    rf"(?:收入[和、及]支出|收支|支出|收入[，,、](?:也|且)?(?:没有|未|无)(?:使用|安排|发生)?(?:{_FUND})?支出)"
)
_OTHER_YEAR = re.compile(r"(?:上年|去年|以前年度|20\d\d年度?)[^。；\n]{0,12}$")
_REACH = 20


def check_blank_funds(evidence: Evidence) -> Iterator[Outcome]:
    """Hold each statement that a fund spent nothing against its column of the summary; one finding a fund."""
    ledger = evidence.ledgers.get(_PART)
    summary = ledger.find(_SUMMARY) if ledger else None
    if ledger is None or summary is None:
        return
    seen: set[str] = set()
    for match in _BLANK.finditer(evidence.text):
        fund = _FUNDS[match["fund"]]
        cell = summary.at("out.expenditure", fund)
        if fund in seen or cell is None or _is_of_another_year(evidence, match.start()):
            continue
        seen.add(fund)
        yield _describe(match, cell, summary.title) if cell.value else Passed(_RULE)


def _is_of_another_year(evidence: Evidence, start: int) -> bool:
    """Whether the words before name a year that is not the report's."""
    named = _OTHER_YEAR.search(evidence.text[max(0, start - _REACH) : start])
    return named is not None and str(evidence.year) not in named[0]


def _describe(match: re.Match[str], cell: Cell, title: str) -> Finding:
    return Finding(
        rule=_RULE,
        severity=ERROR,
        message=f"文中写“{match[0]}”，{title}“{cell.name}”的{cell.heading}为{show_money(cell.value)}。",
        disclosed=match[0],
        start=match.start(),
        end=match.end(),
        expected=f"有支出{show_money(cell.value)}",
        related=((cell.start, cell.end),),
    )
