"""From printed tables to the ledger: which amount stands in which row and column, blank or not, and how exact it is."""

from decimal import Decimal

import pytest

from ingest.checks.rules import Passed
from ingest.checks.tables import check_tables
from ingest.extract.tables.ledger import read_ledger
from ingest.findings import ERROR, ROUNDING, Finding
from ingest.ledger import TOTAL, Ledger
from reading_tables import Rows, make_views


def read(title: str, rows: Rows, unit: str = "金额单位：万元") -> Ledger:
    """The ledger of one table; each cell's words stand at its place."""
    view, report = make_views(title, rows, unit=unit)
    (ledger,) = read_ledger([view]).values()
    assert all(report.text[cell.start : cell.end] == cell.text for cell in ledger)
    return ledger


def severities(ledger: Ledger) -> list[str]:
    return [one.severity for one in check_tables([ledger]) if isinstance(one, Finding)]


def expenditure(amounts: list[list[str]]) -> Rows:
    """一般公共预算财政拨款支出决算表 with a class, a group and two items."""
    names = ["", "交通运输支出", "公路水路运输", "行政运行", "公路运输管理"]
    codes = ["合计", "214", "21401", "2140101", "2140112"]
    head = [["功能分类科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]]
    return [*head, *([code, name, *row] for code, name, row in zip(codes, names, amounts, strict=True))]


SAID = [["70.00", "50.00", "20.00"]] * 3 + [["50.00", "50.00", ""], ["20.00", "", "20.00"]]
TITLE = "一般公共预算财政拨款支出决算表"


def test_cells_by_row_and_column() -> None:
    """Amounts in yuan, by code and kind; a blank is nothing and known as a blank."""
    sheet = read(TITLE, expenditure(SAID)).sheets["general_public_expenditure"]
    assert list(sheet.rows) == ["214", "21401", "2140101", "2140112", TOTAL]
    cell = sheet.cells["2140101", "expenditure.basic"]
    assert (cell.value, cell.blank, cell.name) == (Decimal(500_000), False, "2140101行政运行")
    blank = sheet.cells["2140101", "expenditure.project"]
    assert (blank.value, blank.blank, blank.text) == (0, True, "")
    assert severities(read(TITLE, expenditure(SAID))) == []


@pytest.mark.parametrize(
    ("last", "others", "severity"),
    [
        ("00", "00", ROUNDING),  # made of 0.01万元: a hundred yuan is what rounding explains
        ("00", "37", ERROR),  # one amount that ends otherwise shows that all are exact
    ],
)
def test_amounts_in_yuan_that_all_end_in_zeros(last: str, others: str, severity: str) -> None:
    """Of amounts in 元 that all are whole hundreds, none is more exact than a hundred yuan."""
    basic, project = f"5000{last}.00", f"2000{others}.00"
    total = f"{Decimal(basic) + Decimal(project)}"
    wrong = f"{Decimal(basic) + Decimal(project) + 100}"
    rows = [[wrong, basic, project], [total, basic, project], [total, basic, project]]
    rows += [[basic, basic, ""], [project, "", project]]
    assert set(severities(read(TITLE, expenditure(rows), "金额单位：元"))) == {severity}


def test_the_summary_by_its_labels() -> None:
    """Income left, expenditure right; 其中 a fund is part of the line above and no line of its own."""
    rows = [
        ["项目", "决算数", "项目", "决算数"],
        ["一、财政拨款收入", "90.00", "一、一般公共服务支出", "60.00"],
        ["其中：政府性基金预算财政拨款", "12.00", "二、交通运输支出", "35.00"],
        ["二、其他收入", "10.00", "", ""],
        ["本年收入合计", "100.00", "本年支出合计", "95.00"],
        ["年初结转和结余", "", "年末结转和结余", "5.00"],
        ["总计", "100.00", "总计", "100.00"],
    ]
    ledger = read("收入支出决算总表", rows)
    sheet = ledger.sheets["income_expenditure_summary"]
    values = {row: cell.value / 10_000 for (row, _), cell in sheet.cells.items()}
    assert values["in.income.fiscal"] == 90
    assert values["in.of_which.gov_fund"] == 12
    assert values["class:214"] == 35
    assert values["out.closing"] == 5
    assert severities(ledger) == []


def test_tables_by_unit() -> None:
    """Rows that are units add up to the department, each row to its total; the table by function stays beside them."""
    head = ["单位名称", "本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]
    rows = [
        ["合计", "90.00", "60.00", "30.00", "", "", ""],
        ["安化县渡口航标管理局（本级）", "50.00", "40.00", "10.00", "", "", ""],
        ["安化县航标器材站", "40.00", "20.00", "20.00", "", "", ""],
    ]
    title = "支出决算表（分单位）"
    ledger = read(title, [head, *rows])
    assert set(ledger.sheets) == {"expenditure.units"}
    assert severities(ledger) == []
    assert {one.rule for one in check_tables([ledger]) if isinstance(one, Passed)} == {"A02", "A03"}
    rows[2][3] = "26.00"
    (finding,) = (one for one in check_tables([read(title, [head, *rows])]) if isinstance(one, Finding))
    assert (finding.disclosed, finding.expected) == ("26.00", "20万元")
