"""What a question asks for, beside what understanding makes of its words: the words left over, and links that narrow."""

import csv
import io
import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from index.understanding.model import (
    AGENCY,
    EXACT,
    INDICATOR,
    INSIDE,
    REGION,
    YEAR,
    AgencyMatch,
    AmountRange,
    IndicatorAsked,
    Understood,
)
from index.understanding.vocabulary import LEAST, MOST
from index.vocabulary import load_question_words
from ingest.agency_names import DEPARTMENT, UNIT, parse_agency_name
from ingest.folding import fold

# What kind of classification a name is of: 城管执法（项）.
_LEVEL = re.compile(r"[(（][类款项][)）]?$")
_AROUND_NAMES = {AGENCY, REGION, YEAR}
_AND_SO_ON = "等"
_BETWEEN = re.compile(r"[\s，,。？?！!；;：:、“”\"']+")


@cache
def _load_words() -> dict[str, tuple[str, ...]]:
    """What words left over of a question mean for its answer, the longest of each kind first."""
    rows = csv.DictReader(io.StringIO(files(__package__).joinpath("words.csv").read_text(encoding="utf-8")))
    return {row["kind"]: tuple(sorted(row["words"].split("|"), key=len, reverse=True)) for row in rows}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as cards answer it; `words` are those left over that say something, `coverage` what they say of it."""

    understood: Understood
    agencies: tuple[AgencyMatch, ...]
    years: tuple[int, ...]
    region: str | None
    report_type: str | None
    words: tuple[str, ...]
    coverage: str | None = None

    @property
    def indicators(self) -> tuple[IndicatorAsked, ...]:
        """The figures that are asked for, as reports have them."""
        return tuple(dict.fromkeys(map(as_told, self.understood.indicators)))

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions that are asked about: several where they share a name or stand side by side."""
        return (self.region,) if self.region else self.understood.regions

    @property
    def names_typed(self) -> tuple[str, ...]:
        """What was typed without a blank or a body or year in it, longer than any one thing that was understood: 编外用工人员经费."""
        text = plain = fold(self.understood.text)
        for chip in self.understood.chips:
            if chip.kind in _AROUND_NAMES:
                plain = plain[: chip.start] + " " * (chip.end - chip.start) + plain[chip.end :]
        told = {text[chip.start : chip.end] for chip in self.understood.chips}
        parts = [one for part in _BETWEEN.split(plain) for one in (part, _bare(part))]
        return tuple(part for part in dict.fromkeys(parts) if part and part not in told)

    @property
    def bounds(self) -> AmountRange | None:
        """Between what the values of a list lie: as it is written, or anything but nothing (哪些单位有公务接待费)."""
        return self.understood.amounts

    @property
    def bases(self) -> set[str]:
        """What a share must be of, where the question says it."""
        return set(self.understood.bases)

    @property
    def rows(self) -> int:
        """How many of those that come first are asked for; 0 where nothing says it."""
        return self.understood.rows if self.least_first or self.most_first else 0

    @property
    def least_first(self) -> bool:
        """Whether the least of many are asked for."""
        return self.understood.order == LEAST

    @property
    def most_first(self) -> bool:
        """Whether the greatest of many are asked for."""
        return self.understood.order == MOST

    @property
    def is_of_one_name(self) -> bool:
        """Whether several agencies are meant because they bear one name."""
        return len(self.agencies) > 1 and sum(chip.kind == AGENCY for chip in self.understood.chips) == 1

    @property
    def is_of_regions(self) -> bool:
        """Whether the agencies are those in several regions, which alone were named."""
        return bool(self.agencies) and self.agencies[0].how == INSIDE

    @property
    def is_of_several_years(self) -> bool:
        """Whether the figures of more than one year are asked for."""
        return len(self.years) > 1 or self.understood.every_year

    @property
    def is_other_figure(self) -> bool:
        """Whether words left over ask for another body's figure, or for one that is none of those in reports."""
        known = _load_words()
        if any(one in word for word in self.words for one in (*known["inside"], *known["otherwise"])):
            return True
        return self.is_of_another_year or any(map(_is_body, self.words))

    @property
    def asks_projects(self) -> bool:
        """Whether all projects are asked for (有哪些项目, 项目支出明细), none by its name."""
        understood, known = self.understood, _load_words()
        if understood.left_out or understood.functions or understood.amounts:
            return False
        if understood.indicators:
            of_projects = {one.code for one in understood.indicators} == {"expenditure.project"}
            return of_projects and not self.words and any(one in understood.text for one in known["listing"])
        return bool(self.words) and all(one in known["projects"] for one in self.words)

    @property
    def is_part_of_figure(self) -> bool:
        """Whether words that nobody understood stand right before a figure and make another of it: 食堂采购, 教师的培训费.

        三公 is fiscal money of the whole body: what stands before it is talk (一分钱接待费都没花).
        """
        if all(one.code.partition(".")[0] == "three_public" for one in self.indicators):
            return False
        text = fold(self.understood.text)
        before = [text[: chip.start].removesuffix("的") for chip in self.understood.chips if chip.kind == INDICATOR]
        words = [word for word in fold(self.understood.rest).split() if len(word) > 1 and not _is_plain(_bare(word))]
        words = [word for word in words if not word.endswith(_AND_SO_ON)]
        return any(one.endswith(word) for one in before for word in words)

    @property
    def is_of_another_year(self) -> bool:
        """Whether the text names a year by words that nobody reckoned out."""
        return not self.years and bool(self.understood.unclear)

    @property
    def says_more(self) -> bool:
        """Whether words left over may narrow what is asked to something that was not understood."""
        # What is left out of the search may be part of what is left over (全部给 of 采购合同全部给).
        out = (one for one in self.understood.left_out if not any(one in word for word in self.words))
        return not all(_is_plain(word) for word in (*self.words, *out))


def as_told(indicator: IndicatorAsked) -> IndicatorAsked:
    """What is asked for under the code and scope that reports have it under, by the data contract.

    Fiscal money received is an indicator of its own, whose scope is the fund; 三公 is fiscal money, in the accounts of
    some years of the general public budget alone, which is shown.
    """
    if indicator.code == "income" and indicator.scope not in {None, "all"}:
        return replace(indicator, code="income.fiscal", scope=None if indicator.scope == "fiscal" else indicator.scope)
    if indicator.code.partition(".")[0] == "three_public" and indicator.scope == "fiscal":
        return replace(indicator, scope=None)
    return indicator


def read_question(understood: Understood) -> Asked:
    """Return a question with what links narrow it to, and the words that are left over of it."""
    filters = understood.query.filters
    agencies = understood.agencies or tuple(AgencyMatch(one, EXACT) for one in filters.agencies)
    # A name that is somebody's in full means him, though others may be called so for short; but two names mean two.
    names = sum(chip.kind == AGENCY for chip in understood.chips)
    likeliest = agencies if names > 1 else tuple(one for one in agencies if one.how == agencies[0].how)
    words = tuple(filter(None, map(_bare, _BETWEEN.split(fold(understood.rest)))))
    known = _load_words()
    coverage = next((one for one in (UNIT, DEPARTMENT) for word in words if word in known[one]), None)
    return Asked(
        understood=understood,
        agencies=likeliest,
        years=understood.years or filters.years,
        region=understood.region or filters.region,
        report_type=understood.report_type or filters.report_type,
        words=tuple(one for one in words if one not in (*known[UNIT], *known[DEPARTMENT])),
        coverage=coverage,
    )


def _bare(word: str) -> str:
    """A word without the words of asking around it."""
    known = _load_words()
    word = _LEVEL.sub("", word)
    before = (*load_question_words(), *known["before"])
    behind = (*load_question_words(), *known["behind"])
    while word:
        first = max((one for one in before if word.startswith(one)), key=len, default="")
        last = max((one for one in behind if word.endswith(one)), key=len, default="")
        if not first and not last:
            break
        word = word.removeprefix(first).removesuffix(last)
    return word


def _is_plain(word: str) -> bool:
    """Whether a word is made of words of asking for a list alone."""
    return not word or any(_is_plain(word.removeprefix(one)) for one in _load_words()["plain"] if word.startswith(one))


def _is_body(word: str) -> bool:
    return parse_agency_name(word) is not None
