"""Rule J04 on what was adjusted: 经费由74.01调整为70.31, two amounts of which neither has a unit."""

import re
from collections import Counter
from collections.abc import Iterator

from ingest.amounts import view_line
from ingest.checks.rules import Outcome
from ingest.findings import NOTICE, Finding

_LINE = re.compile(r"^(?![|#])[^\n]*调[^\n]*$", re.MULTILINE)
_NUMBER = r"\d[\d,]*\.\d+"
_PAIR = re.compile(
    rf"""(?:经费|预算数?|资金|费用?|支出|拨款|收入|补助|金额)[由从]
    (?P<before>{_NUMBER})(?:调整|调增|调减|追加|核增|核减|压减)[为到至](?P<after>{_NUMBER})
    (?![\d.万亿元%])""",
    re.VERBOSE,
)
_UNIT = re.compile(r"\d(?P<unit>亿元|万元|元)")


def check_unit_pairs(text: str) -> Iterator[Outcome]:
    """Name each pair whose paragraph tells its other amounts in one unit."""
    for line in _LINE.finditer(text):
        view, at = view_line(line[0])
        units = Counter(match["unit"] for match in _UNIT.finditer(view))
        if len(units) != 1:
            continue
        unit = next(iter(units))
        for pair in _PAIR.finditer(view):
            start, end = line.start() + at[pair.start("before")], line.start() + at[pair.end("after") - 1] + 1
            words = text[start:end]
            expected = f"{pair['before']}{unit}、{pair['after']}{unit}"
            message = f"“{words}”没有写单位，按同一段的其他金额应为{expected}。"
            yield Finding("J04", NOTICE, message, words, start, end, expected)
