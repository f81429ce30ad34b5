"""Joining what layout broke: lines of one paragraph, and paragraphs that a page break cut in two.

Lines come from plain text and PDF, where a paragraph's end must be told from the end of a line; the geometry says so
where there is one. Paragraphs of any format are joined where the words themselves prove that a sentence was cut.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ingest.blocks import Block, Paragraph, Role, Spot
from ingest.folding import squeeze
from ingest.forms import find_form
from ingest.numbering import parse_numbering
from ingest.segmenting import cut_words, dictionary_terms
from ingest.spots import shift_spots

_SENTENCE_END = "。！？!?；;：:…"
_CLOSING = "，。、；：！？）)”’》】%％"
_ENDS_OPEN = "，、（(“‘《—"
_PROSE = re.compile(r"[，。；]")
_TITLE_END = re.compile(r"(?:情况|说明|目标|概况|措施|分析|建议|计划|安排|内容|构成|问题|结论|成效|经验|表|报告)$")
_LATIN = re.compile(r"[A-Za-z]")
_BRACKETS = str.maketrans("（）", "()")
_LEVEL = re.compile(r"[（(][类款项][）)]")  # names nothing without the words before it
_AMOUNT = re.compile(r"\d[\d,，]*(?:[.．]\d+)?\s*[万亿]?元[，。；]")  # no sentence begins with what was spent
_LABEL_END = re.compile(r"([\u4e00-\u9fff]{2})\d[\d,，]*(?:[.．]\d+)?\s*[万亿]?元")
_BEFORE_SPENT = ("实际", "累计", "共计")  # how no paragraph ends
_PARTS_FOLLOW = re.compile(r"元[，,；;]?其中[：:]?$")
_WORD_REACH = 8  # characters on either side of a gap: no word of the dictionary is longer


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page.

    `full` tells that it reaches the right margin, or nearly so for a line set apart; `indented` that it begins right of
    the left margin, or is None where the source shows no indentation at all; `display` that it is set apart as titles
    are: centred, or larger than the text; `spots` where its characters stand, in order.
    """

    text: str
    full: bool
    indented: bool | None = None
    display: bool = False
    page: int | None = None
    size: float | None = None
    spots: tuple[Spot, ...] = ()


def join_lines(lines: Sequence[Line]) -> list[Paragraph]:
    """Join lines to paragraphs."""
    paragraphs: list[Paragraph] = []
    last: Line | None = None
    for line in lines:
        if last is not None and _continues(last, line):
            paragraphs[-1] = append_text(paragraphs[-1], line.text, line.spots)
        else:
            paragraphs.append(Paragraph(line.text, line.page, display=line.display, spots=line.spots))
        last = line
    return paragraphs


def _continues(last: Line, line: Line) -> bool:
    if not last.full or parse_numbering(line.text) or line.display != last.display or squeeze(line.text) == "目录":
        return False
    if line.text.rstrip().endswith("表") and _begins_form(last, line):
        return False
    if line.display:
        return last.size is not None and last.size == line.size and last.page == line.page
    if line.indented:
        return False
    return line.indented is False or last.text[-1] not in _SENTENCE_END


def _begins_form(last: Line, line: Line) -> bool:
    """A form's whole title, below a heading that is as wide as a full line; no title of two lines."""
    return find_form(squeeze(line.text)) is not None and find_form(squeeze(last.text + line.text)) is None


def append_text(paragraph: Paragraph, text: str, spots: Sequence[Spot]) -> Paragraph:
    """The paragraph with a piece that belongs to it, which stands where `spots` say."""
    joined = join_text(paragraph.text, text)
    return replace(paragraph, text=joined, spots=paragraph.spots + shift_spots(spots, len(joined) - len(text)))


def join_text(left: str, right: str) -> str:
    """Two pieces of one paragraph: Chinese needs no blank between them, Latin words do."""
    blank = " " if _LATIN.match(left[-1:]) and _LATIN.match(right[:1]) else ""
    return left + blank + right


def join_broken_paragraphs(blocks: Iterable[Block], *, wrapped: bool) -> Iterator[Block]:
    """Blocks in which sentences that were cut between two paragraphs are whole again.

    Args:
        blocks: in reading order.
        wrapped: the paragraphs were put together from lines; see `is_cut`.
    """
    waiting: Block | None = None
    for block in blocks:
        if isinstance(waiting, Paragraph) and isinstance(block, Paragraph) and is_cut(waiting, block, wrapped=wrapped):
            waiting = append_text(waiting, block.text, block.spots)
            continue
        if waiting is not None:
            yield waiting
        waiting = block
    if waiting is not None:
        yield waiting


def is_cut(first: Paragraph, second: Paragraph, *, wrapped: bool) -> bool:
    """Tell whether the words show that both paragraphs are one.

    Whoever writes paragraphs often leaves out the full stop, so a missing one proves nothing where the source has
    paragraphs of its own. What proves a cut is an end that nobody writes: inside a bracket, inside a word, after a comma
    or an enumeration comma. (A semicolon ends the items of lists, which are paragraphs.) Of paragraphs that were put
    together from lines, a long one of prose without a full stop was cut too, and one that ends in 其中： after an amount.
    """
    if first.role is not Role.BODY or second.role is not Role.BODY or first.display or second.display:
        return False
    left, right = first.text, second.text
    if left.startswith("\t") or right.startswith("\t") or parse_numbering(right) or squeeze(right) == "目录":
        return False
    if right[0] in _CLOSING or left[-1] in _ENDS_OPEN or _is_open(left, right) or _LEVEL.match(right):
        return True
    if wrapped and _PARTS_FOLLOW.search(left):
        return True  # without the amount the parts would be those of everything
    if left[-1] in _SENTENCE_END + _CLOSING:
        return False
    if _AMOUNT.match(right) and not left[-1].isdigit():
        return True
    if _TITLE_END.search(left) and parse_numbering(left):
        return False  # a long heading with commas in it
    if wrapped and len(left) > 30 and _PROSE.search(left):
        return True
    return len(left) >= 15 and (
        _is_word_torn(left, right) or (bool(_PROSE.search(left)) and _is_label_torn(left, right))
    )


def _is_open(left: str, right: str) -> bool:
    """A bracket or quotation that the first leaves open and the second closes before it opens another."""
    left, right = left.translate(_BRACKETS), right.translate(_BRACKETS)  # often a full-width one has a plain partner
    for opening, closing in ("()", "“”", "《》"):
        if left.count(opening) > left.count(closing):
            where = right.find(closing)
            again = right.find(opening)
            if where >= 0 and (again < 0 or where < again):
                return True
    return False


def _is_label_torn(left: str, right: str) -> bool:
    """The name of a figure stands across the gap, and its amount behind: 项目|支出110.4万元, 实际|支出35万元."""
    amount = _LABEL_END.match(right)
    if amount is None:
        return False
    return left.endswith((*_BEFORE_SPENT, *_label_beginnings().get(amount[1], ())))


@cache
def _label_beginnings() -> Mapping[str, frozenset[str]]:
    """What field terms of four characters begin with, by how they end: 项目 and 基本 before 支出."""
    begins: dict[str, set[str]] = {}
    for term in dictionary_terms():
        if len(term) == 4:
            begins.setdefault(term[2:], set()).add(term[:2])
    return {end: frozenset(beginnings) for end, beginnings in begins.items()}


def _is_word_torn(left: str, right: str) -> bool:
    """A word of the dictionary stands across the gap, and what is left of it after the gap begins no other word.

    So it is with 社区 in 城乡社|区规划; 工作部门 in 管理工作|部门决算 is two words that happen to meet.
    """
    at = min(len(left), _WORD_REACH)
    position = 0
    for word in cut_words(left[-at:] + right[:_WORD_REACH]):
        before = at - position
        if 0 < before < len(word):
            return before in {1, len(word) - 1} and len(cut_words(right[:_WORD_REACH])[0]) == 1
        position += len(word)
    return False
