"""Runs of text: cut where an editor's hand or a spelling checker left its traces, also inside a number."""

from collections.abc import Iterator

from lxml import etree

from ingest.samples.chance import Chance
from ingest.samples.writers.docx.xml import element

_NO_BREAK = "\u00a0"


def fields(instruction: str, cached: str) -> tuple[etree._Element, ...]:
    """Return the runs of a field with the text that Word last computed for it."""
    return (
        element("w:r", element("w:fldChar", fldCharType="begin")),
        element("w:r", element("w:instrText", f" {instruction} ")),
        element("w:r", element("w:fldChar", fldCharType="separate")),
        element("w:r", element("w:t", cached)),
        element("w:r", element("w:fldChar", fldCharType="end")),
    )


def properties(size: int = 0, *, bold: bool = False, hint: bool = False) -> etree._Element | None:
    """Return run properties; `size` in half-points."""
    made = element(
        "w:rPr",
        element("w:rFonts", hint="eastAsia") if hint else None,
        element("w:b") if bold else None,
        element("w:sz", val=size) if size else None,
    )
    return made if len(made) else None


def run(text: str, size: int = 0, *, bold: bool = False, hint: bool = False) -> etree._Element:
    """Return a run; tabs become elements of their own."""
    made = element("w:r", properties(size, bold=bold, hint=hint))
    for place, piece in enumerate(text.split("\t")):
        if place:
            made.append(element("w:tab"))
        if piece:
            made.append(element("w:t", piece))
    return made


def _cuts(text: str, chance: Chance) -> list[int]:
    """Return where to cut; amounts are cut more often than words, as typing over an old number does."""
    cuts = []
    for at in range(1, len(text)):
        inside_number = text[at - 1].isdigit() and (text[at].isdigit() or text[at] == ".")
        if chance.happens(f"cut {at}", 0.12 if inside_number else 0.025):
            cuts.append(at)
    return cuts


def split_runs(text: str, chance: Chance, *, size: int = 0, bold: bool = False) -> Iterator[etree._Element]:
    """Yield the text as runs that end anywhere; some spaces are no-break spaces."""
    if " " in text and chance.happens("no-break", 0.5):
        text = text.replace(" ", _NO_BREAK)
    start = 0
    for place, end in enumerate([*_cuts(text, chance), len(text)]):
        yield run(text[start:end], size, bold=bold, hint=place % 2 == 1)
        start = end
