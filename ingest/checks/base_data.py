"""Rule J01 on the base data form (基础数据表): 项目支出 and 三公经费, their numbered lines, and the lines below those."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ingest.checks.rules import Outcome, Passed
from ingest.checks.tolerance import Printed, Verdict, compare_sum
from ingest.checks.wording import show_number
from ingest.findings import ERROR, NOTICE, ROUNDING, Finding
from ingest.table_view import Slot, TableView

_COLUMN = re.compile(r"20\d\d年(?:度)?(?:决算|预算)数?")
_NUMBERED = re.compile(r"^\d+[、.]")
_HEADS = ("三公经费", "项目支出")
_ZERO = Decimal(0)


@dataclass
class _Line:
    """A line and those that it is the sum of."""

    row: Sequence[Slot]
    below: list["_Line"] = field(default_factory=list)

    @property
    def label(self) -> Slot:
        return self.row[0]


def check_base_data(views: Sequence[TableView]) -> Iterator[Outcome]:
    """Check the sums of each base data form, column by column."""
    for view in views:
        if view.form == "base_data_table":
            header = next((row for row in view.rows if sum(bool(_COLUMN.search(s.words)) for s in row) > 1), None)
            if header is not None:
                columns = [slot for slot in header if _COLUMN.search(slot.words)]
                for line in _lines(view, header):
                    yield from _check(view, header, columns, line)


def _lines(view: TableView, header: Sequence[Slot]) -> Iterator[_Line]:
    """The heads with what belongs to them; a line that is neither head nor numbered belongs to the number above it."""
    head: _Line | None = None
    for row in view.rows[view.rows.index(tuple(header)) + 1 :]:
        words = row[0].words.rstrip(":") if row else ""
        if words.strip('“”"') in _HEADS:
            if head is not None:
                yield head
            head = _Line(row)
        elif head is None or not words:
            continue
        elif _NUMBERED.match(words):
            head.below.append(_Line(row))
        elif head.below and not words.endswith(("公用经费", "金额", "调整")) and len(row) > 1:
            head.below[-1].below.append(_Line(row))
        else:
            yield head
            head = None
    if head is not None:
        yield head


def _check(view: TableView, header: Sequence[Slot], columns: Sequence[Slot], line: _Line) -> Iterator[Outcome]:
    for child in line.below:
        yield from _check(view, header, columns, child)
    for column in columns:
        total = _amount(view, header, column, line)
        parts = [settled for child in line.below if (settled := _settled(view, header, column, child))]
        if total is not None and parts:
            yield _compare(column, line, total, parts)
    filled = [one for child in line.below for column in columns if (one := _amount(view, header, column, child))]
    if filled and all(_amount(view, header, column, line) is None for column in columns):
        yield _left_blank(line, filled)


def _amount(view: TableView, header: Sequence[Slot], column: Slot, line: _Line) -> Slot | None:
    slot = view.cell_below(header, column, line.row)
    return slot if slot is not None and slot.number is not None and slot.span is not None else None


def _settled(view: TableView, header: Sequence[Slot], column: Slot, line: _Line) -> list[Slot]:
    """The amount of a line, or those below it where it is blank."""
    own = _amount(view, header, column, line)
    if own is not None:
        return [own]
    return [one for child in line.below for one in _settled(view, header, column, child)]


def _compare(column: Slot, line: _Line, total: Slot, groups: Sequence[Sequence[Slot]]) -> Outcome:
    parts = [slot for group in groups for slot in group]
    verdict = compare_sum(_printed(total), [_printed(slot) for slot in parts])
    if verdict is Verdict.PASS:
        return Passed("J01")
    assert total.span is not None
    expected = sum((_printed(slot).value for slot in parts), _ZERO)
    value = _printed(total).value
    return Finding(
        rule="J01",
        severity={Verdict.ROUNDING: ROUNDING, Verdict.SUSPICIOUS: NOTICE}.get(verdict, ERROR),
        message=(
            f"“{line.label.text.strip().rstrip('：:')}”的{column.words}写为{total.text.strip()}，"
            f"其下各项合计为{show_number(expected)}，相差{show_number(abs(value - expected))}。"
        ),
        disclosed=total.text,
        start=total.span.start,
        end=total.span.end,
        expected=show_number(expected),
        difference=show_number(value - expected),
        related=tuple((slot.span.start, slot.span.end) for slot in parts if slot.span),
    )


def _left_blank(line: _Line, filled: Sequence[Slot]) -> Outcome:
    label = line.label
    assert label.span is not None
    return Finding(
        rule="J08",
        severity=NOTICE,
        message=f"“{label.text.strip()}”一行没有填写，而其下的项目填有{'、'.join(slot.text.strip() for slot in filled)}。",
        disclosed=label.text,
        start=label.span.start,
        end=label.span.end,
        related=tuple((slot.span.start, slot.span.end) for slot in filled if slot.span),
    )


def _printed(slot: Slot) -> Printed:
    number = slot.number
    assert number is not None
    return Printed(number.value, number.step)
