"""What a report's text and its file's name say of agency, year and type, each with the words that say so."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise
from typing import Generic, TypeVar

from ingest.agency_names import AgencyName, parse_agency_name
from ingest.blocks import Paragraph, Table
from ingest.folding import fold, squeeze
from ingest.headings import Outline
from ingest.identify.titles import PROJECT, YEAR, Title, parse_file_name, parse_title, parse_year
from ingest.numbering import parse_numbering
from ingest.regions import load_gazetteer

T_co = TypeVar("T_co", covariant=True)


class Origin(IntEnum):
    """Where a clue comes from, the weightiest first."""

    OPERATOR = 0
    TITLE = 1
    FIELD = 2
    HEADING = 3
    SENTENCE = 4
    FILE_NAME = 5

    @property
    def clear(self) -> bool:
        """Said outright, so that nobody else's word overrules it unasked."""
        return self in {Origin.TITLE, Origin.FIELD, Origin.HEADING}


@dataclass(frozen=True, slots=True)
class Clue(Generic[T_co]):
    """A value, the words that give it, and where they stand."""

    value: T_co
    words: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Clues:
    """All clues, in order of weight; `placeholders` are names that a template left blank."""

    agencies: tuple[Clue[AgencyName], ...]
    years: tuple[Clue[int], ...]
    types: tuple[Clue[str], ...]
    coverages: tuple[Clue[str], ...]
    placeholders: tuple[str, ...]
    titles: tuple[str, ...]


_MOST_FRONT = 16  # paragraphs before the first numbered heading that may be the cover
_LONGEST_COVER = 90
_FIELD = re.compile(
    r"(?:部门|单位|预算部门|预算单位|填报单位|编制单位|填报部门|公开单位)(?:\((?:单位|部门|公章|盖章)\))*(?:名称|全称)?(?:\((?:公章|盖章)\))?\s*[:：]\s*(?P<name>[^:：]{3,45}?)\s*(?:[\(（](?:盖章|公章|签章)[\)）].*|$)"
)
_FIELD_LABEL = re.compile(
    r"(?:预算单位|部门\(单位\)|单位|部门|填报单位|预算部门|单位\(部门\))(?:名称|全称)(?:\((?:盖章|公章)\))?[:：]?"
)
_SUBJECT_VERB = r"(?:是|为|系|共设置|内设|下设|下辖|设有|设置|共有|现有|属于?|隶属|位于|成立于|组建于|由|包括|作为|主要职[责能]|的?主要职责|机关行政|核定|编制|于\d{4}年|部门决算|(?:20\d\d)年)"
_SUBJECT_END = re.compile(r"(?:。|^)")
_MONEY = re.compile(r"\d\s*(?:万|亿)?元")
_FLOW = re.compile(r"收入|支出|预算|决算|拨款")


def find_clues(outline: Outline, file_stem: str) -> Clues:
    """Collect the clues of a report and of its file's name."""
    front = _front_lines(outline)
    titles = [*_cover_titles(front), *_inner_titles(outline), *_named_attachments(outline)]
    named = parse_file_name(file_stem)
    agencies = [
        *(Clue(t.agency, t.words, origin) for t, origin in titles if t.agency),
        *_fields(outline),
        *_subjects(outline),
        *([Clue(named.agency, named.words, Origin.FILE_NAME)] if named.agency else []),
    ]
    years = [
        *(Clue(t.year, t.words, origin) for t, origin in titles if t.year),
        *_sentence_years(outline),
        *([Clue(named.year, named.words, Origin.FILE_NAME)] if named.year else []),
    ]
    types = [
        *(Clue(t.report_type, t.words, origin) for t, origin in titles if t.report_type),
        *([Clue(named.report_type, named.words, Origin.FILE_NAME)] if named.report_type else []),
    ]
    return Clues(
        tuple(sorted(agencies, key=lambda clue: clue.origin)),
        tuple(sorted(years, key=lambda clue: clue.origin)),
        # A self-evaluation of all expenditure brings the forms of its projects with it.
        tuple(sorted(types, key=lambda clue: (clue.origin, clue.value == PROJECT))),
        tuple(_coverages(titles, named)),
        tuple(t.placeholder for t, _ in titles if t.placeholder),
        tuple(front),
    )


def _coverages(titles: Sequence[tuple[Title, Origin]], named: Title) -> Iterator[Clue[str]]:
    """What the cover, or else the file's name, says is covered; a list of units inside names offices too."""
    for title, origin in (*titles, (named, Origin.FILE_NAME)):
        if title.coverage and origin in {Origin.TITLE, Origin.FILE_NAME}:
            yield Clue(title.coverage, title.words, origin)


def _front_lines(outline: Outline) -> list[str]:
    """The lines of the cover: what stands before the first numbered heading, contents left out."""
    lines: list[str] = []
    for at, block in enumerate(outline.blocks):
        heading = outline.headings.get(at)
        if heading is not None or isinstance(block, Table) or len(lines) == _MOST_FRONT:
            break
        if at in outline.contents:
            continue
        if re.search(r"[。；]", block.text) or len(block.text) > _LONGEST_COVER:
            break
        lines.append(block.text)
    return lines


def _cover_titles(lines: Sequence[str]) -> Iterator[tuple[Title, Origin]]:
    """Titles of the cover, which may be set over up to four lines; of windows that say the same the shortest."""
    windows: list[tuple[int, int, int, Title]] = []
    for start in range(len(lines)):
        for count in range(1, 5):
            words = lines[start : start + count]
            if len(words) < count or any(_FIELD.search(fold(line)) for line in words):
                break
            title = parse_title("".join(words))
            told = _told(title)
            if told:
                windows.append((-told, count, start, title))
    for _, _, _, title in sorted(windows, key=lambda one: one[:3]):
        yield title, Origin.TITLE


def _told(title: Title) -> int:
    """How much a title says; an agency with its region counts double."""
    if title.agency and not title.agency.regions and not (title.year or title.report_type):
        return 0  # any line that ends in 局 or 中心
    agency = (2 if title.agency.regions else 1) if title.agency else 0
    return agency + bool(title.year) + bool(title.report_type) + bool(title.placeholder)


def _inner_titles(outline: Outline) -> Iterator[tuple[Title, Origin]]:
    """Headings that name the agency, the year or the kind of report; full titles before headings of a section."""
    for _, heading in sorted(outline.headings.items(), key=lambda item: item[1].level):
        if not heading.title:
            continue
        title = parse_title(heading.title)
        if title.agency and not title.agency.regions and heading.level > 1:
            title = replace(title, agency=None)
        if heading.level > 1:
            # 十、2020年度预算绩效情况说明 tells the year; that it speaks of a budget tells nothing of the report.
            title = replace(title, report_type=None)
        if _told(title):
            yield title, Origin.HEADING


def _named_attachments(outline: Outline) -> Iterator[tuple[Title, Origin]]:
    """附件：2021年度部门整体支出绩效自评表, at the end of a report that is the narrative to that form."""
    for at, block in enumerate(outline.blocks):
        if isinstance(block, Paragraph) and at not in outline.headings and at not in outline.contents:
            numbering = parse_numbering(block.text)
            if numbering and numbering.printed.startswith("附") and len(block.text) <= _LONGEST_COVER:
                title = parse_title(block.text[numbering.end :])
                yield Title(block.text, None, title.year, title.report_type), Origin.SENTENCE


def _fields(outline: Outline) -> Iterator[Clue[AgencyName]]:
    for at, block in enumerate(outline.blocks):
        if at in outline.contents:
            continue
        if isinstance(block, Paragraph):
            match = _FIELD.search(fold(block.text)) if len(block.text) <= _LONGEST_COVER else None
            name = parse_agency_name(_restore(match["name"])) if match else None
            if name:
                yield Clue(name, block.text, Origin.FIELD)
        else:
            yield from _table_fields(block)


def _table_fields(table: Table) -> Iterator[Clue[AgencyName]]:
    """单位名称 beside the name, in a form's first rows; in a list of units the name stands below and is not meant."""
    for row in table.grid()[:4]:
        cells = list(dict.fromkeys(cell for cell in row if cell is not None))
        for label, value in pairwise(cells):
            if _FIELD_LABEL.fullmatch(squeeze(label.text)):
                name = parse_agency_name(value.text)
                if name:
                    yield Clue(name, f"{label.text}：{value.text}", Origin.FIELD)


def _restore(text: str) -> str:
    return text.replace("(", "（").replace(")", "）")


def _subjects(outline: Outline) -> Iterator[Clue[AgencyName]]:
    """Agencies, named with their region, of whom a sentence near the beginning says what they are or have."""
    for at, block in enumerate(outline.blocks):
        if at in outline.contents or not isinstance(block, Paragraph) or at > 80:
            continue
        for sentence in re.split(r"(?<=。)", block.text)[:4]:
            name = _subject(sentence.strip())
            if name:
                yield Clue(name, sentence.strip()[:60], Origin.SENTENCE)


def _subject(sentence: str) -> AgencyName | None:
    head = re.match(r"^中共|^中国共产党", sentence)
    match = load_gazetteer().match_prefix(sentence[head.end() if head else 0 :])
    if match is None or not match.certain:
        return None
    verb = re.match(rf"(.{{3,40}}?[局委办部厅院校所站会队社镇乡心府室馆园场司处团道])(?={_SUBJECT_VERB})", sentence)
    return parse_agency_name(verb[1]) if verb else None


def _sentence_years(outline: Outline) -> Iterator[Clue[int]]:
    """The year of which most sentences speak that state money received, budgeted or spent."""
    counts: Counter[int] = Counter()
    words: dict[int, str] = {}
    for block in outline.blocks:
        if not isinstance(block, Paragraph):
            continue
        for sentence in re.split(r"(?<=[。；])", block.text):
            year = parse_year(fold(sentence))
            if year and _MONEY.search(fold(sentence)) and _FLOW.search(sentence):
                counts[year] += 1
                words.setdefault(year, sentence.strip()[:60])
    if counts:
        year, count = counts.most_common(1)[0]
        if count > 0.6 * counts.total() or (count >= 2 and count > 1.5 * counts.most_common(2)[-1][1]):
            yield Clue(year, words[year], Origin.SENTENCE)


def find_years(text: str) -> list[int]:
    """All years that a text names."""
    return [year for match in YEAR.finditer(fold(text)) if (year := parse_year(match[0]))]
