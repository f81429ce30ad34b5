"""Weighing the clues: the operator's word, else the text's, else the file name's; and refusing where none decides."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from ingest.agency_names import AgencyName, parse_agency_name, stem_variants
from ingest.blocks import Paragraph
from ingest.errors import ContradictedIdentityError, NotAReportError, UnclearIdentityError
from ingest.headings import Outline
from ingest.identify.clues import Clue, Clues, Origin, find_clues
from ingest.identify.titles import (
    BUDGET,
    FINAL_ACCOUNTS,
    PERFORMANCE,
    PROJECT,
    infer_evaluator,
    is_government_account,
    is_other_document,
)
from ingest.regions import RegionPlace, load_gazetteer
from ingest.vocabulary import load_agency_stems

TYPE_LABELS = {
    FINAL_ACCOUNTS: "部门决算",
    BUDGET: "部门预算",
    PERFORMANCE: "部门整体支出绩效自评",
    PROJECT: "项目支出绩效自评",
}
T = TypeVar("T", int, str)
R = TypeVar("R")

_CONFIDENCE = {
    Origin.OPERATOR: 1.0,
    Origin.TITLE: 0.99,
    Origin.FIELD: 0.98,
    Origin.HEADING: 0.95,
    Origin.SENTENCE: 0.9,
    Origin.FILE_NAME: 0.85,
}


@dataclass(frozen=True, slots=True)
class Declared:
    """What the operator says of a file, on the command line or in a manifest; None where nothing is said."""

    agency: str | None = None
    year: int | None = None
    report_type: str | None = None
    coverage: str | None = None
    source_url: str | None = None
    published: date | None = None


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
        return min(_CONFIDENCE[clue.origin] for clue in self.clues)


Locate = Callable[[AgencyName], RegionPlace | None]


def identify(
    outline: Outline, file_stem: str, declared: Declared, locate: Locate = lambda _: None, *, force: bool = False
) -> Identity:
    """Tell what report this is.

    Args:
        outline: the report as read.
        file_stem: its file's name without suffix.
        declared: what the operator says; goes before everything else.
        locate: where the register knows an agency of this name to be, if it knows exactly one.
        force: take the operator's word even where the text clearly says otherwise.

    Raises:
        NotAReportError: a blank template, a government's own accounts, a notice.
        UnclearIdentityError: agency, year or type cannot be told.
        ContradictedIdentityError: the operator's word contradicts the text.
    """
    clues = find_clues(outline, file_stem)
    _refuse_others(clues, declared)
    missing: list[str] = []
    agency = _attempt(lambda: _decide_agency(clues, declared, outline, locate, force=force), missing)
    year = _attempt(lambda: _decide(clues.years, declared.year, _YEAR, force=force), missing)
    report_type = _attempt(lambda: _decide(clues.types, declared.report_type, _TYPE, force=force), missing)
    if agency is None or year is None or report_type is None:
        raise UnclearIdentityError("".join(missing))
    name, place = agency
    kind = report_type.value
    return Identity(
        agency=name.value,
        place=place,
        year=year.value,
        report_type=kind,
        coverage=declared.coverage or next((clue.value for clue in clues.coverages), None),
        evaluator=infer_evaluator(_title_words(clues)) if kind in {PERFORMANCE, PROJECT} else None,
        subject=None,
        clues=(name, year, report_type),
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


def _refuse_others(clues: Clues, declared: Declared) -> None:
    if clues.placeholders and declared.agency is None:
        raise NotAReportError(
            f"这是空白模板，不是填好的报告：单位名称还是“{clues.placeholders[0]}”。请导入填写完成的报告。"
        )
    for title in (*clues.titles, *("".join(clues.titles[at : at + 2]) for at in range(len(clues.titles) - 1))):
        if is_government_account(title):
            raise NotAReportError(f"这是政府决算或预算执行文件（“{title}”），不是部门或单位的报告，不在收录范围。")
        if is_other_document(title) and not any(clue.origin is Origin.TITLE for clue in clues.types):
            raise NotAReportError(f"这是“{title}”，不是决算、预算或绩效自评报告，不在收录范围。")


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
    """The operator's word, if no clear clue gainsays it; else the weightiest clue."""
    clear = [clue for clue in clues if clue.origin.clear]
    if declared is not None:
        if clear and not force and declared not in {clue.value for clue in clear}:
            raise ContradictedIdentityError(
                f"指定的{question.name}是“{question.show(declared)}”，"
                f"报告里写的是“{question.show(clear[0].value)}”（{clear[0].words}）：请核对；确认无误可加 --force。"
            )
        return Clue(declared, f"{question.option} {declared}", Origin.OPERATOR)
    if not clues:
        raise UnclearIdentityError(
            f"看不出报告的{question.name}：请用 {question.option} 写明（{question.example}），或填在 manifest.csv 里。"
        )
    return clues[0]


def _decide_agency(
    clues: Clues, declared: Declared, outline: Outline, locate: Locate, *, force: bool
) -> tuple[Clue[AgencyName], RegionPlace]:
    if declared.agency is not None:
        chosen = _declared_agency(clues, declared.agency, force=force)
    elif clues.agencies:
        chosen = _fullest(clues.agencies)
    else:
        raise UnclearIdentityError(
            "看不出是哪个单位的报告：封面、标题和正文里都没有写明本单位名称。"
            "请用 --agency 写明单位全称，或在 manifest.csv 里填写 agency 一栏。"
        )
    place = _locate(chosen.value, clues, outline, locate)
    expanded = _expand_short_name(chosen.value, place, outline)
    return Clue(expanded, chosen.words, chosen.origin), place


def _declared_agency(clues: Clues, declared: str, *, force: bool) -> Clue[AgencyName]:
    name = parse_agency_name(declared)
    if name is None:
        raise UnclearIdentityError(f"“{declared}”不像单位名称：请写全称，如“株洲市芦淞区教育局”。")
    clear = [clue for clue in clues.agencies if clue.origin.clear and clue.value.regions]
    agreeing = [clue for clue in clues.agencies if same_body(clue.value, name)]
    if clear and not agreeing and not force:
        raise ContradictedIdentityError(
            f"指定的单位是“{declared}”，报告里写的是“{clear[0].value.printed}”（{clear[0].words}）："
            "请核对；确认无误可加 --force。"
        )
    # The operator may use a short form of the name that the report prints in full.
    fuller = [clue.value for clue in agreeing if len(clue.value.stem) > len(name.stem) and clue.origin.clear]
    best = fuller[0] if fuller else name
    return Clue(best, f"--agency {declared}", Origin.OPERATOR)


def _fullest(agencies: Sequence[Clue[AgencyName]]) -> Clue[AgencyName]:
    """The weightiest clue; where the same body is named more fully elsewhere in the report, that name."""
    first = agencies[0]
    same = [clue for clue in agencies if clue.origin is not Origin.FILE_NAME and same_body(clue.value, first.value)]
    best = max(same, key=lambda clue: (bool(clue.value.region), len(clue.value.stem)), default=first)
    chosen = best if best.value.region and not first.value.region else first
    return Clue(chosen.value, chosen.words, first.origin)


def same_body(one: AgencyName, other: AgencyName) -> bool:
    """Tell whether two names may mean one body: the same region as far as told, and stems with a usual form in common.

    >>> same_body(parse_agency_name("芦淞区城管局"), parse_agency_name("株洲市芦淞区城市管理和综合执法局"))
    True
    """
    mine, theirs = {r.adcode for r in one.regions}, {r.adcode for r in other.regions}
    if mine and theirs and not mine & theirs:
        return False
    return bool(stem_variants(one.stem) & stem_variants(other.stem))


def _locate(name: AgencyName, clues: Clues, outline: Outline, locate: Locate) -> RegionPlace:
    """The region of an agency: its name's own, else what the register, other names or the text decide.

    Raises:
        UnclearIdentityError: several regions are possible, or none is told.
    """
    gazetteer = load_gazetteer()
    if name.region is not None and name.certain:
        return gazetteer.place(name.region)
    known = locate(name)
    if known is not None:
        return known
    candidates = {region.adcode for region in name.regions}
    for clue in clues.agencies:
        other = clue.value.region
        if other is not None and clue.value.certain and (not candidates or other.adcode in candidates):
            return gazetteer.place(other)
    if name.region is not None:
        return gazetteer.place(name.region)
    mentioned = gazetteer.mentions("\n".join(_paragraphs(outline)))
    if candidates:
        around = [code for code in candidates if any(a in mentioned for a in gazetteer.ancestors(code) if a != code)]
        if len(around) == 1:
            return gazetteer.place(around[0])
        names = "、".join(gazetteer.place(code).prefix for code in sorted(candidates))
        raise UnclearIdentityError(
            f"“{name.printed}”可能属于几个地区（{names}）：请用 --agency 写明带上级地区的全称，或填在 manifest.csv 里。"
        )
    raise UnclearIdentityError(
        f"“{name.printed}”没有写明所属地区：请用 --agency 写明带地区的全称（如“株洲市芦淞区{name.stem}”），或填在 manifest.csv 里。"
    )


def _paragraphs(outline: Outline) -> Iterable[str]:
    return (block.text for block in outline.blocks if isinstance(block, Paragraph))


def _expand_short_name(name: AgencyName, place: RegionPlace, outline: Outline) -> AgencyName:
    """A body named after its superior's short name, written in full where the report names the superior in full.

    城管支队 in a report that names 株洲市城市管理和综合执法局 is that bureau's 支队.
    """
    text = "\n".join(_paragraphs(outline))
    for row in load_agency_stems():
        for short in row.short_forms:
            root = short.rstrip("局委办")
            rest = name.stem.removeprefix(root)
            if len(root) < 2 or rest == name.stem or rest not in _SUBORDINATES:
                continue
            for full in row.stems:
                if place.prefix + full in text:
                    return AgencyName(name.printed, full + rest, name.regions, name.certain, name.coverage)
    return name


_SUBORDINATES = ("总队", "支队", "大队", "中队")
