"""What the process that recognises pages is asked."""

from dataclasses import dataclass

from ingest.readers.pdf_lines import Box


@dataclass(frozen=True, slots=True)
class PageQuestion:
    """Which page of a file to recognise.

    Attributes:
        content: the file.
        number: of the page, from 1; None asks how many there are.
        width: of the page in points, where places are wanted in them; None for a picture without a size of its own.
        regions: the parts of the page to recognise, as fractions of it; none for the whole page.
    """

    content: bytes
    number: int | None
    width: float | None = None
    regions: tuple[Box, ...] = ()
