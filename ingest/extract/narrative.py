"""Figures from running text: a grammar that reads a paragraph from left to right.

A number is bound to the label before it when nothing but known words stands between them; phase, comparison and share
are told by the words around it. A number that nothing binds is left alone: precision goes before recall.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ingest.amounts import BARE, MONEY, PERCENT, Number, scale_money
from ingest.extract.lexicon import Kind, Token, cut_sentence
from ingest.extract.scopes import figure_scope
from ingest.figures import ACTUAL, ALL, Figure
from ingest.vocabulary import load_indicators

_TEN_THOUSAND = Decimal(10_000)
_SLACK = Decimal(200)  # yuan: what rounding of three addends in 0.01万元 explains


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of `report.md` with what its place says: part, section, scope of the section, page."""

    text: str
    start: int
    part: str
    section: str
    scope: str
    page: int | None


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is spoken of: indicators (收、支总计 are two), and the fund that stands with their label."""

    indicators: tuple[str, ...] = ()
    scope: str | None = None


_NOTHING = _Subject()


@dataclass
class _State:
    """What the reader of a paragraph has in mind."""

    subject: _Subject = _NOTHING
    fund: str | None = None  # a fund just named, for the label that follows
    phase: str = ACTUAL
    mode: Kind | None = None
    base: str = ""
    sign: int = 0
    near: bool = False  # nothing but known words since the label or the last word that binds
    whole: str = ""  # what 其中 divides
    last: str = ""  # measure of the last number
    before: Token | None = None
    reason: _Subject | None = None  # the subject before the reason began
    listing: bool = False  # inside a list of projects
    outside: list[tuple[_Subject, str, Kind | None, str]] = field(default_factory=list)  # before brackets opened

    def start_clause(self) -> None:
        """After a full stop the subject stays, what was said of it does not."""
        if self.reason is not None:
            self.subject, self.reason = self.reason, None
        self.phase, self.mode, self.base, self.sign, self.fund = ACTUAL, None, "", 0, None
        self.near = bool(self.subject.indicators)
        self.listing = False
        self.outside.clear()


# What may stand right before a label without being part of it: whose money it is, or a verb.
_BEFORE_LABEL = re.compile(
    r"(?:[局委办部院校所心位门队县区市镇乡站厅会]|[的中内为用是计及和与、年月日均由]|支付|发放|拨付|开展|本级|其中|含)$"
)


def read_figures(paragraph: Paragraph, year: int) -> Iterator[Figure]:
    """Yield the figures of one paragraph of a report about `year`."""
    tokens, places = cut_sentence(paragraph.text)
    numbers = _infer_units([token.number for token in tokens if token.number])
    state = _State()
    for at, token in enumerate(tokens):
        if token.number is None:
            _follow(state, token, tokens[at + 1] if at + 1 < len(tokens) else None)
            state.before = token
            continue
        number, inferred = numbers[token.start]
        told = state.subject.scope
        for named, measure, phase, value, base in _bind(state, number):
            # The income of a fund's section is fiscal money: 本年收入 of 政府性基金 is no income of all kinds.
            indicator = "income.fiscal" if named == "income" and paragraph.scope != ALL else named
            first, last = places[token.start], places[token.end - 1] + 1
            yield Figure(
                part=paragraph.part,
                indicator=indicator,
                scope=figure_scope(indicator, told, paragraph.scope),
                phase=phase,
                measure=measure,
                year=year,
                value=value,
                unit="元" if number.kind == MONEY else "%",
                disclosed=paragraph.text[first:last],
                base=_base(base, measure, year),
                source="narrative",
                step=number.step,
                section=paragraph.section,
                page=paragraph.page,
                start=paragraph.start + first,
                end=paragraph.start + last,
                inferred_unit=inferred,
            )
        state.before = token


def _base(base: str, measure: str, year: int) -> str:
    return base or str(year - 1) if measure.startswith("change_") else base


def _follow(state: _State, token: Token, following: Token | None) -> None:
    """What a word changes in the reader's mind."""
    match token.kind:
        case Kind.LABEL:
            _take_label(state, token)
        case Kind.SCOPE:
            _take_fund(state, token, following)
        case Kind.CONNECTOR if _is_bare_expenditure(state, token, following):
            state.subject = _Subject(("expenditure",), state.subject.scope)
            state.phase, state.mode, state.sign, state.near = ACTUAL, None, 0, True
        case Kind.PHASE:
            state.phase, state.mode, state.sign = token.value, None, 0
            state.near = bool(state.subject.indicators)
        case Kind.COMPLETION | Kind.SHARE | Kind.COMPARE | Kind.VERSUS:
            _take_relation(state, token)
        case Kind.INCREASE | Kind.DECREASE:
            state.sign = 1 if token.kind is Kind.INCREASE else -1
            if state.mode is None and state.last.endswith("_amount"):
                state.mode = Kind.COMPARE if state.last == "change_amount" else Kind.VERSUS
        case Kind.AMONG:
            state.whole = state.subject.indicators[0] if state.subject.indicators else state.whole
            state.listing = state.subject.indicators == ("expenditure.project",)
            state.phase, state.mode, state.sign = ACTUAL, None, 0
        case Kind.STOP:
            _take_stop(state, token.text)
        case Kind.ITEM:
            state.subject, state.near = _NOTHING, False  # of the functional classification, not of the vocabulary
        case Kind.REASON | Kind.RELATION:
            if state.reason is None:
                state.reason = state.subject
            state.near, state.mode, state.sign = False, None, 0
        case Kind.OTHER:
            if state.mode not in {Kind.COMPARE, Kind.VERSUS} or state.sign:
                state.near = False


def _take_relation(state: _State, token: Token) -> None:
    if state.reason is not None and token.kind is not Kind.SHARE:
        state.subject, state.reason = state.reason, None  # the reason is told, the sentence goes on
    state.mode, state.sign = token.kind, 0
    state.base = token.value if token.kind in {Kind.COMPLETION, Kind.COMPARE} else ""
    state.near = bool(state.subject.indicators)


def _take_stop(state: _State, mark: str) -> None:
    if mark in "。;!?":
        if mark == ";" and state.listing:
            return
        state.start_clause()
    elif mark == "(":
        state.outside.append((state.subject, state.phase, state.mode, state.whole))
    elif mark == ")" and state.outside:
        state.subject, state.phase, state.mode, state.whole = state.outside.pop()
        state.near = bool(state.subject.indicators)


def _take_label(state: _State, token: Token) -> None:
    fund, state.fund = state.fund, None
    indicators = tuple(token.value.split("|"))
    if state.mode is Kind.SHARE:
        state.base = indicators[0]  # 占本年支出的: the whole, not the subject
        return
    if state.listing or _is_tail(state.before):
        # A longer name that ends like a label (环卫经费项目支出): some project's money, no indicator.
        state.subject, state.near = _NOTHING, False
        return
    if state.mode not in {Kind.COMPARE, Kind.VERSUS} or state.sign:
        state.mode, state.base = None, ""
    state.subject = _Subject(indicators, fund)
    state.phase, state.sign, state.near = ACTUAL, 0, True


def _is_tail(before: Token | None) -> bool:
    return before is not None and before.kind is Kind.OTHER and not _BEFORE_LABEL.search(before.text)


def _take_fund(state: _State, token: Token, following: Token | None) -> None:
    """A fund is a label of its own before 支出, 收入 or a number, else it qualifies the label beside it."""
    if state.mode is Kind.SHARE:
        return
    if state.before is not None and state.before.kind is Kind.LABEL:
        state.subject = _Subject(state.subject.indicators, state.subject.scope or token.value)
        return
    state.fund = token.value
    text = following.text if following is not None else ""
    if text.startswith("支出"):
        _take_label(state, Token(Kind.LABEL, token.start, token.end, token.text, "expenditure"))
    elif (text.startswith("收入") and following is not None and following.kind is not Kind.LABEL) or (
        following is not None and following.kind is Kind.NUMBER
    ):
        _take_label(state, Token(Kind.LABEL, token.start, token.end, token.text, "income.fiscal"))


def _is_bare_expenditure(state: _State, token: Token, following: Token | None) -> bool:
    """支出19.71万元 at the head of a clause, beside 收入19.71万元."""
    heads = state.before is None or state.before.kind in {Kind.STOP, Kind.YEAR}
    return heads and token.text in {"支出", "支出为"} and following is not None and following.kind is Kind.NUMBER


def _bind(state: _State, number: Number) -> Iterator[tuple[str, str, str, Decimal, str]]:
    """Yield (indicator, measure, phase, value, base) for a number, or nothing where it cannot be bound."""
    measure = _measure(state, number)
    state.last = measure
    if measure:
        value = number.value if measure in {"amount", "share", "completion_rate"} else _signed(number.value, state.sign)
        phase = state.phase if measure == "amount" else ACTUAL
        base = state.base or (state.whole if measure == "share" else "")
        for indicator in state.subject.indicators:
            yield (
                _indicator_of_share(indicator, base) if measure == "share" else indicator,
                measure,
                phase,
                value + 0,
                base,
            )
    if measure in {"share", "completion_rate"}:
        state.mode, state.base = None, ""
    state.near = bool(measure)


def _signed(value: Decimal, sign: int) -> Decimal:
    """A change with its direction; a decrease may be printed twice (减少…下降-3.2%)."""
    return -abs(value) if sign < 0 else value


def _indicator_of_share(indicator: str, base: str) -> str:
    """The share of small firms in a kind of procurement has a code of its own."""
    kind = f"{base}.sme"
    return kind if indicator == "procurement.sme" and kind in load_indicators() else indicator


def _measure(state: _State, number: Number) -> str:
    if not state.near or not state.subject.indicators:
        return ""
    if state.mode in {Kind.COMPARE, Kind.VERSUS}:
        if not state.sign or number.kind not in {MONEY, PERCENT}:
            return ""
        prefix = "change" if state.mode is Kind.COMPARE else "versus_budget"
        return f"{prefix}_{'amount' if number.kind == MONEY else 'rate'}"
    if number.kind == PERCENT:
        return {Kind.SHARE: "share", Kind.COMPLETION: "completion_rate"}.get(state.mode, "") if state.mode else ""
    if number.kind == MONEY and state.mode is None and not state.sign:
        return "amount"
    return ""


def _infer_units(numbers: Sequence[Number]) -> dict[int, tuple[Number, bool]]:
    """Numbers by place, units that are missing or plainly wrong taken from the figures around them.

    Among amounts in 万元, a bare number with decimals is in 万元 too; one in 元 is so where, taken as 万元, it is the sum
    of those that follow it (本年收入合计14429.6元,其中:13462.86万元 … 447.33万元 … 519.41).
    """
    usual = [number for number in numbers if number.unit in {"万元", "万"}]
    found = {number.start: (number, False) for number in numbers}
    if len(usual) < 2:
        return found
    for number in numbers:
        if number.kind == BARE and number.step < 1:
            found[number.start] = (_as_ten_thousands(number), True)
    for at, number in enumerate(numbers):
        if number.unit == "元" and number.value < _TEN_THOUSAND * 100:
            scaled = _as_ten_thousands(number)
            total = Decimal(0)
            for later in numbers[at + 1 :]:
                one = found[later.start][0]
                if one.kind == MONEY:
                    total += one.value
                    if abs(total - scaled.value) <= _SLACK:
                        found[number.start] = (scaled, True)
                        break
    return found


def _as_ten_thousands(number: Number) -> Number:
    return Number(
        number.start,
        number.end,
        scale_money(number.value, _TEN_THOUSAND),
        MONEY,
        number.unit,
        number.step * _TEN_THOUSAND,
    )
