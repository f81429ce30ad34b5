"""A year in the text that is not the report's: last year's words, most often, that nobody changed."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.checks.rules import Outcome, Passed
from ingest.checks.wording import name_figure
from ingest.figures import Figure
from ingest.findings import NOTICE, Finding


def check_years(text: str, figures: Sequence[Figure]) -> Iterator[Outcome]:
    """Name the figures beside which another year is printed than the report's; one finding a section and year."""
    printed = [figure for figure in figures if figure.other_year is not None]
    for (_, words), group in groupby(printed, key=lambda figure: (figure.section, _year_words(text, figure))):
        named = list(group)
        start, end = min(figure.other_year for figure in named if figure.other_year is not None)
        labels = "、".join(dict.fromkeys(name_figure(figure) for figure in named))
        year = named[0].year
        yield Finding(
            rule="J05",
            severity=NOTICE,
            message=f"这是{year}年度的报告，{labels}却写作“{words}”，疑似沿用了以前年度的文字；已按{year}年度收录。",
            disclosed=text[start:end],
            start=start,
            end=end,
            expected=f"{year}年度",
            related=tuple((figure.start, figure.end) for figure in named),
        )
    if not printed:
        yield Passed("J05")


def _year_words(text: str, figure: Figure) -> str:
    return text[slice(*figure.other_year)] if figure.other_year is not None else ""
