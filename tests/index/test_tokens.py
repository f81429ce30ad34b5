from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query import Filters, parse_query
from index.tokenizing import tokenize
from index.tokens import find_units, find_units_of_word, normalise_number
from ingest.segmenting import dictionary_terms


def pairs(text: str) -> list[tuple[str, int]]:
    """The tokens of a text with their positions."""
    tokens = tokenize(text)
    words = [word for word, count in zip(tokens.words, tokens.counts.tolist(), strict=True) for _ in range(count)]
    return sorted(zip(words, tokens.positions.tolist(), strict=True))


def texts(text: str) -> set[str]:
    return set(tokenize(text).words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("２０２３年", "2023年"),
        ("二〇二三年度", "2023年度"),
        ("15,019.52万元", "15019.52万元"),
        ("63.50万元", "63.5万元"),
        ("“三公”经费", "三公经费"),
        ("（一般公共预算）", "一般公共预算"),
        ("GDP", "gdp"),
    ],
)
def test_two_ways_to_write_one_thing(one: str, other: str) -> None:
    """Width, separators, quotation marks and case make no difference."""
    assert pairs(one) == pairs(other)


def test_numbers_are_whole() -> None:
    """An amount is one token: 1,234.56 does not lose its 1."""
    assert "1234.56" in texts("支出1,234.56万元")
    assert normalise_number("2120101") == "2120101"


def test_a_year_is_found_in_a_fiscal_year() -> None:
    """2023 is a token in 2023年度."""
    assert "2023" in texts("2023年度部门决算")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("公务接待费", {"公务接待", "公务", "接待", "公务接待费"}),
        ("三公经费支出", {"三公经费", "经费", "支出"}),
        ("卫健委", {"卫健委"}),
        ("城市管理和综合执法局", {"城市", "管理", "综合执法"}),
        ("一般公共预算财政拨款基本支出", {"财政", "拨款", "基本支出"}),
        ("株洲市", {"株洲", "株洲市"}),
    ],
)
def test_words_inside_words(text: str, words: set[str]) -> None:
    """A shorter word is found inside a longer one that consists of it."""
    assert words <= texts(text)


def test_parts_that_are_no_words() -> None:
    """失业 is not in 事业, and 马克 is not in 马克思, which does not consist of it."""
    assert "失业" not in texts("事业收入")
    assert "马克" not in texts("马克思主义")


def test_positions_count_smallest_words() -> None:
    """A row of smallest words has a row of positions, wherever longer words begin; punctuation leaves a gap."""
    positions = dict(pairs("基本支出决算，公用"))
    assert [positions[word] for word in ("基本", "支出", "决算", "基本支出")] == [0, 1, 2, 0]
    assert positions["公用"] > 3


def test_the_dictionary_holds_no_agency() -> None:
    """Full names of agencies as words would hide what they consist of."""
    assert all(len(term) <= 8 for term in dictionary_terms())
    assert "城市管理和综合执法局" not in dictionary_terms()


def test_units_keep_their_places() -> None:
    """Each smallest word stands in the text where it says; quotation marks inside a word belong to it."""
    text = "某局“三公”经费57.93万元"
    assert [text[unit.start : unit.end] for unit in find_units(text)][-4:] == ["三公", "经费", "57.93", "万元"]


@pytest.mark.parametrize(
    ("text", "terms", "excluded", "years"),
    [
        ("公务接待费 2020", [("公务", "接待"), ("2020",)], [], (2020,)),
        ("三公经费", [("三公", "经费")], [], ()),
        ("芦淞区城管局2020年", [("芦淞区",), ("城管",), ("2020",)], [], (2020,)),
        ("15019.52万", [("15019.52",)], [], ()),
        ('"支出决算" -培训', [("支出", "决算")], [("培训",)], ()),
        ("“支出决算”", [("支出", "决算")], [], ()),
        ("", [], [], ()),
        ('"" - ((', [], [], ()),
        ('"未闭合', [("闭合",)], [], ()),
        ("的", [("的",)], [], ()),
        ("芦淞区城管局2020年三公经费是多少", [("芦淞区",), ("城管",), ("2020",), ("三公", "经费")], [], (2020,)),
        ("三公经费花了多少钱呢？", [("三公", "经费")], [], ()),
        ("基本支出多少钱 怎么样", [("基本", "支出")], [], ()),
        ("培训费 有哪些 吗", [("培训",)], [], ()),
        ("多少", [("多少",)], [], ()),
        ('"多少" 支出', [("多少",), ("支出",)], [], ()),
        ("共享 -共享单车", [("共享",)], [("共享", "单车")], ()),
        ("支出 -1,234.56万元 -三公、培训", [("支出",)], [("1234.56", "万元"), ("三公",), ("培训",)], ()),
        ("评上3A", [("评", "上"), ("3", "a")], [], ()),
        ("3A级", [("3", "a", "级")], [], ()),
        ("支出 -多少", [("支出",)], [("多少",)], ()),
        ("多少数民族", [("少数", "民族")], [], ()),
    ],
)
def test_queries(
    text: str, terms: list[tuple[str, ...]], excluded: list[tuple[str, ...]], years: tuple[int, ...]
) -> None:
    """Words, phrases, exclusions, years; what is no syntax is a word, and nothing is an error."""
    query = parse_query(text)
    assert [term.units for term in query.terms] == terms
    assert [term.units for term in query.excluded] == excluded
    assert query.years == years


def test_characters_that_no_dictionary_joins_keep_their_order() -> None:
    """A name that is no word is asked for as its characters in a row."""
    assert [term.units for term in parse_query("峣峹区").terms] == [("峣", "峹", "区")]


def test_a_query_is_bounded() -> None:
    """A very long query is cut, and pages begin at 1."""
    query = parse_query("长" * 5000, Filters(), -3)
    assert len(query.text) == 200
    assert query.page == 1


PIECES = st.sampled_from(
    ["三公", "经费", "“三公”", "公务接待费支出", "5.20万元", "1,234.50", "1.2.3", "12,34", "２０２２", "二〇二二年", "二零二三年", "一○", "五",
     "GDP", "，", "。", "\n", " ", "\t", '"', "'", "（", "马克思", "的", "|", "万", "芦淞区", "本金公司", "𠀀", "👍", "\ufdd0", "٣", "㈠"]
)  # fmt: skip


@given(st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=40)))
def test_whole_texts_are_cut_as_their_stretches_are(text: str) -> None:
    """A document's tokens and their places are those that a query's words have, one by one."""
    tokens, units = tokenize(text), list(find_units(text))
    expected: list[tuple[str, int]] = []
    for _, of_word in groupby(units, key=lambda unit: unit.word):
        first, *more = of_word
        word = "".join(unit.text for unit in (first, *more))
        if more:
            expected += [(token, first.position + at) for token, at in find_units_of_word(word)[1]]
        else:
            expected.append((word, first.position))
    assert pairs(text) == sorted(expected)
    assert len(tokens.starts) == (units[-1].position + 1 if units else 0)
    for unit in units:
        assert (tokens.starts[unit.position], tokens.ends[unit.position]) == (unit.start, unit.end)
