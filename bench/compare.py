"""What a change of the extractor gains and loses: the same files in two stores, compared report by report.

    mingzhang ingest REPORTS --store OLD --data /tmp/old     # before the change
    mingzhang ingest REPORTS --store NEW --data /tmp/new     # after it
    python -m bench.compare OLD NEW

Offsets and ids are left aside: a row is the same row wherever it stands.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from ingest.store import Store, Version
from portal.catalogue.filling import read_rows


@dataclass(frozen=True, slots=True)
class Kind:
    """Rows of a resource: what tells one from another, and what may change of it."""

    resource: str
    key: tuple[str, ...]
    value: tuple[str, ...]


KINDS = (
    Kind("figures", ("part", "indicator", "scope", "phase", "measure", "year"), ("disclosed", "value", "unit", "base")),
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
        found[tuple(row[name] for name in kind.key)][tuple(row[name] for name in kind.value)] += 1
    return found


def compare_stores(old: Store, new: Store) -> Iterator[str]:
    """Yield the lines of the comparison: each report that differs, and the sums."""
    before = {version.name: version for version in old.published()}
    after = {version.name: version for version in new.published()}
    yield from (f"- {name}: the report is gone" for name in sorted(before.keys() - after.keys()))
    yield from (f"+ {name}: a new report" for name in sorted(after.keys() - before.keys()))
    totals = {kind.resource: Counter(gained=0, lost=0, changed=0) for kind in KINDS}
    unread = Counter[str]()
    for name in sorted(before.keys() & after.keys()):
        lines = []
        for kind in KINDS:
            changes = compare_rows(kind, *(read_rows(one[name], kind.resource) for one in (before, after)))
            totals[kind.resource].update(changes.counts)
            lines += _show(kind, changes)
        unread.update(before=_unread(before[name]), after=_unread(after[name]))
        if lines:
            yield f"{name}"
            yield from lines
    for resource, counts in totals.items():
        yield f"{resource}: " + ", ".join(f"{count} {what}" for what, count in counts.items())
    yield f"amounts unread: {unread['before']} → {unread['after']}"


def _show(kind: Kind, changes: Changes) -> Iterator[str]:
    for sign, rows in (("+", changes.gained), ("-", changes.lost), ("~", changes.changed)):
        yield from (f"  {sign} {kind.resource} {row}" for row in rows)


def _unread(version: Version) -> int:
    count: int = version.descriptor["reading"]["unread"]
    return count


@click.command()
@click.argument("old", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("new", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(old: Path, new: Path) -> None:
    """Show figures, findings and sections gained, lost and changed between the stores OLD and NEW."""
    for line in compare_stores(Store(old), Store(new)):
        click.echo(line)


if __name__ == "__main__":
    main()
