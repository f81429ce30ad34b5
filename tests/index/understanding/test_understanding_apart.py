"""A compound that no dictionary knows is found although a text cuts its characters into other words."""

import pytest

from index.understanding import understand
from index.understanding.apart import cut_otherwise
from index.understanding.hearing import Heard
from index.understanding.lexicon import Lexicon

HEARD = Heard({"餐点": 3, "餐费": 2, "老人": 5, "补助": 4, "事业": 9, "业务": 7, "马克思": 1, "护理": 2, "理员": 1}, ())


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("助餐", ("助", "餐点")),
        ("老人助餐", ("助", "餐费")),
        ('"助餐"', ("助", "餐点")),
    ],
)
def test_the_end_may_lie_inside_a_longer_word(lexicon: Lexicon, text: str, row: tuple[str, ...]) -> None:
    """助餐 stands in 助餐点, whose words are 助 and 餐点."""
    found = cut_otherwise(understand(text, lexicon), HEARD)
    assert found is not None
    assert any(row in term.rows for term in found.query.terms)


@pytest.mark.parametrize("text", ["失业", "马克", "老人", "三公经费", "2020", "-助餐"])
def test_words_are_never_sought_inside_others(lexicon: Lexicon, text: str) -> None:
    """失业 is not in 损失业务, nor 马克 in 马克思."""
    found = cut_otherwise(understand(text, lexicon), HEARD)
    assert found is None or found.query.terms == understand(text, lexicon).query.terms


@pytest.mark.parametrize("text", ["助餐", "老人助餐"])
def test_a_compound_begins_where_a_word_does(lexicon: Lexicon, text: str) -> None:
    """补助 and 餐费 hold the characters of 助餐, and are another thing."""
    found = cut_otherwise(understand(text, lexicon), HEARD)
    assert found is not None
    assert not any("补助" in row for term in found.query.terms for row in term.rows)
