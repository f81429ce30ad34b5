"""The tables of a report as resources: their titles as printed, their form, their unit line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.blocks import Paragraph, Table
from ingest.folding import squeeze
from ingest.forms import find_form
from ingest.markdown import Placed, ReportText
from ingest.tables import TableData, read_table_data

_UNIT = re.compile(r"百?[万亿千]?元")
_UNIT_LINE = re.compile(r"(?:金额)?单位[:：]\s*(?:人民币)?(?P<unit>百?[万亿千]?元)")
# A title, the number of its form, the agency and the unit in one line, as a page's head is when its layout is lost.
_AHEAD_OF_UNIT = re.compile(
    r"(?P<title>[^：:\n]{4,60}?表)\s*(?:公开\s*\d+\s*表|附?表\s*\d+(?:-\d+)?)?\s*(?:部门|单位|编制单位|公开部门)[：:]"
)


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table of a report: `name` is its resource (`table-01`), `unit` the unit line above it as printed."""

    name: str
    title: str
    form: str | None
    unit: str | None
    placed: Placed
    data: TableData

    @property
    def unit_name(self) -> str | None:
        """The unit that the unit line names: 万元."""
        match = _UNIT_LINE.search(squeeze(self.unit)) if self.unit else None
        return match["unit"] if match else None


def read_tables(report: ReportText) -> Iterator[ReportTable]:
    """Yield the tables of a report in reading order.

    One that is blank below its head is a form that was left blank, where its title names a form that the report has not
    otherwise; else it is left out.
    """
    found = [one for at, placed in enumerate(report.placed) if (one := _read_table(report, at, placed)) is not None]
    filled = {one.form for one in found if one.data.rows}
    kept = [one for one in found if one.data.rows or (one.form is not None and one.form not in filled)]
    for number, one in enumerate(kept, 1):
        yield replace(one, name=f"table-{number:02d}", title=one.title or f"表{number}")


def _read_table(report: ReportText, at: int, placed: Placed) -> ReportTable | None:
    """The table of a block, without its number; None where the block is none, or none with words."""
    if not isinstance(placed.block, Table):
        return None
    data = _without_blank_rows(read_table_data(placed.block))
    if not data.rows and not any(data.fields):
        return None
    title, unit = _lines_above(report, at)
    form = (find_form(title) if title else None) or _form_of_cells(data)
    return ReportTable("", title or "", form, unit, placed, data)


def _form_of_cells(data: TableData) -> str | None:
    """A form whose title tells nothing: of several projects' forms, printed one below the other, all but the first have none."""
    heads = (head for field in data.fields for head in field.split("/"))
    words = {squeeze(cell).rstrip(":") for row in (heads, *data.rows) for cell in row}
    named = words & {"项目支出名称", "项目名称", "专项资金名称"}
    if not named or not words & {"三级指标", "指标名称"}:
        return None
    reached = any(re.search(r"完成值|完成情况|得分|实际值|执行率", word) for word in words)
    return "project_self_evaluation_table" if reached else "target_table"


def _without_blank_rows(data: TableData) -> TableData:
    return TableData(data.fields, tuple(row for row in data.rows if any(cell.strip() for cell in row)))


def _lines_above(report: ReportText, at: int) -> tuple[str | None, str | None]:
    """Title and unit line: the heading right above the table, or a short line without a full stop."""
    unit: str | None = None
    torn = ""  # a unit that a broken line set below its 单位：
    below = ""  # a line that may be the rest of a title
    for placed in reversed(report.placed[max(0, at - 4) : at]):
        if not isinstance(placed.block, Paragraph):
            break
        text = placed.heading.title if placed.heading else placed.block.text
        if below and len(text) <= 60 and not re.search(r"[。；：:表]$", text) and find_form(text + below):
            return text + below, unit
        if _UNIT.fullmatch(squeeze(placed.block.text)):
            torn = placed.block.text
            continue
        line = f"{placed.block.text}{torn}"
        match = _UNIT_LINE.search(squeeze(line))
        torn = ""
        if match and len(line) < 40:
            unit = unit or line
            continue
        ahead = _AHEAD_OF_UNIT.match(line) if match else None
        if ahead and find_form(ahead["title"]):
            return ahead["title"].strip(), unit or line
        if placed.heading or (len(text) <= 60 and not re.search(r"[。；：:]$", text) and find_form(text)):
            return text, unit
        if len(text) > 40:
            break
        below = text if text.endswith("表") else ""
    return None, unit
