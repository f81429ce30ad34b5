"""Any number of reports for benchmarks: many invented agencies in many real places, all years."""

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count as counting
from pathlib import Path

from ingest.samples.agencies import numbered, random_agency
from ingest.samples.chance import Chance
from ingest.samples.document import Document
from ingest.samples.mistakes import KINDS, Mistake, NoPlaceError, plant
from ingest.samples.output import TRUTH, WrittenReport, write_report
from ingest.samples.performance.report import Annexes
from ingest.samples.report import Shape, author, make
from ingest.samples.scene import Scene
from ingest.samples.writers import any_medium

YEARS = range(2015, 2025)
REPORT_TYPES = ("final_accounts", "performance")
_LONGEST = 5


@contextmanager
def _without_collection() -> Iterator[None]:
    """Keep the cycle collector from walking through a report's pieces while they are made: they hold no cycles.

    It costs a fifth of the time otherwise.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _shape(chance: Chance, voice: str) -> Shape:
    hunan = voice == "hunan"
    forms = chance.pick("forms", ("none", "evaluation", "both"))
    annexes = Annexes(
        base_data=hunan and forms != "none",
        evaluation=forms != "none",
        projects=chance.pick("project forms", (0, 1, 2)) if forms == "both" else None,
        first=chance.happens("forms first", 0.3),
        named=chance.happens("named", 0.3),
        announced_only=forms == "none" and chance.happens("announced only", 0.2),
    )
    return Shape(
        tables=chance.happens("tables", 0.85),
        attached=hunan and chance.happens("attached", 0.3),
        annexes=annexes,
        cover=chance.happens("cover", 0.5),
        contents=chance.happens("contents", 0.3),
    )


def _with_mistakes(
    document: Document, scene: Scene, chance: Chance, wanted: float
) -> tuple[Document, tuple[Mistake, ...]]:
    """Return the document with mistakes of different kinds in it, fewer where no place is left."""
    number = int(wanted) + (1 if chance.happens("one more mistake", wanted % 1) else 0)
    kinds = sorted(KINDS, key=chance.fraction)
    planted: list[Mistake] = []
    for kind in kinds:
        if len(planted) == number:
            break
        mistake = Mistake(kind, chance.between(f"place of {kind}", 0, 999))
        try:
            document = plant(document, scene, mistake)
        except NoPlaceError:
            continue
        planted.append(mistake)
    return document, tuple(planted)


def _years(chance: Chance, years: Sequence[int], since: int) -> range:
    """Return some years in a row that an agency reports on."""
    first = chance.pick("first year", [year for year in years if year >= since] or [years[-1]])
    length = chance.between("number of years", 1, _LONGEST)
    return range(first, min(first + length, years[-1] + 1))


def write_corpus(
    directory: Path,
    count: int,
    seed: int,
    *,
    formats: Sequence[str] = ("txt",),
    report_types: Sequence[str] = REPORT_TYPES,
    years: Sequence[int] = YEARS,
    mistakes: float = 0.0,
    with_truth: bool = True,
) -> Iterator[WrittenReport]:
    """Write `count` reports into `directory` and yield each once it is there.

    The same arguments give the same bytes.

    Args:
        directory: where the files go; made where missing. Truths go to `truth/` in it.
        count: number of reports.
        seed: which corpus.
        formats: file formats to choose from (`txt`, `md`, `docx`, `pdf`, `ofd`, `html`).
        report_types: types of reports, of each agency and year one each.
        years: fiscal years in ascending order, none before 2015.
        mistakes: planted mistakes per report; 0.25 plants one in every fourth.
        with_truth: write the truths, too.
    """
    (directory / TRUTH if with_truth else directory).mkdir(parents=True, exist_ok=True)
    return _corpus(directory, count, seed, formats, report_types, years, mistakes, with_truth=with_truth)


def _corpus(
    directory: Path,
    count: int,
    seed: int,
    formats: Sequence[str],
    report_types: Sequence[str],
    years: Sequence[int],
    mistakes: float,
    *,
    with_truth: bool,
) -> Iterator[WrittenReport]:
    number = 0
    names: Counter[str] = Counter()
    for place in counting():
        chance = Chance(seed).of("corpus", place)
        body = random_agency(chance, years[-1])
        names[body.name] += 1
        if names[body.name] > 1:
            body = numbered(body, names[body.name])
        who = author(body, _years(chance, years, body.kind.since), chance)
        own_years = sorted(who.accounts)[1:]
        for year, report_type in ((year, report_type) for year in own_years for report_type in report_types):
            if number == count:
                return
            of_report = chance.of(year, report_type)
            kind = (
                "整体支出绩效自评"
                if report_type == "performance"
                else f"{'部门' if body.is_department else '单位'}决算"
            )
            with _without_collection():
                scene, document = make(who, year, report_type, _shape(of_report, body.voice))
                document, planted = _with_mistakes(document, scene, of_report, mistakes)
                report = write_report(
                    directory,
                    f"{number:06}-{body.name}{year}年度{kind}",
                    scene,
                    document,
                    report_type,
                    any_medium(of_report.pick("format", formats), of_report),
                    mistakes=planted,
                    chance=of_report,
                    with_truth=with_truth,
                )
            number += 1
            yield report
