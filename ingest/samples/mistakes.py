"""Deliberate inconsistencies: one printed place changed, and the finding that names it.

A mistake is planted into a finished document, so that everything else is as it was computed. The truth keeps what is
printed (a wrong amount is a figure like any other, as the data contract wants it) and gains the finding. Only places are
chosen where the report itself contradicts the change: a reader without other papers can find it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.samples.document import Document, ListItem, Paragraph, Piece, Place, Role, changed, places, plain
from ingest.samples.facts import Datum, Fact, Figure, Flaw
from ingest.samples.identities import sums
from ingest.samples.money import TEN_THOUSAND, in_ten_thousands
from ingest.samples.reading import read
from ingest.samples.scene import Scene

_STOPS = "。；，：（"
_ENDS = frozenset("。；，：（的0123456789")
_REACH = 14
# Codes that other checks compare with functional items; a change there would be two mistakes.
_COMPARED = frozenset(("30108", "30109", "30110", "30111", "30113", "30212", "30217", "30231", "31013"))
_LEAST = Decimal(100_000)


class NoPlaceError(LookupError):
    """The document has no place where a mistake of this kind could be planted and found."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake to be planted.

    Attributes:
        kind: one of `KINDS`.
        choice: which of the possible places, any number.
    """

    kind: str
    choice: int = 0


@dataclass(frozen=True, slots=True)
class _Change:
    """A place, its new piece without the flaw, the flaw, and pieces that change their sign or year with it."""

    place: Place
    piece: Piece
    flaw: Flaw
    also: tuple[tuple[Place, Piece], ...] = ()


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the kinds look at: the document, its pieces, and how often each figure is told."""

    document: Document
    scene: Scene
    pieces: tuple[Place, ...]
    told: Counter[tuple[str, ...]]

    def text_around(self, place: Place) -> str:
        """Return a few words around a place of running text, what a finding would quote: no stop, no half number."""
        block = self.document.parts[place.part].blocks[place.block]
        if not isinstance(block, Paragraph | ListItem):
            return place.piece.text
        before, after = plain(block.words[: place.index]), plain(block.words[place.index + 1 :])
        clause = before[max((before.rfind(stop) for stop in _STOPS), default=-1) + 1 :]
        if len(clause) > _REACH:
            clause = clause[-_REACH:].lstrip("0123456789.,% ")
        end = next((at for at, character in enumerate(after) if character in _ENDS), len(after))
        return f"{clause}{place.piece.text}{after[: min(end, _REACH)]}".strip()

    def neighbours(self, place: Place) -> list[Place]:
        """Return the other pieces of the same paragraph, in order."""
        return [
            other
            for other in self.pieces
            if (other.part, other.block, other.row) == (place.part, place.block, place.row)
            and other.index > place.index
        ]


def _key(part: int, figure: Figure) -> tuple[str, ...]:
    return (
        str(part),
        figure.indicator,
        figure.scope,
        figure.phase,
        figure.measure,
        str(figure.year),
    )


def _figures(piece: Piece) -> list[Figure]:
    return [fact for fact in piece.facts if isinstance(fact, Figure) and not fact.optional]


def _desk(document: Document, scene: Scene) -> _Desk:
    # A place that is already wrong is left alone.
    pieces = tuple(place for place in places(document) if not any(isinstance(fact, Flaw) for fact in place.piece.facts))
    told = Counter(_key(place.part, figure) for place in pieces for figure in _figures(place.piece))
    return _Desk(document, scene, pieces, told)


def _amounts(desk: _Desk) -> Iterator[tuple[Place, Figure]]:
    """Yield amounts of the running text that the report tells a second time."""
    for place in desk.pieces:
        figures = _figures(place.piece)
        if place.row < 0 and place.piece.role is Role.AMOUNT and len(figures) == len(place.piece.facts) > 0:
            figure = figures[0]
            if figure.measure == "amount" and abs(figure.value) >= _LEAST and desk.told[_key(place.part, figure)] > 1:
                yield place, figure


def _valued(piece: Piece, text: str, value: Decimal) -> Piece:
    """Return the piece with other words and another value."""
    return replace(piece, text=text, facts=tuple(_with_value(fact, value) for fact in piece.facts))


def _with_value(fact: Fact, value: Decimal) -> Fact:
    if isinstance(fact, Figure):
        return replace(fact, value=-value if fact.value < 0 else value)
    return replace(fact, value=value) if isinstance(fact, Datum) else fact


def _rule(indicator: str, scope: str) -> str:
    """Return the rule that compares such an amount of the text with the tables."""
    if indicator.startswith("three_public"):
        return "C11"
    if indicator.startswith("total_"):
        return "C03" if scope == "fiscal" else "C01"
    if indicator.startswith("expenditure.basic") and scope == "general_public":
        return "C09"
    return "C04" if scope == "general_public" else "C02"


def _rates_after(desk: _Desk, place: Place) -> tuple[str, ...]:
    """Return the shares that follow an amount in its paragraph: they no longer fit it either."""
    return tuple(other.piece.text for other in desk.neighbours(place) if other.piece.role is Role.RATE)


def _amount_digit(desk: _Desk) -> Iterator[_Change]:
    """A digit of an amount of the text is wrong."""
    for place, figure in _amounts(desk):
        number = in_ten_thousands(abs(figure.value))
        # The second digit: small enough to look right, large enough to be no rounding.
        wrong = number + Decimal(10) ** (number.adjusted() - 1) * (3 if number.as_tuple().digits[1] < 7 else -3)
        text = desk.scene.manner.amount(wrong)
        flaw = Flaw(
            "error",
            _rule(figure.indicator, figure.scope),
            "text_vs_table",
            f"此处写为{text}，报告另一处为{place.piece.text}。",
            place.piece.text,
            _rates_after(desk, place),
        )
        yield _Change(place, _valued(place.piece, text, wrong * TEN_THOUSAND), flaw)


def _other_table(desk: _Desk) -> Iterator[_Change]:
    """An amount of the text is that of another table: of all money instead of a fund, or the other way round."""
    amounts = {
        (figure.indicator, figure.scope, figure.phase, figure.year): figure.value
        for place in desk.pieces
        if place.row >= 0
        for figure in _figures(place.piece)
        if figure.measure == "amount"
    }
    for place, figure in _amounts(desk):
        for (indicator, scope, phase, year), value in amounts.items():
            same = (indicator, phase, year) == (figure.indicator, figure.phase, figure.year)
            if not same or scope == figure.scope or abs(value - figure.value) < _LEAST:
                continue
            text = desk.scene.manner.amount(in_ten_thousands(value))
            flaw = Flaw(
                "error",
                _rule(figure.indicator, figure.scope),
                "wrong_table",
                f"此处写为{text}，是另一张表的数；按本项口径应为{place.piece.text}。",
                place.piece.text,
                _rates_after(desk, place),
            )
            yield _Change(place, _valued(place.piece, text, value), flaw)


def _missing_unit(desk: _Desk) -> Iterator[_Change]:
    """An amount has no unit; its value stays what the other amounts of the sentence make of it."""
    for place, _ in _amounts(desk):
        text = place.piece.text.rstrip("亿万元 ")
        flaw = Flaw(
            "notice", "J04", "missing_unit", f"“{text}”没有写单位，按上下文应为{place.piece.text}。", place.piece.text
        )
        yield _Change(place, replace(place.piece, text=text), flaw)


def _wrong_unit(desk: _Desk) -> Iterator[_Change]:
    """元 stands for 万元."""
    for place, _ in _amounts(desk):
        if not place.piece.text.endswith("万元"):
            continue
        text = place.piece.text.replace("万元", "元")
        flaw = Flaw("error", "J04", "wrong_unit", f"写作“{text}”，按上下文单位应为万元。", place.piece.text)
        yield _Change(place, replace(place.piece, text=text), flaw)


def _share(desk: _Desk) -> Iterator[_Change]:
    """A share or rate of completion does not fit its amounts."""
    measures = {"share": "share_mismatch", "completion_rate": "completion_mismatch"}
    for place in desk.pieces:
        if place.row >= 0 or place.piece.role is not Role.RATE or not place.piece.facts:
            continue
        fact = place.piece.facts[0]
        measure = fact.measure if isinstance(fact, Figure) else fact.column if isinstance(fact, Datum) else ""
        value = fact.value if isinstance(fact, Figure | Datum) else None
        if measure not in measures or not isinstance(value, Decimal) or not 5 <= value < 100:
            continue
        wrong = value + (Decimal("3.1") if value < 90 else Decimal("-4.2"))
        text = desk.scene.manner.rate(wrong.quantize(value))
        rule = {"share": "C05", "completion_rate": "C07"}[measure]
        flaw = Flaw(
            "error", rule, measures[measure], f"写为{text}，按金额计算应为{place.piece.text}。", place.piece.text
        )
        yield _Change(place, _valued(place.piece, text, wrong.quantize(value)), flaw)


def _direction(desk: _Desk) -> Iterator[_Change]:
    """A word says more where it is less: against the budget, or between an amount and its rate."""
    for place in desk.pieces:
        piece = place.piece
        if piece.role is not Role.DIRECTION or not piece.opposite:
            continue
        governed = desk.neighbours(place)[: piece.governs]
        if governed and governed[0].piece.role is not Role.RATE:
            continue
        turned = tuple((other, _turned(other.piece)) for other in governed)
        new = replace(piece, text=piece.opposite, opposite=piece.text)
        rule, kind = ("D01", "direction") if governed else ("C08", "verdict")
        flaw = Flaw("error", rule, kind, f"此处写“{new.text}”，按金额应为“{piece.text}”。", piece.text)
        yield _Change(place, new, flaw, turned)


def _turned(piece: Piece) -> Piece:
    facts = tuple(replace(fact, value=-fact.value) if isinstance(fact, Figure) else fact for fact in piece.facts)
    return replace(piece, facts=facts)


def _year(desk: _Desk) -> Iterator[_Change]:
    """The year before stands where the report speaks of its own, as happens when last year's text is used again."""
    wrong = desk.scene.year - 1
    for place in desk.pieces:
        if place.row >= 0 or place.piece.role is not Role.YEAR:
            continue
        after = [other for other in desk.neighbours(place) if _figures(other.piece)]
        if not after:
            continue
        also = tuple((other, _dated(other.piece, desk.scene.year, wrong)) for other in after)
        flaw = Flaw(
            "notice", "J05", "wrong_year", f"这是{desk.scene.year}年度的报告，此处却写{wrong}年。", str(desk.scene.year)
        )
        yield _Change(place, replace(place.piece, text=str(wrong)), flaw, also)


def _dated(piece: Piece, year: int, printed: int) -> Piece:
    facts = tuple(
        replace(fact, printed_year=printed) if isinstance(fact, Figure) and fact.year == year else fact
        for fact in piece.facts
    )
    return replace(piece, facts=facts)


def _table_sum(desk: _Desk) -> Iterator[_Change]:
    """An amount of a table no longer adds up to the sum above it."""
    for place in desk.pieces:
        facts = place.piece.facts
        fact = facts[0] if len(facts) == 1 else None
        if place.row < 0 or not isinstance(fact, Datum) or not isinstance(fact.value, Decimal) or fact.value < _LEAST:
            continue
        part = desk.document.parts[place.part].key
        of_accounts = fact.resource == "income_by_function" and len(fact.key[1]) == 7 and fact.column != "total"
        of_basic = fact.resource == "economic_expenditure" and fact.key[1] not in _COMPARED
        of_projects = part == "base_data_table" and fact.resource == "projects" and fact.column != "actual"
        if not (of_accounts or of_basic or of_projects):
            continue
        wrong = in_ten_thousands(fact.value) + Decimal("3.60")
        text = desk.scene.manner.cell(wrong)
        rule = "J01" if of_projects else "A05" if of_basic else "A03"
        flaw = Flaw(
            "error", rule, "sum_mismatch", f"表中此处为{text}，与合计不符，应为{place.piece.text}。", place.piece.text
        )
        yield _Change(place, _valued(place.piece, text, wrong * TEN_THOUSAND), flaw)


KINDS: Mapping[str, Callable[[_Desk], Iterator[_Change]]] = {
    "amount_digit": _amount_digit,
    "direction": _direction,
    "share": _share,
    "missing_unit": _missing_unit,
    "wrong_unit": _wrong_unit,
    "year": _year,
    "table_sum": _table_sum,
    "other_table": _other_table,
}


def _broken_sums(document: Document) -> tuple[str, ...]:
    """Return the words of the totals that the mistake keeps from adding up: a check may point at them."""
    broken = [each for each in sums(read(document)) if each.gap and not each.is_rounding]
    return tuple(dict.fromkeys(each.whole.disclosed for each in broken))


def plant(document: Document, scene: Scene, mistake: Mistake) -> Document:
    """Return the document with the mistake in it.

    Raises:
        NoPlaceError: nowhere in the document could it be found.
    """
    desk = _desk(document, scene)
    changes = [*KINDS[mistake.kind](desk)]
    if not changes:
        raise NoPlaceError(f"no place for a mistake of kind {mistake.kind}")
    change = changes[mistake.choice % len(changes)]
    place = change.place
    for other, piece in change.also:
        document = changed(document, other, piece)
    bare = changed(document, place, change.piece)
    around = _desk(bare, scene).text_around(replace(place, piece=change.piece))
    if change.also and change.piece.role is Role.DIRECTION:
        block = bare.parts[place.part].blocks[place.block]
        assert isinstance(block, Paragraph | ListItem)
        around = plain(block.words[place.index : change.also[0][0].index + 1])
    flaw = replace(
        change.flaw,
        disclosed=around if change.piece.role in (Role.DIRECTION, Role.YEAR) else "",
        quotes=tuple(dict.fromkeys((around, *change.flaw.quotes, *_broken_sums(bare)))),
        planted=True,
    )
    return changed(bare, place, replace(change.piece, facts=(*change.piece.facts, flaw)))
