"""The words that figures are told in, and cutting a sentence into them.

Labels come from `vocabulary/labels.csv`, funds from `scopes.csv`, the words around numbers from `phrases.csv`. Where
several fit, the longest wins; what no word covers is `OTHER`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from ingest.amounts import MONEY, Number, find_numbers, view_text
from ingest.vocabulary import load_indicators, load_labels, read_table, split_list


class Kind(Enum):
    """What a piece of a sentence does."""

    LABEL = "label"
    PART = "part"
    SCOPE = "scope"
    PHASE = "phase"
    PLAN = "plan"
    COMPLETION = "completion"
    SHARE = "share"
    COMPARE = "compare"
    VERSUS = "versus"
    INCREASE = "increase"
    DECREASE = "decrease"
    EQUAL = "equal"
    EITHER = "either"
    RESULT = "result"
    AMONG = "among"
    EACH = "each"
    ALL = "all"
    MEAN = "mean"
    REASON = "reason"
    RELATION = "relation"
    SPENT = "spent"
    CONNECTOR = "connector"
    YEAR = "year"
    ITEM = "item"
    CLASS = "class"
    STOP = "stop"
    NUMBER = "number"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a sentence: `start` and `end` are offsets into the view, `value` what the vocabulary says of it."""

    kind: Kind
    start: int
    end: int
    text: str
    value: str = ""
    number: Number | None = None

    @property
    def is_money(self) -> bool:
        """It is an amount of money."""
        return self.number is not None and self.number.kind == MONEY

    def as_label(self, indicator: str) -> "Token":
        """The same words, read as a label of this indicator."""
        return Token(Kind.LABEL, self.start, self.end, self.text, indicator)


# 年 of 年末 and 年初 belongs to what follows: 2021年末结转 is 2021 and 年末结转.
_YEAR = re.compile(r"(?P<digits>20\d\d)(?:年度?(?![末初])|(?=年[末初]))|(?P<word>上一|上|去|本|今)年度?(?![末初])")
_COMPARE_YEAR = re.compile(
    r"(?:与|较|比)(?P<year>20\d\d)年(?:度)?(?:决算数?|(?:当年|年初)?(?:部门|单位)?预算(?:执行|安排|批复)?数?|执行数|同期)?"
    r"(?:相比)?|(?P<alone>20\d\d)年(?:度)?(?:决算数?|同期)?相比"
)
_ITEM = re.compile(r"\((?:类|款|项)\)")
_THIS_YEAR = re.compile(r"^(?:本年度?|当年)")
_CLASS_CODE = 3  # digits of the code of a 类
# A full stop right before a bracket closes ends nothing: the sentence goes on behind it.
_STOP = re.compile(r"[,;。:、()!?\[\]]")
# 下降（增长）: the words of the blank form, of which nobody struck one out.
_WAY = r"(?:增加|增长|上升|减少|下降|降低|增|减)"
# 比上年预算增5万元: one character, but for 新增.
_BARE_CHANGE = re.compile(r"(?<![新])[增减](?=\d)")
_EITHER = re.compile(rf"{_WAY}(?:\({_WAY}\)|/{_WAY})")


def cut_sentence(text: str) -> tuple[list[Token], list[int]]:
    """Cut a paragraph into tokens; the list gives the offset in `text` of each character that tokens count."""
    view, places = view_text(text)
    numbers = {number.start: number for number in find_numbers(view)}
    return list(_tokens(view, numbers)), places


def _tokens(view: str, numbers: dict[int, Number]) -> Iterator[Token]:
    words = _word_pattern()
    at = other = 0
    while at < len(view):
        token = _token_at(view, at, numbers, words)
        if token is None:
            at += 1
            continue
        if other < at:
            yield Token(Kind.OTHER, other, at, view[other:at])
        yield token
        at = other = token.end
    if other < len(view):
        yield Token(Kind.OTHER, other, len(view), view[other:])


def _token_at(view: str, at: int, numbers: dict[int, Number], words: re.Pattern[str]) -> Token | None:
    number = numbers.get(at)
    if number is not None:
        return Token(Kind.NUMBER, at, number.end, view[at : number.end], number=number)
    compare = _COMPARE_YEAR.match(view, at)
    if compare:
        return Token(Kind.COMPARE, at, compare.end(), compare[0], compare["year"] or compare["alone"])
    either = _EITHER.match(view, at)
    if either:
        return Token(Kind.EITHER, at, either.end(), either[0])
    bare = _BARE_CHANGE.match(view, at)
    if bare:
        return Token(Kind.INCREASE if bare[0] == "增" else Kind.DECREASE, at, bare.end(), bare[0])
    word = words.match(view, at)
    if word:
        kind, value = _word_meanings()[word[0]]
        return Token(kind, at, word.end(), word[0], value)
    year = _YEAR.match(view, at)
    if year:
        value = year["digits"] or ("current" if year["word"] in {"本", "今"} else "previous")
        return Token(Kind.YEAR, at, year.end(), year[0], value)
    for kind, pattern in ((Kind.ITEM, _ITEM), (Kind.STOP, _STOP)):
        match = pattern.match(view, at)
        if match:
            return Token(
                kind, at, match.end(), ";" if match[0] == "。" and view[match.end() :][:1] == ")" else match[0]
            )
    return None


@cache
def _word_meanings() -> dict[str, tuple[Kind, str]]:
    return {word: (kind, value) for word, kind, value in list_words()}


def list_words() -> Iterator[tuple[str, Kind, str]]:
    """Yield all words of the vocabulary, folded, with what they do; each has one meaning.

    A label that begins with a fund's name is left out: fund and rest are read one after the other, since what follows
    decides (财政拨款收入 13462.86万元, but 财政拨款收入支出总计). So are labels of performance: cells of forms, but
    everyday words in a sentence (预算资金).
    """
    for row in read_table("phrases.csv"):
        for word in split_list(row["words"]):
            yield _fold_word(word), Kind(row["kind"]), row["value"]
    for row in read_table("parts.csv"):
        for word in split_list(row["words"]):
            yield _fold_word(word), Kind.PART, f"{row['within']}|{row['indicator']}"
    funds = {_fold_word(word): row["scope"] for row in read_table("scopes.csv") for word in split_list(row["words"])}
    for word, scope in funds.items():
        yield word, Kind.SCOPE, scope
    yield from _class_names(tuple(funds))
    joint: dict[str, list[str]] = {}
    for indicator, spellings in load_labels().items():
        if "amount" not in load_indicators()[indicator].measures or indicator.startswith("performance."):
            continue
        for spelling in spellings:
            word = _fold_word(spelling)
            if (
                "X" not in spelling
                and not _THIS_YEAR.sub("", word).startswith(tuple(funds))
                and indicator not in joint.setdefault(word, [])
            ):
                joint[word].append(indicator)
    for word, indicators in joint.items():
        yield word, Kind.LABEL, "|".join(indicators)


def _class_names(funds: tuple[str, ...]) -> Iterator[tuple[str, Kind, str]]:
    """Classes of the functional classification: 一般公共服务支出 is no 服务支出; funds' own names stay funds."""
    for row in read_table("functions.csv"):
        word = _fold_word(row["name"])
        if len(row["code"]) == _CLASS_CODE and word.endswith("支出") and not word.startswith(funds):
            yield word, Kind.CLASS, row["code"]


def _fold_word(word: str) -> str:
    return view_text(word)[0]


@cache
def _word_pattern() -> re.Pattern[str]:
    words = sorted(_word_meanings(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))
