import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.folding import fold, mend_radicals, squeeze


@given(st.text(max_size=80))
def test_folding_keeps_offsets(text: str) -> None:
    """A fold for matching is one character to one."""
    assert len(fold(text)) == len(text)


def test_fold() -> None:
    """Full-width forms, quotes and dashes become plain."""
    assert fold("（２０２０）：“三公”经费—１．５％") == '(2020):"三公"经费-1.5%'


def test_squeeze() -> None:
    """Titles compare without blanks and quotation marks."""
    assert squeeze("财政拨款 “三公” 经费　支出决算表") == "财政拨款三公经费支出决算表"


@pytest.mark.parametrize(("printed", "meant"), [("部⻔", "部门"), ("⻋辆", "车辆"), ("⼀般", "一般"), ("支出", "支出")])
def test_radicals(printed: str, meant: str) -> None:
    """Look-alike radicals that PDF fonts leave become the characters meant."""
    assert mend_radicals(printed) == meant
