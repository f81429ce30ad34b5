"""One mistake anywhere in a report: ten kinds, each drawn as often, at a place drawn from all that are printed.

Unlike `mistakes.py`, which plants what can be found, a place here may be one that nothing in the report contradicts;
the truth says which, as far as the generator knows it. It is made before anybody reads the file.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from ingest.samples.chance import Chance
from ingest.samples.document import Document, Heading, Part, Place, Role, Table, cell_text, changed, places
from ingest.samples.facts import Datum, Fact, Figure
from ingest.samples.identities import Sum, sums
from ingest.samples.mistakes import NoPlaceError
from ingest.samples.money import TEN_THOUSAND, in_ten_thousands, percent
from ingest.samples.reading import read
from ingest.samples.scene import Scene
from ingest.samples.strings import Slot, rewritten, slots, with_block

_WIDE = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
_DIGIT = re.compile(r"[0-9０-９]")
_NUMBER = re.compile(r"-?[\d,]+(?:\. ?\d+)?")
_UNIT = re.compile(r"亿元|万元|元")
_CENT = Decimal(100)  # yuan: 0.01万元
_RATES = ("share", "completion_rate", "change_rate")
_ADDED = (Decimal("0.05"), Decimal("1.00"), Decimal("10.00"))


@dataclass(frozen=True, slots=True)
class Planted:
    """What was planted, known before the report is read.

    Attributes:
        kind: one of `KINDS`.
        printed: the wrong words.
        right: what stood there.
        part: key of the part of the report.
        place: title of the table, else the heading above.
        contradicted: the report itself says otherwise, somewhere.
    """

    kind: str
    printed: str
    right: str
    part: str
    place: str
    contradicted: bool

    def row(self) -> dict[str, Any]:
        """Return it as JSON keeps it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Report:
    """A report in which a place is sought."""

    document: Document
    scene: Scene
    chance: Chance
    pieces: tuple[Place, ...]
    strings: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class _Change:
    """The changed document, and what was changed."""

    document: Document
    printed: str
    right: str
    part: int
    block: int
    contradicted: bool


_Draw = Callable[[_Report], Iterator[Callable[[], _Change | None]]]


def plant_anywhere(document: Document, scene: Scene, kind: str, chance: Chance) -> tuple[Document, Planted]:
    """Return the document with one mistake of a kind in it, and what it is.

    Raises:
        NoPlaceError: nothing of the kind is printed.
    """
    report = _Report(document, scene, chance, tuple(places(document)), tuple(slots(document)))
    options = list(KINDS[kind](report))
    order = sorted(range(len(options)), key=lambda at: chance.fraction(f"place {at}"))
    for at in order:
        change = options[at]()
        if change is None or change.document == document:
            continue
        part = document.parts[change.part]
        truth = Planted(
            kind, change.printed, change.right, part.key, _place_name(part.blocks, change.block), change.contradicted
        )
        return change.document, truth
    raise NoPlaceError(f"nothing of the kind {kind} is printed")


def _place_name(blocks: tuple[Any, ...], at: int) -> str:
    block = blocks[at]
    if isinstance(block, Table):
        return block.title
    return next((one.text for one in reversed(blocks[: at + 1]) if isinstance(one, Heading)), "")


# ---------------------------------------------------------------- numbers


def _value(text: str) -> Decimal | None:
    match = _NUMBER.search(text.translate(_WIDE))
    return Decimal(match[0].replace(",", "").replace(" ", "")) if match and re.search(r"\d", match[0]) else None


def _with_number(report: _Report, place: Place, text: str) -> _Change | None:
    """The report with other digits at a place; facts follow them."""
    old, new = _value(place.piece.text), _value(text)
    if old is None or new is None or old == new:
        return None
    facts = tuple(_scaled(fact, old, new) for fact in place.piece.facts)
    document = changed(report.document, place, replace(place.piece, text=text, facts=facts))
    told = _is_contradicted(report, document, place, facts)
    return _Change(document, text, place.piece.text, place.part, place.block, told)


def _scaled(fact: Fact, old: Decimal, new: Decimal) -> Fact:
    if isinstance(fact, Figure | Datum) and isinstance(fact.value, Decimal):
        value = abs(fact.value) * new / old if old else new * (TEN_THOUSAND if abs(fact.value) >= 1 else 1)
        return replace(fact, value=-value if fact.value < 0 else value)
    return fact


def _digits(report: _Report, roles: tuple[Role, ...], name: str) -> Iterator[Callable[[], _Change | None]]:
    """Any digit of any number of these roles."""
    for number, place in enumerate(report.pieces):
        if place.piece.role not in roles or not _DIGIT.search(place.piece.text):
            continue

        def change(place: Place = place, number: int = number) -> _Change | None:
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


def _digit(report: _Report) -> Iterator[Callable[[], _Change | None]]:
    return _digits(report, (Role.AMOUNT, Role.COUNT), "number")


def _share(report: _Report) -> Iterator[Callable[[], _Change | None]]:
    return _digits(report, (Role.RATE,), "rate")


def _direction(report: _Report) -> Iterator[Callable[[], _Change | None]]:
    for place in report.pieces:
        if place.piece.role is Role.DIRECTION and place.piece.opposite:

            def change(place: Place = place) -> _Change:
                piece = replace(place.piece, text=place.piece.opposite, opposite=place.piece.text)
                document = changed(report.document, place, piece)
                return _Change(
                    document, piece.text, place.piece.text, place.part, place.block, _is_opposed(report, place)
                )

            yield change


def _is_opposed(report: _Report, place: Place) -> bool:
    """Another word of the sentence, or a table, tells the direction, too."""
    after = [
        other
        for other in report.pieces
        if (other.part, other.block, other.row) == (place.part, place.block, place.row) and other.index > place.index
    ]
    if not after or not place.piece.governs:
        return True  # 决算数大于预算数
    fact = next((fact for fact in after[0].piece.facts if isinstance(fact, Figure)), None)
    if fact is None:
        return False
    return _tells(report, fact, "change_rate") or _tells(report, fact, "change_amount", other=after[0])


def _tells(report: _Report, fact: Figure, measure: str, other: Place | None = None) -> bool:
    return any(
        isinstance(one, Figure) and (one.indicator, one.scope, one.measure) == (fact.indicator, fact.scope, measure)
        for place in report.pieces
        if place is not other
        for one in place.piece.facts
    )


def _unit(report: _Report) -> Iterator[Callable[[], _Change | None]]:
    """The unit of an amount of the text, or of a table, is dropped or another."""
    for number, place in enumerate(report.pieces):
        match = _UNIT.search(place.piece.text)
        if place.row < 0 and place.piece.role is Role.AMOUNT and match:

            def change(place: Place = place, match: re.Match[str] = match, number: int = number) -> _Change:
                text = _other_unit(report, place.piece.text, match, number)
                piece = replace(place.piece, text=text)
                document = changed(report.document, place, piece)
                return _Change(document, text, place.piece.text, place.part, place.block, contradicted=True)

            yield change
    for slot in report.strings:
        match = _UNIT.search(slot.text)
        if slot.address[0] == "labels" and match and "单位" in slot.text:

            def change_label(slot: Slot = slot, match: re.Match[str] = match) -> _Change:
                other = "元" if match[0] == "万元" else "万元"
                text = f"{slot.text[: match.start()]}{other}{slot.text[match.end() :]}"
                document = rewritten(report.document, slot, text)
                return _Change(document, text, slot.text, slot.part, slot.block, contradicted=True)

            yield change_label


def _other_unit(report: _Report, text: str, match: re.Match[str], number: int) -> str:
    others = ["", *(unit for unit in ("元", "万元", "亿元") if unit != match[0])]
    unit = report.chance.pick(f"unit {number}", others)
    return f"{text[: match.start()].rstrip() if not unit else text[: match.start()]}{unit}{text[match.end() :]}"


def _year(report: _Report) -> Iterator[Callable[[], _Change | None]]:
    """The report's year, or the one it is compared with, wherever it is printed."""
    this = report.scene.year
    pattern = re.compile(rf"(?<!\d)(?:{this}|{this - 1})(?!\d)")
    for number, slot in enumerate(report.strings):
        for match in pattern.finditer(slot.text):
            alone = slot.text.strip() == match[0]
            if not alone and not slot.text[match.end() :].startswith(("年", " 年")):
                continue

            def change(slot: Slot = slot, match: re.Match[str] = match, number: int = number) -> _Change:
                old = int(match[0])
                new = old + report.chance.pick(f"year {number}", (-1, -1, 1, -2))
                text = f"{slot.text[: match.start()]}{new}{slot.text[match.end() :]}"
                document = rewritten(report.document, slot, text)
                return _Change(document, str(new), match[0], slot.part, slot.block, contradicted=True)

            yield change


_CHARACTERS = "县市局处中心站所办院委"


def _agency(report: _Report) -> Iterator[Callable[[], _Change | None]]:
    """The name of another body, or one character changed, wherever the name is printed in full."""
    name = report.scene.shown
    if name.startswith("本"):
        return
    spots = [slot for slot in report.strings if name in slot.text]
    for number, slot in enumerate(spots):

        def change(slot: Slot = slot, number: int = number) -> _Change:
            wrong = _other_name(report, name, number)
            text = slot.text.replace(name, wrong, 1)
            document = rewritten(report.document, slot, text)
            return _Change(document, wrong, name, slot.part, slot.block, contradicted=len(spots) > 1)

        yield change


_BODIES = (
    "水文监测站",
    "体育发展中心",
    "档案局",
    "粮食和物资储备局",
    "妇女联合会",
    "信访局",
    "公路养护中心",
    "气象服务中心",
)


def _other_name(report: _Report, name: str, number: int) -> str:
    if report.chance.happens(f"other body {number}", 0.5):
        return f"{report.scene.agency.region.full_name}{report.chance.pick(f'body {number}', _BODIES)}"
    at = report.chance.between(f"character {number}", 0, len(name) - 1)
    others = [character for character in _CHARACTERS if character != name[at]]
    return f"{name[:at]}{report.chance.pick(f'other character {number}', others)}{name[at + 1 :]}"


def _missing_table(report: _Report) -> Iterator[Callable[[], _Change | None]]:
    """A form of the accounts, the budget or the evaluation is not there; the contents still name it."""
    document = report.document
    contents = tuple(document.contents())
    listed = {text for _, text in contents}
    for number, part in enumerate(document.parts):
        for position, block in enumerate(part.blocks):
            if not isinstance(block, Table) or not block.key or not block.title:
                continue

            def change(
                number: int = number, position: int = position, block: Table = block, part: Part = part
            ) -> _Change:
                new = replace(with_block(document, number, position, ()), listed=contents)
                named = f"{block.number}{block.title.removeprefix(block.number)}" in listed
                known = part.key in ("final_accounts", "budget") and block.key in _DEMANDED
                return _Change(new, "", block.title, number, position, contradicted=named or known)

            yield change


# Forms that the rules on disclosure ask of everybody.
_DEMANDED = frozenset(
    (
        "income_expenditure_summary",
        "income",
        "expenditure",
        "fiscal_summary",
        "general_public_expenditure",
        "general_public_basic",
        "three_public",
        "gov_fund",
        "state_capital_expenditure",
        "budget_summary",
        "budget_income",
        "budget_expenditure",
        "budget_fiscal_summary",
        "budget_general_public",
        "budget_general_public_basic",
        "budget_three_public",
        "budget_gov_fund",
    )
)


def _other_table(report: _Report) -> Iterator[Callable[[], _Change | None]]:
    """An amount of the text is one of some table: of the same thing under another scope, or any."""
    amounts = [
        (place, figure)
        for place in report.pieces
        if place.row >= 0 and place.piece.role is Role.AMOUNT
        for figure in place.piece.facts
        if isinstance(figure, Figure | Datum) and isinstance(figure.value, Decimal) and figure.value >= _CENT * 10
    ]
    if not amounts:
        return
    for number, place in enumerate(report.pieces):
        own = next((fact for fact in place.piece.facts if isinstance(fact, Figure | Datum)), None)
        if place.row >= 0 or place.piece.role is not Role.AMOUNT or own is None or not isinstance(own.value, Decimal):
            continue

        def change(place: Place = place, own: Figure | Datum = own, number: int = number) -> _Change | None:
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


def _base(report: _Report) -> Iterator[Callable[[], _Change | None]]:
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
        if place.piece.role is not Role.RATE or fact is None or _value(place.piece.text) is None:
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
        ) -> _Change | None:
            printed = _value(place.piece.text)
            assert printed is not None
            digits = max(0, -int(printed.as_tuple().exponent))
            wrong = {percent(part, whole, digits) for whole in wholes if whole} - {printed}
            wrong = {value for value in wrong if abs(value - printed) > Decimal(10) ** -digits}
            if not wrong:
                return None
            value = report.chance.pick(f"base {number}", sorted(wrong))
            return _with_number(report, place, report.scene.manner.rate(value))

        yield change


def _sum(report: _Report) -> Iterator[Callable[[], _Change | None]]:
    """A printed total, of the text or a table, no longer is the sum of its parts."""
    totals = {id(each.whole.fact) for each in sums(read(report.document))}
    for number, place in enumerate(report.pieces):
        is_total = any(id(fact) in totals for fact in place.piece.facts) or _heads_column(report, place)
        value = _value(place.piece.text)
        if place.piece.role is not Role.AMOUNT or not is_total or not value:
            continue

        def change(place: Place = place, value: Decimal = value, number: int = number) -> _Change | None:
            printed = place.piece.text
            match = _UNIT.search(printed)
            unit = match[0] if match else report.scene.manner.table_unit
            factor = {"元": Decimal(1), "万元": TEN_THOUSAND, "亿元": TEN_THOUSAND**2}[unit]
            wrong = in_ten_thousands(value * factor) + report.chance.pick(f"added {number}", _ADDED)
            manner = report.scene.manner
            return _with_number(report, place, manner.cell(wrong) if place.row >= 0 else manner.amount(wrong))

        yield change


def _heads_column(report: _Report, place: Place) -> bool:
    """An amount of a row called 合计, 小计 or 总计 that states nothing by itself."""
    block = report.document.parts[place.part].blocks[place.block]
    if place.row < 0 or not isinstance(block, Table):
        return False
    return any(cell_text(cell).endswith(("合计", "小计", "总计")) for cell in block.rows[place.row])


KINDS: Mapping[str, _Draw] = {
    "digit": _digit,
    "sign word": _direction,
    "share": _share,
    "unit": _unit,
    "year": _year,
    "agency": _agency,
    "missing table": _missing_table,
    "other table": _other_table,
    "base": _base,
    "sum": _sum,
}


# ---------------------------------------------------------------- what the report itself contradicts


def _is_contradicted(report: _Report, planted: Document, place: Place, facts: tuple[Fact, ...]) -> bool:
    """Whether the new number is told otherwise elsewhere, breaks a sum, or no longer fits its rate."""
    old = place.piece.facts
    step = Decimal(1) if place.piece.role is not Role.AMOUNT else _CENT
    big = [
        (before, after)
        for before, after in zip(old, facts, strict=True)
        if isinstance(before, Figure | Datum)
        and isinstance(after, Figure | Datum)
        and isinstance(before.value, Decimal)
        and isinstance(after.value, Decimal)
        and (place.piece.role is not Role.AMOUNT or abs(before.value - after.value) > step)
    ]
    if not big:
        return _is_printed_elsewhere(report, place) and _value(place.piece.text) not in (None, Decimal(0))
    keys = {_key(before) for before, _ in big}
    for other in report.pieces:
        if other is not place and other.part == place.part and any(_key(fact) in keys for fact in other.piece.facts):
            return True
    if _broken(planted) - _broken(report.document):
        return True
    return any(_fits_rate(report, place, before) for before, _ in big)


def _is_printed_elsewhere(report: _Report, place: Place) -> bool:
    return any(other is not place and other.piece.text == place.piece.text for other in report.pieces)


def _key(fact: Fact) -> tuple[object, ...]:
    if isinstance(fact, Figure):
        return fact.indicator, fact.scope, fact.phase, fact.measure, fact.year
    return (fact.resource, fact.key, fact.column) if isinstance(fact, Datum) else ()


def _broken(document: Document) -> Counter[str]:
    def name(each: Sum) -> str:
        return f"{each.rule}{each.whole.part}{_key(each.whole.fact)}"

    return Counter(name(each) for each in sums(read(document)) if each.gap and not each.is_rounding)


def _fits_rate(report: _Report, place: Place, fact: Figure | Datum) -> bool:
    """An amount has a rate beside it, or a rate its amount."""
    same = [
        one
        for other in report.pieces
        if other is not place and other.part == place.part
        for one in other.piece.facts
        if isinstance(one, Figure | Datum) and _subject(one) == _subject(fact)
    ]
    measures = {_measure(one) for one in same}
    if _measure(fact) in _RATES:
        return "actual" in measures or "amount" in measures or "budget" in measures
    return bool(measures & set(_RATES))


def _subject(fact: Figure | Datum) -> tuple[object, ...]:
    return (fact.indicator, fact.scope, fact.year) if isinstance(fact, Figure) else (fact.resource, fact.key)


def _measure(fact: Figure | Datum) -> str:
    return fact.measure if isinstance(fact, Figure) else fact.column
