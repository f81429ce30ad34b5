"""Names and terms that a search may use: of the agency register, of the gazetteer, of the vocabulary."""

import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from index.understanding.names import Names, Prefixes, by_sound
from index.understanding.near import NearWords
from index.understanding.vocabulary import ASIDE, FIGURE, FUNCTION, SPENDING, FiscalTerm, load_terms
from index.vocabulary import load_asked
from ingest.register import Register
from ingest.register_files import FOLDER, load_register

_UNHEARD = {*ASIDE, SPENDING}
_LEAST_SLIPPED = 4


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of the vocabulary, the same for every register."""

    by_text: dict[str, FiscalTerm]
    lengths: Prefixes
    sounds: dict[str, tuple[str, ...]]
    near: NearWords


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known by name; made once for each state of the register. `last_year` is where 2020年以来 ends."""

    register: Register
    names: Names
    terms: Terms
    last_year: int


def make_lexicon(register: Register, last_year: int | None = None) -> Lexicon:
    """Prepare the names of a register for being recognised; takes seconds for thousands of agencies.

    Args:
        register: the agencies that are known.
        last_year: the last year that a report may be of; this year if None.
    """
    return Lexicon(register, Names(register), _load_terms(), last_year or _this_year())


@cache
def _load_terms() -> Terms:
    terms = load_terms()
    # Ways of asking are many, and nobody types them in letters: their initials would stand for whatever else they do.
    ways = {way for found in load_asked().values() for way in found}
    heard = [text for text, term in terms.items() if term.tells not in _UNHEARD and text not in ways]
    telling = [text for text in heard if terms[text].tells in {FIGURE, FUNCTION} and len(text) >= _LEAST_SLIPPED]
    return Terms(terms, Prefixes.of(terms), by_sound(heard), NearWords(telling))


def _this_year() -> int:
    return datetime.now(UTC).year


class LiveLexicon:
    """The lexicon of a store's register as it is now; made again when the register's file changes."""

    def __init__(self, store: Path) -> None:
        """`store` is the folder of the store."""
        self._store = store
        self._lock = threading.Lock()
        self._stamp: tuple[object, ...] | None = None
        self._lexicon: Lexicon | None = None

    def current(self) -> Lexicon:
        """The lexicon of the register's present state.

        Raises:
            StoreError: the register cannot be read; the message says where.
        """
        stamp = self._read_stamp()
        with self._lock:
            if self._lexicon is None or stamp != self._stamp:
                self._lexicon = make_lexicon(load_register(self._store))
                self._stamp = stamp
            return self._lexicon

    def _read_stamp(self) -> tuple[object, ...]:
        """What changes when the register or the year does."""
        try:
            status = (self._store / FOLDER / "agencies.csv").stat()
        except FileNotFoundError:
            return (_this_year(),)
        return _this_year(), status.st_mtime_ns, status.st_size, status.st_ino
