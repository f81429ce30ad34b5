"""From what was understood to what the index is asked, together with what links narrow to; and the lexicon of a store."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from index.query import Filters, parse_query
from index.understanding import understand
from index.understanding.lexicon import Lexicon, LiveLexicon, make_lexicon
from index.understanding.model import Understood
from index.understanding.spelling import suggest_spellings
from ingest.register import Register
from ingest.register_files import save_register
from meaning_of import make_register, words

Ask = Callable[..., Understood]


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("2020 三公", Filters(), Filters(years=(2020,))),
        ("三公", Filters(years=(2021,)), Filters(years=(2021,))),
        ("2019-2021 三公", Filters(years=(2020,)), Filters(years=(2020,))),
        ("2020 三公", Filters(years=(2021,)), Filters(years=(2021,))),
        ("株洲市 三公", Filters(region="430203"), Filters(region="430203")),
        ("芦淞区 三公", Filters(region="430200"), Filters(region="430203")),
        ("芦淞区 三公", Filters(region="430105"), Filters(region="430105")),
        ("部门决算", Filters(report_type="budget"), Filters(report_type="budget")),
        ("三公", Filters(report="one"), Filters(report="one")),
    ],
)
def test_links_and_text(ask: Ask, text: str, given: Filters, expected: Filters) -> None:
    """Both hold; where they say something else of one kind, the link does."""
    assert ask(text, given).query.filters == expected


def test_links_of_another_kind_may_leave_nothing(ask: Ask) -> None:
    """An agency in the text and another region in a link: no report is of both, and both are asked for."""
    filters = ask("芦淞区城管局", Filters(region="430105")).query.filters
    assert filters.region == "430105"
    assert len(filters.agencies) == 1


@pytest.mark.parametrize(
    "text", ["城管局 2020 三公经费", '"公务接待费" -培训', "超过5万", "花了多少钱", "决算", "年度:2020", "", "，。"]
)
def test_plain_is_what_the_parser_of_queries_says(ask: Ask, text: str) -> None:
    """Nothing is understood on demand: every word is searched for."""
    assert ask(text, plain=True).query == parse_query(text)


@pytest.mark.parametrize("text", ["，。", "（）", '"', "-", "“”", "的"])
def test_what_has_no_words_is_no_search_for_everything(ask: Ask, text: str) -> None:
    """Punctuation alone is not taken for a search that filters narrow."""
    understood = ask(text)
    assert understood.query.wordless or understood.query.terms
    assert not understood.chips


def test_phrases_and_exclusions_stay(ask: Ask) -> None:
    """They are searched as they are, beside what is understood."""
    query = ask('芦淞区城管局 "城管局支出" -2020 -"三公经费"').query
    assert [term.units for term in query.terms] == [("城管", "局", "支出")]
    assert {term.units for term in query.excluded} == {("2020",), ("三公", "经费")}
    assert query.filters.years == ()


@pytest.mark.parametrize(("text", "kept"), [("単位:不明所以", {"不明"}), ("单位:航天发射场", {"航天", "发射场"})])
def test_an_unknown_value_is_words(ask: Ask, text: str, kept: set[str]) -> None:
    """A field with a value that nobody knows is searched for by that value."""
    assert kept & words(ask(text))


def test_leading_stars_are_no_syntax(ask: Ask) -> None:
    """What ends in a word would be sought in all words; what begins so is a prefix."""
    assert [term.prefix for term in ask("*城管").query.terms] == [False]
    assert [(term.units, term.prefix) for term in ask("环卫*").query.terms] == [(("环卫",), True)]


def test_question_words_alone_are_words(ask: Ask) -> None:
    """Where only words of asking were typed, they are what is searched for."""
    assert ask("是多少").query == parse_query("是多少")


def test_an_empty_register_knows_terms() -> None:
    """Without any agency, years and figures are understood."""
    understood = understand("芦淞区城管局 2020 三公经费", make_lexicon(Register(), 2025))
    assert understood.years == (2020,)
    assert understood.indicators[0].code == "three_public"
    assert not understood.agencies


def test_the_lexicon_follows_the_register(tmp_path: Path) -> None:
    """A name that was added to the register is understood at the next search; the same lexicon serves until then."""
    live = LiveLexicon(tmp_path)
    assert not understand("芦淞区城管局", live.current()).agencies
    save_register(tmp_path, make_register())
    assert understand("芦淞区城管局", live.current()).agencies
    assert live.current() is live.current()


@pytest.mark.parametrize(
    ("text", "reports_have", "meant"),
    [
        ("环委作业", {"环卫": 5, "作业": 9}, "环卫作业"),
        ("垃极分类", {"垃圾": 5, "分类": 2}, "垃圾分类"),
        ("路灯亮画工程", {"路灯": 3, "亮化": 4, "工程": 2}, "路灯亮化工程"),
    ],
)
def test_other_spellings(lexicon: Lexicon, text: str, reports_have: dict[str, int], meant: str) -> None:
    """A word that no report has is suggested as one that reports have and that sounds or looks like it."""
    understood = understand(text, lexicon)
    assert meant in [one.text for one in suggest_spellings(understood, lexicon, reports_have)]


def test_another_word_is_no_other_spelling(lexicon: Lexicon) -> None:
    """失业 is spelt right, whether or not a report has it: 事业 is another word."""
    assert suggest_spellings(understand("失业", lexicon), lexicon, {"事业": 9}) == ()


def test_known_words_are_spelt_right(lexicon: Lexicon) -> None:
    """Where every word stands in some report, no other spelling is suggested."""
    understood = understand("环卫作业", lexicon)
    assert suggest_spellings(understood, lexicon, {"环卫": 1, "作业": 1, "环委": 9}) == ()


@pytest.mark.parametrize(
    ("text", "unclear", "every"),
    [
        ("芦淞区城管局去年三公经费", ("去年",), False),
        ("上年度 芦淞区城管局 花了多少", ("上年度",), False),
        ("今年芦淞区城管局 2021 三公经费", (), False),
        ("三公经费比上年增长多少", (), False),
        ("去年三公经费增长多少", (), False),
        ("芦淞区城管局历年三公经费", (), True),
        ("芦淞区城管局 近三年 三公经费", (), True),
        ("芦淞区城管局 历年 2021 三公经费", (), False),
        ("上年结转", (), False),
    ],
)
def test_years_that_nobody_reckons_out(lexicon: Lexicon, text: str, unclear: tuple[str, ...], *, every: bool) -> None:
    """去年 is told, 历年 asks for all years; a year in digits beside them counts."""
    understood = understand(text, lexicon)
    assert (understood.unclear, understood.every_year) == (unclear, every)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("垃圾 AND 分类", ["垃圾", "分类"]),
        ("(垃圾 or 分类)", ["垃圾", "分类"]),
        ("((垃圾", ["垃圾"]),
        ("年度:abc 垃圾", ["垃圾"]),
        ("金额:好多 垃圾", ["垃圾"]),
        ("芦淞区城管局三公经费比预算多还是少", ["三公经费"]),
    ],
)
def test_noise_is_not_searched_for(lexicon: Lexicon, text: str, words: list[str]) -> None:
    """Signs of other search engines, words of asking, fields with a value that is none."""
    assert list(understand(text, lexicon).query.words) == words


def test_what_was_not_understood_of_fields_is_told(lexicon: Lexicon) -> None:
    """The reader sees what had no part in the search."""
    assert understand("年度:abc 垃圾", lexicon).left_out == ("年度:abc",)
    assert understand("类型:决算|预算 垃圾", lexicon).left_out == ("类型:决算|预算",)


def test_not_excludes(lexicon: Lexicon) -> None:
    """As the minus does."""
    assert [term.units for term in understand("垃圾 NOT 分类", lexicon).query.excluded] == [("分类",)]


def _examples() -> list[tuple[str, list[str]]]:
    """What the page for readers says of examples: what is typed, and the labels of the chips."""
    page = (Path(__file__).resolve().parents[3] / "docs" / "search.zh.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]+)` \| ([^|；]+)(?:；[^|]*)? \|$", page.split("## 写明是什么")[0], re.MULTILINE)
    return [(typed, labels.strip().split(" · ")) for typed, labels in rows]


@pytest.mark.parametrize(("typed", "labels"), _examples())
def test_the_page_for_readers_tells_the_truth(ask: Ask, typed: str, labels: list[str]) -> None:
    """`docs/search.zh.md` says of its examples what is understood."""
    assert [chip.label for chip in ask(typed).chips] == labels
