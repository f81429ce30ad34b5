"""Keeping what is derived from several reports in step with what is published: by agency, when anything of it changed."""

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from ingest.across.checking import check_agency
from ingest.across.disclosure import check_disclosure
from ingest.across.reading import find_unit, read_report
from ingest.across.report import FINDING, Derived, Report
from ingest.register import Register
from ingest.store import Store, Version
from portal.catalogue.derived_tables import (
    covered_units,
    derived_findings,
    disclosure,
    earlier_versions,
)
from portal.catalogue.finding_rows import ACROSS, make_across_row
from portal.catalogue.gone import forget, read_told, remember
from portal.catalogue.tables import findings

_Published = Mapping[str, Version]


def derive(
    connection: Connection,
    store: Store,
    published: _Published,
    register: Register,
    *,
    changed: Iterable[str],
    gone: Iterable[str],
    touched: Iterable[str],
) -> None:
    """Bring what is derived up to date.

    Args:
        connection: within the transaction that filled the reports.
        store: where the versions before the current ones are.
        published: the current version of every report by its name.
        register: as it stands in the store.
        changed: names of reports that came or are of another version.
        gone: names of reports that are published no more.
        touched: agencies of these, and those that the register tells otherwise than before.
    """
    fresh = frozenset(changed)
    for name in (*fresh, *gone):
        connection.execute(delete(disclosure).where(disclosure.c.report == name))
        connection.execute(delete(covered_units).where(covered_units.c.report == name))
    affected = {*touched, *_fill_earlier(connection, store, published)}
    affected |= _departments_of(connection, affected, register)
    by_agency: dict[str, list[Version]] = {}
    for version in published.values():
        by_agency.setdefault(version.descriptor["agency"]["id"], []).append(version)
    for agency in sorted(affected):
        own = [(version, read_report(version, register)) for version in by_agency.get(agency, ())]
        for version, report in own:
            if report.name in fresh:
                _fill_report(connection, version, report)
        reports = [report for _, report in own]
        others = [read_report(one, register) for one in _accounts_of_units(agency, reports, by_agency)]
        earlier = [find_earlier(store, version) for version, _ in own]
        before = [read_report(one, register) for one in earlier if one is not None]
        _fill_findings(connection, published, agency, check_agency(agency, [*reports, *others], before))


def _accounts_of_units(agency: str, own: Iterable[Report], by_agency: Mapping[str, list[Version]]) -> Iterator[Version]:
    """The accounts of the units that an agency's reports name, of the years of these reports."""
    units = {unit.agency for one in own for unit in one.units if unit.agency} - {agency}
    years = {one.year for one in own if one.units}
    for unit in sorted(units):
        for version in by_agency.get(unit, ()):
            told = version.descriptor
            if told["reportType"] == "final_accounts" and told["fiscalYear"] in years:
                yield version


def _fill_findings(connection: Connection, published: _Published, agency: str, found: Iterable[Derived]) -> None:
    """Replace what is said of an agency; addresses of findings that are told no more are remembered."""
    mine = derived_findings.c.agency == agency
    before = read_told(connection, mine)
    connection.execute(delete(derived_findings).where(mine))
    connection.execute(delete(findings).where(findings.c.agency == agency, findings.c.compared == ACROSS))
    told = list(_with_keys(found))
    if told:
        connection.execute(insert(derived_findings), [_row(agency, key, one) for key, one in told])
    listed = [
        make_across_row(
            number, key, one, published[one.here.report], published.get(one.there.report) if one.there else None
        )
        for number, (key, one) in enumerate(told)
        if one.outcome == FINDING
    ]
    if listed:
        connection.execute(insert(findings), listed)
    remember(connection, before)
    forget(connection, ((row["report"], published[row["report"]].number, row["id"]) for row in listed))


def _with_keys(found: Iterable[Derived]) -> Iterator[tuple[str, Derived]]:
    """What is said with its id, which tells what is said of which reports.

    It stays while that is said, also where another version of either report says the same; the address names the version.
    """
    seen: dict[str, int] = {}
    for one in dict.fromkeys(found):
        said = (one.outcome, one.rule, one.message, one.here.report, one.there and one.there.report)
        key = f"{one.rule.lower()}-{sha256(repr(said).encode()).hexdigest()[:16]}"
        seen[key] = seen.get(key, 0) + 1
        yield (key if seen[key] == 1 else f"{key}-{seen[key]}"), one


def find_earlier(store: Store, version: Version) -> Version | None:
    """The newest public version of a report before another."""
    older = (one for one in store.versions(version.folder) if one.number < version.number and not one.withdrawn)
    return max(older, key=lambda one: one.number, default=None)


def _row(agency: str, key: str, one: Derived) -> dict[str, Any]:
    there = one.there
    return {
        "id": key,
        "agency": agency,
        "outcome": one.outcome,
        "rule": one.rule,
        "severity": one.severity,
        "message": one.message,
        "printed": one.printed,
        "expected": one.expected,
        "difference": one.difference,
        "about": one.about,
        "checks": one.count,
        "report": one.here.report,
        "version": one.here.version,
        "start": one.here.start,
        "end": one.here.end,
        "anchor": one.here.anchor,
        "other": there and there.report,
        "other_version": there and there.version,
        "other_start": there and there.start,
        "other_end": there and there.end,
        "other_anchor": there.anchor if there else "",
        "also": json.dumps([[place.report, place.version, place.start, place.end, place.anchor] for place in one.also]),
        "steps": json.dumps(one.steps, ensure_ascii=False),
    }


def _fill_report(connection: Connection, version: Version, report: Report) -> None:
    """Write down what one report discloses, and the units that it names beside its own office."""
    rows = list(_disclosure_rows(report))
    if rows:
        connection.execute(insert(disclosure), rows)
    known = {"report": report.name, "agency": report.agency, "adcode": version.descriptor["region"]["adcode"]}
    names = sorted({unit.name for unit in report.units if not unit.own_office})
    if names:
        connection.execute(insert(covered_units), [known | {"name": one} for one in names])


def _disclosure_rows(report: Report) -> Iterator[dict[str, Any]]:
    for position, one in enumerate(check_disclosure(report)):
        yield {
            "report": report.name,
            "item": one.key,
            "position": position,
            "title": one.title,
            "status": one.status,
            "found": one.where,
            "anchor": one.anchor,
            "resource": one.resource,
        }


def _fill_earlier(connection: Connection, store: Store, published: _Published) -> set[str]:
    """Write down which version each report had before; return the agencies of those where that is another now."""
    known = {row.report: row.version for row in connection.execute(select(earlier_versions))}
    now = {
        name: earlier.number
        for name, version in published.items()
        if version.number > 1 and (earlier := find_earlier(store, version)) is not None
    }
    if known == now:
        return set()
    connection.execute(delete(earlier_versions))
    if now:
        connection.execute(insert(earlier_versions), [{"report": key, "version": one} for key, one in now.items()])
    different = {name for name in known.keys() | now.keys() if known.get(name) != now.get(name)}
    return {published[name].descriptor["agency"]["id"] for name in different if name in published}


def _departments_of(connection: Connection, touched: set[str], register: Register) -> set[str]:
    """The agencies whose reports name one of these as a unit."""
    regions = {register.agencies[one].adcode for one in touched if one in register.agencies}
    found = set()
    for row in connection.execute(select(covered_units).where(covered_units.c.adcode.in_(sorted(regions)))):
        near = [one for one in register.agencies.values() if one.adcode == row.adcode]
        if row.agency not in touched and find_unit(row.name, near) in touched:
            found.add(row.agency)
    return found
