"""What is shown of reports that were found, from what the index keeps of them: nothing is cut into words again."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from index.backends.whoosh.columns import unpack_outline, unpack_places, unpack_text
from index.backends.whoosh.matching import find_places, find_term_rows
from index.backends.whoosh.snapshot import Snapshot
from index.headings import put_named_first
from index.marks import Marks, Texts, are_units, codes_of
from index.passages import Passage, find_passages
from index.query import Query

_FIELD = "body"


def show_passages(snapshot: Snapshot, asked: Query, names: Sequence[str]) -> Mapping[str, tuple[Passage, ...]]:
    """The passages of reports by name; of those that are not in the index nothing."""
    found = {name: snapshot.numbers[name] for name in names if name in snapshot.numbers}
    if not asked.terms or not found:
        return dict.fromkeys(found, ())
    ids = np.array(sorted(found.values()), np.int32)
    kept = [snapshot.read(int(number)) for number in ids]
    texts = [unpack_text(one["text"]) for one in kept]
    codes = [
        data.view("<u2") if len(data) == 2 * len(text) else codes_of(text)
        for text, data in zip(texts, (one["text"] for one in kept), strict=True)
    ]
    laid = Texts(texts, codes)
    rows = _find_rows(snapshot, asked, ids, laid, [one["places"] for one in kept])
    outlines = [unpack_outline(one["outline"].tobytes()) for one in kept]
    found_passages = zip(find_passages(laid, outlines, rows, asked), outlines, texts, strict=True)
    named = [put_named_first(each, outline, text, asked) for each, outline, text in found_passages]
    passages = dict(zip(ids.tolist(), named, strict=True))
    return {name: passages[number] for name, number in found.items()}


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
