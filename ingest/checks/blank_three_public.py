"""Rule C11 on a table of the three public expenses that is left blank, while the text tells amounts of them."""

from collections.abc import Iterator

from ingest.checks.evidence import Evidence
from ingest.checks.rules import Outcome
from ingest.checks.wording import name_figure, show_money
from ingest.figures import ACTUAL
from ingest.findings import NOTICE, Finding

_FORMS = frozenset(("three_public", "three_public_and_meetings", "three_public_and_operation"))
_PART = "final_accounts"


def check_blank_three_public(evidence: Evidence) -> Iterator[Outcome]:
    """Name the largest amount that the text tells and the table lacks; a table of which any number was read is no blank one."""
    views = [view for view in evidence.views if view.form in _FORMS and view.part == _PART]
    if not views or any(
        slot.number is not None and "." in slot.text for view in views for row in view.rows for slot in row
    ):
        return
    told = [
        one
        for one in evidence.told
        if one.indicator == "three_public"
        and one.measure == "amount"
        and one.part == _PART
        and one.year == evidence.year
    ]
    largest = max(told, key=lambda one: one.value, default=None)
    if largest is None or not largest.value:
        return
    what = "决算数" if largest.phase == ACTUAL else "预算数"
    span = views[-1].placed.span
    yield Finding.at(
        largest,
        rule="C11",
        severity=NOTICE,
        message=f"正文中{name_figure(largest)}的{what}写为{show_money(largest.value)}，《{views[-1].title}》里没有填写数字。",
        related=((span.start, span.end),),
    )
