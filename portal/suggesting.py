"""What a search box suggests while somebody types: agencies by name, short name, pinyin and initials; terms; years.

The last word that was typed is completed, what stands before it is kept. All names are searched at once as one text, so
that a request takes a few milliseconds over ten thousand agencies.

This is an index of its own beside the lexicon that understands searches (`index/understanding/names.py`): that one knows an
agency by region and form of its stem apart and finds whole names in a text; here the text is a piece of a name, from its
beginning, its middle or with characters left out, and the catalogue's agencies are ordered by how much they published.
How characters sound is told by the same module.
"""

import re
import threading
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from index.query import MAX_QUERY
from index.understanding.sounds import syllables
from ingest.folding import fold
from ingest.vocabulary import load_indicators, load_labels
from portal.catalogue.queries import AgencyRow, Catalogue

AGENCY, INDICATOR, YEAR = "agency", "indicator", "year"
KIND_LABELS = {AGENCY: "单位", INDICATOR: "指标", YEAR: "年度"}
_MOST = 8
_LOOKED_AT = 200  # places of a text that are looked at for one way to match
_LONGEST = 16
_LEAST_INSIDE = 4  # letters that are sought inside the pinyin of names: fewer stand in most of them
_QUOTES = str.maketrans("", "", "“”\"'‘’")
_LATIN = re.compile(r"[a-z]+")
_YEAR = re.compile(r"(\d{1,4})年?")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way to go on: what it is called and is, and the whole text to search for."""

    kind: str
    label: str
    note: str
    text: str


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    label: str
    note: str
    insert: str


class _Lines:
    """Keys, a line each, each with the number of its entry; the better entries come first."""

    def __init__(self, keys: Iterable[tuple[str, int]]) -> None:
        told = sorted(dict.fromkeys(keys), key=lambda one: one[1])
        self._numbers = [number for _, number in told]
        self._starts: list[int] = []
        at = 0
        for key, _ in told:
            self._starts.append(at)
            at += len(key) + 1
        self._text = "\n" + "".join(f"{key}\n" for key, _ in told)

    def _find(self, pattern: str, begin: int = 0) -> Iterator[tuple[int, bool]]:
        """Number of the entry of each line that holds a pattern, and whether the line ends with it."""
        for count, match in enumerate(re.finditer(pattern, self._text)):
            if count == _LOOKED_AT:
                break
            line = bisect_right(self._starts, match.start() + begin - 1) - 1
            yield self._numbers[max(line, 0)], self._text[match.end()] == "\n"

    def beginning(self, typed: str) -> Iterator[tuple[int, int]]:
        """Entries with a key that begins so, 0 where it is the key, else 1."""
        return ((number, int(not whole)) for number, whole in self._find(f"\n{re.escape(typed)}", begin=1))

    def holding(self, typed: str) -> Iterator[tuple[int, int]]:
        """Entries with a key that holds it."""
        return ((number, 2) for number, _ in self._find(re.escape(typed)))

    def skipping(self, typed: str) -> Iterator[tuple[int, int]]:
        """Entries with a key that holds all characters in their order (芦淞城管); no character is gone back over."""
        between = "".join(f"[^\n{re.escape(one)}]*{re.escape(one)}" for one in typed[1:])
        return ((number, 3) for number, _ in self._find(re.escape(typed[0]) + between))


class _Suggester:
    """Suggestions over the agencies and years of one state of the catalogue."""

    def __init__(self, agencies: Sequence[AgencyRow], years: Sequence[int]) -> None:
        self._years = years
        terms = [_Entry(INDICATOR, one.label, "", _clean(one.label)) for one in load_indicators().values()]
        ordered = sorted(agencies, key=lambda one: (-one.reports, len(one.name), one.name))
        self._entries = [
            *terms,
            *(_Entry(AGENCY, one.name, f"{one.reports} 份报告", _clean(one.name)) for one in ordered),
        ]
        spellings = load_labels()
        known = list(enumerate(load_indicators().values()))
        self._terms = _Lines((_clean(one.label), number) for number, one in known)
        self._spellings = _Lines((_clean(key), number) for number, one in known for key in spellings.get(one.code, ()))
        self._names = _Lines(
            (_clean(key), number)
            for number, one in enumerate(ordered, len(terms))
            for key in (one.name, one.short_name, *one.other_names)
        )
        spoken = list(_spoken(terms, ordered))
        self._pinyin = _Lines(("".join(one), number) for one, number in spoken)
        self._initials = _Lines(("".join(each[:1] for each in one), number) for one, number in spoken)

    def suggest(self, text: str) -> list[Suggestion]:
        """Ways to go on with a text, the surest first."""
        text = text[:MAX_QUERY]
        kept, typed = _split(text)
        if not typed or len(typed) > MAX_QUERY:
            return []
        key = _clean(typed)[:_LONGEST]
        if not key:
            return []
        found = self._match(key)
        if not found:
            kept, found = self._match_end(kept, typed)
        return [
            Suggestion(entry.kind, entry.label, entry.note, f"{kept}{entry.insert}")
            for entry in [*self._match_years(key), *found][:_MOST]
        ]

    def _match(self, key: str) -> list[_Entry]:
        if _LATIN.fullmatch(key):
            ways = [self._initials.beginning(key), self._pinyin.beginning(key)]
            if len(key) > 2:
                ways.append(self._initials.holding(key))
        elif len(key) == 1:
            ways = [*self._match_term(key), self._names.beginning(key)]
        else:
            ways = [*self._match_term(key), self._names.beginning(key)]
            ways += [lines.holding(key) for lines in (self._terms, self._names)]
            # 教育 stands in 事业收入（含教育收费）, but is asked of agencies.
            ways.append((number, rank + 1) for number, rank in self._spellings.holding(key))
        best: dict[int, int] = {}
        for way in ways:
            for number, rank in way:
                best[number] = min(best.get(number, rank), rank)
        if not best and len(key) > 1 and not key.isascii():
            best = dict(self._names.skipping(key))
        if not best and len(key) >= _LEAST_INSIDE and key.isascii():
            best = dict(self._pinyin.holding(key))
        return [self._entries[number] for number, _ in sorted(best.items(), key=lambda one: (one[1], one[0]))][:_MOST]

    def _match_term(self, key: str) -> list[Iterator[tuple[int, int]]]:
        """Terms that begin so; what begins another spelling of a term comes behind names that begin so."""
        spelt = ((number, 2 * rank) for number, rank in self._spellings.beginning(key))
        return [self._terms.beginning(key), spelt]

    def _match_end(self, kept: str, typed: str) -> tuple[str, list[_Entry]]:
        """A term that is typed behind other words without a blank: 天元区民政局三公."""
        for cut in range(1, len(typed) - 1):
            key = _clean(typed[cut:])
            best = dict(chain(*reversed(self._match_term(key)))) if key else {}
            if best:
                entries = [self._entries[number] for number in sorted(best, key=lambda one: (best[one], one))]
                return f"{kept}{typed[:cut]} ", entries
        return kept, []

    def _match_years(self, key: str) -> Iterator[_Entry]:
        typed = _YEAR.fullmatch(key)
        if typed:
            for year in self._years:
                if str(year).startswith(typed[1]) or (len(typed[1]) == 2 and str(year).endswith(typed[1])):
                    yield _Entry(YEAR, f"{year}年度", "", str(year))


def _spoken(terms: Sequence[_Entry], agencies: Sequence[AgencyRow]) -> Iterator[tuple[tuple[str, ...], int]]:
    """The syllables of what is spelt in pinyin: of terms, of agencies' names with their region and without."""
    for number, entry in enumerate(terms):
        yield syllables(entry.insert), number
    for number, one in enumerate(agencies, len(terms)):
        regions = (one.place.province + one.place.prefix, one.place.prefix, one.place.name)
        for name in dict.fromkeys([one.name, one.short_name]):
            region = next((each for each in regions if name.startswith(each)), "")
            stem = syllables(name.removeprefix(region))
            yield syllables(region) + stem, number
            yield stem, number


def _split(text: str) -> tuple[str, str]:
    """What was typed before the last word, and that word; none where a blank was typed behind it."""
    at = max((place for place, char in enumerate(text) if char.isspace()), default=-1) + 1
    return text[:at], text[at:]


def _clean(text: str) -> str:
    """Folded, without quotation marks, which would make a phrase of it."""
    return fold(text).translate(_QUOTES).lower()


def suggest_over(agencies: Sequence[AgencyRow], years: Sequence[int]) -> Callable[[str], list[Suggestion]]:
    """What gives ways to go on with a text: at most eight, the surest first."""
    return _Suggester(agencies, years).suggest


class Suggestions:
    """Suggestions over a catalogue; made anew when it was changed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._lock = threading.Lock()
        self._made: tuple[str, Callable[[str], list[Suggestion]]] | None = None

    def suggest(self, text: str) -> list[Suggestion]:
        """Ways to go on with what is typed, at most eight; none for an empty text."""
        if not text.strip():
            return []
        state = self._catalogue.searching.state()
        with self._lock:
            if self._made is None or self._made[0] != state:
                self._made = (state, suggest_over(self._catalogue.agencies(), self._catalogue.years()))
            suggest = self._made[1]
        return suggest(text)
