"""Tables of what is derived from several reports together, and of what each report discloses.

Nothing of it is in a package: it follows from the versions that are published at a time, and goes with them.
"""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from portal.catalogue.tables import metadata, required

# What rules over several reports say. `report` is the later or larger of the two; both show it.
derived_findings = Table(
    "derived_findings",
    metadata,
    Column("id", String, primary_key=True),
    required("agency", index=True),  # whose reports were looked at: rows are replaced by agency
    required("outcome"),  # finding, unchecked, shown, passed, origin
    required("rule", index=True),
    required("severity"),
    required("message", Text),
    required("printed", Text),
    required("expected", Text),
    required("difference", Text),
    required("about"),  # id of the report's own finding that this adds to
    required("checks", Integer),  # how many checks passed
    required("report", index=True),
    required("version", Integer),
    Column("start", Integer),
    Column("end", Integer),
    required("anchor"),
    Column("other", String, index=True),
    Column("other_version", Integer),
    Column("other_start", Integer),
    Column("other_end", Integer),
    required("other_anchor"),
    required("also", Text),  # further places, as JSON
    required("steps", Text),  # the calculation, a line each, as JSON
)

# Findings that were told under an address and are not any more: what that was about, not what it said.
gone_findings = Table(
    "gone_findings",
    metadata,
    Column("report", String, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("id", String, primary_key=True),
    required("rule"),
    Column("other", String),
    Column("other_version", Integer),
)

# Which parts that the rules on disclosure ask for a report holds.
disclosure = Table(
    "disclosure",
    metadata,
    Column("report", String, primary_key=True),
    Column("item", String, primary_key=True),
    required("position", Integer),
    required("title"),
    required("status"),  # present, absent, not_applicable, elsewhere, unclear
    required("found", Text),  # what it was told by, for people
    required("anchor"),
    required("resource"),
)

# What the rows above depend on beside the reports of the agency: the units that a report names, and its public version
# before the current one.
covered_units = Table(
    "covered_units",
    metadata,
    Column("report", String, primary_key=True),
    Column("name", String, primary_key=True),
    required("agency"),
    required("adcode", String(6)),
    Index("covered_units_by_region", "adcode"),
)
earlier_versions = Table(
    "earlier_versions",
    metadata,
    Column("report", String, primary_key=True),
    required("version", Integer),
)
