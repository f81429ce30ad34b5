"""Titles below the cover: headings, entries of the contents, titles of documents inside the file, attachments that are named."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from ingest.blocks import Paragraph
from ingest.folding import fold
from ingest.headings import Outline
from ingest.identify.cover import LONGEST_LINE, how_much
from ingest.identify.evidence import Origin
from ingest.identify.titles import Title, parse_title
from ingest.numbering import parse_numbering

_SECTION_OF_KIND = re.compile(
    r"(?:20\d\d年?度?)?(?:部门|单位)(?:综合|收支)?(?:决算|预算)(?:公开|总体|编制|收支)?(?:情况)?(?:的)?(?:说明|报表|表|公开表|情况)"
)
_PAGE = re.compile(r"(?:[.…·⋯\s]*|\s*PAGEREF.*)\(?\d{0,3}(?:-\d{1,3})?\)?\s*$")
_BEGINNING = 80  # blocks

Found: TypeAlias = tuple[Title, Origin, int | None]


def find_inner_titles(outline: Outline) -> Iterator[Found]:
    """Headings and entries of the contents that name the agency, the year or the kind of report; full titles before headings of a section."""
    for level, at, words in sorted(_headings(outline), key=lambda one: one[0]):
        title = parse_title(words)
        origin = Origin.HEADING
        if title.agency and not title.agency.regions and level > 1:
            title = replace(title, agency=None)
        if level > 1:
            # 十、2020年度预算绩效情况说明 tells the year; that it speaks of a budget tells nothing of the report.
            # 二、部门决算情况说明 does, where nothing clearer is said.
            told = title.report_type if _SECTION_OF_KIND.fullmatch(re.sub(r"\s+", "", fold(words))) else None
            if told:
                yield Title(words, None, None, told, coverage=title.coverage), Origin.SENTENCE, at
            title = replace(title, report_type=None, subject=None, coverage=None)
        if at in outline.contents:
            title = replace(title, placeholder=None)
        if how_much(title):
            yield title, origin, at


def find_inner_covers(outline: Outline) -> Iterator[Found]:
    """Whole titles that stand below the contents, over one line or two: 某局 above 2024年部门预算编制说明."""
    run: list[tuple[int, str]] = []
    for at, block in enumerate(outline.blocks[:_BEGINNING]):
        if not isinstance(block, Paragraph) or not _may_be_title(block.text):
            run = []
            continue
        run = [*run[-1:], (at, block.text)]
        for lines in (run[-1:], run) if len(run) > 1 else (run,):
            title = parse_title("".join(text for _, text in lines))
            if title.agency and title.agency.regions and title.year and title.report_type:
                yield title, Origin.HEADING, lines[0][0]


def _may_be_title(text: str) -> bool:
    return len(text) <= LONGEST_LINE and not re.search(r"[。；：:]", text) and parse_numbering(text) is None


def _headings(outline: Outline) -> Iterator[tuple[int, int, str]]:
    """Level, place and words of the headings, then of the entries of the contents, without their pages."""
    for at, heading in outline.headings.items():
        if heading.title:
            yield heading.level, at, heading.title
    for at in sorted(outline.contents):
        block = outline.blocks[at]
        if isinstance(block, Paragraph) and (numbering := parse_numbering(block.text)):
            yield int(numbering.style), at, _PAGE.sub("", block.text[numbering.end :]).lstrip("：: ")


def find_named_attachments(outline: Outline) -> Iterator[Found]:
    """附件：2021年度部门整体支出绩效自评表, at the end of a report that is the narrative to that form."""
    for at, block in enumerate(outline.blocks):
        if isinstance(block, Paragraph) and at not in outline.headings and at not in outline.contents:
            numbering = parse_numbering(block.text)
            if numbering and numbering.printed.startswith("附") and len(block.text) <= LONGEST_LINE:
                title = parse_title(re.sub(r"^[：:\s]*(?:\d{1,2}[.．、])?\s*", "", block.text[numbering.end :]))
                # Many forms bear the name of who made them up; one with its region and its kind names whose report it is.
                named = title.agency if title.agency and title.agency.regions and title.report_type else None
                yield Title(block.text, named, title.year, title.report_type), Origin.SENTENCE, at
