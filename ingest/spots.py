"""Where text stands on its pages, carried along while the text is joined, cut and changed.

Each piece of a text reaches from its spot's `start` to the next one's. What is done to the text is done here to both, so
that a line keeps its place whatever becomes of its words.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.blocks import Spot

Spots = tuple[Spot, ...]


def shift_spots(spots: Sequence[Spot], by: int) -> Spots:
    """The spots of a text before which `by` characters were put."""
    return tuple(replace(one, start=one.start + by) for one in spots) if by else tuple(spots)


def cut_spots(spots: Sequence[Spot], start: int, stop: int) -> Spots:
    """The spots of `text[start:stop]`: of a line that was cut in two, both halves stand where it stood."""
    kept: list[Spot] = []
    for number, one in enumerate(spots):
        end = spots[number + 1].start if number + 1 < len(spots) else stop
        if max(one.start, start) < min(end, stop):
            kept.append(replace(one, start=max(one.start - start, 0)))
    return tuple(kept)


def substitute(
    pattern: re.Pattern[str], replacement: str | Callable[[re.Match[str]], str], text: str, spots: Spots
) -> tuple[str, Spots]:
    """`pattern.sub(replacement, text)`, and the spots of what comes of it.

    A line that began within what was replaced begins after it; a line of which nothing is left has no spot.
    """
    if all(one.start == 0 for one in spots):  # as most are: where a text begins it begins whatever becomes of it
        changed = pattern.sub(replacement, text)
        return changed, spots if changed else ()
    pieces: list[str] = []
    starts: list[int] = []
    at, shift = 0, 0
    for match in pattern.finditer(text):
        new = match.expand(replacement) if isinstance(replacement, str) else replacement(match)
        pieces += (text[at : match.start()], new)
        at = match.end()
        while len(starts) < len(spots) and spots[len(starts)].start <= match.start():
            starts.append(spots[len(starts)].start + shift)
        while len(starts) < len(spots) and spots[len(starts)].start < match.end():
            starts.append(match.start() + shift + len(new))
        shift += len(new) - (match.end() - match.start())
    starts += [one.start + shift for one in spots[len(starts) :]]
    changed = "".join((*pieces, text[at:]))
    return changed, _drop_empty(spots, starts, len(changed))


def _drop_empty(spots: Spots, starts: Sequence[int], length: int) -> Spots:
    """The spots at new places, but for those whose line has no character left."""
    ends = (*starts[1:], length)
    return tuple(replace(one, start=start) for one, start, end in zip(spots, starts, ends, strict=True) if start < end)
