"""The agency register: who is who, under which names, and where; grown by ingest, open to editing.

Values only; `register_files.py` keeps the register in the store as a data package.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from hashlib import sha256

from pypinyin import lazy_pinyin

from ingest.agency_forms import is_short_form, same_stem, same_writing
from ingest.agency_names import AgencyName, canonical_name, parse_agency_name, short_name
from ingest.errors import UnclearIdentityError
from ingest.regions import RegionPlace, load_gazetteer

_LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that an agency bore, and when; either end may be unknown."""

    name: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency. `id` never changes; `aliases` are further names in use beside those that rules derive.

    `extra` holds the columns that an editor added to the register, by name: kept, and not understood.
    """

    id: str
    name: str
    short_name: str
    adcode: str
    aliases: tuple[str, ...] = ()
    former_names: tuple[FormerName, ...] = ()
    superior: str | None = None
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> RegionPlace:
        """Its region with the names above it."""
        return load_gazetteer().place(self.adcode)

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every name that the register holds of it, the canonical one first."""
        former = (one.name for one in self.former_names)
        return tuple(dict.fromkeys((self.name, self.short_name, *self.aliases, *former)))


@dataclass(frozen=True, slots=True)
class Expected:
    """A line of the roster: an agency that should publish reports, of which types where that is said.

    `extra` holds the columns that an editor added, as for an agency.
    """

    agency: str
    report_types: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """All known agencies by id, and the roster of those that should publish."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    roster: tuple[Expected, ...] = ()

    def find(self, name: AgencyName, place: RegionPlace) -> Agency | None:
        """Return the agency that a name in a region means, or None where the register knows none.

        Raises:
            UnclearIdentityError: several agencies bear it.
        """
        found = [agency for agency in self.agencies.values() if agency.adcode == place.adcode and bears(agency, name)]
        named = [agency for agency in found if same_writing(_stem(agency.name), name.stem)]
        listed = [agency for agency in found if canonical_name(name, place) in agency.all_names]
        best = named or listed or found
        if len(best) > 1:
            names = "、".join(agency.name for agency in best)
            raise UnclearIdentityError(f"“{name.printed}”可能指几个单位（{names}）：请用 --agency 写明全称。")
        return next(iter(best), None)

    def locate(self, name: AgencyName) -> RegionPlace | None:
        """Where the one agency of this name is, if the register knows exactly one."""
        codes = {region.adcode for region in name.regions}
        found = [
            agency for agency in self.agencies.values() if (not codes or agency.adcode in codes) and bears(agency, name)
        ]
        return found[0].place if len(found) == 1 else None

    def add(self, name: AgencyName, place: RegionPlace, aliases: Iterable[str] = ()) -> tuple["Register", Agency]:
        """Return the register with an agency of this name in it, and the agency: the known one or a new one.

        A known agency learns names it did not have; where it was known by a short form only, the full name becomes its
        name. Its id stays.

        Raises:
            UnclearIdentityError: several agencies bear the name, or it holds the sign that parts names in the register.
        """
        if "|" in name.printed:
            raise UnclearIdentityError(f"“{name.printed}”里有“|”，不能作单位名称：请用 --agency 写明全称。")
        canonical = canonical_name(name, place)
        known = self.find(name, place)
        if known is None:
            agency = Agency(self._free_id(name, place), canonical, short_name(name, place), place.adcode)
        else:
            agency = _named_more_fully(known, name, canonical, place)
        agency = _with_aliases(agency, (name.printed, *aliases))
        if agency == known:
            return self, agency
        return replace(self, agencies=self.agencies | {agency.id: agency}), agency

    def _free_id(self, name: AgencyName, place: RegionPlace) -> str:
        base = f"{place.adcode}-{make_slug(name.stem)}"
        number, free = 1, base
        while free in self.agencies:
            number += 1
            free = f"{base}-{number}"
        return free


def bears(agency: Agency, name: AgencyName) -> bool:
    """Tell whether an agency bears a name, in another writing or in a usual short form.

    A short form among its further names does not join it to every body that has that short form.
    """
    if same_stem(_stem(agency.name), name.stem):
        return True
    for known in map(_stem, agency.all_names):
        if same_writing(known, name.stem) or (not is_short_form(known) and same_stem(known, name.stem)):
            return True
    return False


@cache
def _stem(name: str) -> str:
    parsed = parse_agency_name(name)
    return parsed.stem if parsed else name


def _named_more_fully(agency: Agency, name: AgencyName, canonical: str, place: RegionPlace) -> Agency:
    stem = _stem(agency.name)
    fuller = same_stem(stem, name.stem) and is_short_form(stem) and not is_short_form(name.stem)
    longer = same_writing(stem, name.stem) and len(name.stem) > len(stem)
    if fuller or longer:
        named = replace(agency, name=canonical, short_name=short_name(name, place))
        return _with_aliases(named, (agency.name,))
    return agency


def _with_aliases(agency: Agency, names: Iterable[str]) -> Agency:
    known = set(agency.all_names)
    new = tuple(dict.fromkeys(name for name in names if name and name not in known))
    return replace(agency, aliases=agency.aliases + new) if new else agency


def make_slug(text: str) -> str:
    """Pinyin of Chinese text in lower case ASCII, other letters and digits kept.

    >>> make_slug("城市管理局")
    'chengshiguanliju'
    """
    syllables = lazy_pinyin(text, errors="default")
    slug = "".join(char for char in "".join(syllables).lower().replace("ü", "v") if char.isascii() and char.isalnum())
    return slug or "x"


def make_short_slug(text: str) -> str:
    """The slug of a text of any length, cut where it is long; a mark of the whole text keeps two cut ones apart."""
    slug = make_slug(text)
    if len(slug) <= _LONGEST_SLUG:
        return slug
    mark = sha256(text.encode()).hexdigest()[:8]
    return f"{slug[: _LONGEST_SLUG - len(mark) - 1]}-{mark}"
