"""First pages of reports of invented bodies in real regions, and what a careful reader tells from each.

`first_pages.csv` holds them: lines parted by ` / `, empty where the page does not tell. Agencies are written as the
contract has them: the region in front, the province left off; where the region stays open, as printed. A section that
speaks of a budget tells no type: it may stand in accounts, too. Pages of the group `held out` were written when the rules
were settled: what a new page meets.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

_TABLE = Path(__file__).with_suffix(".csv")


@dataclass(frozen=True)
class FirstPage:
    """A page, its file's name without suffix, and what it tells."""

    text: str
    agency: str | None
    adcode: str | None
    year: int | None
    report_type: str | None
    coverage: str | None
    subject: str | None
    file: str


def _load() -> list[FirstPage]:
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        return [
            FirstPage(
                text=row["page"].replace(" / ", "\n"),
                agency=row["agency"] or None,
                adcode=row["adcode"] or None,
                year=int(row["year"]) if row["year"] else None,
                report_type=row["report_type"] or None,
                coverage=row["coverage"] or None,
                subject=row["subject"] or None,
                file=row["file"] or "报告",
            )
            for row in csv.DictReader(lines)
        ]


FIRST_PAGES = _load()
