"""The card of an agency that was named: who it is, and what it published last."""

from collections.abc import Sequence

from index.understanding.model import AGENCY
from ingest.folding import squeeze
from ingest.identify.decide import TYPE_LABELS
from portal.answers.asking import Asked
from portal.answers.model import AgencyCard
from portal.catalogue.queries import ReportRow
from portal.services import Services


def find_agency_card(agency: str, matched: str, services: Services) -> AgencyCard | None:
    """Return the card of an agency; None where the catalogue does not know it (yet)."""
    row = services.catalogue.agency(agency)
    if row is None:
        return None
    reports = services.catalogue.reports(agency=agency)
    newest: dict[str, ReportRow] = {}
    for report in reports:  # the latest year first
        newest.setdefault(report.report_type, report)
    return AgencyCard(
        agency=row,
        matched=matched,
        years=tuple(sorted({report.year for report in reports}, reverse=True)),
        latest=tuple(newest[kind] for kind in TYPE_LABELS if kind in newest),
        reports=len(reports),
        errors=sum(report.errors for report in reports),
        notices=sum(report.notices for report in reports),
    )


def nearest_bodies(cards: Sequence[AgencyCard], asked: Asked) -> Sequence[AgencyCard]:
    """Of those that one short name may mean, who has all its characters in a name of his; all where nobody has."""
    chip = next(one for one in asked.understood.chips if one.kind == AGENCY)
    typed = squeeze(asked.understood.text[chip.start : chip.end])
    return [
        card
        for card in cards
        if any(_has_in_order(squeeze(name), typed) for name in (card.agency.name, *card.agency.other_names))
    ] or cards


def _has_in_order(name: str, typed: str) -> bool:
    rest = iter(name)
    return all(char in rest for char in typed)
