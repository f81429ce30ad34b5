"""How many planted mistakes the checks find at their place, how many false findings clean reports get, and how fast.

python -m bench.findings [--seed N] [--count N] [--formats txt,docx,pdf,xlsx] [--neighbours] [--show missed --show false]

Each planted report has a clean twin. Where the mistake lies in `report.md` is told by what differs between the two, and a
finding counts only if the twin does not have it. The truth of all is written before the first file is read. What counts as
found, strictly and as a reader would follow it, `judging.py` says; both are printed.

With `--neighbours` each report is looked at twice: alone, and as it stands in a portal, beside the same agency's report of
the year before and its other reports of the year, where rules over several reports see it, too (`neighbours.py`).
"""

import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

import click

from bench.judging import Checked, false_findings, find_place, judge
from bench.neighbours import FileRead, find_among, read_file
from ingest.checks import check_report
from ingest.findings import Finding
from ingest.pipeline import make_metadata, read_report
from ingest.register import Register
from ingest.samples import PLANTED_KINDS, PlantedReport, write_planted

_FORMATS = ("txt", "txt", "docx", "pdf", "xlsx")
_TURNS = 3  # the checks of a report are timed so often; the quickest counts
_SHOWN = 200  # characters of what is printed around a missed mistake


@dataclass(frozen=True, slots=True)
class Pair:
    """A clean report and its twin with a mistake, and what rules over several reports say of either."""

    clean: Checked
    planted: Checked
    clean_among: tuple[Finding, ...] = ()
    planted_among: tuple[Finding, ...] = ()


@dataclass
class Tally:
    """Mistakes of one kind: planted, at whose place a finding stands, found strictly and as a reader would follow.

    The last two also among neighbours. And of those that the report contradicts by itself, how many it has and how many of them were strictly found by it alone.
    """

    planted: int = 0
    named: int = 0
    strict: int = 0
    followed: int = 0
    strict_among: int = 0
    followed_among: int = 0
    contradicted: int = 0
    found_contradicted: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Take in the mistakes of another kind."""
        for name in _COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))


_COUNTS = (
    *("planted", "named", "strict", "followed", "strict_among", "followed_among"),
    *("contradicted", "found_contradicted"),
)


def check_file(file: FileRead) -> Checked:
    """Check what was read of a file, in the time that the checks take."""
    draft = file.draft
    _, agency = Register().add(draft.identity.agency, draft.identity.place)
    evidence = read_report(draft.gathered, make_metadata(draft, agency, file.declared)).evidence
    spent = []
    for _ in range(_TURNS):
        begun = time.process_time()
        report = check_report(evidence)
        spent.append(time.process_time() - begun)
    return Checked(evidence.text, report.findings, min(spent) * 1000, file.refused)


def check_pair(report: PlantedReport) -> Pair:
    """Read and check a report and its twin, among their neighbours where there are any."""
    clean, planted = read_file(report.clean.path), read_file(report.planted.path)
    beside = [one.path for one in report.neighbours]
    among = find_among(beside, clean, planted) if beside else [(), ()]
    return Pair(check_file(clean), check_file(planted), *among)


def show(reports: Sequence[PlantedReport], pairs: Sequence[Pair], shown: Sequence[str]) -> None:
    """Print the tables."""
    tallies = {kind: Tally() for kind in PLANTED_KINDS}
    for report, pair in zip(reports, pairs, strict=True):
        tally, mistake = tallies[report.mistake.kind], report.mistake
        alone = judge(report, pair.clean, pair.planted)
        among = judge(report, pair.clean.among(pair.clean_among), pair.planted.among(pair.planted_among))
        tally.planted += 1
        tally.named += alone.named
        tally.strict += alone.strict
        tally.followed += alone.followed
        tally.strict_among += alone.strict or among.strict
        tally.followed_among += alone.followed or among.followed
        tally.contradicted += mistake.contradicted
        tally.found_contradicted += mistake.contradicted and alone.strict
        if not (alone.strict or among.strict):
            tally.missed.append(_show_missed(report, pair, followed=alone.followed or among.followed))
    print(
        f"{'kind':14} planted  at the place   strictly  ratio   followed  ratio   contradicted  strictly  ratio"
        "   among: strictly  ratio   followed  ratio"
    )
    whole = Tally()
    for kind, tally in tallies.items():
        _show_line(kind, tally)
        whole.add(tally)
        if "missed" in shown:
            for line in tally.missed:
                print(f"    {line}")
    _show_line("all", whole)
    _show_false(reports, pairs, shown)
    spent = sorted(one.spent for pair in pairs for one in (pair.clean, pair.planted))
    print(
        f"checks: median {statistics.median(spent):.1f} ms  p95 {spent[int(len(spent) * 0.95)]:.1f} ms  most {spent[-1]:.1f} ms"
    )


def _show_missed(report: PlantedReport, pair: Pair, *, followed: bool) -> str:
    mistake, text = report.mistake, pair.planted.text
    told = "" if mistake.contradicted else "（报告自身不矛盾）"
    told += "（有发现涉及，但没有指明）" if followed else ""
    place = find_place(pair.clean.text, text, mistake.printed)
    around = text[max(0, place[0] - 60) : place[1] + 30].replace("\n", "⏎") if place else "not in the text"
    name = report.planted.path.name
    return f"{name} {mistake.part} 《{mistake.place}》 {mistake.right} → {mistake.printed}{told}: {around[:_SHOWN]}"


def _show_line(kind: str, tally: Tally) -> None:
    def ratio(found: int, of: int) -> str:
        return f"{found:9}  {found / max(1, of):.3f}"

    print(
        f"{kind:14} {tally.planted:7} {tally.named:13}  {ratio(tally.strict, tally.planted)}"
        f"  {ratio(tally.followed, tally.planted)}   {tally.contradicted:12} {ratio(tally.found_contradicted, tally.contradicted)}"
        f"         {ratio(tally.strict_among, tally.planted)}  {ratio(tally.followed_among, tally.planted)}"
    )


def _show_false(reports: Sequence[PlantedReport], pairs: Sequence[Pair], shown: Sequence[str]) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    lines = []
    for report, pair in zip(reports, pairs, strict=True):
        for one in (*false_findings(report, pair.clean), *pair.clean_among):
            counts[one.rule, one.severity] += 1
            lines.append(f"    {report.clean.path.name} {one.rule} {one.severity} {one.disclosed!r}: {one.message}")
    total = sum(counts.values())
    across = sum(len(pair.clean_among) for pair in pairs)
    print(
        f"clean reports {len(pairs)}: {total} false findings, {across} of them over several reports, "
        f"{total / max(1, len(pairs)):.3f} a report"
    )
    for (rule, severity), count in counts.most_common():
        print(f"  {rule} {severity}: {count}")
    if "false" in shown:
        print("\n".join(lines))


@click.command()
@click.option("--seed", default=20)
@click.option("--count", default=300)
@click.option("--formats", default=",".join(_FORMATS))
@click.option("--jobs", default=2)
@click.option("--neighbours", is_flag=True)
@click.option("--show", "shown", multiple=True, type=click.Choice(("missed", "false")))
def main(seed: int, count: int, formats: str, jobs: int, shown: Sequence[str], *, neighbours: bool) -> None:
    """Plant, read, compare, and print."""
    with tempfile.TemporaryDirectory() as folder:
        reports = write_planted(Path(folder), count, seed, formats.split(","), neighbours=neighbours)
        with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
            pairs = list(pool.map(check_pair, reports, chunksize=2))
        show(reports, pairs, shown)


if __name__ == "__main__":
    main()
