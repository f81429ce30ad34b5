"""Rows of the catalogue as plain records."""

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Row

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")


def make_record(kind: type[Record], row: Row[Any], **derived: Any) -> Record:
    """A dataclass of this kind, whose fields are the row's columns of the same names, and what is derived from it.

    Raises:
        AttributeError: the row lacks a column that is not derived.
    """
    columns = (one.name for one in fields(kind) if one.name not in derived)
    return kind(**{name: getattr(row, name) for name in columns}, **derived)
