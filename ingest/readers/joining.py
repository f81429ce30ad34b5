"""Joining what layout broke: lines of one paragraph, and paragraphs that a page break cut in two.

Lines come from plain text and PDF, where a paragraph's end must be told from the end of a line; the geometry says so
where there is one. Paragraphs of any format are joined only where the words themselves prove that a sentence was cut.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.blocks import Block, Paragraph, Role
from ingest.folding import squeeze
from ingest.numbering import parse_numbering
from ingest.segmenting import cut_words

_SENTENCE_END = "。！？!?；;：:…"
_CLOSING = "，。、；：！？）)”’》】%％"
_ENDS_OPEN = "，、（(“‘《—"
_PROSE = re.compile(r"[，。；]")
_TITLE_END = re.compile(r"(?:情况|说明|目标|概况|措施|分析|建议|计划|安排|内容|构成|问题|结论|成效|经验|表|报告)$")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page.

    `full` tells that it reaches the right margin, or nearly so for a line set apart; `indented` that it begins right of
    the left margin, or is None where the source shows no indentation at all; `display` that it is set apart as titles
    are: centred, or larger than the text.
    """

    text: str
    full: bool
    indented: bool | None = None
    display: bool = False
    page: int | None = None
    size: float | None = None


def join_lines(lines: Sequence[Line]) -> list[Paragraph]:
    """Join lines to paragraphs."""
    paragraphs: list[Paragraph] = []
    last: Line | None = None
    for line in lines:
        if last is not None and _continues(last, line):
            joined = join_text(paragraphs[-1].text, line.text)
            paragraphs[-1] = replace(paragraphs[-1], text=joined)
        else:
            paragraphs.append(Paragraph(line.text, line.page, display=line.display))
        last = line
    return paragraphs


def _continues(last: Line, line: Line) -> bool:
    if not last.full or parse_numbering(line.text) or line.display != last.display or squeeze(line.text) == "目录":
        return False
    if line.display:
        return last.size is not None and last.size == line.size and last.page == line.page
    if line.indented:
        return False
    return line.indented is False or last.text[-1] not in _SENTENCE_END


def join_text(left: str, right: str) -> str:
    """Two pieces of one paragraph: Chinese needs no blank between them, Latin words do."""
    blank = " " if _LATIN.match(left[-1:]) and _LATIN.match(right[:1]) else ""
    return left + blank + right


def join_broken_paragraphs(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks in which sentences that were cut between two paragraphs are whole again."""
    waiting: Block | None = None
    for block in blocks:
        if isinstance(waiting, Paragraph) and isinstance(block, Paragraph) and is_cut(waiting, block):
            waiting = replace(waiting, text=join_text(waiting.text, block.text))
            continue
        if waiting is not None:
            yield waiting
        waiting = block
    if waiting is not None:
        yield waiting


def is_cut(first: Paragraph, second: Paragraph) -> bool:
    """Tell whether the words show that both paragraphs are one.

    A paragraph of prose ends with a full stop; one that ends inside a bracket, after a comma or inside a word was cut.
    """
    if first.role is not Role.BODY or second.role is not Role.BODY or first.display or second.display:
        return False
    left, right = first.text, second.text
    if left.startswith("\t") or right.startswith("\t") or parse_numbering(right):
        return False
    if right[0] in _CLOSING or left[-1] in _ENDS_OPEN or _is_open(left, right):
        return True
    if left[-1] in _SENTENCE_END + _CLOSING:
        return False
    if _TITLE_END.search(left) and parse_numbering(left):
        return False  # a long heading with commas in it
    if len(left) > 30 and _PROSE.search(left):
        return True
    return len(left) >= 15 and _word_crosses(left, right)


def _is_open(left: str, right: str) -> bool:
    """A bracket or quotation that the first leaves open and the second closes before it opens another."""
    for opening, closing in ("（）", "“”", "《》", "()"):
        if left.count(opening) > left.count(closing):
            where = right.find(closing)
            again = right.find(opening)
            if where >= 0 and (again < 0 or where < again):
                return True
    return False


def _word_crosses(left: str, right: str) -> bool:
    """A word of the dictionary stands across the gap, as 社区 in 城乡社|区规划."""
    at = min(len(left), 8)
    position = 0
    for word in cut_words(left[-at:] + right[:8]):
        if position < at < position + len(word):
            return True
        position += len(word)
    return False
