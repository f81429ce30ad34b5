"""From a version in the store to the report that the rules look at."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache

from ingest.across.report import CodeRow, ProjectRow, Report, Table, Told, UnitRow
from ingest.agency_forms import same_stem, same_writing
from ingest.agency_names import parse_agency_name
from ingest.checks import with_usual_steps
from ingest.figures import Figure
from ingest.folding import squeeze
from ingest.register import Agency, Register
from ingest.sections import Section
from ingest.store import Version, read_rows

_HEAD = 4000  # characters in which a report says whose it is


def read_report(version: Version, register: Register) -> Report:
    """Read what the rules need of a version.

    Raises:
        StoreError: the version is damaged.
    """
    descriptor = version.descriptor
    text = (version.path / "report.md").read_text(encoding="utf-8")
    printed = list(read_rows(version, "figures"))
    figures = with_usual_steps([_figure(row) for row in printed])
    by_key: defaultdict[tuple[str, str, str, str, str, int], list[Figure]] = defaultdict(list)
    for figure in figures:
        by_key[figure.key].append(figure)
    told = [_told(row) for row in read_rows(version, "findings") if row["start"]]
    agency = descriptor["agency"]
    near = [one for one in register.agencies.values() if one.adcode == descriptor["region"]["adcode"]]
    return Report(
        name=descriptor["name"],
        title=descriptor["title"],
        version=version.number,
        agency=agency["id"],
        body=_body(text, register.agencies.get(agency["id"]), agency["name"]),
        year=descriptor["fiscalYear"],
        type=descriptor["reportType"],
        coverage=descriptor["coverage"],
        subject=descriptor["subject"],
        text=text,
        figures=figures,
        codes=tuple(_code(row) for row in read_rows(version, "function-expenditure") if row["start"]),
        units=tuple(_unit(row, agency["id"], near) for row in read_rows(version, "units")),
        projects=tuple(_project(row) for row in read_rows(version, "projects")),
        sections=tuple(_section(row) for row in read_rows(version, "sections")),
        tables=tuple(
            Table(one["name"], one.get("title", ""), one.get("form", ""))
            for one in descriptor["resources"]
            if one["name"].startswith("table-")
        ),
        told=told,
        unsure=tuple((one.start, one.end) for one in told if one.rule == "J10"),
        by_key={key: tuple(found) for key, found in by_key.items()},
        anchors={int(row["start"]): row["id"] for row in reversed(printed)},
    )


def _figure(row: Mapping[str, str]) -> Figure:
    return Figure(
        part=row["part"],
        indicator=row["indicator"],
        scope=row["scope"],
        phase=row["phase"],
        measure=row["measure"],
        year=int(row["year"]),
        value=Decimal(row["value"]),
        unit=row["unit"],
        disclosed=row["disclosed"],
        base=row["base"],
        source=row["source"],
        step=Decimal(row["step"] or 1),
        section=row["section"],
        page=None,
        start=int(row["start"]),
        end=int(row["end"]),
    )


def _code(row: Mapping[str, str]) -> CodeRow:
    return CodeRow(
        part=row["part"],
        scope=row["scope"],
        level=row["level"],
        code=row["code"],
        name=row["item"] or row["group"] or row["category"],
        budget=_number(row["budget"]),
        actual=_number(row["actual"]),
        reason=row["reason"],
        start=int(row["start"]),
        end=int(row["end"]),
    )


def _project(row: Mapping[str, str]) -> ProjectRow:
    return ProjectRow(
        part=row["part"],
        name=row["name"],
        actual=_number(row["actual"]),
        score=_number(row["score"]),
        is_subtotal=row["is_subtotal"] == "true",
        budget=_number(row["budget"]),
        adjusted=_number(row["adjusted"]),
        start=int(row["start"]) if row["start"] else None,
        end=int(row["end"]) if row["end"] else None,
    )


def _section(row: Mapping[str, str]) -> Section:
    return Section(
        row["id"], row["part"], int(row["level"]), row["number"], row["title"], int(row["start"]), int(row["end"])
    )


def _told(row: Mapping[str, str]) -> Told:
    return Told(
        row["id"],
        row["rule"],
        row["severity"],
        row["disclosed"],
        row["expected"],
        int(row["start"]),
        int(row["end"]),
        tuple((int(start), int(end)) for start, end in json.loads(row["related"] or "[]")),
    )


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _body(text: str, agency: Agency | None, name: str) -> str:
    """The name without region that the report bears first, of those known of its agency; the agency's where it bears none.

    Of names that begin at one place the longest counts.
    """
    head = squeeze(text[:_HEAD])
    stems = {_stem(one) for one in (name, *(agency.all_names if agency else ()))}
    found = [(head.find(squeeze(stem)), -len(stem), stem) for stem in stems]
    return min((one for one in found if one[0] >= 0), default=(0, 0, _stem(name)))[2]


@cache
def _stem(name: str) -> str:
    parsed = parse_agency_name(name)
    return parsed.stem if parsed else name


def _unit(row: Mapping[str, str], own: str, known: Sequence[Agency]) -> UnitRow:
    own_office = row["own_office"] == "true"
    return UnitRow(row["name"], own_office, own if own_office else find_unit(row["name"], known))


def find_unit(name: str, known: Iterable[Agency]) -> str | None:
    """The one agency that bears a name; of one that may be several agencies' none is guessed."""
    unit = parse_agency_name(name)
    if unit is None:
        return None
    listed = list(known)
    for same in (same_writing, same_stem):
        found = [one.id for one in listed if any(same(unit.stem, _stem(each)) for each in one.all_names)]
        if found:
            return found[0] if len(found) == 1 else None
    return None
