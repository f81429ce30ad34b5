"""All that the writers of sections look at: who writes, about which accounts, in which manner, in which words."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ingest.samples.accounts.model import Accounts, Spending
from ingest.samples.agencies import Agency
from ingest.samples.chance import Chance
from ingest.samples.data_files import load_tree
from ingest.samples.document import Block, ListItem, Paragraph, Piece, Words
from ingest.samples.facts import Fact
from ingest.samples.manner import Manner
from ingest.samples.money import ZERO, in_ten_thousands
from ingest.samples.phrases import filled
from ingest.samples.telling import Of, Teller

_FILES = ("wording_accounts", "wording_performance", "wording_budget", "wording_project", "reasons")


_BOTH_BUDGETS = ("yunnan",)
# Where a place has no forms of its own and none are common, it writes as most do.
_COMMON_VOICE = "ministry"


def _own_forms(section: str, name: str, voice: str) -> tuple[str, ...]:
    for file in _FILES:
        entry = load_tree(file).get(section, {}).get(name)
        if entry is not None:
            return (*entry.get(voice, ()), *entry.get("any", ())) or tuple(entry.get(_COMMON_VOICE, ()))
    return ()


@cache
def _forms(key: str, voice: str, *, varied: bool) -> tuple[str, ...]:
    """Return the sentence forms of `section.name` that a voice may use.

    Args:
        key: section and name.
        voice: a key of `data/voices.toml`.
        varied: forms of the whole country, too, and those of the place itself most often.

    Raises:
        KeyError: no file of wordings has the key, or none of its forms is for this voice.
    """
    section, name = key.split(".")
    forms = _own_forms(section, name, voice)
    if varied:
        entry = load_tree("wording_variety").get(section, {}).get(name, {})
        forms = (*forms, *entry.get(voice, ()), *entry.get("any", ()))
    if not forms:
        raise KeyError(key, voice)
    return forms


@dataclass(frozen=True, slots=True)
class Scene:
    """One report in the making.

    Attributes:
        now: the accounts of the report's year.
        before: those of the year before.
        chance: what this report decides for itself.
        shared: what all reports of the agency agree on (scores).
        shown: the agency's name as the report writes it.
    """

    agency: Agency
    now: Accounts
    before: Accounts
    manner: Manner
    tell: Teller
    chance: Chance
    shared: Chance
    shown: str

    @property
    def year(self) -> int:
        """The report's fiscal year."""
        return self.now.year

    @property
    def public_scope(self) -> str:
        """Scope of the 三公 expenses: it widened with the accounts of 2022."""
        return "fiscal" if self.year >= 2022 else "general_public"

    @property
    def budget_is_adjusted(self) -> bool:
        """Whether the budget column of the 三公 form is the adjusted budget, as most forms say since 2022."""
        # A form that prints both budgets leaves no doubt which one 预算数 is.
        ministry = self.manner.forms == "ministry" and not (self.manner.varied and self.manner.voice in _BOTH_BUDGETS)
        return self.year >= 2022 and ministry and self.chance.happens("adjusted budget of 三公", 0.6)

    def public_budget(self, spending: Spending) -> Decimal:
        """Return the budget of a 三公 expense that text and form print."""
        return spending.adjusted if self.budget_is_adjusted else spending.budget

    @property
    def unit_word(self) -> str:
        """What the report calls its subject: 部门 with subordinate units, else 单位."""
        return "部门" if self.agency.is_department else "单位"

    def title(self, form: str) -> str:
        """Return a title with its slots filled."""
        return form.format(
            year=self.year,
            agency=self.shown,
            three_public=self.manner.three_public,
            unit_word=self.unit_word,
            public_fund="财政拨款" if self.public_scope == "fiscal" else "一般公共预算财政拨款",
        )

    def form(self, key: str) -> str:
        """Return the sentence form that this report uses for `key`."""
        return self.chance.pick(key, _forms(key, self.manner.voice, varied=self.manner.varied))

    def has_form(self, key: str) -> bool:
        """Tell whether this report may write a sentence of `key`."""
        try:
            _forms(key, self.manner.voice, varied=self.manner.varied)
        except KeyError:
            return False
        return True

    def say(self, key: str, **words: Words | Piece | str) -> Words:
        """Return a sentence of `key` with its slots filled; year, agency and the like fill themselves."""
        slots: dict[str, Words | Piece | str] = {
            "year": self.tell.running_year(),
            "last": str(self.year - 1),
            "agency": self.shown,
            "self": self.agency.self_name,
            "three_public": self.manner.three_public,
            "unit_word": self.unit_word,
            "all": f"全{self.agency.region.level_word}",
            "level": self.agency.region.level_word,
        }
        slots.update(words)
        return filled(self.form(key), slots)

    def reason(self, topic: str, place: object = "") -> str:
        """Return a reason for a difference; `place` tells apart reasons of one topic."""
        return self.chance.pick(
            f"reason {topic} {place}", _forms(f"reasons.{topic}", self.manner.voice, varied=self.manner.varied)
        )

    def paragraph(self, *phrases: Words | str) -> Paragraph:
        """Return a paragraph of these sentences."""
        return Paragraph(self.manner.set(_run(phrases)))

    def item(self, place: int, series: str, *phrases: Words | str) -> ListItem:
        """Return a numbered item that is no heading."""
        return ListItem(self.manner.item_number(place), self.manner.set(_run(phrases)), series)

    def items(self, series: str, phrases: Iterable[Words]) -> tuple[Block, ...]:
        """Return numbered items."""
        return tuple(self.item(place, series, phrase) for place, phrase in enumerate(phrases, 1))

    def change(self, now: Decimal, before: Decimal, *stated: Of, subject: str = "") -> Words:
        """Return how an amount changed against the year before, without a stop at the end.

        Nothing is said of a rate where there was nothing last year; 持平, where no change can be printed, states no number.

        Args:
            now: amount of the report's year.
            before: amount of the year before.
            stated: the figures whose change it is.
            subject: what changes, where the sentence repeats it (收、支总计各).
        """
        gone = now - before
        against = tuple(Of(of.indicator, of.scope, of.phase, str(self.year - 1)) for of in stated)
        if not in_ten_thousands(gone):
            nothings: dict[str, Words | Piece | str] = {
                "nothing": self.tell.amount(ZERO, *against, measure="change_amount"),
                "no_rate": self.tell.share(ZERO, Decimal(1), *against, measure="change_rate"),
            }
            # Where the year before had nothing there is no rate, not even one of nothing.
            still = self.manner.varied and not in_ten_thousands(before)
            return self.say("change.still_nothing" if still else "change.equal", **nothings)
        sign = 1 if gone > 0 else -1
        up, down = self.chance.pick("change words", _WORD_PAIRS)
        word, opposite = (up, down) if sign > 0 else (down, up)
        words: dict[str, Words | Piece | str] = {
            "subject": subject,
            "before": self.tell.amount(before, *stated, year=self.year - 1),
            "now": self.tell.amount(now, *stated),
            "direction": self.tell.direction(word[0], opposite[0], 1),
            "amount": self.tell.amount(abs(gone), *against, measure="change_amount", sign=sign),
        }
        if not in_ten_thousands(before):
            return self.say("change.from_nothing", **words)
        words["turn"] = self.tell.direction(word[1], opposite[1], 1)
        words["rate"] = self.tell.share(abs(gone), before, *against, measure="change_rate", sign=sign)
        words["signed_rate"] = self.tell.share(gone, before, *against, measure="change_rate")
        return self.say("change.up" if sign > 0 else "change.down", **words)


# Words for more and less, before the amount and before the rate.
_WORD_PAIRS = (
    (("增加", "增长"), ("减少", "下降")),
    (("增加", "增长"), ("减少", "降低")),
    (("增加", "上升"), ("减少", "下降")),
    (("增加", "增加"), ("减少", "减少")),
)


def _run(phrases: Iterable[Words | str]) -> Words:
    said: list[str | Piece] = []
    for phrase in phrases:
        if isinstance(phrase, str):
            said.append(phrase)
        else:
            said.extend(phrase)
    return tuple(said)


def noted(words: str, *facts: Fact) -> Piece:
    """Return words that state something else than a number (a name in a form, a fault)."""
    return Piece(words, facts=facts)
