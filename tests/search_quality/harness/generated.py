"""Corpora of the generator: agencies of a plan, several years and types of reports each.

What they spend, run and write is the generator's: every amount is drawn by chance. A plan has one seed, so a corpus is
always the same.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.register import Register
from ingest.samples.agencies import Agency, agency
from ingest.samples.chance import Chance
from ingest.samples.output import write_report
from ingest.samples.performance.report import Annexes
from ingest.samples.regions import region
from ingest.samples.report import Author, Shape, author, make
from ingest.samples.truth import truth_of
from ingest.samples.writers import Medium
from search_quality.harness.bodies import ACCOUNTS, BUDGET, PERFORMANCE, Body, Plan
from search_quality.harness.elsewhere import ELSEWHERE
from search_quality.harness.of_first_sets import GENERATED
from search_quality.harness.third_place import THIRD_PLACE

_FORMS = {"hunan": Annexes(base_data=True, evaluation=True)}


_LAST = 2023
PLANS = {"generated": GENERATED, "elsewhere": ELSEWHERE, "third_place": THIRD_PLACE}


def _invent(body: Body) -> Agency:
    """The generator's agency, under the body's name."""
    made = agency(body.adcode, body.kind, body.voice, with_units=body.units)
    if not body.stem:
        return made
    place = region(body.adcode)
    names = tuple(f"{front}{body.stem}" for front in (place.full_name, place.name, place.path))
    units = tuple(f"{place.name}{unit}" for unit in made.kind.units) or (f"{place.name}{body.stem}服务中心",)
    return replace(
        made,
        key=f"{made.key}-{body.stem}",
        name=names[0],
        alternatives=tuple(name for name in dict.fromkeys(names[1:]) if name != names[0]),
        units=units if body.units else (),
    )


def _reports(body: Body) -> Iterator[tuple[int, str]]:
    for year in range(body.first, _LAST + 1):
        yield year, ACCOUNTS
    for report_type, years in body.more:
        for year in years:
            yield year, report_type


def _author(plan: Plan, body: Body) -> Author:
    varied = body.voice in plan.varied
    return author(_invent(body), range(body.first, _LAST + 1), Chance(plan.seed), varied=varied)


def _shape(voice: str, report_type: str) -> Shape:
    if report_type == PERFORMANCE:
        return Shape(annexes=_FORMS.get(voice, Annexes(evaluation=True)), cover=True)
    return Shape()


def _stem(who: Author, year: int, report_type: str) -> str:
    whose = "部门" if who.agency.is_department else "单位"
    kind = {ACCOUNTS: f"{whose}决算", BUDGET: f"{whose}预算", PERFORMANCE: "整体支出绩效自评报告"}
    return f"{who.agency.name}{year}年度{kind.get(report_type, '项目支出绩效自评报告')}"


def write_generated(plan: Plan, directory: Path) -> list[Path]:
    """Write the reports, without truths, and return their paths."""
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for body in plan.bodies:
        who = _author(plan, body)
        for year, report_type in _reports(body):
            scene, document = make(who, year, report_type, _shape(body.voice, report_type))
            stem = _stem(who, year, report_type)
            medium, chance = Medium("txt"), scene.chance.of("file")
            report = write_report(
                directory, stem, scene, document, report_type, medium, chance=chance, with_truth=False
            )
            written.append(report.path)
    return written


def read_generated_truths(plan: Plan) -> Iterator[dict[str, Any]]:
    """The truth of every report, as the generator tells it; nothing is read or ingested."""
    for body in plan.bodies:
        who = _author(plan, body)
        for year, report_type in _reports(body):
            scene, document = make(who, year, report_type, _shape(body.voice, report_type))
            yield truth_of(scene, document, report_type, f"{_stem(who, year, report_type)}.txt")


def with_former_names(plan: Plan, register: Register) -> Register:
    """The register with what an editor knows of the agencies: former names and further ones."""
    known = {_invent(body).name: body for body in plan.bodies}
    agencies = {
        key: replace(one, former_names=known[one.name].former, aliases=(*one.aliases, *known[one.name].aliases))
        if one.name in known
        else one
        for key, one in register.agencies.items()
    }
    return replace(register, agencies=agencies)
