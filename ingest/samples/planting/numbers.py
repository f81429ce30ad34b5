"""Wrong digits: of an amount, a count or a rate, a total that is none, a rate on another whole, another table's amount."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from ingest.samples.document import Place, Role, Table, cell_text, changed
from ingest.samples.facts import Datum, Fact, Figure
from ingest.samples.identities import sums
from ingest.samples.money import TEN_THOUSAND, in_ten_thousands, percent
from ingest.samples.planting.contradicted import is_contradicted
from ingest.samples.planting.seeking import CENT, UNIT, Change, Report, value_of
from ingest.samples.reading import read

_DIGIT = re.compile(r"[0-9０-９]")


_ADDED = (Decimal("0.05"), Decimal("1.00"), Decimal("10.00"))


def _with_number(report: Report, place: Place, text: str) -> Change | None:
    """The report with other digits at a place; facts follow them."""
    old, new = value_of(place.piece.text), value_of(text)
    if old is None or new is None or old == new:
        return None
    facts = tuple(_scaled(fact, old, new) for fact in place.piece.facts)
    document = changed(report.document, place, replace(place.piece, text=text, facts=facts))
    told = is_contradicted(report, document, place, facts)
    return Change(document, text, place.piece.text, place.part, place.block, told)


def _scaled(fact: Fact, old: Decimal, new: Decimal) -> Fact:
    if isinstance(fact, Figure | Datum) and isinstance(fact.value, Decimal):
        value = abs(fact.value) * new / old if old else new * (TEN_THOUSAND if abs(fact.value) >= 1 else 1)
        return replace(fact, value=-value if fact.value < 0 else value)
    return fact


def _digits(report: Report, roles: tuple[Role, ...], name: str) -> Iterator[Callable[[], Change | None]]:
    """Any digit of any number of these roles."""
    for number, place in enumerate(report.pieces):
        if place.piece.role not in roles or not _DIGIT.search(place.piece.text):
            continue

        def change(place: Place = place, number: int = number) -> Change | None:
            text = place.piece.text
            spots = [match.start() for match in _DIGIT.finditer(text)]
            at = report.chance.pick(f"digit {name} {number}", spots)
            wide = text[at] not in "0123456789"
            old = int(text[at])
            first = at == spots[0] and len(spots) > 1
            choices = [digit for digit in range(10) if digit != old and not (first and digit == 0)]
            digit = str(report.chance.pick(f"other digit {name} {number}", choices))
            digit = chr(ord(digit) + 0xFEE0) if wide else digit
            return _with_number(report, place, f"{text[:at]}{digit}{text[at + 1 :]}")

        yield change


def draw_digit(report: Report) -> Iterator[Callable[[], Change | None]]:
    """Any digit of any amount or count."""
    return _digits(report, (Role.AMOUNT, Role.COUNT), "number")


def draw_share(report: Report) -> Iterator[Callable[[], Change | None]]:
    """Any digit of any share or rate."""
    return _digits(report, (Role.RATE,), "rate")


def draw_other_table(report: Report) -> Iterator[Callable[[], Change | None]]:
    """An amount of the text is one of some table: of the same thing under another scope, or any."""
    amounts = [
        (place, figure)
        for place in report.pieces
        if place.row >= 0 and place.piece.role is Role.AMOUNT
        for figure in place.piece.facts
        if isinstance(figure, Figure | Datum) and isinstance(figure.value, Decimal) and figure.value >= CENT * 10
    ]
    if not amounts:
        return
    for number, place in enumerate(report.pieces):
        own = next((fact for fact in place.piece.facts if isinstance(fact, Figure | Datum)), None)
        if place.row >= 0 or place.piece.role is not Role.AMOUNT or own is None or not isinstance(own.value, Decimal):
            continue

        def change(place: Place = place, own: Figure | Datum = own, number: int = number) -> Change | None:
            same = [
                fact
                for _, fact in amounts
                if isinstance(fact, Figure)
                and isinstance(own, Figure)
                and (fact.indicator, fact.phase) == (own.indicator, own.phase)
                and fact.value != own.value
            ]
            pool: list[Figure | Datum] = [*same] or [fact for _, fact in amounts if fact.value != own.value]
            if not pool:
                return None
            value = report.chance.pick(f"value {number}", pool).value
            assert isinstance(value, Decimal)
            return _with_number(report, place, report.scene.manner.amount(in_ten_thousands(value)))

        yield change


def draw_base(report: Report) -> Iterator[Callable[[], Change | None]]:
    """A rate is computed on another whole: the other budget, or the whole of another scope."""
    told: dict[tuple[int, str, str, str, int], Decimal] = {}
    items: dict[tuple[int, tuple[str, ...], str], Decimal] = {}
    for place in report.pieces:
        for one in place.piece.facts:
            if isinstance(one, Figure) and one.measure == "amount":
                told.setdefault((place.part, one.indicator, one.scope, one.phase, one.year), one.value)
            elif isinstance(one, Datum) and isinstance(one.value, Decimal):
                items.setdefault((place.part, one.key, one.column), one.value)
    for number, place in enumerate(report.pieces):
        fact: Fact | None = place.piece.facts[0] if place.piece.facts else None
        if place.piece.role is not Role.RATE or fact is None or value_of(place.piece.text) is None:
            continue
        if isinstance(fact, Figure):
            part = told.get((place.part, fact.indicator, fact.scope, fact.phase, fact.year))
            wholes = {
                value
                for (where, indicator, scope, phase, year), value in told.items()
                if (where, year) == (place.part, fact.year)
                and (
                    (fact.measure == "completion_rate" and indicator == fact.indicator and phase != fact.phase)
                    or (
                        fact.measure == "share"
                        and phase == fact.phase
                        and indicator in ("income", "expenditure", "total_income_and_balance", "income.fiscal")
                    )
                )
            }
        elif isinstance(fact, Datum) and fact.resource == "function_expenditure":
            part = items.get((place.part, fact.key, "actual"))
            wholes = set()
            if fact.column == "completion_rate":
                found = (items.get((place.part, fact.key, column)) for column in ("budget", "adjusted"))
                wholes = {value for value in found if value}
            elif fact.column == "share":
                wholes = {
                    value
                    for (where, indicator, _, phase, year), value in told.items()
                    if (where, phase, year) == (place.part, "actual", report.scene.year)
                    and indicator in ("expenditure", "total_expenditure_and_balance")
                }
        else:
            continue
        if not part:
            continue

        def change(
            place: Place = place, part: Decimal = part, wholes: set[Decimal] = wholes, number: int = number
        ) -> Change | None:
            printed = value_of(place.piece.text)
            assert printed is not None
            digits = max(0, -int(printed.as_tuple().exponent))
            wrong = {percent(part, whole, digits) for whole in wholes if whole} - {printed}
            wrong = {value for value in wrong if abs(value - printed) > Decimal(10) ** -digits}
            if not wrong:
                return None
            value = report.chance.pick(f"base {number}", sorted(wrong))
            return _with_number(report, place, report.scene.manner.rate(value))

        yield change


def draw_sum(report: Report) -> Iterator[Callable[[], Change | None]]:
    """A printed total, of the text or a table, no longer is the sum of its parts."""
    totals = {id(each.whole.fact) for each in sums(read(report.document))}
    for number, place in enumerate(report.pieces):
        is_total = any(id(fact) in totals for fact in place.piece.facts) or _heads_column(report, place)
        value = value_of(place.piece.text)
        if place.piece.role is not Role.AMOUNT or not is_total or not value:
            continue

        def change(place: Place = place, value: Decimal = value, number: int = number) -> Change | None:
            printed = place.piece.text
            match = UNIT.search(printed)
            unit = match[0] if match else report.scene.manner.table_unit
            factor = {"元": Decimal(1), "万元": TEN_THOUSAND, "亿元": TEN_THOUSAND**2}[unit]
            wrong = in_ten_thousands(value * factor) + report.chance.pick(f"added {number}", _ADDED)
            manner = report.scene.manner
            return _with_number(report, place, manner.cell(wrong) if place.row >= 0 else manner.amount(wrong))

        yield change


def _heads_column(report: Report, place: Place) -> bool:
    """An amount of a row called 合计, 小计 or 总计 that states nothing by itself."""
    block = report.document.parts[place.part].blocks[place.block]
    if place.row < 0 or not isinstance(block, Table):
        return False
    return any(cell_text(cell).endswith(("合计", "小计", "总计")) for cell in block.rows[place.row])
