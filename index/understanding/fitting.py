"""Choosing among the readings of a run those that may stand beside each other and beside what is left."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.understanding.narrowing import narrow, narrow_alike, narrow_together
from index.understanding.pieces import ANYTHING, NOTHING, WORD_END, Piece, choose
from index.understanding.vocabulary import FIGURE, FUNCTION, NARROWING, PHASE
from ingest.segmenting import cut_words, is_word

_JOINING = frozenset("的和与及跟在是了有对从按为之")
_ORGANS = frozenset("局厅委队")  # what names of bodies end with
_OF_PEOPLE = frozenset("长员")
_OTHER_PEOPLE = frozenset({"staff.retired", "staff.contract"})
_WITHIN = frozenset("里内")


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
            return [_as_read(text, piece, starting) for piece in chosen]
        kept = [piece for piece in kept if piece not in bad]


def _as_read(text: str, piece: Piece, starting: Mapping[int, Piece]) -> Piece:
    """A piece; 预算 with words right behind it that nothing read (预算绩效管理) is no kind of report."""
    at = piece.end
    glued = at < len(text) and at not in starting and text[at].isalnum() and text[at] not in _JOINING
    phase = piece.term is not None and piece.term.tells == PHASE
    return replace(piece, report_type=None) if glued and phase and piece.report_type else piece


def word_ends(text: str) -> frozenset[int]:
    """Where words of the dictionary begin and end in a text."""
    ends, at = {0}, 0
    for word in cut_words(text):
        at += len(word)
        ends.add(at)
    return frozenset(ends)


def strip_joining(text: str) -> str:
    """The text without the words around it that only join others; 有 of 有线电视 is none."""
    words = cut_words(text)
    while words and words[0] in _JOINING:
        words.pop(0)
    while words and words[-1] in _JOINING:
        words.pop()
    return "".join(words)


def _stands(text: str, piece: Piece, left: Piece | None, right: Piece | None, ends: frozenset[int]) -> bool:
    """Whether a piece may stand where it does."""
    if piece.start and not _fits(text, piece, piece.before, left, piece.start - 1, ends):
        return False
    if piece.end == len(text):
        return True
    if right is None and (piece.regions or piece.agencies) and _cuts_word(text, piece.end, name=bool(piece.agencies)):
        return False
    return _fits(text, piece, piece.after, right, piece.end, ends)


def _fits(text: str, piece: Piece, wanted: int, beside: Piece | None, at: int, ends: frozenset[int]) -> bool:
    """Whether what stands at a place right beside a piece may stand there."""
    # What narrows another figure is here a word like any: 服务 in 提高服务质量.
    if beside is not None and (not _narrows(beside) or _belong(piece, beside)):
        # 培训 and 人数 of 培训人数 may each stand alone, together they are another word.
        if _counts_others(piece) and beside.term is not None and beside.term.tells == FIGURE:
            return _counts_others(beside)
        return wanted == ANYTHING or not (_is_weak(piece) and _is_weak(beside)) or _belong(piece, beside)
    if wanted == ANYTHING or not text[at].isalnum():
        return True
    end_of_word = (at if at >= piece.end else at + 1) in ends
    if text[at] in _JOINING and at in ends and at + 1 in ends:
        return True
    return wanted == WORD_END and end_of_word


def _counts_others(piece: Piece) -> bool:
    """Whether a word is of people who are not those that a figure right beside it is of: 编外 of 编外人员经费."""
    codes = piece.term.indicators if piece.term and piece.term.tells == FIGURE else ()
    return any(code in _OTHER_PEOPLE for code in codes)


def _is_weak(piece: Piece) -> bool:
    return piece.before == NOTHING and piece.term is not None and piece.term.tells in {FIGURE, FUNCTION}


def _narrows(piece: Piece) -> bool:
    return piece.term is not None and piece.term.tells == NARROWING


def _belong(piece: Piece, beside: Piece) -> bool:
    """Whether two words side by side are of one figure: 吃喝 and 接待, 公车 and 运行费."""
    one, other = piece.term, beside.term
    if one is None or other is None:
        return False
    if one.tells == other.tells == NARROWING:
        return narrow_together(one, other)
    return one.indicators == other.indicators or any(
        make(*pair) for make in (narrow, narrow_alike) for pair in ((one, other), (other, one))
    )


def _cuts_word(text: str, at: int, *, name: bool) -> bool:
    """Whether a name ends inside a word: 开福区块链, 株洲市民, 政府办公厅; not where a word begins behind it, for names of bodies only behind 局, 厅, 委, 队."""
    across = is_word(text[at - 1 : at + 1]) or is_word(text[at - 1 : at + 2])
    if not across or (name and (text[at - 1] not in _ORGANS or text[at] in _OF_PEOPLE)):
        return across
    # 局内 is a word, but 教育局内设机构 is 教育局 and 内设机构; 教育局长 is a person.
    behind = is_word(text[at : at + 2]) or is_word(text[at : at + 3])
    return not (behind or (name and text[at] in _WITHIN))
