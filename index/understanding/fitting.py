"""Choosing among the readings of a run those that may stand beside each other and beside what is left."""

from collections.abc import Sequence

from index.understanding.pieces import ANYTHING, NOTHING, WORD_END, Piece, choose
from index.understanding.vocabulary import FIGURE, FUNCTION
from ingest.segmenting import cut_words, is_word

_JOINING = frozenset("的和与及跟、在是了有对从按为之()[]<>《》:.-/+&~")


def choose_fitting(text: str, candidates: Sequence[Piece]) -> list[Piece]:
    """The readings that leave least of a run over, without those that something beside them forbids."""
    ends = word_ends(text)
    kept = list(candidates)
    while True:
        chosen = choose(kept)
        starting = {piece.start: piece for piece in chosen}
        ending = {piece.end: piece for piece in chosen}
        bad = [
            piece
            for piece in chosen
            if not _stands(text, piece, ending.get(piece.start), starting.get(piece.end), ends)
        ]
        if not bad:
            return chosen
        kept = [piece for piece in kept if piece not in bad]


def word_ends(text: str) -> frozenset[int]:
    """Where words of the dictionary begin and end in a text."""
    ends, at = {0}, 0
    for word in cut_words(text):
        at += len(word)
        ends.add(at)
    return frozenset(ends)


def is_joining(char: str) -> bool:
    """Tell whether a character only joins others."""
    return char in _JOINING


def _stands(text: str, piece: Piece, left: Piece | None, right: Piece | None, ends: frozenset[int]) -> bool:
    """Whether a piece may stand where it does."""
    if piece.start and not _fits(piece, piece.before, left, text[piece.start - 1], word_end=piece.start in ends):
        return False
    if piece.end == len(text):
        return True
    if right is None and (piece.regions or piece.agencies) and _cuts_word(text, piece.end, name=bool(piece.agencies)):
        return False
    return _fits(piece, piece.after, right, text[piece.end], word_end=piece.end in ends)


def _fits(piece: Piece, wanted: int, beside: Piece | None, char: str, *, word_end: bool) -> bool:
    """Whether what stands right beside a piece may stand there."""
    if wanted == ANYTHING or char in _JOINING:
        return True
    if beside is not None:
        # 培训 and 人数 of 培训人数 may each stand alone, together they are another word.
        return not (_is_weak(piece) and _is_weak(beside))
    return wanted == WORD_END and word_end


def _is_weak(piece: Piece) -> bool:
    return piece.before == NOTHING and piece.term is not None and piece.term.tells in {FIGURE, FUNCTION}


def _cuts_word(text: str, at: int, *, name: bool) -> bool:
    """Whether a name ends inside a word: 开福区块链, 株洲市民, 政府办公厅; a region's not where a word begins behind it."""
    across = is_word(text[at - 1 : at + 1]) or is_word(text[at - 1 : at + 2])
    return across and (name or not (is_word(text[at : at + 2]) or is_word(text[at : at + 3])))
