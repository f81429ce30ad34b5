"""Judges the cards of an answer: whether what they say is true, and whether it is what was asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from search_quality.harness.answers import Card
from search_quality.harness.cards import Wanted, list_of, satisfies
from search_quality.harness.queries import Query
from search_quality.harness.truth import Truth, squash

# A list may end here: a page does not show hundreds of rows.
_LONGEST_LIST = 20


class Verdict(StrEnum):
    """What becomes of a query's cards: a wrong one is worse than none."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict, None where a query's cards are not judged and none is untrue, and why it is not `right`."""

    verdict: Verdict | None
    reasons: tuple[str, ...] = ()


def judge_cards(query: Query, cards: Sequence[Card], truth: Truth) -> Judgement:
    """Judge the cards of one answer, in their order."""
    untrue = tuple(f"untrue: {card} ({reason})" for card in cards if (reason := why_untrue(card, truth)))
    if untrue:
        return Judgement(Verdict.WRONG, untrue)
    if not query.cards:
        return Judgement(None)
    leading = tuple(_leading(query, cards))
    if not leading:
        if query.has_no_card or (cards and any(_answers(cards[0], one, truth) for one in query.cards)):
            return Judgement(Verdict.RIGHT)
        return Judgement(Verdict.MISSED, ("no card came",))
    if any(_answers(leading[0], one, truth) for one in query.cards):
        return Judgement(Verdict.RIGHT)
    if all(one.kind == "none" for one in query.cards):
        return Judgement(Verdict.WRONG, (f"not asked: {leading[0]}",))
    return Judgement(Verdict.WRONG, (f"not what was asked: {leading[0]}",))


def _leading(query: Query, cards: Sequence[Card]) -> Iterator[Card]:
    """The cards without those of the agency that a query about something else names: they may stand anywhere."""
    named = {agency for one in query.cards for agency in one.values.get("agency", ())}
    return (card for card in cards if not (card.kind == "agency" and card.agency in named))


def why_untrue(card: Card, truth: Truth) -> str:
    """Return what is not true of a card, empty where nothing is."""
    match card.kind:
        case "figure":
            return _untrue_figure(card, truth)
        case "agency":
            return "" if card.agency in truth.agencies else "no such agency"
        case "list":
            return _untrue_list(card, truth)
        case "project":
            return _untrue_project(card, truth)
        case "function":
            return _untrue_function(card, truth)
    return "no such kind of card"


def _year(text: str) -> int:
    """The year that a card says; 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() else 0


def _untrue_figure(card: Card, truth: Truth) -> str:
    found = [
        one.value
        for one in truth.figures_of(card.indicator, card.phase, card.measure)
        if (one.agency, str(one.year), one.scope) == (card.agency, card.year, card.scope)
    ]
    if not found:
        is_noted = (card.agency, _year(card.year), card.indicator) not in truth.unlabelled
        return "no such figure" if is_noted else ""
    return "" if card.value in found else f"it is {' or '.join(map(str, sorted(set(found))))}"


def _untrue_list(card: Card, truth: Truth) -> str:
    phase, measure = card.phase or "actual", card.measure or "amount"
    known = {(one.agency, str(one.year), one.value) for one in truth.figures_of(card.indicator, phase, measure)}
    wrong = [row for row in card.rows if (row.agency, row.year or card.year, row.value) not in known]
    return f"row {wrong[0].agency} {wrong[0].year} {wrong[0].value}" if wrong else ""


def _untrue_project(card: Card, truth: Truth) -> str:
    name = squash(card.name)
    found = [
        one.amounts.get(card.phase or "actual")
        for one in truth.projects
        if (one.agency, str(one.year)) == (card.agency, card.year) and name in one.names
    ]
    if not found:
        return "no such project"
    return "" if card.value in found else f"it is {' or '.join(map(str, found))}"


def _untrue_function(card: Card, truth: Truth) -> str:
    """What a card says of an agency, in its rows of several; one without either explains a code and is true if there is one."""
    rows = [
        one
        for one in truth.functions
        if (not card.code or one.code in {card.code, None}) and (not card.name or one.name == squash(card.name))
    ]
    phase = card.phase or "actual"
    # Where careful readers noted one fund's rows alone, the rows of all funds are held against these.
    noted = {one.scope for one in rows if (one.agency, str(one.year)) == (card.agency, card.year)}
    known = {
        (one.agency, str(one.year), one.amounts.get(phase))
        for one in rows
        if card.scope == one.scope or card.scope not in noted
    }
    for row in card.rows:
        if (row.agency, row.year or card.year, row.value) not in known:
            return f"row {row.agency} {row.year} {row.value}"
    if not card.agency:
        return "" if rows and card.value is None else "no such row, or an amount of nobody"
    found = [value for agency, year, value in known if (agency, year) == (card.agency, card.year)]
    if not found:
        return "no such row"
    return "" if card.value in found else f"it is {' or '.join(map(str, found))}"


def _answers(card: Card, wanted: Wanted, truth: Truth) -> bool:
    """Whether a true card is the one that is wanted."""
    if card.kind != wanted.kind:
        return False
    match wanted.kind:
        case "agency":
            return card.agency in wanted.values["agency"]
        case "figure":
            return _is_figure(card, wanted, truth)
        case "list":
            return _is_list(card, wanted, truth)
        case "project":
            names = {squash(name) for name in wanted.values["name"]}
            same = any(names & set(one.names) and squash(card.name) in one.names for one in truth.projects)
            return same and _fits(card, wanted, "agency", "year") and wanted.allows("phase", card.phase or "actual")
        case _:
            known = not card.agency or wanted.allows("phase", card.phase or "actual")
            told = {"code": card.code, "name": card.name, "agency": card.agency, "year": card.year}
            return known and _names_row(told, wanted, truth)


def _fits(card: Card, wanted: Wanted, *keys: str) -> bool:
    return all(wanted.allows(key, getattr(card, key)) for key in keys)


def _is_figure(card: Card, wanted: Wanted, truth: Truth) -> bool:
    if not _fits(card, wanted, "agency", "year", "indicator", "scope", "phase", "measure"):
        return False
    return any(
        one.value == card.value
        for one in truth.figures_of(card.indicator, card.phase, card.measure)
        if (one.agency, str(one.year), one.scope) == (card.agency, card.year, card.scope)
        and wanted.allows("part", one.part)
    )


def _names_row(told: dict[str, str], wanted: Wanted, truth: Truth) -> bool:
    """Whether code or name of a function card is the wanted one, and its agency and year are, where those are asked for."""
    names = {squash(name) for name in wanted.values.get("name", ())}
    right = (
        told["code"] in wanted.values.get("code", ())
        or squash(told["name"]) in names
        or any(one.name in names and one.code == told["code"] for one in truth.functions)
    )
    return right and all(wanted.allows(key, told[key]) for key in ("agency", "year"))


def _is_list(card: Card, wanted: Wanted, truth: Truth) -> bool:
    """Whether a list is the wanted one: all its rows satisfy, and none is missing."""
    asked = {"indicator": card.indicator, "phase": card.phase or "actual", "measure": card.measure or "amount"}
    if not all(wanted.allows(key, value) for key, value in asked.items()):
        return False
    listed = list_of(wanted, truth)
    shown = [(row.agency, _year(row.year or card.year)) for row in card.rows]
    operator = wanted.one("op")
    if operator in {"most", "least"}:
        return bool(shown) and (shown[0] in listed.rows or ("year" not in wanted.values and shown[0] in listed.latest))
    if not all(wanted.allows("agency", agency) and wanted.allows("year", year) for agency, year in shown):
        return False
    if not all(row.value is not None and satisfies(wanted, row.value) for row in card.rows):
        return False
    if operator == "any" or (len(shown) >= _LONGEST_LIST and set(shown) <= set(listed.rows)):
        return bool(shown)
    shown = [key for key in shown if key not in listed.optional]
    if "year" in wanted.values:
        return set(shown) == set(listed.rows)
    whole = {agency for agency, _ in listed.rows}
    return set(shown) in (set(listed.rows), set(listed.latest)) or {agency for agency, _ in shown} == whole
