"""What an answer card must say, as a key: who, when, what; its value is looked up in the truth.

Written in the column `card` as `figure agency=… year=2020 indicator=three_public scope=general_public`, several that are
as good as each other parted by `|`. `none` is no card at all. A value of several words is parted by `/`:
`year=2020/2021` is either year. Phase and measure are `actual` and `amount` where they are not written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from search_quality.harness.truth import Figure, Function, Project, Truth, squash

KEYS = {
    "figure": ("agency", "year", "indicator", "scope", "phase", "measure", "part"),
    "agency": ("agency",),
    "list": ("indicator", "phase", "measure", "year", "op", "amount", "to", "agency", "region"),
    "project": ("agency", "year", "name", "phase"),
    "function": ("agency", "year", "code", "name", "phase", "scope"),
    "none": (),
}
_NEEDED = {
    "figure": ("agency", "year", "indicator"),
    "agency": ("agency",),
    "list": ("indicator", "op"),
    "project": ("agency", "year", "name"),
    "function": (),
}
_DEFAULTS = {"phase": ("actual",), "measure": ("amount",)}
# What a list asks of an amount; `most` and `least` ask for the one at the top, `any` for true rows alone.
OPERATORS = ("ge", "gt", "le", "lt", "between", "most", "least", "any")


class CardError(ValueError):
    """A key that cannot be read, or of which the truth knows nothing."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A card that is right: its kind, and for each key the values that are right."""

    kind: str
    values: Mapping[str, tuple[str, ...]]

    def allows(self, key: str, value: object) -> bool:
        """Whether a value is right; any is where the key is not written."""
        return key not in self.values or str(value) in self.values[key]

    def one(self, key: str) -> str:
        """The first value of a key, which has one."""
        return self.values[key][0]


def parse_cards(text: str) -> tuple[Wanted, ...]:
    """Return the cards that are right; none where the column is empty.

    Raises:
        CardError: a kind, key or operator that there is not.
    """
    return tuple(_parse_card(part) for part in text.split("|") if part.strip())


def _parse_card(text: str) -> Wanted:
    kind, *pairs = text.split()
    if kind not in KEYS:
        raise CardError(f"there is no card “{kind}”: {', '.join(KEYS)}")
    values: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if key not in KEYS[kind] or not equals or not value:
            raise CardError(f"“{pair}” is no key of a card “{kind}”: {', '.join(KEYS[kind])}")
        values[key] = tuple(value.split("/"))
    values |= {key: usual for key, usual in _DEFAULTS.items() if key in KEYS[kind] and key not in values}
    missing = [key for key in _NEEDED.get(kind, ()) if key not in values]
    if missing:
        raise CardError(f"a card “{kind}” needs {', '.join(missing)}")
    if kind == "function" and not {"code", "name"} & set(values):
        raise CardError("a card “function” needs code or name")
    if kind == "list":
        _check_list(values)
    return Wanted(kind, values)


def _check_list(values: Mapping[str, tuple[str, ...]]) -> None:
    (operator,) = values["op"]
    if operator not in OPERATORS:
        raise CardError(f"“{operator}” is no operator: {', '.join(OPERATORS)}")
    bounds = {"between": ("amount", "to"), "most": (), "least": (), "any": ()}.get(operator, ("amount",))
    for bound in bounds:
        try:
            Decimal(values[bound][0])
        except (KeyError, InvalidOperation) as error:
            raise CardError(f"op={operator} needs {bound}= in yuan or percent") from error


def satisfies(wanted: Wanted, value: Decimal) -> bool:
    """Whether an amount is among those that a list asks for."""
    operator = wanted.one("op")
    if operator in {"any", "most", "least"}:
        return True
    bound = Decimal(wanted.one("amount"))
    match operator:
        case "ge":
            return value >= bound
        case "gt":
            return value > bound
        case "le":
            return value <= bound
        case "lt":
            return value < bound
        case _:
            return bound <= value <= Decimal(wanted.one("to"))


def figures_of(wanted: Wanted, truth: Truth) -> list[Figure]:
    """The figures that a card “figure” may show, in the truth."""
    return [one for one in truth.figures if all(wanted.allows(key, getattr(one, key)) for key in KEYS["figure"])]


def projects_of(wanted: Wanted, truth: Truth) -> list[Project]:
    """The projects that a card “project” may show."""
    names = {squash(name) for name in wanted.values["name"]}
    return [
        one
        for one in truth.projects
        if names & set(one.names) and wanted.allows("agency", one.agency) and wanted.allows("year", one.year)
    ]


def functions_of(wanted: Wanted, truth: Truth) -> list[Function]:
    """The rows that a card “function” may show."""
    names = {squash(name) for name in wanted.values.get("name", ())}
    return [
        one
        for one in truth.functions
        if wanted.allows("agency", one.agency)
        and wanted.allows("year", one.year)
        and wanted.allows("code", one.code)
        and (not names or one.name in names)
    ]


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list must show: for each agency and year that satisfies it the figure that stands for it."""

    rows: Mapping[tuple[str, int], Figure]
    latest: Mapping[tuple[str, int], Figure]
    optional: frozenset[tuple[str, int]] = frozenset()


def list_of(wanted: Wanted, truth: Truth) -> Listed:
    """Return what a list must show.

    `rows` are those of the years asked for, of all years where none is; `latest` is the same of each agency's last year
    alone, which is as good where no year is asked for; `optional` may be shown, and need not be.
    """
    asked = {
        key: figure
        for key, figure in truth.headlines(*_what(wanted)).items()
        if wanted.allows("agency", key[0])
        and wanted.allows("year", key[1])
        and wanted.allows("region", truth.region_of(key[0]))
    }
    last = {agency: max(year for one, year in asked if one == agency) for agency, _ in asked}
    rows = _picked(wanted, asked)
    optional = {(one.agency, one.year) for one in truth.figures_of(*_what(wanted)) if one.optional} - set(asked)
    latest = {key: one for key, one in asked.items() if last[key[0]] == key[1]}
    return Listed(rows, _picked(wanted, latest), frozenset(optional))


def _what(wanted: Wanted) -> tuple[str, str, str]:
    """Indicator, phase and measure of a list."""
    return wanted.one("indicator"), wanted.one("phase"), wanted.one("measure")


def _picked(wanted: Wanted, asked: Mapping[tuple[str, int], Figure]) -> dict[tuple[str, int], Figure]:
    """Those that satisfy; of `most` and `least` the ones at the top, which may be equal."""
    operator = wanted.one("op")
    if operator in {"most", "least"} and asked:
        top = (max if operator == "most" else min)(one.value for one in asked.values())
        return {key: one for key, one in asked.items() if one.value == top}
    return {key: one for key, one in asked.items() if satisfies(wanted, one.value)}


def check_card(wanted: Wanted, truth: Truth) -> None:
    """See that the truth knows of a card's key.

    Raises:
        CardError: it does not, or a list's bound divides the figures of one agency and year.
    """
    for agency in wanted.values.get("agency", ()):
        if agency not in truth.agencies:
            raise CardError(f"there is no agency {agency}")
    match wanted.kind:
        case "figure" if not figures_of(wanted, truth):
            raise CardError("no report prints this figure")
        case "project" if not any(set(wanted.values["phase"]) & set(one.amounts) for one in projects_of(wanted, truth)):
            raise CardError("no report tells this project's amount")
        case "function" if not functions_of(wanted, truth):
            raise CardError("no report has this row")
        case "list":
            _check_bound(wanted, truth)


def _check_bound(wanted: Wanted, truth: Truth) -> None:
    """See that all scopes of a figure lie on one side: else whether it belongs to the list is a matter of opinion."""
    if not truth.figures_of(*_what(wanted)):
        raise CardError("no report prints this indicator")
    headlines = truth.headlines(*_what(wanted))
    for one in truth.figures_of(*_what(wanted)):
        if one.scope not in {"fiscal", "general_public", "all"} or not wanted.allows("year", one.year):
            continue
        headline = headlines.get((one.agency, one.year))
        if headline is None:
            continue
        if one.part == headline.part and satisfies(wanted, one.value) != satisfies(wanted, headline.value):
            raise CardError(
                f"{one.agency} {one.year}: {one.value} of {one.scope}, but {headline.value} of {headline.scope}"
            )
