"""Words that a search does not ask for, in a file that anybody can read and mend."""

import csv
import io
from collections.abc import Mapping
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

    `nouns` may stand behind a counter (几批客人); `words` are searched where the count alone is asked for. Where a report does
    not tell the figure, `instead` is as good: vehicles among the assets.
    """

    counters: tuple[str, ...]
    nouns: tuple[str, ...]
    of: tuple[str, ...]
    figure: str
    instead: str
    words: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Words that make another figure of one that is named beside them: 购置 of 公车. All `part` figures together make up the one."""

    words: frozenset[str]
    of: tuple[str, ...]
    figure: str
    part: bool


@cache
def load_counted() -> tuple[Counted, ...]:
    """The rows of `counted.csv`, the first that fits being meant."""
    return tuple(
        Counted(
            _split(row["counters"]),
            _split(row["nouns"]),
            _split(row["of"]),
            row["figure"],
            row["instead"],
            row["words"],
        )
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
        Narrowing(frozenset(_split(row["words"])), _split(row["of"]), row["figure"], row["part"] == "yes")
        for row in _rows("narrowing.csv")
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


@dataclass(frozen=True, slots=True)
class EverydayFunction:
    """A function by its code and the name that reports print; `alone` where its everyday name means it only by itself."""

    code: str
    name: str
    alone: bool
    paid: bool


@cache
def load_everyday_functions() -> Mapping[str, tuple[EverydayFunction, ...]]:
    """What people call functions of expenditure that agencies print under another name (公积金), with all that each may mean."""
    found: dict[str, list[EverydayFunction]] = {}
    for row in _rows("everyday_functions.csv"):
        one = EverydayFunction(row["code"], row["name"], row["alone"] == "yes", row["paid"] == "yes")
        for word in _split(row["said"]):
            found.setdefault(word, []).append(one)
    return {word: tuple(meant) for word, meant in found.items()}


@dataclass(frozen=True, slots=True)
class Doings:
    """Verbs by which people tell of projects: `like` gives those that are as good as each, `light` says nothing (给)."""

    like: Mapping[str, tuple[str, ...]]
    light: frozenset[str]


@cache
def load_doings() -> Doings:
    """The rows of `doings.csv`; a verb may stand in several of them."""
    like: dict[str, tuple[str, ...]] = {}
    rows = _rows("doings.csv")
    for row in rows:
        words = _split(row["words"])
        if row["kind"] == "like":
            like |= {word: (*like.get(word, ()), *words) for word in words}
    return Doings(like, frozenset(word for row in rows if row["kind"] == "light" for word in _split(row["words"])))


@cache
def load_paying() -> dict[str, tuple[str, ...]]:
    """What stands before and behind what is paid for the staff (给职工交了多少公积金, 养老保险缴费), the longest first."""
    return {row["kind"]: tuple(sorted(_split(row["words"]), key=len, reverse=True)) for row in _rows("paying.csv")}


@dataclass(frozen=True, slots=True)
class Joined:
    """Several costs that are typed as one (水电费差旅费), and the figures that these may be printed as."""

    figures: tuple[str, ...]
    parts: tuple[str, ...]


@cache
def load_joined() -> tuple[Joined, ...]:
    """The rows of `joined.csv`."""
    return tuple(Joined(_split(row["figures"]), _split(row["parts"])) for row in _rows("joined.csv"))


@cache
def load_shortening() -> Mapping[str, tuple[str, ...]]:
    """What people write for words in the names of figures; an empty one where they leave the word out."""
    return {
        row["word"]: tuple("" if one == "-" else one for one in _split(row["instead"]))
        for row in _rows("shortening.csv")
    }


def _rows(name: str) -> list[dict[str, str]]:
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))
