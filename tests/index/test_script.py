"""Characters that are written in several ways are searched as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.script import simplify, simplify_and_fold
from ingest.folding import fold


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("決算與預算", "决算与预算"),
        ("乾县", "乾县"),  # a county, which the simplified set has
        ("关於後續", "关于后续"),
        ("（２０２０）“三公”經費", '(2020)"三公"经费'),
        ("薴", "苎"),
        ("plain ASCII", "plain ASCII"),
        ("𠀀👍", "𠀀👍"),  # beyond 16 bits
        ("", ""),
    ],
)
def test_texts(text: str, plain: str) -> None:
    assert simplify_and_fold(text) == plain


def test_every_character() -> None:
    """One character to one, so that places stay, and the same as one step after the other."""
    text = "".join(chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000)
    assert simplify_and_fold(text) == fold(simplify(text))
    assert len(simplify_and_fold(text)) == len(text)
    assert simplify_and_fold(simplify_and_fold(text)) == simplify_and_fold(text)


@given(st.text())
def test_any_text(text: str) -> None:
    assert simplify_and_fold(text) == fold(simplify(text))
