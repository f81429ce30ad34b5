"""Going on from word to word and from number to number: which module takes in which words."""

from dataclasses import dataclass

from ingest.amounts import BARE, MONEY, PERCENT
from ingest.extract.context.account_sides import means_side, take_received, take_side, take_spent
from ingest.extract.context.comparisons import give_reason, take_direction, take_relation
from ingest.extract.context.funds import take_fund
from ingest.extract.context.labels import take_label
from ingest.extract.context.lists import divide, share_out, take_sum
from ingest.extract.context.mind import Mind
from ingest.extract.context.phases import take_phase, take_plan, take_year
from ingest.extract.context.stops import take_stop
from ingest.extract.context.subject import NOTHING
from ingest.extract.context.unknown_words import settle_part, take_other
from ingest.extract.lexicon import Kind, Token

_AT_ONCE = {Kind.INCREASE, Kind.DECREASE, Kind.EITHER}


@dataclass(slots=True)
class Context(Mind):
    """The reader's mind in a report about `report_year`, in a section about the money of `section_scope`."""

    @property
    def expects_rate(self) -> bool:
        """Nothing but a percentage may follow: 占99.86, or 增加20万元，增长6.67; a number without a unit is one."""
        if self.mode in {Kind.SHARE, Kind.COMPLETION}:
            return self.base != "" and self.near
        before = self.position.before
        at_once = before is not None and before.kind in _AT_ONCE
        return at_once and self.near and self.sign != 0 and self.last.endswith("_amount")

    def settle(self, token: Token) -> Token:
        """The token as what it is here: some words are labels only beside others."""
        return settle_part(self, token)

    def follow(self, token: Token, following: Token | None, numbers_ahead: int) -> None:
        """Take in a word; `numbers_ahead` counts the numbers of one kind between here and the next label or stop."""
        match token.kind:
            case Kind.LABEL:
                take_label(self, token)
            case Kind.SCOPE:
                take_fund(self, token, following)
            case Kind.SPENT | Kind.CONNECTOR:
                self._follow_small_word(token, following)
            case Kind.PHASE:
                take_phase(self, token, following)
            case Kind.PLAN:
                take_plan(self, token, following)
            case Kind.COMPLETION | Kind.SHARE | Kind.COMPARE | Kind.VERSUS:
                take_relation(self, token)
            case Kind.RESULT | Kind.INCREASE | Kind.DECREASE | Kind.EQUAL | Kind.EITHER | Kind.ALL:
                take_direction(self, token, numbers_ahead)
            case Kind.REASON | Kind.RELATION:
                give_reason(self, token)
            case Kind.AMONG:
                divide(self, following)
            case Kind.EACH:
                share_out(self, numbers_ahead)
            case Kind.YEAR:
                take_year(self, token)
            case Kind.STOP:
                take_stop(self, token.text)
            case Kind.ITEM | Kind.CLASS:
                self.lose_subject()  # of the functional classification, not of the vocabulary
            case Kind.OTHER:
                take_other(self, token.text)
        self._pass(token)

    def _follow_small_word(self, token: Token, following: Token | None) -> None:
        if means_side(self, token, following):
            take_side(self, token, following)
        elif token.kind is Kind.SPENT:
            take_spent(self, token, following)
        elif token.text.startswith("收入"):
            take_received(self, token, following)
        else:
            take_sum(self, token, following)

    def pass_number(self, token: Token, measure: str) -> None:
        """Take in a number that was bound as `measure`, or not bound at all.

        An amount or a percentage that nothing binds is of something the vocabulary does not know; what follows is about
        that, no longer about the last label.
        """
        tells_of_something = token.number is not None and token.number.kind in {MONEY, PERCENT}
        self.last = measure
        self.told_before = self._tells_year_before(token, measure)
        self.ahead.take()  # of no label behind this number
        if tells_of_something and self.reason is not None:
            self.reason.has_numbers = True
        if self.aside:
            measure, tells_of_something, self.aside = "", False, False
        if not measure and token.is_money:
            self.sentence.unknown_told = True
        if measure in {"share", "completion_rate"} and not self.queue:
            self.mode, self.base = None, ""
        if not measure and tells_of_something:
            self.subject = NOTHING
        self.near = bool(measure)
        self._remember(measure)
        self._pass(token)

    def _pass(self, token: Token) -> None:
        self.position.advance(token, spoken_of=bool(self.subject.indicators))

    def _remember(self, measure: str) -> None:
        """What the words behind the number may go on with."""
        paragraph, of = self.paragraph, self.subject.indicators
        if measure == "amount":
            paragraph.comparison, self.sentence.told = None, self.subject
            if self.year == self.report_year:
                self.sentence.amounts.append(self.subject)
                paragraph.told.append(self.subject)
            paragraph.sides.tell(of, self.subject.scope)
        elif measure.startswith(("change_", "versus_")):
            paragraph.comparison = (Kind.COMPARE if measure.startswith("change_") else Kind.VERSUS), self.base
            paragraph.sides.compare(of, paragraph.comparison)
            paragraph.changed += of

    def _tells_year_before(self, token: Token, measure: str) -> bool:
        """上年为1.85万元，本年减少…; also 上年为0, which is no amount."""
        if self.year != self.report_year - 1 or self.mode is not None or not self.near:
            return False
        number = token.number
        return measure == "amount" or (number is not None and number.kind == BARE and not number.value)
