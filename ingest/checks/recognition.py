"""Figures of a scanned report that were not recognised with certainty, and the findings that rest on them."""

from collections.abc import Iterable, Iterator, Sequence

from ingest.checks.rules import Outcome, Passed
from ingest.figures import Figure
from ingest.findings import NOTICE, Finding, Unchecked
from ingest.places import Place, find_page
from ingest.recognition import REVIEW_BELOW, find_confidence

_RULE = "J10"
_OWN_WORDS = {_RULE, "J05", "J09"}  # what they find stands in the words, whatever the digits beside them are


def check_recognition(text: str, figures: Sequence[Figure], places: Sequence[Place]) -> Iterator[Outcome]:
    """Name each figure that is to be held against the scan; one finding a place."""
    recognised = False
    doubted: set[int] = set()
    for figure in figures:
        sure = find_confidence(text, places, figure.start, figure.end)
        recognised = recognised or sure is not None
        if sure is None or sure >= REVIEW_BELOW or figure.start in doubted:
            continue
        doubted.add(figure.start)
        page = find_page(places, figure.start, figure.end)
        yield Finding(
            rule=_RULE,
            severity=NOTICE,
            message=f"扫描件第{page}页的“{figure.disclosed}”识别把握不足（{sure:.2f}），请对照原件。",
            disclosed=figure.disclosed,
            start=figure.start,
            end=figure.end,
        )
    if recognised and not doubted:
        yield Passed(_RULE)


def withhold_unsure(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Outcomes in which a contradiction of a figure that may be misread is no finding: it could not be checked."""
    told = list(outcomes)
    doubted = [(one.start, one.end) for one in told if isinstance(one, Finding) and one.rule == _RULE]
    for one in told:
        if isinstance(one, Finding) and one.rule not in _OWN_WORDS and _touches(one, doubted):
            yield Unchecked(one.rule, f"扫描件中的“{one.disclosed}”或与它核对的数字识别把握不足，没有核对")
        else:
            yield one


def _touches(finding: Finding, doubted: Sequence[tuple[int, int]]) -> bool:
    spans = [(finding.start, finding.end), *finding.related]
    return any(start < end and low < end and start < high for start, end in spans for low, high in doubted)
