"""Filling the catalogue from the store: small updates in place, a rebuild beside the living one and swapped in.

One process fills at a time; readers see the state before or the state after.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, delete, event, insert, select, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from index.locking import exclusive
from index.stamps import make_stamp
from ingest.register import Agency, Register
from ingest.register_files import load_register
from ingest.settings import Settings
from ingest.store import Store, Version, read_rows
from portal.catalogue.deriving import derive
from portal.catalogue.figure_rows import make_figure_rows, make_function_rows, make_project_rows
from portal.catalogue.figure_words import make_word_rows
from portal.catalogue.finding_rows import make_check_rows, make_finding_rows
from portal.catalogue.form import has_today_form
from portal.catalogue.gone import read_addresses, remember
from portal.catalogue.standing import fill_standing
from portal.catalogue.tables import (
    SCHEMA_VERSION,
    about,
    agencies,
    checks,
    figure_words,
    figures,
    findings,
    function_expenditure,
    metadata,
    projects,
    reports,
    roster,
)

FILE = "catalogue.sqlite"
# What is read of a report beside what it is.
_ROWS = (
    (figures, make_figure_rows),
    (figure_words, make_word_rows),
    (projects, make_project_rows),
    (function_expenditure, make_function_rows),
    (findings, make_finding_rows),
    (checks, make_check_rows),
)


@dataclass(frozen=True, slots=True)
class Filled:
    """What an update did; `register_changes` counts the agencies and lines of the roster that came, went or changed."""

    reports: int
    removed: int
    register_changes: int


def open_catalogue(settings: Settings) -> Engine:
    """The engine of the catalogue that `settings` name.

    Connections to SQLite are opened for each use, so that a catalogue that was swapped is seen at once.
    """
    if settings.catalogue_url:
        return create_engine(settings.catalogue_url)
    return _open_file(settings.data / FILE)


def _open_file(path: Path) -> Engine:
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA busy_timeout = 10000")
        # A transaction that outgrows the cache would shut readers out until it ends.
        connection.execute("PRAGMA cache_spill = OFF")

    return engine


def sync_catalogue(store: Store, settings: Settings) -> Filled:
    """Bring the catalogue up to date with the store, in one transaction; one damaged or of another form is rebuilt.

    Raises:
        IndexBusyError: another process fills it and does not end.
    """
    with _filling(settings):
        engine = open_catalogue(settings)
        try:
            if has_today_form(engine):
                with engine.begin() as connection:
                    return _fill(connection, store)
        except DatabaseError as error:
            if settings.catalogue_url or not _is_damage(error):
                raise
        finally:
            engine.dispose()
        return _rebuild(store, settings)


def rebuild_catalogue(store: Store, settings: Settings) -> Filled:
    """Fill a new catalogue; a file is filled beside the living one and swapped, a server's tables in one transaction.

    Raises:
        IndexBusyError: another process fills it and does not end.
    """
    with _filling(settings):
        return _rebuild(store, settings)


def _filling(settings: Settings) -> AbstractContextManager[None]:
    """Be the only one who fills."""
    return exclusive(settings.data / ".filling")


def _rebuild(store: Store, settings: Settings) -> Filled:
    if settings.catalogue_url:
        engine = create_engine(settings.catalogue_url)
        told = read_addresses(engine)
        with engine.begin() as connection:
            metadata.drop_all(connection)
            filled = _fill_new(connection, store, told)
        engine.dispose()
        return filled
    path = settings.data / FILE
    beside = path.with_suffix(".new")
    for stale in beside.parent.glob(f"{beside.name}*"):
        stale.unlink()
    told = _read_told_file(path) if path.exists() else []
    engine = _open_file(beside)
    with engine.begin() as connection:
        filled = _fill_new(connection, store, told)
    engine.dispose()
    _settle(path)
    beside.replace(path)
    return filled


def _read_told_file(path: Path) -> list[dict[str, Any]]:
    engine = _open_file(path)
    try:
        return read_addresses(engine)
    except DatabaseError as error:
        if not _is_damage(error):
            raise
        return []  # what was told once is forgotten with the file
    finally:
        engine.dispose()


def _settle(path: Path) -> None:
    """Have SQLite undo what a killed writer left half done: its journal would be applied to the file that comes next."""
    engine = _open_file(path)
    try:
        has_today_form(engine)
    except DatabaseError as error:
        # What is damaged beyond that is replaced in a moment.
        if not _is_damage(error):
            raise
    finally:
        engine.dispose()
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def _is_damage(error: DatabaseError) -> bool:
    """Whether SQLite says that a file is no database; its other errors (locked, disk full) have names of their own."""
    return type(error) is DatabaseError


def _fill_new(connection: Connection, store: Store, told: Iterable[Mapping[str, Any]]) -> Filled:
    """Fill new tables; `told` are the addresses that the old ones knew."""
    metadata.create_all(connection)
    connection.execute(insert(about), [{"schema_version": SCHEMA_VERSION, "state": uuid.uuid4().hex}])
    remember(connection, told)
    return _fill(connection, store)


def _fill(connection: Connection, store: Store) -> Filled:
    register = load_register(store.root)
    before = _read_register(connection)
    _fill_register(connection, register)
    register_changes = _find_changes(before, _read_register(connection))
    known = {row.name: row for row in connection.execute(select(reports.c.name, reports.c.stamp, reports.c.agency))}
    published = {f"{v.folder.parent.name}-{v.folder.name}": v for v in store.published()}
    gone = [name for name in known if name not in published]
    stamps = {name: row.stamp for name, row in known.items()}
    changed = {name: version for name, version in published.items() if stamps.get(name) != make_stamp(version)}
    for name in (*gone, *changed):
        for table, _ in _ROWS:
            connection.execute(delete(table).where(table.c.report == name))
        connection.execute(delete(reports).where(reports.c.name == name))
    for version in changed.values():
        connection.execute(insert(reports), [_report_row(version)])
        for table, make_rows in _ROWS:
            rows = list(make_rows(version))
            if rows:
                connection.execute(insert(table), rows)
    touched = {agency for table, agency in register_changes if table == agencies.name}
    touched |= {known[name].agency for name in (*gone, *changed) if name in known}
    touched |= {version.descriptor["agency"]["id"] for version in changed.values()}
    fill_standing(connection, touched)
    derive(connection, store, published, register, changed=changed, gone=gone, touched=touched)
    if changed or gone or touched or register_changes:
        connection.execute(update(about).values(state=uuid.uuid4().hex))
    return Filled(len(changed), len(gone), len(register_changes))


def _read_register(connection: Connection) -> dict[tuple[str, str], Sequence[Any]]:
    """What the catalogue holds of the register: table and agency, and the row's values."""
    return {
        (table.name, row[0]): tuple(row)
        for table, key in ((agencies, agencies.c.id), (roster, roster.c.agency))
        for row in connection.execute(select(key, table))
    }


def _find_changes(
    before: Mapping[tuple[str, str], Sequence[Any]], after: Mapping[tuple[str, str], Sequence[Any]]
) -> set[tuple[str, str]]:
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def _fill_register(connection: Connection, register: Register) -> None:
    connection.execute(delete(roster))
    connection.execute(delete(agencies))
    rows = [
        {
            "id": agency.id,
            "name": agency.name,
            "short_name": agency.short_name,
            "adcode": agency.adcode,
            "superior": _superior_id(agency, register),
            "other_names": "|".join(agency.all_names[1:]),
        }
        for agency in register.agencies.values()
    ]
    if rows:
        connection.execute(insert(agencies), rows)
    expected = [
        {
            "agency": one.agency,
            "report_types": "|".join(one.report_types),
            "since": one.since,
            "until": one.until,
        }
        for one in register.roster
        if one.agency in register.agencies
    ]
    if expected:
        connection.execute(insert(roster), expected)


def _superior_id(agency: Agency, register: Register) -> str | None:
    """The id of the agency that an agency is under; an editor may have written a name, which must mean one only."""
    told = agency.superior
    if told is None or told in register.agencies:
        return told
    bearing = [one for one in register.agencies.values() if told in one.all_names]
    near = [one for one in bearing if one.adcode == agency.adcode] or bearing
    return near[0].id if len(near) == 1 else None


def _report_row(version: Version) -> dict[str, Any]:
    descriptor = version.descriptor
    severities = Counter(row["severity"] for row in read_rows(version, "findings"))
    return {
        "name": descriptor["name"],
        "agency": descriptor["agency"]["id"],
        "adcode": descriptor["region"]["adcode"],
        "year": descriptor["fiscalYear"],
        "report_type": descriptor["reportType"],
        "coverage": descriptor["coverage"],
        "subject": descriptor["subject"],
        "title": descriptor["title"],
        "version": version.number,
        "created": descriptor["created"],
        "published": descriptor["published"],
        "errors": severities["error"],
        "notices": severities["notice"],
        "roundings": severities["rounding"],
        "passed": descriptor["checks"]["passed"],
        "unchecked": descriptor["checks"]["cannotCheck"],
        "stamp": make_stamp(version),
    }
