"""The words by which a figure is found: its label and its sentence, cut into the smallest words that searches ask for."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from index.query import Term
from index.tokens import find_units
from ingest.extract.unread import sentence_around
from ingest.markdown import Span
from ingest.store import Version, read_rows


def make_word_rows(version: Version) -> Iterator[dict[str, Any]]:
    """The rows of `figure_words` of a version."""
    text = (version.path / "report.md").read_text(encoding="utf-8")
    for row in read_rows(version, "figures"):
        yield {"report": version.name, "id": row["id"], "words": make_words(row, text)}


def make_words(row: Mapping[str, str], text: str) -> str:
    """The words of a row of `figures`, a blank on either side of each; what punctuation parts is parted by two.

    Args:
        row: of the resource `figures`.
        text: `report.md`.
    """
    sentence = sentence_around(text, Span(int(row["start"]), int(row["end"]))) if row["start"] else ""
    return "".join(_join(part) for part in (row["label"], sentence))


@lru_cache(maxsize=256)  # a sentence holds several figures
def _join(text: str) -> str:
    joined, next_position = " ", 0
    for unit in find_units(text):
        joined += f"{'' if unit.position == next_position else ' '}{unit.text} "
        next_position = unit.position + 1
    return joined


def make_patterns(terms: Iterable[Term]) -> list[str]:
    """What SQL's LIKE finds the terms by, in words made by `make_words`; a backslash escapes."""
    return [f"% {_escape(' '.join(term.units))} %" for term in terms]


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
