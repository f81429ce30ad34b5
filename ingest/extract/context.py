"""What a reader has in mind while going through a paragraph: what is spoken of, in which phase, compared with what.

Words change it (`follow`); `narrative` binds numbers by it. Where the words leave open what a number is of, nothing is
in mind: precision goes before recall.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.amounts import BARE, MONEY, PERCENT
from ingest.extract.lexicon import Kind, Token
from ingest.extract.sides import BOTH_TOTALS, SIDES, Sides, is_side
from ingest.figures import ACTUAL, ALL, BUDGET

UNKNOWN = ""  # a phase: a budget was told, and nothing says whether this label goes on with it


class Subject(NamedTuple):
    """What is spoken of: indicators (收、支总计 are two), and the fund that stands with their label."""

    indicators: tuple[str, ...] = ()
    scope: str | None = None


NOTHING = Subject()


class _Division(NamedTuple):
    """What 其中 divides, and what its parts take over from it: its phase, and with what it was compared."""

    whole: Subject
    phase: str
    compared: tuple[Kind, str] | None = None


class _Outside(NamedTuple):
    """What was in mind when a bracket opened."""

    subject: Subject
    phase: str
    mode: Kind | None
    year: int
    year_words: Token | None
    division: _Division | None
    chained: bool = False


# What may stand right before a label without being part of it: whose money it is, or a verb.
_BEFORE_LABEL = re.compile(
    r"(?:[局委办部院校所心位门队县区市镇乡站厅会处社馆园台道团室府]|[省市县区州旗镇乡本]级|[的中内为用是计及和与、月日由]|年[末底]|支付|发放|拨付|开展|其中|含|公开|汇总)$|^\.$"
)
# Bodies whose names end otherwise; a project's name may end so, too.
_BODY = re.compile(r"[联署司网段港盟旗州村街国学厂组库]$")

_OWN_INCOME = {"special_account": "income.special_account", "unit_funds": "income.unit_funds"}
_PAID_FROM = {"agency_operation", "three_public", "meetings", "training"}
# Who speaks: 我中心2019年度预算安排….
_SPEAKER = re.compile(r"[局委办部院校所心位门队县区市镇乡站厅会道处馆园社台团室府]$")
_YEARS_OWN = {"总收入": "income", "总支出": "expenditure"}
_SUM = re.compile(r"(?:合计|总计|共计)$")
_MONEY_WORDS = {"费", "费用", "经费", "资金"}
_NAMING = re.compile(r"(?:简称|统称|即)(?:为)?$")
_ITEM_NUMBER = re.compile(r"[一二三四五六七八九十]{1,2}")
_SENTENCE_ENDS = "。!?"
_INSIDE_COMPARISON = {Kind.COMPARE, Kind.VERSUS, Kind.LABEL, Kind.SCOPE, Kind.PHASE, Kind.OTHER, Kind.CONNECTOR}
_TOGETHER = {"共", "合计", "共计", "总计", "总共"}
_BEFORE_TITLE = {".", "。", ":", ";"}
_TOTALS = {"income", "expenditure", "total_income_and_balance", "total_expenditure_and_balance"}


def number_is_money(token: Token) -> bool:
    """The token is an amount of money."""
    return token.number is not None and token.number.kind == MONEY


@dataclass
class Context:
    """The reader's mind in a report about `report_year`, in a section about the money of `section_scope`.

    `topic` is what the section's heading is about: a sentence that begins with a phase (支出决算为…) is about that.
    `home` is the phase of amounts that no word says more of: accounts tell what was, budgets what is planned.
    """

    report_year: int
    section_scope: str
    topic: str = ""
    home: str = ACTUAL
    subject: Subject = NOTHING
    phase: str = ""
    mode: Kind | None = None
    base: str = ""
    sign: int = 0
    near: bool = False  # nothing but known words since the label or the last word that binds
    compared: bool = False  # a word of comparison was read, and no label since
    year: int = 0
    year_words: Token | None = None  # the digits that name a year other than the report's
    last: str = ""  # measure of the last number
    queue: list[Subject] = field(default_factory=list)  # 分别: one subject for each number to come
    _fund: str | None = None  # a fund just named, for the label that follows
    _phase_ahead: str | None = None  # a phase just named, for the label that follows
    _year_ahead: Token | None = None
    _before: Token | None = None
    _before_last: Token | None = None
    _aside: bool = False  # the next number is of the subject, but nothing that the vocabulary knows
    _chained: bool = False  # labels in a row, A、B共…: what follows is of all of them
    _entitles: bool = False  # the label stands where a title does: 1.因公出国（境）费。
    _at_head: bool = True  # of a sentence, a year aside
    _at_clause_head: bool = True  # after a mark, years and small words aside
    _division: _Division | None = None
    _inherited: bool = False  # the phase comes from the division, not from a word beside the label
    _reason: Subject | None = None  # the subject before a reason began
    _reason_has_numbers: bool = False
    _listing: bool = False  # inside a list of projects
    _labels: list[Subject] = field(default_factory=list)  # labels of this sentence, whatever 其中 divided
    _compared_with: str | None = None  # 与上年相比变化情况：… compares all that the list names
    _whole_of_sentence: list[Subject] = field(default_factory=list)  # what 其中 or a bracket divided in this sentence
    _comparison: tuple[Kind, str] | None = None  # what the last change was against, until an amount is told
    _changed: list[str] = field(default_factory=list)  # indicators whose change was told
    _told: Subject = NOTHING  # the subject of the last amount of this sentence
    _against_budget: int = 0  # 决算数大于预算数: which way, where that begins no reason but tells how much
    _unknown_told: bool = False  # this sentence told an amount of something unknown
    _by_source: bool = False  # 按政府采购资金类型划分: the funds that follow pay for purchases, and are no income
    _fund_of_family: dict[str, str] = field(default_factory=dict)  # 三公经费 → the fund named with it in this paragraph
    _phase_began: tuple[bool, bool] = (False, False)  # whether the last phase began a sentence, and a clause
    _sides: Sides = field(default_factory=Sides)  # 收入 and 支出 of this paragraph, and how they were compared
    _shared: list[Subject] = field(default_factory=list)  # the subjects of the last 分别
    _names_sum: bool = False  # the open bracket gives what was listed before it one name
    _told_before: bool = False  # the last number was the subject's amount of the year before
    _recent: list[Subject] = field(default_factory=list)  # labels of this sentence
    _recent_before: list[Subject] = field(default_factory=list)  # those of the sentence before
    _outside: list[_Outside] = field(default_factory=list)
    _last_stop: str = ""
    _enumerated: bool = False  # A 5万元、B 6万元: parts in a row, of which the last is not spoken of by itself

    def __post_init__(self) -> None:
        self.phase = self.home
        self._set_year(None)

    @property
    def whole(self) -> str:
        """The indicator that 其中 divides, if any."""
        indicators = self._division.whole.indicators if self._division is not None else ()
        return indicators[0] if indicators else ""

    @property
    def expects_rate(self) -> bool:
        """Nothing but a percentage may follow: 占99.86, or 增加20万元，增长6.67; a number without a unit is one."""
        if self.mode in {Kind.SHARE, Kind.COMPLETION}:
            return self.base != "" and self.near
        at_once = self._before is not None and self._before.kind in {Kind.INCREASE, Kind.DECREASE, Kind.EITHER}
        return at_once and self.near and self.sign != 0 and self.last.endswith("_amount")

    def follow(self, token: Token, following: Token | None, numbers_ahead: int) -> None:
        """Take in a word; `numbers_ahead` counts the numbers of one kind between here and the next label or stop."""
        match token.kind:
            case Kind.LABEL:
                self._take_label(token)
            case Kind.SCOPE:
                self._take_fund(token, following)
            case Kind.SPENT | Kind.CONNECTOR if self._is_side(token, following) or self._ends(token, following):
                self._take_side(token, following)
            case Kind.SPENT:
                self._take_spent(token, following)
            case Kind.PHASE | Kind.PLAN:
                self._take_phase_or_plan(token, following)
            case Kind.COMPLETION | Kind.SHARE | Kind.COMPARE | Kind.VERSUS:
                self._take_relation(token)
            case Kind.RESULT | Kind.INCREASE | Kind.DECREASE | Kind.EQUAL | Kind.EITHER | Kind.ALL:
                self._take_direction(token, numbers_ahead)
            case Kind.AMONG:
                self._divide(following)
            case Kind.EACH:
                self.queue = self._each(numbers_ahead)
                self._shared = list(self.queue)
            case Kind.YEAR:
                self._take_year(token)
            case Kind.STOP:
                self._take_stop(token.text)
            case Kind.ITEM | Kind.CLASS:
                self.subject, self.near = NOTHING, False  # of the functional classification, not of the vocabulary
            case Kind.REASON | Kind.RELATION:
                self._give_reason()
                self._against_budget = {"increase": 1, "decrease": -1}.get(token.value, 0)
            case Kind.CONNECTOR | Kind.OTHER:
                self._take_plain(token, following)
        self._pass(token)

    def _pass(self, token: Token) -> None:
        self._before_last, self._before = self._before, token
        before = self._before_last
        speaker = token.kind is Kind.OTHER and _SPEAKER.search(token.text) is not None
        if token.kind is Kind.PHASE:
            self._phase_began = self._at_head, self._at_clause_head
        after_year = token.text == "," and before is not None and before.kind is Kind.YEAR  # 2022年度，本单位收入为…
        # 一、收入情况：2022年收入5万元: a title's colon begins a sentence.
        titled = token.text == ":" and before is not None and before.text == "情况" and not self.subject.indicators
        self._at_head = (
            token.text in _SENTENCE_ENDS
            or titled
            or (self._at_head and (token.kind is Kind.YEAR or speaker or after_year))
        )
        small = token.kind in {Kind.YEAR, Kind.CONNECTOR} or (speaker and self._at_head)
        self._at_clause_head = token.kind is Kind.STOP or (self._at_clause_head and small)

    def pass_number(self, token: Token, measure: str) -> None:
        """Take in a number that was bound as `measure`, or not bound at all.

        An amount or a percentage that nothing binds is of something the vocabulary does not know; what follows is about
        that, no longer about the last label.
        """
        tells_of_something = token.number is not None and token.number.kind in {MONEY, PERCENT}
        self.last = measure
        self._told_before = self._tells_year_before(token, measure)
        self._phase_ahead = self._year_ahead = self._fund = None
        if tells_of_something and self._reason is not None:
            self._reason_has_numbers = True
        if self._aside:
            measure, tells_of_something, self._aside = "", False, False
        if not measure and number_is_money(token):
            self._unknown_told = True
        if measure in {"share", "completion_rate"} and not self.queue:
            self.mode, self.base = None, ""
        if not measure and tells_of_something:
            self.subject = NOTHING
        self.near = bool(measure)
        self._remember(measure)
        self._pass(token)

    def _remember(self, measure: str) -> None:
        """What the words behind the number may go on with."""
        if measure == "amount":
            self._comparison, self._told = None, self.subject
            self._sides.tell(self.subject.indicators, self.subject.scope)
        elif measure.startswith(("change_", "versus_")):
            kind = Kind.COMPARE if measure.startswith("change_") else Kind.VERSUS
            self._comparison = kind, self.base
            self._sides.compare(self.subject.indicators, self._comparison)
            self._changed += self.subject.indicators

    def _tells_year_before(self, token: Token, measure: str) -> bool:
        """上年为1.85万元，本年减少…; also 上年为0, which is no amount."""
        if self.year != self.report_year - 1 or self.mode is not None or not self.near:
            return False
        number = token.number
        return measure == "amount" or (number is not None and number.kind == BARE and not number.value)

    def _take_label(self, token: Token) -> None:
        self._enumerated = self._enumerated and self._last_stop == "、"
        fund, self._fund = self._fund, None
        ahead, self._phase_ahead = self._phase_ahead, None
        year, self._year_ahead = self._year_ahead, None
        indicators = tuple(token.value.split("|"))
        if self.mode is Kind.SHARE:
            # 占本年支出的: the whole, not the subject. Beside 占, 总收入 and 总支出 are those of the year.
            self.base = _YEARS_OWN.get(token.text, indicators[0])
            return
        summed = self._before is not None and (self._before.kind is Kind.LABEL or self._before.text == ")")
        if summed and self.near and indicators[0] in _TOTALS and _SUM.search(token.text):
            return  # 三公经费（…）支出合计: the sum of what was named
        if self._before is not None and self._before.kind is Kind.LABEL and indicators[0] in _TOTALS:
            return  # 公务用车运行维护费支出合计: the sum of what was named
        if self._is_compared_with(indicators):
            self.near = True
            return
        of_whole = token.text == "本年收入" and self.whole == "income.fiscal"  # without what was carried over
        if self._listing or of_whole or self._is_no_label(indicators[0]) or self._is_source(indicators[0]):
            self.subject, self.near = NOTHING, False
            return
        if self.mode not in {Kind.COMPARE, Kind.VERSUS} or self.sign:
            self._forget_mode()
        if fund is None and self._division is not None:
            fund = self._division.whole.scope
        if fund is None:
            fund = self._fund_of_whole(indicators[0]) or self._fund_of_other_side(token)
        elif indicators[0] in _PAID_FROM:
            self._fund_of_family[indicators[0]] = fund
        own_year = token.text.startswith("本年")
        self._inherited = ahead is None and self._division is not None
        if ahead is not None:
            self.phase = ahead
        elif self._division is not None:
            self.phase = self._division.phase
        else:
            self.phase = self.home if own_year or self.phase == self.home else UNKNOWN
        if year is not None or own_year:
            self._set_year(year)
        in_row = self._before is not None and self._before.text in {"、", ","}
        self._chained = in_row and self._before_last is not None and self._before_last.kind is Kind.LABEL
        self._entitles = self._before is None or self._before.text in _BEFORE_TITLE or self._is_numbered()
        self.subject = Subject(indicators, fund)
        self._recent.append(self.subject)
        self._labels.append(self.subject)
        self.sign, self.last, self.near, self.compared = 0, "", self._reason is None, False

    def _is_numbered(self) -> bool:
        """1、公务接待费: the number of a list stands before the label."""
        before = self._before_last
        return (
            self._before is not None and self._before.text == "、" and before is not None and before.number is not None
        )

    def _fund_of_whole(self, indicator: str) -> str | None:
        """The fund of what this is a part of, or is paid from: 一般公共预算三公经费…：公务接待费…; 公共预算支出安排的三公经费."""
        if indicator.partition(".")[0] not in _PAID_FROM:
            return None
        before = self._before
        paid = self.subject.indicators == ("expenditure",) and self.near and not self.last
        if paid and self.subject.scope and before is not None and before.kind is Kind.CONNECTOR:
            self._fund_of_family[indicator] = self.subject.scope
        return self._fund_of_family.get(indicator.partition(".")[0])

    def _is_received(self) -> bool:
        """What is spoken of came in, or was carried over."""
        of = self.subject.indicators[:1]
        return bool(of) and of[0].startswith(("income", "opening"))

    def _fund_of_other_side(self, token: Token) -> str | None:
        """政府性基金本年收入…，本年支出…: the fund stands with the first side only."""
        other = next((one for one in reversed(self._labels) if one.indicators[0] in SIDES.values()), NOTHING)
        of_year = token.text == "本年支出" and other.indicators == (SIDES["收入"],)
        return other.scope if of_year else None

    def _is_source(self, indicator: str) -> bool:
        """Where a budget tells what pays for its purchases."""
        return self._by_source and indicator.startswith(("income", "opening_balance"))

    def _forget_mode(self) -> None:
        self.mode, self.base = (None, "") if self._compared_with is None else (Kind.COMPARE, self._compared_with)

    def _is_compared_with(self, indicators: tuple[str, ...]) -> bool:
        """比上年决算总收入1058万元增加…: the same of the year compared with, named again."""
        if self.mode not in {Kind.COMPARE, Kind.VERSUS} or self.sign or not self.compared or self._before is None:
            return False
        return self._before.kind in _INSIDE_COMPARISON and self.subject.indicators == indicators

    def _is_no_label(self, indicator: str) -> bool:
        """A longer name that ends like a label (环卫经费项目支出), or a change or a mean of what the label names.

        Two labels without a word between them name something the vocabulary does not know (项目支出结转), unless they
        are of one kind (货物采购授予中小企业合同金额).
        """
        family = indicator.partition(".")[0]
        before = self._before
        if before is None:
            return False
        if before.kind is Kind.OTHER:
            # 办公费等公用经费, 用餐费等公务接待费
            listed = before.text.endswith("等") and (family in _PAID_FROM or indicator.startswith("expenditure.basic."))
            body = indicator != "expenditure.project" and _BODY.search(before.text) is not None
            return not listed and not body and not (_BEFORE_LABEL.search(before.text) or _NAMING.search(before.text))
        if before.kind is Kind.LABEL:
            return before.value.partition(".")[0] != family
        return before.kind in {Kind.INCREASE, Kind.DECREASE, Kind.MEAN}

    def settle(self, token: Token) -> Token:
        """货物, where procurement is told, is a label; elsewhere any word. Other tokens are given back as they are."""
        if token.kind is not Kind.PART:
            return token
        within, _, indicator = token.value.partition("|")
        spoken_of = (self.whole, *self.subject.indicators[:1], *(one.indicators[0] for one in self._recent[-1:]))
        if any(one.startswith(within) for one in spoken_of):
            return Token(Kind.LABEL, token.start, token.end, token.text, indicator)
        return Token(Kind.OTHER, token.start, token.end, token.text)

    def _take_fund(self, token: Token, following: Token | None) -> None:
        """A fund is a label of its own before 支出, 收入 or a number, else it qualifies the label beside it."""
        if self.mode is Kind.SHARE:
            return
        if self._before is not None and self._before.kind is Kind.LABEL:
            self.subject = Subject(self.subject.indicators, self.subject.scope or token.value)
            return
        if self._qualifies():
            self.subject = Subject(self.subject.indicators, self.subject.scope or token.value)
            return
        self._fund = token.value
        if following is None or following.kind in {Kind.LABEL, Kind.PLAN}:
            return
        if self._before is not None and self._before.text.endswith("涉及"):
            self.subject, self.near = NOTHING, False  # 涉及一般公共预算支出5万元: of what is evaluated
            return
        if self.whole in _PAID_FROM and self._division is not None and following.text.startswith("支出"):
            # 三公经费…（其中：政府性基金支出…）: what the fund pays of it
            self.subject, self._fund = Subject((self.whole,), token.value), None
            self.phase, self.near = self._division.phase, True
            self._forget_mode()
            return
        of_section = following.text in _TOGETHER and self.topic == "expenditure" and self.home == ACTUAL
        if re.match(r"(?:安排的?)?支出", following.text) or of_section:
            # 政府性基金预算财政拨款总计6万元, where the heading speaks of expenditure
            self._take_label(Token(Kind.LABEL, token.start, token.end, token.text, "expenditure"))
        elif following.text.startswith("收入") or following.kind is Kind.NUMBER:
            own = _OWN_INCOME.get(token.value)
            self._fund = None if own else token.value
            self._take_label(Token(Kind.LABEL, token.start, token.end, token.text, own or "income.fiscal"))

    def _qualifies(self) -> bool:
        """机关运行经费当年一般公共预算拨款…万元: the fund that pays for what is named, no income."""
        before = self._before
        named = self.near and not self.last and before is not None and before.kind is Kind.CONNECTOR
        return named and bool(self.subject.indicators) and self.subject.indicators[0] in _PAID_FROM

    def _take_spent(self, token: Token, following: Token | None) -> None:
        """支出 and its kin: after a label they say that it was spent; at the head of a clause they may be a label."""
        behind_phase = self._before is not None and self._before.kind is Kind.PHASE
        if behind_phase and token.text == "支出" and self._is_received():
            # 2022年决算收入…；决算支出…; but behind 财政拨款收入 nothing says of what 年初预算支出 is.
            of_year = (
                self._phase_began[1] and self._sides.has_told("收入") and following is not None and following.number
            )
            self.subject = Subject((SIDES["支出"],)) if of_year else NOTHING
            self.near = bool(of_year)
            return
        if self.phase == UNKNOWN:
            self.phase = self.home
        if not self._at_clause_head:
            return
        if following is None or following.kind is not Kind.NUMBER or self._reason is not None:
            return
        of = self.subject.indicators
        if of == (SIDES["收入"],) and token.text == "支出" and (self._told == self.subject or self._at_head):
            # 2022年收入…，支出…
            self.subject = Subject((SIDES["支出"],), self.subject.scope)
            self.phase, self.mode, self.sign, self.near = self.home, None, 0, True
        elif of and not self._is_received():
            self.phase, self.mode, self.sign = self.home, None, 0
            # 公务接待24批次、210人次，支出2万元; not what is spent once the label has its amount
            self.near = self.near or self._told != self.subject
        elif self.section_scope != ALL or (self._at_head and not of):
            # 2022年支出19.71万元, or in a fund's section 收入19.71万元；支出19.71万元
            self.subject = Subject(("expenditure",), self.subject.scope)
            self.phase, self.mode, self.sign, self.near = self.home, None, 0, True
        else:
            self.subject, self.near = NOTHING, False

    def _take_phase(self, token: Token, following: Token | None) -> None:
        named = following is not None and following.kind is Kind.OTHER and following.text != "中"
        if named and not self.subject.indicators and self._reason is None and not self._at_head:
            return  # 预算信息公开, 决算草案: no phase of an amount
        if self._reason is not None:
            # 决算数小于预算数的主要原因; but 决算数小于预算数5万元 tells how much.
            if self._against_budget and token.value == BUDGET and following is not None and following.number:
                self.subject, self._reason = self._reason, None
                self.mode, self.base, self.sign, self.compared = Kind.VERSUS, "", self._against_budget, True
                self.near = bool(self.subject.indicators)
            return
        if self.home == BUDGET and self._is_phase_of_other():
            self.subject, self.near, self._phase_ahead = NOTHING, False, None
            return
        if self._names_compared(token):
            return
        division = self._division
        if division is not None and self._inherited and ACTUAL not in {division.phase, ""} and token.value == ACTUAL:
            # 年初预算安排…，其中：…；全年实际支出…: the list of the budget's parts is over.
            self.subject, self._division = division.whole, None
        of_income = following is not None and following.text.startswith("收入")
        if self._at_head and not self.subject.indicators and self.topic and not of_income:
            self.subject = Subject((self.topic,))
        self.phase, self.mode, self.sign, self.compared = token.value, None, 0, False
        self._phase_ahead, self._inherited = token.value, False
        self.near = bool(self.subject.indicators)

    def _names_compared(self, token: Token) -> bool:
        """比2022年三公经费年初预算12万元减少…: the phase of what is compared with, not of what is spoken of."""
        if self.sign or not self.compared or self._before is None or not self.near:
            return False
        if self._before.kind not in _INSIDE_COMPARISON:
            return False
        if self.home == BUDGET:
            return True  # 比上年“三公”经费预算减少…, in a budget itself
        return token.value == (ACTUAL if self.mode is Kind.COMPARE else BUDGET)

    def _is_phase_of_other(self) -> bool:
        """政府集中采购预算, 车辆租赁2025年预算: the budget of something else than what was spoken of."""
        before = self._before
        if before is not None and before.kind is Kind.YEAR and self._before_last is not None and not self._at_head:
            before = self._before_last
        if before is None or before.kind is not Kind.OTHER:
            return False
        return before.text.endswith("涉及") or _BEFORE_LABEL.search(before.text) is None

    def _take_phase_or_plan(self, token: Token, following: Token | None) -> None:
        """收入预算 and the like: a label of their own in a budget, a mere 预算 behind a label and in accounts."""
        if token.kind is Kind.PHASE:
            self._take_phase(token, following)
            return
        before = self._before
        behind = before is not None and (before.kind is Kind.LABEL or before.text in _MONEY_WORDS)
        if self.home != BUDGET or behind:
            self._take_phase(Token(Kind.PHASE, token.start, token.end, token.text, BUDGET), following)
            return
        self._phase_ahead = BUDGET
        # 财政拨款收入预算 is what the fund gives; 财政拨款支出预算 what is paid from it.
        value = "income.fiscal" if self._fund is not None and token.value == "income" else token.value
        self._take_label(Token(Kind.LABEL, token.start, token.end, token.text, value))

    def _is_side(self, token: Token, following: Token | None) -> bool:
        """收入 and 支出 at the head of a clause, where they are a side of what was spoken of as a whole.

        收入较上年增加… in a budget; 与上年相比，收入减少…，支出减少…, 比上年收入增加…，支出比上年增加… behind both;
        1、收入：500万元 as an item's title; 本部门预算收入500万元 in a budget.
        """
        if following is None or token.text not in SIDES:
            return False
        if self._is_titled(following):
            return True
        compares = following.kind in {Kind.COMPARE, Kind.VERSUS}
        if self.home == BUDGET and compares and self._at_clause_head:
            return True
        if self._sides.find(token.text) is None or not is_side(self.subject.indicators):
            return False  # 三公经费…，比上年支出增加…: of what is spoken of
        if self._changes_now(following):
            return self.mode is Kind.COMPARE or self._sides.comparison is not None
        return compares and self._at_clause_head

    def _changes_now(self, following: Token) -> bool:
        """收入增加…: at the head of a clause, or right behind the word that compares."""
        behind = self._before is not None and self._before.kind is Kind.COMPARE
        return following.kind in {Kind.INCREASE, Kind.DECREASE} and (self._at_clause_head or behind)

    def _ends(self, token: Token, following: Token | None) -> bool:
        """与上年相比，今年收入增加… behind what was carried over: of something else than what was spoken of last."""
        if following is None or token.text not in SIDES or not self._changes_now(following):
            return False
        of = self.subject.indicators[:1]
        return bool(of) and of[0].startswith(
            ("opening", "closing", "income" if token.text == "支出" else "expenditure")
        )

    def _is_titled(self, following: Token) -> bool:
        """1、收入：500万元; 本部门预算收入500万元: a side by itself, whatever was spoken of."""
        if self.home == BUDGET and following.kind is Kind.NUMBER and self._follows_bare_plan():
            return True
        return self._at_clause_head and following.text == ":" and (self._before is None or self._is_numbered())

    def _follows_bare_plan(self) -> bool:
        """本部门2022年预算 before 收入 or 支出: a plan of everything, not of a label before it."""
        plan, before = self._before, self._before_last
        if plan is None or plan.kind is not Kind.PHASE or plan.text != "预算":
            return False
        return (
            before is None
            or before.kind in {Kind.YEAR, Kind.STOP}
            or (before.kind is Kind.OTHER and _SPEAKER.search(before.text) is not None)
        )

    def _take_side(self, token: Token, following: Token | None) -> None:
        side = self._sides.find(token.text)
        if following is not None and self._is_titled(following):
            side = None
        elif not self._is_side(token, following):
            self.subject, self.near = NOTHING, False
            return
        if side is None:
            self._take_label(Token(Kind.LABEL, token.start, token.end, token.text, SIDES[token.text]))
            return
        self._end_reason()
        self.subject, self.sign, self.last = Subject((side[0],), side[1]), 0, ""
        self.near = self._reason is None

    def _take_relation(self, token: Token) -> None:
        if token.kind is Kind.SHARE or not self._at_clause_head:
            self._reason_goes_on(token)
        else:
            self._end_reason()
        if token.kind is Kind.COMPLETION and self._is_rate_of_other(token):
            self.subject, self.near = NOTHING, False
            return
        kind = token.kind
        if kind is Kind.COMPARE and token.value == str(self.report_year) and self.home == ACTUAL:
            kind = Kind.VERSUS  # 与2022年度预算相比 in the accounts of 2022
        if kind is Kind.COMPARE:
            self._leave_parts()
            self._compare_years(token)
        # 比上年预算数下降…: what was spent against what had been planned for another year is no figure.
        self._aside = kind is Kind.COMPARE and "预算" in token.text and self.home == ACTUAL
        self.mode, self.sign = kind, 0
        self.base = token.value if kind in {Kind.COMPLETION, Kind.COMPARE} else ""
        self.near = bool(self.subject.indicators) and self._reason is None and not self._aside
        self.compared = kind in {Kind.COMPARE, Kind.VERSUS}

    def _leave_parts(self) -> None:
        """其中A 5万元、B 6万元，较上年增加…: of what was divided, unless its own change was told before."""
        behind = self._before is not None and self._before.text == ","
        whole = self._division.whole if self._division is not None else NOTHING
        if behind and self._enumerated and whole.indicators and not set(whole.indicators) & set(self._changed):
            self.subject, self._enumerated = whole, False

    def _is_rate_of_other(self, token: Token) -> bool:
        """政府采购执行率 is not that of what was spoken of before."""
        before = self._before
        return (
            before is not None
            and before.kind is Kind.OTHER
            and token.text.startswith(("执行率", "完成率", "预算"))
            and _BEFORE_LABEL.search(before.text) is None
        )

    def _compare_years(self, token: Token) -> None:
        """What is compared is the report's year, whatever year's amount was told last."""
        if self.year < self.report_year and token.value in {"", str(self.year)}:
            self._set_year(None)
        self._join_totals()

    def _join_totals(self) -> None:
        """收入总计…，支出总计…，较上年增加…: the two totals are one amount, and change together."""
        if self.subject.indicators == BOTH_TOTALS[1:]:
            told = [*self._labels, *self._recent_before]
            other = next((one for one in reversed(told) if one.indicators == BOTH_TOTALS[:1]), None)
            if BOTH_TOTALS[0] in self._changed:
                return  # 收入总计…，增加…；支出总计…，增加…: each has a change of its own
            if other is not None and (self.subject.scope is None or other.scope in {None, self.subject.scope}):
                self.subject = Subject(BOTH_TOTALS, self.subject.scope or other.scope)

    def _take_direction(self, token: Token, numbers_ahead: int) -> None:
        kind = token.kind
        if kind is Kind.ALL:
            self._take_all(numbers_ahead)
            kind = Kind.INCREASE if token.value == "increase" else Kind.DECREASE
        if kind is Kind.EQUAL:
            self.phase, self.mode, self.near = self.home, None, False  # 与预算数持平 is no budget's number to come
        elif kind is Kind.RESULT:
            self.mode, self.sign, self.compared = None, 0, False
            self._set_year(None)
        else:
            if kind is not Kind.EITHER:
                self.sign = 1 if kind is Kind.INCREASE else -1
            elif not self.last.endswith("_amount"):
                self.sign, self.near = 0, False
            inherited = self._division.compared if self._division is not None else None
            facing = self._sides.comparison_of_other(self.subject.indicators)
            if self.mode is None and self.last == "" and inherited is not None:
                self.mode, self.base = inherited
            elif self.mode is None and self.last in {"", "amount"} and facing is not None:
                self.mode, self.base = facing  # 收入…，比上年增加…；支出…，减少…
                self.near = bool(self.subject.indicators) and self._reason is None
            elif self.mode is None and self._told_before:
                self.mode, self.base = Kind.COMPARE, ""
                self._set_year(None)
                self.near = bool(self.subject.indicators)
            elif self.mode is None and self.last.endswith("_amount"):
                self.mode = Kind.COMPARE if self.last == "change_amount" else Kind.VERSUS
            if numbers_ahead == len(self._shared) > 1 and self.last.endswith("_amount"):
                self.queue = list(self._shared)  # 分别减少5万元和3万元，下降10%和6%

    def _end_reason(self) -> None:
        """The reason is told, the sentence goes on; a reason with numbers of its own may have changed the subject."""
        if self._reason is not None and not self._reason_has_numbers:
            self.subject, self._reason = self._reason, None

    def _divide(self, following: Token | None = None) -> None:
        self._end_reason()
        self._remember_whole()
        self._division = _Division(self.subject, self.phase, self._comparison)
        unknown = self.home == BUDGET and not self.subject.indicators and self._unknown_told
        self._listing = unknown or self.subject.indicators == ("expenditure.project",)
        self.mode, self.sign, self.compared = None, 0, False
        self._recent.clear()
        # 其中5万元为学费: what the number is of stands behind it.
        self.near = self.near and (following is None or following.kind is not Kind.NUMBER)

    def _remember_whole(self) -> None:
        of = self.subject.indicators
        if of and (self._division is None or of[0] in _TOTALS):
            self._whole_of_sentence.append(self.subject)

    def _each(self, numbers: int) -> list[Subject]:
        """The subjects that 分别 shares the next numbers out to; none unless they are as many.

        收、支总计各为500万元 is one number for both.
        """
        single = [Subject((indicator,), one.scope) for one in self._recent for indicator in one.indicators]
        if numbers == 1 and len(self.subject.indicators) > 1:
            return []
        if not 1 < numbers <= len(single):
            self.near = False
            return []
        return single[-numbers:]

    def _take_all(self, numbers: int) -> None:
        """收入总计…，支出总计…，各增加: the last two labels together, where one label is not two by itself.

        各增加20万元、15万元 tells the change of one after the other.
        """
        labels = (self._recent or self._recent_before)[-2:]
        if len(self.subject.indicators) < 2 and len(labels) == 2:
            indicators = dict.fromkeys((*labels[0].indicators, *labels[1].indicators))
            self.subject, self.near = Subject(tuple(indicators), labels[0].scope or labels[1].scope), True
        if 1 < numbers == len(self.subject.indicators):
            self.queue = [Subject((indicator,), self.subject.scope) for indicator in self.subject.indicators]

    def _take_year(self, token: Token) -> None:
        self._year_ahead = token
        if self.near and self.mode is None:
            self._set_year(token)
            if self.year == self.report_year - 1 and token.value == "previous":
                self._join_totals()

    def _set_year(self, token: Token | None) -> None:
        """Speak of the year that a word names, or of the report's."""
        named = token.value if token is not None else "current"
        self.year = int(named) if named.isdigit() else self.report_year - (named == "previous")
        self.year_words = token if named.isdigit() and self.year != self.report_year else None

    def _reason_goes_on(self, token: Token) -> None:
        """主要是拨款收入较上年增加…: what the reason names is compared; ，占总收入的…% is of the subject again."""
        if token.kind is Kind.SHARE:
            if self._at_clause_head and token.text == "占":
                self._end_reason()
        elif token.kind is Kind.COMPLETION:
            self._end_reason()

    def _give_reason(self) -> None:
        if self._reason is None:
            self._reason, self._reason_has_numbers = self.subject, False
        self.near, self.mode, self.sign, self.last = False, None, 0, ""

    def _take_plain(self, token: Token, following: Token | None) -> None:
        if token.kind is Kind.CONNECTOR and token.text.startswith("收入"):
            self._take_received(token, following)
        elif token.kind is Kind.CONNECTOR:
            self._take_sum(token, following)
        else:
            self._take_other(token.text)

    def _take_other(self, text: str) -> None:
        if self._outside and _NAMING.search(text):
            self._names_sum = True
            return
        if self.home == BUDGET and re.search(r"按.{0,4}采购|采购.*来源", text):
            self._by_source = True
        if text == "中" and self.near:
            self._divide()  # 三公经费支出决算中，公务接待费…，占…
            return
        if not _BEFORE_LABEL.search(text):
            self._phase_ahead = self._year_ahead = None
        if self.mode not in {Kind.COMPARE, Kind.VERSUS} or self.sign:
            self.near = False

    def _take_received(self, token: Token, following: Token | None) -> None:
        """2022年度，本单位收入为500万元: the year's income, where the sentence has named nothing else."""
        number = following.number if following is not None else None
        begins = self._at_head and self._at_clause_head and not self.subject.indicators
        phase = self._before is not None and self._before.kind is Kind.PHASE and self._before.value == self.home
        begins |= phase and self._phase_began[0] and self.subject.indicators in {(), (self.topic,)}
        if number is not None and begins:
            self._take_label(Token(Kind.LABEL, token.start, token.end, token.text, "income"))

    def _take_sum(self, token: Token, following: Token | None) -> None:
        """基本支出…，项目支出…，合计…: the sum of what was listed, where that is of one kind."""
        if self._chained and token.text in _TOGETHER:
            self.subject, self.near = NOTHING, False
        if token.text not in {"合计", "总计", "共计"} or not self._at_clause_head or len(self._recent) <= 1:
            return
        if following is None or following.number is None or self.mode is not None:
            return
        families = {indicator.partition(".")[0] for one in self._recent for indicator in one.indicators}
        whole = next(iter(families)) if len(families) == 1 else ""
        self.subject = Subject((whole,), self._recent[0].scope) if whole in {"expenditure", "income"} else NOTHING
        self.near = bool(whole)

    def _take_stop(self, mark: str) -> None:
        if mark == "、" and self._before is not None and number_is_money(self._before):
            self._enumerated = True  # not behind the number of a list
        self._last_stop = mark
        if mark in _SENTENCE_ENDS:
            self._end_sentence()
        elif mark == ";" or (mark == "、" and self._begins_item()):
            if not self._listing:
                self._end_clause()
        elif mark == "(":
            self._outside.append(
                _Outside(self.subject, self.phase, self.mode, self.year, self.year_words, self._division, self._chained)
            )
            if self._before is not None and self._before.kind is Kind.NUMBER and self.whole == "":
                self._division = _Division(Subject((), self.subject.scope), self.phase)
        elif mark == ")":
            if self._outside and self._names_sum:
                self._outside.pop()  # 出国费、车辆费、接待费（简称“三公”经费）合计: of what the bracket names
                self._names_sum = False
            elif self._outside:
                outside = self._outside.pop()
                inside, *before = self.subject, self._before, self._before_last
                self.subject, self.phase, self.mode, self.year, self.year_words, self._division, listed = outside
                if listed and [one.kind if one else None for one in before] == [Kind.LABEL, Kind.STOP]:
                    self.subject = (
                        inside  # 公务接待费、公车购置费、公车运行费（“三公”经费）: what the bracket calls them
                    )
                self.sign, self.near = 0, bool(self.subject.indicators) and self._reason is None
        elif mark == ":" and self._before is not None and self._before.kind is Kind.PHASE:
            self._divide()  # 年初预算：基本支出…，项目支出…
        elif mark == ":" and self.mode is Kind.COMPARE and not self.sign:
            self._compared_with = self.base
        if mark in ",;。!?:":
            self._phase_ahead = self._year_ahead = None

    def _begins_item(self) -> bool:
        """…，三、公务接待费: a list that runs on inside a sentence, with the numbers of headings."""
        before, mark = self._before, self._before_last
        return (
            before is not None
            and before.kind is Kind.OTHER
            and _ITEM_NUMBER.fullmatch(before.text) is not None
            and (mark is None or mark.text in {",", ";", ":"})
        )

    def _end_clause(self) -> None:
        """After a semicolon the subject stays, what was said of it does not."""
        if self._reason is not None:
            self.subject, self._reason = self._reason, None
        self.phase, self.sign, self._fund = self.home, 0, None
        self._forget_mode()
        self.compared = False
        self.near = bool(self.subject.indicators)
        self.queue.clear()

    def _end_sentence(self) -> None:
        """After a full stop a list of parts is over: what follows is of the whole or of something new."""
        self._compared_with = None
        self._end_clause()
        self._listing = self._unknown_told = False
        self._shared.clear()
        self._sides.end_sentence()
        if self.year <= self.report_year:
            self._set_year(None)  # a year to come is spoken of until another is named
        if not self._whole_of_sentence and self._told.indicators and not self.last:
            # 其他收入5万元，为财政拨款收入、事业收入之外取得的收入。较上年增加…: of what had an amount
            self.subject, self.near = self._told, True
        if self._entitles and self._reason is None and self._before is not None and self._before.kind is Kind.LABEL:
            self._whole_of_sentence.clear()  # 其中：1.公务接待费。决算数2万元: the sentence was a title
        if self._whole_of_sentence:
            # 收入合计…，其中：…。与上年相比减少…: of the whole, no longer of its last part.
            self.subject, self.near = self._whole_of_sentence[-1], True
            self._recent[:0] = self._whole_of_sentence
        self._whole_of_sentence.clear()
        self._division = None
        self._recent_before, self._recent = self._recent, []
        self._labels.clear()
        self._told = NOTHING
        self._outside.clear()
