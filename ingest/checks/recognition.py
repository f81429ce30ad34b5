"""Figures of a scanned report that were not recognised with certainty, and the findings that rest on them."""

from collections.abc import Iterable, Iterator, Sequence

from ingest.checks.rules import Outcome, Passed
from ingest.figures import Figure
from ingest.findings import NOTICE, Finding, Unchecked
from ingest.places import Place, find_spot
from ingest.recognition import REVIEW_BELOW, find_confidence, find_overlapping
from ingest.rows import Row

_RULE = "J10"
_OWN_WORDS = {_RULE, "J05", "J09"}  # what they find stands in the words, whatever the digits beside them are


def check_recognition(
    text: str, figures: Sequence[Figure], places: Sequence[Place], rows: Iterable[Row] = ()
) -> Iterator[Outcome]:
    """Name each figure, and each number of a row, that is to be held against the scan; one finding a place."""
    recognised = any(place.spot.confidence is not None for place in places)
    doubted: list[tuple[int, int]] = []
    if recognised:
        for start, end in [*_spans_of_figures(figures), *_numbers_of_rows(text, rows, places)]:
            sure = find_confidence(text, places, start, end)
            if sure is None or sure >= REVIEW_BELOW or any(low < end and start < high for low, high in doubted):
                continue
            doubted.append((start, end))
            disclosed = text[start:end]
            yield Finding(
                rule=_RULE,
                severity=NOTICE,
                message=f"扫描件{_tell_page(places, start, end)}的“{disclosed}”识别把握不足（{sure:.2f}），请对照原件。",
                disclosed=disclosed,
                start=start,
                end=end,
            )
    if recognised and not doubted:
        yield Passed(_RULE)


def _tell_page(places: Sequence[Place], start: int, end: int) -> str:
    """The page, of which source where that is not the first."""
    spot = find_spot(places, start, end)
    if spot is None:
        return ""
    return f"（第{spot.source}个源文件）第{spot.page}页" if spot.source > 1 else f"第{spot.page}页"


def _spans_of_figures(figures: Sequence[Figure]) -> Iterator[tuple[int, int]]:
    return ((figure.start, figure.end) for figure in figures)


def _numbers_of_rows(text: str, rows: Iterable[Row], places: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """The pieces with digits that were recognised in the rows of tables (classification, projects, indicators)."""
    for row in rows:
        if row.start is None or row.end is None:
            continue
        for place in find_overlapping(places, row.start, row.end):
            start, end = max(place.start, row.start), min(place.end, row.end)
            piece = text[start:end]
            start += len(piece) - len(piece.lstrip())
            end -= len(piece) - len(piece.rstrip())
            if start < end:
                yield start, end


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
