"""How results are narrowed, by links and by what the text says: chips, tags and facets, each with the address it leads to."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.protocol import Facets
from index.query import HIGHEST, LOWEST, RELEVANCE
from index.understanding.model import AGENCY, INDICATOR, REGION, TYPE, YEAR, Chip, Understood
from ingest.identify.decide import TYPE_LABELS
from ingest.regions import load_gazetteer
from portal.known import FINDINGS_LABELS
from portal.services import services
from portal.views.options import Option
from portal.views.search.address import LINKED, Address
from portal.views.search.asking import Asking

_SHOWN, _MOST = 8, 60
_KINDS = {"agency": AGENCY, "region": REGION, "year": YEAR, "report_type": TYPE}


@dataclass(frozen=True, slots=True)
class ChipLink:
    """What was understood of a stretch of the text; `url` searches without it."""

    kind: str
    label: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Tag:
    """What a link narrowed the results to; `url` widens them again."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow the results: the values shown at once, and those behind them."""

    name: str
    title: str
    values: tuple[Option, ...]
    more: tuple[Option, ...]


def make_chips(address: Address, understood: Understood) -> tuple[ChipLink, ...]:
    """What was understood, each with the address without it; an order by an amount goes with its indicator."""
    by_amount = address.order in {HIGHEST, LOWEST}
    return tuple(
        ChipLink(
            chip.kind,
            chip.label,
            chip.note,
            address.url(text=chip.without, order=RELEVANCE if by_amount and chip.kind == INDICATOR else address.order),
        )
        for chip in understood.chips
    )


def make_tags(address: Address) -> tuple[Tag, ...]:
    """What links narrow to."""
    return tuple(
        Tag(label_value(field, value), address.without(field).url())
        for field in LINKED
        if (value := getattr(address, field)) is not None
    )


def label_value(field: str, value: Any) -> str:
    """What a value that results are narrowed to is called."""
    if field == "agency":
        agency = services().catalogue.agency(value)
        return agency.name if agency else str(value)
    if field == "region":
        return load_gazetteer().place(value).prefix
    if field == "year":
        return f"{value}年度"
    return (TYPE_LABELS if field == "report_type" else FINDINGS_LABELS).get(value, str(value))


def make_facets(asking: Asking, counted: Facets) -> tuple[Facet, ...]:
    """The facets with their counts, those without a value left out."""
    gazetteer = load_gazetteer()
    agencies = _commonest(counted.agency)
    regions = {code: count for code, count in counted.region.items() if code in gazetteer.by_code}
    findings = {value: counted.findings[value] for value in FINDINGS_LABELS if counted.findings.get(value)}
    make = _Maker(asking)
    # Of ten thousand agencies few are shown.
    names = services().catalogue.agency_names([*(key for key, _ in agencies[:_MOST]), *make.chosen("agency")])
    made = (
        make.facet("report_type", "类型", _commonest(counted.report_type), lambda key: TYPE_LABELS.get(key, key)),
        make.facet("year", "年度", sorted(counted.year.items(), reverse=True), "{}年度".format),
        make.facet("findings", "核对结果", list(findings.items()), FINDINGS_LABELS.__getitem__),
        make.facet("region", "地区", _commonest(regions), lambda key: gazetteer.place(key).prefix),
        make.facet("agency", "单位", agencies, lambda key: names.get(key, key)),
    )
    return tuple(facet for facet in made if facet.values)


def _commonest(counts: Mapping[Any, int]) -> list[tuple[Any, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], str(one[0])))


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes facets of one search."""

    asking: Asking

    def facet(self, field: str, title: str, counts: Sequence[tuple[Any, int]], label: Callable[[Any], str]) -> Facet:
        """The chosen values are always among those shown."""
        chosen = self.chosen(field)
        known = dict(counts)
        first = [value for value, _ in counts[:_SHOWN]]
        first += [value for value in chosen if value not in first]
        rest = [value for value, _ in counts[:_MOST] if value not in first]

        def make(value: Any) -> Option:
            link = self._wider if value in chosen else self._narrower
            return Option(str(value), label(value), known.get(value, 0), value in chosen, link(field, value))

        return Facet(field, title, tuple(map(make, first)), tuple(map(make, rest)))

    def chosen(self, field: str) -> Sequence[Any]:
        """What the results are narrowed to, by a link or by the text.

        Where one name in the text means several agencies, or one range several years, any of them narrows further.
        """
        linked = getattr(self.asking.address, field)
        if linked is not None:
            return (linked,)
        filters = self.asking.query.filters
        if field not in {"agency", "year"}:
            value = getattr(filters, field)
            return () if value is None else (value,)
        values: Sequence[Any] = filters.agencies if field == "agency" else filters.years
        return values if len(values) <= len(self._of_kind(field)) else ()

    def _of_kind(self, field: str) -> list[Chip]:
        return [chip for chip in self.asking.understood.chips if chip.kind == _KINDS.get(field)]

    def _narrower(self, field: str, value: Any) -> str:
        """The address narrowed to a value; what the text says instead of it goes."""
        text = cut_chips(self.asking.understood, self._of_kind(field))
        return self.asking.address.url(**{field: value}, text=text)

    def _wider(self, field: str, value: Any) -> str:
        """The address without a value, whether a link or the text says it."""
        chips = list(self._saying(field, value))
        return self.asking.address.without(field).url(text=cut_chips(self.asking.understood, chips))

    def _saying(self, field: str, value: Any) -> Iterator[Chip]:
        """The chips that say a value: all of its kind, of several years the one that names it."""
        of_kind = self._of_kind(field)
        naming = [chip for chip in of_kind if field == "year" and str(value) in chip.label]
        yield from naming or of_kind


def cut_chips(understood: Understood, chips: Sequence[Chip]) -> str:
    """The text without some of its chips."""
    if len(chips) == 1:
        return chips[0].without
    text = understood.text
    for chip in sorted(chips, key=lambda one: -one.start):
        text = f"{text[: chip.start]} {text[chip.end :]}"
    return " ".join(text.split()) if chips else text
