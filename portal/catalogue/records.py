"""Rows of the catalogue as plain records."""

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Row

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class FigureRecord:
    """A figure, with what its report is; `year` is what it is about."""

    report: str
    id: str
    part: str
    indicator: str
    scope: str
    phase: str
    measure: str
    year: int
    value: Decimal
    unit: str
    disclosed: str
    from_table: bool
    title: str
    agency: str
    agency_name: str
    adcode: str
    report_type: str
    coverage: str | None


def make_record(kind: type[Record], row: Row[Any], **derived: Any) -> Record:
    """A dataclass of this kind, whose fields are the row's columns of the same names, and what is derived from it.

    Raises:
        AttributeError: the row lacks a column that is not derived.
    """
    columns = (one.name for one in fields(kind) if one.name not in derived)
    return kind(**{name: getattr(row, name) for name in columns}, **derived)
