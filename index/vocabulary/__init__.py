"""Words that a search does not ask for, in a file that anybody can read and mend."""

import csv
import io
from functools import cache
from importlib.resources import files

# Whether an everyday word that is a name, too, is taken for one by itself.
# `BESIDE_REGION`: with a region before it, it is the name without its last character (芦淞城管).
ALONE, NEVER, BESIDE_REGION = "alone", "never", "beside_region"


@cache
def load_question_words() -> frozenset[str]:
    """The words by which people ask (多少钱, 怎么样): they say what kind of answer is wanted, no report holds them."""
    lines = files(__name__).joinpath("question_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def load_titles() -> dict[str, tuple[str, ...]]:
    """Titles of sections, a row each of those that one section may have, and what titles of tables end with."""
    text = files(__name__).joinpath("titles.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    endings = tuple(one for row in rows if row["kind"] == "ending" for one in row["titles"].split("|"))
    return {"section": tuple(row["titles"] for row in rows if row["kind"] == "section"), "ending": endings}


@cache
def load_everyday_names() -> dict[str, str]:
    """Everyday words that are names of agencies or regions, too (政府, 城区): whether they name any by themselves."""
    text = files(__name__).joinpath("everyday_names.csv").read_text(encoding="utf-8")
    return {row["name"]: row["by_itself"] for row in csv.DictReader(io.StringIO(text, newline=""))}
