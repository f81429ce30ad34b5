"""The state of a reader's mind, in parts by what each is for and how long it lasts.

Here are also the few steps that every family of words takes; which word takes which is told in the modules beside it.
"""

from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from ingest.extract.context.position import Position
from ingest.extract.context.subject import NOTHING, Subject
from ingest.extract.lexicon import Kind, Token
from ingest.extract.sides import Sides
from ingest.figures import ACTUAL

Comparison: TypeAlias = tuple[Kind, str]  # a mode, and the year or phase compared with


class Division(NamedTuple):
    """What 其中 divides, and what its parts take over from it: its phase, and with what it was compared."""

    whole: Subject
    phase: str
    compared: Comparison | None = None


class Outside(NamedTuple):
    """What was in mind when a bracket opened."""

    subject: Subject
    phase: str
    mode: Kind | None
    year: int
    year_words: Token | None
    division: Division | None
    chained: bool


@dataclass(slots=True)
class Reason:
    """A reason that is being given, and what was spoken of before it began."""

    subject: Subject
    against_budget: int = 0  # 决算数大于预算数: which way, where that begins no reason but tells how much
    has_numbers: bool = False


@dataclass(slots=True)
class Ahead:
    """What was named just now, for the label that follows."""

    fund: str | None = None
    phase: str | None = None
    year: Token | None = None

    def take(self) -> "Ahead":
        """Give it to a label; the next one gets nothing of it."""
        taken = Ahead(self.fund, self.phase, self.year)
        self.fund = self.phase = self.year = None
        return taken

    def forget_when(self) -> None:
        """Forget phase and year; a fund is for the next label however far."""
        self.phase = self.year = None


@dataclass(slots=True)
class Nesting:
    """Parts within a whole: what 其中 divides, brackets, lists."""

    division: Division | None = None
    inherited: bool = False  # the phase comes from the division, not from a word beside the label
    listing: bool = False  # inside a list of projects
    chained: bool = False  # labels in a row, A、B共…: what follows is of all of them
    enumerated: bool = False  # A 5万元、B 6万元: parts in a row, of which the last is not spoken of by itself
    outside: list[Outside] = field(default_factory=list)  # the brackets that are open
    names_sum: bool = False  # the open bracket gives what was listed before it one name


@dataclass(slots=True)
class SentenceMemory:
    """What this sentence has named and told, for words that go on with it."""

    labels: list[Subject] = field(default_factory=list)  # whatever 其中 divided
    recent: list[Subject] = field(default_factory=list)  # labels since 其中
    recent_before: list[Subject] = field(default_factory=list)  # those of the sentence before
    wholes: list[Subject] = field(default_factory=list)  # what 其中 or a bracket divided
    shared: list[Subject] = field(default_factory=list)  # the subjects of the last 分别
    told: Subject = NOTHING  # the subject of the last amount
    amounts: list[Subject] = field(default_factory=list)  # the subjects of all amounts of the year
    amounts_before: list[Subject] = field(default_factory=list)  # those of the sentence before
    unknown_told: bool = False  # it told an amount of something unknown
    compared_with: str | None = None  # 与上年相比变化情况：… compares all that the list names
    entitles: bool = False  # the label stands where a title does: 1.因公出国（境）费。

    def next(self) -> "SentenceMemory":
        """What the next sentence begins with: the labels of this one, wholes first."""
        return SentenceMemory(
            recent_before=[*self.wholes, *self.recent], amounts_before=self.amounts, entitles=self.entitles
        )


@dataclass(slots=True)
class ParagraphMemory:
    """What the paragraph has told up to here."""

    sides: Sides = field(default_factory=Sides)  # 收入 and 支出, and how they were compared
    told: list[Subject] = field(default_factory=list)  # the subjects of all amounts of the year
    changed: list[str] = field(default_factory=list)  # indicators whose change was told
    comparison: Comparison | None = None  # what the last change was against, until an amount is told
    fund_of_family: dict[str, str] = field(default_factory=dict)  # 三公经费 → the fund named with it
    by_source: bool = False  # 按政府采购资金类型划分: the funds that follow pay for purchases, and are no income


@dataclass(slots=True)
class Mind:
    """What a number would be of, were one to come now; and what the words so far leave for those to come.

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
    queue: list[Subject] = field(default_factory=list)  # 分别: one subject for each number to come
    aside: bool = False  # the next number is of the subject, but nothing that the vocabulary knows

    last: str = ""  # measure of the last number
    told_before: bool = False  # the last number was the subject's amount of the year before

    position: Position = field(default_factory=Position)
    ahead: Ahead = field(default_factory=Ahead)
    nesting: Nesting = field(default_factory=Nesting)
    reason: Reason | None = None
    sentence: SentenceMemory = field(default_factory=SentenceMemory)
    paragraph: ParagraphMemory = field(default_factory=ParagraphMemory)

    def __post_init__(self) -> None:
        self.phase = self.home
        self.set_year(None)

    @property
    def whole(self) -> str:
        """The indicator that 其中 divides, if any."""
        division = self.nesting.division
        indicators = division.whole.indicators if division is not None else ()
        return indicators[0] if indicators else ""

    @property
    def is_received(self) -> bool:
        """What is spoken of came in, or was carried over."""
        of = self.subject.indicators[:1]
        return bool(of) and of[0].startswith(("income", "opening"))

    def lose_subject(self) -> None:
        """Speak of something that the vocabulary does not know."""
        self.subject, self.near = NOTHING, False

    def speak_on(self) -> None:
        """Speak of the subject again as if it had just been named, unless a reason is being given."""
        self.near = bool(self.subject.indicators) and self.reason is None

    def forget_relation(self) -> None:
        """Compare with nothing."""
        self.mode, self.sign, self.compared = None, 0, False

    def forget_mode(self) -> None:
        """Compare with nothing, or with what the whole sentence is compared with."""
        with_all = self.sentence.compared_with
        self.mode, self.base = (None, "") if with_all is None else (Kind.COMPARE, with_all)

    def set_year(self, token: Token | None) -> None:
        """Speak of the year that a word names, or of the report's."""
        named = token.value if token is not None else "current"
        self.year = int(named) if named.isdigit() else self.report_year - (named == "previous")
        self.year_words = token if named.isdigit() and self.year != self.report_year else None

    def leave_reason(self) -> None:
        """Speak of what was spoken of before the reason."""
        if self.reason is not None:
            self.subject, self.reason = self.reason.subject, None

    def end_reason(self) -> None:
        """The reason is told, the sentence goes on; a reason with numbers of its own may have changed the subject."""
        if self.reason is not None and not self.reason.has_numbers:
            self.leave_reason()
