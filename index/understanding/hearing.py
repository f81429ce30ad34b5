"""Words of the reports by how they sound: for pinyin typed in letters, and for characters that sound like those meant."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice, takewhile

from pypinyin import Style, pinyin

from index.understanding.syntax import is_han

_LONGEST = 8
_LONGEST_SYLLABLE = 6


class Heard:
    """The words of the reports, and parts of names that reports have (of projects), by their first syllable."""

    def __init__(self, words: Mapping[str, int], names: Collection[str]) -> None:
        """Keep words and names; of a name any part of two to eight characters may be meant."""
        self.words = words
        self.most = max(words.values(), default=0)  # in how many reports the commonest stands: nearly all
        self._names = tuple(names)
        self._ordered_words = sorted(words)
        self._by_first: defaultdict[str, list[str]] = defaultdict(list)
        for word in words:
            for one in syllables_of(word[0]):
                self._by_first[one].append(word)

    def spelt(self, letters: str) -> list[str]:
        """What letters spell in full, the commoner first."""
        found = {
            word
            for length in range(1, min(_LONGEST_SYLLABLE, len(letters)) + 1)
            for word in self._by_first.get(letters[:length], ())
            if _spells(word, letters)
        }
        found |= {part for part in self._parts(letters) if _spells(part, letters)}
        return self._ordered(found)

    def alike(self, written: str) -> list[str]:
        """What sounds like a written word, the commoner first."""
        near = {word for one in syllables_of(written[0]) for word in self._by_first.get(one, ())}
        near |= {name[at : at + len(written)] for name in self._names for at in range(len(name) - len(written) + 1)}
        alike = (word for word in near if len(word) == len(written) and word != written)
        return self._ordered({word for word in alike if sounds_like(written, word)})

    def has(self, written: str) -> bool:
        """Whether reports have a word, or a name with it."""
        return written in self.words or any(written in name for name in self._names)

    def beginning(self, written: str) -> list[str]:
        """The longer words that begin so, the commoner first."""
        first = bisect_right(self._ordered_words, written)
        longer = takewhile(lambda word: word.startswith(written), islice(self._ordered_words, first, None))
        return self._ordered(longer)

    def _ordered(self, found: Iterable[str]) -> list[str]:
        return sorted(found, key=lambda word: (-self.words.get(word, 0), word))

    def _parts(self, letters: str) -> Iterator[str]:
        """The parts of names that begin as the letters do."""
        for name in self._names:
            for at in range(len(name) - 1):
                if any(letters.startswith(one) for one in syllables_of(name[at])):
                    yield from (name[at : at + length] for length in range(2, min(_LONGEST, len(name) - at) + 1))


def sounds_like(one: str, other: str) -> bool:
    """Whether two words of one length sound the same."""
    return all(
        mine == theirs or syllables_of(mine) & syllables_of(theirs) for mine, theirs in zip(one, other, strict=True)
    )


@lru_cache(maxsize=20_000)
def syllables_of(char: str) -> frozenset[str]:
    """The ways in which a character is read, without tones."""
    return (
        frozenset(pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")[0]) if is_han(char) else frozenset()
    )


def _spells(word: str, letters: str) -> bool:
    """Whether letters are the pinyin of a word, nothing left over."""
    if not word:
        return not letters
    return any(letters.startswith(one) and _spells(word[1:], letters[len(one) :]) for one in syllables_of(word[0]))
