"""Passages and sentences as plain text, for files."""

from index.passages import Passage
from portal.explaining import Place


def text_of(passage: Passage) -> str:
    """A passage without its marks."""
    return "".join(piece.text for piece in passage.pieces)


def sentence_of(place: Place | None) -> str:
    """The sentence of a figure; of a table its row and column."""
    if place is None:
        return ""
    return (
        f"{place.before}{place.words}{place.after}" if place.before or place.after else f"{place.name}：{place.words}"
    )
