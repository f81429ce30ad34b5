"""The card of a project or a function: the words left over of a question against the names of an agency's own."""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from flask import url_for

from portal.answers.asking import Asked
from portal.answers.model import ListCard, ListRow, SpendingCard, Value
from portal.answers.named import FEWEST_INSIDE, FUNCTION_KIND, PROJECT, find_named
from portal.answers.sentences import cut_sentence, join_pieces
from portal.answers.telling import MONEY, exact, link_row, name_scope
from portal.catalogue.names import project_key
from portal.catalogue.spending_queries import SpendingRow
from portal.presentation import PHASE_LABELS
from portal.published import find_published
from portal.services import Services

MOST_CANDIDATES = 5
_PHASES = ("actual", "budget", "adjusted")
_COST = "费"  # 护理员培训费 is what 护理员培训 cost
_IN_ORDER = {
    "actual": _PHASES,
    "budget": ("budget", "adjusted", "actual"),
    "adjusted": ("adjusted", "budget", "actual"),
}
# What may be told where a phase is asked for by its name: 预算数 that only became one in the year is one.
_INSTEAD = {"actual": {"actual"}, "budget": {"budget", "adjusted"}, "adjusted": {"adjusted", "budget"}}
_RESOURCES = {PROJECT: "projects", FUNCTION_KIND: "function-expenditure"}


def find_spending_card(
    agency: str, asked: Asked, services: Services, *, exact: bool = False
) -> SpendingCard | ListCard | None:
    """Return what an agency spent on what the question names: one card, a list of what it may mean, or None.

    `exact` takes no name but one that is the same.
    """
    kind, rows = find_named(agency, asked, services, exact=exact)
    chosen = list(_choose(rows, asked, _asked_phase(asked)))
    if len(chosen) == 1:
        return _make_card(kind, chosen[0], rows, asked, services)
    return _make_list(kind, chosen, asked) if 1 < len(chosen) <= MOST_CANDIDATES else None


def find_typed_project(agency: str, asked: Asked, services: Services) -> SpendingCard | None:
    """Return what an agency spent on the project whose very name was typed, though words of it mean figures, too."""
    keys = {key for one in asked.names_typed if len(key := project_key(one)) >= FEWEST_INSIDE}
    known = services.catalogue.spending.projects(agency) if keys else []
    rows = [row for row in known if row.key in keys]
    if not rows:
        plain = {one.removesuffix(_COST) for one in keys}
        rows = [row for row in known if row.key in plain]
    chosen = list(_choose(rows, asked, _asked_phase(asked)))
    return _make_card(PROJECT, chosen[0], rows, asked, services) if len(chosen) == 1 else None


def _asked_phase(asked: Asked) -> str:
    """What was planned or what was spent: as the question says, else by the kind of report that it is about."""
    return _typed_phase(asked) or ("budget" if asked.report_type == "budget" else "actual")


def _typed_phase(asked: Asked) -> str | None:
    """The one phase that the question names; None where it names none or several."""
    phases = {*asked.understood.phases, *(one.phase for one in asked.understood.indicators)} - {None}
    return phases.pop() if len(phases) == 1 else None


def find_owner(asked: Asked, services: Services) -> str | None:
    """The agency whose project the words name, where it is one alone; the name must be the same."""
    if asked.understood.indicators or asked.understood.functions:
        return None
    keys = {key for one in (*asked.words, "".join(asked.words)) if len(key := project_key(one)) >= FEWEST_INSIDE}
    owners = services.catalogue.spending.owners(keys, asked.region) if keys else []
    return owners[0] if len(owners) == 1 else None


def _choose(rows: Sequence[SpendingRow], asked: Asked, phase: str) -> Iterator[SpendingRow]:
    """Of each name the row that stands for it, of the latest year that has one; more where a report tells several.

    What was planned may stand in another report than the budget, and what was spent in another than the accounts.
    """
    told = [
        row
        for row in rows
        if (not asked.years or row.year in asked.years)
        and (asked.report_type in {None, row.report_type} or getattr(row, phase) is not None)
        and asked.coverage in {None, row.coverage}
    ]
    typed = [row for row in told if row.report_type == asked.report_type and getattr(row, phase) is not None]
    named = [row for row in told if phase in {"budget", _typed_phase(asked)} and getattr(row, phase) is not None]
    told = typed or named or told
    together: dict[tuple[str, str], list[SpendingRow]] = {}
    for row in told:
        together.setdefault((row.key, row.code or _only_code(row, told)), []).append(row)
    for named in together.values():
        newest = [row for row in named if row.year == max(one.year for one in named)]
        best = min(newest, key=lambda row: row.rank)
        yield from (row for row in newest if row.rank == best.rank and row.report == best.report)


def _only_code(row: SpendingRow, rows: Sequence[SpendingRow]) -> str:
    """The code under which others bear the same name, for a row that was printed without; empty where they have several."""
    codes = {one.code for one in rows if one.key == row.key} - {""}
    return codes.pop() if len(codes) == 1 else ""


def _name_as_asked(kind: str, row: SpendingRow, asked: Asked, text: str) -> str:
    """A project's name as it was typed where a table of the report calls it so, too, else as its row has it."""
    typed = (*asked.words, "".join(asked.words)) if kind == PROJECT else ()
    same = [one for one in typed if project_key(one) == row.key]
    return next((one for one in same if re.search(rf"\| *{re.escape(one)} *\|", text)), row.name)


def _make_card(
    kind: str, row: SpendingRow, rows: Sequence[SpendingRow], asked: Asked, services: Services
) -> SpendingCard | None:
    published = find_published(services.store, row.report, row.version)
    report = next(iter(services.catalogue.reports(names=[row.report])), None)
    if published is None or report is None:
        return None
    # The catalogue may know another version than is in the store by now.
    same = next((one for one in published.rows(_RESOURCES[kind]) if one["id"] == row.id), None)
    if same is None or same["start"] != str(row.start):
        return None
    pieces = cut_sentence(published.text, row.start, row.end)
    name = _name_as_asked(kind, row, asked, published.text)
    phases = _IN_ORDER[_asked_phase(asked)]
    phase = next((one for one in phases if getattr(row, one) is not None), None)
    if phase is None or phase not in _INSTEAD.get(_typed_phase(asked) or "", _PHASES):
        return None  # named without an amount, or without that which is asked for
    return SpendingCard(
        kind=kind,
        agency=row.agency,
        agency_name=row.agency_name,
        year=row.year,
        code=row.code,
        name=name,
        title=f"{row.year}年度{name}",
        values=tuple(_list_values(row, phases)),
        phase=phase,
        report=report,
        sentence=join_pieces(pieces),
        csv_url=url_for("reports.dataset", name=row.report, resource=_RESOURCES[kind]),
        scope=row.scope,
        pieces=pieces,
        start=row.start,
        years=tuple(_in_other_years(row, rows, phases)),
    )


def _list_values(row: SpendingRow, phases: Sequence[str] = _PHASES) -> Iterator[Value]:
    """What was spent, what was planned, how much of it that is."""
    url = link_row(row.report, row.id)
    for phase in phases:
        amount: Decimal | None = getattr(row, phase)
        if amount is not None:
            label = "支出" if phase == "actual" and not row.level else PHASE_LABELS[phase]  # a project has no accounts
            yield Value(label, exact(amount, MONEY), MONEY, "", url, scope=row.scope)
    if row.completion_rate is not None:
        yield Value("完成预算", exact(row.completion_rate, "%"), "%", "", url)
        return
    plan, label = (row.budget, "完成预算") if row.budget else (row.adjusted, "完成调整预算")
    if row.actual is not None and plan:
        percent = (row.actual / plan * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
        yield Value(label, percent, "%", "", url, computed=True)


def first_value(row: SpendingRow, asked: Asked | None = None) -> Value | None:
    """What was spent on a project or function, else what was planned; of what is asked for the phase that the question names.

    None where it is named without an amount.
    """
    phase = _typed_phase(asked) if asked else None
    return next(_list_values(row, (phase,) if phase else _PHASES), None)


def _in_other_years(
    row: SpendingRow, rows: Sequence[SpendingRow], phases: Sequence[str]
) -> Iterator[tuple[int, Value]]:
    for year in sorted({one.year for one in rows} - {row.year}, reverse=True):
        same = {row.code, ""} if row.code else {_only_code(row, rows), ""}
        named = [one for one in rows if one.year == year and one.key == row.key and one.code in same]
        ranked = sorted(named, key=lambda one: one.rank)
        if ranked and (len(ranked) == 1 or ranked[0].rank != ranked[1].rank):
            first = next(_list_values(ranked[0], phases), None)
            if first is not None and first.label == next(_list_values(row, phases)).label:
                yield year, first


def _make_list(kind: str, rows: Sequence[SpendingRow], asked: Asked) -> ListCard | None:
    values = [value for row in rows if (value := first_value(row))]
    if len(values) < len(rows):
        return None
    told = "、".join(asked.words)
    what = "项目" if kind == PROJECT else "支出科目"
    return ListCard(
        indicator="",
        scope="",
        phase="",
        measure="amount",
        title=f"与“{told}”相近的{what}" if told else what,
        rows=tuple(
            ListRow(
                row.agency,
                row.agency_name,
                row.year,
                row.report,
                value,
                " ".join(filter(None, (row.code, row.name, _apart(row, rows)))),
            )
            for row, value in zip(rows, values, strict=True)
        ),
        total=len(rows),
        csv_url="",
    )


def _apart(row: SpendingRow, rows: Sequence[SpendingRow]) -> str:
    """The scope, where another row bears the same name."""
    alike = sum((one.key, one.code) == (row.key, row.code) for one in rows) > 1
    return f"（{name_scope(row.scope)}）" if alike else ""
