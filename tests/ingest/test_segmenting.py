"""Words are the same, whichever build of jieba the platform has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.segmenting import PythonJieba, RustJieba, Segmenter, dictionary_terms, field_terms
from ingest.vocabulary import read_table

pytest.importorskip("rjieba", reason="no build of jieba in Rust for this platform")


@pytest.fixture(scope="module")
def both() -> tuple[Segmenter, Segmenter]:
    return RustJieba(dictionary_terms()), PythonJieba(dictionary_terms())


_PIECES = (
    *sorted(set(field_terms())),
    *(row["name"] for row in list(read_table("regions.csv"))[::40]),
    *"的了和与在局区市县支出收入万元年度比上年增加减少，。（）“”2020 15,019.52%",
)


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_phrases_of_the_field_are_cut_alike(both: tuple[Segmenter, Segmenter], text: str) -> None:
    rust, python = both
    assert rust.cut(text) == python.cut(text)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=40))
def test_any_characters_are_cut_alike(both: tuple[Segmenter, Segmenter], text: str) -> None:
    rust, python = both
    assert rust.cut(text) == python.cut(text)


@pytest.mark.parametrize("word", ["社区规划", "预算", "马克", "公务接待费", "区财", "", "政", "abc"])
def test_both_know_the_same_words(both: tuple[Segmenter, Segmenter], word: str) -> None:
    rust, python = both
    assert rust.has_word(word) == python.has_word(word)
