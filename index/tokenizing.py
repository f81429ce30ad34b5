"""A whole text to its tokens as arrays, for the index: the same tokens that `index.tokens.find_units` tells one by one.

Reports say the same things over and over. A text is cut into pieces (a run of Chinese, a number, what stands between),
each piece that was not seen before is cut into words once, and the rest is arithmetic over arrays. What is known of
pieces is forgotten when it takes too much room.
"""

import re
import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count, islice

import numpy as np
import numpy.typing as npt

from index.script import simplify_and_fold
from index.tokens import GAP, HAN, NUMBER, TRANSPARENT, find_units_of_word, hide_years, normalise_number, show_year
from ingest.segmenting import cut_words

_MOST_PIECES = 200_000
_YEAR_DIGITS = "\ufdd0-\ufdd9"
_PIECE = re.compile(
    rf"""
      (?:[{HAN}]+|["'](?=[{HAN}]{{1,3}}["'])|(?<=[{HAN}])["'](?=[{HAN}]))+
    | [{_YEAR_DIGITS}]{{4}}
    | {NUMBER}
    | [A-Za-z]+
    | [^{HAN}{_YEAR_DIGITS}\dA-Za-z"']+
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_IS_HAN = re.compile(f"[{HAN}]")
_QUOTES = str.maketrans("", "", "\"'")
_WORD_BITS = 32


@dataclass(frozen=True, slots=True, eq=False)
class TextTokens:
    """The tokens of a text.

    `positions` are those of all words, one word's behind the other's and rising; `counts[i]` of them are of `words[i]`.
    `starts` and `ends` tell the place in the text of the smallest word at each position; both are 0 in a gap.
    """

    words: tuple[str, ...]
    counts: npt.NDArray[np.int32]
    positions: npt.NDArray[np.uint32]
    starts: npt.NDArray[np.uint32]
    ends: npt.NDArray[np.uint32]


class _Column:
    """An array that grows at its end."""

    def __init__(self) -> None:
        self._room = np.empty(1024, np.int64)
        self._size = 0

    def extend(self, values: Sequence[int]) -> None:
        size = self._size + len(values)
        if size > len(self._room):
            self._room = np.concatenate([self.values, np.empty(2 * size, np.int64)])
        self._room[self._size : size] = values
        self._size = size

    @property
    def values(self) -> npt.NDArray[np.int64]:
        return self._room[: self._size]


class _Rows:
    """Rows of numbers, one behind the other, each row of its own length and with several numbers to an entry."""

    def __init__(self, width: int) -> None:
        self.sizes = _Column()
        self.begins = _Column()
        self.columns = [_Column() for _ in range(width)]
        self._end = 0

    def extend(self, sizes: Sequence[int], *columns: Sequence[int]) -> None:
        begins = []
        for size in sizes:
            begins.append(self._end)
            self._end += size
        self.sizes.extend(sizes)
        self.begins.extend(begins)
        for column, values in zip(self.columns, columns, strict=True):
            column.extend(values)

    def gather(self, rows: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], list[npt.NDArray[np.int64]]]:
        """The entries of some rows, one row's behind the other's: for each its row's rank among them, and its numbers."""
        sizes = self.sizes.values[rows]
        ranks = np.repeat(np.arange(len(rows)), sizes)
        at = np.arange(len(ranks)) + (self.begins.values[rows] - (np.cumsum(sizes) - sizes))[ranks]
        return ranks, [column.values[at] for column in self.columns]


class _Pieces:
    """All pieces seen so far, by number: their length, whether they part words, their smallest words and their tokens."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = defaultdict(count().__next__)  # a piece gets its number when it is looked up
        self.lengths = _Column()
        self.parting = _Column()
        self.units = _Rows(2)  # where a unit begins and ends, from the beginning of the piece
        self.tokens = _Rows(2)  # the number of a token's word, and its position from the first of the piece
        self.words: list[str] = []
        self._word_numbers: dict[str, int] = {}
        self._tokens_of_words: dict[str, tuple[tuple[int, ...], tuple[tuple[int, int], ...]]] = {}

    def learn(self, pieces: Sequence[str]) -> None:
        """Take up pieces that were not seen before, in the order of their numbers."""
        han = [piece for piece in pieces if _IS_HAN.search(piece)]
        cut = iter(cut_words("\n".join(piece.translate(_QUOTES) for piece in han))) if han else iter(())
        units: tuple[list[int], list[int], list[int]] = [], [], []
        tokens: tuple[list[int], list[int], list[int]] = [], [], []
        parting = []
        for piece in pieces:
            if _IS_HAN.search(piece):
                self._learn_han(piece, cut, units, tokens)
            elif (
                piece[0].isdecimal()
                or ("A" <= piece[0] <= "z" and piece[0].isalpha())
                or "\ufdd0" <= piece[0] <= "\ufdd9"
            ):
                units[0].append(1)
                units[1].append(0)
                units[2].append(len(piece))
                tokens[0].append(1)
                tokens[1].append(self._number_of(_normalise(piece)))
                tokens[2].append(0)
            else:
                units[0].append(0)
                tokens[0].append(0)
            parting.append(not units[0][-1] and not TRANSPARENT.fullmatch(piece))
        self.units.extend(*units)
        self.tokens.extend(*tokens)
        self.lengths.extend([len(piece) for piece in pieces])
        self.parting.extend(parting)

    def _learn_han(
        self, piece: str, cut: Iterable[str], units: tuple[list[int], ...], tokens: tuple[list[int], ...]
    ) -> None:
        places = [at for at, char in enumerate(piece) if char not in "\"'"]
        at = position = of_tokens = 0
        for word in cut:
            if word == "\n":
                break
            lengths, of_word = self._cut_word(word)
            for length in lengths:
                units[1].append(places[at])
                units[2].append(places[at + length - 1] + 1)
                at += length
            for number, shift in of_word:
                tokens[1].append(number)
                tokens[2].append(position + shift)
            position += len(lengths)
            of_tokens += len(of_word)
        units[0].append(position)
        tokens[0].append(of_tokens)

    def _cut_word(self, word: str) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
        """The lengths of a word's units, and its tokens: the number of each, and its position from the first unit."""
        known = self._tokens_of_words.get(word)
        if known is None:
            parts, found = find_units_of_word(word)
            known = tuple(map(len, parts)), tuple((self._number_of(text), shift) for text, shift in found)
            self._tokens_of_words[word] = known
        return known

    def _number_of(self, word: str) -> int:
        number = self._word_numbers.setdefault(word, len(self.words))
        if number == len(self.words):
            self.words.append(word)
        return number


def _normalise(piece: str) -> str:
    if piece[0].isdecimal():
        return normalise_number(piece)
    return piece.lower() if piece[0].isalpha() else show_year(piece)


_own = threading.local()


def tokenize(text: str) -> TextTokens:
    """Return the tokens of a text: every smallest word, and the longer words that they make up."""
    if not hasattr(_own, "tokenizer"):
        _own.tokenizer = _Tokenizer()
    made: _Tokenizer = _own.tokenizer
    return made.tokenize(text)


class _Tokenizer:
    """Cuts texts into tokens, and remembers the pieces that it has cut; one for each thread."""

    def __init__(self) -> None:
        self._pieces = _Pieces()

    def tokenize(self, text: str) -> TextTokens:
        found = _PIECE.findall(hide_years(simplify_and_fold(text)))
        if len(self._pieces.numbers) > _MOST_PIECES:
            self._pieces = _Pieces()
        known = self._pieces
        before = len(known.numbers)
        pieces = np.fromiter(map(known.numbers.__getitem__, found), np.int64, len(found))
        new = list(islice(reversed(known.numbers), len(known.numbers) - before))
        if new:
            known.learn(new[::-1])
        firsts, size = _first_positions(known, pieces)
        starts, ends = _places(known, pieces, firsts, size)
        of_piece, (words, shifts) = known.tokens.gather(pieces)
        keys = np.sort((words << _WORD_BITS) | (firsts[of_piece] + shifts))
        numbers = keys >> _WORD_BITS
        begins = np.flatnonzero(np.diff(numbers, prepend=-1))
        return TextTokens(
            words=tuple(map(known.words.__getitem__, numbers[begins].tolist())),
            counts=np.diff(begins, append=len(keys)).astype(np.int32),
            positions=keys.astype(np.uint32),
            starts=starts,
            ends=ends,
        )


def _first_positions(known: _Pieces, pieces: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], int]:
    """The position of each piece's first unit, and how many positions there are; punctuation between words leaves a gap."""
    counts = known.units.sizes.values[pieces]
    units = np.cumsum(counts)
    runs = np.flatnonzero(counts)
    if not len(runs):
        return units, 0
    parted = np.cumsum(known.parting.values[pieces])[runs]
    gaps = np.zeros(len(pieces), np.int64)
    gaps[runs[1:]] = np.diff(parted) > 0
    before = units - counts + GAP * np.cumsum(gaps)
    return before, int(before[runs[-1]] + counts[runs[-1]])


def _places(
    known: _Pieces, pieces: npt.NDArray[np.int64], firsts: npt.NDArray[np.int64], size: int
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """Where in the text the unit at each position begins and ends."""
    lengths = known.lengths.values[pieces]
    begins = np.cumsum(lengths) - lengths
    of_piece, (unit_starts, unit_ends) = known.units.gather(pieces)
    counts = known.units.sizes.values[pieces]
    at = firsts[of_piece] + np.arange(len(of_piece)) - (np.cumsum(counts) - counts)[of_piece]
    starts, ends = np.zeros(size, np.uint32), np.zeros(size, np.uint32)
    starts[at] = begins[of_piece] + unit_starts
    ends[at] = begins[of_piece] + unit_ends
    return starts, ends
