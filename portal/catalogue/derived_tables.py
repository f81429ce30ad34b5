"""Tables of what is derived from several reports together, and of what each report discloses.

Nothing of it is in a package: it follows from the versions that are published at a time, and goes with them.
"""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from portal.catalogue.tables import metadata

# What rules over several reports say. `report` is the later or larger of the two; both show it.
derived_findings = Table(
    "derived_findings",
    metadata,
    Column("id", String, primary_key=True),
    Column("agency", String, nullable=False, index=True),  # whose reports were looked at: rows are replaced by agency
    Column("outcome", String, nullable=False),  # finding, unchecked, shown, passed, origin
    Column("rule", String, nullable=False, index=True),
    Column("severity", String, nullable=False),
    Column("message", Text, nullable=False),
    Column("printed", Text, nullable=False),
    Column("expected", Text, nullable=False),
    Column("difference", Text, nullable=False),
    Column("about", String, nullable=False),  # id of the report's own finding that this adds to
    Column("checks", Integer, nullable=False),  # how many checks passed
    Column("report", String, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("anchor", String, nullable=False),
    Column("other", String, index=True),
    Column("other_version", Integer),
    Column("other_start", Integer),
    Column("other_end", Integer),
    Column("other_anchor", String, nullable=False),
    Column("also", Text, nullable=False),  # further places, as JSON
    Column("steps", Text, nullable=False),  # the calculation, a line each, as JSON
)

# Findings that were told under an address and are not any more: what that was about, not what it said.
gone_findings = Table(
    "gone_findings",
    metadata,
    Column("report", String, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("id", String, primary_key=True),
    Column("rule", String, nullable=False),
    Column("other", String),
    Column("other_version", Integer),
)

# Which parts that the rules on disclosure ask for a report holds.
disclosure = Table(
    "disclosure",
    metadata,
    Column("report", String, primary_key=True),
    Column("item", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("status", String, nullable=False),  # present, absent, not_applicable, elsewhere, unclear
    Column("found", Text, nullable=False),  # what it was told by, for people
    Column("anchor", String, nullable=False),
    Column("resource", String, nullable=False),
)

# What the rows above depend on beside the reports of the agency: the units that a report names, and its public version
# before the current one.
covered_units = Table(
    "covered_units",
    metadata,
    Column("report", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("agency", String, nullable=False),
    Column("adcode", String(6), nullable=False),
    Index("covered_units_by_region", "adcode"),
)
earlier_versions = Table(
    "earlier_versions",
    metadata,
    Column("report", String, primary_key=True),
    Column("version", Integer, nullable=False),
)
