"""What first pages of many kinds of bodies tell: nothing wrong, and nothing where nothing is told."""

import pytest

from first_pages import FIRST_PAGES, FirstPage
from ingest.agency_names import canonical_name
from ingest.blocks import Paragraph
from ingest.headings import find_headings
from ingest.identify import Declared, decide, find_clues, find_refusal


@pytest.mark.parametrize("page", FIRST_PAGES, ids=lambda page: page.text.replace("\n", " ")[:40])
def test_what_a_first_page_tells(page: FirstPage) -> None:
    """Agency, region, year, type, coverage and project as a careful reader tells them; None where they stay open."""
    outline = find_headings([Paragraph(line) for line in page.text.split("\n")])
    clues = find_clues(outline, page.file)
    assert find_refusal(clues, outline, named=False) is None
    told = decide(clues, outline, Declared(), lambda _: None)
    name = told.agency.value if told.agency else None
    assert (
        name and (canonical_name(name, told.place.value) if told.place else name.printed),
        told.place and told.place.value.adcode,
        told.year and told.year.value,
        told.report_type and told.report_type.value,
        told.coverage and told.coverage.value,
        told.subject and told.subject.value,
    ) == (page.agency, page.adcode, page.year, page.report_type, page.coverage, page.subject)


def test_what_is_told_stands_where_it_is_said_to_stand() -> None:
    """The words of a clue are in the block that it names."""
    for page in FIRST_PAGES:
        outline = find_headings([Paragraph(line) for line in page.text.split("\n")])
        for clue in decide(find_clues(outline, page.file), outline, Declared(), lambda _: None).told:
            if clue.at is None:
                assert clue.words == page.file
            else:
                block = outline.blocks[clue.at]
                assert isinstance(block, Paragraph)
                assert clue.words.replace("　", " ").split("：")[0][:3].strip() in block.text.replace("　", " ")
