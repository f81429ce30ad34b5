"""Names of a register's agencies and regions, kept for being found in what is typed.

An agency's name is its region's names and a form of its stem, so forms are kept once for all agencies that bear them
(城管局 of a hundred counties), and regions by themselves.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from index.understanding.composed import composed_forms, part_names
from index.understanding.model import ALIAS, EXACT, FORMER, INSIDE, PINYIN, SHORT, TYPO
from index.understanding.near import NearWords
from index.understanding.sounds import initials, sound
from index.vocabulary import load_everyday_names
from ingest.agency_forms import PARTY, head_forms, split_head, spoken_forms
from ingest.agency_names import parse_agency_name
from ingest.folding import squeeze
from ingest.regions import COUNTY, PREFECTURE, PROVINCE, load_gazetteer
from ingest.register import Agency, Register
from ingest.vocabulary import load_agency_stems, load_organ_heads

_SHORTEST_WHOLE = 2  # characters; whole names as short as these are ordinary words, too
_LEAST_INITIALS = 3
_MOST_INITIALS = 10
SURENESS = {how: rank for rank, how in enumerate((EXACT, ALIAS, FORMER, SHORT, PINYIN, TYPO, INSIDE))}


@dataclass(frozen=True, slots=True)
class Body:
    """An agency as it is known here: its id, where it lies, and how it is shown."""

    id: str
    adcode: str
    label: str


@dataclass(frozen=True, slots=True)
class Prefixes:
    """Whether words begin with two characters, and how long the longest of them is; few characters begin any."""

    longest: dict[str, int]

    @classmethod
    def of(cls, words: Iterable[str]) -> "Prefixes":
        """Of some words."""
        longest: dict[str, int] = {}
        for word in words:
            if len(word) > longest.get(word[:2], 0):
                longest[word[:2]] = len(word)
        return cls(longest)

    def lengths(self, text: str, at: int) -> range:
        """How long a word that begins at a place may be, the longest first."""
        most = min(self.longest.get(text[at : at + 2], 0), len(text) - at)
        return range(most, 1, -1)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How surely a form names a body: by its rank among forms, by a former name or not, in a named region alone or not."""

    rank: str
    former: bool = False
    in_region: bool = False

    @property
    def how(self) -> str:
        """How a name of the kind is recognised."""
        return FORMER if self.former or self.rank == _SUCCEEDED else SHORT


# As an editor or a vocabulary has it; the others are ranks of `ComposedForms`.
_WRITTEN, _SUCCEEDED = "written", "succeeded"
# The surest first.
_KINDS = (
    _Kind(_WRITTEN),
    _Kind("whole"),
    _Kind(_WRITTEN, former=True),
    _Kind("leading"),
    _Kind("whole", former=True),
    _Kind("leading", former=True, in_region=True),
    _Kind("other", in_region=True),
    _Kind(_SUCCEEDED, in_region=True),
)


class Names:
    """The names of a register."""

    def __init__(self, register: Register) -> None:
        """Take every agency's names apart."""
        self.bodies: list[Body] = []
        tables: dict[_Kind, defaultdict[str, list[int]]] = {kind: defaultdict(list) for kind in _KINDS}
        self._printed: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for agency in sorted(register.agencies.values(), key=lambda one: (one.adcode, one.id)):
            self._add(agency, tables)
        self._tables = tuple((kind, _frozen(forms)) for kind, forms in tables.items())
        self.printed = {name: tuple(found) for name, found in self._printed.items()}
        del self._printed
        self._held = _regions({body.adcode for body in self.bodies})
        # 某区教育局 of a region that has no agency here must not become another region's: its name is known, too.
        self.regions = {**_whole_names(), **self._held}
        # 蒙城城管局 neither; a short name is one only right before a body's.
        self.elsewhere = {name: codes for name, codes in _short_names().items() if name not in self.regions}
        self.elsewhere_lengths = Prefixes.of(self.elsewhere)
        self.heads = tuple(sorted((squeeze(name) for head in load_organ_heads() for name in head.names), key=len))
        self.form_lengths = Prefixes.of(self.all_forms())
        self.printed_lengths = Prefixes.of(self.printed)
        self.region_lengths = Prefixes.of(self.regions)

    def _add(self, agency: Agency, tables: dict[_Kind, defaultdict[str, list[int]]]) -> None:
        number = len(self.bodies)
        self.bodies.append(Body(agency.id, agency.adcode, agency.short_name or agency.name))
        former = {one.name for one in agency.former_names}
        stems = {name: _stem_of(name) for name in agency.all_names}
        told: set[str] = set()
        for kind in _KINDS:
            own = {stem for name, stem in stems.items() if (name in former) == kind.former}
            forms = frozenset[str]().union(*(_forms_of(stem, kind.rank) for stem in own)) - told
            for form in forms:
                tables[kind][form].append(number)
            told |= forms
        for name in agency.all_names:
            how = FORMER if name in former else EXACT if name == agency.name else ALIAS
            self._printed[squeeze(name).lower()].append((number, how))

    def lies_in(self, number: int, region: str) -> bool:
        """Tell whether an agency lies in a region or in one inside it."""
        return lies_in(self.bodies[number].adcode, region)

    def has_form(self, form: str) -> bool:
        """Whether an agency bears a form of a stem as its own, now or formerly; not one put together of its parts."""
        return any(form in forms for kind, forms in self._tables if kind.rank == _WRITTEN)

    def all_forms(self) -> Iterator[str]:
        """Every form that an agency may bear, some more than once."""
        for _, forms in self._tables:
            yield from forms

    def bearing(self, form: str, codes: Collection[str] | None = None) -> tuple[tuple[int, str], ...]:
        """The agencies that bear a form of a stem, each with how; of a region those alone that bear it the most surely.

        Args:
            form: what stands for the name without its region.
            codes: the regions whose agencies are meant; None where none is named. A form that leaves too much open for
                that (旅游局 of a 文化和旅游局) then names nobody, and who bore a form formerly is named only where nobody does now.
        """
        found: dict[str, list[tuple[int, str]]] = {}
        for kind, forms in self._tables:
            bearers = forms.get(form, ())
            if not bearers or (codes is None and (kind.in_region or (kind.former and found))):
                continue
            here: dict[str, list[tuple[int, str]]] = defaultdict(list)
            for number in bearers:
                code = self.bodies[number].adcode
                if (codes is None or code in codes) and code not in found:
                    here[code].append((number, kind.how))
            found |= here
        return tuple(sorted(one for several in found.values() for one in several))

    def _sure_forms(self) -> Iterator[str]:
        """The forms that may name an agency where no region is told."""
        for kind, forms in self._tables:
            if not kind.in_region:
                yield from forms

    def _usual_forms(self) -> Iterator[str]:
        """The forms that are agencies' own, and of those put together the ones that the vocabulary has."""
        usual = {short for one in load_agency_stems() for short in one.short_forms}
        for kind, forms in self._tables:
            if kind.rank == _WRITTEN:
                yield from forms
            else:
                yield from (form for form in forms if form in usual)

    @cached_property
    def near_forms(self) -> NearWords:
        """The forms, to be found although mistyped."""
        return NearWords(self._sure_forms())

    @cached_property
    def near_regions(self) -> NearWords:
        """The names of the regions that have agencies, to be found although mistyped."""
        return NearWords(self._held)

    @cached_property
    def forms_of_place(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """The forms that the agencies of a region bear, by its code."""
        found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for _, table in self._tables:
            for form, numbers in table.items():
                for number in numbers:
                    found[self.bodies[number].adcode].append((form, number))
        return {code: tuple(pairs) for code, pairs in found.items()}

    @cached_property
    def forms_by_edges(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The forms by their first two and their last two characters."""
        found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for form in {*self._usual_forms()}:
            found[form[:2], form[-2:]].append(form)
        return {key: tuple(sorted(forms)) for key, forms in found.items()}

    @cached_property
    def form_sounds(self) -> dict[str, tuple[str, ...]]:
        """Forms by how they sound and by their initials."""
        return by_sound(dict.fromkeys(self._sure_forms()), self._usual_forms())

    @cached_property
    def region_sounds(self) -> dict[str, tuple[str, ...]]:
        """Names of regions that have agencies, by how they sound and by their initials."""
        return by_sound(self._held)


def by_sound(words: Iterable[str], of_initials: Iterable[str] | None = None) -> dict[str, tuple[str, ...]]:
    """Words by their pinyin and by its initials, letters only; who sounds so in full goes before whom letters stand for.

    `of_initials` are those that letters may stand for; all where it is None.
    """
    full: defaultdict[str, list[str]] = defaultdict(list)
    short: defaultdict[str, list[str]] = defaultdict(list)
    lettered = None if of_initials is None else frozenset(of_initials)
    for word in words:
        letters = sound(word)
        if letters.isascii() and letters.isalpha():
            full[letters].append(word)
            if _LEAST_INITIALS <= len(word) <= _MOST_INITIALS and (lettered is None or word in lettered):
                short[initials(word)].append(word)
    return {key: tuple(full.get(key) or short[key]) for key in (*full, *short)}


def lies_in(adcode: str, region: str) -> bool:
    """Tell whether the region of a code is another one or lies in it.

    >>> lies_in("430203", "430200"), lies_in("430203", "430100")
    (True, False)
    """
    return adcode == region or adcode[:4] + "00" == region or adcode[:2] + "0000" == region


def surest(found: Iterable[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """Of agencies, each with how its name was recognised, those of the surest kind."""
    ranked = list(dict.fromkeys(found))
    best = min((SURENESS[how] for _, how in ranked), default=0)
    return tuple((number, how) for number, how in ranked if SURENESS[how] == best)


def _frozen(lists: dict[str, list[int]]) -> dict[str, tuple[int, ...]]:
    """The same with tuples; equal ones are kept once."""
    kept: dict[tuple[int, ...], tuple[int, ...]] = {}
    return {key: kept.setdefault(one := tuple(numbers), one) for key, numbers in lists.items()}


def _stem_of(name: str) -> str:
    parsed = parse_agency_name(name)
    return parsed.stem if parsed else name


@cache
def _forms_of(stem: str, rank: str) -> frozenset[str]:
    """The ways to say a name that has no region, as it is written or put together of its parts."""
    if rank != _WRITTEN:
        return frozenset(squeeze(form).lower() for form in getattr(composed_forms(stem), rank))
    return frozenset(_written_forms(stem))


def _written_forms(stem: str) -> Iterator[str]:
    for form in spoken_forms(stem):
        head, rest = split_head(form)
        if head and rest.startswith(("委", "纪", "直", "总支", "支部")):
            heads = head_forms(head)
            for one in heads:
                yield squeeze(one + rest).lower()
            if heads[0] == PARTY:
                yield squeeze(rest).lower()
        else:
            yield squeeze(form).lower()


def _regions(adcodes: set[str]) -> dict[str, tuple[str, ...]]:
    """Names and short names of the regions of agencies and of those around them, each with the codes it may mean."""
    gazetteer = load_gazetteer()
    wanted = {code for adcode in adcodes for code in gazetteer.ancestors(adcode)}
    names: defaultdict[str, list[str]] = defaultdict(list)
    for table in (gazetteer.by_name, gazetteer.short_names, gazetteer.spoken_names):
        for name, regions in table.items():
            names[name] += [region.adcode for region in regions if region.adcode in wanted]
    return {name: _owners(tuple(dict.fromkeys(codes))) for name, codes in names.items() if codes}


@cache
def _whole_names() -> dict[str, tuple[str, ...]]:
    """The whole names of all regions, each with the codes it may mean; those of two characters (城区) are words, too."""
    names = load_gazetteer().by_name.items()
    return {name: tuple(region.adcode for region in regions) for name, regions in names if len(name) > _SHORTEST_WHOLE}


@cache
def _short_names() -> dict[str, tuple[str, ...]]:
    """The short names of all regions, each with the codes it may mean; those that are everyday words are none."""
    gazetteer = load_gazetteer()
    names: defaultdict[str, list[str]] = defaultdict(list)
    for table in (gazetteer.short_names, gazetteer.spoken_names):
        for name, regions in table.items():
            if name not in load_everyday_names() and name not in part_names():
                names[name] += [region.adcode for region in regions]
    return {name: _owners(tuple(dict.fromkeys(codes))) for name, codes in names.items()}


def _owners(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Whose name it is where a region and one inside it share it: 衡阳 is the city before the county in it."""
    level = {PROVINCE: 0, PREFECTURE: 1, COUNTY: 2}
    by_code = load_gazetteer().by_code
    outer = [code for code in codes if not any(code != other and lies_in(code, other) for other in codes)]
    return tuple(sorted(outer, key=lambda code: (level[by_code[code].level], code)))
