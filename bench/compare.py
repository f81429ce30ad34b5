"""What a change of the extractor gains and loses: the same files in two stores, compared report by report.

mingzhang ingest REPORTS --store OLD --data /tmp/old     # before the change
mingzhang ingest REPORTS --store NEW --data /tmp/new     # after it
python -m bench.compare OLD NEW
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from ingest.comparing import KINDS, Changes, Kind, compare_rows
from ingest.store import Store, Version, read_rows


def compare_stores(old: Store, new: Store) -> Iterator[str]:
    """Yield the lines of the comparison: each report that differs, and the sums."""
    before = {version.name: version for version in old.published()}
    after = {version.name: version for version in new.published()}
    yield from (f"- {name}: the report is gone" for name in sorted(before.keys() - after.keys()))
    yield from (f"+ {name}: a new report" for name in sorted(after.keys() - before.keys()))
    totals = {kind.resource: Counter(gained=0, lost=0, changed=0) for kind in KINDS}
    unread = Counter[str]()
    for name in sorted(before.keys() & after.keys()):
        lines: list[str] = []
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
