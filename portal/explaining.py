"""A finding explained: the numbers that it compares, what each is and where it stands, and the calculation.

Nothing is shown as a calculation that does not come out: what cannot be put into a formula here is told in words alone.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from index.table_rows import TableRow, TableRows
from ingest.amounts import BARE, MONEY, PERCENT, Number, find_numbers, view_text
from ingest.checks.rules import RULES, TOLERANCES, Rule
from ingest.checks.wording import show_number
from ingest.findings import ERROR, NOTICE, ROUNDING
from ingest.markdown import unescape
from portal.presentation import MEASURE_LABELS, PHASE_LABELS, SCOPE_LABELS

_TEN_THOUSAND = Decimal(10_000)
_UNITS = {"元": Decimal(1), "千元": Decimal(1000), "万元": _TEN_THOUSAND, "亿元": _TEN_THOUSAND * _TEN_THOUSAND}
_WORDS = re.compile(r"[\u3400-\u9fff]{2}")
_STOPS = "。；！？\n|"
_LIMITED = re.compile("不少于|不超过")
_AROUND = 60  # characters of its sentence that are shown on either side of a number
_WHY = {
    ERROR: "印出的数字或文字与应当成立的关系不符，超出了四舍五入能够解释的范围，所以列为“不一致”。",
    ROUNDING: "相差没有超过各数分别四舍五入可能造成的差额，所以列为“四舍五入差异”，不算不一致。",
    NOTICE: "这一条只是提示：它不涉及金额互相矛盾，或者只凭这份报告还不能断定，请对照原件。",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A number or words that a finding is about, or compares with.

    Attributes:
        anchor: its id on the report's page.
        start, end: where it stands in `report.md`.
        words: as printed.
        name: what it is: a figure with scope and phase, or row and column of a table; empty where nothing tells.
        before, after: the rest of its sentence; empty in a table.
        money: its amount in yuan; None where it is no amount or nothing tells its unit.
        bare: the number as printed, whatever its unit; None where it is none.
    """

    anchor: str
    start: int
    end: int
    words: str
    name: str
    before: str
    after: str
    money: Decimal | None
    bare: Decimal | None

    @property
    def amount(self) -> str:
        """The amount in 万元; empty where it is none."""
        return "" if self.money is None else show_number(self.money / _TEN_THOUSAND)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A finding with all that it takes to check it by hand.

    Attributes:
        row: the finding, as in the package.
        rule: its rule; None where the package was checked by rules of another time.
        tolerances: how its rule compares.
        places: first its own, where it has one, then those it compares with.
        steps: the calculation, a line each; empty where it cannot be put into a formula.
        why: why it is of its severity.
    """

    row: Mapping[str, str]
    rule: Rule | None
    tolerances: tuple[str, ...]
    places: tuple[Place, ...]
    steps: tuple[str, ...]
    why: str


def explain(row: Mapping[str, str], text: str, figures: Sequence[Mapping[str, str]]) -> Explanation:
    """Explain a finding.

    Args:
        row: of the resource `findings`.
        text: `report.md`.
        figures: the rows of `figures`.
    """
    places = describe_places(list_places(row), text, figures)
    rule = RULES.get(row["rule"])
    return Explanation(
        row=row,
        rule=rule,
        tolerances=tuple(TOLERANCES[kind] for kind in rule.tolerance) if rule else (),
        places=places,
        steps=tuple(_calculate(row, places)),
        why=_WHY[row["severity"]],
    )


def describe_places(
    spans: Iterable[tuple[str, int, int]], text: str, figures: Sequence[Mapping[str, str]]
) -> tuple[Place, ...]:
    """What stands at places of a report, given by id, start and end; `figures` are the rows of `figures`."""
    by_place = {(int(one["start"]), int(one["end"])): one for one in reversed(figures) if one["start"]}
    tables = TableRows(text)
    return tuple(_place(anchor, start, end, text, by_place, tables) for anchor, start, end in spans)


def list_places(row: Mapping[str, str]) -> Iterator[tuple[str, int, int]]:
    """The places of a finding and their ids on the report's page: its own, then those related to it."""
    if row["start"]:
        yield row["id"], int(row["start"]), int(row["end"])
    for number, (start, end) in enumerate(json.loads(row["related"]) if row["related"] else (), 1):
        yield f"{row['id']}-{number}", start, end


def _place(
    anchor: str,
    start: int,
    end: int,
    text: str,
    figures: Mapping[tuple[int, int], Mapping[str, str]],
    tables: TableRows,
) -> Place:
    figure, line = figures.get((start, end)), tables.find(start)
    words = text[start:end]
    name = _name_figure(figure) if figure else ""
    if line:
        name = _name_cell(line, start, text) or name
    before, after = ("", "") if line else _around(text, start, end)
    shown = " · ".join(filter(None, map(str.strip, words.split("|")))) if line else words
    return Place(
        anchor, start, end, unescape(shown), name, before, after, _money(words, figure, line), _bare_number(words)
    )


def _name_figure(row: Mapping[str, str]) -> str:
    measure = "" if row["measure"] in {"amount", "count"} else MEASURE_LABELS[row["measure"]]
    scope = "" if row["scope"] == "all" else f"{SCOPE_LABELS[row['scope']]}，"
    # What one fund spent is not the whole year's expenditure, and is not called so.
    label = "支出" if row["indicator"] == "expenditure" and scope else row["label"]
    return f"{label}{measure}（{scope}{PHASE_LABELS[row['phase']]}）"


def _name_cell(line: TableRow, at: int, text: str) -> str:
    """Row and column of a cell, as printed; a table of two sides names each row twice."""
    cell = next((one for one in line.cells if one.start <= at < one.end), None)
    if cell is None:
        return ""
    before = [one for one in line.cells if one.column < cell.column and _WORDS.search(text[one.start : one.end])]
    label = line.label if not before or before[-1] in line.label else before[-1:]
    row = "".join(_plain(text[one.start : one.end]) for one in label if one is not cell)
    return " · ".join(filter(None, (row, (line.names or {}).get(cell.column, ""))))


def _plain(text: str) -> str:
    return unescape(text.replace("<br>", ""))


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind a piece in its sentence, cut where that is long."""
    left = max((text.rfind(stop, 0, start) for stop in _STOPS), default=-1) + 1
    right = min((at for stop in _STOPS if (at := text.find(stop, end)) >= 0), default=len(text))
    before, after = text[left:start].lstrip("# "), text[end:right]
    if len(before) > _AROUND:
        before = f"……{before[-_AROUND:]}"
    if len(after) > _AROUND:
        after = f"{after[:_AROUND]}……"
    return unescape(before), unescape(after)


def _money(words: str, figure: Mapping[str, str] | None, line: TableRow | None) -> Decimal | None:
    """An amount in yuan: what the package read, else the number with its unit or that of its table."""
    if figure:
        return Decimal(figure["value"]) if figure["unit"] == "元" else None
    told = list(find_numbers(view_text(words)[0]))
    if len(told) == 1 and told[0].kind == MONEY:  # that of a project's line stands behind its name
        return told[0].value
    number = only_number(words)
    if number is None:
        return None
    factor = _UNITS.get(line.unit or "") if line else None
    return number.value * factor if number.kind == BARE and factor else None


def _bare_number(words: str) -> Decimal | None:
    number = only_number(words)
    return number.value if number and number.kind == BARE else None


def only_number(words: str) -> Number | None:
    """The number that a piece of the report is; None where it is anything else or more than that."""
    view, _ = view_text(words)
    numbers = list(find_numbers(view))
    return numbers[0] if len(numbers) == 1 and (numbers[0].start, numbers[0].end) == (0, len(view)) else None


def _calculate(row: Mapping[str, str], places: Sequence[Place]) -> Iterator[str]:
    """The calculation that leads to what was expected, and the difference; only what comes out."""
    own, others = (places[0], places[1:]) if row["start"] else (None, places)
    limit = _LIMITED.match(row["expected"])
    expected = only_number(row["expected"][limit.end() :] if limit else row["expected"])
    for percent in [one for one in find_numbers(view_text(row["expected"])[0]) if one.kind == PERCENT][:1]:
        yield from _divide(percent, [one.money for one in others])
    if expected is not None and expected.kind in (MONEY, BARE) and others:
        scale = _Scale(_TEN_THOUSAND, " 万元") if expected.kind == MONEY else _Scale(Decimal(1), "")
        told = [(one.name, one.money if expected.kind == MONEY else one.bare) for one in others]
        yield from _add_up(expected.value, told, scale)
        printed = (own.money if expected.kind == MONEY else own.bare) if own else None
        if row["difference"] and printed is not None and printed != expected.value and limit is None:
            more = "多" if printed > expected.value else "少"
            yield (
                f"印出的 {scale.show(printed)} 比计算的 {scale.show(expected.value)} {more} "
                f"{scale.show(abs(printed - expected.value))}{scale.unit}"
            )
            return
    if row["difference"]:
        less = row["difference"].startswith("-")
        more = f"印出的比计算的{'少' if less else '多'}"
        if "不超过" in row["expected"]:
            more = "超出"
        elif limit is not None:
            more = "印出的比应有的最少数少"
        yield f"{more} {row['difference'].removeprefix('-')}"


@dataclass(frozen=True, slots=True)
class _Scale:
    """In what a calculation is shown: how much a unit of it is, and its name."""

    one: Decimal
    unit: str

    def show(self, value: Decimal) -> str:
        shown = show_number(value / self.one)
        return f"（{shown}）" if value < 0 else shown


def _add_up(expected: Decimal, told: Sequence[tuple[str, Decimal | None]], scale: _Scale) -> Iterator[str]:
    """The first numbers whose sum it is, or of which the first less the others is it."""
    known: list[Decimal] = []
    for name, value in told:
        if value is None:
            return
        known.append(value)
        if sum(known) == expected:
            added = " + ".join(map(scale.show, known))
            equals = f"{added} = {scale.show(expected)}{scale.unit}"
            where = f"另一处（{name}）" if name else "另一处"
            yield equals if len(known) > 1 else f"{where}印出的是 {added}{scale.unit}"
            return
        if len(known) > 1 and known[0] - sum(known[1:]) == expected:
            taken = " − ".join(map(scale.show, known[1:]))
            yield f"{scale.show(known[0])} − {taken} = {scale.show(expected)}{scale.unit}"
            return


def _divide(expected: Number, told: Sequence[Decimal | None]) -> Iterator[str]:
    """Of the first two amounts the quotient that it is, of one by the other or by what was before a change."""
    if len(told) < 2 or told[0] is None or told[1] is None:
        return
    show = _Scale(_TEN_THOUSAND, "").show
    for part, whole in ((told[0], told[1]), (told[1], told[0])):
        before = whole - part
        if whole and _is_percent(part / whole, expected):
            yield f"{show(part)} ÷ {show(whole)} × 100% = {expected.value}%"
            return
        if before and _is_percent(part / before, expected):
            yield f"{show(part)} ÷（{show(whole)} − {show(part)}）× 100% = {expected.value}%"
            return


def _is_percent(quotient: Decimal, expected: Number) -> bool:
    return abs(quotient * 100 - expected.value) <= expected.step / 2


def still_there(row: Mapping[str, str], later: Sequence[Mapping[str, Any]]) -> str | None:
    """The id of the same finding in another version; None where that has it no more.

    Ids count findings, so they move from version to version; what is found of which words does not.
    """
    for names in (("rule", "message"), ("rule", "disclosed", "expected")):
        found = next((one["id"] for one in later if all(one[name] == row[name] for name in names)), None)
        if found is not None:
            return str(found)
    return None
