"""The reports of a page of results: what each is, where in it the words stand, its amount of what was asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from flask import url_for

from index.passages import Passage
from index.protocol import Hit, SectionHit
from index.query import Query
from portal.answers.model import Card, FigureCard, SpendingCard
from portal.catalogue.queries import ReportRow
from portal.catalogue.searching import AmountRow
from portal.marking import ANCHOR, write_words
from portal.presentation import SCOPE_LABELS, label_indicator, show_value
from portal.published import find_published
from portal.services import services
from portal.views.search.asking import Asking

_NEAR = 80  # characters within which two passages tell of one place


@dataclass(frozen=True, slots=True)
class PassageLine:
    """A passage with the address where the report opens at it, its words marked."""

    passage: Passage
    url: str


@dataclass(frozen=True, slots=True)
class AmountLine:
    """A report's amount of the indicator that was asked for, for people and as a value, and the address of its sentence."""

    label: str
    scope: str
    shown: str
    value: Decimal
    unit: str
    disclosed: str
    url: str


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A report that was found, with the passages where; of a search in sections, one of each section."""

    report: ReportRow
    score: float
    passages: tuple[PassageLine, ...]
    amount: AmountLine | None


def make_hits(
    asking: Asking,
    found: Sequence[Hit],
    cards: Sequence[Card] = (),
    *,
    most: int = 3,
    external: bool = False,
) -> tuple[SearchHit, ...]:
    """The hits of a page; a report that the catalogue does not have yet is left out.

    Args:
        asking: what is asked for.
        found: reports in their order.
        cards: what answers the search: where the sentence of an answer stands comes first.
        most: how many passages of each report.
        external: whether addresses lead here from anywhere.
    """
    rows = {row.name: row for row in services().catalogue.reports(names=[hit.name for hit in found])}
    amounts = asking.amounts.figures if asking.amounts else {}
    passages = _find_passages(rows.values(), asking.query, most=most)
    words = write_words(asking.query.terms)
    answers = {} if not asking.query.terms else _find_answers(cards)

    def lines(row: ReportRow) -> tuple[PassageLine, ...]:
        told = passages.get(row.name, ())
        if row.name in answers:
            told = _put_first(answers[row.name], told)[:most]
        return tuple(make_line(row.name, one, words, external=external) for one in told)

    return tuple(
        SearchHit(
            row,
            hit.score,
            lines(row),
            make_amount(amounts[row.name], external=external) if row.name in amounts else None,
        )
        for hit in found
        if (row := rows.get(hit.name))
    )


def make_section_hits(asking: Asking, found: Sequence[SectionHit], *, external: bool = False) -> tuple[SearchHit, ...]:
    """The sections of a page, each a hit of its own with one passage; those of a report that the catalogue does not have yet are left out."""
    rows = {row.name: row for row in services().catalogue.reports(names=list({hit.name for hit in found}))}
    amounts = asking.amounts.figures if asking.amounts else {}
    words = write_words(asking.query.terms)
    told = zip(found, services().index.section_passages(asking.query, found), strict=True)
    return tuple(
        SearchHit(
            rows[hit.name],
            hit.score,
            (make_line(hit.name, passage, words, external=external),) if passage else (),
            make_amount(amounts[hit.name], external=external) if hit.name in amounts else None,
        )
        for hit, passage in told
        if hit.name in rows
    )


def join_hits(hits: Sequence[SearchHit]) -> tuple[SearchHit, ...]:
    """Hits one after the other of one report as one, with the passages of all."""
    joined = []
    for _, same in groupby(hits, key=lambda hit: hit.report.name):
        first, *others = same
        joined.append(replace(first, passages=(*first.passages, *(line for one in others for line in one.passages))))
    return tuple(joined)


def _find_answers(cards: Sequence[Card]) -> Mapping[str, Passage]:
    """Where the sentences of answers stand, by report."""
    found: dict[str, Passage] = {}
    for card in cards:
        if isinstance(card, FigureCard | SpendingCard):
            published = find_published(services().store, card.report.name, card.report.version)
            if published is not None:
                around = [one for one in published.sections if one.start <= card.start < one.end]
                section = min(around, key=lambda one: one.end - one.start, default=None)
                found.setdefault(card.report.name, Passage(section, card.start, card.pieces, whole=True))
    return found


def _put_first(answer: Passage, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages with that of an answer first; one of the same place goes before it, since its words are marked."""
    same = [one for one in passages if abs(one.start - answer.start) < _NEAR]
    return (*(same[:1] or (answer,)), *(one for one in passages if one not in same))


def make_line(report: str, passage: Passage, words: str, *, external: bool = False) -> PassageLine:
    """A passage with its address; `words` are those that are marked there."""
    return PassageLine(
        passage,
        url_for("reports.report", name=report, mark=words, at=passage.start, _anchor=ANCHOR, _external=external),
    )


def make_amount(row: AmountRow, *, external: bool = False) -> AmountLine:
    """The figure of a report for people."""
    return AmountLine(
        label=label_indicator(row.indicator),
        scope=SCOPE_LABELS.get(row.scope, row.scope),
        shown=show_value(row.value, row.unit),
        value=row.value,
        unit=row.unit,
        disclosed=row.disclosed,
        url=url_for("reports.report", name=row.report, _anchor=row.id, _external=external),
    )


def _find_passages(rows: Iterable[ReportRow], query: Query, *, most: int) -> Mapping[str, Sequence[Passage]]:
    """The passages of each report by its name; a list that filters alone made has none."""
    if not query.terms:
        return {}
    found = services().index.passages(query, [row.name for row in rows])
    return {name: passages[:most] for name, passages in found.items()}
