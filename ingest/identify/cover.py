"""The cover: which lines are on it, and which of them, alone or joined, are titles."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.agency_names import parse_agency_name
from ingest.blocks import Table
from ingest.folding import fold
from ingest.headings import Outline
from ingest.identify.titles import Title, parse_title

LONGEST_LINE = 90
_MOST_LINES = 16  # paragraphs before the first numbered heading that may be the cover
_MOST_JOINED = 4
# A name filled in behind a label (单位名称：…) or a greeting (区财政局：): no line of a title.
_LABELLED = re.compile(r"^(?!附[件表])[^:,。]{2,14}:.|[^\d表件]:$")
_DOCUMENT_NUMBER = re.compile(r"^\S{1,12}[(\[]20\d\d[)\]]第?\d+号")
# Whose form it is, not whose report: 某财政局监制.
_MADE_BY = re.compile(r"^(?P<maker>.{3,30}?)(?:统一)?(?:\(?(?:监制|印制|编印|编制|制)\)?)$")
_LETTERHEAD = re.compile(r"^(?P<issuer>.{3,40})文件$")
_NAMED_IN_BRACKETS = re.compile(r"^(?P<title>[^():]+)\((?:单位|部门)名称:(?P<name>[^():]+)\)$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the cover and the place of its block in the outline."""

    text: str
    at: int


def find_front(outline: Outline) -> list[Line]:
    """The lines of the cover: what stands before the first numbered heading or table, contents left out."""
    lines: list[Line] = []
    for at, block in enumerate(outline.blocks):
        heading = outline.headings.get(at)
        if (heading and heading.number and not heading.number.startswith("附")) or isinstance(block, Table):
            break
        if at in outline.contents:
            continue
        if len(lines) >= _MOST_LINES or re.search(r"[。；]", block.text) or len(block.text) > LONGEST_LINE:
            break
        lines += _lines_of(block.text, at)
    return lines


def _lines_of(text: str, at: int) -> Iterator[Line]:
    """The line as titles are read from it; without maker's marks, a name in brackets as a line of its own."""
    folded = fold(text).strip()
    maker = _MADE_BY.match(folded)
    if maker and parse_agency_name(maker["maker"]):
        return
    named = _NAMED_IN_BRACKETS.match(re.sub(r"\s+", "", folded))
    if named:
        yield Line(named["name"], at)
        yield Line(named["title"], at)
        return
    issuer = _LETTERHEAD.match(folded)
    yield Line(issuer["issuer"] if issuer and parse_agency_name(issuer["issuer"]) else text, at)


def find_cover_titles(lines: Sequence[Line]) -> Iterator[tuple[Title, int]]:
    """Titles of the cover with their places, set over up to four lines; of windows that say the same the shortest."""
    windows: list[tuple[int, int, int, Title]] = []
    for start in range(len(lines)):
        for count in range(1, _MOST_JOINED + 1):
            window = lines[start : start + count]
            if len(window) < count or any(_is_apart(line.text) for line in window):
                break
            title = parse_title("".join(line.text for line in window))
            if count > 1 and _loses(title, window):
                continue
            told = how_much(title)
            if told:
                windows.append((-told, count, start, title))
    for _, _, start, title in sorted(windows, key=lambda one: one[:3]):
        yield title, lines[start].at


def _is_apart(line: str) -> bool:
    folded = fold(line).strip()
    return bool(_LABELLED.search(folded) or _DOCUMENT_NUMBER.match(folded))


def _loses(title: Title, window: Sequence[Line]) -> bool:
    """Tell whether lines that tell the kind of report do so no more when they are joined: they are no one title."""
    return title.report_type is None and any(parse_title(line.text).report_type for line in window)


def how_much(title: Title) -> int:
    """How much a title says; an agency with its region counts double."""
    if title.agency and not title.agency.regions and not (title.year or title.report_type):
        return 0  # any line that ends in 局 or 中心
    agency = (2 if title.agency.regions else 1) if title.agency else 0
    return agency + bool(title.year) + bool(title.report_type) + bool(title.placeholder)
