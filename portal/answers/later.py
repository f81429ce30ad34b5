"""Years of which an agency has no report: what a later one tells of them, and saying so where none does."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.understanding.years import show_years
from portal.answers.choosing import Wanted, choose_figure
from portal.catalogue.figure_queries import FigureOfReport

_FEW = 3


def find_told_later(rows: Sequence[FigureOfReport], wanted: Wanted, year: int) -> FigureOfReport | None:
    """Of the figures of years without a report that of this year; None where later reports tell it differently.

    Args:
        rows: what later reports tell, that of the next year first.
        wanted: what is looked for.
        year: the year.
    """
    of_year = [one for one in rows if one.year == year]
    # None of them stands for the agency in its lists, so which comes first is told as among reports of one kind.
    figure = choose_figure(of_year, replace(wanted, years=(year,), narrowed=True))
    if figure is None:
        return None
    same = (figure.phase, figure.measure, figure.scope)
    values = {one.value for one in of_year if (one.phase, one.measure, one.scope) == same}
    return figure if len(values) == 1 else None


def name_missing(asked: Iterable[int], told: Iterable[int], what: str = "收录的报告里没有这项数字") -> str:
    """The sentence that names the years asked for of which nothing is told; empty where there is none."""
    wanted, known = set(asked), set(told)
    # 2020年以来 goes on until this year, of which nobody expects anything yet.
    newest = max(wanted, default=0) if len(wanted) <= _FEW else max(known, default=0)
    missing = tuple(sorted(year for year in wanted - known if year <= newest))
    return f"{show_years(missing)}：{what}。" if missing else ""
