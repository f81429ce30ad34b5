"""How checks speak: amounts and percentages in Chinese, neutral and short."""

from decimal import Decimal

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
