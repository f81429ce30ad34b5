"""Words for figures, funds, phases, measures and kinds of reports, and the words by which people ask for them.

From `labels.csv`, `indicators.csv`, `scopes.csv`, `functions.csv` of the field's vocabulary and from
`index/vocabulary/fiscal_terms.csv`, which has what people say and reports do not print.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from index.understanding.label_forms import joined_forms, shortened_forms
from index.vocabulary import (
    Counted,
    load_asked,
    load_counted,
    load_everyday_functions,
    load_joined,
    load_narrowing,
    load_question_words,
    load_shortening,
)
from ingest.folding import squeeze
from ingest.vocabulary import load_indicators, load_labels, read_table, split_list

# What a term tells.
(
    FIGURE,
    SCOPE,
    PHASE,
    MEASURE,
    KIND,
    FUNCTION,
    OVER,
    SPENDING,
    IDLE,
    UNCLEAR,
    EVERY,
    COUNT,
    NARROWING,
    COURSE,
    COMPARED,
) = (
    "indicator",
    "scope",
    "phase",
    "measure",
    "type",
    "function",
    "over",
    "spending",
    "idle",
    "unclear",
    "every",
    "count",
    "narrowing",
    "course",
    "compared",
)
# `COURSE`: how a figure went (变化), over several years its amounts, of one year its change; `COMPARED`: with what it is
# compared (比上年), which asks for a change where nothing else does.
# What names nothing by itself: words of asking, years that nobody reckons out (去年), all years (历年), counts (几辆), what
# makes another figure of one that is named (购置).
ASIDE = frozenset({IDLE, OVER, UNCLEAR, EVERY, COUNT, NARROWING})
_LOOSE = "loose"
_AMOUNT = "amount"
_SAID_AS = {"spending": SPENDING, "earning": SPENDING, _AMOUNT: PHASE}
_FUND_WORDS = ("general_public", "gov_fund", "state_capital", "social_insurance")
_PRINTED_OTHERWISE = re.compile(r"[X：:]|^\d|^其中|\d{4}年")
_BRACKETED = re.compile(r"\([^()]*\)$")
_LONGEST_LOOSE = 3
_SHORTEST_NAME = 5  # of a function that no word of every day is called as
# What a question about an indicator is about where it does not say: the first of these that the vocabulary knows of it.
_USUAL = ("amount", "count", "score", "share", "completion_rate", "change_rate")
# What comes first of many.
MOST, LEAST = "most", "least"
_MOST, _LEAST = (
    re.compile("最多|最高|最大|最快|最猛|前|排名|排行|排序|高到低|多到少|大到小|降序|首"),
    re.compile("最少|最低|最小|最慢|倒数|垫底|末位|低到高|少到多|小到大|升序"),
)
_HOW_MANY = tuple(
    f"{before}{word}"
    for before in ("", "有", "共有", "一共有", "总共有", "还有", "一共", "总共")
    for word in ("几", "多少", "几多")
)


@dataclass(frozen=True, slots=True)
class FiscalTerm:
    """A word or phrase of the field.

    `tells` is one of the constants above; `indicators` are codes, several where one word names several figures; a term of
    a scope or measure has those it names where nothing else is asked for. `words` are searched beside the term itself;
    None: the term alone, empty: nothing; `spoken`: they alone, since no report has the term (有多少人). `alone`: only where no other words touch it.
    `rows` is how many bodies or years are asked for (前三名, 近三年), 0 where nothing says it.
    `bases` are the indicators that a share is of (占总支出的比重).
    `counters` are those of a count (辆 of 几辆), of which any may be meant; `order` is `MOST` or `LEAST` of one that asks for these.
    `paid` tells of a function that it is paid for the staff (公积金), `amount` of a phase that it names an amount by itself (预算数).
    """

    text: str
    tells: str
    label: str
    indicators: tuple[str, ...] = ()
    scope: str | None = None
    phase: str | None = None
    measure: str | None = None
    report_type: str | None = None
    functions: tuple[str, ...] = ()
    words: tuple[str, ...] | None = None
    spoken: bool = False
    alone: bool = False
    counters: tuple[str, ...] = ()
    order: str = ""
    rows: int = 0
    bases: tuple[str, ...] = ()
    paid: bool = False
    amount: bool = False
    instead: str | None = None


# What a share is of, where nobody knows what is meant by the words for it.
UNKNOWN_BASE = "?"


@cache
def load_terms() -> dict[str, FiscalTerm]:
    """All terms by their text, folded, without blanks and quotation marks; what people say goes before what is printed."""
    terms: dict[str, FiscalTerm] = {}
    everyday = list(_everyday())
    loose = {term.text for term in everyday if term.tells == _LOOSE}
    printed = list(_labels(loose))
    known = (*everyday, *_counts(), *_questions(), *printed, *_by_fund(), *_functions())
    for term in known:
        if term.tells != _LOOSE:
            terms.setdefault(term.text, term)
    # 采购 and 执行率 say what 采购执行率 asks for.
    said = {text for text, term in terms.items() if term.tells in {PHASE, MEASURE}}
    for term in _otherwise(printed):
        if not any(term.text.endswith(one) and term.text.removesuffix(one) in terms for one in said):
            terms.setdefault(term.text, term)
    for term in _narrowing():
        terms.setdefault(term.text, term)
    return terms


def label_of(indicator: str) -> str:
    """How an indicator is called on the pages."""
    return load_indicators()[indicator].label


def usual_measure(indicator: str) -> str:
    """What is asked of an indicator where nothing says it."""
    known = load_indicators().get(indicator)
    measures = known.measures if known else ("amount",)
    return next((one for one in _USUAL if one in measures), measures[0])


@cache
def function_names() -> dict[str, str]:
    """Names of classes of expenditure by code."""
    return {row["code"]: row["name"] for row in read_table("functions.csv")}


def _everyday() -> Iterator[FiscalTerm]:
    text = files("index.vocabulary").joinpath("fiscal_terms.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(io.StringIO(text, newline="")):
        indicators = split_list(row["indicator"])
        words = None if not row["words"] else () if row["words"] == "-" else split_list(row["words"].lstrip("="))
        tells = _SAID_AS.get(row["means"], row["means"])
        terms = split_list(row["terms"])
        # Ways of asking are thousands, and written as they are compared.
        ways = (way for like in terms for way in load_asked().get(like, ()))
        for term, text in (*((term, squeeze(term).lower()) for term in terms), *((way, way) for way in ways)):
            yield FiscalTerm(
                text=text,
                tells=tells,
                label=label_of(indicators[0]) if indicators and tells in {FIGURE, SPENDING} else term,
                indicators=indicators,
                scope=row["scope"] or None,
                phase=row["phase"] or None,
                measure=row["measure"] or None,
                report_type=row["type"] or None,
                words=words,
                spoken=row["words"].startswith("="),
                alone=row["alone"] == "yes",
                order=_order_in(term) if tells == OVER else "",
                amount=row["means"] == _AMOUNT,
            )


def _order_in(term: str) -> str:
    """Whether words ask for the greatest of many or for the least."""
    return LEAST if _LEAST.search(term) else MOST if _MOST.search(term) else ""


def _counts() -> Iterator[FiscalTerm]:
    """Words that ask how many of something there are (几辆, 有多少批客人), and those for the number of it (数量, 人数)."""
    rows = load_counted()
    counters = tuple(dict.fromkeys(one for row in rows for one in row.counters))
    for row in rows:
        for asking in _HOW_MANY:
            for noun in row.nouns:
                yield from (_counted_noun(row, f"{asking}{counter}{noun}", counter) for counter in row.counters)
                # 几个职工, 多少职工
                yield from (_counted_noun(row, f"{asking}{any_}{noun}", row.counters[0]) for any_ in ("个", ""))
        yield from (replace(_count(noun, row.counters), indicators=row.of[:1]) for noun in row.nouns)
    for counter in counters:
        yield from (_count(f"{asking}{counter}", (counter,)) for asking in _HOW_MANY)
        yield _count(f"{counter}数", (counter,))
    yield from (_count(word, (word,)) for word in ("批次", "人次"))
    yield from (_count(word, counters) for word in ("数", "数量", "数目"))


def _counted_noun(row: Counted, text: str, counter: str) -> FiscalTerm:
    """A noun that is counted names what the count is of: 几辆车."""
    words = tuple(split_list(row.words.lstrip("="))) or ()
    code = (row.of or (row.figure,))[0]
    return FiscalTerm(text, FIGURE, label_of(code), (code,), words=words, spoken=bool(words), counters=(counter,))


def _count(text: str, counters: tuple[str, ...]) -> FiscalTerm:
    return FiscalTerm(text, COUNT, text, words=(), counters=counters)


def _narrowing() -> Iterator[FiscalTerm]:
    for row in load_narrowing():
        for word in row.words:
            yield FiscalTerm(word, NARROWING, word, words=())


def _questions() -> Iterator[FiscalTerm]:
    asked = load_asked()
    for word in load_question_words():
        for way in (squeeze(word), *asked.get(word, ())):
            yield FiscalTerm(way, IDLE, way, words=())


def _labels(loose: set[str]) -> Iterator[FiscalTerm]:
    """The printed spellings of every indicator; one that two of them share names both."""
    of_spelling: dict[str, list[str]] = {}
    labels = load_labels()
    for code, indicator in load_indicators().items():
        for spelling in (indicator.label, *labels.get(code, ())):
            if _PRINTED_OTHERWISE.search(spelling):
                continue
            text = squeeze(spelling)
            for form in dict.fromkeys((text, _BRACKETED.sub("", text), re.sub(r"[()]", "", text))):
                of_spelling.setdefault(form, []).append(code)
    for text, codes in of_spelling.items():
        indicators = tuple(dict.fromkeys(codes))
        yield FiscalTerm(
            text=text,
            tells=FIGURE,
            label=label_of(indicators[0]),
            indicators=indicators,
            scope=_fund_in(text),
            phase="budget" if text.endswith("预算") else "actual" if text.endswith("决算") else None,
            measure="count" if text.endswith("数") and _is_also_counted(indicators) else None,
            alone=text in loose or len(text) <= _LONGEST_LOOSE - 1,
        )


def _otherwise(printed: Sequence[FiscalTerm]) -> Iterator[FiscalTerm]:
    """The names of figures as people write them, which are searched as they are printed; alone, since reports print others."""
    terms = {term.text: term for term in printed}
    spellings = {text: term.indicators for text, term in terms.items()}
    alike: dict[tuple[str, ...], list[str]] = {}
    for text, codes in spellings.items():
        alike.setdefault(codes, []).append(text)
    for form, spelling in shortened_forms(spellings, load_shortening()):
        words = tuple(dict.fromkeys((spelling, *alike[spellings[spelling]])))
        yield replace(terms[spelling], text=form, words=words, alone=True)
    for joined in load_joined():
        labels = tuple(label_of(code) for code in joined.figures)
        for form in joined_forms(joined):
            yield FiscalTerm(form, FIGURE, labels[-1], joined.figures, words=labels, spoken=True, alone=True)


def _is_also_counted(indicators: tuple[str, ...]) -> bool:
    """Whether a figure is told as an amount and as a number: 绩效自评的项目数."""
    return all({"amount", "count"} <= set(load_indicators()[code].measures) for code in indicators)


@cache
def _scope_words() -> tuple[tuple[str, str], ...]:
    """Words of the funds, the longest first, each with its scope."""
    pairs = [(squeeze(word), row["scope"]) for row in read_table("scopes.csv") for word in split_list(row["words"])]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def _fund_in(text: str) -> str | None:
    return next((scope for word, scope in _scope_words() if scope in _FUND_WORDS and text.startswith(word)), None)


def _by_fund() -> Iterator[FiscalTerm]:
    """The funds, and what is spent and received of each: 政府性基金预算支出."""
    for word, scope in _scope_words():
        # A fund by itself asks for what was spent of it, 财政拨款 for what was received.
        alone = ("expenditure",) if scope in _FUND_WORDS else ("income.fiscal",) if scope == "fiscal" else ()
        yield FiscalTerm(word, SCOPE, word, alone, scope=scope)
        own = f"income.{scope}"  # money that is no fiscal one has an indicator of its own, over all funds
        of_income = own if own in load_indicators() else "income.fiscal"
        for ending, code in (("支出", "expenditure"), ("收入", of_income)):
            for more in ("", "决算"):
                label = f"{word}{ending}"
                phase = "actual" if more else None
                term = FiscalTerm(label + more, FIGURE, label, (code,), scope=scope, phase=phase)
                # 财政拨款收入 over all funds has the scope of the whole (data contract).
                yield replace(term, scope=None) if code == own or (code, scope) == ("income.fiscal", "fiscal") else term


def _functions() -> Iterator[FiscalTerm]:
    """Names of classes of expenditure; those that are everyday words by themselves (教育) only in full."""
    for row in read_table("functions.csv"):
        earlier = (re.sub(r"\s*\([^)]*\)$|^\d+\s*", "", name).strip() for name in split_list(row["earlier_names"]))
        for name in (row["name"], *earlier):
            if name.endswith("支出") or len(name) >= 6:
                yield FiscalTerm(squeeze(name), FUNCTION, f"{row['name']}（{row['code']}）", functions=(row["code"],))
    # Those that agencies print and people call otherwise, under their own names.
    printed = {one.code: one for meant in load_everyday_functions().values() for one in meant}
    for code, one in printed.items():
        if len(one.name) >= _SHORTEST_NAME:
            yield FiscalTerm(squeeze(one.name), FUNCTION, f"{one.name}（{code}）", functions=(code,), paid=one.paid)
    for said, meant in load_everyday_functions().items():
        if not any(one.alone for one in meant):
            names = tuple(dict.fromkeys(one.name for one in meant))
            codes = tuple(one.code for one in meant)
            label = "、".join(f"{one.name}（{one.code}）" for one in meant)
            yield FiscalTerm(
                said,
                FUNCTION,
                label,
                functions=codes,
                words=names,
                alone=len(said) < _LONGEST_LOOSE,
                paid=meant[0].paid,
            )
