"""The clues of several files that were handed in as one report: put together, and held against each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain
from typing import Any

from ingest.agency_names import AgencyName, same_body
from ingest.identify.clues import Clues
from ingest.identify.decide import TYPE_LABELS
from ingest.identify.evidence import Clue, Origin
from ingest.identify.subjects import same_subject
from ingest.identify.titles import PERFORMANCE, PROJECT


@dataclass(frozen=True, slots=True)
class Difference:
    """What two files say, and at which places of the sequence they stand."""

    places: tuple[int, int]
    first: str
    second: str


def merge_clues(every: Sequence[Clues]) -> Clues:
    """All clues in order of weight, those of earlier files first; what is no clue is the first file's."""
    merged: dict[str, Any] = {}
    for field in fields(Clues):
        values = [getattr(one, field.name) for one in every]
        if any(isinstance(value, Clue) for value in chain.from_iterable(values)):
            # Their places are in outlines of their own, which nobody sees.
            bare = (replace(clue, at=None) for clue in chain.from_iterable(values))
            merged[field.name] = tuple(sorted(bare, key=lambda clue: clue.origin))
        else:
            merged[field.name] = values[0]
    return Clues(**merged)


def find_difference(every: Sequence[Clues]) -> Difference | None:
    """The first thing in which two files say outright that they are different reports; None where they may be one."""
    questions: tuple[tuple[Callable[[Clues], Any], Callable[[Any, Any], bool], Callable[[Any], str]], ...] = (
        (lambda clues: _outright(clues.years), lambda a, b: a == b, "{}年度的报告".format),
        (lambda clues: _outright_agency(clues.agencies), same_body, lambda name: f"“{name.printed}”的报告"),
        (lambda clues: _outright(clues.types), _may_be_one, TYPE_LABELS.__getitem__),
        (_subject, same_subject, "项目“{}”的报告".format),
    )
    for ask, agree, show in questions:
        told = [(at, value) for at, clues in enumerate(every) if (value := ask(clues)) is not None]
        for at, value in told[1:]:
            if not agree(told[0][1], value):
                return Difference((told[0][0], at), show(told[0][1]), show(value))
    return None


def _outright(clues: Sequence[Clue[Any]]) -> Any | None:
    """What the clearest clue says: the cover's, a form's or a heading's, else the file's name."""
    found = [clue for clue in clues if clue.origin.clear or clue.origin is Origin.FILE_NAME]
    return min(found, key=lambda clue: clue.origin).value if found else None


def _outright_agency(clues: Sequence[Clue[AgencyName]]) -> AgencyName | None:
    """A file's name tells an agency only with its region: 局机关决算表 names none."""
    return _outright([clue for clue in clues if clue.origin is not Origin.FILE_NAME or clue.value.regions])


def _may_be_one(first: str, second: str) -> bool:
    """A self-evaluation of all expenditure comes with the forms of its projects."""
    return first == second or {first, second} == {PERFORMANCE, PROJECT}


def _subject(clues: Clues) -> str | None:
    """The project of a report on one project."""
    if _outright(clues.types) != PROJECT:
        return None
    return next((clue.value for clue in clues.subjects if clue.origin is Origin.TITLE), None)
