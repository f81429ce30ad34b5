"""The forms of a budget (部门预算表), with the titles and columns of several provinces."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest

from ingest.samples.accounts import views
from ingest.samples.budget.model import FUNDS, Budget, Item
from ingest.samples.budget.narrative import PHASE, SOURCE_WORDS, both, income_of, of
from ingest.samples.classification import class_lines, economic_names, function_names, numeral
from ingest.samples.document import Cell, Content, Piece, Row, Table, Words
from ingest.samples.facts import Datum
from ingest.samples.money import ZERO, total
from ingest.samples.scene import Scene
from ingest.samples.tables.frame import label
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
_LABELS = {
    "general_public": "一般公共预算拨款收入",
    "gov_fund": "政府性基金预算拨款收入",
    "state_capital": "国有资本经营预算拨款收入",
    "special_account": "财政专户管理资金收入",
    "unit_funds": "单位资金收入",
}
_FUND_LABELS = {"general_public": "一般公共预算", "gov_fund": "政府性基金预算", "state_capital": "国有资本经营预算"}


def _framed(
    scene: Scene, key: str, place: int, head: tuple[Row, ...], rows: Iterable[Row], *, landscape: bool = False
) -> Table:
    titles = _TITLES[key]
    title = titles[0] if scene.manner.voice == "hunan" else scene.chance.pick("titles of forms", range(6)) % len(titles)
    text = title if isinstance(title, str) else titles[title]
    if scene.manner.voice == "shanghai":
        text = _SHANGHAI_TITLES.get(key, text).format(word=scene.chance.pick("whose forms", _whose(scene)))
    code: Words = (f"预算{place:02}表",)
    labels: tuple[Words, ...] = (code, (f"部门：{scene.shown}",), (f"单位：{scene.manner.table_unit}",))
    if scene.manner.voice != "ministry":
        labels = ((f"单位：{scene.manner.table_unit}",),)
    width = max(sum(cell.columns if isinstance(cell, Cell) else 1 for cell in row) for row in head)
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


def _cell(scene: Scene, yuan: Decimal, *stated: Of | In) -> Content:
    """An amount; nothing is an empty cell for some and 0.00 for others, and a row's nothing is no value of it."""
    return scene.tell.cell(yuan, *(one for one in stated if yuan or isinstance(one, Of)))


def _income_lines(scene: Scene, now: Budget) -> list[tuple[str, Content]]:
    return [
        (f"{numeral(place)}、{_LABELS[source]}", _cell(scene, now.income(source), income_of(source)))
        for place, source in enumerate(_LABELS, 1)
    ]


def _class_sums(items: Iterable[Item]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for item in items:
        sums[item.code[:3]] = sums.get(item.code[:3], ZERO) + item.whole
    return sums


def summary(scene: Scene, place: int) -> Table:
    """收支总表: income on the left, expenditure by class on the right; Hunan adds it by economic kind."""
    now, _ = both(scene)
    sums = _class_sums(now.items)
    left: list[tuple[str, Content]] = _income_lines(scene, now)
    right: list[tuple[str, Content]] = [
        (line, _cell(scene, sums.get(code, ZERO), In("function_expenditure", ("all", code), PHASE)))
        for code, line in class_lines(scene.year)
    ]
    rows: list[Row] = []
    if scene.manner.voice == "hunan":
        kinds: list[tuple[str, Content]] = [
            ("一、基本支出", _cell(scene, now.basic(), of("expenditure.basic"))),
            ("二、项目支出", _cell(scene, now.project(), of("expenditure.project"))),
            ("三、事业单位经营支出", ""),
        ]
        none = ("", "")
        rows += [
            (*one, *other, *third) for one, other, third in zip_longest(left, right, kinds, fillvalue=none) if other
        ]
    else:
        rows += [(*one, *other) for one, other in zip_longest(left, right, fillvalue=("", ""))]
    for words in _balances(scene, now):
        rows.append((*words, *(("", "") if scene.manner.voice == "hunan" else ())))
    columns = 3 if scene.manner.voice == "hunan" else 2
    names = ("项目", "本年预算") if scene.manner.voice == "hunan" else ("项目", "预算数")
    third = ((label("支出（按性质分类）", 2),)) if columns == 3 else ()
    head: tuple[Row, ...] = (
        (label("收入", 2), label("支出（按功能分类）" if columns == 3 else "支出", 2), *third),
        tuple(label(text) for text in names * columns),
    )
    return _framed(scene, "budget_summary", place, head, rows, landscape=columns == 3)


def _balances(scene: Scene, now: Budget) -> list[Row]:
    whole = now.spent()
    return [
        (
            "本年收入合计",
            _cell(scene, now.all_income, of("income")),
            "本年支出合计",
            _cell(scene, whole, of("expenditure")),
        ),
        ("上年结转结余", _cell(scene, now.opening, of("opening_balance")), "年终结转结余", ""),
        (
            "收入总计",
            _cell(scene, whole, of("total_income_and_balance")),
            "支出总计",
            _cell(scene, whole, of("total_expenditure_and_balance")),
        ),
    ]


def income(scene: Scene, place: int) -> Table:
    """收入总表: one row a unit, columns by source; here the department in one row and the sum above it."""
    now, _ = both(scene)
    columns: list[tuple[str, Decimal, Of]] = [("合计", now.spent(), of("total_income_and_balance"))]
    columns += [(_LABELS[source].removesuffix("收入"), now.income(source), income_of(source)) for source in _LABELS]
    columns.insert(1, ("上年结转", now.opening, of("opening_balance")))
    head: tuple[Row, ...] = (("部门（单位）代码", "部门（单位）名称", *(name for name, _, _ in columns)),)
    cells = tuple(_cell(scene, yuan, figure) for _, yuan, figure in columns)
    again = tuple(_cell(scene, yuan) for _, yuan, _ in columns)
    code = str(100 + scene.shared.between("code of the budget", 1, 899))
    rows: list[Row] = [(label("合计", 2), *cells), (code, scene.shown, *again)]
    return _framed(scene, "budget_income", place, head, rows, landscape=True)


def _rows(
    scene: Scene, items: Iterable[Item], scope: str, columns: Sequence[str], totals: Sequence[Of | None]
) -> list[Row]:
    """合计, 类, 款 and 项 with the columns `budget`, `basic`, `project`, `personnel`, `public` as asked for."""
    merged: dict[str, tuple[Decimal, ...]] = {}
    for item in items:
        values = {
            PHASE: item.whole,
            "basic": item.basic,
            "project": item.project,
            "personnel": item.personnel,
            "public": item.public,
        }
        amounts = tuple(values[column] for column in columns)
        old = merged.get(item.code, (ZERO,) * len(columns))
        merged[item.code] = tuple(map(Decimal.__add__, old, amounts))
    whole, lines = views.tree(merged, len(columns))
    names = function_names(scene.year)
    rows: list[Row] = [
        (
            label("合计", 2),
            *(_cell(scene, yuan, *([figure] if figure else [])) for yuan, figure in zip(whole, totals, strict=True)),
        )
    ]
    for code, amounts in lines:
        key = (scope, code)
        cells = (
            _cell(
                scene,
                yuan,
                *([In("function_expenditure", key, column)] if column in (PHASE, "basic", "project") else []),
            )
            for yuan, column in zip(amounts, columns, strict=True)
        )
        if scene.manner.voice == "shanghai":
            rows.append((code[:3], code[3:5], code[5:], names[code], *cells))
        else:
            rows.append((Piece(code, facts=(Datum("function_expenditure", key, "code", code),)), names[code], *cells))
    if scene.manner.voice == "shanghai":
        return [*rows[1:], (label("合计", 4), *rows[0][1:])]
    return rows


def _coded_head(columns: str, *amounts: str) -> tuple[Row, ...]:
    """Heads over codes in three cells, as Shanghai prints them."""
    return (
        (label("项目", 4), label(columns, len(amounts))),
        (
            label("功能分类科目编码", 3),
            label("功能分类科目名称", rows=2),
            *(label(one, rows=2) for one in amounts),
        ),
        (label("类"), label("款"), label("项")),
    )


def _spending(scope: str) -> list[Of]:
    return [of("expenditure", scope), of("expenditure.basic", scope), of("expenditure.project", scope)]


def expenditure(scene: Scene, place: int) -> Table:
    """支出总表."""
    now, _ = both(scene)
    plain = _rows(scene, now.items, "all", (PHASE, "basic", "project"), _spending("all"))
    if scene.manner.voice == "shanghai":
        wide = _coded_head("支出预算", "合计", "基本支出", "项目支出")
        return _framed(scene, "budget_expenditure", place, wide, plain, landscape=True)
    rows = [(*row, "", "", "") for row in plain]
    head: tuple[Row, ...] = (
        (
            "科目编码",
            "科目名称",
            "合计",
            "基本支出",
            "项目支出",
            "事业单位经营支出",
            "上缴上级支出",
            "对附属单位补助支出",
        ),
    )
    return _framed(scene, "budget_expenditure", place, head, rows, landscape=True)


def fiscal_summary(scene: Scene, place: int) -> Table:
    """财政拨款收支总表: this year's money and what was carried over on the left, classes by fund on the right."""
    now, _ = both(scene)
    sums = {scope: _class_sums(now.of(scope)) for scope in FUNDS}
    left: list[tuple[str, Content]] = [
        ("一、本年收入", _cell(scene, total(now.income(scope) for scope in FUNDS), of("income.fiscal"))),
        *(
            (f"（{numeral(at)}）{_FUND_LABELS[scope]}拨款", _cell(scene, now.income(scope), income_of(scope)))
            for at, scope in enumerate(FUNDS, 1)
        ),
        ("二、上年结转", _cell(scene, now.opening, of("opening_balance", "fiscal"))),
        ("（一）一般公共预算拨款", _cell(scene, now.opening, of("opening_balance", "general_public"))),
        ("（二）政府性基金预算拨款", ""),
        ("（三）国有资本经营预算拨款", ""),
    ]
    right: list[tuple[Content, ...]] = [
        (
            "一、本年支出",
            _cell(scene, now.spent(*FUNDS), of("expenditure", "fiscal")),
            *(_cell(scene, now.spent(scope), of("expenditure", scope)) for scope in FUNDS),
        )
    ]
    for code, line in class_lines(scene.year):
        amounts = [sums[scope].get(code, ZERO) for scope in FUNDS]
        cells = (
            _cell(scene, yuan, In("function_expenditure", (scope, code), PHASE))
            for scope, yuan in zip(FUNDS, amounts, strict=True)
        )
        right.append((f"（{line.replace('、', '）')}", _cell(scene, total(amounts)), *cells))
    right.append(("二、结转下年", "", "", "", ""))
    empty: tuple[Content, ...] = ("",) * 5
    rows: list[Row] = [
        (*(one or ("", "")), *(other or empty)) for one, other in zip_longest(left, right, fillvalue=None)
    ]
    whole = now.spent(*FUNDS)
    rows.append(
        (
            "收入总计",
            _cell(scene, whole, of("total_income_and_balance", "fiscal")),
            "支出总计",
            _cell(scene, whole, of("total_expenditure_and_balance", "fiscal")),
            *(_cell(scene, now.spent(scope), of("total_expenditure_and_balance", scope)) for scope in FUNDS),
        )
    )
    head: tuple[Row, ...] = (
        (label("收入", 2), label("支出", 5)),
        tuple(map(label, ("项目", "预算数", "项目", "合计", *_FUND_LABELS.values()))),
    )
    return _framed(scene, "budget_fiscal_summary", place, head, rows, landscape=True)


def general_public(scene: Scene, place: int) -> Table:
    """一般公共预算支出表: Hunan parts basic money, others set last year's budget beside this one."""
    now, _ = both(scene)
    scope, items = "general_public", now.of("general_public")
    figures = _spending(scope)
    if scene.manner.voice == "hunan":
        columns = (PHASE, "basic", "personnel", "public", "project")
        totals: list[Of | None] = [
            figures[0],
            figures[1],
            of("expenditure.basic.personnel", scope),
            of("expenditure.basic.public", scope),
            figures[2],
        ]
        head: tuple[Row, ...] = (
            (
                label("科目编码", rows=2),
                label("科目名称", rows=2),
                label("合计", rows=2),
                label("基本支出", 3),
                label("项目支出", rows=2),
            ),
            (label("小计"), label("人员经费"), label("公用经费")),
        )
        rows = _rows(scene, items, scope, columns, totals)
    elif scene.manner.voice == "shanghai":
        rows = _rows(scene, items, scope, (PHASE, "basic", "project"), figures)
        head = _coded_head("一般公共预算支出", "合计", "基本支出", "项目支出")
    else:
        rows = _rows(scene, items, scope, (PHASE, "basic", "project"), figures)
        head = (
            (label("功能分类科目", 2), label(f"{scene.year}年预算数", 3)),
            (label("科目编码"), label("科目名称"), label("小计"), label("基本支出"), label("项目支出")),
        )
    return _framed(scene, "budget_general_public", place, head, rows)


def basic(scene: Scene, place: int) -> Table:
    """一般公共预算基本支出表: one line an economic code."""
    now, _ = both(scene)
    names, scope = economic_names(scene.year), "general_public"
    lines: dict[str, Decimal] = {}
    for code, amount in sorted(now.economic.items()):
        lines[code[:3]] = now.economic_class(code[:3])
        lines[code] = amount
    rows: list[Row] = [
        (
            label("合计", 2),
            _cell(scene, now.basic(scope), of("expenditure.basic", scope)),
            _cell(scene, now.personnel, of("expenditure.basic.personnel", scope)),
            _cell(scene, now.public, of("expenditure.basic.public", scope)),
        )
    ]
    for code, amount in sorted(lines.items()):
        key = (scope, code)
        column = "category" if len(code) == 3 else "item"
        name = Piece(names[code], facts=(Datum("economic_expenditure", key, column, names[code]),))
        personnel = code[:3] in ("301", "303")
        rows.append(
            (
                code,
                name,
                _cell(scene, amount, In("economic_expenditure", key, "amount")),
                _cell(scene, amount if personnel else ZERO),
                _cell(scene, ZERO if personnel else amount),
            )
        )
    head: tuple[Row, ...] = (
        (label("部门预算支出经济分类科目", 2), label("本年一般公共预算基本支出", 3)),
        tuple(map(label, ("科目编码", "科目名称", "合计", "人员经费", "公用经费"))),
    )
    return _framed(scene, "budget_general_public_basic", place, head, rows)


def three_public(scene: Scene, place: int) -> Table:
    """“三公”经费支出表: this year's budget, or last year's beside it."""
    now, before = both(scene)
    scope = "all" if scene.manner.voice == "shanghai" else "general_public"

    def cells(budget: Budget, year: int) -> tuple[Content, ...]:
        abroad, purchase, operation, reception = budget.three_public
        amounts = {
            "three_public": total(budget.three_public),
            "three_public.abroad": abroad,
            "three_public.vehicles": purchase + operation,
            "three_public.vehicles.purchase": purchase,
            "three_public.vehicles.operation": operation,
            "three_public.reception": reception,
        }
        return tuple(scene.tell.cell(yuan, of(code, scope), year=year) for code, yuan in amounts.items())

    kinds = (
        label("合计", rows=2),
        label("因公出国（境）费", rows=2),
        label("公务用车购置及运行费", 3),
        label("公务接待费", rows=2),
    )
    below = (label("小计"), label("公务用车购置费"), label("公务用车运行费"))
    if scene.manner.voice == "hunan":
        head: tuple[Row, ...] = (
            (label("单位编码", rows=2), label("单位名称", rows=2), *kinds),
            below,
        )
        code = str(100 + scene.shared.between("code of the budget", 1, 899))
        rows: list[Row] = [(code, scene.shown, *cells(now, scene.year))]
    elif scene.manner.voice == "shanghai":
        kinds_alone = (label("合计", rows=2), label("因公出国（境）费", rows=2), label("公务用车购置及运行费", 3))
        head = (
            (label(f"{scene.manner.three_public}经费预算数", 6), label("机关运行经费预算数", rows=3)),
            (*kinds_alone, label("公务接待费", rows=2)),
            (label("小计"), label("购置费"), label("运行费")),
        )
        paid = _cell(scene, now.agency_operation, of("agency_operation", "general_public"))
        rows = [(*cells(now, scene.year), paid)]
    else:
        years = (label(f"{scene.year - 1}年预算数", 6), label(f"{scene.year}年预算数", 6))
        head = (years, (*kinds, *kinds), (*below, *below))
        rows = [(*cells(before, scene.year - 1), *cells(now, scene.year))]
    return _framed(scene, "budget_three_public", place, head, rows, landscape=True)


def _fund(scene: Scene, key: str, place: int, source: str) -> Table:
    now, _ = both(scene)
    items = now.of(source)
    head: tuple[Row, ...] = (
        (label("科目编码", rows=2), label("科目名称", rows=2), label("本年支出", 3)),
        (label("合计"), label("基本支出"), label("项目支出")),
    )
    rows: list[Row] = _rows(scene, items, source, (PHASE, "basic", "project"), _spending(source))
    shanghai = scene.manner.voice == "shanghai"
    if shanghai:
        head = _coded_head("本年支出", "合计", "基本支出", "项目支出")
    if not items and shanghai:
        rows = [*(("",) * 7 for _ in range(2)), (label("合计", 4), "", "", "")]
    elif not items:
        rows = [(label("合计", 2), "", "", ""), *(("",) * 5 for _ in range(2))]
    table = _framed(scene, key, place, head, rows)
    if items:
        return table
    told = table.title.removesuffix("支出表").removesuffix("支出情况表")
    return Table(
        **{name: getattr(table, name) for name in table.__slots__ if name != "notes"},
        notes=((f"注：{scene.shown}{scene.year}年没有{told[-9:]}支出，本表为空。",),),
    )


def gov_fund(scene: Scene, place: int) -> Table:
    """政府性基金预算支出表."""
    return _fund(scene, "budget_gov_fund", place, "gov_fund")


def state_capital(scene: Scene, place: int) -> Table:
    """国有资本经营预算支出表."""
    return _fund(scene, "budget_state_capital", place, "state_capital")


def special_account(scene: Scene, place: int) -> Table:
    """财政专户管理资金预算支出表 (Hunan)."""
    return _fund(scene, "budget_special_account", place, "special_account")


def project(scene: Scene, place: int) -> Table:
    """项目支出表: one row a project, its money by source."""
    now, _ = both(scene)
    sources = (*FUNDS, *SOURCE_WORDS)
    rows: list[Row] = []
    sums = {source: total(one.amount for one in now.projects if one.source == source) for source in sources}
    rows.append((label("合计", 3), *(_cell(scene, yuan) for yuan in (total(sums.values()), *sums.values()))))
    for one in now.projects:
        key = (one.plan.name,)
        kind = scene.shared.pick(f"kind of {one.plan.name}", ("特定目标类", "其他运转类"))
        name = Piece(one.plan.name, facts=(Datum("projects", key, "name", one.plan.name),))
        whole = _cell(scene, one.amount, In("projects", key, PHASE))
        parts = (_cell(scene, one.amount if one.source == source else ZERO) for source in sources)
        rows.append((kind, name, scene.shown, whole, *parts))
    head: tuple[Row, ...] = (
        (
            label("类型", rows=2),
            label("项目名称", rows=2),
            label("项目单位", rows=2),
            label("合计", rows=2),
            label("本年拨款", 3),
            label("财政专户管理资金", rows=2),
            label("单位资金", rows=2),
        ),
        tuple(map(label, _FUND_LABELS.values())),
    )
    return _framed(scene, "budget_project", place, head, rows, landscape=True)


_BUILDERS: Mapping[str, Callable[[Scene, int], Table]] = {
    "summary": summary,
    "income": income,
    "expenditure": expenditure,
    "fiscal_summary": fiscal_summary,
    "general_public": general_public,
    "basic": basic,
    "three_public": three_public,
    "gov_fund": gov_fund,
    "state_capital": state_capital,
    "special_account": special_account,
    "project": project,
}
_ORDER = {
    "hunan": (*(key for key in _BUILDERS if key != "project"), "project"),
    "zhejiang": (
        "summary",
        "income",
        "expenditure",
        "fiscal_summary",
        "general_public",
        "basic",
        "gov_fund",
        "state_capital",
        "three_public",
        "project",
    ),
}


def budget_tables(scene: Scene) -> tuple[Table, ...]:
    """The forms of the budget, in the order of the agency's province."""
    usual = tuple(key for key in _BUILDERS if key != "special_account")
    keys = _ORDER.get(scene.manner.voice, usual)
    return tuple(_BUILDERS[key](scene, place) for place, key in enumerate(keys, 1))
