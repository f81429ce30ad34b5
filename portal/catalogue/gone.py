"""Addresses of findings over several reports that are told no more: what follows from neighbours goes with them.

They are all that a catalogue knows and the packages do not; one that is rebuilt takes them over.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, inspect, select

from ingest.across.report import FINDING
from portal.catalogue.derived_tables import derived_findings, gone_findings

_KEY = ("report", "version", "id")
_ADDRESS = tuple(derived_findings.c[one.name] for one in gone_findings.columns)
_IS_FINDING = derived_findings.c.outcome == FINDING


def read_told(connection: Connection, which: ColumnElement[bool]) -> list[dict[str, Any]]:
    """The addresses of those findings that are told, as rows of `gone_findings`."""
    return [dict(row) for row in connection.execute(select(*_ADDRESS).where(which, _IS_FINDING)).mappings()]


def remember(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write down addresses of findings that may be told no more."""
    for row in rows:
        forget(connection, [tuple(row[key] for key in _KEY)])
        connection.execute(insert(gone_findings), [dict(row)])


def forget(connection: Connection, addresses: Iterable[tuple[Any, ...]]) -> None:
    """Take addresses off that tell something again; each is report, version and id."""
    for address in addresses:
        same = (gone_findings.c[key] == value for key, value in zip(_KEY, address, strict=True))
        connection.execute(delete(gone_findings).where(*same))


def read_addresses(engine: Engine) -> list[dict[str, Any]]:
    """The addresses under which a catalogue tells findings over several reports, or told them once."""
    if not inspect(engine).has_table(gone_findings.name):
        return []
    known = select(*gone_findings.columns).union(select(*_ADDRESS).where(_IS_FINDING))
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(known).mappings()]
