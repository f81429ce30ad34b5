"""The cover: which lines are on it, and which of them, alone or joined, are titles."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.agency_names import parse_agency_name
from ingest.blocks import Block, Table
from ingest.folding import fold
from ingest.headings import Outline
from ingest.identify.page_furniture import Furniture, clean_line
from ingest.identify.titles import Title, parse_title
from ingest.numbering import NumberStyle

LONGEST_LINE = 90
_MOST_LINES = 16  # paragraphs before the first numbered heading that may be the cover
_MOST_JOINED = 4
# A name filled in behind a label (单位名称：…) or a greeting (区财政局：): no line of a title.
_LABELLED = re.compile(r"^(?!附[件表])[^:,。]{2,14}:.|[^\d表件下]:$")
_DOCUMENT_NUMBER = re.compile(r"^\S{1,12}[(\[]20\d\d[)\]]第?\d+号")
# Whose form it is, not whose report: 某财政局监制.
_MADE_BY = re.compile(r"^(?P<maker>.{3,30}?)(?:统一)?(?:\(?(?:监制|印制|编印|编制|制)\)?)$")
_LETTERHEAD = re.compile(r"^(?P<issuer>.{3,40})文件$")
# Where the text of a page that was poured into one line goes on behind the title.
_POURED = re.compile(
    r"\s(?:-\s*\d+\s*-\s*)?(?:目\s*录|目(?=\s)|第一部分|[(]?[一1][)]?[、.．]|(?:根据|按照|依据|为了?)(?=[^\s]{4}))"
)
_NAMED_IN_BRACKETS = re.compile(r"^(?P<title>[^():]+)\((?:单位|部门)名称:(?P<name>[^():]+)\)$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the cover and the place of its block in the outline."""

    text: str
    at: int


def find_front(outline: Outline, furniture: Furniture) -> list[Line]:
    """The lines of the cover: what stands before the first numbered heading or table, contents and a site's own left out."""
    lines: list[Line] = []
    named = {detail.at: detail.value for detail in furniture.details if detail.kind == "title"}
    for at, block in enumerate(outline.blocks):
        if at in named:
            lines += _lines_of(named[at], at)
        if at in furniture.places or at in named or at in outline.contents:
            continue
        heading = outline.headings.get(at)
        text = _text_of(block)
        if heading and heading.level == NumberStyle.ARABIC and not lines:
            text = heading.title  # 3.某局2023年部门预算, as files are numbered
        elif text is None or (heading and heading.number and not heading.number.startswith("附")):
            break
        if re.search(r"[。；]", text) or len(text) > LONGEST_LINE:
            poured = _POURED.search(fold(text))
            if poured and 0 < poured.start() <= LONGEST_LINE and not re.search(r"[。；]", text[: poured.start()]):
                lines += _lines_of(text[: poured.start()], at)
            break
        if len(lines) >= _MOST_LINES:
            break
        lines += _lines_of(text, at)
    return lines


def _text_of(block: Block) -> str | None:
    """The words of a line; a table of a single filled cell is one, too, any other is none."""
    if not isinstance(block, Table):
        return clean_line(block.text) if re.search(r"[|｜]", block.text) else block.text
    filled = [cell.text for cell in block.cells if cell.text.strip()]
    return filled[0] if len(filled) == 1 else None


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
            if count > 1 and (_loses(title, window) or _adds_nothing(title, window)):
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


def _adds_nothing(title: Title, window: Sequence[Line]) -> bool:
    """Tell whether one of the lines is a whole title by itself, and the others are none of it; a subtitle names the project."""
    for at, line in enumerate(window):
        alone = parse_title(line.text)
        whole = alone.agency and alone.year and alone.report_type and how_much(alone) >= how_much(title)
        if whole and (at > 0 or title.subject is None):
            return True
    return False


def how_much(title: Title) -> int:
    """How much a title says; an agency with its region counts double."""
    if title.agency and not title.agency.regions and not (title.year or title.report_type):
        return 0  # any line that ends in 局 or 中心
    agency = (2 if title.agency.regions else 1) if title.agency else 0
    return agency + bool(title.year) + bool(title.report_type) + bool(title.placeholder)
