"""The catalogue's tables. What pages list, sum and rank; nothing here is not in a package or in the register."""

from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

_PLACES = 4


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal with four places, kept as an integer: exact, and summed exactly, on every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """To the database."""
        return None if value is None else int(value.scaleb(_PLACES).to_integral_value())

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """From the database; a sum of integers may come as another numeric type."""
        return None if value is None else Decimal(int(value)).scaleb(-_PLACES)


metadata = MetaData()

# One row: which form of these tables this catalogue has.
about = Table("about", metadata, Column("schema_version", Integer, primary_key=True))

agencies = Table(
    "agencies",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("short_name", String, nullable=False),
    Column("adcode", String(6), nullable=False, index=True),
    Column("superior", String),  # the id of the agency that it is under, where the register says one that it knows
    Column("other_names", Text, nullable=False),  # aliases and former names, separated by |
)

roster = Table(
    "roster",
    metadata,
    Column("agency", ForeignKey("agencies.id"), primary_key=True),
    Column("report_types", String, nullable=False),
    Column("since", Integer),
    Column("until", Integer),
)

reports = Table(
    "reports",
    metadata,
    Column("name", String, primary_key=True),
    Column("agency", String, nullable=False, index=True),
    Column("adcode", String(6), nullable=False, index=True),
    Column("year", Integer, nullable=False, index=True),
    Column("report_type", String, nullable=False),
    Column("coverage", String),
    Column("subject", String),
    Column("title", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created", String, nullable=False, index=True),
    Column("published", String),
    Column("errors", Integer, nullable=False),
    Column("notices", Integer, nullable=False),
    Column("passed", Integer, nullable=False),
    Column("stamp", String, nullable=False),
)

figures = Table(
    "figures",
    metadata,
    Column("report", ForeignKey("reports.name", ondelete="CASCADE"), primary_key=True),
    Column("id", String, primary_key=True),
    Column("part", String, nullable=False),
    Column("indicator", String, nullable=False),
    Column("scope", String, nullable=False),
    Column("phase", String, nullable=False),
    Column("measure", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("value", ExactDecimal, nullable=False),
    Column("unit", String, nullable=False),
    Column("disclosed", String, nullable=False),
    Column("from_table", Boolean, nullable=False),
    Index("figures_by_indicator", "indicator", "measure", "phase", "year"),
)
# To be raised whenever the tables or what is derived (`derived_tables.py`) are made otherwise.
SCHEMA_VERSION = 4
