"""Rule J08 in running text: an item of a list that ends in its label, where the other items tell their amounts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.checks.rules import Outcome
from ingest.findings import NOTICE, Finding
from ingest.folding import fold
from ingest.numbering import NumberStyle, parse_numbering

_LINE = re.compile(r"^(?!\|)(?P<mark>#+ )?(?P<words>[^\n]+)$", re.MULTILINE)
_TELLS = re.compile(
    r"(?:收入|支出|预算|决算|经费|资金|拨款|费|总额|结转|结余)[为是共:\s]*[\d,]+(?:\.\d+)?\s*(?:亿元|万元|元)[。;,]?$"
)
_LABEL = re.compile(r"(?:收入|支出|预算|决算|经费|资金|拨款|总额|结转|结余)(?:数|额|合计|总计)?[为是:]?$")
_YEAR = re.compile(r"20\d\d\s*年")
_FEWEST = 2  # items with an amount by which a list surely is one of amounts


@dataclass(frozen=True, slots=True)
class _Item:
    style: NumberStyle
    value: int
    words: str  # as printed, its number included
    folded: str
    start: int


def check_unfilled(text: str) -> Iterator[Outcome]:
    """Name what was left without an amount in a list of amounts; that nothing was is no check passed."""
    for items in _lists(text):
        told = [one for one in items if _TELLS.search(one.folded)]
        empty = [one for one in items if _LABEL.search(one.folded) and not _tells_number(one)]
        if len(told) >= _FEWEST and len(told) + len(empty) == len(items):
            for one in empty:
                yield Finding(
                    rule="J08",
                    severity=NOTICE,
                    message=f"“{one.words}”后面没有写金额；同一列的其他各项都写有金额。",
                    disclosed=one.words,
                    start=one.start,
                    end=one.start + len(one.words),
                )


def _tells_number(item: _Item) -> bool:
    """Whether any number but a year stands behind that of the item itself."""
    numbering = parse_numbering(item.words)
    words = item.folded[numbering.end :] if numbering else item.folded
    return re.search(r"\d", _YEAR.sub("", words)) is not None


def _lists(text: str) -> Iterator[Sequence[_Item]]:
    """Yield numbered lines that stand one below the other, counted from one on."""
    row: list[_Item] = []
    for line in _LINE.finditer(text):
        numbering = parse_numbering(line["words"])
        if numbering is None:
            yield row
            row = []
            continue
        words = line["words"].rstrip()
        item = _Item(numbering.style, numbering.value, words, fold(words), line.start("words"))
        if row and (item.style, item.value) != (row[-1].style, row[-1].value + 1):
            yield row
            row = []
        if row or item.value == 1:
            row.append(item)
    yield row
