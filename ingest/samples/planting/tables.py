"""A form that is not there."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from ingest.samples.document import Part, Table
from ingest.samples.forms import DEMANDED_FORMS
from ingest.samples.planting.seeking import Change, Report
from ingest.samples.strings import with_block


def draw_missing_table(report: Report) -> Iterator[Callable[[], Change | None]]:
    """A form of the accounts, the budget or the evaluation is not there; the contents still name it."""
    document = report.document
    contents = tuple(document.contents())
    listed = {text for _, text in contents}
    for number, part in enumerate(document.parts):
        for position, block in enumerate(part.blocks):
            if not isinstance(block, Table) or not block.key or not block.title:
                continue

            def change(
                number: int = number, position: int = position, block: Table = block, part: Part = part
            ) -> Change:
                new = replace(with_block(document, number, position, ()), listed=contents)
                named = f"{block.number}{block.title.removeprefix(block.number)}" in listed
                known = part.key in ("final_accounts", "budget") and block.key in DEMANDED_FORMS
                return Change(new, "", block.title, number, position, contradicted=named or known)

            yield change
