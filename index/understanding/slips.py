"""Names and terms written with a slip; looked for only where nothing reads a stretch as it is."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Prefix

from index.understanding.composed import is_composed
from index.understanding.fitting import word_ends
from index.understanding.lexicon import Lexicon
from index.understanding.model import TYPO
from index.understanding.names import lies_in
from index.understanding.pieces import Piece
from index.understanding.sounds import slurred, syllables
from index.understanding.wording import term_piece
from ingest.agency_forms import is_known_organ
from ingest.segmenting import is_word

_LONGEST = 24
_LONGEST_RUN = 40
_MOST = 3
_SHORTEST = 3
_TELLING_LENGTH = 5  # so long a name is meant although its slip makes other words of the dictionary
# Letters that tell bodies apart where names agree in all others: 第一小学 and 第二小学 are two schools.
_TELLING = frozenset("〇零一二三四五六七八九十百两甲乙丙丁东西南北中上下左右前后内外大小新老高初总分支0123456789")
_PLACE = re.compile(r".{1,5}?(?:镇|乡|街道|社区|村|苏木)")
_ORGANS = frozenset("局厅委办部处所站院中心校馆园队会社团府")
_JOINING = frozenset("的和与及等从在是了有并各较把被将由向到为以对")
_REGIONS = frozenset("省市区县旗州盟")
_COST = -15  # a slip is the weaker reading


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch that may be a name or term with a slip: its text, how it sounds, and whether it is words as it is."""

    start: int
    end: int
    text: str
    sound: str
    words: bool


def find_slips(
    text: str, left_over: Collection[int], exact: Sequence[Piece], lexicon: Lexicon, places: Collection[str]
) -> list[Piece]:
    """Return what stretches of a run may be meant for.

    Args:
        text: the run.
        left_over: the places in it that nothing reads; a stretch without any is what it is.
        exact: all readings of the run as it is.
        lexicon: names and terms.
        places: regions that the whole text names; a name is then meant of an agency there.
    """
    regions = [piece for piece in exact if piece.regions]
    # The regions of whatever is named: those around them may be what was mistyped before it.
    around = {*places, *(lexicon.names.bodies[n].adcode for piece in exact for n, _ in piece.agencies)}
    found: list[Piece] = []
    for window in _windows(text, left_over, exact):
        before = [piece for piece in regions if piece.end == window.start]
        found += _agencies(window, before, lexicon, places)
        by_itself = window.start == 0 and (
            window.end == len(text) or window.end in {one.start for one in exact if one.agencies}
        )
        found += _regions(window, lexicon, around, short=by_itself)
        found += _terms(window, lexicon)
    return found


def _windows(text: str, left_over: Collection[int], exact: Sequence[Piece]) -> Iterator[_Window]:
    text = text[:_LONGEST_RUN]
    ends = word_ends(text)
    heard = syllables(text) if all(not char.isascii() for char in text) else ()
    heard = heard if len(heard) == len(text) else tuple("".join(syllables(char)) for char in text)
    single = [at in ends and at + 1 in ends for at in range(len(text))]
    named = (at for piece in exact if piece.agencies or piece.regions for at in (piece.start, piece.end))
    bounds = sorted({*ends, *(at for at in named if at <= len(text))})
    wanted = set(left_over)
    for first, start in enumerate(bounds):
        for end in bounds[first + 1 :]:
            if end - start > _LONGEST or not text[start:end].isalpha() or text[end - 1].isascii():
                break
            if end - start > 1 and any(at in wanted for at in range(start, end)):
                words = start in ends and end in ends and not any(single[start:end])
                yield _Window(start, end, text[start:end], "".join(heard[start:end]), words)


def _agencies(window: _Window, before: Sequence[Piece], lexicon: Lexicon, places: Collection[str]) -> Iterator[Piece]:
    """The agencies meant: of the region right before the name, else of one that the text names."""
    short = len(window.text) < _SHORTEST
    if short and not before:
        return
    names = lexicon.names
    if is_word(window.text) or is_known_organ(window.text):
        return
    near = names.near_forms.find(window.text)
    alike = [one for one in names.form_sounds.get(window.sound, ()) if _is_as_long(one, window)]
    alike = alike or [one for one in near if _is_as_long(one, window) and slurred(one) == slurred(window.text)]
    forms = _near(window, names.form_sounds, near)
    if is_composed(window.text):
        forms = [one for one in forms if one in alike]  # 文体局 is no slip of 文旅局; 卫建委 is one of 卫健委
    note = f"由“{window.text}”识别"
    for region in before:
        # Behind a region what sounds like a body of it is meant, whatever words it makes: 明政局 of 民政局.
        own = sorted({n for form in forms or alike for n, _ in names.bearing(form, region.regions)})
        if own:
            agencies = tuple((n, TYPO) for n in own)
            told = note if not region.note else f"{region.note}，{note}"
            yield Piece(region.start, window.end, agencies=agencies, own_region=True, note=told, bonus=_COST)
    bearers = {n for form in forms for n, _ in names.bearing(form)}
    meant = sorted(n for n in bearers if not places or any(names.lies_in(n, code) for code in places))
    if meant and not short:
        yield Piece(window.start, window.end, agencies=tuple((n, TYPO) for n in meant), note=note, bonus=_COST)


def _is_as_long(known: str, window: _Window) -> bool:
    return len(known) == len(window.text) and known != window.text


def _regions(window: _Window, lexicon: Lexicon, around: Collection[str], *, short: bool) -> Iterator[Piece]:
    """The regions meant.

    A short name (芦松 for 芦淞) only by its sound, since of two characters one alone says little, and only where `short`
    tells that nothing but an agency's name stands beside it.
    """
    names = lexicon.names
    if window.words:
        return
    if window.text in names.regions or (window.text[-1] not in _REGIONS and not short):
        return
    alike = [one for one in names.region_sounds.get(window.sound, ()) if len(one) == len(window.text)]
    near = names.near_regions.find(window.text) if window.text[-1] in _REGIONS and not alike else []
    near = [one for one in near if not window.text.startswith(one) and not window.text.endswith(one)]
    inside = [one for one in near if any(lies_in(code, own) for own in names.regions[one] for code in around)]
    shared = max((len(set(one) & set(window.text)) for one in near), default=0)
    near = inside or [one for one in near if len(set(one) & set(window.text)) == shared]
    meant = alike or (near if len(near) <= _MOST else [])
    codes = tuple(dict.fromkeys(code for name in meant for code in names.regions[name]))
    if codes:
        yield Piece(window.start, window.end, regions=codes, note=f"由“{window.text}”识别", bonus=_COST)


def _terms(window: _Window, lexicon: Lexicon) -> Iterator[Piece]:
    terms = lexicon.terms
    if len(window.text) < (_TELLING_LENGTH if window.words else _SHORTEST):
        return
    # Of several spellings of one figure (机关运行经费, 机关运转经费) any will do.
    of_figure = {terms.by_text[one].indicators: one for one in reversed(terms.near.find(window.text))}
    near = _near(window, terms.sounds, list(of_figure.values()))
    if near and not is_word(window.text):
        best = min(near, key=lambda text: (abs(len(text) - len(window.text)), len(text), text))
        piece = term_piece(window.start, window.end, terms.by_text[best], f"由“{window.text}”识别")
        yield replace(piece, bonus=_COST)


def _near(window: _Window, sounds: dict[str, tuple[str, ...]], near: Sequence[str]) -> list[str]:
    """What sounds the same, else what is one slip away, if that is not too many things."""
    long = len(window.text) >= _TELLING_LENGTH
    if long or not window.words:
        alike = [one for one in sounds.get(window.sound, ()) if _is_as_long(one, window)]
        if alike:
            return alike
    if _JOINING & {window.text[0], window.text[-1]}:
        return []
    likely = [one for one in near if not _tells_apart(window.text, one)]
    if window.words:
        # A word for a word may be another body; a character too many or too few, or two swapped, is a slip.
        likely = [
            one for one in likely if long and (len(one) != len(window.text) or sorted(one) == sorted(window.text))
        ]
    return likely if len(likely) <= _MOST else []


def _tells_apart(written: str, known: str) -> bool:
    """Whether two words that differ by one letter mean two things."""
    if written.startswith(known) or written.endswith(known) or known.startswith(written):
        return True  # another word beside it, or the beginning of many names
    if sorted(written) == sorted(known):
        return False
    mine, theirs = set(written) - set(known), set(known) - set(written)
    if mine | theirs <= _TELLING:
        return True
    # 龙坪镇 and 龙潭镇 are two towns; behind the town's name a slip is one.
    place = None if is_known_organ(known) else _PLACE.match(known)
    if place and Prefix.similarity(written, known) < place.end():
        return True
    if len(written) > len(known) and written[:-2] == known[:-1] and is_word(known[:-1]):
        return True  # 人民政府 and another word, 交办, not 人民政府办 with a character too many
    if len(written) == len(known) and is_word(written[:-1]):
        return True  # 人防局 is another body than 人社局
    # What a name ends with tells that it is one: 城管工 (of 城管工单) is no 城管局.
    return written[-1] != known[-1] and known[-1] in _ORGANS and len(written) == len(known)
