"""What a package says of its checks as rows of the catalogue: its findings, and what passed or could not be checked."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ingest.across.report import Derived
from ingest.findings import ERROR, NOTICE, ROUNDING
from ingest.store import Version, read_rows
from portal.published import PublishedReport

OWN, ACROSS = "own", "across"  # compared within a report, or with another
_ACROSS = 1_000_000  # numbers of findings over several reports begin behind all of a report's own
# What a reader should see first; the number is what the catalogue keeps of a severity.
SEVERITIES = (ERROR, NOTICE, ROUNDING)


def make_finding_rows(version: Version) -> Iterator[dict[str, Any]]:
    """The rows of `findings` of a version, in the report's order."""
    descriptor = version.descriptor
    report = PublishedReport(version, (version,))
    paged = [one.name for one in report.paged_sources]
    for number, row in enumerate(read_rows(version, "findings"), 1):
        start = int(row["start"]) if row["start"] else None
        place = report.place_at(start) if paged and start is not None else None
        shown = place if place is not None and place.source in paged else None
        yield {
            "report": descriptor["name"],
            "number": number,
            "id": row["id"],
            "rank": SEVERITIES.index(row["severity"]),
            "rule": row["rule"],
            "agency": descriptor["agency"]["id"],
            "adcode": descriptor["region"]["adcode"],
            "year": descriptor["fiscalYear"],
            "report_type": descriptor["reportType"],
            "message": row["message"],
            "disclosed": row["disclosed"],
            "expected": row["expected"],
            "difference": row["difference"],
            "start": start,
            "page": shown.page if shown else None,
            "source": shown.source if shown and shown.source != paged[0] else None,
            "compared": OWN,
            "other": None,
            "other_version": None,
            "other_title": None,
        }


def make_across_row(number: int, key: str, one: Derived, here: Version, there: Version | None) -> dict[str, Any]:
    """The row of a finding of a rule over several reports: it stands among those of the later or larger one."""
    descriptor = here.descriptor
    report = PublishedReport(here, (here,))
    paged = [one.name for one in report.paged_sources]
    place = report.place_at(one.here.start) if paged and one.here.start is not None else None
    shown = place if place is not None and place.source in paged else None
    return {
        "report": one.here.report,
        "number": _ACROSS + number,
        "id": key,
        "rank": SEVERITIES.index(one.severity),
        "rule": one.rule,
        "agency": descriptor["agency"]["id"],
        "adcode": descriptor["region"]["adcode"],
        "year": descriptor["fiscalYear"],
        "report_type": descriptor["reportType"],
        "message": one.message,
        "disclosed": one.printed,
        "expected": one.expected,
        "difference": one.difference,
        "start": one.here.start,
        "page": shown.page if shown else None,
        "source": shown.source if shown and shown.source != paged[0] else None,
        "compared": ACROSS,
        "other": there.name if there else None,
        "other_version": there.number if there else None,
        "other_title": there.descriptor["title"] if there else None,
    }


def make_check_rows(version: Version) -> Iterator[dict[str, Any]]:
    """The rows of `checks` of a version; packages of before count what passed over all rules only."""
    told = version.descriptor["checks"]
    passed = Counter(told.get("passedByRule", {}))
    unchecked = Counter(one["rule"] for one in told["unchecked"])
    for rule in sorted(passed.keys() | unchecked.keys()):
        yield {"report": version.name, "rule": rule, "passed": passed[rule], "unchecked": unchecked[rule]}
