"""Rule D04 on what is counted: money and the count it was spent on, vehicles held, the rate of posts that are filled."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.checks.ratios import judge_ratio
from ingest.checks.rules import Outcome, Passed
from ingest.checks.wording import name_figure, show_figure, show_money, show_value
from ingest.figures import ACTUAL, Figure
from ingest.findings import NOTICE, Finding, Unchecked

_RULE = "D04"
_LEAST = Decimal(10_000)  # yuan: less may be the rest of a bill of the year before
# What money of a kind is spent on: without any, there is none; with some, there is a cost.
# Who travels with another body's group has a cost and persons, and no group.
_COUNTED = (
    ("three_public.abroad", ("three_public.abroad.groups", "three_public.abroad.persons")),
    ("three_public.reception", ("three_public.reception.groups", "three_public.reception.persons")),
    ("three_public.vehicles.purchase", ("three_public.vehicles.purchased",)),
)
_HELD, _VEHICLES = "three_public.vehicles.held", "assets.vehicles"
_RATE, _STAFF, _POSTS = "staff.control_rate", "staff.actual", "staff.quota"
_KINDS_OF_POSTS = ("staff.quota.administrative", "staff.quota.institution")
_TOTAL, _RETIRED, _CONTRACT = "staff.total", "staff.retired", "staff.contract"


def check_counted(figures: Sequence[Figure]) -> Iterator[Outcome]:
    """Check the counts of each part of a report."""
    for part in dict.fromkeys(figure.part for figure in figures):
        mine = [one for one in figures if one.part == part and one.phase == ACTUAL]
        yield from _check_spent(mine)
        yield from _check_held(mine)
        yield from _check_posts(mine)
        yield from _check_staff(mine)
        yield from _check_kinds_of_posts(mine)


def _find(figures: Sequence[Figure], indicator: str, measure: str) -> list[Figure]:
    """The figures of an indicator, of the report's year or the latest that is told."""
    found = [one for one in figures if (one.indicator, one.measure) == (indicator, measure)]
    year = max((one.year for one in found), default=0)
    return [one for one in found if one.year == year]


def _check_spent(figures: Sequence[Figure]) -> Iterator[Outcome]:
    for money, counted in _COUNTED:
        amounts = _find(figures, money, "amount")
        counts = [one for indicator in counted for one in _find(figures, indicator, "count")]
        if not amounts or not counts or {one.year for one in counts} != {amounts[0].year}:
            continue
        if len({one.value for one in amounts}) > 1:
            yield Unchecked(_RULE, f"{name_figure(amounts[0])}：写有几个金额，口径可能不同")
            continue
        amount, count = amounts[0], next((one for one in counts if one.value), counts[0])
        places = ((amount.start, amount.end), (count.start, count.end))
        if bool(amount.value) == bool(count.value) or 0 < amount.value < _LEAST:
            yield Passed(_RULE, places)
            continue
        told = f"有支出{show_money(amount.value)}" if amount.value else "支出为0"
        yield Finding.at(
            count,
            rule=_RULE,
            severity=NOTICE,
            message=f"{name_figure(amount)}{told}，{name_figure(count)}写为{show_figure(count)}，请核对。",
            related=places[:1],
        )


def _check_held(figures: Sequence[Figure]) -> Iterator[Outcome]:
    """Vehicles on fiscal money are among those that the body owns."""
    held, owned = _find(figures, _HELD, "count"), _find(figures, _VEHICLES, "count")
    if not held or not owned or held[0].year != owned[0].year:
        return
    one, whole = held[0], owned[0]
    places = ((one.start, one.end), (whole.start, whole.end))
    if one.value <= whole.value:
        yield Passed(_RULE, places)
        return
    yield Finding.at(
        one,
        rule=_RULE,
        severity=NOTICE,
        message=(
            f"开支财政拨款的公务用车保有量写为{show_figure(one)}，多于国有资产中的车辆{show_figure(whole)}；"
            "两处的时点和范围可能不同，请核对。"
        ),
        expected=f"不超过{show_figure(whole)}",
        related=places[1:],
    )


def _check_posts(figures: Sequence[Figure]) -> Iterator[Outcome]:
    """The rate of filled posts is the staff on posts by the posts."""
    for rate in _find(figures, _RATE, "share")[:1]:
        staff, posts = _find(figures, _STAFF, "count"), _find(figures, _POSTS, "count")
        if len({one.value for one in staff}) != 1 or len({one.value for one in posts}) != 1 or not posts[0].value:
            yield Unchecked(_RULE, f"控制率{rate.disclosed}：编制数或在职人数没有读到")
            continue
        what = f"在职人数{show_figure(staff[0])}占编制数{show_figure(posts[0])}的控制率"
        yield judge_ratio(_RULE, rate, _counted(staff[0]), _counted(posts[0]), what)


def _check_staff(figures: Sequence[Figure]) -> Iterator[Outcome]:
    """All staff are those on posts and the retired; some count those on contracts with them."""
    total, *parts = (_find(figures, one, "count") for one in (_TOTAL, _STAFF, _RETIRED))
    if not total or not all(parts) or any(len({one.value for one in told}) != 1 for told in (total, *parts)):
        return
    whole, known = total[0], [told[0] for told in parts]
    contract = _find(figures, _CONTRACT, "count")
    added = sum((one.value for one in known), Decimal(0))
    places = tuple((one.start, one.end) for one in (whole, *known))
    if whole.value == added or any(whole.value == added + one.value for one in contract):
        yield Passed(_RULE, places)
        return
    yield Finding.at(
        whole,
        rule=_RULE,
        severity=NOTICE,
        message=(
            f"实有人数写为{show_figure(whole)}，在职{show_figure(known[0])}、离退休{show_figure(known[1])}合计为"
            f"{show_value(added, whole)}，请核对是否还有其他人员。"
        ),
        expected=show_value(added, whole),
        difference=show_value(whole.value - added, whole),
        related=places[1:],
    )


def _check_kinds_of_posts(figures: Sequence[Figure]) -> Iterator[Outcome]:
    """Posts of administration and of institutions are among all posts; posts of other kinds may be, too."""
    posts, *kinds = (_find(figures, one, "count") for one in (_POSTS, *_KINDS_OF_POSTS))
    if not posts or not all(kinds) or any(len({one.value for one in told}) != 1 for told in (posts, *kinds)):
        return
    whole, known = posts[0], [told[0] for told in kinds]
    added = sum((one.value for one in known), Decimal(0))
    places = tuple((one.start, one.end) for one in (whole, *known))
    if added <= whole.value:
        yield Passed(_RULE, places)
        return
    yield Finding.at(
        whole,
        rule=_RULE,
        severity=NOTICE,
        message=(
            f"编制数写为{show_figure(whole)}，行政编制{show_figure(known[0])}、事业编制{show_figure(known[1])}合计为"
            f"{show_value(added, whole)}，请核对。"
        ),
        expected=f"不少于{show_value(added, whole)}",
        related=places[1:],
    )


def _counted(figure: Figure) -> Figure:
    """A count is exact."""
    return replace(figure, step=Decimal(0))
