"""A search that finds nothing is read as it may be meant, or without what no report has."""

import pytest

from index.understanding import understand
from index.understanding.hearing import Heard
from index.understanding.lexicon import Lexicon
from index.understanding.mending import leave_out, loosen, respell

WORDS = {"河道": 5, "清淤": 3, "工程": 9, "公益金": 2, "彩票": 2, "路灯": 4, "维修": 4, "举报": 1, "垃圾": 2}
NAMES = ("蝴蝶谷步道改造", "口袋公园提质")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("河到清淤", "河道清淤"),
        ("河道清於工程", None),  # 於 is another character for 于
        ("彩票公义金", "彩票公益金"),
        ("hedao qingyu", "河道 清淤"),
        ("hudiegu", "蝴蝶谷"),
        ("口代公园", "口袋公园"),
        ("芦淞区城管局 河到清淤", "芦淞区城管局 河道清淤"),
        ("失业", None),
        ("河道清淤", None),
        ("xqzwhk", None),
    ],
)
def test_words_as_they_are_meant(lexicon: Lexicon, text: str, meant: str | None) -> None:
    """What sounds like a word of the reports or like a project, and is none itself, is read as it."""
    found = respell(understand(text, lexicon), Heard(WORDS, NAMES))
    if meant is None:
        assert found is None or not found.sure or found.text != text
    else:
        assert found is not None
        assert (found.text, found.sure) == (meant, True)


def test_two_that_sound_the_same_are_offered(lexicon: Lexicon) -> None:
    """Where two words are as likely, nobody knows which was meant."""
    found = respell(understand("河到清淤", lexicon), Heard({"河道": 2, "合道": 2, "清淤": 1}, ()))
    assert found is not None
    assert not found.sure


@pytest.mark.parametrize(
    ("text", "left", "out"),
    [
        ("芦淞区挖马路的花了多少 路灯维修", ["路灯", "维修"], ("挖马路",)),
        ("乱扔垃圾举报有奖吗 路灯维修", ["路灯", "维修"], ("乱扔垃圾举报有奖",)),
        ("三公经费 缆车", ["三公经费"], ("缆车",)),
    ],
)
def test_what_no_report_has_is_left_out(lexicon: Lexicon, text: str, left: list[str], out: tuple[str, ...]) -> None:
    """Where something else is left, and told."""
    found = leave_out(understand(text, lexicon), Heard(WORDS, NAMES))
    assert found is not None
    assert list(found.query.words) == left
    assert found.left_out == out


@pytest.mark.parametrize(
    "text", ["芦淞区卫计局 三公经费", "缆车", '路灯 "缆车票价"', "缆车 索道", "路灯 河道", "三公经费 梅花镇"]
)
def test_what_is_never_left_out(lexicon: Lexicon, text: str) -> None:
    """Names of bodies and places, phrases, all that there is; words that reports have, though never together."""
    assert leave_out(understand(text, lexicon), Heard(WORDS, NAMES)) is None


def test_a_title_that_no_report_prints_is_searched_by_its_words(lexicon: Lexicon) -> None:
    """Reports call the same table otherwise."""
    found = loosen(understand("项目支出绩效自评表", lexicon))
    assert found is not None
    assert len(found.query.terms) > 1
    assert loosen(understand("路灯 维修", lexicon)) is None
