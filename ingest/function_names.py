"""Names of the functional classification: a class by its name of any year, names for comparing."""

import re
from functools import cache

from ingest.folding import squeeze
from ingest.vocabulary import read_table, split_list

_CLASS_CODE = 3  # digits of the code of a 类
_NOTE = re.compile(r"\s*\(.*\)$")


def bare_name(name: str) -> str:
    """A name for comparing, without white space and the 支出 at its end; 和, 与 and 及 are written for one another."""
    return re.sub("[与及]", "和", squeeze(name)).removesuffix("支出")


def list_classes() -> list[str]:
    """The names of the classes (类) of any year that end in 支出, as those of today all do, the longest last."""
    names = {
        _NOTE.sub("", name)
        for row in read_table("functions.csv")
        if len(row["code"]) == _CLASS_CODE
        for name in (row["name"], *split_list(row["earlier_names"]))
    }
    return sorted((name for name in names if name.endswith("支出")), key=lambda name: (len(name), name))


def class_code(category: str) -> str:
    """The three digits of a class by its name of any year; empty where the name is unknown."""
    return _class_codes().get(bare_name(category), "")


@cache
def _class_codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for row in read_table("functions.csv"):
        if len(row["code"]) == _CLASS_CODE:
            for name in (row["name"], *split_list(row["earlier_names"])):
                codes.setdefault(bare_name(_NOTE.sub("", name)), row["code"])
    return codes
