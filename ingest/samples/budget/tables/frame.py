"""What all forms of a budget share: titles of several provinces, the lines above, the names of what pays."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from ingest.samples.classification import numeral
from ingest.samples.document import Cell, Content, Row, Table, Words
from ingest.samples.scene import Scene
from ingest.samples.telling import In, Of

# Titles by key; what an agency of a manner prints is one of them.
_TITLES: Mapping[str, tuple[str, ...]] = {
    "budget_summary": ("收支总表", "部门收支总表", "部门收支预算总表"),
    "budget_income": ("收入总表", "部门收入总表"),
    "budget_expenditure": ("支出总表", "部门支出总表"),
    "budget_fiscal_summary": ("财政拨款收支总表",),
    "budget_general_public": ("一般公共预算支出表", "一般公共预算支出情况表"),
    "budget_general_public_basic": ("一般公共预算基本支出表", "一般公共预算基本支出情况表"),
    "budget_three_public": ("一般公共预算“三公”经费支出表", "一般公共预算“三公”经费支出情况表"),
    "budget_gov_fund": ("政府性基金预算支出表", "政府性基金预算支出情况表"),
    "budget_state_capital": ("国有资本经营预算支出表",),
    "budget_special_account": ("财政专户管理资金预算支出表",),
    "budget_project": ("项目支出表", "项目支出预算表"),
}
_SHANGHAI_TITLES: Mapping[str, str] = {
    "budget_summary": "{word}财务收支预算总表",
    "budget_income": "{word}收入预算总表",
    "budget_expenditure": "{word}支出预算总表",
    "budget_fiscal_summary": "{word}财政拨款收支预算总表",
    "budget_general_public": "{word}一般公共预算支出功能分类预算表",
    "budget_general_public_basic": "{word}一般公共预算基本支出部门预算经济分类预算表",
    "budget_three_public": "{word}“三公”经费和机关运行经费预算表",
    "budget_gov_fund": "{word}政府性基金预算支出功能分类预算表",
    "budget_state_capital": "{word}国有资本经营预算支出功能分类预算表",
}
SOURCE_LABELS = {
    "general_public": "一般公共预算拨款收入",
    "gov_fund": "政府性基金预算拨款收入",
    "state_capital": "国有资本经营预算拨款收入",
    "special_account": "财政专户管理资金收入",
    "unit_funds": "单位资金收入",
}
FUND_LABELS = {"general_public": "一般公共预算", "gov_fund": "政府性基金预算", "state_capital": "国有资本经营预算"}


def framed(
    scene: Scene, key: str, place: int, head: tuple[Row, ...], rows: Iterable[Row], *, landscape: bool = False
) -> Table:
    """Return a form with its title and what stands above it; `place` is its number among the report's forms."""
    titles = _TITLES[key]
    which = 0 if scene.manner.voice == "hunan" else scene.chance.pick("titles of forms", range(6)) % len(titles)
    text = titles[which]
    if scene.manner.voice == "shanghai":
        text = _SHANGHAI_TITLES.get(key, text).format(word=scene.chance.pick("whose forms", _whose(scene)))
    code: Words = (f"预算{place:02}表",)
    labels: tuple[Words, ...] = (code, (f"部门：{scene.shown}",), (f"单位：{scene.manner.table_unit}",))
    if scene.manner.voice != "ministry":
        labels = ((f"单位：{scene.manner.table_unit}",),)
    width = max(sum(one.columns if isinstance(one, Cell) else 1 for one in row) for row in head)
    numbered = scene.manner.voice in ("hunan", "zhejiang")
    return Table(
        key=key,
        title=f"{scene.year}年{text}" if scene.chance.happens("year in titles", 0.3) else text,
        labels=labels,
        head=head,
        rows=tuple(rows),
        notes=(),
        widths=(1.4,) * width,
        landscape=landscape,
        number=f"{numeral(place)}、" if numbered else "",
    )


def _whose(scene: Scene) -> tuple[str, ...]:
    return ("部门",) if scene.agency.is_department else ("单位", "预算单位")


def cell(scene: Scene, yuan: Decimal, *stated: Of | In) -> Content:
    """An amount; nothing is an empty cell for some and 0.00 for others, and a row's nothing is no value of it."""
    return scene.tell.cell(yuan, *(one for one in stated if yuan or isinstance(one, Of)))
