"""What a report's text and its file's name say of agency, year and type, each with the words that say so."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.agency_names import UNIT, AgencyName, parse_agency_name
from ingest.blocks import Paragraph, Table
from ingest.folding import fold, squeeze
from ingest.forms import find_form
from ingest.headings import Outline
from ingest.identify.cover import LONGEST_LINE, find_cover_titles, find_front
from ingest.identify.evidence import Clue, Origin
from ingest.identify.inner_titles import Found, find_inner_covers, find_inner_titles, find_named_attachments
from ingest.identify.page_furniture import find_furniture
from ingest.identify.publishers import find_publishers
from ingest.identify.sentences import (
    find_covered,
    find_signature,
    find_subjects,
    find_subjects_without_region,
    find_years_of_amounts,
)
from ingest.identify.stated import find_announced, find_poured_forms, find_types_of_amounts
from ingest.identify.subjects import clean_subject, is_header
from ingest.identify.titles import (
    BUDGET,
    FINAL_ACCOUNTS,
    PROJECT,
    YEAR,
    full_width,
    parse_file_name,
    parse_year,
)


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
    r"(?:\((?:单位|部门|公章|盖章)\))*(?:(?:编码|代码)[及和、/]?)?(?:(?:名称|全称)(?:\((?:公章|盖章)\))?(?:\s*:\s*|\s+)|(?:\((?:公章|盖章)\))?\s*:\s*)"
    r"(?P<name>[^:]{3,45}?)\s*(?:\((?:盖章|公章|签章)\).*|\s+\S{2,10}:.*|$)"
)
_FIELD_LABEL = re.compile(
    r"(?:预算单位|部门\(单位\)|单位|部门|填报单位|预算部门|单位\(部门\))(?:(?:编码|代码)[及和、/]?)?(?:名称|全称)(?:\((?:盖章|公章)\))?[:：]?"
)
_PROJECT_FIELD = re.compile(
    r"^(?:[一二三四五(\d][一二三四五)\d]*[、.)]*)?\s*(?:评价)?项目(?:支出)?名称\s*:\s*(?P<name>\S.*)$"
)
_PROJECT_LABEL = re.compile(r"(?:评价)?(?:项目|专项)(?:支出|资金)?名称:?")
_IMPLEMENTER = re.compile(r"(?:项目)?实施(?:单位|部门)(?:\((?:公章|盖章)\))?[:：]?")
_SUPERVISOR = re.compile(r"(?:[省市县区]级|项目)?主管(?:部门|单位)(?:\((?:公章|盖章)\))?[:：]?")
_NO_PUBLIC_BODY = re.compile(r"合作社|公司|企业|厂$")
_EVALUATION_FORM = re.compile(
    r"^[^,。;]{0,40}(?<!整体)(?<!整体支出)绩效(?:目标)?(?:完成情况)?自评表(?:\(20\d\d年度?\))?$"
)
_MOST_FORM_TITLES = 8  # blocks
_MOST_FORGOTTEN = 2  # names that a report left blank beside its own
_ACCOUNTS_FORMS = {
    "income_expenditure_summary",
    "income",
    "expenditure",
    "fiscal_summary",
    "general_public_expenditure",
}


def find_clues(outline: Outline, file_stem: str) -> Clues:
    """Collect the clues of a report and of its file's name."""
    furniture = find_furniture(outline.blocks)
    front = find_front(outline, furniture)
    titles = [
        *((title, Origin.TITLE, at) for title, at in find_cover_titles(front)),
        *find_inner_titles(outline),
        *find_inner_covers(outline),
        *find_named_attachments(outline),
        *find_announced(outline),
        *find_poured_forms(outline),
        (parse_file_name(file_stem), Origin.FILE_NAME, None),
    ]
    agencies = [
        *(Clue(t.agency, t.words, origin, at) for t, origin, at in titles if t.agency),
        *_bodies(outline),
        *find_subjects(outline),
        *find_covered(outline),
        *find_signature(outline),
        *find_subjects_without_region(outline),
        *_implementers(outline),
        *find_publishers(furniture.details),
    ]
    years = [
        *(Clue(t.year, t.words, origin, at) for t, origin, at in titles if t.year),
        *find_years_of_amounts(outline),
    ]
    # Words that fit every evaluation come after fuller ones; and a self-evaluation of all expenditure brings the forms
    # of its projects with it.
    typed = sorted(titles, key=lambda one: (one[1], one[0].generic, one[0].report_type == PROJECT))
    types = [
        *(Clue(t.report_type, t.words, origin, at) for t, origin, at in typed if t.report_type and not t.plain),
        *_types_of_forms(outline),
        *_types_of_evaluations(outline),
        *find_types_of_amounts(outline),
        *(
            Clue(t.report_type, t.words, max(origin, Origin.SENTENCE), at)
            for t, origin, at in typed
            if t.report_type and t.plain
        ),
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


def _placeholders(titles: Sequence[Found], agencies: Sequence[Clue[AgencyName]]) -> Iterator[str]:
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


def _coverages(titles: Sequence[Found]) -> Iterator[Clue[str]]:
    """What the cover, else the titles of the parts, else the file's name, say is covered; a list of units inside names offices too.

    Units use their department's form: below a title that speaks of 决算 alone, its bare headings (部门决算情况说明) tell
    nothing; beside the agency's name, or where there is no title, they do, but gainsay no operator.
    """
    told = [(title, origin, at) for title, origin, at in titles if title.coverage]
    titled = any(title.report_type and origin is Origin.TITLE for title, origin, _ in titles)
    inside = [one for one in told if one[1] in {Origin.HEADING, Origin.SENTENCE}]
    agreed = len({title.coverage for title, *_ in inside}) == 1
    ranks = (
        (Origin.TITLE, [one for one in told if one[1] is Origin.TITLE]),
        (
            Origin.SENTENCE,
            [one for one in inside if agreed and (not titled or one[0].agency or one[0].coverage == UNIT)],
        ),
        (Origin.FILE_NAME, [one for one in told if one[1] is Origin.FILE_NAME]),
    )
    for origin, found in ranks:
        yield from (Clue(title.coverage, title.words, origin, at) for title, _, at in found if title.coverage)


def _types_of_forms(outline: Outline) -> Iterator[Clue[str]]:
    """Tables published without a word around them: 收入支出决算总表 is of accounts, 收支总表 of a budget."""
    for at, block in enumerate(outline.blocks):
        if not isinstance(block, Paragraph) or at in outline.contents or len(block.text) > LONGEST_LINE:
            continue
        heading = outline.headings.get(at)
        form = find_form(heading.title if heading else block.text)
        if form is not None and (told := _type_of_form(form)):
            yield Clue(told, block.text, Origin.SENTENCE, at)


def _types_of_evaluations(outline: Outline) -> Iterator[Clue[str]]:
    """A form that names its project below a title that says no more than 绩效自评表 evaluates that project."""
    named = any(isinstance(block, Table) and any(_table_fields(block, _PROJECT_LABEL)) for block in outline.blocks)
    for at, block in enumerate(outline.blocks[:_MOST_FORM_TITLES] if named else ()):
        if isinstance(block, Paragraph) and _EVALUATION_FORM.search(re.sub(r"\s+", "", fold(block.text))):
            yield Clue(PROJECT, block.text, Origin.SENTENCE, at)


def _type_of_form(form: str) -> str | None:
    if form.startswith("budget_"):
        return BUDGET
    return FINAL_ACCOUNTS if form in _ACCOUNTS_FORMS else None


def _bodies(outline: Outline) -> Iterator[Clue[AgencyName]]:
    for value, words, at in _fields(outline, _FIELD, _FIELD_LABEL):
        name = parse_agency_name(value)
        if name:
            yield Clue(name, words, Origin.FIELD, at)


def _implementers(outline: Outline) -> Iterator[Clue[AgencyName]]:
    """Who carries a project out, as its form says (实施单位); the 主管部门 where that is only an office of it (某某股).

    Nothing where forms name several bodies, or one that is no public body: whose report it is, they do not tell.
    """
    found: dict[str, Clue[AgencyName]] = {}
    for at, block in enumerate(outline.blocks):
        if not isinstance(block, Table) or at in outline.contents or not any(_table_fields(block, _PROJECT_LABEL)):
            continue
        told = next(iter(_table_fields(block, _IMPLEMENTER)), None)
        if told is None or _NO_PUBLIC_BODY.search(squeeze(told[0])):
            return
        name = parse_agency_name(full_width(squeeze(told[0])))
        if name is None:
            told = next(iter(_table_fields(block, _SUPERVISOR)), None)
            name = parse_agency_name(full_width(squeeze(told[0]))) if told else None
        if told is None or name is None or not name.regions:
            return
        found.setdefault(name.printed, Clue(name, told[1], Origin.SENTENCE, at))
    if len(found) == 1:
        yield from found.values()


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
            yield full_width(match["name"]), block.text, at


def _table_fields(table: Table, label: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """单位名称 beside the name, in a form's first rows; in a list of units the name stands below and is not meant."""
    for row in table.grid()[:4]:
        cells = list(dict.fromkeys(cell for cell in row if cell is not None))
        for one, value in pairwise(cells):
            if label.fullmatch(squeeze(one.text)):
                yield value.text, f"{one.text}：{value.text}"


def find_years(text: str) -> list[int]:
    """All years that a text names."""
    return [year for match in YEAR.finditer(fold(text)) if (year := parse_year(match[0]))]
