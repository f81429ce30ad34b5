"""What a person means by what was typed: plain values, equal for every page and program that asks."""

from dataclasses import dataclass
from decimal import Decimal

from index.query import Query
from ingest.amounts import MONEY

# How a name was recognised, what is surest first.
EXACT, ALIAS, FORMER, SHORT, TYPO, PINYIN = "exact", "alias", "former", "short", "typo", "pinyin"
# Nobody named it, but a region that it lies in, of several (地区:甲区|乙区).
INSIDE = "inside"
# Kinds of chips.
AGENCY, REGION, YEAR, TYPE, INDICATOR, FUNCTION, AMOUNT = (
    "agency",
    "region",
    "year",
    "type",
    "indicator",
    "function",
    "amount",
)


@dataclass(frozen=True, slots=True)
class Chip:
    """A stretch of the typed text that was understood: what it is shown as, and the text without it.

    `note` tells the reader what was taken for what where that is not plain: 由“城菅局”识别.
    """

    kind: str
    label: str
    start: int
    end: int
    without: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class AgencyMatch:
    """An agency that a stretch of the text names, and how it was recognised."""

    id: str
    how: str


@dataclass(frozen=True, slots=True)
class IndicatorAsked:
    """A figure that is asked for; scope, phase and measure as the data contract names them, None where not said.

    `instead` is the code of one that is as good where a report does not tell it (几辆车, of the assets).
    """

    code: str
    scope: str | None = None
    phase: str | None = None
    measure: str | None = None
    instead: str | None = None


# The unit of a bound that has none (超过5): that of what is asked for.
UNSAID = ""


@dataclass(frozen=True, slots=True)
class AmountRange:
    """From `least` to `most`; None where open. `strict` leaves the bounds out (超过5万).

    `unit` is 元, of rates %, of counts the counter as it was typed (辆, 人次, 分).
    """

    least: Decimal | None = None
    most: Decimal | None = None
    strict: bool = False
    unit: str = MONEY

    def holds(self, value: Decimal) -> bool:
        """Whether a value in the unit lies in the range."""
        if self.strict and value in {self.least, self.most}:
            return False
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


# Who has something at all, and who has none of it.
SOME = AmountRange(least=Decimal(0), strict=True)
NONE = AmountRange(least=Decimal(0), most=Decimal(0))


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of a search.

    `query` is what the index is asked: the understood agencies, years, region and type are its filters, all other words,
    indicators among them, its terms. `agencies` are all that one name may mean, the likeliest first. `regions` are any of
    which is meant: one as a rule, several that share a name (鼓楼区) or are named side by side. `over_agencies`
    tells that the question is about many (哪些单位, 各单位), `order` which of them come first: the `most` or the `least`. `rows`
    is how many bodies are asked for (前三名), `last_years` how many years, the latest (近三年), 0 where nothing says it;
    `phases` are those that the text tells (预算数), of whatever it names; `bases` are the indicators that a share is of,
    where that is said (占总支出的比重). `rest` is the text that nothing understood, for names of projects and the like. `unclear` are words for a year that nobody reckons out (去年): no figure answers them;
    `every_year` tells that all years are asked for (历年). `left_out` are words that are not searched for, since no report
    has them or nobody knows what they mean; `read_as` are words that no report has, each with the one searched for.
    """

    text: str
    query: Query
    chips: tuple[Chip, ...] = ()
    agencies: tuple[AgencyMatch, ...] = ()
    regions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    report_type: str | None = None
    indicators: tuple[IndicatorAsked, ...] = ()
    functions: tuple[str, ...] = ()
    amounts: AmountRange | None = None
    over_agencies: bool = False
    rest: str = ""
    unclear: tuple[str, ...] = ()
    every_year: bool = False
    order: str = ""
    rows: int = 0
    last_years: int = 0
    bases: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()

    @property
    def region(self) -> str | None:
        """The region that is meant, where it is one."""
        return self.regions[0] if len(self.regions) == 1 else None
