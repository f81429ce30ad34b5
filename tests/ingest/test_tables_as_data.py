"""Printed tables as their CSV shows them: which rows are header, and where the words of merged cells stand."""

import pytest

from ingest.blocks import Cell, Table
from ingest.tables import read_table_data

HALVES = Table(
    (
        Cell("收入", 0, 0, colspan=2),
        Cell("支出", 0, 2, colspan=2),
        *(Cell(text, 1, column) for column, text in enumerate(["项目", "决算数", "项目", "决算数"])),
        *(Cell(text, 2, column) for column, text in enumerate(["一、财政拨款收入", "5.00", "一、教育支出", "4.00"])),
    )
)
BY_CODE = Table(
    (
        Cell("项目", 0, 0, colspan=2),
        Cell("本年支出合计", 0, 2, rowspan=2),
        Cell("基本支出", 0, 3, rowspan=2),
        Cell("功能分类科目编码", 1, 0),
        Cell("科目名称", 1, 1),
        Cell("合计", 2, 0, colspan=2),
        Cell("91.00", 2, 2),
        Cell("60.00", 2, 3),
    )
)
FORM = Table(
    (
        Cell("单位名称", 0, 0, colspan=2),
        Cell("某县教育局", 0, 2, colspan=2),
        Cell("预算资金（万元）", 1, 0, rowspan=3),
        Cell("", 1, 1),
        Cell("年初预算数", 1, 2),
        Cell("全年执行数", 1, 3),
        Cell("年度资金总额", 2, 1),
        Cell("100.00", 2, 2),
        Cell("95.00", 2, 3),
        Cell("其中：财政拨款", 3, 1),
        Cell("90.00", 3, 2, colspan=2),
        Cell("年度总体目标", 4, 0, rowspan=2),
        Cell("预期目标", 4, 1, colspan=3),
        Cell("完成校舍维修。", 5, 1, colspan=3),
    )
)

OVER = Table(
    (
        Cell("财政拨款“三公”经费", 0, 0, colspan=4),
        Cell("合计", 1, 0, colspan=2),
        Cell("公务接待费", 1, 2, colspan=2),
        *(Cell(text, 2, column) for column, text in enumerate(("预算数", "决算数", "预算数", "决算数"))),
        *(Cell(text, 3, column) for column, text in enumerate(("3.00", "2.00", "3.00", "2.00"))),
    )
)


@pytest.mark.parametrize(
    ("table", "fields", "rows"),
    [
        (
            HALVES,
            ["收入/项目", "收入/决算数", "支出/项目", "支出/决算数"],
            [["一、财政拨款收入", "5.00", "一、教育支出", "4.00"]],
        ),
        (
            BY_CODE,
            ["项目/功能分类科目编码", "项目/科目名称", "本年支出合计", "基本支出"],
            [["合计", "", "91.00", "60.00"]],
        ),
        (
            FORM,
            ["c1", "c2", "c3", "c4"],
            [
                ["单位名称", "", "某县教育局", ""],
                ["预算资金（万元）", "", "年初预算数", "全年执行数"],
                ["预算资金（万元）", "年度资金总额", "100.00", "95.00"],
                ["预算资金（万元）", "其中：财政拨款", "90.00", ""],
                ["年度总体目标", "预期目标", "", ""],
                ["年度总体目标", "完成校舍维修。", "", ""],
            ],
        ),
        (
            OVER,
            [f"财政拨款“三公”经费/{kind}/{phase}" for kind in ("合计", "公务接待费") for phase in ("预算数", "决算数")],
            [["3.00", "2.00", "3.00", "2.00"]],
        ),
    ],
    ids=["two halves", "by code", "form", "one heading over all"],
)
def test_tables_as_data(table: Table, fields: list[str], rows: list[list[str]]) -> None:
    """Columns by their paths, a form without any; a merged cell's words in each of its rows, once a row."""
    data = read_table_data(table)
    assert list(data.fields) == fields
    assert [list(row) for row in data.rows] == rows
