"""What one reading of a report has and another has not: rows gained, lost and changed.

Offsets and ids are left aside: a row is the same row wherever it stands.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """Rows of a resource: what tells one from another, and what may change of it."""

    resource: str
    key: tuple[str, ...]
    value: tuple[str, ...]


KINDS = (
    Kind("figures", ("part", "indicator", "scope", "phase", "measure", "year"), ("disclosed", "value", "unit", "base")),
    Kind(
        "function-expenditure",
        ("part", "scope", "level", "category", "group", "item"),
        ("code", "budget", "adjusted", "actual", "basic", "project", "share", "completion_rate", "reason"),
    ),
    Kind("economic-expenditure", ("part", "scope", "phase", "code", "item"), ("amount",)),
    Kind("projects", ("part", "scope", "name", "year"), ("budget", "adjusted", "actual", "score")),
    Kind(
        "performance-indicators",
        ("part", "project", "level1", "level2", "level3"),
        ("target", "actual", "weight", "score"),
    ),
    Kind("units", ("name",), ("own_office", "nature", "level")),
    Kind("findings", ("rule", "severity", "disclosed"), ("message",)),
    Kind("sections", ("part", "level", "number", "title"), ()),
)


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the rows of one kind in one report; rows as shown."""

    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.gained or self.lost or self.changed)

    @property
    def counts(self) -> Counter[str]:
        """How many rows were gained, lost, changed."""
        return Counter(gained=len(self.gained), lost=len(self.lost), changed=len(self.changed))


def compare_rows(kind: Kind, old: Iterable[Mapping[str, str]], new: Iterable[Mapping[str, str]]) -> Changes:
    """Tell what was gained, lost and changed; of rows with one key, those with equal values are the same."""
    before, after = _by_key(kind, old), _by_key(kind, new)
    gained, lost, changed = [], [], []
    for key in sorted(before.keys() | after.keys()):
        gone = sorted((before[key] - after[key]).elements())
        come = sorted((after[key] - before[key]).elements())
        for was, now in zip(gone, come, strict=False):
            changed.append(f"{' '.join(key)}: {' '.join(was)} → {' '.join(now)}")
        lost += [f"{' '.join(key)}: {' '.join(was)}" for was in gone[len(come) :]]
        gained += [f"{' '.join(key)}: {' '.join(now)}" for now in come[len(gone) :]]
    return Changes(tuple(gained), tuple(lost), tuple(changed))


def _by_key(kind: Kind, rows: Iterable[Mapping[str, str]]) -> defaultdict[tuple[str, ...], Counter[tuple[str, ...]]]:
    found: defaultdict[tuple[str, ...], Counter[tuple[str, ...]]] = defaultdict(Counter)
    for row in rows:
        found[tuple(row.get(name, "") for name in kind.key)][tuple(row.get(name, "") for name in kind.value)] += 1
    return found
