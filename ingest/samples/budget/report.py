"""A budget (部门预算) as a document: cover, contents, parts."""

from collections.abc import Iterator
from dataclasses import replace

from ingest.samples.budget.narrative import NARRATIVE
from ingest.samples.budget.statement import STATEMENT
from ingest.samples.budget.tables import budget_tables
from ingest.samples.budget.targets import target_tables
from ingest.samples.classification import numeral
from ingest.samples.document import Block, Contents, CoverLine, Document, Heading, PageBreak, Part
from ingest.samples.plan import plan_of, sections
from ingest.samples.scene import Scene
from ingest.samples.sections.overview import glossary

_BUILDERS = {**NARRATIVE, **STATEMENT}


def _cover(scene: Scene, kind: str) -> tuple[Block, ...]:
    year = scene.chance.pick("word of the year", (f"{scene.year}年", f"{scene.year}年度"))
    lines = {
        "one": (f"{scene.shown}{year}{kind}",),
        "agency first": (scene.shown, f"{year}{kind}公开"),
        "year first": (year, scene.shown, kind),
    }[scene.chance.pick("cover", ("one", "agency first", "year first"))]
    return tuple(CoverLine(line, large=True) for line in lines)


def _tables(scene: Scene) -> Iterator[Block]:
    tables = budget_tables(scene)
    for table in tables:
        yield replace(table, title=f"{table.number}{table.title}")
    numbered = bool(tables[-1].number)
    yield from target_tables(scene, f"{numeral(len(tables) + 1)}、" if numbered else "")


def _body(scene: Scene, key: str) -> Iterator[Block]:
    voice = scene.manner.voice
    if key == "overview":
        yield from sections(scene, plan_of("budget", "overview", voice), _BUILDERS, 2)
    elif key == "tables":
        yield from _tables(scene)
    elif key == "glossary":
        yield from glossary(scene)
    else:
        yield from sections(scene, plan_of("budget", "narrative", voice), _BUILDERS, 2)


def budget_report(scene: Scene) -> Document:
    """Return the budget of the scene's year."""
    kind = f"{scene.unit_word}预算"
    blocks: list[Block] = [*_cover(scene, kind), PageBreak(), Contents("目  录")]
    for place, entry in enumerate(plan_of("budget", "parts", scene.manner.voice), 1):
        blocks += [PageBreak(), Heading(1, scene.manner.heading_number(1, place), scene.title(entry["title"]))]
        blocks += _body(scene, entry["key"])
    return Document((Part("budget", tuple(blocks)),), f"{scene.shown}{scene.year}年{kind}")
