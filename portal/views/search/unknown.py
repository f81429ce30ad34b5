"""A body that was asked for and is not registered: said plainly, with the bodies that there are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import url_for
from rapidfuzz import fuzz

from index.understanding.model import AGENCY as CHIP
from index.understanding.model import REGION, Understood
from ingest.agency_names import parse_agency_name
from ingest.folding import fold
from ingest.regions import load_gazetteer
from portal.answers.asking import read_question
from portal.catalogue.queries import AgencyRow
from portal.services import services
from portal.suggesting import AGENCY, Suggestion
from portal.views.search.asking import Asking, with_links

_SHOWN = 5
_ELSEWHERE = 3
_JOINED = re.compile(r"\s*(?:[和与及跟同、,，/]|以及|还有)\s*")
_FEWEST = 3  # characters of a name: 中心, 学校 are words
# Whoever writes these means a body; 图书馆 or 养护中心 may be what a report speaks of, unless a region stands before it.
_ORGAN = re.compile(r"(?:局|厅|委|委员会|办公室|检察院|法院|人民政府|街道办事处|总工会|支队)$")


@dataclass(frozen=True, slots=True)
class UnknownBody:
    """A body that no register knows: its name as typed, the region it was sought in, if any, and what there is instead.

    `agencies` are the nearest of the `count` agencies in `place` that have reports; where the region that was asked for has
    none, `place` is the smallest around it that has. `elsewhere` are names like it in other regions.
    """

    name: str
    region: str
    place: str
    url: str
    count: int
    agencies: tuple[AgencyRow, ...]
    elsewhere: tuple[Suggestion, ...]


def find_unknown(asking: Asking) -> UnknownBody | None:
    """The body that a search names and nobody registered; None where it names none, or one that is known."""
    understood = asking.understood
    if asking.address.plain or asking.address.agency or asking.query.excluded:
        return None
    question = read_question(with_links(asking))
    name = next((name for word in question.words for name in _bodies(word, understood)), None)
    if name is None or re.search(f'["“]{re.escape(name)}["”]', fold(understood.text)):
        return None  # in quotation marks it is words
    regions = question.regions
    if understood.agencies:
        # Beside a body that is known only what is named like it is another: 水利局和教育局.
        if not _is_beside_body(name, understood) and not _is_behind_region(name, understood):
            return None
        regions = regions or _regions_of(understood)
    places, known = _find_around(regions)
    known.sort(key=lambda one: -fuzz.ratio(name, _without_region(one)))
    found = services().suggestions.suggest(name)
    here = {one.name for one in known}
    elsewhere = [one for one in found if one.kind == AGENCY and one.label not in here]
    return UnknownBody(
        name=name,
        region=_name_regions(regions),
        place=_name_regions(places),
        url=url_for("agencies.region", adcode=places[0]) if len(places) == 1 else url_for("agencies.agencies"),
        count=len(known),
        agencies=tuple(known[:_SHOWN]),
        elsewhere=tuple(elsewhere[:_ELSEWHERE]),
    )


def _bodies(word: str, understood: Understood) -> Iterator[str]:
    """The name of a body at the beginning of a word that nothing understood, with other words behind it or without."""
    if _is_behind_region(word, understood) and len(word) >= _FEWEST and parse_agency_name(word):
        yield word
    for end in range(len(word), _FEWEST - 1, -1):
        if _ORGAN.search(word[:end]) and parse_agency_name(word[:end]):
            yield word[:end]
            return


def _is_behind_region(word: str, understood: Understood) -> bool:
    at = fold(understood.text).find(word)
    regions = [chip.end for chip in understood.chips if chip.kind == REGION]
    return at >= 0 and any(not understood.text[end:at].strip() for end in regions if end <= at)


def _is_beside_body(word: str, understood: Understood) -> bool:
    text = fold(understood.text)
    at = text.find(word)
    bodies = [chip.end for chip in understood.chips if chip.kind == CHIP]
    return at >= 0 and any(_JOINED.fullmatch(text, end, at) for end in bodies if end <= at)


def _regions_of(understood: Understood) -> tuple[str, ...]:
    """The one region of all agencies that are named; none where they lie apart."""
    rows = (services().catalogue.agency(one.id) for one in understood.agencies)
    codes = {row.place.adcode for row in rows if row}
    return tuple(codes) if len(codes) == 1 else ()


def _find_around(regions: Sequence[str]) -> tuple[tuple[str, ...], list[AgencyRow]]:
    """The agencies with reports in some regions, else in the smallest region around the only one; and where that is."""
    known = [one for code in regions for one in services().catalogue.agencies(adcode=code) if one.reports]
    if known or len(regions) != 1:
        return (tuple(regions) if known else ()), known
    for code in reversed(load_gazetteer().ancestors(regions[0])):
        known = [one for one in services().catalogue.agencies(adcode=code) if one.reports]
        if known:
            return (code,), known
    return (), []


def _without_region(agency: AgencyRow) -> str:
    parsed = parse_agency_name(agency.name)
    return parsed.stem if parsed else agency.name


def _name_regions(codes: Sequence[str]) -> str:
    return "、".join(load_gazetteer().place(code).prefix for code in codes)
