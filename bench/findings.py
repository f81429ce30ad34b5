"""How many planted mistakes the checks find at their place, how many false findings clean reports get, and how fast.

python -m bench.findings [--seed N] [--count N] [--formats txt,docx,pdf,xlsx] [--neighbours] [--show missed --show false]

Each planted report has a clean twin. Where the mistake lies in `report.md` is told by what differs between the two, and a
finding counts only if the twin does not have it. The truth of all is written before the first file is read.

With `--neighbours` each report is looked at twice: alone, and as it stands in a portal, beside the same agency's report of
the year before and its other reports of the year, where rules over several reports see it, too (`neighbours.py`).
"""

import json
import re
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import click

from bench.neighbours import FileRead, find_among, read_file
from ingest.checks import check_report
from ingest.findings import Finding
from ingest.folding import squeeze
from ingest.pipeline import make_metadata, read_report
from ingest.register import Register
from ingest.samples import PLANTED_KINDS, PlantedReport, write_planted

_FORMATS = ("txt", "txt", "docx", "pdf", "xlsx")
_TURNS = 3  # the checks of a report are timed so often; the quickest counts
_LONG = 120  # a region that differs in more characters tells no place by itself
_MISSING = ("E01", "E02", "F05", "J08")  # rules that tell of a form that is not there
_REACH = 24  # characters from a sign word to the end of its number
_RIGHT = re.compile(r"[\d０-９.．,，％% \t]*(?:亿元|万元|元)?")
_LEFT = re.compile(r"[\d０-９.．,， \t-]*$")


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was read and checked: its findings, milliseconds of all checks; `refused` tells why it is not published."""

    text: str
    findings: tuple[Finding, ...]
    spent: float
    refused: str = ""

    def among(self, further: Sequence[Finding]) -> "Checked":
        """The same with what rules over several reports say of it, too."""
        return replace(self, findings=(*self.findings, *further))


@dataclass(frozen=True, slots=True)
class Pair:
    """A clean report and its twin with a mistake, and what rules over several reports say of either."""

    clean: Checked
    planted: Checked
    clean_among: tuple[Finding, ...] = ()
    planted_among: tuple[Finding, ...] = ()


@dataclass
class Tally:
    """Mistakes of one kind: planted, found at their place or cited from elsewhere, found among neighbours.

    And of those that the report contradicts by itself, how many it has and how many of them were found by it alone.
    """

    planted: int = 0
    named: int = 0
    cited: int = 0
    among: int = 0
    contradicted: int = 0
    found_contradicted: int = 0
    missed: list[str] = field(default_factory=list)


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


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin alike with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def find_place(clean: str, planted: str, printed: str) -> tuple[int, int] | None:
    """What differs in the planted text, widened to whole numbers; None where nothing does."""
    if clean == planted:
        return None
    start = _shared(clean, planted)
    tail = _shared(clean[start:][::-1], planted[start:][::-1])
    end = len(planted) - tail
    if end - start > _LONG:
        at = planted.find(printed, start, end)
        if printed and at >= 0:
            return at, at + len(printed)
    left = _LEFT.search(planted, max(0, start - _LONG), start)
    right = _RIGHT.match(planted, end)
    return (left.start() if left else start), (right.end() if right else end)


def judge(report: PlantedReport, clean: Checked, planted: Checked) -> tuple[bool, bool]:
    """Whether a finding that the clean twin does not have stands at the mistake, and whether one cites it."""
    mistake = report.mistake
    if planted.refused and not clean.refused:
        told = mistake.printed in planted.refused or mistake.right in planted.refused
        return told, told
    known = Counter(_words(one) for one in clean.findings)
    new = [one for one in planted.findings if not _take(known, _words(one))]
    if mistake.kind == "missing table":
        named = any(one.rule in _MISSING for one in new)
        return named, named
    place = find_place(clean.text, planted.text, mistake.printed)
    if place is None:
        return False, False
    start, end = place
    if mistake.kind == "sign word":
        start, end = start - len(mistake.printed), end + _REACH
    named = any(one.start < end and start < one.end for one in new)
    return named, named or any(low < end and start < high for one in new for low, high in one.related)


def _words(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.severity, finding.message


def _take(known: Counter[tuple[str, str, str]], words: tuple[str, str, str]) -> bool:
    if not known[words]:
        return False
    known[words] -= 1
    return True


def false_findings(report: PlantedReport, checked: Checked) -> Iterator[Finding]:
    """Yield what the checks say of the clean report and its truth does not."""
    assert report.clean.truth is not None
    truth = json.loads(report.clean.truth.read_text(encoding="utf-8"))
    for finding in checked.findings:
        if not any(_same_fault(finding, row) for row in truth["findings"]):
            yield finding


def _same_fault(finding: Finding, row: Mapping[str, Any]) -> bool:
    if finding.severity not in (row["severity"], *row.get("severity_alternatives", ())):
        return False
    words = squeeze(finding.disclosed)
    quotes = [squeeze(quote) for quote in (row["disclosed"], *row.get("quotes", ())) if quote]
    return any(words in quote or quote in words for quote in quotes)


def show(reports: Sequence[PlantedReport], pairs: Sequence[Pair], shown: Sequence[str]) -> None:
    """Print the tables."""
    tallies = {kind: Tally() for kind in PLANTED_KINDS}
    for report, pair in zip(reports, pairs, strict=True):
        tally, mistake = tallies[report.mistake.kind], report.mistake
        twin, checked = pair.clean, pair.planted
        named, found = judge(report, twin, checked)
        among = found or judge(report, pair.clean.among(pair.clean_among), checked.among(pair.planted_among))[1]
        tally.planted += 1
        tally.named += named
        tally.cited += found
        tally.among += among
        tally.contradicted += mistake.contradicted
        tally.found_contradicted += mistake.contradicted and found
        if not among:
            told = "" if mistake.contradicted else "（报告自身不矛盾）"
            place = find_place(twin.text, checked.text, mistake.printed)
            around = (
                checked.text[max(0, place[0] - 60) : place[1] + 30].replace("\n", "⏎") if place else "not in the text"
            )
            tally.missed.append(
                f"{report.planted.path.name} {mistake.part} 《{mistake.place}》 {mistake.right} → {mistake.printed}{told}: {around}"
            )
    print(f"{'kind':14} planted  named  named or cited  ratio   contradicted  found  ratio   among neighbours  ratio")
    whole = Tally()
    for kind, tally in tallies.items():
        _show_line(kind, tally)
        whole.planted += tally.planted
        whole.named += tally.named
        whole.cited += tally.cited
        whole.among += tally.among
        whole.contradicted += tally.contradicted
        whole.found_contradicted += tally.found_contradicted
        if "missed" in shown:
            for line in tally.missed:
                print(f"    {line}")
    _show_line("all", whole)
    _show_false(reports, pairs, shown)
    spent = sorted(one.spent for pair in pairs for one in (pair.clean, pair.planted))
    print(
        f"checks: median {statistics.median(spent):.1f} ms  p95 {spent[int(len(spent) * 0.95)]:.1f} ms  most {spent[-1]:.1f} ms"
    )


def _show_line(kind: str, tally: Tally) -> None:
    print(
        f"{kind:14} {tally.planted:7} {tally.named:6} {tally.cited:15}  {tally.cited / max(1, tally.planted):.3f}"
        f"   {tally.contradicted:12} {tally.found_contradicted:6}  {tally.found_contradicted / max(1, tally.contradicted):.3f}"
        f"   {tally.among:16}  {tally.among / max(1, tally.planted):.3f}"
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
