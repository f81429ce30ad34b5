"""What is known of the field, in files that an accountant can read and mend; code only loads them.

Lists inside a cell are separated by `|`. `indicators.csv` is the contract's vocabulary; the other files say how its
words are printed.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of the contract: its code, Chinese label, and the measures usual for it."""

    code: str
    label: str
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A printed form (表): its key in the contract and the titles under which it is printed."""

    key: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgencyStem:
    """An agency's name without its region: full stems and their common short forms."""

    stems: tuple[str, ...]
    short_forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrganHead:
    """The words before the region in the name of a party or of another organ (中共, 民盟): all spellings, and the usual one."""

    names: tuple[str, ...]
    short: str


def read_table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a data file of this folder."""
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(io.StringIO(text, newline=""))


def split_list(text: str) -> tuple[str, ...]:
    """The parts of a cell that holds a list."""
    return tuple(part.strip() for part in text.split("|") if part.strip())


@cache
def load_indicators() -> dict[str, Indicator]:
    """Indicators by code, in the order of the vocabulary."""
    return {
        row["code"]: Indicator(row["code"], row["label_zh"], tuple(row["measures"].split(";")))
        for row in read_table("indicators.csv")
    }


@cache
def load_labels() -> dict[str, tuple[str, ...]]:
    """Printed spellings of each indicator's label by its code."""
    return {row["indicator"]: split_list(row["spellings"]) for row in read_table("labels.csv")}


@cache
def load_forms() -> tuple[Form, ...]:
    """The printed forms."""
    return tuple(Form(row["form"], split_list(row["titles"])) for row in read_table("forms.csv"))


@cache
def load_agency_stems() -> tuple[AgencyStem, ...]:
    """Names of agencies without their region, with their short forms."""
    return tuple(
        AgencyStem(split_list(row["stems"]), split_list(row["short_forms"]))
        for row in read_table("agency_short_forms.csv")
    )


@cache
def load_organ_heads() -> tuple[OrganHead, ...]:
    """What stands before the region in the names of parties, of the 政协, of the 共青团 and the like."""
    return tuple(OrganHead(split_list(row["names"]), row["short"]) for row in read_table("organ_heads.csv"))


@dataclass(frozen=True, slots=True)
class UnitWords:
    """Words by which reports tell which units they cover: what they do (`kind`), and what they stand for (`value`)."""

    kind: str
    value: str
    words: tuple[str, ...]


@cache
def load_unit_words() -> tuple[UnitWords, ...]:
    """Words around the units that a report covers, in the order in which they are tried."""
    return tuple(UnitWords(row["kind"], row["value"], split_list(row["words"])) for row in read_table("unit_words.csv"))
