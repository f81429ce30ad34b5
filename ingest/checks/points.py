"""Rule H03 on a whole form: the points of its indicators add up to the total that it prints, and so do the weights."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.amounts import view_text
from ingest.checks.rules import Outcome, Passed
from ingest.checks.wording import show_number
from ingest.figures import Figure
from ingest.findings import ERROR, NOTICE, Finding
from ingest.table_view import Slot, TableView

_FORMS = ("self_evaluation_table", "project_self_evaluation_table")
_WEIGHT, _SCORE = re.compile(r"(?:分值|权重)(?:\(.{0,8}\))?"), re.compile(r"(?:自评|评价|实际)?得分(?:\(.{0,8}\))?")
_TOTAL = re.compile(r"(?:总分|合计|总计|总得分|得分合计)(?:\(.{0,6}\))?")
_GRADED = re.compile(
    r"(?P<score>\d{1,3}(?:\.\d+)?)分[,，、(（](?:自评|评价|评定|绩效|综合)*(?:等级|等次|结果|级别|档次)(?:评定)?(?:为|是|:)?(?P<grade>优|良|中|差)"
)
_BANDS = {"优": (90, 100), "良": (80, 90), "中": (60, 80), "差": (0, 60)}
_LINE = re.compile(r"^(?![|#])[^\n]*分[^\n]*$", re.MULTILINE)
_SLACK = Decimal("0.05")  # points that rounding of the items' points explains
_FULL = 100
_FEWEST = 4  # rows with points


@dataclass(frozen=True, slots=True)
class _Points:
    """The points of one column below its heads, and the printed total of it."""

    what: str
    slots: tuple[Slot, ...]
    total: Slot


def check_points(views: Sequence[TableView], figures: Sequence[Figure], text: str) -> Iterator[Outcome]:
    """Add up the columns of points of each form that prints their totals, and hold the grades against the points."""
    yield from _check_grades(text)
    yield from _check_full(figures)
    for view in views:
        if view.form in _FORMS:
            for points in _find_points(view):
                yield _compare(points)


def _check_grades(text: str) -> Iterator[Outcome]:
    """The grade that the text tells is the one that the ministry's bands give the points."""
    for line in _LINE.finditer(text):
        view, at = view_text(line[0])
        for match in _GRADED.finditer(view):
            score = Decimal(match["score"])
            low, high = _BANDS[match["grade"]]
            if low <= score <= high:
                yield Passed("H03")
                continue
            start, end = line.start() + at[match.start()], line.start() + at[match.end() - 1] + 1
            grade = next(one for one, (lowest, _) in _BANDS.items() if score >= lowest)
            yield Finding(
                rule="H03",
                severity=NOTICE,
                message=f"得分{match['score']}分，等级写为“{match['grade']}”，按通行的档次应为“{grade}”，请核对。",
                disclosed=text[start:end],
                start=start,
                end=end,
                expected=grade,
            )


def _check_full(figures: Sequence[Figure]) -> Iterator[Outcome]:
    """No more points than a hundred."""
    for one in figures:
        if (one.indicator, one.measure) == ("performance.total", "score") and one.value > _FULL:
            yield Finding(
                rule="H03",
                severity=NOTICE,
                message=f"得分写为{one.disclosed}，超过了满分{_FULL}分，请核对。",
                disclosed=one.disclosed,
                start=one.start,
                end=one.end,
                expected=f"不超过{_FULL}分",
            )


def _find_points(view: TableView) -> Iterator[_Points]:
    """The columns of weights and of points, of all blocks of the form that have such heads."""
    weights: list[Slot] = []
    scores: list[Slot] = []
    header: tuple[Slot, ...] = ()
    heads: dict[str, Slot] = {}
    for row in view.rows:
        named = {
            what: slot
            for what, pattern in (("分值", _WEIGHT), ("得分", _SCORE))
            for slot in row
            if pattern.fullmatch(slot.words)
        }
        if len(named) == 2:
            header, heads = row, named
            continue
        if not heads:
            continue
        weight, score = (view.cell_below(header, heads[what], row) for what in ("分值", "得分"))
        if any(_TOTAL.fullmatch(slot.words) for slot in row[:2]):
            for what, slots, total in (("分值", weights, weight), ("得分", scores, score)):
                if total is not None and total.number is not None and total.span is not None and len(slots) >= _FEWEST:
                    yield _Points(what, tuple(slots), total)
            weights, scores = [], []
            continue
        if weight is not None and weight.number is not None and weight.span is not None:
            if score is None or score.number is None:
                return  # a row was not filled in, or not read
            weights.append(weight)
            scores.append(score)


def _compare(points: _Points) -> Outcome:
    total, parts = points.total.number, [slot.number for slot in points.slots]
    assert total is not None
    assert points.total.span is not None
    expected = sum((part.value for part in parts if part is not None), Decimal(0))
    gap = total.value - expected
    places = tuple((slot.span.start, slot.span.end) for slot in points.slots if slot.span is not None)
    if abs(gap) <= _SLACK:
        return Passed("H03")
    return Finding(
        rule="H03",
        severity=ERROR if abs(gap) >= 1 else NOTICE,
        message=(
            f"总分一行的{points.what}写为{show_number(total.value)}分，各项{points.what}合计为{show_number(expected)}分，"
            f"相差{show_number(abs(gap))}分。"
        ),
        disclosed=points.total.text,
        start=points.total.span.start,
        end=points.total.span.end,
        expected=f"{show_number(expected)}分",
        difference=f"{show_number(gap)}分",
        related=places,
    )
