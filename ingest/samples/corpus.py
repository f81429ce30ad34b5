"""Any number of reports for benchmarks: many invented agencies in many real places, all years."""

import gc
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count as counting
from itertools import islice
from pathlib import Path

from ingest.samples.accounts.build import build_year
from ingest.samples.agencies import Agency, numbered, random_agency
from ingest.samples.chance import Chance
from ingest.samples.document import Document
from ingest.samples.mistakes import KINDS, Mistake, NoPlaceError, plant
from ingest.samples.output import TRUTH, WrittenReport, write_report
from ingest.samples.performance.report import Annexes
from ingest.samples.planting import KINDS as PLANTED_KINDS
from ingest.samples.planting import Planted, plant_anywhere
from ingest.samples.report import Author, Shape, author, make
from ingest.samples.scene import Scene
from ingest.samples.writers import Medium, any_medium

YEARS = range(2015, 2025)
REPORT_TYPES = ("final_accounts", "performance", "budget", "project_performance")
# Of how many of an agency's years there is a report of a type: not all publish all.
_SHARES = {"budget": 0.4, "project_performance": 0.4}
_LONGEST = 5
_MIXED = ("txt", "txt", "txt", "docx", "pdf", "md")
_WRONG_UNITS = 0.08


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
        form=chance.happens("form of the project", 0.8),
    )


def _with_mistakes(
    document: Document, scene: Scene, chance: Chance, wanted: float, of_kinds: Sequence[str]
) -> tuple[Document, tuple[Mistake, ...]]:
    """Return the document with mistakes of different kinds in it, fewer where no place is left."""
    number = int(wanted) + (1 if chance.happens("one more mistake", wanted % 1) else 0)
    kinds = sorted(of_kinds, key=chance.fraction)
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


def kind_word(report_type: str, body: Agency) -> str:
    """How files call a type of report."""
    whose = "部门" if body.is_department else "单位"
    return {
        "performance": "整体支出绩效自评",
        "project_performance": "项目支出绩效自评",
        "budget": f"{whose}预算",
    }.get(report_type, f"{whose}决算")


def write_corpus(
    directory: Path,
    count: int,
    seed: int,
    *,
    formats: Sequence[str] = ("txt",),
    report_types: Sequence[str] = REPORT_TYPES,
    years: Sequence[int] = YEARS,
    mistakes: float = 0.0,
    mistake_kinds: Sequence[str] = tuple(KINDS),
    with_truth: bool = True,
) -> Iterator[WrittenReport]:
    """Write `count` reports into `directory` and yield each once it is there.

    The same arguments give the same bytes.

    Args:
        directory: where the files go; made where missing. Truths go to `truth/` in it.
        count: number of reports.
        seed: which corpus.
        formats: file formats to choose from (`txt`, `md`, `docx`, `pdf`, `xlsx`, `ofd`, `html`); final accounts as
            a workbook are their tables alone.
        report_types: types of reports, of each agency and year one each.
        years: fiscal years in ascending order, none before 2015.
        mistakes: planted mistakes per report; 0.25 plants one in every fourth.
        mistake_kinds: which kinds of mistakes, of `mistakes.KINDS`.
        with_truth: write the truths, too.
    """
    (directory / TRUTH if with_truth else directory).mkdir(parents=True, exist_ok=True)
    return _corpus(directory, count, seed, formats, report_types, years, mistakes, mistake_kinds, with_truth=with_truth)


def write_mixed_corpus(
    directory: Path, count: int, seed: int, formats: Sequence[str] = _MIXED
) -> Iterator[WrittenReport]:
    """Write a corpus as portals collect it: mostly text, some of each other format, now and then a unit forgotten."""
    kinds = ("missing_unit", "wrong_unit")
    return write_corpus(directory, count, seed, formats=formats, mistakes=_WRONG_UNITS, mistake_kinds=kinds)


def _corpus(
    directory: Path,
    count: int,
    seed: int,
    formats: Sequence[str],
    report_types: Sequence[str],
    years: Sequence[int],
    mistakes: float,
    mistake_kinds: Sequence[str],
    *,
    with_truth: bool,
) -> Iterator[WrittenReport]:
    for number, made in enumerate(islice(make_corpus(seed, formats, report_types, years), count)):
        with _without_collection():
            document, planted = _with_mistakes(made.document, made.scene, made.chance, mistakes, mistake_kinds)
            report = write_report(
                directory,
                made.stem(number),
                made.scene,
                document,
                made.report_type,
                made.medium,
                mistakes=planted,
                chance=made.chance,
                with_truth=with_truth,
            )
        yield report


@dataclass(frozen=True, slots=True)
class Made:
    """A report of a corpus before it is written; `chance` is its own, `agency_chance` that of all its author writes."""

    scene: Scene
    document: Document
    report_type: str
    medium: Medium
    chance: Chance
    author: Author
    agency_chance: Chance

    def stem(self, number: int) -> str:
        """Return the name of its file, the report being the corpus's `number`th."""
        body = self.scene.agency
        return f"{number:06}-{body.name}{self.scene.year}年度{kind_word(self.report_type, body)}"


def make_corpus(
    seed: int,
    formats: Sequence[str] = _MIXED,
    report_types: Sequence[str] = REPORT_TYPES,
    years: Sequence[int] = YEARS,
) -> Iterator[Made]:
    """Make the reports of a corpus without end, as `write_corpus` writes them."""
    names: Counter[str] = Counter()
    for place in counting():
        chance = Chance(seed).of("corpus", place)
        body = random_agency(chance, years[-1])
        names[body.name] += 1
        if names[body.name] > 1:
            body = numbered(body, names[body.name])
        who = author(body, _years(chance, years, body.kind.since), chance, varied=True)
        own_years = sorted(who.accounts)[1:]
        for year, report_type in ((year, report_type) for year in own_years for report_type in report_types):
            of_report = chance.of(year, report_type)
            if len(report_types) > 1 and not of_report.happens("published", _SHARES.get(report_type, 1.0)):
                continue
            yield make_one(who, year, report_type, chance, formats)


def make_one(who: Author, year: int, report_type: str, chance: Chance, formats: Sequence[str]) -> Made:
    """Return a report of an author as the corpus has it; `chance` is that of the author's agency."""
    of_report = chance.of(year, report_type)
    medium = any_medium(of_report.pick("format", formats), of_report)
    shape = _shape(of_report, who.agency.voice)
    if medium.format == "xlsx":
        shape = replace(shape, narrative=False, attached=False)
    with _without_collection():
        scene, document = make(who, year, report_type, shape)
    return Made(scene, document, report_type, medium, of_report, who, chance)


@dataclass(frozen=True, slots=True)
class PlantedReport:
    """A report with one mistake, its twin without, and what stands beside them: all of it clean.

    `neighbours` are the report of the year before and the other reports of the year, where they were asked for.
    """

    clean: WrittenReport
    planted: WrittenReport
    mistake: Planted
    neighbours: tuple[WrittenReport, ...] = ()


def make_neighbours(made: Made, formats: Sequence[str]) -> Iterator[Made]:
    """Make what a portal holds of the same agency: the report of the year before, the other reports of the year.

    All come of the same accounts, so they agree wherever they state the same. Where the agency's accounts begin with the
    year before, those of two years before are made up: what the report of last year compares itself with. An agency has
    no report of the year before it was set up, and nobody one of before 2015.
    """
    who, year = made.author, made.scene.year
    if year - 1 >= max(YEARS[0], who.agency.kind.since):
        if year - 2 not in who.accounts:
            earlier = build_year(who.agency, year - 2, None, who.chance)
            who = replace(who, accounts={year - 2: earlier, **who.accounts})
        yield make_one(who, year - 1, made.report_type, made.agency_chance, formats)
    for report_type in REPORT_TYPES:
        if report_type != made.report_type:
            yield make_one(who, year, report_type, made.agency_chance, formats)


def write_planted(
    directory: Path, count: int, seed: int, formats: Sequence[str] = _MIXED, *, neighbours: bool = False
) -> list[PlantedReport]:
    """Write `count` reports twice, once clean and once with one mistake (`planting/`), and the truth of all of them.

    The kinds follow each other, so that each is planted as often; a report in which nothing of a kind is printed is left
    out. Clean ones go to `clean/`, the others to `planted/`, what was planted to `planted.json`; with `neighbours`, what
    stands beside them to `neighbours/`.
    """
    kinds = tuple(PLANTED_KINDS)
    folders = [directory / name for name in ("clean", "planted")]
    beside = directory / "neighbours"
    for folder in (*folders, beside):
        (folder / TRUTH).mkdir(parents=True, exist_ok=True)
    written: list[PlantedReport] = []
    for number, made in enumerate(make_corpus(seed, formats)):
        if len(written) == count:
            break
        kind = kinds[len(written) % len(kinds)]
        with _without_collection():
            try:
                document, mistake = plant_anywhere(made.document, made.scene, kind, made.chance.of("planted"))
            except NoPlaceError:
                continue
            clean, planted = (
                write_report(
                    folder, made.stem(number), made.scene, each, made.report_type, made.medium, chance=made.chance
                )
                for folder, each in zip(folders, (made.document, document), strict=True)
            )
        # Pages take half of all the time to read and say nothing else than Word files.
        beside_in = ["docx" if one == "pdf" else one for one in formats]
        others = make_neighbours(made, beside_in) if neighbours else ()
        around = tuple(
            write_report(
                beside, one.stem(number), one.scene, one.document, one.report_type, one.medium, chance=one.chance
            )
            for one in others
        )
        written.append(PlantedReport(clean, planted, mistake, around))
    truths = [{"file": one.planted.path.name, **one.mistake.row()} for one in written]
    (directory / "planted.json").write_text(json.dumps(truths, ensure_ascii=False, indent=1), encoding="utf-8")
    return written
