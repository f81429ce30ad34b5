"""Names and terms written with a slip or in letters; looked for only where nothing reads a stretch as it is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from index.understanding.lexicon import Lexicon
from index.understanding.model import PINYIN, TYPO
from index.understanding.pieces import Piece
from index.understanding.sounds import sound
from index.understanding.wording import term_piece
from ingest.agency_forms import is_known_organ
from ingest.segmenting import cut_words, is_word

_LONGEST = 24
_LONGEST_STRETCH = 48
_MOST_FORMS = 3
_SHORTEST = 3
# Letters that tell bodies apart where names agree in all others: 第一小学 and 第二小学 are two schools.
_TELLING = frozenset("〇零一二三四五六七八九十百两甲乙丙丁东西南北中上下左右前后内外大小新老高初总分支0123456789")
_IN_PLACE = re.compile(r".*(?:镇|乡|街道|社区|村|苏木)")
_COST = -12  # a slip is the weaker reading
_LIKELY = 1


def find_slips(stretch: str, lexicon: Lexicon, regions: Iterable[str]) -> Iterator[Piece]:
    """Yield what a stretch of Chinese that nothing reads may be meant for.

    Args:
        stretch: Chinese characters.
        lexicon: names and terms.
        regions: regions that the text names elsewhere; a name is then meant of an agency there.
    """
    wanted = tuple(regions)
    words = cut_words(stretch[:_LONGEST_STRETCH])
    starts = [sum(map(len, words[:at])) for at in range(len(words) + 1)]
    for first, start in enumerate(starts):
        for last in range(first + 1, len(starts)):
            end = starts[last]
            window = stretch[start:end]
            if len(window) > _LONGEST:
                break
            if all(len(word) > 1 for word in words[first:last]) or len(window) < 2:
                continue  # words as they are
            if is_word(window) or is_known_organ(window):
                continue
            yield from _meant(window, start, end, lexicon, wanted)


def find_slip(name: str, lexicon: Lexicon, regions: Iterable[str]) -> Piece | None:
    """The agency that a whole stretch is a mistyped name of, if there is one."""
    if len(name) > _LONGEST or not name.isalpha():
        return None
    return next((piece for piece in _meant(name, 0, len(name), lexicon, tuple(regions)) if piece.agencies), None)


def _meant(window: str, start: int, end: int, lexicon: Lexicon, wanted: tuple[str, ...]) -> Iterator[Piece]:
    names, terms = lexicon.names, lexicon.terms
    note = f"由“{window}”识别"
    agencies: list[tuple[int, str]] = []
    for form in _near(window, names.form_sounds, names.near_forms.find(window)):
        found = [n for n, _ in names.bearing(form) if not wanted or any(names.lies_in(n, code) for code in wanted)]
        agencies += [(n, TYPO) for n in found]
    if agencies:
        yield Piece(start, end, agencies=tuple(dict.fromkeys(agencies)), note=note, bonus=_COST)
    # A short name (芦松 for 芦淞) only by its sound: of two characters one alone says little.
    near_regions = names.near_regions.find(window) if window[-1] in "省市区县旗州盟" else []
    codes = [code for name in _near(window, names.region_sounds, near_regions) for code in names.regions[name]]
    if codes:
        yield Piece(start, end, regions=tuple(dict.fromkeys(codes)), note=note, bonus=_COST)
    near_terms = _near(window, terms.sounds, terms.near.find(window))
    if near_terms and len(window) >= _SHORTEST:
        best = min(near_terms, key=lambda text: (abs(len(text) - len(window)), len(text), text))
        yield replace(term_piece(start, end, terms.by_text[best], note), bonus=_COST)


def _near(window: str, sounds: dict[str, tuple[str, ...]], near: list[str]) -> list[str]:
    """What sounds the same, else what is one slip away, if that is not too many things."""
    if len(window) >= 2:
        alike = [one for one in sounds.get(sound(window), ()) if len(one) == len(window)]
        if alike:
            return alike
    likely = [one for one in near if not _tells_apart(window, one)]
    return likely if len(likely) <= _MOST_FORMS else []


def _tells_apart(written: str, known: str) -> bool:
    """Whether two words that differ by one letter mean two things."""
    if sorted(written) == sorted(known):
        return False
    mine, theirs = set(written) - set(known), set(known) - set(written)
    return mine | theirs <= _TELLING or bool(_IN_PLACE.match(written) and _IN_PLACE.match(known))


def find_in_letters(letters: str, lexicon: Lexicon) -> list[Piece]:
    """The names and terms that letters spell, all of them: lusongquchengguanju, lsqcgj; nothing if some are left over."""
    text = letters.lower()
    names, terms = lexicon.names, lexicon.terms
    kinds = (names.region_sounds, names.form_sounds, terms.sounds)
    best: list[tuple[int, tuple[tuple[int, int], ...]] | None] = [(0, ())] + [None] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - 40), end):
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
