"""Rule C10: kinds of expenditure that the text lists and the table of basic expenditure shows without money."""

import re
from collections.abc import Iterator

from ingest.checks.evidence import Evidence
from ingest.checks.rules import Outcome, Passed
from ingest.findings import NOTICE, Finding
from ingest.folding import squeeze
from ingest.ledger import Cell

_LIST = re.compile(
    r"(?:人员|公用)经费\s*[\d,.，]+\s*(?:万元|元)(?:，占[^。；，\n]{1,30}%)?[^。；\n]{0,12}?(?:主要)?包括[:：]?(?P<names>[^。；\n]{4,400})"
)
_FORM = "general_public_basic"
_ITEM = 5  # digits of the code of a 款
_FEWEST = 3  # names of the list that the table has: less is no list of its items


def check_listed(evidence: Evidence) -> Iterator[Outcome]:
    """Name each kind that a list holds although the table has nothing of it."""
    for ledger in evidence.ledgers.values():
        sheet = ledger.find(_FORM)
        if sheet is None:
            continue
        cells: dict[str, list[Cell]] = {}
        for code in sheet.codes(_ITEM):
            cell = sheet.at(code, "amount")
            if cell is not None:
                cells.setdefault(squeeze(cell.name[_ITEM:]), []).append(cell)
        for match in _LIST.finditer(evidence.text):
            yield from _check_list(match, cells)


def _check_list(match: re.Match[str], cells: dict[str, list[Cell]]) -> Iterator[Outcome]:
    names = [one for one in re.finditer(r"[^、，,和及]+", match["names"]) if squeeze(one[0]) in cells]
    empty = [one for one in names if not any(cell.value for cell in cells[squeeze(one[0])])]
    if len(names) - len(empty) < _FEWEST:
        return
    if not empty:
        yield Passed("C10")
    for one in empty:
        start = match.start("names") + one.start()
        cell = cells[squeeze(one[0])][0]
        yield Finding(
            rule="C10",
            severity=NOTICE,
            message=f"正文列出“{one[0].strip()}”，一般公共预算财政拨款基本支出决算表的“{cell.name}”没有金额。",
            disclosed=one[0],
            start=start,
            end=start + len(one[0]),
            related=() if cell.blank else ((cell.start, cell.end),),
        )
