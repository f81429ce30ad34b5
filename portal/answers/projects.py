"""The card of an agency's projects of one year: what 有哪些项目 and 花钱最多的项目 ask for."""

from collections.abc import Iterator, Sequence

from flask import url_for

from portal.answers.asking import Asked
from portal.answers.later import name_missing
from portal.answers.model import ListCard, ListRow
from portal.answers.spending import first_value
from portal.catalogue.spending_queries import SpendingRow
from portal.services import Services

MOST_ROWS = 10
_FEWEST = 2


def find_projects_card(agency: str, asked: Asked, services: Services) -> ListCard | None:
    """Return the projects of the year asked for, or of the last that has several; None where no report tells any amounts."""
    if not asked.asks_projects or asked.coverage:
        return None
    rows = [row for row in services.catalogue.spending.projects(agency) if _is_asked(row, asked)]
    for year in sorted({row.year for row in rows}, reverse=True):
        shown = sorted(_of_year(rows, year, asked), key=lambda one: one.value.value, reverse=not asked.least_first)
        if len(shown) >= _FEWEST or (shown and asked.years):
            return _make_card(shown, year, asked)
    return None


def _is_asked(row: SpendingRow, asked: Asked) -> bool:
    return (not asked.years or row.year in asked.years) and asked.report_type in {None, row.report_type}


def _of_year(rows: Sequence[SpendingRow], year: int, asked: Asked) -> Iterator[ListRow]:
    """Each project of a year once, as the report has it that tells most of them; of these the one that stands for the year."""
    of_year = [row for row in rows if row.year == year]
    reports = {row.report: min(one.rank for one in of_year if one.report == row.report) for row in of_year}
    told = {name: len({row.key for row in of_year if row.report == name}) for name in reports}
    best = min(reports, key=lambda name: (-told[name], reports[name]))
    seen: set[str] = set()
    for row in sorted((row for row in of_year if row.report == best), key=lambda row: row.rank):
        value = first_value(row, asked)
        if value and row.key not in seen:
            seen.add(row.key)
            yield ListRow(row.agency, row.agency_name, year, row.report, value, row.name)


def _make_card(rows: Sequence[ListRow], year: int, asked: Asked) -> ListCard:
    first, most = rows[0], min(asked.understood.rows or MOST_ROWS, MOST_ROWS)
    more = len(rows) - most
    # Who asks which are the greatest and names no year means those of now.
    when = name_missing(asked.years, (year,), "请另外按年度查") if asked.years else "列的是有项目金额的最近一年。"
    left_out = f"另外 {more} 个见报告的项目数据。" if more > 0 else ""
    return ListCard(
        indicator="",
        scope="",
        phase="",
        measure="amount",
        title=f"{first.agency_name}{year}年度的项目",
        rows=tuple(rows[:most]),
        total=len(rows),
        csv_url=url_for("reports.dataset", name=first.report, resource="projects"),
        note=f"同一份报告写到的 {len(rows)} 个项目，按金额从{'小到大' if asked.least_first else '大到小'}。{when}{left_out}",
    )
