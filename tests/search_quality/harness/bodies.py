"""What a generated corpus is about: its agencies, and of which years which reports of them are there."""

from dataclasses import dataclass

from ingest.register import FormerName

ACCOUNTS, BUDGET, PERFORMANCE, PROJECT = "final_accounts", "budget", "performance", "project_performance"


@dataclass(frozen=True, slots=True)
class Body:
    """An agency of the corpus.

    Attributes:
        adcode: its region.
        kind: of the generator's; what it does.
        voice: the manner of writing of its province.
        stem: its name without the region; empty for a name of the generator's.
        units: whether it has subordinate units (a department) or not (a unit).
        first: its first fiscal year; reports are there up to 2023.
        more: types of reports beside the final accounts of all years, and of which years.
        former: names that it bore until a year.
        aliases: further names, as an editor of the register notes them.
    """

    adcode: str
    kind: str
    voice: str
    stem: str = ""
    units: bool = True
    first: int = 2020
    more: tuple[tuple[str, tuple[int, ...]], ...] = ()
    former: tuple[FormerName, ...] = ()
    aliases: tuple[str, ...] = ()


def evaluated(*years: int) -> tuple[str, tuple[int, ...]]:
    """Evaluations of these years."""
    return PERFORMANCE, years


def planned(*years: int) -> tuple[str, tuple[int, ...]]:
    """Budgets of these years."""
    return BUDGET, years


@dataclass(frozen=True, slots=True)
class Plan:
    """A corpus: where chance begins, its bodies, and the voices of whose usual forms the generator knows too few sentences."""

    seed: int
    bodies: tuple[Body, ...]
    varied: frozenset[str]
