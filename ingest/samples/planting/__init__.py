"""One mistake anywhere in a report: ten kinds, each drawn as often, at a place drawn from all that are printed.

Unlike `mistakes.py`, which plants what can be found, a place here may be one that nothing in the report contradicts;
the truth says which, as far as the generator knows it. It is made before anybody reads the file.
"""

from collections.abc import Mapping
from typing import Any

from ingest.samples.chance import Chance
from ingest.samples.document import Document, Heading, Table, places
from ingest.samples.mistakes import NoPlaceError
from ingest.samples.planting.numbers import draw_base, draw_digit, draw_other_table, draw_share, draw_sum
from ingest.samples.planting.seeking import Draw, Planted, Report
from ingest.samples.planting.tables import draw_missing_table
from ingest.samples.planting.words import draw_agency, draw_direction, draw_unit, draw_year
from ingest.samples.scene import Scene
from ingest.samples.strings import slots

__all__ = ["KINDS", "Planted", "plant_anywhere"]


def plant_anywhere(document: Document, scene: Scene, kind: str, chance: Chance) -> tuple[Document, Planted]:
    """Return the document with one mistake of a kind in it, and what it is.

    Raises:
        NoPlaceError: nothing of the kind is printed.
    """
    report = Report(document, scene, chance, tuple(places(document)), tuple(slots(document)))
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


KINDS: Mapping[str, Draw] = {
    "digit": draw_digit,
    "sign word": draw_direction,
    "share": draw_share,
    "unit": draw_unit,
    "year": draw_year,
    "agency": draw_agency,
    "missing table": draw_missing_table,
    "other table": draw_other_table,
    "base": draw_base,
    "sum": draw_sum,
}
