"""A body that was asked for and is not registered: said plainly, with the bodies that there are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from rapidfuzz import fuzz

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
    if asking.address.plain or asking.address.agency or understood.agencies or asking.query.excluded:
        return None
    question = read_question(with_links(asking))
    name = next((name for word in question.words for name in _bodies(word, understood)), None)
    if name is None or re.search(f'["“]{re.escape(name)}["”]', fold(understood.text)):
        return None  # in quotation marks it is words
    region, place, known = question.region, "", []
    if region:
        for code in reversed(load_gazetteer().ancestors(region)):
            known = [one for one in services().catalogue.agencies(adcode=code) if one.reports]
            if known:
                place = code
                break
    known.sort(key=lambda one: -fuzz.ratio(name, _without_region(one)))
    found = services().suggestions.suggest(name)
    here = {one.name for one in known}
    elsewhere = [one for one in found if one.kind == AGENCY and one.label not in here]
    return UnknownBody(
        name=name,
        region=_name_region(region),
        place=_name_region(place),
        url=url_for("agencies.region", adcode=place) if place else url_for("agencies.agencies"),
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


def _without_region(agency: AgencyRow) -> str:
    parsed = parse_agency_name(agency.name)
    return parsed.stem if parsed else agency.name


def _name_region(code: str | None) -> str:
    return load_gazetteer().place(code).prefix if code else ""
