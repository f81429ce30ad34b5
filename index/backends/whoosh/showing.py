"""What is shown of reports that were found, from what the index keeps of them: nothing is cut into words again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from index.backends.whoosh.columns import unpack_outline, unpack_places, unpack_text
from index.backends.whoosh.matching import find_places, find_term_rows
from index.backends.whoosh.snapshot import Snapshot
from index.headings import put_named_first
from index.marks import Marks, Texts, are_units, codes_of
from index.outline import Outline
from index.passages import Passage, Piece, find_passages
from index.protocol import SectionHit
from index.query import Query

_FIELD = "body"


@dataclass(frozen=True, slots=True)
class _Read:
    """What the index keeps of some reports: their texts with the marks in them, and their outlines."""

    texts: Texts
    codes: Sequence[npt.NDArray[np.uint16]]
    rows: Marks
    outlines: Sequence[Outline]


def show_passages(snapshot: Snapshot, asked: Query, names: Sequence[str]) -> Mapping[str, tuple[Passage, ...]]:
    """The passages of reports by name; of those that are not in the index nothing."""
    found = {name: snapshot.numbers[name] for name in names if name in snapshot.numbers}
    if not asked.terms or not found:
        return dict.fromkeys(found, ())
    ids = np.array(sorted(found.values()), np.int32)
    read = _read(snapshot, asked, ids)
    each = find_passages(read.texts, read.outlines, read.rows, asked)
    told = zip(each, read.outlines, read.texts.texts, strict=True)
    named = [put_named_first(passages, outline, text, asked) for passages, outline, text in told]
    by_number = dict(zip(ids.tolist(), named, strict=True))
    return {name: by_number[number] for name, number in found.items()}


def show_sections(snapshot: Snapshot, asked: Query, hits: Sequence[SectionHit]) -> tuple[Passage | None, ...]:
    """The passage of each section, its heading where nothing in it is marked; None of one that is not in the index."""
    found = sorted({snapshot.numbers[hit.name] for hit in hits if hit.name in snapshot.numbers})
    if not asked.terms or not found:
        return (None,) * len(hits)
    read = _read(snapshot, asked, np.array(found, np.int32))
    at = {number: place for place, number in enumerate(found)}
    known = [(place, hit) for place, hit in enumerate(hits) if hit.name in snapshot.numbers]
    pieces = [(at[snapshot.numbers[hit.name]], hit.section) for _, hit in known]
    told = _tell_pieces(read, asked, [one for one in pieces if one[1] < len(read.outlines[one[0]].starts)])
    by_piece = dict(told)
    shown = {place: by_piece.get(piece) for (place, _), piece in zip(known, pieces, strict=True)}
    return tuple(shown.get(place) for place in range(len(hits)))


def _tell_pieces(
    read: _Read, asked: Query, pieces: Sequence[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], Passage]]:
    """The best passage of each section of a text as if it were a text of its own; `pieces` are numbers of texts and of sections."""
    bounds = [(read.outlines[text].starts[number], read.outlines[text].ends[number]) for text, number in pieces]
    cut = Texts(
        [read.texts.texts[text][start:end] for (text, _), (start, end) in zip(pieces, bounds, strict=True)],
        [read.codes[text][start:end] for (text, _), (start, end) in zip(pieces, bounds, strict=True)],
    )
    found: list[Marks] = []
    for (text, _), (start, end), base in zip(pieces, bounds, cut.bases.tolist(), strict=True):
        shift = int(read.texts.bases[text])
        inside = (read.rows.starts >= shift + start) & (read.rows.ends <= shift + end)
        rows, moved = read.rows.where(inside), base - shift - start
        found.append(Marks(rows.starts + moved, rows.ends + moved, rows.terms))
    rows = Marks(*(np.concatenate([getattr(one, name) for one in found]) for name in ("starts", "ends", "terms")))
    outlines = [_outline_of(read.outlines[text], number) for text, number in pieces]
    told = find_passages(cut, outlines, rows, asked, 2)
    for piece, (start, _), outline, passages, whole in zip(pieces, bounds, outlines, told, cut.texts, strict=True):
        best = _below_heading(passages, whole)
        yield piece, replace(best, section=outline.load_section(0), start=best.start + start)


def _below_heading(passages: Sequence[Passage], text: str) -> Passage:
    """The best passage of a section that is not its heading, which is told beside it; that where there is no other."""
    heading = text.partition("\n")[0] if text.startswith("#") else ""
    below = next((one for one in passages if one.start >= len(heading)), None)
    return below or Passage(None, 0, tuple(_mark_heading(heading or text.partition("\n")[0], passages)), whole=True)


def _mark_heading(heading: str, passages: Sequence[Passage]) -> Iterator[Piece]:
    """A heading, with its marks where a passage shows it."""
    if passages:
        yield from passages[0].pieces
    else:
        yield Piece(heading.lstrip("# "), marked=False)


def _outline_of(outline: Outline, number: int) -> Outline:
    """The outline of one section alone."""
    size = outline.ends[number] - outline.starts[number]
    heading = outline.headings.split("\n")[number]
    return Outline([0], [size], outline.about, outline.about_units, heading, lambda _: outline.load_section(number))


def _read(snapshot: Snapshot, asked: Query, ids: npt.NDArray[np.int32]) -> _Read:
    """Read reports, by their numbers in rising order."""
    kept = [snapshot.read(int(number)) for number in ids]
    texts = [unpack_text(one["text"]) for one in kept]
    codes = [
        data.view("<u2") if len(data) == 2 * len(text) else codes_of(text)
        for text, data in zip(texts, (one["text"] for one in kept), strict=True)
    ]
    laid = Texts(texts, codes)
    rows = _find_rows(snapshot, asked, ids, laid, [one["places"] for one in kept])
    return _Read(laid, codes, rows, [unpack_outline(one["outline"].tobytes()) for one in kept])


def _find_rows(
    snapshot: Snapshot, asked: Query, ids: npt.NDArray[np.int32], texts: Texts, places: Sequence[npt.NDArray[np.uint8]]
) -> Marks:
    """Where the rows of the query's terms stand in the texts of some reports."""
    unpacked = [unpack_places(one) for one in places]
    sizes = np.array([len(lengths) for _, lengths in unpacked], np.int64)
    starts = np.concatenate([one for one, _ in unpacked] or [np.empty(0, np.uint32)])
    lengths = np.concatenate([one for _, one in unpacked] or [np.empty(0, np.uint8)])
    begins = np.cumsum(sizes) - sizes
    found: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], int]] = []
    for number, term in enumerate(asked.terms):
        for row in find_term_rows(snapshot, term):
            ranks, positions = find_places(snapshot, _FIELD, row, ids)
            at = begins[ranks] + positions
            whole = are_units(row, at, lengths)
            if not whole.all():
                ranks, at = ranks[whole], at[whole]
            bases, last = texts.bases[ranks], at + len(row) - 1
            found.append((bases + starts[at], bases + starts[last] + lengths[last], number))
    return Marks(
        np.concatenate([one for one, _, _ in found]),
        np.concatenate([ends for _, ends, _ in found]),
        np.repeat([number for _, _, number in found], [len(one) for one, _, _ in found]),
    )
