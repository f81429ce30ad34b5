"""What a careful reader says against a report: planted flaws, and differences that a check may tell or not."""

import re
from decimal import Decimal
from typing import Any

from ingest.samples.document import Document, ListItem, Paragraph, plain
from ingest.samples.facts import Datum, Figure, Flaw
from ingest.samples.identities import sums
from ingest.samples.money import TEN_THOUSAND, percent
from ingest.samples.reading import Printed, Reading

Row = dict[str, Any]


def findings_of(reading: Reading, document: Document) -> list[Row]:
    """Return the findings of a report: those that it has to get, and optional ones."""
    flaws = [_finding(printed, printed.fact) for printed in reading.flaws if isinstance(printed.fact, Flaw)]
    return [*flaws, *_roundings(reading), *_share_roundings(reading), *_undecided(document)]


def _finding(printed: Printed, flaw: Flaw) -> Row:
    row: Row = {
        "severity": flaw.severity,
        "rule": flaw.rule,
        "kind": flaw.kind,
        "message": flaw.message,
        "disclosed": flaw.disclosed or printed.disclosed,
        "expected": flaw.expected,
        "part": printed.part,
    }
    if flaw.quotes:
        row["quotes"] = list(flaw.quotes)
    if flaw.severity_alternatives:
        row["severity_alternatives"] = list(flaw.severity_alternatives)
    if flaw.planted:
        row["planted"] = True
    if flaw.optional:
        row["optional"] = True
    return row


def _roundings(reading: Reading) -> list[Row]:
    """Return the sums that are off by rounding; a check may tell each of them or not."""
    rows = []
    for each in sums(reading):
        if not each.gap or not each.is_rounding:
            continue
        whole = each.whole.disclosed
        # The same total stands in several places, each in its own words.
        again = [one.disclosed for one in reading.figures if _same(one, each.whole)]
        expected = f"{(_amount(each.whole) - each.gap) / TEN_THOUSAND:.2f}"
        flaw = Flaw(
            "rounding",
            each.rule,
            "sum_rounding",
            f"各项之和为{expected}万元，写为{whole}，相差在四舍五入范围之内。",
            expected,
            tuple(dict.fromkeys((*(part.disclosed for part in each.parts), *again))),
            optional=True,
            severity_alternatives=("notice",),
        )
        rows.append(_finding(each.whole, flaw))
    return rows


def _same(one: Printed, other: Printed) -> bool:
    if not isinstance(one.fact, Figure) or not isinstance(other.fact, Figure):
        return False
    names = ("scope", "phase", "measure", "year", "value")
    return one.part == other.part and all(getattr(one.fact, name) == getattr(other.fact, name) for name in names)


_SPLIT = ("expenditure.basic.personnel", "expenditure.basic.public")


def _share_roundings(reading: Reading) -> list[Row]:
    """Return the shares of basic expenditure made of unrounded amounts that the printed ones give otherwise."""
    amounts: dict[tuple[str, str, str, int], Decimal] = {}
    shares = []
    for printed in reading.figures:
        fact = printed.fact
        if isinstance(fact, Figure) and fact.indicator.startswith("expenditure.basic") and fact.phase == "actual":
            if fact.measure == "amount":
                amounts.setdefault((printed.part, fact.indicator, fact.scope, fact.year), fact.value)
            elif fact.measure == "share" and fact.indicator in _SPLIT:
                shares.append((printed, fact))
    rows = []
    for printed, fact in shares:
        part, whole = (
            amounts.get((printed.part, indicator, fact.scope, fact.year))
            for indicator in (fact.indicator, "expenditure.basic")
        )
        if part is None or not whole:
            continue
        digits = max(0, -int(fact.value.as_tuple().exponent))
        expected = percent(part, whole, digits)
        if 0 < abs(expected - fact.value) <= Decimal(10) ** -digits:
            message = f"按所写的金额计算应为{expected}%，写为{printed.disclosed}，相差在四舍五入范围之内。"
            flaw = Flaw("rounding", "C09", "share_rounding", message, f"{expected}%", optional=True)
            rows.append(_finding(printed, flaw))
    return rows


# Words of which agencies seldom know that one of the two had to be struck out.
_UNDECIDED = re.compile(r"(?:增长|下降|增加|减少)（(?:增长|下降|增加|减少)）")


def _undecided(document: Document) -> list[Row]:
    """Return the words that leave it open what is meant; a check may tell each of them or not."""
    rows = []
    for part in document.parts:
        for block in part.blocks:
            text = plain(block.words) if isinstance(block, Paragraph | ListItem) else ""
            for words in dict.fromkeys(_UNDECIDED.findall(text)):
                flaw = Flaw("notice", "E03", "undecided", f"“{words}”没有取舍。", optional=True)
                rows.append(_finding(Printed(flaw, words, part.key, "narrative"), flaw))
    return rows


def _amount(printed: Printed) -> Decimal:
    fact = printed.fact
    return fact.value if isinstance(fact, Figure | Datum) and isinstance(fact.value, Decimal) else Decimal(0)
