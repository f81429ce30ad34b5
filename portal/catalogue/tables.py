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

    def process_bind_param(self, value: Decimal | None, _dialect: Dialect) -> int | None:
        """To the database."""
        return None if value is None else int(value.scaleb(_PLACES).to_integral_value())

    def process_result_value(self, value: Any, _dialect: Dialect) -> Decimal | None:
        """From the database; a sum of integers may come as another numeric type."""
        return None if value is None else Decimal(int(value)).scaleb(-_PLACES)


def required(name: str, kind: Any = String, **more: Any) -> Column[Any]:
    """A column that no row leaves open; text where nothing else is said."""
    return Column(name, kind, nullable=False, **more)


metadata = MetaData()

# One row: which form of these tables this catalogue has, and a mark that is another after every filling that changed it.
about = Table("about", metadata, Column("schema_version", Integer, primary_key=True), required("state"))

agencies = Table(
    "agencies",
    metadata,
    Column("id", String, primary_key=True),
    required("name"),
    required("short_name"),
    required("adcode", String(6), index=True),
    Column("superior", String),  # the id of the agency that it is under, where the register says one that it knows
    required("other_names", Text),  # aliases and former names, separated by |
)

roster = Table(
    "roster",
    metadata,
    Column("agency", ForeignKey("agencies.id"), primary_key=True),
    required("report_types"),
    Column("since", Integer),
    Column("until", Integer),
)

reports = Table(
    "reports",
    metadata,
    Column("name", String, primary_key=True),
    required("agency", index=True),
    required("adcode", String(6), index=True),
    required("year", Integer, index=True),
    required("report_type"),
    Column("coverage", String),
    Column("subject", String),
    required("title"),
    required("version", Integer),
    required("created", index=True),
    Column("published", String),
    required("errors", Integer),
    required("notices", Integer),
    required("roundings", Integer),
    required("passed", Integer),
    required("unchecked", Integer),
    required("stamp"),
)

figures = Table(
    "figures",
    metadata,
    Column("report", ForeignKey("reports.name", ondelete="CASCADE"), primary_key=True),
    Column("id", String, primary_key=True),
    required("part"),
    required("indicator"),
    required("scope"),
    required("phase"),
    required("measure"),
    required("year", Integer),
    required("value", ExactDecimal),
    required("unit"),
    required("disclosed"),
    required("from_table", Boolean),
    required("base"),  # what a ratio or change is measured against, as the data contract says
    required("start", Integer),
    required("end", Integer),
    required("contradicted", Integer),  # how many of the report's own checks found it contradicted
    # 1: of an agency's figures of one indicator, year, phase and measure this one stands for its scope; 2: it stands for
    # them all; 0: another one does. It depends on all reports of the agency and is told anew with any of them.
    required("standing", Integer),
    Index("figures_in_order", "indicator", "measure", "phase", "standing", "year", "value"),
)

# Projects with what they cost; `key` is the name as it is compared.
projects = Table(
    "projects",
    metadata,
    Column("report", ForeignKey("reports.name", ondelete="CASCADE"), primary_key=True),
    Column("id", String, primary_key=True),
    required("part"),
    required("scope"),
    required("name"),
    required("key"),
    required("year", Integer),
    Column("budget", ExactDecimal),
    Column("adjusted", ExactDecimal),
    Column("actual", ExactDecimal),
    required("start", Integer),
    required("end", Integer),
    Index("projects_by_key", "key"),
)

# Expenditure by functional classification; `code` is that of the row's own level as printed, `key` its name as it is
# compared.
function_expenditure = Table(
    "function_expenditure",
    metadata,
    Column("report", ForeignKey("reports.name", ondelete="CASCADE"), primary_key=True),
    Column("id", String, primary_key=True),
    required("part"),
    required("scope"),
    required("level"),
    required("code"),
    required("category_code"),  # of its 类, also where its own is not printed
    required("name"),
    required("key"),
    Column("budget", ExactDecimal),
    Column("adjusted", ExactDecimal),
    Column("actual", ExactDecimal),
    Column("completion_rate", ExactDecimal),
    required("start", Integer),
    required("end", Integer),
    Index("function_expenditure_by_code", "code", "key"),
    Index("function_expenditure_by_key", "key", "code"),
)

# The words of a figure's label and sentence as smallest words, a blank on either side of each. A table of their own: only a
# search for words reads them.
figure_words = Table(
    "figure_words",
    metadata,
    Column("report", ForeignKey("reports.name", ondelete="CASCADE"), primary_key=True),
    Column("id", String, primary_key=True),
    required("words", Text),
)

# What the checks found. What its report is stands beside each finding: lists are narrowed and counted by it.
findings = Table(
    "findings",
    metadata,
    Column("report", ForeignKey("reports.name", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),  # its place among those of the report
    required("id"),
    required("rank", Integer),  # of its severity, what matters most first
    required("rule"),
    required("agency"),
    required("adcode", String(6)),
    required("year", Integer),
    required("report_type"),
    required("message", Text),
    required("disclosed", Text),
    required("expected", Text),
    required("difference"),
    Column("start", Integer),  # None where it is about what the report lacks
    Column("page", Integer),  # of the source, where that has pages
    Column("source", String),  # the source that the page is of, where that is not the first one with pages
    required("compared"),  # own: within the report; across: with another
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
    required("passed", Integer),
    required("unchecked", Integer),
)

# To be raised whenever the tables or what is derived (`derived_tables.py`) are made otherwise.
SCHEMA_VERSION = 12
