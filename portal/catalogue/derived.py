"""What pages ask of what is derived: what a report says against its neighbours, and what it discloses."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Engine, case, func, inspect, or_, select

from ingest.across.disclosure import ABSENT, PRESENT
from portal.catalogue.derived_tables import derived_findings, disclosure, gone_findings
from portal.catalogue.records import make_record


@dataclass(frozen=True, slots=True)
class End:
    """One of the two places of a derived finding; without `start` it is the report as a whole."""

    report: str
    version: int
    start: int | None
    end: int | None
    anchor: str


@dataclass(frozen=True, slots=True)
class DerivedRow:
    """What a rule over several reports says; `here` is the later or larger report.

    `outcome` is `finding`, `unchecked`, `shown`, `passed` or `origin`; an origin adds to the finding `about` of `here`;
    `checks` is how many checks passed.
    """

    id: str
    outcome: str
    rule: str
    severity: str
    message: str
    printed: str
    expected: str
    difference: str
    about: str
    checks: int
    here: End
    there: End | None
    also: tuple[End, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoneFinding:
    """A finding that was told under an address and is not any more: its rule, and what it was compared with."""

    rule: str
    other: str | None
    other_version: int | None


@dataclass(frozen=True, slots=True)
class DisclosedRow:
    """An item that the rules on disclosure ask for; `status` is one of `ingest.across.disclosure`."""

    item: str
    title: str
    status: str
    found: str
    anchor: str
    resource: str


@dataclass(frozen=True, slots=True)
class DisclosureScore:
    """Points of a report, one an item, of those that count: what does not apply, stands elsewhere or cannot be told does not."""

    points: int
    of: int
    items: tuple[DisclosedRow, ...]


class DerivedCatalogue:
    """Questions to one catalogue about what is derived."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def is_filled(self) -> bool:
        """Whether the catalogue has what is derived; before its first update, and in one of an older form, it has not."""
        return inspect(self._engine).has_table(derived_findings.name)

    def about_report(self, name: str) -> list[DerivedRow]:
        """Everything that rules over several reports say of a report, on either side, in the order of the rules."""
        # Names hold neither quotation marks nor what JSON writes otherwise.
        listed = derived_findings.c.also.contains(f'["{name}", ', autoescape=True)
        mine = or_(derived_findings.c.report == name, derived_findings.c.other == name, listed)
        return self._rows(mine)

    def findings(self, *, rules: Sequence[str] = (), severity: str | None = None) -> list[DerivedRow]:
        """The findings of all reports, of some rules or of one severity."""
        wanted = derived_findings.c.outcome == "finding"
        if rules:
            wanted &= derived_findings.c.rule.in_(list(rules))
        if severity:
            wanted &= derived_findings.c.severity == severity
        return self._rows(wanted)

    def finding(self, report: str, version: int, key: str) -> DerivedRow | None:
        """The finding of an address; `report` is that which stands first in it."""
        here = (derived_findings.c.report == report) & (derived_findings.c.version == version)
        rows = self._rows(here & (derived_findings.c.id == key) & (derived_findings.c.outcome == "finding"))
        return rows[0] if rows else None

    def gone(self, report: str, version: int, key: str) -> GoneFinding | None:
        """What was told under an address that tells nothing now; None where nothing ever was, as far as is known."""
        columns = gone_findings.c
        wanted = (columns.report == report) & (columns.version == version) & (columns.id == key)
        with self._engine.connect() as connection:
            row = connection.execute(select(gone_findings).where(wanted)).first()
        return GoneFinding(row.rule, row.other, row.other_version) if row else None

    def counts(self) -> dict[str, tuple[int, int]]:
        """How many checks of each rule passed, and how many could not be made."""
        columns = derived_findings.c
        passed = func.sum(case((columns.outcome == "passed", columns.checks), else_=0))
        unchecked = func.sum(case((columns.outcome == "unchecked", 1), else_=0))
        statement = select(columns.rule, passed, unchecked).group_by(columns.rule)
        with self._engine.connect() as connection:
            return {rule: (held, not_held) for rule, held, not_held in connection.execute(statement)}

    def _rows(self, wanted: ColumnElement[bool]) -> list[DerivedRow]:
        order = (getattr(derived_findings.c, column) for column in ("rule", "report", "start", "id"))
        statement = select(derived_findings).where(wanted).order_by(*order)
        with self._engine.connect() as connection:
            return [
                make_record(
                    DerivedRow,
                    row,
                    here=End(row.report, row.version, row.start, row.end, row.anchor),
                    there=End(row.other, row.other_version, row.other_start, row.other_end, row.other_anchor)
                    if row.other
                    else None,
                    also=tuple(End(*place) for place in json.loads(row.also)),
                    steps=tuple(json.loads(row.steps)),
                )
                for row in connection.execute(statement)
            ]

    def disclosure(self, name: str) -> DisclosureScore:
        """What a report discloses, item by item, and its points."""
        statement = select(disclosure).where(disclosure.c.report == name).order_by(disclosure.c.position)
        with self._engine.connect() as connection:
            items = tuple(make_record(DisclosedRow, row) for row in connection.execute(statement))
        points = sum(one.status == PRESENT for one in items)
        return DisclosureScore(points, points + sum(one.status == ABSENT for one in items), items)
