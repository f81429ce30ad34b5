"""Final accounts (部门决算) as a document: cover, contents, parts."""

from collections.abc import Iterator
from dataclasses import replace

from ingest.samples.classification import numeral
from ingest.samples.document import (
    Block,
    Contents,
    CoverLine,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Part,
)
from ingest.samples.facts import Flaw
from ingest.samples.manner import chinese_year
from ingest.samples.performance.report import attached_report
from ingest.samples.plan import plan_of, sections
from ingest.samples.scene import Scene, noted
from ingest.samples.sections import NARRATIVE, OVERVIEW
from ingest.samples.sections.overview import glossary
from ingest.samples.tables import accounts_tables

_NO_TABLES = Flaw(
    "notice",
    "E01",
    "missing_tables",
    "第二部分只写“见附表”，文件中没有部门决算表。",
)


def cover(scene: Scene, kind: str) -> tuple[Block, ...]:
    """Return the lines of the cover: in one line or several, the year in digits or in Chinese."""
    year = f"{chinese_year(scene.year) if scene.manner.chinese_cover else scene.year}年度"
    place = scene.agency.region.full_name
    own = scene.agency.name.removeprefix(place)
    style = scene.chance.pick("cover", ("one", "year first", "agency first", "broken"))
    lines = {
        "one": (f"{scene.shown}{year}{kind}",),
        "year first": (year, scene.shown, kind),
        "agency first": (scene.shown, f"{year}{kind}"),
        "broken": (year, scene.agency.name.removesuffix(own), own, kind),
    }[style]
    return tuple(CoverLine(line, large=True) for line in lines)


def _tables(scene: Scene, *, with_tables: bool) -> Iterator[Block]:
    if not with_tables:
        yield Paragraph((noted("（见附表）", _NO_TABLES),))
        return
    numbered = scene.manner.voice in ("hunan", "sichuan")
    for place, table in enumerate(accounts_tables(scene), 1):
        number = f"{numeral(place)}、"
        yield replace(table, number=number, title=f"{number}{table.title}" if numbered else table.title)


def _body(scene: Scene, key: str, *, with_tables: bool) -> Iterator[Block]:
    """Yield what stands under a part's heading; the attachments are a part of the file of their own."""
    voice = scene.manner.voice
    if key == "overview":
        yield from sections(scene, plan_of("final_accounts", "overview", voice), OVERVIEW, 2)
    elif key == "tables":
        yield from _tables(scene, with_tables=with_tables)
    elif key == "narrative":
        yield from sections(scene, plan_of("final_accounts", "narrative", voice), NARRATIVE, 2)
    elif key == "glossary":
        yield from glossary(scene)


def accounts_workbook(scene: Scene) -> Document:
    """Return the tables of the accounts alone, as agencies publish them in a workbook beside their explanations."""
    kind = f"{scene.unit_word}决算"
    blocks: list[Block] = [*cover(scene, f"{kind}公开表")] if scene.chance.happens("cover of the workbook", 0.5) else []
    blocks += accounts_tables(scene)
    return Document((Part("final_accounts", tuple(blocks)),), f"{scene.shown}{scene.year}年度{kind}")


def final_accounts(scene: Scene, *, with_tables: bool = True, attached: bool = False) -> Document:
    """Return the final accounts of the scene's year.

    Args:
        scene: the report in the making.
        with_tables: the nine tables are in the file; else it only says that they are annexed.
        attached: the self-evaluation is appended as a last part, as Hunan does.
    """
    kind = f"{scene.unit_word}决算"
    blocks: list[Block] = [*cover(scene, kind), PageBreak(), Contents("目  录")]
    parts = [
        entry
        for entry in plan_of("final_accounts", "parts", scene.manner.voice)
        if attached or entry["key"] != "attachments"
    ]
    for place, entry in enumerate(parts, 1):
        blocks += [PageBreak(), Heading(1, scene.manner.heading_number(1, place), scene.title(entry["title"]))]
        blocks += _body(scene, entry["key"], with_tables=with_tables)
    document_parts = [Part("final_accounts", tuple(blocks))]
    if attached:
        document_parts.append(Part("performance_report", attached_report(scene)))
    return Document(tuple(document_parts), f"{scene.shown}{scene.year}年度{kind}")
