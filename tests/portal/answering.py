"""Reports of invented numbers for the tests of answers: what is printed in them is known before anything reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ingest.settings import Settings
from ingest.store import Store
from portal.catalogue.filling import sync_catalogue
from publishing import publish
from small_report import table

EDUCATION = "430203-jiaoyuju"
FINANCE = "430203-caizhengju"
WATER = "430203-shuiliju"
OTHER_EDUCATION = "430211-jiaoyuju"


@dataclass(frozen=True, slots=True)
class Printed:
    """What a report prints of 三公 and 公务接待费, in 万元; an empty budget or rate is not printed."""

    agency: str
    year: int
    actual: str
    budget: str = ""
    rate: str = ""
    reception: str = "1.00"
    kind: str = "部门决算"
    in_table: str = ""
    total: str = "500.00"
    more: str = ""
    form: str = ""

    @property
    def text(self) -> str:
        """The report as plain text, or as Markdown where it has a table."""
        planned = f"支出预算为{self.budget}万元，" if self.budget else ""
        completed = f"，完成预算的{self.rate}%" if self.rate else ""
        lines = [
            f"{self.agency}{self.year}年度{self.kind}",
            f"第三部分 {self.year}年度{self.kind}情况说明",
            "一、收入支出决算总体情况说明",
            f"{self.year}年度收、支总计{self.total}万元。",
            "三、支出决算情况说明",
            f"本年支出合计{self.total}万元，其中：基本支出300.00万元，项目支出200.00万元。",
            "七、财政拨款“三公”经费支出决算情况说明",
            f"“三公”经费{planned}支出决算为{self.actual}万元{completed}，其中：公务接待费支出决算为{self.reception}万元。",
            self.more,
        ]
        if not (self.in_table or self.form):
            return "\n".join(lines)
        form = self.form or _three_public_form(self.in_table, self.reception)
        head, *rest = lines
        return "\n\n".join((f"# {head}", f"# 第二部分 {self.year}年度部门决算表", form, *_as_headings(rest)))


def _three_public_form(total: str, reception: str) -> str:
    vehicles = Decimal(total) - Decimal(reception)
    return table(
        "财政拨款“三公”经费支出决算表",
        f"""
        项目 合计 因公出国（境）费 公务用车购置及运行维护费 公务用车购置费 公务用车运行维护费 公务接待费
        决算数 {total} 0.00 {vehicles} 0.00 {vehicles} {reception}
        """,
    )


def _as_headings(lines: list[str]) -> list[str]:
    return [f"## {line}" if "、" in line[:2] else f"# {line}" if line.startswith("第") else line for line in lines]


BUDGET = """{agency}{year}年部门预算
第二部分 {year}年部门预算情况说明
一、收支预算总体情况说明
{year}年收入预算{total}万元，支出预算{total}万元。
八、“三公”经费预算情况说明
{year}年“三公”经费预算数为{three}万元，其中：公务接待费1.00万元。
"""
# What a function costs: one report prints its code, the other its name alone.
BY_CODE = table(
    "一般公共预算财政拨款支出决算表",
    """
    功能分类科目编码 科目名称 本年支出合计 基本支出 项目支出
    合计 - 44.00 44.00 -
    205 教育支出 44.00 44.00 -
    20502 普通教育 44.00 44.00 -
    2050201 学前教育 44.00 44.00 -
    """,
)
BY_NAME = """五、一般公共预算财政拨款支出决算情况说明
（三）一般公共预算财政拨款支出决算具体情况
1.教育支出（类）普通教育（款）学前教育（项）。年初预算为50.00万元，支出决算为45.00万元，完成年初预算的90.00%，决算数小于年初预算数的主要原因是厉行节约。"""
# A report that tells the year before, of which there is none.
OPERATION = """十、机关运行经费支出情况说明
2022年度机关运行经费支出50.00万元，2021年度机关运行经费支出40.00万元。"""
EVALUATION = """芦淞区教育局2022年度部门整体支出绩效自评报告
一、部门概况
芦淞区教育局负责教育工作。
二、一般公共预算支出情况
（一）基本支出情况
2022年度基本支出300.00万元，其中：人员经费240.00万元，公用经费60.00万元。
（二）项目支出情况
2022年度项目支出200.00万元，其中：
1.校舍维修项目支出120.00万元；
2.学生营养餐项目支出50.00万元；
3.校园安保项目支出20.00万元；
4.校园网络项目支出10.00万元。
"""
ACCOUNTS = (
    Printed("芦淞区教育局", 2021, "18.00", "22.00", reception="2.00"),
    Printed("芦淞区教育局", 2022, "15.00", "20.00", "75.00", reception="6.00", more=BY_NAME),
    Printed("芦淞区教育局", 2022, "9.00", "10.00", "90.00", reception="0.50", kind="单位决算"),
    Printed("芦淞区财政局", 2022, "6.00", reception="5.00", more=OPERATION),
    Printed("芦淞区水利局", 2022, "3.00", reception="1.00", in_table="4.00"),
    Printed("天元区教育局", 2022, "8.00", reception="5.01", form=BY_CODE),
)
BUDGETS = {("芦淞区教育局", 2022): "20.50", ("芦淞区教育局", 2023): "21.00"}


def publish_reports(settings: Settings, folder: Path) -> None:
    """Publish all of them and fill the catalogue."""
    files: Mapping[str, str] = {
        **{
            f"{one.agency}{one.year}{one.kind}{'.md' if one.in_table or one.form else '.txt'}": one.text
            for one in ACCOUNTS
        },
        **{
            f"{agency}{year}预算.txt": BUDGET.format(agency=agency, year=year, three=three, total="510.00")
            for (agency, year), three in BUDGETS.items()
        },
        "自评.txt": EVALUATION,
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    failed = [one for one in publish(settings.store, [folder]) if one.failed]
    assert failed == []
    sync_catalogue(Store(settings.store), settings)
