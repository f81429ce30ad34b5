"""What a report's text and its file's name say of agency, year and type, each with the words that say so."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise
from typing import Generic, TypeAlias, TypeVar

from ingest.agency_forms import is_known_organ
from ingest.agency_names import AgencyName, parse_agency_name
from ingest.blocks import Paragraph, Table
from ingest.folding import fold, squeeze
from ingest.forms import find_form
from ingest.headings import Outline
from ingest.identify.cover import LONGEST_LINE, find_cover_titles, find_front, how_much
from ingest.identify.page_furniture import Detail, find_furniture
from ingest.identify.subjects import clean_subject, is_header
from ingest.identify.titles import (
    BUDGET,
    FINAL_ACCOUNTS,
    PROJECT,
    YEAR,
    Title,
    parse_file_name,
    parse_title,
    parse_year,
)
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
    CONTEXT = 6  # who put the page up, or the region of which the text speaks

    @property
    def clear(self) -> bool:
        """Said outright, so that nobody else's word overrules it unasked."""
        return self in {Origin.TITLE, Origin.FIELD, Origin.HEADING}


@dataclass(frozen=True, slots=True)
class Clue(Generic[T_co]):
    """A value, the words that give it, and where they stand: `at` is the place of their block in the outline."""

    value: T_co
    words: str
    origin: Origin
    at: int | None = None


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


_FIELD = re.compile(
    r"(?<!主管)(?<!上级)(?<!管理)(?<!责任)(?<!金额)"
    r"(?:部门|单位|预算部门|预算单位|填报单位|编制单位|填报部门|公开单位)"
    r"(?:\((?:单位|部门|公章|盖章)\))*(?:(?:编码|代码)[及和、/]?)?(?:名称|全称)?(?:\((?:公章|盖章)\))?\s*:\s*"
    r"(?P<name>[^:]{3,45}?)\s*(?:\((?:盖章|公章|签章)\).*|\s+\S{2,10}:.*|$)"
)
_FIELD_LABEL = re.compile(
    r"(?:预算单位|部门\(单位\)|单位|部门|填报单位|预算部门|单位\(部门\))(?:(?:编码|代码)[及和、/]?)?(?:名称|全称)(?:\((?:盖章|公章)\))?[:：]?"
)
_PROJECT_FIELD = re.compile(
    r"^(?:[一二三四五(\d][一二三四五)\d]*[、.)]*)?\s*(?:评价)?项目(?:支出)?名称\s*:\s*(?P<name>\S.*)$"
)
_PROJECT_LABEL = re.compile(r"(?:评价)?(?:项目|专项)(?:支出|资金)?名称:?")
_SUBJECT_VERB = r"(?:是|为|系|共设置|内设|下设|下辖|设有|设置|共有|现有|属于?|隶属|位于|成立于|组建于|由|包括|作为|主要职[责能]|主要履行|履行|的?主要职责|机关行政|核定|编制|于\d{4}年|部门决算|(?:20\d\d)年)"
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
# What is said of a superior, or of an authority that does something to the reporting body: 某局是我中心的主管部门.
_ANOTHER = re.compile(
    r"[我本该](?:局|委|办|部|厅|院|校|所|站|会|队|社|镇|乡|街道|中心|室|馆|园|场|处|团|单位|机关|系统)"
    r"|上级|(?:主管|主办|管理|指导|领导|监督)(?:部门|单位|机关)|下达|批复|拨付|印发|下发|转发"
)
_COVERED = re.compile(
    r"(?:纳入|列入)(?P<name>[^,。;:纳]{3,40}?)(?:20\d\d年?度?)?(?:部门|单位)?(?:汇总)?(?:决算|预算)(?:汇总)?(?:编制|编报|公开)范围"
)
_BEGINNING = 80  # blocks
_IS_SOMETHING = re.compile(
    r"(?P<name>(?![省市县区州旗本我该各其])[^,。;:()|\s]{3,24}[院校所站园馆中心处镇乡街道]{1,2})(?:是一|是[^,。;]{0,20}(?:单位|机关|机构|学校|医院|部门)|(?:隶?属于?|为)[^,。;]{0,12}(?:单位|机关|机构))"
)
_BASED = re.compile(
    r"^(?:根据|按照|依据|依照)[^。;]*?(?:》|\)|规定|精神|要求)(?:(?:等|的)?(?:有关|相关)?(?:文件)?(?:规定|要求|精神))?,\s*"
)
_SECTION_OF_KIND = re.compile(
    r"(?:20\d\d年?度?)?(?:部门|单位)(?:综合|收支)?(?:决算|预算)(?:公开|总体|编制|收支)?(?:情况)?(?:的)?(?:说明|报表|表|公开表|情况)"
)
_PAGE = re.compile(r"(?:[.…·⋯\s]*|\s*PAGEREF.*)\(?\d{0,3}(?:-\d{1,3})?\)?\s*$")
_LONGEST_NAME = 45
_MOST_FORGOTTEN = 2  # names that a report left blank beside its own
_DAY = re.compile(
    r"20\d\d年\d{1,2}月\d{1,2}日|[二2][〇零○O0][〇零○O一二三四五六七八九\d]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_ACCOUNTS_FORMS = {
    "income_expenditure_summary",
    "income",
    "expenditure",
    "fiscal_summary",
    "general_public_expenditure",
}
_MONEY = re.compile(r"\d\s*(?:万|亿)?元")
_FLOW = re.compile(r"收入|支出|预算|决算|拨款")

_Found: TypeAlias = tuple[Title, Origin, int | None]


def find_clues(outline: Outline, file_stem: str) -> Clues:
    """Collect the clues of a report and of its file's name."""
    furniture = find_furniture(outline.blocks)
    front = find_front(outline, furniture)
    titles = [
        *((title, Origin.TITLE, at) for title, at in find_cover_titles(front)),
        *_inner_titles(outline),
        *_inner_covers(outline),
        *_named_attachments(outline),
        (parse_file_name(file_stem), Origin.FILE_NAME, None),
    ]
    agencies = [
        *(Clue(t.agency, t.words, origin, at) for t, origin, at in titles if t.agency),
        *_bodies(outline),
        *_subjects(outline),
        *_covered(outline),
        *_signature(outline),
        *_subjects_without_region(outline),
        *_publishers(furniture.details),
    ]
    years = [
        *(Clue(t.year, t.words, origin, at) for t, origin, at in titles if t.year),
        *_sentence_years(outline),
    ]
    # Words that fit every evaluation come after fuller ones; and a self-evaluation of all expenditure brings the forms
    # of its projects with it.
    typed = sorted(titles, key=lambda one: (one[1], one[0].generic, one[0].report_type == PROJECT))
    types = [
        *(Clue(t.report_type, t.words, origin, at) for t, origin, at in typed if t.report_type),
        *_types_of_forms(outline),
    ]
    subjects = [
        *(Clue(t.subject, t.words, origin, at) for t, origin, at in titles if t.subject),
        *_projects(outline),
    ]
    return Clues(
        agencies=tuple(sorted(agencies, key=_by_weight)),
        years=tuple(sorted(years, key=_by_weight)),
        types=tuple(sorted(types, key=_by_weight)),
        coverages=tuple(_coverages(titles)),
        subjects=tuple(sorted(subjects, key=_by_weight)),
        placeholders=tuple(_placeholders(titles, agencies)),
        titles=tuple(line.text for line in front),
    )


def _placeholders(titles: Sequence[_Found], agencies: Sequence[Clue[AgencyName]]) -> Iterator[str]:
    """Names left blank; none where the cover or a field is filled in and no more than one or two others were forgotten."""
    blank = [
        (t.placeholder, origin, at) for t, origin, at in titles if t.placeholder and origin is not Origin.FILE_NAME
    ]
    filled = any(clue.value.regions and clue.origin is Origin.FIELD for clue in agencies) or any(
        t.agency and t.agency.regions and t.report_type and origin is Origin.TITLE for t, origin, _ in titles
    )
    # A cover is one place, however many of its lines are read together.
    places = {at if origin is Origin.HEADING else None for _, origin, at in blank}
    if not filled or len(places) > _MOST_FORGOTTEN:
        yield from (words for words, _, _ in blank)


def _by_weight(clue: Clue[object]) -> Origin:
    return clue.origin


def _coverages(titles: Sequence[_Found]) -> Iterator[Clue[str]]:
    """What the cover, else the titles of the parts, else the file's name, say is covered; a list of units inside names offices too."""
    told = [Clue(t.coverage, t.words, origin, at) for t, origin, at in titles if t.coverage]
    # Units use their department's form: its headings tell where nothing else does, and gainsay no operator.
    inside = [
        replace(clue, origin=Origin.SENTENCE) for clue in told if clue.origin in {Origin.HEADING, Origin.SENTENCE}
    ]
    yield from (clue for clue in told if clue.origin is Origin.TITLE)
    if len({clue.value for clue in inside}) == 1:
        yield from inside
    yield from (clue for clue in told if clue.origin is Origin.FILE_NAME)


def _inner_titles(outline: Outline) -> Iterator[_Found]:
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


def _inner_covers(outline: Outline) -> Iterator[_Found]:
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


def _named_attachments(outline: Outline) -> Iterator[_Found]:
    """附件：2021年度部门整体支出绩效自评表, at the end of a report that is the narrative to that form."""
    for at, block in enumerate(outline.blocks):
        if isinstance(block, Paragraph) and at not in outline.headings and at not in outline.contents:
            numbering = parse_numbering(block.text)
            if numbering and numbering.printed.startswith("附") and len(block.text) <= LONGEST_LINE:
                title = parse_title(block.text[numbering.end :])
                yield Title(block.text, None, title.year, title.report_type), Origin.SENTENCE, at


def _types_of_forms(outline: Outline) -> Iterator[Clue[str]]:
    """Tables published without a word around them: 收入支出决算总表 is of accounts, 收支总表 of a budget."""
    for at, block in enumerate(outline.blocks):
        if not isinstance(block, Paragraph) or at in outline.contents or len(block.text) > LONGEST_LINE:
            continue
        heading = outline.headings.get(at)
        form = find_form(heading.title if heading else block.text)
        if form is not None and (told := _type_of_form(form)):
            yield Clue(told, block.text, Origin.SENTENCE, at)


def _type_of_form(form: str) -> str | None:
    if form.startswith("budget_"):
        return BUDGET
    return FINAL_ACCOUNTS if form in _ACCOUNTS_FORMS else None


def _bodies(outline: Outline) -> Iterator[Clue[AgencyName]]:
    for value, words, at in _fields(outline, _FIELD, _FIELD_LABEL):
        name = parse_agency_name(value)
        if name:
            yield Clue(name, words, Origin.FIELD, at)


def _projects(outline: Outline) -> Iterator[Clue[str]]:
    for value, words, at in _fields(outline, _PROJECT_FIELD, _PROJECT_LABEL):
        subject = clean_subject(value)
        if subject and not is_header(value):
            yield Clue(subject, words, Origin.FIELD, at)


def _fields(outline: Outline, inline: re.Pattern[str], label: re.Pattern[str]) -> Iterator[tuple[str, str, int]]:
    """What is filled in behind a label, in a line of its own or in a form; the words as printed, and their block."""
    for at, block in enumerate(outline.blocks):
        if at in outline.contents:
            continue
        if isinstance(block, Table):
            yield from ((value, words, at) for value, words in _table_fields(block, label))
        elif len(block.text) <= LONGEST_LINE and (match := inline.search(fold(block.text))):
            yield _restore(match["name"]), block.text, at


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
    for at, sentence in _first_sentences(outline):
        name = _subject(sentence)
        if name:
            yield Clue(name, sentence[:60], Origin.SENTENCE, at)


def _subjects_without_region(outline: Outline) -> Iterator[Clue[AgencyName]]:
    """Agencies of whom a sentence says outright what they are, though not where: 云溪乡卫生院是一所公立医院."""
    for at, sentence in _first_sentences(outline):
        match = _IS_SOMETHING.match(fold(sentence))
        name = parse_agency_name(_restore(match["name"])) if match else None
        if name and not name.regions and not is_known_organ(name.stem):
            yield Clue(name, sentence[:60], Origin.SENTENCE, at)


def _first_sentences(outline: Outline) -> Iterator[tuple[int, str]]:
    """Sentences near the beginning, with the places of their blocks."""
    for at, block in enumerate(outline.blocks[:_BEGINNING]):
        if at not in outline.contents and isinstance(block, Paragraph):
            yield from ((at, sentence.strip()) for sentence in re.split(r"(?<=。)", block.text)[:4])


def _signature(outline: Outline) -> Iterator[Clue[AgencyName]]:
    """Who signs at the end, above the date; a finance authority may sign what it received or evaluated."""
    signed: dict[str, Clue[AgencyName]] = {}
    for at, (block, below) in enumerate(pairwise(outline.blocks)):
        if not isinstance(block, Paragraph) or not isinstance(below, Paragraph) or len(block.text) > _LONGEST_NAME:
            continue
        if _DAY.fullmatch(re.sub(r"\s+", "", fold(below.text))) and at not in outline.headings:
            name = parse_agency_name(block.text)
            if name and name.regions and name.certain and not re.search(r"财政(?:局|厅)", name.stem):
                signed[name.printed] = Clue(name, block.text, Origin.SENTENCE, at)
    if len(signed) == 1:
        yield from signed.values()


def _covered(outline: Outline) -> Iterator[Clue[AgencyName]]:
    """纳入某局2023年度部门决算编制范围的单位: whose accounts these are."""
    for at, block in enumerate(outline.blocks):
        if isinstance(block, Paragraph) and at not in outline.contents and (match := _COVERED.search(fold(block.text))):
            name = parse_agency_name(_restore(match["name"]))
            if name and name.regions:
                yield Clue(name, match[0], Origin.SENTENCE, at)


def _publishers(details: Sequence[Detail]) -> Iterator[Clue[AgencyName]]:
    """Who put the page up; a government or its finance bureau does so for others."""
    for detail in details:
        if detail.kind == "publisher":
            name = parse_agency_name(_restore(re.split(r"\s{2,}|\s*20\d\d\s*[-/年]", detail.value)[0]))
            if name and name.regions:
                yield Clue(name, detail.words, Origin.CONTEXT, detail.at)


def _subject(sentence: str) -> AgencyName | None:
    """The agency of which a sentence says what it is; what it is based on may stand before (根据《…》，某局…)."""
    begun = _BASED.sub("", fold(sentence))
    sentence = sentence[len(sentence) - len(begun) :]
    verb = re.match(
        rf"(.{{3,40}}?[局委办部厅院校所站会队社镇乡心府室馆园场司处团道联协区])(?P<aside>{_ASIDE.pattern})?(?={_SUBJECT_VERB})",
        sentence,
    )
    name = parse_agency_name(verb[1]) if verb else None
    if verb is None or name is None or not name.regions:
        return None
    if not name.certain and "以下简称" not in (verb["aside"] or ""):
        return None
    clause = _ASIDE.sub("", re.split(r"[，,。；;]", sentence[verb.end() :], maxsplit=1)[0])
    return None if _ANOTHER.search(clause) else name


def _sentence_years(outline: Outline) -> Iterator[Clue[int]]:
    """The year of which most sentences speak that state money received, budgeted or spent."""
    counts: Counter[int] = Counter()
    words: dict[int, tuple[str, int]] = {}
    for at, block in enumerate(outline.blocks):
        if not isinstance(block, Paragraph):
            continue
        for sentence in re.split(r"(?<=[。；])", block.text):
            year = parse_year(fold(sentence))
            if year and _MONEY.search(fold(sentence)) and _FLOW.search(sentence):
                counts[year] += 1
                words.setdefault(year, (sentence.strip()[:60], at))
    if counts:
        year, count = counts.most_common(1)[0]
        if count > 0.6 * counts.total() or (count >= 2 and count > 1.5 * counts.most_common(2)[-1][1]):
            yield Clue(year, words[year][0], Origin.SENTENCE, words[year][1])


def find_years(text: str) -> list[int]:
    """All years that a text names."""
    return [year for match in YEAR.finditer(fold(text)) if (year := parse_year(match[0]))]
