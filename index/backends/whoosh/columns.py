"""How the text of a report, the places of its words in it and its outline are kept: as bytes that are read without parsing."""

import json
import re
from typing import Any

import numpy as np
import numpy.typing as npt

from index.backends.whoosh.codec import WIDTHS
from index.outline import Outline
from ingest.sections import Section

_ENCODING = "utf-16-le"
_HEAD = 4
_PART = re.compile(r"[\t\n]")


def pack_text(text: str) -> bytes:
    """A text as UTF-16: hardly longer than in any other form, and read four times as fast."""
    return text.encode(_ENCODING, "surrogatepass")


def unpack_text(data: npt.NDArray[np.uint8]) -> str:
    """The text again."""
    return str(data.data, _ENCODING, "surrogatepass")


def pack_places(starts: npt.NDArray[np.uint32], ends: npt.NDArray[np.uint32]) -> bytes:
    """Where the smallest words stand: the steps from beginning to beginning and the lengths, in few bytes each."""
    lengths = ends - starts
    # In a gap, where nothing stands, the beginning stays.
    steps = np.diff(np.maximum.accumulate(starts), prepend=np.uint32(0)) if len(starts) else starts
    widths = [_width(steps), _width(lengths)]
    head = bytes([*widths, 0, 0])
    return head + b"".join(
        array.astype(WIDTHS[width]).tobytes() for array, width in zip((steps, lengths), widths, strict=True)
    )


def unpack_places(data: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[Any]]:
    """For each position, where its smallest word begins, and its length, which is 0 in a gap."""
    of_steps, of_lengths = int(data[0]), int(data[1])
    size = (len(data) - _HEAD) // (of_steps + of_lengths)
    middle = _HEAD + size * of_steps
    steps, lengths = data[_HEAD:middle].view(WIDTHS[of_steps]), data[middle:].view(WIDTHS[of_lengths])
    return np.cumsum(steps, dtype=np.uint32), lengths


def _width(numbers: npt.NDArray[np.uint32]) -> int:
    most = int(numbers.max()) if len(numbers) else 0
    return 1 if most < 1 << 8 else 2 if most < 1 << 16 else 4


def pack_outline(outline: Outline) -> bytes:
    """An outline: numbers first, then what it is about, then a line of names and a line of its heading a section."""
    count = len(outline.starts)
    numbers = np.array([count, *outline.starts, *outline.ends], "<u4").tobytes()
    lines = [_PART.sub(" ", outline.about), _PART.sub(" ", outline.about_units)]
    for one in map(outline.load_section, range(count)):
        names = [one.id, one.part, str(one.level), one.number, one.title]
        line = "\t".join(names)
        # A title that holds a tab, hardly ever, is spelled otherwise.
        lines.append(json.dumps(names) if len(_PART.findall(line)) != len(names) - 1 else line)
    if count:
        lines.append(outline.headings)
    return numbers + "\n".join(lines).encode("utf-8", "surrogatepass")


def unpack_outline(data: bytes) -> Outline:
    """The outline again; the names of a section are read when it is asked for."""
    count = int.from_bytes(data[:4], "little")
    numbers = np.frombuffer(data, "<u4", 2 * count, 4).tolist()
    starts, ends = numbers[:count], numbers[count:]
    about, units, *lines = data[4 + 8 * count :].decode("utf-8", "surrogatepass").split("\n", 2 + count)
    headings = lines.pop() if count else ""

    def load_section(number: int) -> Section:
        line = lines[number]
        identity, part, level, title_number, title = json.loads(line) if line[:1] == "[" else line.split("\t")
        return Section(identity, part, int(level), title_number, title, starts[number], ends[number])

    return Outline(starts, ends, about, units, headings, load_section)
