"""Rule D04: what was spent on meetings of which there were none, and meetings that cost nothing."""

import re
from collections.abc import Iterator

from ingest.amounts import view_text
from ingest.checks.rules import Outcome, Passed
from ingest.findings import NOTICE, Finding

_LINE = re.compile(r"^(?![|#])[^\n]*(?:会议费|培训费)[^\n]*次[^\n]*$", re.MULTILINE)
_MEETINGS = re.compile(
    r"(?:会议费|培训费)(?:支出|预算|决算|安排)*[为是]?(?P<amount>\d[\d,]*(?:\.\d+)?)(?:万元|元)[,，(](?:计划|拟|全年|共|累计)?"
    r"(?:召开|组织|举办|开展|举行)(?:各类|各项)?(?:会议|培训)?(?P<count>\d+)(?:次|场|期|个)"
)


def check_occurrences(text: str) -> Iterator[Outcome]:
    """Compare what meetings and training cost with how many there were; one of the two is zero alone."""
    for line in _LINE.finditer(text):
        view, at = view_text(line[0])
        for match in _MEETINGS.finditer(view):
            nothing, none = not float(match["amount"].replace(",", "")), not int(match["count"])
            if nothing is none:
                yield Passed("D04")
                continue
            start, end = (line.start() + at[match.start("amount")], line.start() + at[match.end() - 1] + 1)
            disclosed = text[start:end]
            yield Finding("D04", NOTICE, f"“{disclosed}”里金额与次数不相称，请核对。", disclosed, start, end)
