"""Where a value comes from that contradicts another: another scope, the year before, digits exchanged, a slip of 10,000."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from ingest.across.report import ORIGIN, Derived, Report, Span, Told, at, cite
from ingest.amounts import MONEY, PERCENT, find_numbers, view_text, with_unit_of
from ingest.checks.wording import name_figure, show_money
from ingest.figures import ACTUAL, Figure

_UNITS = "J04"  # which tells of slips of 10,000 itself
_SLIP = Decimal(10_000)
_FEWEST_DIGITS = 4  # that a value must have to be known again: 0.05 stands everywhere


def explain_slip(printed: Decimal, expected: Decimal) -> str:
    """How a printed value may have come of the expected one by a slip of the pen; empty where no slip is known.

    >>> explain_slip(Decimal("12430"), Decimal("12340")), explain_slip(Decimal("5"), Decimal("50000"))
    ('两数只差相邻两个数字的先后', '两数正好相差一万倍')
    """
    if not printed or not expected or printed == expected:
        return ""
    if printed * _SLIP == expected or expected * _SLIP == printed:
        return "两数正好相差一万倍"
    if printed == -expected:
        return "两数只差正负号"
    mine, theirs = (f"{abs(one).normalize():f}" for one in (printed, expected))
    if len(mine) == len(theirs) and sorted(mine) == sorted(theirs):
        apart = [n for n, (one, other) in enumerate(zip(mine, theirs, strict=True)) if one != other]
        if len(apart) == 2 and apart[1] == apart[0] + 1:
            return "两数只差相邻两个数字的先后"
    return ""


def is_telling(value: Decimal) -> bool:
    """Whether a value has so many digits that it hardly stands in two places by chance."""
    return len(f"{abs(value).normalize():f}".replace(".", "").strip("0")) >= _FEWEST_DIGITS


def find_same(value: Decimal, figures: Iterable[Figure], *, but: Figure | None = None) -> Figure | None:
    """The first amount of this value that is not of the indicator and scope of `but`."""
    if not is_telling(value):
        return None
    return next(
        (
            one
            for one in figures
            if one.measure == "amount"
            and one.unit == "元"
            and one.value == value
            and (but is None or (one.indicator, one.scope) != (but.indicator, but.scope))
        ),
        None,
    )


def explain_findings(now: Report, before: Report | None) -> Iterator[Derived]:
    """What adds to the errors that a report's own checks found: where the printed value stands elsewhere."""
    for told in now.told:
        if told.severity != "error" or told.rule == _UNITS:
            continue
        said = _from_before(told, now, before) if before else None
        if said is not None:
            yield said
            continue
        printed, expected = _money(told.disclosed, like=told.expected), _money(told.expected, like=told.disclosed)
        slip = explain_slip(printed, expected) if printed is not None and expected is not None else ""
        if slip:
            message = f"文中写作{told.disclosed}，核对应为{told.expected}：{slip}。"
            yield Derived(ORIGIN, told.rule, at(now, told.start, told.end), None, message, about=told.id)


def _from_before(told: Told, now: Report, before: Report) -> Derived | None:
    """That a printed value is the one that last year's report printed of the same figure.

    Where the finding is about a sum or share, one of the numbers that it is made of may be; several tell nothing.
    """
    own = list(_carried_on((told.start, told.end), now, before))
    found = own or [pair for place in told.related for pair in _carried_on(place, now, before)]
    if len({(one.start, one.end) for one, _ in found}) != 1:
        return None
    mine, theirs = found[0]
    message = (
        f"{name_figure(mine)}写作{mine.disclosed}，与{cite(before)}的{before.year}年数{show_money(theirs.value)}相同，"
        "可能沿用了上年的数。"
    )
    places = at(now, mine.start, mine.end), at(before, theirs.start, theirs.end)
    return Derived(ORIGIN, told.rule, *places, message, about=told.id)


def _carried_on(place: Span, now: Report, before: Report) -> Iterator[tuple[Figure, Figure]]:
    """The amounts at a place that last year's report states with the same value, with those of last year."""
    for figure in now.figures:
        if (figure.start, figure.end) != place or (figure.year, figure.phase) != (now.year, ACTUAL):
            continue
        if figure.measure in {"amount", "change_amount"} and figure.unit == "元" and is_telling(figure.value):
            same = (one for one in before.stated(figure, measure=figure.measure) if one.value == figure.value)
            yield from ((figure, one) for one in list(same)[:1])


def _money(text: str, *, like: str) -> Decimal | None:
    """The one amount in a few words, in the unit of the other where it bears none; None where there is not just one."""
    numbers = list(find_numbers(view_text(text)[0]))
    if len(numbers) != 1 or numbers[0].kind == PERCENT:
        return None
    other = list(find_numbers(view_text(like)[0]))
    if numbers[0].kind != MONEY and len(other) == 1 and other[0].kind == MONEY:
        return with_unit_of(numbers[0], other[0]).value
    return numbers[0].value
