"""The address of a search: all of what is asked for, how it is narrowed, ordered and paged, read and written."""

from dataclasses import dataclass, replace
from typing import Any

from flask import abort, request, url_for

from index.query import HIGHEST, LOWEST, MAX_QUERY, NEWEST, OLDEST, PAGE_SIZE, RELEVANCE, Filters
from ingest.identify.decide import TYPE_LABELS
from ingest.regions import load_gazetteer
from portal.known import FINDINGS_LABELS
from portal.services import services
from portal.views.arguments import choice_argument, integer_argument, show_argument

REPORTS, SECTIONS, FIGURES = "reports", "sections", "figures"
SCOPES = {REPORTS: "报告", SECTIONS: "章节", FIGURES: "数字"}
UNITS = {REPORTS: "份报告", SECTIONS: "个章节", FIGURES: "个数字"}
ORDERS = {
    RELEVANCE: "最相关",
    NEWEST: "年度从新到旧",
    OLDEST: "年度从旧到新",
    HIGHEST: "金额从高到低",
    LOWEST: "金额从低到高",
}
SIZES = (PAGE_SIZE, 50, 100)
_LAST_PAGE = 100_000
# What the address calls a part of its state, and what that is where the address does not name it.
_NAMES = {
    "text": "q",
    "scope": "scope",
    "agency": "agency",
    "region": "region",
    "year": "year",
    "report_type": "type",
    "findings": "findings",
    "report": "report",
    "order": "sort",
    "size": "size",
    "plain": "plain",
    "page": "page",
}
LINKED = ("report_type", "year", "region", "agency", "findings")


@dataclass(frozen=True, slots=True)
class Address:
    """The state of a search; what results are narrowed to here is so by links, whatever the text says.

    `plain` takes the text as words and understands nothing of it; `report` searches in one report.
    """

    text: str = ""
    scope: str = REPORTS
    agency: str | None = None
    region: str | None = None
    year: int | None = None
    report_type: str | None = None
    findings: str | None = None
    report: str | None = None
    order: str = RELEVANCE
    size: int = PAGE_SIZE
    plain: bool = False
    page: int = 1

    @property
    def filters(self) -> Filters:
        """What it narrows to, as the index takes it."""
        return Filters(
            agencies=(self.agency,) if self.agency else (),
            region=self.region,
            years=(self.year,) if self.year else (),
            report_type=self.report_type,
            report=self.report,
            findings=self.findings,
        )

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments of the address, those that say nothing left out."""
        usual = Address()
        told = {name: (getattr(self, field), getattr(usual, field)) for field, name in _NAMES.items()}
        return {name: (1 if value is True else value) for name, (value, other) in told.items() if value != other}

    def without(self, field: str) -> "Address":
        """The same, not narrowed by one of `LINKED`."""
        nothing: Any = None
        return replace(self, page=1, **{field: nothing})

    def url(self, endpoint: str = "search.search", *, external: bool = False, **changes: Any) -> str:
        """The address with some of its state changed; on the first page where no other is given."""
        changed = replace(self, **{"page": 1, **changes})
        return url_for(endpoint, _external=external, **changed.arguments)


def read_address() -> Address:
    """The state that the request's address says; what it cannot mean ends the request."""
    return Address(
        text=request.args.get("q", "").strip()[:MAX_QUERY],
        scope=choice_argument("scope", SCOPES) or REPORTS,
        agency=_agency_argument(),
        region=choice_argument("region", load_gazetteer().by_code),
        year=integer_argument("year", 1990, 2100),
        report_type=choice_argument("type", TYPE_LABELS),
        findings=choice_argument("findings", FINDINGS_LABELS),
        report=request.args.get("report", "").strip() or None,
        order=choice_argument("sort", ORDERS) or RELEVANCE,
        size=_size_argument(),
        plain=request.args.get("plain", "") == "1",
        page=integer_argument("page", 1, _LAST_PAGE) or 1,
    )


def _agency_argument() -> str | None:
    agency = request.args.get("agency", "").strip()
    if agency and services().catalogue.agency(agency) is None:
        abort(400, f"不认识的“agency”：{show_argument(agency)}。")
    return agency or None


def _size_argument() -> int:
    size = integer_argument("size", 1, SIZES[-1]) or PAGE_SIZE
    if size not in SIZES:
        abort(400, f"“size”应是 {'、'.join(map(str, SIZES))} 之一。")
    return size
