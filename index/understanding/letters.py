"""Names and terms written in letters: pinyin (lusongqu chengguanju), its initials (lsqcgj), or mixed with characters."""

from dataclasses import replace

from index.understanding.lexicon import Lexicon
from index.understanding.model import PINYIN
from index.understanding.pieces import Piece
from index.understanding.sounds import sound
from index.understanding.wording import term_piece

_LONGEST = 40
_LIKELY = 1


def find_in_letters(letters: str, lexicon: Lexicon) -> list[Piece]:
    """The names and terms that letters spell, all of them: lusongquchengguanju, lsqcgj; nothing if some are left over."""
    text = letters.lower()
    names, terms = lexicon.names, lexicon.terms
    kinds = (names.region_sounds, names.form_sounds, terms.sounds)
    best: list[tuple[int, tuple[tuple[int, int], ...]] | None] = [(0, ())] + [None] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before = best[start]
            if before is not None and any(text[start:end] in sounds for sounds in kinds):
                made = (before[0] + 1, (*before[1], (start, end)))
                here = best[end]
                if here is None or made[0] < here[0]:
                    best[end] = made
    whole = best[-1]
    if whole is None:
        return []
    pieces: list[Piece] = []
    for start, end in whole[1]:
        pieces += _spelt(text[start:end], start, end, lexicon)
    return pieces


def _spelt(text: str, start: int, end: int, lexicon: Lexicon) -> list[Piece]:
    names, terms = lexicon.names, lexicon.terms
    note = f"由“{text}”识别"
    agencies = [(n, PINYIN) for form in names.form_sounds.get(text, ()) for n, _ in names.bearing(form)]
    codes = [code for name in names.region_sounds.get(text, ()) for code in names.regions[name]]
    found: list[Piece] = []
    if agencies:
        found.append(Piece(start, end, agencies=tuple(dict.fromkeys(agencies)), note=note, bonus=_LIKELY))
    if codes:
        found.append(Piece(start, end, regions=tuple(dict.fromkeys(codes)), note=note, bonus=_LIKELY + 1))
    known = terms.sounds.get(text, ())
    if known:
        best = min(known, key=lambda one: (terms.by_text[one].alone, len(one), one))
        # Letters may stand for much: rather an agency (cgj), but a term that is spelt in full.
        bonus = _LIKELY + 2 if sound(best) == text else 0
        found.append(replace(term_piece(start, end, terms.by_text[best], note), bonus=bonus))
    return found
