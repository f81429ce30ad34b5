"""Which paragraphs are headings: by their number, by what stands around them, and by the source's own styles.

The same numbers stand before headings (一、收入决算情况说明), before duties ((一)贯彻执行…), before entries of a glossary
(一、财政拨款收入：指…) and before items of accounts (1、…（类）…（款）…（项）); only the first are headings.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.blocks import Block, Paragraph, Role, Table
from ingest.contents import find_contents
from ingest.folding import fold, squeeze
from ingest.forms import find_form
from ingest.numbering import Numbering, NumberStyle, format_chinese, lists_attachments, parse_numbering
from ingest.spots import shift_spots

_AMOUNT = re.compile(r"\d\s*(?:万|亿)?元|\d%|\d\s*(?:辆|批次|人次)")
_ITEM = re.compile(r"\(类\)|\(款\)|\(项\)")
_DUTY = re.compile(r"(?:负责|贯彻|承担|拟[订定]|依法查处|完成.{0,12}交办|组织实施|组织编制|研究[拟制])")
_DUTIES = re.compile(r"职责|职能")
# What may stand below a heading about duties and is no duty.
_BESIDE_DUTIES = re.compile(r"(?:职责|职能|机构|设置|构成|编制|人员|概况|情况)$")
_GLOSSARY = re.compile(r"名词解释|名词说明|专业名词")
_DOCUMENT_TITLE = re.compile(
    r"""
      (?:部门|单位|年度)?(?:决算|预算)(?:公开)?(?:情况)?(?:表|说明|报告)?$
    | (?:绩效|支出).{0,6}(?:自评|评价|自我评价).{0,6}(?:报告|表)$
    | (?:基础数据|评分|自评|绩效目标)表$
    | (?:概况|名词解释|附件|附表)$
    """,
    re.VERBOSE,
)
_LONGEST_TITLE = 64
_LONGEST_RUN_IN = 28
_SENTENCE = re.compile(r"[。！？]")
# A title that ends before a colon, not a term before its definition or a name before its value.
_TITLE_BEFORE_COLON = re.compile(r"(?:情况|说明|概况|分析|问题|措施|建议|成效|经验|结论)$")
_DEFINITION = re.compile(r"\s*(?:是?指|反映)")
_COLON = re.compile(r"(?<!\d)[:：]|[:：](?!\d)")


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading.

    `text` is its line, number included, as meant; `length` is how many characters of its paragraph it takes, which is
    less than all of them where it runs in.
    """

    level: int
    number: str
    title: str
    text: str
    length: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The blocks of a report with its headings by place, and the places of its table of contents."""

    blocks: tuple[Block, ...]
    headings: dict[int, Heading]
    contents: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Candidate:
    place: int
    numbering: Numbering
    title: str
    length: int
    run_in: bool
    sound: bool  # reads like a title
    before_colon: bool = False  # its title, if it is one, ends at a colon

    @property
    def style(self) -> NumberStyle:
        return self.numbering.style


def find_headings(blocks: Sequence[Block]) -> Outline:
    """Return the report's blocks, titles that were torn apart joined, with its headings."""
    contents = find_contents(blocks)
    blocks, contents = _join_part_titles(blocks, contents)
    candidates = _repair_numbers(_continue_series(list(_candidates(blocks, contents))))
    headings = {one.place: _as_heading(one, blocks[one.place]) for one in _select(candidates)}
    headings |= _unnumbered(blocks, contents, headings)
    return Outline(tuple(blocks), dict(sorted(headings.items())), contents)


def _join_part_titles(blocks: Sequence[Block], contents: frozenset[int]) -> tuple[list[Block], frozenset[int]]:
    """第一部分 on a line of its own belongs to the title on the next; a title cut by the page's width is whole again."""
    joined: list[Block] = []
    places: set[int] = set()
    for at, block in enumerate(blocks):
        before = joined[-1] if joined else None
        if (
            isinstance(before, Paragraph)
            and isinstance(block, Paragraph)
            and at not in contents
            and len(joined) - 1 not in places
            and _is_title_rest(before, block)
        ):
            blank = "" if _has_title(before) else " "
            text = before.text + blank + block.text
            spots = before.spots + shift_spots(block.spots, len(text) - len(block.text))
            joined[-1] = replace(before, text=text, spots=spots)
            continue
        if at in contents:
            places.add(len(joined))
        joined.append(block)
    return joined, frozenset(places)


def _is_title_rest(before: Paragraph, block: Paragraph) -> bool:
    numbering = parse_numbering(before.text)
    if numbering is None or numbering.style is not NumberStyle.PART:
        return False
    if parse_numbering(block.text) and squeeze(block.text) not in {"附件", "附表"}:
        return False
    if len(block.text) > _LONGEST_TITLE or _SENTENCE.search(block.text) or block.text.endswith(("：", ":")):
        return False
    if not _has_title(before):
        return True
    if re.match(r"单位|金额", block.text) or find_form(block.text):
        return False  # a line above a table, or its title
    return block.display and len(block.text) <= 6


def _has_title(paragraph: Paragraph) -> bool:
    numbering = parse_numbering(paragraph.text)
    return numbering is not None and numbering.end < len(paragraph.text)


def _candidates(blocks: Sequence[Block], contents: frozenset[int]) -> Iterator[_Candidate]:
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or at in contents or block.role is Role.TOC:
            continue
        numbering = parse_numbering(block.text)
        if numbering is None or lists_attachments(block.text):
            continue
        rest = block.text[numbering.end :]
        if numbering.printed.startswith("附") and not _has_content(blocks, at):
            continue  # it only names an attachment
        yield _candidate(at, numbering, rest)


def _candidate(place: int, numbering: Numbering, rest: str) -> _Candidate:
    """The candidate that a numbered paragraph is: its title is the whole `rest`, or runs into the text at a stop or colon."""
    stop = _SENTENCE.search(rest)
    title = rest[: stop.start()] if stop else rest
    colon = _COLON.search(title)
    before_colon = colon is not None and bool(rest[colon.end() :].strip()) and not _DEFINITION.match(rest, colon.end())
    if before_colon and colon is not None and _is_sound(title[: colon.start()], run_in=True):
        title = title[: colon.start()].strip()
        length = numbering.end + colon.end()
        return _Candidate(
            place,
            numbering,
            title,
            length,
            run_in=True,
            sound=bool(_TITLE_BEFORE_COLON.search(title)),
            before_colon=True,
        )
    length = numbering.end + (stop.end() if stop else len(rest))
    sound = _is_sound(title, run_in=stop is not None)
    return _Candidate(place, numbering, title.strip().rstrip("：:"), length, run_in=stop is not None, sound=sound)


def _continue_series(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The candidates, where a title before a colon is sound that bears the number next to a sound sibling's."""
    continued = list(candidates)
    siblings: dict[NumberStyle, int] = {}  # the last candidate of each style that is still open
    for at, one in enumerate(candidates):
        siblings = {style: place for style, place in siblings.items() if style <= one.style}
        if one.style in siblings:
            other = siblings[one.style]
            for mine, theirs in ((at, other), (other, at)):
                if _follows(candidates[mine], candidates[theirs]):
                    continued[mine] = replace(candidates[mine], sound=True)
        siblings[one.style] = at
    return continued


def _follows(one: _Candidate, other: _Candidate) -> bool:
    return (
        one.before_colon
        and other.sound
        and not other.before_colon
        and abs(one.numbering.value - other.numbering.value) == 1
    )


def _has_content(blocks: Sequence[Block], at: int) -> bool:
    """An attachment has something below it; a list of attachments at the end only names them."""
    for block in blocks[at + 1 : at + 3]:
        if isinstance(block, Table):
            return True
        if not is_attachment_line(block.text):
            return True
    return False


def is_attachment_line(text: str) -> bool:
    """Tell whether a paragraph only names an attachment."""
    numbering = parse_numbering(text)
    return numbering is not None and (numbering.printed.startswith("附") or numbering.style is NumberStyle.ARABIC)


def _is_sound(title: str, *, run_in: bool) -> bool:
    folded = fold(title).strip()
    if not folded:
        return True  # 第一部分 alone
    if len(folded) > (_LONGEST_RUN_IN if run_in else _LONGEST_TITLE) or folded[-1] in ",;、":
        return False
    if _AMOUNT.search(folded) or _ITEM.search(folded) or ":" in folded.rstrip(":"):
        return False
    if run_in:
        return not re.search(r"[,;]", folded) and not _DUTY.match(folded)
    return not folded.endswith(":") or len(folded) <= 16


def _repair_numbers(candidates: list[_Candidate]) -> list[_Candidate]:
    """Where a conversion printed 2、 for the source's 二、, give it the number that was meant.

    The Chinese numbers of a report run from 一 without gaps; a title numbered in Arabic digits that stands in a gap and
    bears exactly the missing number was one of them. Converted automatic numbers are followed by a blank.
    """
    repaired = {one.place: one for one in candidates}
    gap_start, expected = 0, 1
    for at, one in enumerate(candidates):
        if one.style is NumberStyle.PART:
            gap_start, expected = at + 1, 1
        if one.style is not NumberStyle.CHINESE or not one.sound:
            continue
        if one.numbering.value > expected:
            for filled in _fill_gap(candidates[gap_start:at], expected, one.numbering.value):
                repaired[filled.place] = filled
        gap_start, expected = at + 1, one.numbering.value + 1
    return _repair_brackets(list(repaired.values()))


def _fill_gap(between: Sequence[_Candidate], first: int, end: int) -> Iterator[_Candidate]:
    at = 0
    for value in range(first, end):
        fitting = [
            (number, one)
            for number, one in enumerate(between[at:], at)
            if one.style is NumberStyle.ARABIC and one.numbering.value == value and one.sound and not one.run_in
        ]
        spaced = [(number, one) for number, one in fitting if one.numbering.spaced]
        if not fitting:
            return
        number, one = (spaced or fitting)[0]
        numbering = replace(one.numbering, style=NumberStyle.CHINESE, printed=format_chinese(value))
        yield replace(one, numbering=numbering)
        at = number + 1


def _repair_brackets(candidates: list[_Candidate]) -> list[_Candidate]:
    """（1） followed by a blank, right below a Chinese number, was （一） where the report else writes （一）."""
    if not any(one.style is NumberStyle.CHINESE_BRACKETED for one in candidates):
        return candidates
    repaired: list[_Candidate] = []
    above: NumberStyle | None = None
    for one in candidates:
        if (
            one.style is NumberStyle.ARABIC_BRACKETED
            and one.numbering.spaced
            and one.sound
            and not one.run_in
            and above in {NumberStyle.CHINESE, NumberStyle.CHINESE_BRACKETED}
        ):
            printed = f"（{format_chinese(one.numbering.value)}）"
            numbering = replace(one.numbering, style=NumberStyle.CHINESE_BRACKETED, printed=printed)
            repaired.append(replace(one, numbering=numbering))
        else:
            repaired.append(one)
        if one.sound:
            above = repaired[-1].style
    return repaired


def _select(candidates: Sequence[_Candidate]) -> Iterator[_Candidate]:
    """The candidates that are headings, judged together with their siblings and by what they stand under."""
    path: list[_Candidate] = []  # the headings that are open, from the outermost in
    for one, siblings in zip(candidates, _group_siblings(candidates), strict=True):
        parents = [other for other in path if other.style < one.style]
        if any(_GLOSSARY.search(parent.title) for parent in parents):
            continue
        # A list of duties may be numbered like the heading right above it.
        above = path[-1] if one.run_in and path and path[-1].style is one.style else parents[-1] if parents else None
        in_duties = above is not None and bool(_DUTIES.search(above.title))
        if not one.sound or (in_duties and not _BESIDE_DUTIES.search(one.title)):
            continue
        if one.run_in and not siblings.read_like_titles:
            continue
        path = [*parents, one]
        yield one


@dataclass
class _Siblings:
    """Candidates of one style with none of an outer style between them: how many, and how many sound ones."""

    count: int = 0
    sound: int = 0

    @property
    def read_like_titles(self) -> bool:
        """Most siblings of a run-in heading read like titles too; a list of sentences does not."""
        return self.sound >= 0.6 * self.count


def _group_siblings(candidates: Sequence[_Candidate]) -> list[_Siblings]:
    """The siblings of each candidate, itself among them."""
    open_groups: dict[NumberStyle, _Siblings] = {}
    groups: list[_Siblings] = []
    for one in candidates:
        open_groups = {style: group for style, group in open_groups.items() if style <= one.style}
        group = open_groups.setdefault(one.style, _Siblings())
        group.count += 1
        group.sound += one.sound
        groups.append(group)
    return groups


def _as_heading(one: _Candidate, block: Block) -> Heading:
    assert isinstance(block, Paragraph)
    text = block.text[: one.length]
    printed = parse_numbering(block.text)
    if printed is not None and printed.printed != one.numbering.printed:
        delimiter = "、" if one.style is NumberStyle.CHINESE else ""
        text = one.numbering.printed + delimiter + text[one.numbering.end :]
    return Heading(int(one.style), one.numbering.printed, one.title, text, one.length)


def _unnumbered(blocks: Sequence[Block], contents: frozenset[int], numbered: dict[int, Heading]) -> dict[int, Heading]:
    """Titles without a number: of printed forms, of documents inside the file, and what the source styles as headings."""
    found: dict[int, Heading] = {}
    last: int | None = None  # place of the heading before
    entries: set[str] = set()
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and at < _CONTENTS_END and (entry := _entry_words(block)):
            entries.add(entry)
        if at in numbered:
            last = at
        if not isinstance(block, Paragraph) or at in contents or at in numbered or len(block.text) > _LONGEST_TITLE:
            continue
        if parse_numbering(block.text) or _SENTENCE.search(block.text) or block.text.endswith(("：", ":", "；", "，")):
            continue
        if _AMOUNT.search(fold(block.text)):
            continue
        if find_form(block.text) and _leads_to_table(blocks, at):
            found[at] = _plain(3, block)
        elif block.role is Role.HEADING and last is not None:
            found[at] = _plain(min(block.level or 2, 5), block)
        elif last is not None and (
            _repeats_entry(block, entries)
            or _heads_a_series(block, numbered.get(at + 1))
            or _is_document_title(block, numbered.get(last) if last == at - 1 else None)
        ):
            found[at] = _plain(1, block)
        if at in found:
            last = at
    return found


def _plain(level: int, block: Paragraph) -> Heading:
    return Heading(level, "", block.text, block.text, len(block.text))


def _leads_to_table(blocks: Sequence[Block], at: int) -> bool:
    """A table, or its unit line and then a table, follows."""
    return any(isinstance(block, Table) for block in blocks[at + 1 : at + 4])


_CONTENTS_END = 60  # blocks in which a table of contents may stand
_LEADERS = re.compile(r"[.…·⋯\-\s]*\(?\d{0,3}\)?$")
_WHOSE_TITLE = re.compile(
    r"^(?:20\d\d年(?:度)?)?(?:.{2,30}[局委办部中心院校厅会处所站府])??(?:本)?(?:部门|单位)?(?=[^的]{2,16}$)"
)


def _entry_words(block: Paragraph) -> str:
    """What a numbered line names, dots and number of the page left off; empty where it is no short line with a number."""
    numbering = parse_numbering(block.text)
    words = squeeze(_LEADERS.sub("", block.text[numbering.end :])) if numbering else ""
    return _bare_title(words) if 4 <= len(words) <= 30 and not re.search(r"[，。；：,;:]", words) else ""


def _repeats_entry(block: Paragraph, entries: set[str]) -> bool:
    """A title that an earlier list names with a number and that stands here without one: 五、部门预算表 … 部门预算表."""
    words = squeeze(block.text)
    return len(words) <= 40 and _bare_title(words) in entries


def _heads_a_series(block: Paragraph, below: Heading | None) -> bool:
    """A line set apart right above 一、: the title of what is told there anew, one project after the other."""
    return block.display and below is not None and below.number == "一" and 4 <= len(squeeze(block.text)) <= 30


def _bare_title(words: str) -> str:
    """A title without year and without whose it is: 2024年部门预算编制说明, 某局机构设置."""
    return _WHOSE_TITLE.sub("", words)


def _is_document_title(block: Paragraph, above: Heading | None) -> bool:
    """The title of a further document in the file, with a year or an agency in it; the first one's is the cover's.

    `above` is the numbered heading right above it: below 附件 a title is the attachment's own and no section besides.
    """
    text = squeeze(block.text)
    if not _DOCUMENT_TITLE.search(text) or not re.search(r"\d{4}年|年度|[局委办部中心院校厅会]", text):
        return False
    return above is None or "附" not in above.number + above.title
