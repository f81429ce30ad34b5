"""How checks speak: amounts and percentages in Chinese, neutral and short."""

from decimal import Decimal

from ingest.figures import Figure
from ingest.vocabulary import load_indicators

_TEN_THOUSAND = Decimal(10_000)


def show_money(yuan: Decimal) -> str:
    """An amount as a reader expects it.

    >>> show_money(Decimal("579300")), show_money(Decimal("0"))
    ('57.93万元', '0万元')
    """
    return f"{show_number(yuan / _TEN_THOUSAND)}万元"


def show_number(value: Decimal) -> str:
    """A number with a fixed point and no needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def show_percent(value: Decimal, step: Decimal) -> str:
    """A percentage to the printed precision.

    >>> show_percent(Decimal("17.4111"), Decimal("0.1"))
    '17.4%'
    """
    return f"{value.quantize(step):f}%"


def show_figure(figure: Figure) -> str:
    """A figure's value as a reader expects it, money in 万元."""
    return show_value(figure.value, figure)


def show_value(value: Decimal, like: Figure) -> str:
    """A value in the unit of a figure, as a reader expects it."""
    match like.unit:
        case "元":
            return show_money(value)
        case "%":
            return show_percent(value, like.step)
        case unit:
            return f"{show_number(value)}{unit}"


SCOPES = {
    "fiscal": "财政拨款",
    "general_public": "一般公共预算财政拨款",
    "gov_fund": "政府性基金预算财政拨款",
    "state_capital": "国有资本经营预算财政拨款",
}


def name_figure(figure: Figure) -> str:
    """What a figure is, with the fund it is about where that is not all money.

    The expenditure of a fund is not the year's whole expenditure and is not called so.
    """
    label = load_indicators()[figure.indicator].label.removeprefix("其中：")
    scope = SCOPES.get(figure.scope)
    if scope is None:
        return label
    if figure.indicator == "expenditure":
        return f"{scope}支出"
    if figure.indicator == "income.fiscal":
        return f"{scope}收入"
    return label if figure.indicator.startswith("three_public") else f"{scope}{label}"


# What a measure is called behind its figure's name.
MEASURES = {
    "amount": "",
    "count": "",
    "score": "",
    "weight": "分值",
    "share": "占比",
    "completion_rate": "完成率",
    "change_amount": "增减额",
    "change_rate": "增减率",
    "versus_budget_amount": "与预算的差额",
    "versus_budget_rate": "与预算的差率",
}

# What a part of a report is called in a sentence.
PARTS = {
    "final_accounts": "决算",
    "budget": "预算",
    "performance_report": "绩效自评报告",
    "base_data_table": "基础数据表",
    "self_evaluation_table": "自评表",
    "project_self_evaluation_table": "项目自评表",
}
