"""Weighing the clues: the operator's word, else the text's, else the file name's; and refusing where none decides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from ingest.agency_names import DEPARTMENT, UNIT, AgencyName, parse_agency_name, same_body
from ingest.errors import ContradictedIdentityError, NotAReportError, UnclearIdentityError
from ingest.headings import Outline
from ingest.identify.clues import Clues, find_clues
from ingest.identify.evidence import Clue, Origin
from ingest.identify.locating import Locate, locate_agency
from ingest.identify.publishers import may_publish_its_own
from ingest.identify.refusing import find_refusal
from ingest.identify.subjects import clean_subject, same_subject, tells_several
from ingest.identify.titles import (
    BUDGET,
    FINAL_ACCOUNTS,
    PERFORMANCE,
    PROJECT,
    infer_evaluator,
)
from ingest.regions import RegionPlace

TYPE_LABELS = {
    FINAL_ACCOUNTS: "部门决算",
    BUDGET: "部门预算",
    PERFORMANCE: "部门整体支出绩效自评",
    PROJECT: "项目支出绩效自评",
}
COVERAGE_WORDS = {DEPARTMENT: "部门（汇总）", UNIT: "单位（本级）"}
T = TypeVar("T", int, str)
R = TypeVar("R")

CONFIDENCE = {
    Origin.OPERATOR: 1.0,
    Origin.TITLE: 0.99,
    Origin.FIELD: 0.98,
    Origin.HEADING: 0.95,
    Origin.SENTENCE: 0.9,
    Origin.FILE_NAME: 0.85,
    Origin.CONTEXT: 0.6,
}


@dataclass(frozen=True, slots=True)
class Declared:
    """What the operator says of a file, on the command line or in a manifest; None where nothing is said.

    `note` is what readers of the report should know.
    """

    agency: str | None = None
    year: int | None = None
    report_type: str | None = None
    coverage: str | None = None
    subject: str | None = None
    source_url: str | None = None
    published: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who, when, what: and the clues on which it rests."""

    agency: AgencyName
    place: RegionPlace
    year: int
    report_type: str
    coverage: str | None
    evaluator: str | None
    subject: str | None
    clues: tuple[Clue[object], ...]

    @property
    def confidence(self) -> float:
        """How sure the least certain of agency, year and type is, from 0 to 1."""
        return min(CONFIDENCE[clue.origin] for clue in self.clues)


@dataclass(frozen=True, slots=True)
class Decision:
    """What can be told of a report: each with its clue, None where nothing decides; `missing` says what to hand in.

    The agency may be told and its place not: a name that several regions share.
    """

    agency: Clue[AgencyName] | None
    place: Clue[RegionPlace] | None
    year: Clue[int] | None
    report_type: Clue[str] | None
    coverage: Clue[str] | None
    subject: Clue[str] | None
    evaluator: str | None
    missing: tuple[str, ...]

    @property
    def told(self) -> tuple[Clue[object], ...]:
        """The clues of what is told, coverage aside, which no report needs."""
        clues: tuple[Clue[object] | None, ...] = (self.agency, self.year, self.report_type, self.subject)
        return tuple(clue for clue in clues if clue is not None)

    @property
    def confidence(self) -> float | None:
        """How sure the least certain of what is told is, from 0 to 1; None where nothing is."""
        return min((CONFIDENCE[clue.origin] for clue in self.told), default=None)


def identify(
    outline: Outline,
    file_stem: str,
    declared: Declared,
    locate: Locate = lambda _: None,
    *,
    force: bool = False,
    clues: Clues | None = None,
) -> Identity:
    """Tell what report this is, or refuse it.

    Args:
        outline: the report as read.
        file_stem: its file's name without suffix.
        declared: what the operator says; goes before everything else.
        locate: where the register knows an agency of this name to be, if it knows exactly one.
        force: take the operator's word even where the text clearly says otherwise.
        clues: what is known besides the outline, of a report in several files; else what the outline says.

    Raises:
        NotAReportError: a blank template, a government's own accounts, a notice.
        UnclearIdentityError: agency, year, type, or of a project's report the project cannot be told.
        ContradictedIdentityError: the operator's word contradicts what the text says most clearly.
    """
    clues = clues or find_clues(outline, file_stem)
    refusal = find_refusal(clues, outline, named=declared.agency is not None)
    if refusal is not None:
        raise NotAReportError(refusal)
    decision = decide(clues, outline, declared, locate, force=force)
    name, place, year, report_type = decision.agency, decision.place, decision.year, decision.report_type
    if decision.missing or name is None or place is None or year is None or report_type is None:
        raise UnclearIdentityError("".join(decision.missing))
    return Identity(
        agency=name.value,
        place=place.value,
        year=year.value,
        report_type=report_type.value,
        coverage=decision.coverage.value if decision.coverage else None,
        evaluator=decision.evaluator,
        subject=decision.subject.value if decision.subject else None,
        clues=decision.told,
    )


def decide(clues: Clues, outline: Outline, declared: Declared, locate: Locate, *, force: bool = False) -> Decision:
    """Weigh the clues; what cannot be told stays open, and its sentence is kept so that all is asked for at once.

    Raises:
        ContradictedIdentityError: the operator's word contradicts what the text says most clearly.
    """
    missing: list[str] = []
    agency = _attempt(lambda: _decide_agency(clues, outline, declared, force=force), missing)
    place = _attempt(lambda: locate_agency(agency, clues, outline, locate), missing) if agency else None
    year = _attempt(lambda: _decide(clues.years, declared.year, _YEAR, force=force), missing)
    report_type = _attempt(lambda: _decide(clues.types, declared.report_type, _TYPE, force=force), missing)
    kind = report_type.value if report_type else None
    subject = None
    if kind == PROJECT:
        several = tells_several(outline)
        subject = _attempt(lambda: _decide_subject(clues, declared, several=several, force=force), missing)
        if subject and agency:
            subject = _without_agency(subject, agency.value)
    elif declared.subject and kind is not None:
        raise ContradictedIdentityError(
            f"指定了项目名称“{declared.subject}”，但这是{TYPE_LABELS[kind]}：只有项目支出绩效自评才写项目名称。"
        )
    return Decision(
        agency=agency,
        place=place,
        year=year,
        report_type=report_type,
        coverage=_decide_coverage(clues, declared, force=force),
        subject=subject,
        evaluator=infer_evaluator(_title_words(clues)) if kind in {PERFORMANCE, PROJECT} else None,
        missing=tuple(missing),
    )


def _attempt(decide: Callable[[], R], missing: list[str]) -> R | None:
    """What is decided; else None, its sentence kept so that the operator is asked for everything at once."""
    try:
        return decide()
    except UnclearIdentityError as error:
        missing.append(str(error))
        return None


def _title_words(clues: Clues) -> str:
    return " ".join([*clues.titles, *(clue.words for clue in clues.types)])


@dataclass(frozen=True, slots=True)
class _Question(Generic[T]):
    """What is asked of the clues, and how it is spoken of."""

    name: str
    option: str
    show: Callable[[T], str]
    example: str


_YEAR: _Question[int] = _Question("年度", "--year", "{}年度".format, "如 2023")
_TYPE: _Question[str] = _Question(
    "类型", "--type", TYPE_LABELS.__getitem__, "、".join(f"{key} {label}" for key, label in TYPE_LABELS.items())
)


def _decide(clues: Sequence[Clue[T]], declared: T | None, question: _Question[T], *, force: bool) -> Clue[T]:
    """The operator's word, unless what the text says most clearly gainsays it; else the weightiest clue."""
    if declared is not None:
        clear = _clearest(clues)
        if clear and clear.value != declared and not force:
            raise _contradiction(question.name, question.show(declared), question.show(clear.value), clear.words)
        return Clue(declared, f"{question.option} {declared}", Origin.OPERATOR)
    if not clues:
        raise UnclearIdentityError(
            f"看不出报告的{question.name}：请用 {question.option} 写明（{question.example}），或填在 manifest.csv 里。"
        )
    return clues[0]


def _clearest(clues: Sequence[Clue[R]]) -> Clue[R] | None:
    """The weightiest of what the text says outright; what stands further inside excuses no contradiction with it."""
    return next((clue for clue in clues if clue.origin.clear), None)


def _contradiction(what: str, declared: str, printed: str, words: str) -> ContradictedIdentityError:
    return ContradictedIdentityError(
        f"指定的{what}是“{declared}”，报告里写的是“{printed}”（{words}）：请核对；确认无误可加 --force。"
    )


def _decide_coverage(clues: Clues, declared: Declared, *, force: bool) -> Clue[str] | None:
    """The operator's word unless the cover says otherwise; else what the cover or the file's name says; may be None."""
    if declared.coverage is None:
        return next(iter(clues.coverages), None)
    clear = _clearest(clues.coverages)
    if clear and clear.value != declared.coverage and not force:
        raise _contradiction("口径", COVERAGE_WORDS[declared.coverage], COVERAGE_WORDS[clear.value], clear.words)
    return Clue(declared.coverage, f"--coverage {declared.coverage}", Origin.OPERATOR)


def _decide_subject(clues: Clues, declared: Declared, *, several: bool, force: bool) -> Clue[str] | None:
    """The project's name: the operator's word, else the title's, the form's, the file name's.

    None for a report on several projects, as the text says (`several`) or its forms show.

    Raises:
        UnclearIdentityError: nothing tells it, nor that there are several.
        ContradictedIdentityError: the operator names another project than the title.
    """
    first = clues.subjects[0] if clues.subjects else None
    rivals = {clue.value for clue in clues.subjects if first and clue.origin is first.origin is not Origin.TITLE}
    if declared.subject is not None:
        clear = _clearest(clues.subjects)
        agrees = clear is None or len(rivals) > 1 or same_subject(clear.value, declared.subject)
        if clear and not agrees and not force:
            raise _contradiction("项目名称", declared.subject, clear.value, clear.words)
        return Clue(clean_subject(declared.subject) or declared.subject, "--subject", Origin.OPERATOR)
    if len(rivals) > 1 or (first is None and several):
        return None  # the projects of a body in one report: each is a row of its own
    if first is None:
        raise UnclearIdentityError(
            "看不出是哪个项目的绩效报告，标题和表格的“项目名称”一栏都没有写明："
            "请用 --subject 写明项目名称，或填在 manifest.csv 的 subject 一栏。"
        )
    return first


def _without_agency(subject: Clue[str], agency: AgencyName) -> Clue[str]:
    """A title that runs from the agency to the project: the agency's name is no part of the project's."""
    rest = subject.value.removeprefix(agency.printed)
    return replace(subject, value=clean_subject(rest) or subject.value) if rest != subject.value else subject


def _decide_agency(clues: Clues, outline: Outline, declared: Declared, *, force: bool) -> Clue[AgencyName]:
    if declared.agency is not None:
        return _declared_agency(clues, declared.agency, force=force)
    named = [
        clue for clue in clues.agencies if clue.origin is not Origin.CONTEXT or may_publish_its_own(clue.value, outline)
    ]
    if named:
        return _fullest(named)
    raise UnclearIdentityError(
        "看不出是哪个单位的报告：封面、标题和正文里都没有写明本单位名称。"
        "请用 --agency 写明单位全称，或在 manifest.csv 里填写 agency 一栏。"
    )


def _declared_agency(clues: Clues, declared: str, *, force: bool) -> Clue[AgencyName]:
    name = parse_agency_name(declared)
    if name is None:
        raise UnclearIdentityError(f"“{declared}”不像单位名称：请写全称，如“株洲市芦淞区教育局”。")
    clear = _clearest(clues.agencies)
    agrees = clear is not None and (same_body(clear.value, name) or _is_abbreviated(clear.value, name))
    if clear and not agrees and not force:
        raise _contradiction("单位", declared, clear.value.printed, clear.words)
    # The operator may use a short form of the name that the report prints in full, and know its region better.
    if clear and agrees and len(clear.value.stem) > len(name.stem):
        region = name if name.region else clear.value
        name = replace(clear.value, regions=region.regions, certain=region.certain)
    return Clue(name, f"--agency {declared}", Origin.OPERATOR)


def _is_abbreviated(printed: AgencyName, declared: AgencyName) -> bool:
    """A title's short name without a region (市国资委) may be the operator's full one: its characters stand there in order."""
    if printed.regions or len(printed.stem) >= len(declared.printed):
        return False
    rest = iter(declared.printed)
    return all(char in rest for char in printed.stem)


def _fullest(agencies: Sequence[Clue[AgencyName]]) -> Clue[AgencyName]:
    """The weightiest clue; where the same body is named more fully on the cover, or with its region elsewhere, that name."""
    first = agencies[0]
    same = [clue for clue in agencies if clue.origin is not Origin.FILE_NAME and same_body(clue.value, first.value)]
    best = max(same, key=lambda clue: (bool(clue.value.region), len(clue.value.stem)), default=first)
    chosen = best if best.value.region and not first.value.region else first
    # Two plates above one cover (纪律检查委员会, 监察委员会): the fuller name is the one to find the body by.
    for clue in same:
        if clue.origin is first.origin is Origin.TITLE and clue.value.region == chosen.value.region is not None:
            chosen = max(chosen, clue, key=lambda one: len(one.value.stem))
    return Clue(chosen.value, chosen.words, first.origin, chosen.at)
