"""Short names of bodies, put together of the parts of their full ones: 城管执法局 of 城市管理执法局, 文旅局 of 文化体育和旅游局.

What the parts are and how each is said is `index/vocabulary/agency_parts.csv`. Such a name is for finding alone: whether
two names mean one body is decided elsewhere (`ingest.agency_forms`).
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, islice, permutations, product

from index.vocabulary import FIELD, FILLER, AgencyPart, load_agency_kinds, load_agency_parts, load_succeeded
from ingest.agency_forms import is_known_organ, spoken_forms
from ingest.regions import without_peoples

_AND = re.compile(r"(?<!^)[和与及、]")
_PLATES = re.compile(r"(.+?)[(（](.+?)[)）]")
_OF_GOVERNMENT = re.compile(r"^人民政府(?=.)")
_OF_PARTY = re.compile(r"^(?:中共)?(?:委员会|委)(?=.{3})")
_TOWN = re.compile(r"(?P<name>.+?)(?P<kind>镇|乡|苏木)(?:人民政府|政府)?")
_STREET = re.compile(r"(?P<name>.+)街道(?:办事处)?")
# What people call a body that is a 局 by its name, and the other way round: 卫健委, 人防局, 扶贫办.
_ALIKE = ("局", "委", "办")
_MOST = 64  # ways to say one name: who has more parts is called by few of them
_MOST_ROWS = 6
_SHORTEST = 2  # characters of a field; one (教局) is said of a 委 or 办 alone


@dataclass(frozen=True, slots=True)
class ComposedForms:
    """Short names by how much of a full one they tell.

    `whole` tells every field (文体旅局), `leading` some, the first among them (文旅局, 文化局), `other` any of the others or
    another kind of organ (旅游局, 文旅委), `succeeded` what a field succeeded (安监局 of 应急管理局): surer is what tells more.
    """

    whole: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    succeeded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Said:
    """A field of a name: all that it is called; the first is its own writing."""

    names: tuple[str, ...]
    filler: bool = False
    succeeded: tuple[str, ...] = ()


@cache
def composed_forms(stem: str) -> ComposedForms:
    """The short names of a body by its name without the region; none where its parts are unknown.

    >>> sorted(composed_forms("城市管理执法局").leading)
    ['城市管理局', '城管局']
    """
    plates = _PLATES.fullmatch(stem)
    if plates:
        both = [composed_forms(one) for one in (plates[1], plates[2])]
        return _ranked(*(frozenset[str]().union(*(getattr(one, rank) for one in both)) for rank in _RANKS))
    own = _OF_GOVERNMENT.sub("", stem)
    street = _STREET.fullmatch(own)
    if street and own != stem:
        plain = composed_forms(own)
        return ComposedForms(whole=spoken_forms(own) | plain.whole, other=plain.other)
    if street:
        # 沙面街 is a street of that name, too: behind its region it is the body.
        return ComposedForms(whole=frozenset({street["name"] + "办事处"}), other=frozenset({street["name"] + "街"}))
    town = _TOWN.fullmatch(stem)
    if town:
        names = (town["name"], without_peoples(town["name"]))
        return ComposedForms(whole=frozenset(one + town["kind"] + end for one in names for end in ("", "政府")))
    party = _OF_PARTY.match(own)
    own = own[party.end() :] if party else own
    for kind in load_agency_kinds():
        name = own.removesuffix(kind.part)
        rows = _split(name) if name and name != own else ()
        if rows:
            found = [_compose(said, kind, ("", "委") if party else ("",)) for said in rows]
            return _ranked(*(frozenset[str]().union(*(getattr(one, rank) for one in found)) for rank in _RANKS))
    return ComposedForms()


@lru_cache(maxsize=4096)
def is_composed(name: str) -> bool:
    """Whether a name, long or short, is made of known parts, so that bodies of many regions may bear it.

    >>> is_composed("城管执法局"), is_composed("天池公园管理处")
    (True, False)
    """
    for kind in load_agency_kinds():
        for end in (kind.part, *kind.short):
            if name.endswith(end) and _is_made_of(name.removesuffix(end), part_names()):
                return True
    return False


def is_usual_name(name: str) -> bool:
    """Whether bodies of a name are in many regions, so that it tells none of them."""
    return bool(name) and (is_known_organ(name) or is_composed(name))


@cache
def part_names() -> frozenset[str]:
    """All that parts of names are called, in full and in short."""
    return frozenset(one for part in load_agency_parts().values() for one in (part.part, *part.short))


def _is_made_of(name: str, parts: Collection[str]) -> bool:
    return not name or any(name[:end] in parts and _is_made_of(name[end:], parts) for end in range(len(name), 0, -1))


_RANKS = ("whole", "leading", "other", "succeeded")


def _ranked(*ranks: frozenset[str]) -> ComposedForms:
    """Forms by rank, each in the surest that it has."""
    told: frozenset[str] = frozenset()
    kept = []
    for forms in ranks:
        kept.append(forms - told)
        told |= forms
    return ComposedForms(*kept)


def _split(name: str) -> tuple[tuple[_Said, ...], ...]:
    """The fields of a name in every way to part it.

    Words that nobody knows are a field by themselves before fillers, and beside what 和 joins them to.
    """
    rows = tuple(islice(_rows_of(_AND.sub("", name)), _MOST_ROWS))
    if rows:
        return rows
    joined = [one for one in _AND.split(name) if one]
    if len(joined) > 1:
        # 新经济和科技局, where nobody knows 新经济
        each = [next(_rows_of(one), ()) or _unknown(one) for one in joined]
        return (tuple(said for row in each for said in row),)
    row = _unknown(name)
    return (row,) if len(row) > 1 else ()


def _unknown(name: str) -> tuple[_Said, ...]:
    """Words that nobody knows, with the fillers behind them apart: 天池公园 and 管理 of 天池公园管理处."""
    for end in range(_SHORTEST, len(name)):
        fillers = next(_rows_of(name[end:], FILLER), ())
        if fillers and all(one.filler for one in fillers):
            return (_Said((name[:end],)), *fillers)
    return (_Said((name,)),)


def _rows_of(name: str, first: str = FIELD) -> Iterator[tuple[_Said, ...]]:
    """The rows of parts that make up a name, the first of them of a kind; longer parts first."""
    if not name:
        yield ()
        return
    parts = load_agency_parts()
    for end in range(len(name), 0, -1):
        part = parts.get(name[:end])
        if part is not None and (not first or part.role == first):
            for rest in _rows_of(name[end:], ""):
                yield (_said(name[:end], part), *rest)


def _said(name: str, part: AgencyPart) -> _Said:
    return _Said(tuple(dict.fromkeys((name, *part.short))), part.role == FILLER, load_succeeded().get(name, ()))


def _compose(said: Sequence[_Said], kind: AgencyPart, heads: Sequence[str]) -> ComposedForms:
    fields = [one for one in said if not one.filler]
    ends = (kind.part, *kind.short)
    every = _ways(said) | _ways(fields) | _turned(fields)
    first = {
        way
        for count in range(1, len(fields))
        for behind in combinations(fields[1:], count - 1)
        for way in _ways((fields[0], *behind))
    }
    whole, leading = _ended(every, ends, heads), _ended(first, ends, heads)
    if not set(ends) & set(_ALIKE):
        return ComposedForms(whole, leading)  # of centres and squads several may have one field
    single = {way for one in fields[1:] for way in one.names}
    pairs = {way for two in combinations(fields, 2) for way in _turned(two)}
    others = [end for end in _ALIKE if end not in ends]
    alike = _ended(every | _ways(fields[:1]), others, heads)
    # 安监局 was another kind of organ in many places: 安监办, 扶贫办, 卫计委.
    before = _ended({way for one in fields for way in one.succeeded}, (*ends, *others), heads)
    return ComposedForms(whole, leading, _ended(single | pairs, ends, heads) | alike, before)


def _ended(names: Collection[str], ends: Sequence[str], heads: Sequence[str]) -> frozenset[str]:
    """Names with what bodies are behind them and what stands before them; 教局 is said of no body, 教委 is."""
    return frozenset(
        head + name + end
        for name in names
        for end in ends
        if len(name) >= _SHORTEST or (end in {"委", "办"} and name)
        for head in heads
    )


def _ways(fields: Sequence[_Said]) -> set[str]:
    """All ways to say some fields one behind the other, fillers left out or not."""
    return set(islice(_products(fields), _MOST))


def _products(fields: Sequence[_Said]) -> Iterator[str]:
    # Of many fields each is said in its shortest ways.
    names = [("", *one.names) if one.filler else one.names for one in fields]
    if len(fields) > 3:
        names = [tuple(sorted(one, key=len))[:2] for one in names]
    return map("".join, product(*names))


def _turned(fields: Sequence[_Said]) -> set[str]:
    """Fields of one character each in other orders (自规 and 规自, 文体旅 and 文旅体); of three and more the first stays."""
    single = [[name for name in one.names if len(name) == 1] for one in fields]
    if not all(single) or not 2 <= len(fields) <= 4:
        return set()
    kept = 0 if len(fields) == 2 else 1
    return {"".join(chosen) for order in permutations(single[kept:]) for chosen in product(*single[:kept], *order)}
