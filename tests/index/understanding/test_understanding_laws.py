"""What holds for any text: nothing fails, chips lie apart, and the order of what is typed means nothing."""

import random
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from index.query import MAX_QUERY
from index.understanding import understand
from index.understanding.lexicon import make_lexicon
from index.understanding.model import Understood
from index.understanding.vocabulary import load_terms
from meaning_of import AGENCIES, LAST_YEAR, make_register, meaning

LEXICON = make_lexicon(make_register(), LAST_YEAR)
PARTS = [
    *AGENCIES.values(),
    *["城管局", "芦淞区", "芦松区", "城菅局", "株洲市", "lsqcgj", "cgj", "2020年", "2019-2021", "20年", "二〇二〇年"],
    *["三公经费", "“三公”经费", '"三公经费"', "-培训", "公务接代费", "决算", "预算", "绩效自评", "增长", "财政拨款"],
    *[
        "超过5万",
        "5万以上",
        "10万到50万",
        "15,019.52万元",
        "2120101",
        "212",
        "环卫市场化",
        "花了多少",
        "哪些单位",
        "的",
    ],
    *[
        "单位:城管局",
        "年度:2020",
        "类型:决算",
        "金额:>5万",
        "地区:芦淞区",
        "单位:无",
        "212*",
        "*局",
        "「",
        "“",
        "'",
        '"',
        "-",
        "×",
    ],
    *sorted(load_terms())[::40],
    *["三公", "经费", "部门", "公务", "接待费", "cheng", "guan", "ju", "lu", "song", "qu", "，", "2020"],
]
# Whole parts, each of which means something by itself whatever stands beside it.
MEANING = [
    *["芦淞区城管局", "开福区城管局", "城管局", "芦淞区", "2020年", "2021", "三公经费", "基本支出", "决算", "增长"],
    *["财政拨款", "超过5万", "10万到50万", "212", "2120101", "环卫市场化", "城菅局", "lsqcgj", "哪些单位", "教育支出"],
    *['"公务接待费"', "-培训", "年度:2019", "类型:预算", "一般公共预算", "公务接代费", "花了多少"],
]
texts = st.one_of(
    st.text(max_size=60),
    st.text("芦淞区城管局株洲市三公经费二〇年0123456789.,-~万亿元\"“”'：:() *超过以上到abcgj", max_size=40),
    st.lists(st.sampled_from(PARTS), max_size=8).map("".join),
    st.lists(st.sampled_from(PARTS), max_size=8).map(" ".join),
)


def check(understood: Understood) -> None:
    """Chips lie in the text, apart, in order; the text without one is what is left of it; nothing is empty."""
    end = 0
    for chip in understood.chips:
        assert end <= chip.start < chip.end <= len(understood.text)
        end = chip.end
        left = understood.text[: chip.start] + understood.text[chip.end :]
        assert "".join(chip.without.split()) == "".join(left.split())
        assert chip.label
    assert understood.query.text == understood.text
    assert all(all(unit for unit in row) for term in understood.query.terms for row in term.rows)


@settings(deadline=None, max_examples=400)
@given(texts)
def test_anything_is_understood_somehow(text: str) -> None:
    """No text fails."""
    understood = understand(text, LEXICON)
    assert understood.text == text.strip()[:MAX_QUERY].rstrip()
    check(understood)
    if understood.text:
        assert understood.query.wordless or understood.chips or understood.query.terms or understood.query.excluded


@settings(deadline=None, max_examples=100)
@given(texts)
def test_plain_words(text: str) -> None:
    """On demand nothing is understood."""
    understood = understand(text, LEXICON, plain=True)
    assert not understood.chips
    assert understood.rest == understood.text


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(MEANING), min_size=1, max_size=6, unique=True), st.randoms())
def test_the_order_means_nothing(parts: list[str], chance: random.Random) -> None:
    """The same parts in another order mean the same."""
    other = parts.copy()
    chance.shuffle(other)
    assert meaning(understand(" ".join(parts), LEXICON)) == meaning(understand(" ".join(other), LEXICON))


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(MEANING), min_size=1, max_size=5, unique=True))
def test_a_chip_can_be_taken_away(parts: list[str]) -> None:
    """Without a chip's stretch the others stay; only what they meant beside it may change."""
    understood = understand(" ".join(parts), LEXICON)
    for chip in understood.chips:
        left = understand(chip.without, LEXICON)
        check(left)
        assert len(left.chips) <= len(understood.chips) + _freed(understood)


def _freed(understood: Understood) -> int:
    """Words that come to mean something where a chip goes: two regions or kinds of reports that excluded each other."""
    return len(understood.rest.split()) + len(understood.query.terms)


def test_typed_order_and_blanks(ask: Callable[..., Understood]) -> None:
    """With blanks or without, the same is understood."""
    together, apart = ask("芦淞区城管局2020年三公经费是多少"), ask("2020 三公经费 芦淞区城管局")
    assert meaning(together) == meaning(apart)
