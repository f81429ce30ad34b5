"""One indicator over all agencies and years: a list to read, and one CSV with a source for every number."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, abort, render_template, request, send_file, url_for

from index.understanding.vocabulary import usual_measure
from ingest.checks.wording import show_number
from ingest.identify.decide import TYPE_LABELS
from ingest.regions import load_gazetteer
from ingest.vocabulary import load_indicators
from portal.answers.lists import last_told, make_arguments, name_bound
from portal.answers.model import Value
from portal.answers.telling import MONEY, exact, make_value, name_figure, name_scope
from portal.catalogue.figure_queries import FigureFilters, FigureOfReport, count_against
from portal.catalogue.standing import LEADS
from portal.downloads import spool_csv
from portal.presentation import (
    COVERAGE_LABELS,
    MEASURE_LABELS,
    PART_LABELS,
    PHASE_LABELS,
    SCOPE_LABELS,
    SOURCE_LABELS,
    label_indicator,
)
from portal.services import services
from portal.views.arguments import choice_argument, integer_argument, show_argument

blueprint = Blueprint("indicators", __name__)
PAGE_SIZE = 50
_LAST_PAGE = 100_000
_MOST_NAMED = 50  # agencies or years in one address
_AMOUNT = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TEN_THOUSAND = Decimal(10_000)
_FLAGS = ("1",)
_ORDERS = ("most", "least")


@dataclass(frozen=True, slots=True)
class Line:
    """A figure as a row of the CSV tells it: `base` is the address of the site, `findings` what contradicts it."""

    figure: FigureOfReport
    url: str
    findings: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that the list may be narrowed to."""

    label: str
    chosen: bool
    url: str


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """A row of the list: the agency's figure; `rank` counts from the first."""

    rank: int
    figure: FigureOfReport
    value: Value
    findings: int


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """Context of `indicator.html`; `among` counts the agencies and years that have the figure, `total` those within the bounds."""

    code: str
    title: str
    bounds: str
    years: tuple[Choice, ...]
    phases: tuple[Choice, ...]
    scopes: tuple[Choice, ...]
    order: Choice
    lines: tuple[IndicatorLine, ...]
    total: int
    among: int
    page: int
    pages: int
    previous_url: str | None
    next_url: str | None
    csv_url: str
    raw_url: str
    whole_url: str


# A journalist's columns: whose figure of which year, how much, and where it is printed.
COLUMNS: Mapping[str, Callable[[Line], str]] = {
    "单位": lambda line: line.figure.agency_name,
    "行政区划代码": lambda line: line.figure.adcode,
    "年度": lambda line: str(line.figure.year),
    "指标": lambda line: label_indicator(line.figure.indicator),
    "口径": lambda line: name_scope(line.figure.scope),
    "阶段": lambda line: PHASE_LABELS[line.figure.phase],
    "度量": lambda line: MEASURE_LABELS[line.figure.measure],
    "数值（元）": lambda line: _number(line.figure) if line.figure.unit == MONEY else "",
    "数值（万元）": lambda line: show_number(line.figure.value / _TEN_THOUSAND) if line.figure.unit == MONEY else "",
    "其他数值": lambda line: "" if line.figure.unit == MONEY else _number(line.figure),
    "计量单位": lambda line: line.figure.unit,
    "原文": lambda line: line.figure.disclosed,
    "代表该单位该年度": lambda line: "是" if line.figure.standing == LEADS else "否",
    "代表该口径": lambda line: "是" if line.figure.standing else "否",
    "核对结果": lambda line: f"涉及 {line.findings} 处不一致" if line.findings else "未见不一致",
    "报告": lambda line: line.figure.title,
    "报告类型": lambda line: TYPE_LABELS.get(line.figure.report_type, line.figure.report_type),
    "覆盖范围": lambda line: COVERAGE_LABELS.get(line.figure.coverage or "", "未写明"),
    "报告部分": lambda line: PART_LABELS.get(line.figure.part, line.figure.part),
    "出处": lambda line: SOURCE_LABELS["table" if line.figure.from_table else "narrative"],
    "报告页": lambda line: line.url,
    "报告名": lambda line: line.figure.report,
    "版本": lambda line: str(line.figure.version),
    "单位编号": lambda line: line.figure.agency,
    "指标代码": lambda line: line.figure.indicator,
}


def _number(figure: FigureOfReport) -> str:
    return f"{exact(figure.value, figure.unit, figure.disclosed):f}"


@blueprint.get("/indicators/<code>.csv")
def as_csv(code: str) -> Response:
    """The figures of an indicator that the filters leave, each with its source, as Excel opens them; `bom=0` for programs."""
    filters = read_filters(code)
    across = services().catalogue.figures.across()
    addresses = _Addresses()
    lines = (
        Line(one, addresses.find(one), count_against(one, across.get(one.report, ())))
        for one in services().catalogue.figures.rows(filters)
    )
    content = spool_csv(
        tuple(COLUMNS),
        ([make(line) for make in COLUMNS.values()] for line in lines),
        bom=request.args.get("bom") != "0",
    )
    named = [label_indicator(code), filters.region, *filters.years, *filters.agencies[:1]]
    named += [PHASE_LABELS.get(filters.phase or ""), SCOPE_LABELS.get(filters.scope or "")]
    name = "-".join(str(one) for one in named if one)
    return send_file(content, mimetype="text/csv", as_attachment=True, download_name=f"{name}.csv")


class _Addresses:
    """Addresses of figures, made once for each report: they come report by report."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def find(self, figure: FigureOfReport) -> str:
        if figure.report not in self._known:
            self._known = {figure.report: url_for("reports.report", name=figure.report, _external=True)}
        return f"{self._known[figure.report]}#{quote(figure.id)}"


@blueprint.get("/indicators/<code>")
def indicator(code: str) -> str:
    """An indicator over the agencies, one figure for each agency and year, in order of the values."""
    figures = services().catalogue.figures
    asked = replace(read_filters(code), standing=True)
    asked = replace(asked, measure=asked.measure or usual_measure(code))
    phases = [one for one in PHASE_LABELS if figures.years(_unbounded(replace(asked, phase=one, scope=None, years=())))]
    asked = replace(
        asked, phase=asked.phase or next((one for one in ("actual", "budget", "adjusted") if one in phases), "actual")
    )
    known = figures.years(_unbounded(replace(asked, years=())))
    filters = asked if asked.years or asked.latest or not known else replace(asked, years=(last_told(known),))
    ascending = choice_argument("order", _ORDERS) == "least"
    among, total = figures.count(_unbounded(filters)), figures.count(filters)
    number, pages = integer_argument("page", 1, _LAST_PAGE) or 1, max(1, -(-total // PAGE_SIZE))
    if number > pages:
        abort(404, f"没有第 {number} 页：一共 {pages} 页。")
    start = (number - 1) * PAGE_SIZE
    rows = figures.ranked(filters, PAGE_SIZE, start=start, ascending=ascending)
    across = figures.across({row.report for row in rows})

    def address(
        page: int = 1, *, least: bool = ascending, endpoint: str = "indicators.indicator", **changed: Any
    ) -> str:
        arguments = make_arguments(replace(filters, **changed), ascending=least)
        return url_for(endpoint, code=code, page=page if page > 1 else None, **arguments)

    lines = tuple(
        IndicatorLine(at, row, make_value(row, ""), count_against(row, across.get(row.report, ())))
        for at, row in enumerate(rows, start + 1)
    )
    told = name_figure(code, filters.scope, filters.phase or "actual", filters.measure or "amount")
    page = IndicatorPage(
        code=code,
        title=_title(filters, told),
        bounds=_name_bounds(filters),
        years=tuple(
            Choice(f"{one}年度", filters.years == (one,), address(years=(one,), latest=False)) for one in known
        ),
        phases=tuple(
            Choice(PHASE_LABELS[one], filters.phase == one, address(phase=one, years=asked.years)) for one in phases
        ),
        scopes=(
            Choice("各单位的首选口径", filters.scope is None, address(scope=None)),
            *(
                Choice(name_scope(one), filters.scope == one, address(scope=one))
                for one in ("fiscal", "general_public", "all")
            ),
        ),
        order=Choice("从少到多" if not ascending else "从多到少", chosen=False, url=address(least=not ascending)),
        lines=lines,
        total=total,
        among=among,
        page=number,
        pages=pages,
        previous_url=address(number - 1) if number > 1 else None,
        next_url=address(number + 1) if number < pages else None,
        csv_url=address(endpoint="indicators.as_csv"),
        raw_url=_raw(address(endpoint="indicators.as_csv")),
        whole_url=url_for("indicators.as_csv", code=code),
    )
    return render_template("indicator.html", page=page)


def _raw(url: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}bom=0"


def _unbounded(filters: FigureFilters) -> FigureFilters:
    return replace(filters, least=None, most=None)


def _title(filters: FigureFilters, told: str) -> str:
    where = load_gazetteer().place(filters.region).prefix if filters.region else ""
    return f"{where}{'、'.join(f'{year}年度' for year in filters.years)}{told}"


def _name_bounds(filters: FigureFilters) -> str:
    """The bounds in words, empty without any."""
    least, most = (None if one is None else name_bound(one, filters.measure) for one in (filters.least, filters.most))
    words = [
        f"{'高于' if filters.strict else '不低于'} {least}" if least else "",
        f"{'低于' if filters.strict else '不高于'} {most}" if most else "",
    ]
    return "、".join(filter(None, words))


def read_filters(code: str) -> FigureFilters:
    """The indicator and the filters of the address; what is not understood is a 400, an unknown indicator a 404."""
    if code not in load_indicators():
        abort(404, f"没有“{show_argument(code)}”这个指标：指标代码可能写错了。")
    return FigureFilters(
        indicator=code,
        phase=choice_argument("phase", PHASE_LABELS),
        measure=choice_argument("measure", MEASURE_LABELS),
        scope=choice_argument("scope", SCOPE_LABELS),
        years=_years(),
        agencies=_agencies(),
        region=choice_argument("region", load_gazetteer().by_code),
        least=_amount("least"),
        most=_amount("most"),
        strict=choice_argument("strict", _FLAGS) is not None,
        standing=choice_argument("single", _FLAGS) is not None,
        latest=choice_argument("latest", _FLAGS) is not None,
    )


def _listed(name: str) -> Sequence[str]:
    told = [one.strip() for one in request.args.getlist(name) if one.strip()]
    if len(told) > _MOST_NAMED:
        abort(400, f"“{name}”最多写 {_MOST_NAMED} 个。")
    return told


def _years() -> tuple[int, ...]:
    told = _listed("year")
    for one in told:
        if not _YEAR.fullmatch(one):
            abort(400, f"“year”应是四位的年度：{show_argument(one)}。")
    return tuple(dict.fromkeys(int(one) for one in told))


def _agencies() -> tuple[str, ...]:
    told = _listed("agency")
    for one in told:
        if services().catalogue.agency(one) is None:
            abort(400, f"不认识的“agency”：{show_argument(one)}。")
    return tuple(dict.fromkeys(told))


def _amount(name: str) -> Decimal | None:
    text = request.args.get(name, "").strip()
    if not text:
        return None
    if not _AMOUNT.fullmatch(text, 0) or not text.isascii():
        abort(400, f"“{name}”应是以元计的金额，如 50000：{show_argument(text)}。")
    return Decimal(text)
