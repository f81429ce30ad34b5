"""Rule D04: what was spent on occasions of which there were none, and occasions that cost nothing."""

import re
from collections.abc import Iterator, Sequence

from ingest.amounts import view_text
from ingest.checks.rules import Outcome, Passed
from ingest.checks.wording import name_figure, show_figure
from ingest.figures import ACTUAL, Figure
from ingest.findings import NOTICE, Finding

_OCCASIONS = (
    ("three_public.abroad", "three_public.abroad.groups"),
    ("three_public.abroad", "three_public.abroad.persons"),
    ("three_public.vehicles.purchase", "three_public.vehicles.purchased"),
    ("three_public.reception", "three_public.reception.groups"),
    ("three_public.reception", "three_public.reception.persons"),
)
_LINE = re.compile(r"^(?![|#])[^\n]*(?:会议费|培训费)[^\n]*次[^\n]*$", re.MULTILINE)
_MEETINGS = re.compile(
    r"(?:会议费|培训费)(?:支出|预算|决算|安排)*[为是]?(?P<amount>\d[\d,]*(?:\.\d+)?)(?:万元|元)[,，(](?:计划|拟|全年|共|累计)?"
    r"(?:召开|组织|举办|开展|举行)(?:各类|各项)?(?:会议|培训)?(?P<count>\d+)(?:次|场|期|个)"
)


def check_occurrences(figures: Sequence[Figure], text: str) -> Iterator[Outcome]:
    """Compare amounts with the number of occasions that they were spent on; one of the two is zero alone."""
    found: dict[tuple[str, str, str], Figure] = {}
    for one in figures:
        if one.phase == ACTUAL and one.measure in ("amount", "count"):
            found.setdefault((one.part, one.indicator, one.measure), one)
    for part in dict.fromkeys(one.part for one in figures):
        for amount_of, count_of in _OCCASIONS:
            amount, count = found.get((part, amount_of, "amount")), found.get((part, count_of, "count"))
            # Who goes abroad with others' groups has organised none.
            joined = count_of.endswith("abroad.groups") and (part, "three_public.abroad.persons", "count") in found
            if amount is not None and count is not None and amount.year == count.year and not joined:
                yield _compare(amount, count)
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


def _compare(amount: Figure, count: Figure) -> Outcome:
    if bool(amount.value) is bool(count.value):
        return Passed("D04", ((amount.start, amount.end), (count.start, count.end)))
    return Finding(
        rule="D04",
        severity=NOTICE,
        message=(
            f"{name_figure(amount)}为{show_figure(amount)}，{name_figure(count)}却为{show_figure(count)}，两者不相称，请核对。"
        ),
        disclosed=count.disclosed,
        start=count.start,
        end=count.end,
        related=((amount.start, amount.end),),
    )
