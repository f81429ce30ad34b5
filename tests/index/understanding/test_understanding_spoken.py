"""Sentences as people say them: the words that reports have are sought, any of which will do."""

import pytest

from index.understanding import understand
from index.understanding.hearing import Heard
from index.understanding.lexicon import Lexicon
from index.understanding.spoken import find_said

WORDS = {"支出": 10, "白蚁": 1, "小区": 6, "路灯": 4, "维修": 4, "水质": 2, "卫生": 7, "中心": 10, "小河": 10}
NAMES = ("某某绿道建设",)


@pytest.mark.parametrize(
    ("text", "some", "out"),
    [
        ("家里有白蚁找谁管", ["白蚁"], ("家里",)),
        ("小区路灯坏了怎么办", ["小区", "路灯"], ()),
        ("附近有绿道怎么走", ["绿道"], ("附近",)),  # cut into single characters, since no dictionary knows it
        ("晚上的路灯支出太少", ["路灯"], ("晚上", "太少", "支出")),  # what nearly all hold tells nothing
        ("水质和噪声", ["水质"], ("噪声",)),
        ("中心太少怎么办", ["中心"], ("太少",)),  # but is better than nothing
    ],
)
def test_words_of_a_sentence(lexicon: Lexicon, text: str, some: list[str], out: tuple[str, ...]) -> None:
    """Those that reports have, however the sentence runs; the others are told."""
    found, *_ = find_said(understand(text, lexicon), Heard(WORDS, NAMES))
    assert list(found.query.some_words) == some
    assert set(found.left_out) == set(out)


def test_what_nearly_all_hold(lexicon: Lexicon) -> None:
    """Is sought where nothing else is found: an agency may have it, though all have."""
    first, second = find_said(understand("芦淞区城管局 水质和小河", lexicon), Heard(WORDS, NAMES))
    assert first.query.some_words == ("水质",)
    assert second.query.some_words == ("水质", "小河")


def test_what_stands_beside_a_sentence_must_be_there(lexicon: Lexicon) -> None:
    """Agencies, years and words by themselves narrow as before."""
    found, *_ = find_said(understand("芦淞区城管局 2020 水质 小区路灯坏了怎么办", lexicon), Heard(WORDS, NAMES))
    assert set(found.query.words) - set(found.query.some_words) == {"水质"}
    assert found.query.filters.years == (2020,)
    assert found.query.filters.agencies


@pytest.mark.parametrize(
    "text",
    [
        "路灯维修",
        "路灯 白蚁 飞船",
        "水质噪声",
        "水质和卫生中心",
        "渌口区小区卫生中心",
        "“家里有白蚁找谁管”",
        "航天飞机怎么发射",
    ],
)
def test_what_is_no_sentence(lexicon: Lexicon, text: str) -> None:
    """Words that were typed one by one, names of bodies, quotations; and sentences of which no report has a word."""
    assert list(find_said(understand(text, lexicon), Heard(WORDS, NAMES))) == []
