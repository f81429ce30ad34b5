"""Consistency checks (勾稽关系): pure functions from what was read to findings.

A rule whose inputs were not all read says that it could not check, which is neither a pass nor a finding.
"""

from collections.abc import Sequence

from ingest.checks.privacy import check_privacy
from ingest.checks.ratios import check_ratios
from ingest.checks.rules import Outcome
from ingest.checks.sums import check_sums
from ingest.checks.units import check_units
from ingest.figures import Figure
from ingest.findings import CheckReport, Finding, Unchecked


def check_report(text: str, figures: Sequence[Figure]) -> CheckReport:
    """Run every check on a report's text and figures; findings in reading order."""
    outcomes: list[Outcome] = [
        *check_sums(figures),
        *check_ratios(figures),
        *check_units(figures),
        *check_privacy(text),
    ]
    findings = sorted((one for one in outcomes if isinstance(one, Finding)), key=lambda one: (one.start, one.rule))
    unchecked = tuple(one for one in outcomes if isinstance(one, Unchecked))
    return CheckReport(tuple(findings), len(outcomes) - len(findings) - len(unchecked), unchecked)
