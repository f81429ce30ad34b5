"""The calculation behind what a rule over several reports says, a line each, for people; amounts in 万元."""

from collections.abc import Sequence
from decimal import Decimal

from ingest.checks.wording import show_number

_TEN_THOUSAND = Decimal(10_000)


def tell_amount(what: str, yuan: Decimal) -> str:
    """What somebody printed.

    >>> tell_amount("某报告写的支出", Decimal("600000"))
    '某报告写的支出：60 万元'
    """
    return f"{what}：{_show(yuan)} 万元"


def tell_difference(one: Decimal, other: Decimal) -> str:
    """The larger less the smaller.

    >>> tell_difference(Decimal("500000"), Decimal("510000"))
    '相差：51 − 50 = 1 万元'
    """
    larger, smaller = max(one, other), min(one, other)
    return f"相差：{_show(larger)} − {_operand(smaller)} = {_show(larger - smaller)} 万元"


def tell_change_back(what: str, current: Decimal, change: Decimal) -> str:
    """What was before a change.

    >>> tell_change_back("推算的上年数", Decimal("600000"), Decimal("-90000"))
    '推算的上年数：60 + 9 = 69 万元'
    """
    sign = "−" if change >= 0 else "+"
    return f"{what}：{_operand(current)} {sign} {_show(abs(change))} = {_show(current - change)} 万元"


def tell_sum(what: str, parts: Sequence[Decimal]) -> str:
    """A sum of its parts.

    >>> tell_sum("各单位合计", [Decimal("10000"), Decimal("20000")])
    '各单位合计：1 + 2 = 3 万元'
    """
    return f"{what}：{' + '.join(map(_operand, parts))} = {_show(sum(parts, Decimal(0)))} 万元"


def tell_mean(what: str, parts: Sequence[Decimal], shown: str) -> str:
    """A mean as it is shown, in points.

    >>> tell_mean("平均得分", [Decimal(90), Decimal(95)], "92.5")
    '平均得分：（90 + 95）÷ 2 = 92.5 分'
    """
    return f"{what}：（{' + '.join(map(show_number, parts))}）÷ {len(parts)} = {shown} 分"


def _show(yuan: Decimal) -> str:
    return show_number(yuan / _TEN_THOUSAND).replace("-", "−")


def _operand(yuan: Decimal) -> str:
    return f"（{_show(yuan)}）" if yuan < 0 else _show(yuan)
