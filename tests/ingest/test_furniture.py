"""Page numbers are told from what only looks like them."""

import pytest

from ingest.blocks import Paragraph
from ingest.readers.furniture import is_marked_page_number, is_page_number
from ingest.readers.text import read_text


@pytest.mark.parametrize("line", ["- 3 -", "第 3 页", "第3页 共12页", "第3页/共12页", "3/12", "3 页", "—12—"])
def test_marked_page_numbers(line: str) -> None:
    """A number that says it is a page's is one wherever it stands."""
    assert is_marked_page_number(line)


@pytest.mark.parametrize(
    ("line", "number"), [("7", True), ("112", True), ("2023", False), ("20805", False), ("", False)]
)
def test_bare_numbers(line: str, *, number: bool) -> None:
    """A short bare number may be a page's; a year or a code of the functional classification is none."""
    assert is_page_number(line) is number
    assert not is_marked_page_number(line)


def test_numbers_on_lines_of_their_own_stay() -> None:
    """Codes, amounts and years on a line of their own are words of the report."""
    text = "2023\n\n某区教育局部门决算\n\n20805\n\n1234\n\n123456\n"
    blocks = read_text(text.encode()).blocks
    words = " ".join(block.text for block in blocks if isinstance(block, Paragraph))
    assert all(number in words for number in ("2023", "20805", "1234", "123456"))
