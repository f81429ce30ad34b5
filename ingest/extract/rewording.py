"""Words of a sentence put as the grammar knows them, before it is read: units that a row shares, parts behind 主要是, what a comparison is with.

Each function takes the tokens of a paragraph and gives tokens back, or tells of one of them; what a number is bound to is `narrative`'s.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.amounts import BARE, MONEY, with_unit_of
from ingest.extract.lexicon import Kind, Token

_SHARED_OUT = {Kind.EACH, Kind.ALL}


def with_shared_units(tokens: Sequence[Token]) -> list[Token]:
    """分别为20、15万元: numbers of a row whose unit stands behind the last one only."""
    found = list(tokens)
    for at, token in enumerate(tokens):
        if token.kind not in _SHARED_OUT:
            continue
        row = list(_row_behind(tokens, at))
        number = tokens[row[-1]].number if row else None
        if number is not None and number.unit:
            for place in row[:-1]:
                bare = tokens[place].number
                if bare is not None and bare.kind == BARE:
                    found[place] = replace(tokens[place], number=with_unit_of(bare, number))
    return found


_CLOSING = ("相比", "比较", "对比")
_LONGEST_COMPARED = 7  # words


def without_compared(tokens: Sequence[Token]) -> Iterator[Token]:
    """与2016年公共财政预算收入1631万元，相比增加…: what another money is compared with is left out; the change is of what was spoken of.

    Where the words between name no money, they stay: 与2016年500万元相比 tells the amount of that year.
    """
    behind = 0
    for at, token in enumerate(tokens):
        if at < behind:
            continue
        yield token
        if (
            token.kind not in {Kind.COMPARE, Kind.VERSUS}
            or not token.text.startswith("与")
            or token.text.endswith("比")
        ):
            continue
        reach = tokens[at + 1 : at + 1 + _LONGEST_COMPARED]
        close = next(
            (n for n, one in enumerate(reach) if one.kind is Kind.OTHER and one.text.startswith(_CLOSING)), None
        )
        inner = reach[:close] if close is not None else ()
        if any(one.text in {"。", ";", ":"} for one in inner):
            continue
        if any(one.kind in {Kind.SCOPE, Kind.LABEL, Kind.PLAN} for one in inner):
            behind = at + 2 + len(inner)


_MAINLY = {"主要是", "主要为", "主要包括"}
_CHANGES = {Kind.INCREASE, Kind.DECREASE, Kind.EITHER, Kind.EQUAL, Kind.RESULT, Kind.COMPARE, Kind.VERSUS}


def with_told_parts(tokens: Sequence[Token]) -> list[Token]:
    """基本支出875万元，主要是工资福利支出704万元、…: the parts of an amount, where no change is being explained."""
    found = list(tokens)
    for at, token in enumerate(tokens):
        if token.kind is not Kind.REASON or token.text not in _MAINLY or at < 2:
            continue
        mark, amount = tokens[at - 1], tokens[at - 2].number
        part, of_part = tokens[at + 1 : at + 2], tokens[at + 2 : at + 3]
        if (
            mark.text == ","
            and amount is not None
            and amount.kind == MONEY
            and part
            and part[0].kind is Kind.LABEL
            and of_part
            and of_part[0].number is not None
            and of_part[0].number.kind == MONEY
            and not any(one.kind in _CHANGES for one in _clause_before(tokens, at - 2))
        ):
            found[at] = replace(token, kind=Kind.AMONG, value="")
    return found


def _clause_before(tokens: Sequence[Token], at: int) -> Iterator[Token]:
    for token in reversed(tokens[:at]):
        if token.kind is Kind.STOP:
            return
        yield token


def _row_behind(tokens: Sequence[Token], at: int) -> Iterator[int]:
    """Where the numbers of a row stand, which begins behind a word: only marks and 和 are between them."""
    began = False
    for place in range(at + 1, len(tokens)):
        if tokens[place].number is not None:
            began = True
            yield place
        elif tokens[place].text not in _AND if began else tokens[place].kind is Kind.STOP:
            return


_AND = {"、", ",", "和", "及", "与"}


def is_cell(tokens: Sequence[Token], at: int) -> bool:
    """65.00 64.87: numbers without units that only a blank parts are a row of a table that lost its rulings."""

    def is_bare(place: int) -> bool:
        one = tokens[place].number if 0 <= place < len(tokens) else None
        return one is not None and one.kind == BARE

    def is_blank(place: int) -> bool:
        return 0 <= place < len(tokens) and tokens[place].text == " "

    return is_bare(at) and ((is_blank(at + 1) and is_bare(at + 2)) or (is_blank(at - 1) and is_bare(at - 2)))


def closes_comparison(tokens: Sequence[Token], at: int) -> bool:
    """与2016年预算收入500万元相比: the amount itself is what is compared with."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    return behind is not None and behind.kind is Kind.OTHER and behind.text.startswith(_CLOSING)


def with_money_spent(tokens: Sequence[Token]) -> list[Token]:
    """纳入专户管理的非税收入拨款支出5万元: what was spent out of an income is none of it, but of its fund where it has one."""
    found = list(tokens)
    for at, token in enumerate(tokens):
        behind = tokens[at + 1 : at + 3]
        if (
            token.kind is Kind.LABEL
            and token.value.startswith("income.")
            and len(behind) == 2
            and behind[0].kind is Kind.SPENT
            and behind[0].text == "支出"
            and behind[1].number is not None
        ):
            fund = _FUND_OF_INCOME.get(token.value)
            kind, value = (Kind.SCOPE, fund) if fund else (Kind.OTHER, "")
            found[at] = replace(token, kind=kind, value=value)
    return found


_WHOLE_YEAR = {"全年", "当年", "年度"}
_SENTENCE_ENDS = "。!?"
_DIVIDING = {"中", ",", ":"}
_DIVIDED = {"expenditure.basic", "expenditure.project"}


def with_divided_expenditure(tokens: Sequence[Token]) -> list[Token]:
    """全年支出690万元中，基本支出…，项目支出…: what is divided so at the head of a sentence is the year's expenditure."""
    found = list(tokens)
    for at, token in enumerate(tokens):
        if token.kind is not Kind.SPENT or token.text != "支出":
            continue
        head = at
        while head > 0 and (tokens[head - 1].kind is Kind.YEAR or tokens[head - 1].text in _WHOLE_YEAR):
            head -= 1
        behind = [one for one in tokens[at + 1 : at + 6] if one.text not in _DIVIDING and one.kind is not Kind.AMONG]
        if (
            head < at
            and (head == 0 or tokens[head - 1].text in _SENTENCE_ENDS)
            and len(behind) > 1
            and behind[0].is_money
            and behind[1].value in _DIVIDED
            and behind[1].kind is Kind.LABEL
        ):
            found[at] = token.as_label("expenditure")
    return found


_FUND_OF_INCOME = {"income.special_account": "special_account"}
