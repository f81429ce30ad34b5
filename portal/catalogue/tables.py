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
    Column("roundings", Integer, nullable=False),
    Column("passed", Integer, nullable=False),
    Column("unchecked", Integer, nullable=False),
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

# What the checks found. What its report is stands beside each finding: lists are narrowed and counted by it.
findings = Table(
    "findings",
    metadata,
    Column("report", ForeignKey("reports.name", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),  # its place among those of the report
    Column("id", String, nullable=False),
    Column("rank", Integer, nullable=False),  # of its severity, what matters most first
    Column("rule", String, nullable=False),
    Column("agency", String, nullable=False),
    Column("adcode", String(6), nullable=False),
    Column("year", Integer, nullable=False),
    Column("report_type", String, nullable=False),
    Column("message", Text, nullable=False),
    Column("disclosed", Text, nullable=False),
    Column("expected", Text, nullable=False),
    Column("difference", String, nullable=False),
    Column("start", Integer),  # None where it is about what the report lacks
    Column("page", Integer),  # of the source, where that has pages
    Column("source", String),  # the source that the page is of, where that is not the first one with pages
    Column("compared", String, nullable=False),  # own: within the report; across: with another
    Column("other", String),  # the report that it was compared with
    Column("other_version", Integer),
    Column("other_title", String),
)
_ORDER = (findings.c.rank, findings.c.year.desc(), findings.c.adcode, findings.c.agency)
Index("findings_in_order", *_ORDER, findings.c.report, findings.c.number)
for _column in ("rule", "agency", "adcode", "year", "report_type", "compared"):
    Index(f"findings_by_{_column}", findings.c[_column], *(one for one in _ORDER if one is not findings.c[_column]))
# What the counts beside filters are made of, without the texts.
_COUNTED = ("rank", "rule", "year", "report_type", "adcode", "agency", "compared")
Index("findings_counted", *(findings.c[one] for one in _COUNTED))

# How many checks of a rule a report passed, and how many could not be made.
checks = Table(
    "checks",
    metadata,
    Column("report", ForeignKey("reports.name", ondelete="CASCADE"), primary_key=True),
    Column("rule", String, primary_key=True),
    Column("passed", Integer, nullable=False),
    Column("unchecked", Integer, nullable=False),
)

# To be raised whenever the tables or what is derived (`derived_tables.py`) are made otherwise.
SCHEMA_VERSION = 6
