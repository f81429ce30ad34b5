"""Agencies whose name somebody shortens as he likes: some of its characters in their order (绿道管理处, 安监局, 芦淞城管).

No list of short forms has these. One is taken for an agency where it fits a single one of the region that is named, or
of all agencies where beginning and end agree.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from index.understanding.model import SHORT
from index.understanding.names import Names
from index.understanding.pieces import NOTHING, WORD_END, Piece
from index.vocabulary import BESIDE_REGION, load_everyday_names
from ingest.agency_forms import is_known_organ
from ingest.segmenting import is_word

_SHORTEST, _LONGEST = 3, 16
_SHORTEST_END = 4  # characters of the end of a name that tell it
_ORGANS = frozenset("局厅委办部处站心队会")
_BUREAU = "局"
# Letters that tell bodies apart: who leaves them out means another one.
_TELLING = frozenset("〇零一二三四五六七八九十甲乙丙丁东西南北分0123456789")
_COST = -16  # one character left out is a slip first


def find_shortened(
    text: str, left_over: Collection[int], exact: Sequence[Piece], names: Names, places: Collection[str]
) -> Iterator[Piece]:
    """Yield the agencies whose names stretches of a run shorten.

    Args:
        text: the run.
        left_over: the places in it that nothing reads.
        exact: all readings of the run as it is, and regions that are written in it with a slip.
        names: the names of agencies and regions.
        places: regions that the whole text names.
    """
    regions = [piece for piece in exact if piece.regions]
    bounds = sorted({0, *(piece.end for piece in exact)})
    for start in bounds:
        if start >= len(text):
            continue
        before = [piece for piece in regions if piece.end == start]
        for end in range(start + 2, min(len(text), start + _LONGEST) + 1):
            window = text[start:end]
            if not any(at in left_over for at in range(start, end)):
                continue
            for region in before:
                numbers = _of_region(window, region.regions, names)
                if numbers:
                    yield _piece(region, end, window, numbers)
            if not before and len(window) >= _SHORTEST:
                numbers = _of_region(window, places, names) if places else _of_all(window, names)
                if numbers:
                    yield _piece(None, end, window, numbers)


def _piece(region: Piece | None, end: int, window: str, numbers: Iterable[int]) -> Piece:
    """The agencies of a window that ends at a place, with the region before it, if any."""
    after = NOTHING if len(window) < _SHORTEST else WORD_END
    found = tuple((number, SHORT) for number in numbers)
    return Piece(
        region.start if region else end - len(window),
        end,
        agencies=found,
        own_region=region is not None,
        # Of a region that is itself misspelt both are told.
        note="，".join(filter(None, (region.note if region else "", f"由“{window}”识别"))),
        before=WORD_END,
        after=after,
        bonus=_COST + min(region.bonus if region else 0, 0),
    )


def _of_region(window: str, codes: Collection[str], names: Names) -> tuple[int, ...]:
    """The one agency of a region that a window shortens; none where several fit."""
    if not _may_be_short(window):
        return ()
    if len(window) < _SHORTEST:
        found = {n for code in codes for form, n in names.forms_of_place.get(code, ()) if _lacks_organ(window, form)}
    else:
        found = {n for code in codes for form, n in names.forms_of_place.get(code, ()) if _shortens(window, form)}
    return tuple(found) if len(found) == 1 else ()


def _of_all(window: str, names: Names) -> tuple[int, ...]:
    """The one agency of all whose name begins and ends as a window does."""
    if not _may_be_short(window) or len(window) < _SHORTEST_END:
        return ()
    forms = names.forms_by_edges.get((window[:2], window[-2:]), ())
    found = {n for form in forms if _shortens(window, form) for n, _ in names.bearing(form)}
    return tuple(found) if len(found) == 1 else ()


def _may_be_short(window: str) -> bool:
    """Whether a stretch may be a name that somebody shortened, not a word or the name of other bodies."""
    everyday = load_everyday_names().get(window)
    if len(window) < _SHORTEST:
        return everyday == BESIDE_REGION or not is_word(window)
    if window[-1] not in _ORGANS or everyday is not None or is_known_organ(window):
        return False
    # The words of the dictionary that end so are names of bodies themselves: 安监局.
    return window[-1] == _BUREAU or not is_word(window)


def _lacks_organ(window: str, form: str) -> bool:
    return len(form) == len(window) + 1 and form.startswith(window) and form[-1] in _ORGANS


def _shortens(window: str, form: str) -> bool:
    """Whether a name has all characters of a window in their order, the last at its end, and nothing telling beside."""
    if len(form) <= len(window) or form[-1] != window[-1] or _TELLING & (set(form) - set(window)):
        return False
    if form[0] != window[0]:
        # What stands before the telling part is left out: 绿道处 of 城市绿道管理处.
        # Bureaus have many fields each: of these only the end as it stands (社会保障局).
        if window[-1] == _BUREAU:
            return len(window) >= _SHORTEST_END and form.endswith(window)
        at = form.find(window[:2])
        if at < 0:
            return False
        form = form[at:]
    # What bodies are is not left out: 中心 for 中心, and 局 for 局 alone.
    if window.endswith("中心") != form.endswith("中心"):
        return False
    rest = iter(form)
    return all(char in rest for char in window)
