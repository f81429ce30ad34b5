"""Words that differ from a written one by a single slip: a character wrong, missing, too many, or two swapped.

A slip leaves the front half or the back half of a word as it is, so words are kept by their halves; nothing is compared
with all of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

_SHORTEST = 3
_MANY = 400  # words with one half: what so many share (服务中心) tells nothing quickly


class NearWords:
    """Words of three characters or more that are found although written with a slip."""

    def __init__(self, words: Iterable[str]) -> None:
        """Keep the words by their halves."""
        self._words = frozenset(word for word in words if len(word) >= _SHORTEST)
        halves: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
        for word in self._words:
            middle = len(word) // 2
            halves[len(word), word[:middle]].append(word)
            halves[-len(word), word[middle:]].append(word)
        self._halves = {key: tuple(found) for key, found in halves.items()}

    def find(self, written: str) -> list[str]:
        """The words one slip away, in a fixed order."""
        if len(written) < _SHORTEST - 1:
            return []
        found = {word for word in self._candidates(written) if OSA.distance(written, word, score_cutoff=1) == 1}
        return sorted(found)

    def _candidates(self, written: str) -> Iterator[str]:
        for length in range(len(written) - 1, len(written) + 2):
            middle = length // 2
            for key in ((length, written[:middle]), (-length, written[len(written) - (length - middle) :])):
                words = self._halves.get(key, ())
                if len(words) <= _MANY:
                    yield from words
        # Swapped across the middle, both halves differ.
        for at in range(len(written) - 1):
            swapped = written[:at] + written[at + 1] + written[at] + written[at + 2 :]
            if swapped in self._words:
                yield swapped
