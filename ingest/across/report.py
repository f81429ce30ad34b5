"""A published report as the rules over several reports look at it, and what such a rule says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ingest.across.steps import tell_amount, tell_difference
from ingest.checks.wording import show_money
from ingest.figures import Figure
from ingest.sections import Section, section_at

FINDING, UNCHECKED, SHOWN, PASSED, ORIGIN = "finding", "unchecked", "shown", "passed", "origin"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A row of the functional classification, in yuan; offsets are those of the row in `report.md`."""

    part: str
    scope: str
    level: str
    code: str
    name: str
    budget: Decimal | None
    actual: Decimal | None
    reason: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit that a report says it covers; `agency` is the id of the body that bears the name, where one does."""

    name: str
    own_office: bool
    agency: str | None


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project: what it was to get, was given and spent, in yuan, its points, where told; offsets are those of its row."""

    part: str
    name: str
    actual: Decimal | None
    score: Decimal | None
    is_subtotal: bool
    budget: Decimal | None = None
    adjusted: Decimal | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A printed table: its resource, its title, its form where that is known, whether it holds any number."""

    resource: str
    title: str
    form: str


@dataclass(frozen=True, slots=True)
class Told:
    """A finding that the report's own checks made; `related` are further places of its cause."""

    id: str
    rule: str
    severity: str
    disclosed: str
    expected: str
    start: int
    end: int
    related: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One published version of a report.

    Attributes:
        name: of the report, which all its versions share.
        title: as pages show it.
        agency: id in the register.
        body: the name that the report itself bears first, without region, of those that the register knows of the agency.
        coverage: `department`, `unit` or None.
        figures: as exact as their report is (`checks.with_usual_steps`).
        unsure: places of scanned numbers that a person should look at first.
        by_key: the figures by what makes two rows one figure.
        anchors: ids of figures by where they begin: pages mark them.
    """

    name: str
    title: str
    version: int
    agency: str
    body: str
    year: int
    type: str
    coverage: str | None
    subject: str | None
    text: str
    figures: Sequence[Figure] = ()
    codes: Sequence[CodeRow] = ()
    units: Sequence[UnitRow] = ()
    projects: Sequence[ProjectRow] = ()
    sections: Sequence[Section] = ()
    tables: Sequence[Table] = ()
    told: Sequence[Told] = ()
    unsure: Sequence[Span] = ()
    by_key: Mapping[tuple[str, str, str, str, str, int], tuple[Figure, ...]] = field(default_factory=dict)
    anchors: Mapping[int, str] = field(default_factory=dict)

    def stated(self, like: Figure, *, year: int | None = None, measure: str = "amount") -> tuple[Figure, ...]:
        """Every figure of the indicator, scope, phase and part of another, each place where the report states it."""
        return self.by_key.get(
            (like.part, like.indicator, like.scope, like.phase, measure, self.year if year is None else year), ()
        )

    def is_sure(self, *figures: Figure) -> bool:
        """Whether none of these figures was recognised with doubt."""
        return not any(start < one.end and one.start < end for one in figures for start, end in self.unsure)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: in which version of which report; without `start` it is the report as a whole.

    `anchor` is the id of the figure there, else of the section around it, by which pages link.
    """

    report: str
    version: int
    start: int | None = None
    end: int | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Derived:
    """What a rule over several reports says; `here` is the later or the larger of the two reports.

    Attributes:
        outcome: one of `FINDING`, `UNCHECKED`, `SHOWN`, `PASSED`, `ORIGIN`.
        severity: of a finding.
        message: one Chinese sentence with both values and both reports; of what passed nothing.
        printed, expected, difference: as in findings.
        about: id of the finding of the report's own checks that this adds to.
        count: how many checks passed.
        also: further places of numbers that the calculation takes.
        steps: the calculation of a finding, a line each, from what is printed to the difference.
    """

    outcome: str
    rule: str
    here: Place
    there: Place | None
    message: str = ""
    severity: str = ""
    printed: str = ""
    expected: str = ""
    difference: str = ""
    about: str = ""
    count: int = 1
    also: tuple[Place, ...] = ()
    steps: tuple[str, ...] = ()


def whole(report: Report) -> Place:
    """The report as a whole."""
    return Place(report.name, report.version)


def at(report: Report, start: int, end: int) -> Place:
    """A place in a report."""
    around = section_at(report.sections, start)
    anchor = report.anchors.get(start) or (around.id if around else "")
    return Place(report.name, report.version, start, end, anchor)


def passed(rule: str, here: Report, there: Report, count: int = 1) -> Derived:
    """That checks were made and found nothing."""
    return Derived(PASSED, rule, whole(here), whole(there), count=count)


def unchecked(rule: str, here: Report, there: Report | None, reason: str) -> Derived:
    """That a check could not be made, and why."""
    return Derived(UNCHECKED, rule, whole(here), whole(there) if there else None, reason)


def differing(
    rule: str,
    here: tuple[Report, Figure],
    there: tuple[Report, Figure],
    message: str,
    severity: str,
    *,
    names: tuple[str, str],
    about: str = "",
) -> Derived:
    """That two reports print different amounts of what is one; what `there` prints is expected `here`.

    `names` are what the two are called in the calculation.
    """
    (now, told), (before, theirs) = here, there
    return Derived(
        FINDING,
        rule,
        at(now, told.start, told.end),
        at(before, theirs.start, theirs.end),
        message,
        severity,
        printed=told.disclosed,
        expected=show_money(theirs.value),
        difference=show_money(told.value - theirs.value),
        about=about,
        steps=(
            tell_amount(f"{cite(now)}{names[0]}", told.value),
            tell_amount(f"{cite(before)}{names[1]}", theirs.value),
            tell_difference(told.value, theirs.value),
        ),
    )


def cite(report: Report) -> str:
    """A report by its title, for a sentence."""
    return f"《{report.title}》"
