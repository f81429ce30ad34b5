"""The lines of the two summaries (收入支出决算总表, 财政拨款收入支出决算总表) by their labels."""

import re
from collections.abc import Sequence

from ingest.function_names import class_code
from ingest.ledger import UNKNOWN

_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[、.])")
_FUNDS = {"一般公共预算": "general_public", "政府性基金预算": "gov_fund", "国有资本经营预算": "state_capital"}
_FUND_OF_WHICH = re.compile(rf"其中[:：]?(?P<fund>{'|'.join(_FUNDS)})财政拨款(?:收入)?$")
_OPENING = r"(?:年初|上年)(?:财政拨款)?结转(?:和结余)?$"

# Pattern of the label, key of the row. A fund stands twice on the left of the fiscal summary: as income, and below the
# opening balance as a part of it.
INCOME_LINES: Sequence[tuple[str, str]] = (
    (r"一般公共预算财政拨款(?:收入)?$", "income.general_public"),
    (r"政府性基金预算财政拨款(?:收入)?$", "income.gov_fund"),
    (r"国有资本经营预算财政拨款(?:收入)?$", "income.state_capital"),
    (r"财政拨款收入$", "income.fiscal"),
    (r"上级补助收入$", "income.superior"),
    (r"事业收入", "income.undertaking"),
    (r"经营收入$", "income.operating"),
    (r"附属单位上缴收入$", "income.subsidiary"),
    (r"其他收入$", "income.other"),
    (r"本年收入合计$", "income"),
    (r"使用非财政拨款结余|用事业基金弥补收支差额", "use_of_nonfiscal_balance"),
    (_OPENING, "opening"),
    (r"(?:收入)?总计$", "total"),
)
EXPENDITURE_LINES: Sequence[tuple[str, str]] = (
    (r"本年支出合计$", "expenditure"),
    (r"结余分配$", "surplus_distribution"),
    (r"年末(?:财政拨款)?结转(?:和结余)?$", "closing"),
    (r"(?:支出)?总计$", "total"),
)


class SummaryLines:
    """The keys of one side, asked from the top down."""

    def __init__(self, lines: Sequence[tuple[str, str]]) -> None:
        self._lines = lines
        self._below_opening = False
        self._prefix = "out." if lines is EXPENDITURE_LINES else "in."

    def key(self, label: str) -> str | None:
        """The key of the line with this label, or None of one that is part of another (其中)."""
        words = _NUMBERING.sub("", label)
        for pattern, key in self._lines:
            if re.match(pattern, words):
                if key == "opening":
                    self._below_opening = True
                below = self._below_opening and key.startswith("income.")
                return f"{self._prefix}{key.replace('income.', 'opening.') if below else key}"
        if self._lines is EXPENDITURE_LINES and words != label:
            return f"class:{class_code(words) or words}"  # 一、 … before a name: a class
        part = _FUND_OF_WHICH.match(words)
        if part and self._lines is INCOME_LINES:
            return f"in.of_which.{_FUNDS[part['fund']]}"
        return None if words.startswith("其中") else f"{self._prefix}{UNKNOWN}:{words}"
