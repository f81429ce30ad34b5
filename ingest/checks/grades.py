"""Rule H03 on the text: a grade is that of its points, and no points are more than a hundred."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.amounts import view_text
from ingest.checks.rules import Outcome, Passed
from ingest.figures import Figure
from ingest.findings import NOTICE, Finding

_GRADED = re.compile(
    r"(?P<score>\d{1,3}(?:\.\d+)?)分[,，、(（](?:自评|评价|评定|绩效|综合)*(?:等级|等次|结果|级别|档次)(?:评定)?(?:为|是|:)?(?P<grade>优|良|中|差)"
)
_BANDS = {"优": (90, 100), "良": (80, 90), "中": (60, 80), "差": (0, 60)}
_LINE = re.compile(r"^(?![|#])[^\n]*分[^\n]*$", re.MULTILINE)
_FULL = 100


def check_grades(figures: Sequence[Figure], text: str) -> Iterator[Outcome]:
    """Hold the grades of the text against its points, and the points against the full ones."""
    yield from _check_grades(text)
    yield from _check_full(figures)


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
            yield Finding.at(
                one,
                rule="H03",
                severity=NOTICE,
                message=f"得分写为{one.disclosed}，超过了满分{_FULL}分，请核对。",
                expected=f"不超过{_FULL}分",
            )
