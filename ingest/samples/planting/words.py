"""Wrong words: a direction, a unit, a year, the name of another body."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from ingest.samples.document import Place, Role, changed
from ingest.samples.facts import Figure
from ingest.samples.planting.seeking import UNIT, Change, Report
from ingest.samples.strings import Slot, rewritten


def draw_direction(report: Report) -> Iterator[Callable[[], Change | None]]:
    """A word for more is one for less, or the other way round."""
    for place in report.pieces:
        if place.piece.role is Role.DIRECTION and place.piece.opposite:

            def change(place: Place = place) -> Change:
                piece = replace(place.piece, text=place.piece.opposite, opposite=place.piece.text)
                document = changed(report.document, place, piece)
                return Change(
                    document, piece.text, place.piece.text, place.part, place.block, _is_opposed(report, place)
                )

            yield change


def _is_opposed(report: Report, place: Place) -> bool:
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


def _tells(report: Report, fact: Figure, measure: str, other: Place | None = None) -> bool:
    return any(
        isinstance(one, Figure) and (one.indicator, one.scope, one.measure) == (fact.indicator, fact.scope, measure)
        for place in report.pieces
        if place is not other
        for one in place.piece.facts
    )


def draw_unit(report: Report) -> Iterator[Callable[[], Change | None]]:
    """The unit of an amount of the text, or of a table, is dropped or another."""
    for number, place in enumerate(report.pieces):
        match = UNIT.search(place.piece.text)
        if place.row < 0 and place.piece.role is Role.AMOUNT and match:

            def change(place: Place = place, match: re.Match[str] = match, number: int = number) -> Change:
                text = _other_unit(report, place.piece.text, match, number)
                piece = replace(place.piece, text=text)
                document = changed(report.document, place, piece)
                return Change(document, text, place.piece.text, place.part, place.block, contradicted=True)

            yield change
    for slot in report.strings:
        match = UNIT.search(slot.text)
        if slot.address[0] == "labels" and match and "单位" in slot.text:

            def change_label(slot: Slot = slot, match: re.Match[str] = match) -> Change:
                other = "元" if match[0] == "万元" else "万元"
                text = f"{slot.text[: match.start()]}{other}{slot.text[match.end() :]}"
                document = rewritten(report.document, slot, text)
                return Change(document, text, slot.text, slot.part, slot.block, contradicted=True)

            yield change_label


def _other_unit(report: Report, text: str, match: re.Match[str], number: int) -> str:
    others = ["", *(unit for unit in ("元", "万元", "亿元") if unit != match[0])]
    unit = report.chance.pick(f"unit {number}", others)
    return f"{text[: match.start()].rstrip() if not unit else text[: match.start()]}{unit}{text[match.end() :]}"


def draw_year(report: Report) -> Iterator[Callable[[], Change | None]]:
    """The report's year, or the one it is compared with, wherever it is printed."""
    this = report.scene.year
    pattern = re.compile(rf"(?<!\d)(?:{this}|{this - 1})(?!\d)")
    for number, slot in enumerate(report.strings):
        for match in pattern.finditer(slot.text):
            alone = slot.text.strip() == match[0]
            if not alone and not slot.text[match.end() :].startswith(("年", " 年")):
                continue

            def change(slot: Slot = slot, match: re.Match[str] = match, number: int = number) -> Change:
                old = int(match[0])
                new = old + report.chance.pick(f"year {number}", (-1, -1, 1, -2))
                text = f"{slot.text[: match.start()]}{new}{slot.text[match.end() :]}"
                document = rewritten(report.document, slot, text)
                return Change(document, str(new), match[0], slot.part, slot.block, contradicted=True)

            yield change


_CHARACTERS = "县市局处中心站所办院委"


def draw_agency(report: Report) -> Iterator[Callable[[], Change | None]]:
    """The name of another body, or one character changed, wherever the name is printed in full."""
    name = report.scene.shown
    if name.startswith("本"):
        return
    spots = [slot for slot in report.strings if name in slot.text]
    for number, slot in enumerate(spots):

        def change(slot: Slot = slot, number: int = number) -> Change:
            wrong = _other_name(report, name, number)
            text = slot.text.replace(name, wrong, 1)
            document = rewritten(report.document, slot, text)
            return Change(document, wrong, name, slot.part, slot.block, contradicted=len(spots) > 1)

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


def _other_name(report: Report, name: str, number: int) -> str:
    if report.chance.happens(f"other body {number}", 0.5):
        return f"{report.scene.agency.region.full_name}{report.chance.pick(f'body {number}', _BODIES)}"
    at = report.chance.between(f"character {number}", 0, len(name) - 1)
    others = [character for character in _CHARACTERS if character != name[at]]
    return f"{name[:at]}{report.chance.pick(f'other character {number}', others)}{name[at + 1 :]}"
