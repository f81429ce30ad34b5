"""Words that a search does not ask for, in a file that anybody can read and mend."""

import csv
import io
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

# Whether an everyday word that is a name, too, is taken for one by itself.
# `BESIDE_REGION`: with a region before it, it is the name without its last character (芦淞城管).
ALONE, NEVER, BESIDE_REGION = "alone", "never", "beside_region"
# What a part of a body's name is there for.
FIELD, FILLER, KIND, SUCCEEDED = "field", "filler", "kind", "succeeded"


@cache
def load_question_words() -> frozenset[str]:
    """The words by which people ask (多少钱, 怎么样): they say what kind of answer is wanted, no report holds them."""
    lines = files(__name__).joinpath("question_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def load_titles() -> dict[str, tuple[str, ...]]:
    """Titles of sections, a row each of those that one section may have, and what titles of tables end with."""
    rows = _rows("titles.csv")
    endings = tuple(one for row in rows if row["kind"] == "ending" for one in _split(row["titles"]))
    return {"section": tuple(row["titles"] for row in rows if row["kind"] == "section"), "ending": endings}


@cache
def load_everyday_names() -> dict[str, str]:
    """Everyday words that are names of agencies or regions, too (政府, 城区): whether they name any by themselves."""
    return {row["name"]: row["by_itself"] for row in _rows("everyday_names.csv")}


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted by some words (几辆, 10批次): beside one of the figures `of`, or where none is named, `figure`.

    `nouns` may stand behind a counter (几批客人); `words` are searched where the count alone is asked for.
    """

    counters: tuple[str, ...]
    nouns: tuple[str, ...]
    of: tuple[str, ...]
    figure: str
    words: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Words that make another figure of one that is named beside them: 购置 of 公车."""

    words: frozenset[str]
    of: tuple[str, ...]
    figure: str


@cache
def load_counted() -> tuple[Counted, ...]:
    """The rows of `counted.csv`, the first that fits being meant."""
    return tuple(
        Counted(_split(row["counters"]), _split(row["nouns"]), _split(row["of"]), row["figure"], row["words"])
        for row in _rows("counted.csv")
    )


@cache
def load_asked() -> dict[str, tuple[str, ...]]:
    """Ways of asking for what a term of `fiscal_terms.csv` or a question word asks for (花了多少), by that term.

    A dash among the verbs stands for none.
    """
    return {
        row["like"]: tuple(
            f"{before}{verb.strip('-')}{behind}"
            for before in ("", *_split(row["before"]))
            for verb in _split(row["verbs"])
            for behind in _split(row["behind"])
        )
        for row in _rows("asked.csv")
    }


@dataclass(frozen=True, slots=True)
class Share:
    """Words for a part of a whole, in percent (一半), or for a change by so much (翻倍), which has a `measure`.

    `bound` is how figures are compared with it where the words say it: `over`, `above`.
    """

    words: tuple[str, ...]
    percent: Decimal
    bound: str
    measure: str


@cache
def load_shares() -> tuple[Share, ...]:
    """The rows of `shares.csv`."""
    return tuple(
        Share(_split(row["words"]), Decimal(row["percent"]), row["bound"], row["measure"])
        for row in _rows("shares.csv")
    )


@cache
def load_narrowing() -> tuple[Narrowing, ...]:
    """The rows of `narrowing.csv`."""
    return tuple(
        Narrowing(frozenset(_split(row["words"])), _split(row["of"]), row["figure"]) for row in _rows("narrowing.csv")
    )


@dataclass(frozen=True, slots=True)
class AgencyPart:
    """A part of bodies' names: what it is there for, how names have it, how it is said in short.

    A `FIELD` is what the body is for (城市管理: 城管), a `FILLER` is left out as people like (管理), a `KIND` is what the body
    is (办公室: 办). By what it `SUCCEEDED` a field is still called (安监 of 应急管理), or by what it is called elsewhere (水务 of 水利).
    """

    role: str
    part: str
    short: tuple[str, ...]


@cache
def load_agency_parts() -> dict[str, AgencyPart]:
    """The fields and fillers of `agency_parts.csv` by how names have them, without 和 and the like."""
    return {one.part: one for one in _agency_parts() if one.role in {FIELD, FILLER}}


@cache
def load_succeeded() -> dict[str, tuple[str, ...]]:
    """What fields of `agency_parts.csv` were called before, or are called elsewhere, by how names have them."""
    return {one.part: one.short for one in _agency_parts() if one.role == SUCCEEDED}


@cache
def load_agency_kinds() -> tuple[AgencyPart, ...]:
    """What bodies are, by the ends of their names, the longest first."""
    return tuple(sorted((one for one in _agency_parts() if one.role == KIND), key=lambda one: -len(one.part)))


@cache
def _agency_parts() -> tuple[AgencyPart, ...]:
    rows = _rows("agency_parts.csv")
    return tuple(AgencyPart(row["role"], part, _split(row["short"])) for row in rows for part in _split(row["part"]))


def _rows(name: str) -> list[dict[str, str]]:
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))
