"""The card of a figure: the one that answers, with its sentence and what the checks say of it."""

from collections.abc import Iterator
from dataclasses import replace

from flask import url_for

from index.understanding.model import IndicatorAsked
from portal.answers.asking import Asked
from portal.answers.beside import list_other_scopes, list_other_years, list_told_otherwise, list_values
from portal.answers.choosing import choose_figure, may_answer, read_wanted
from portal.answers.later import find_told_later, name_missing
from portal.answers.model import CheckLine, FigureCard
from portal.answers.sentences import cut_sentence, join_pieces
from portal.answers.telling import name_figure
from portal.catalogue.contradicting import read_against
from portal.catalogue.figure_queries import FigureOfReport
from portal.catalogue.finding_rows import SEVERITIES
from portal.catalogue.headlines import is_self_evaluated
from portal.catalogue.queries import ReportRow
from portal.presentation import label_kind
from portal.published import PublishedReport, find_published
from portal.services import Services

_SHOWN = ("error", "notice")


def find_figure_card(agency: str, indicator: IndicatorAsked, asked: Asked, services: Services) -> FigureCard | None:
    """Return the card of an agency's figure; None where no report tells it."""
    rows = [one for one in services.catalogue.figures.of_agency(agency, indicator.code) if may_answer(one, asked)]
    wanted = read_wanted(indicator, asked, rows)
    figure = choose_figure(rows, wanted)
    later = figure is None and asked.years
    if later:
        rows = list(_told_later(agency, indicator, asked, services))
        found = (find_told_later(rows, wanted, year) for year in sorted(asked.years, reverse=True))
        figure = next(filter(None, found), None)
        rows = [one for one in rows if figure and one.year == figure.year]
    if figure is None:
        return None
    published = find_published(services.store, figure.report, figure.version)
    # What the catalogue knows may be of another version than what is in the store by now.
    text = published.text if published else ""
    if published is None or text[figure.start : figure.end] != figure.disclosed:
        return None
    told = {figure.year, *(year for year in asked.years if choose_figure(rows, replace(wanted, years=(year,))))}
    report = next(iter(services.catalogue.reports(names=[figure.report])), None)
    if report is None:
        return None
    pieces = cut_sentence(text, figure.start, figure.end)
    checks = tuple(_find_checks(figure, published, services))
    values = tuple(list_values(figure, rows, sum(one.severity == "error" for one in checks)))
    if indicator.measure == "completion_rate" and not any(one.unit == "%" for one in values):
        return None
    return FigureCard(
        agency=agency,
        agency_name=figure.agency_name,
        year=figure.year,
        indicator=figure.indicator,
        scope=figure.scope,
        phase=figure.phase,
        measure=figure.measure,
        title=f"{figure.year}年度{name_figure(figure.indicator, figure.scope, figure.phase, figure.measure)}",
        values=values,
        report=report,
        sentence=join_pieces(pieces),
        csv_url=url_for("indicators.as_csv", code=figure.indicator),
        pieces=pieces,
        checks=checks,
        others=tuple(list_other_scopes(figure, rows)) if indicator.scope is None else (),
        differs=tuple(list_told_otherwise(figure, rows)),
        years=tuple(list_other_years(figure, rows, wanted)) if len(asked.years) != 1 else (),
        self_evaluated=is_self_evaluated(figure.part),
        start=figure.start,
        note=_name_source(figure, report) * bool(later) + name_missing(asked.years, told),
    )


def _told_later(agency: str, indicator: IndicatorAsked, asked: Asked, services: Services) -> Iterator[FigureOfReport]:
    rows = services.catalogue.figures.of_years_without_report(agency, indicator.code)
    return (one for one in rows if may_answer(one, asked))


def _name_source(figure: FigureOfReport, report: ReportRow) -> str:
    kind = label_kind(report.report_type, report.coverage)
    return f"没有收录{figure.year}年度的报告，这是{report.year}年度{kind}里列出的。"


def _find_checks(figure: FigureOfReport, published: PublishedReport, services: Services) -> Iterator[CheckLine]:
    """What the checks say at the figure: those of its report, then those against other reports."""
    for one in read_against(published.rows("findings"), _SHOWN):
        if one.speaks_of(figure.start, figure.end, figure.value):
            yield _line(figure, one.severity, one.message, one.id)
    for start, key, rank, message in services.catalogue.figures.across([figure.report]).get(figure.report, ()):
        if figure.start <= start < figure.end and SEVERITIES[rank] in _SHOWN:
            yield _line(figure, SEVERITIES[rank], message, key)


def _line(figure: FigureOfReport, severity: str, message: str, finding: str) -> CheckLine:
    url = url_for("finding_pages.finding", name=figure.report, number=figure.version, finding=finding)
    return CheckLine(severity, message, url)
