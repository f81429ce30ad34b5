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
from ingest.forms import find_form
from ingest.headings import Outline
from ingest.identify.subjects import clean_subject, is_header
from ingest.identify.titles import FINAL_ACCOUNTS, PROJECT, YEAR, Title, parse_file_name, parse_title, parse_year
from ingest.numbering import parse_numbering

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
    subjects: tuple[Clue[str], ...]
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
_PROJECT_FIELD = re.compile(
    r"^(?:[一二三四五(\d][一二三四五)\d]*[、.)]*)?\s*(?:评价)?项目(?:支出)?名称\s*:\s*(?P<name>\S.*)$"
)
_PROJECT_LABEL = re.compile(r"(?:评价)?(?:项目|专项)(?:支出|资金)?名称:?")
_SUBJECT_VERB = r"(?:是|为|系|共设置|内设|下设|下辖|设有|设置|共有|现有|属于?|隶属|位于|成立于|组建于|由|包括|作为|主要职[责能]|的?主要职责|机关行政|核定|编制|于\d{4}年|部门决算|(?:20\d\d)年)"
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
# What is said of a superior, or of an authority that does something to the reporting body: 某局是我中心的主管部门.
_ANOTHER = re.compile(
    r"[我本该](?:局|委|办|部|厅|院|校|所|站|会|队|社|镇|乡|街道|中心|室|馆|园|场|处|团|单位|机关|系统)"
    r"|上级|(?:主管|主办|管理|指导|领导|监督)(?:部门|单位|机关)|下达|批复|拨付|印发|下发|转发"
)
_MONEY = re.compile(r"\d\s*(?:万|亿)?元")
_FLOW = re.compile(r"收入|支出|预算|决算|拨款")


def find_clues(outline: Outline, file_stem: str) -> Clues:
    """Collect the clues of a report and of its file's name."""
    front = _front_lines(outline)
    titles = [*_cover_titles(front), *_inner_titles(outline), *_named_attachments(outline)]
    titles.append((parse_file_name(file_stem), Origin.FILE_NAME))
    agencies = [
        *(Clue(t.agency, t.words, origin) for t, origin in titles if t.agency),
        *_bodies(outline),
        *_subjects(outline),
    ]
    years = [
        *(Clue(t.year, t.words, origin) for t, origin in titles if t.year),
        *_sentence_years(outline),
    ]
    # Words that fit every evaluation come after fuller ones; and a self-evaluation of all expenditure brings the forms
    # of its projects with it.
    typed = sorted(titles, key=lambda one: (one[1], one[0].generic, one[0].report_type == PROJECT))
    subjects = [
        *(Clue(t.subject, t.words, origin) for t, origin in titles if t.subject),
        *_projects(outline),
    ]
    return Clues(
        agencies=tuple(sorted(agencies, key=_by_weight)),
        years=tuple(sorted(years, key=_by_weight)),
        types=(
            *(Clue(t.report_type, t.words, origin) for t, origin in typed if t.report_type),
            *_types_of_forms(outline),
        ),
        coverages=tuple(_coverages(titles)),
        subjects=tuple(sorted(subjects, key=_by_weight)),
        placeholders=tuple(t.placeholder for t, origin in titles if t.placeholder and origin is not Origin.FILE_NAME),
        titles=tuple(front),
    )


def _by_weight(clue: Clue[object]) -> Origin:
    return clue.origin


def _types_of_forms(outline: Outline) -> Iterator[Clue[str]]:
    """A file of printed forms alone, a workbook, may say nowhere else that they are accounts."""
    for heading in outline.headings.values():
        if "决算" in heading.title and find_form(heading.title):
            yield Clue(FINAL_ACCOUNTS, heading.title, Origin.SENTENCE)
            return


def _coverages(titles: Sequence[tuple[Title, Origin]]) -> Iterator[Clue[str]]:
    """What the cover, or else the file's name, says is covered; a list of units inside names offices too."""
    for title, origin in titles:
        if title.coverage and origin in {Origin.TITLE, Origin.FILE_NAME}:
            yield Clue(title.coverage, title.words, origin)


def _front_lines(outline: Outline) -> list[str]:
    """The lines of the cover: what stands before the first numbered heading or table, contents left out."""
    lines: list[str] = []
    for at, block in enumerate(outline.blocks):
        heading = outline.headings.get(at)
        if (heading and heading.number) or isinstance(block, Table) or len(lines) == _MOST_FRONT:
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
            title = replace(title, report_type=None, subject=None)
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


def _bodies(outline: Outline) -> Iterator[Clue[AgencyName]]:
    for value, words in _fields(outline, _FIELD, _FIELD_LABEL):
        name = parse_agency_name(value)
        if name:
            yield Clue(name, words, Origin.FIELD)


def _projects(outline: Outline) -> Iterator[Clue[str]]:
    for value, words in _fields(outline, _PROJECT_FIELD, _PROJECT_LABEL):
        subject = clean_subject(value)
        if subject and not is_header(value):
            yield Clue(subject, words, Origin.FIELD)


def _fields(outline: Outline, inline: re.Pattern[str], label: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """What is filled in behind a label, in a line of its own or in a form, and the words as printed."""
    for at, block in enumerate(outline.blocks):
        if at in outline.contents:
            continue
        if isinstance(block, Table):
            yield from _table_fields(block, label)
        elif len(block.text) <= _LONGEST_COVER and (match := inline.search(fold(block.text))):
            yield _restore(match["name"]), block.text


def _table_fields(table: Table, label: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """单位名称 beside the name, in a form's first rows; in a list of units the name stands below and is not meant."""
    for row in table.grid()[:4]:
        cells = list(dict.fromkeys(cell for cell in row if cell is not None))
        for one, value in pairwise(cells):
            if label.fullmatch(squeeze(one.text)):
                yield value.text, f"{one.text}：{value.text}"


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
    verb = re.match(
        rf"(.{{3,40}}?[局委办部厅院校所站会队社镇乡心府室馆园场司处团道])(?:{_ASIDE.pattern})?(?={_SUBJECT_VERB})",
        sentence,
    )
    name = parse_agency_name(verb[1]) if verb else None
    if verb is None or name is None or not name.regions or not name.certain:
        return None
    clause = _ASIDE.sub("", re.split(r"[，,。；;]", sentence[verb.end() :], maxsplit=1)[0])
    return None if _ANOTHER.search(clause) else name


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
