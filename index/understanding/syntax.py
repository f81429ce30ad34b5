"""What a typed text is made of: phrases in quotation marks, exclusions, fields, and runs of characters between blanks.

Phrases and exclusions are never understood as anything else. Quotation marks inside a term (“三公”经费) are none.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from index.query import Term
from index.script import simplify
from ingest.folding import fold

_QUOTES = str.maketrans("「」『』", '""""')
_LOWER = str.maketrans({chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)})
_HAN = re.compile(r"[\u3400-\u9fff]")
_QUOTED = re.compile(r'"(?P<inside>[\u3400-\u9fff]{1,4})"')
_LONGEST_TERM = 24
_OPAQUE = re.compile(
    r'(?P<minus>(?<!\S)(?:-(?!-)|not\s+))?"(?P<phrase>[^"]+)"|(?<!\S)(?:-(?!-)|not\s+)(?P<excluded>[^\s"]+)'
)
# Fields as programs and other sites call them.
_CALLED = {
    **dict.fromkeys(("agency", "unit", "org", "organization"), "单位"),
    **dict.fromkeys(("region", "area", "place"), "地区"),
    **dict.fromkeys(("type", "report_type", "reporttype"), "类型"),
    "department": "部门",
    "year": "年度",
    "amount": "金额",
    "indicator": "指标",
}
_FIELDS = "|".join(("单位|机构|部门|年度|年份|类型|报告类型|地区|区域|地方|金额|指标", *_CALLED))
_FIELD = re.compile(
    rf"(?<![^\s,;。、])(?P<field>{_FIELDS})(?:\s?:\s*|=(?!=))"
    # A comma ends a value unless a number goes on behind it: 年度:2020,2021, 金额:>15,019元.
    r'(?:"(?P<quoted>[^"]+)"|(?P<value>(?:[^\s",;。、]|[,、](?=\d))+))'
    # What commas join to a value may be further values (地区:甲区,乙区), which whoever knows the field tells.
    rf'(?P<more>(?:[,、](?!(?:{_FIELDS})[:=])[^\s",;。、:=]+)*)'
)
_MASK = "|"  # stands for what is not to be read again; no name, term or number holds it
_RUN = re.compile(rf"[^\s{_MASK},;!?。]+")


@dataclass(frozen=True, slots=True)
class Opaque:
    """A stretch that is searched as it is: a phrase, an exclusion, a field that nobody understands, a title.

    `query` is its text for the parser of queries; `words` what it says, empty for an exclusion. `terms`
    are what is searched in place of the text, if any; `unread` is a field that nobody understands (年度:abc).
    """

    start: int
    end: int
    query: str
    words: str
    terms: tuple[Term, ...] = ()
    unread: str = ""


@dataclass(frozen=True, slots=True)
class FieldText:
    """A field (单位:城管局): its name, its value, and where the whole and the value stand.

    `more` is what commas join to the value; it is no part of the field unless it is a value, too: 地区:甲区,乙区.
    """

    start: int
    end: int
    name: str
    value: str
    value_start: int
    more: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters between blanks, quotation marks left out, and where each stands in the text.

    `joins` tells that nothing but blanks stands between it and the run before.
    """

    text: str
    places: tuple[int, ...]
    joins: bool = False

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text that a part of the run covers."""
        return self.places[start], self.places[end - 1] + 1


def fold_typed(text: str) -> str:
    """A typed text character for character in simplified characters of ordinary width, Latin letters small."""
    return simplify(fold(text)).translate(_QUOTES).translate(_LOWER)


def drop_inner_quotes(folded: str, terms: Collection[str]) -> str:
    """The text with those quotation marks as apostrophes that stand inside a term: "三公"经费 is no phrase 三公."""
    for match in list(_QUOTED.finditer(folded)):
        inside, after = match["inside"], folded[match.end() : match.end() + _LONGEST_TERM]
        if any(inside + after[:length] in terms for length in range(1, len(after) + 1)):
            folded = f"{folded[: match.start()]}'{inside}'{folded[match.end() :]}"
    return folded


def find_opaque(folded: str) -> Iterator[Opaque]:
    """Yield phrases and exclusions."""
    for match in _OPAQUE.finditer(folded):
        excluded = match["minus"] or match["excluded"]
        yield Opaque(match.start(), match.end(), re.sub(r"^not\s+", "-", match[0]), "" if excluded else match["phrase"])


def find_fields(folded: str) -> Iterator[FieldText]:
    """Yield the fields with their values."""
    for match in _FIELD.finditer(folded):
        name = "quoted" if match["quoted"] else "value"
        field, more = _CALLED.get(match["field"], match["field"]), match["more"]
        yield FieldText(
            match.start(),
            match.end() - len(more),
            field,
            match[name],
            match.start(name),
            "" if match["quoted"] else more,
        )


def mask(folded: str, spans: Collection[tuple[int, int]]) -> str:
    """The text with some stretches made unreadable, the same length."""
    chars = list(folded)
    for start, end in spans:
        chars[start:end] = _MASK * (end - start)
    return "".join(chars)


def find_runs(masked: str) -> Iterator[Run]:
    """Yield the runs of a text."""
    end = 0
    for match in _RUN.finditer(masked):
        places = tuple(at for at in range(match.start(), match.end()) if masked[at] not in "'\"")
        if places:
            yield Run("".join(masked[at] for at in places), places, joins=masked[end : match.start()].isspace())
            end = match.end()


def join_runs(runs: Sequence[Run]) -> Run:
    """Runs with blanks between them as one."""
    places = tuple(place for run in runs for place in run.places)
    return Run("".join(run.text for run in runs), places, runs[0].joins)


def is_han(char: str) -> bool:
    """Tell whether a character is Chinese."""
    return bool(_HAN.match(char))
