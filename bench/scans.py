"""Print how well scanned pages are read: `python -m bench.scans [PDF …]`, against our own reading of the same pages with text.

Without files, pages of generated reports are scanned. Every condition of `sheets.py` is a row: characters right in reading
order and in any, cells of tables that are exact, figures found and right, seconds of the processor a page. The second table
tells of which confidence the misread figures were.
"""

import argparse
import json
import re
import resource
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from pypdfium2 import PdfDocument
from rapidfuzz.distance import Indel

from bench.sheets import CONDITIONS, Condition, draw_page, scan
from ingest.blocks import Block, Document, Spot, Table
from ingest.errors import IngestError
from ingest.readers import read_document
from ingest.readers.apart import Worker
from ingest.samples import write_corpus
from ingest.source import SourceFile

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_BOUNDS = (0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99)


@dataclass(slots=True)
class Score:
    """Counts of one condition."""

    pages: int = 0
    characters: int = 0
    in_order: float = 0.0
    in_any_order: float = 0.0
    cells: int = 0
    exact: int = 0
    figures: int = 0
    found: int = 0
    read: int = 0
    seconds: float = 0.0
    told: list[tuple[float, bool]] = field(default_factory=list)
    """Of each figure read, how sure it was and whether it is right."""

    def row(self) -> str:
        """The counts as shares."""
        shares = (
            self.in_order / self.characters,
            self.in_any_order / self.characters,
            self.exact / max(self.cells, 1),
            self.found / max(self.figures, 1),
            self.found / max(self.read, 1),
        )
        return "  ".join(f"{share:6.3f}" for share in shares) + f"  {self.seconds / max(self.pages, 1):6.2f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="PDFs with text; none for generated reports")
    parser.add_argument("--only", default="", help="conditions whose names hold this")
    parser.add_argument("--verbose", action="store_true", help="print each misread figure")
    parser.add_argument("--save", type=Path, help="write what was measured as JSON")
    wanted = parser.parse_args()
    originals = list(_load_originals(wanted.files))
    scores: dict[str, Score] = {}
    print(f"{'condition':34} order   chars   cells  recall  precis  cpu s/page   of {len(originals)} pages")
    for condition in CONDITIONS:
        if wanted.only in condition.name:
            scores[condition.name] = score = _measure(condition, originals, verbose=wanted.verbose)
            print(f"{condition.name:34}{score.row()}", flush=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory of a process: {peak:.0f} MB")
    told = [one for score in scores.values() for one in score.told]
    _print_bounds(told)
    if wanted.save:
        wanted.save.write_text(json.dumps({name: score.told for name, score in scores.items()}), encoding="utf-8")


def _load_originals(files: Sequence[Path]) -> Iterator[tuple[bytes, Document]]:
    """Each page as a PDF of its own, with what is read in it."""
    contents = [path.read_bytes() for path in files]
    if not contents:
        with tempfile.TemporaryDirectory() as folder:
            reports = write_corpus(Path(folder), 2, 11, formats=("pdf",), with_truth=False)
            contents = [report.path.read_bytes() for report in reports]
    for content in contents:
        with PdfDocument(content) as pdf:
            for number in range(len(pdf)):
                single = PdfDocument.new()
                single.import_pages(pdf, [number])
                target = BytesIO()
                single.save(target)
                yield target.getvalue(), read_document(SourceFile("page.pdf", target.getvalue()))


def _measure(condition: Condition, originals: Sequence[tuple[bytes, Document]], *, verbose: bool) -> Score:
    score = Score()
    if condition.joined > 1:  # pages of one kind
        originals = [
            one
            for wide in (False, True)
            for one in _whole([o for o in originals if _is_wide(o[0]) == wide], condition.joined)
        ]
    Worker.stop_all()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for seed, first in enumerate(range(0, len(originals), condition.joined)):
        sheet = originals[first : first + condition.joined]
        content = scan([draw_page(page, condition.dpi) for page, _ in sheet], condition, seed)
        try:
            read: Sequence[Block] = read_document(SourceFile("scan.pdf", content)).blocks
        except IngestError as error:
            print(f"  {error}")
            read = ()
        score.pages += len(sheet)
        _compare([block for _, document in sheet for block in document.blocks], read, score, verbose=verbose)
    Worker.stop_all()  # what a child took is known once it has ended
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    score.seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return score


def _whole(pages: Sequence[tuple[bytes, Document]], joined: int) -> Sequence[tuple[bytes, Document]]:
    return pages[: len(pages) // joined * joined]


def _is_wide(page: bytes) -> bool:
    with PdfDocument(page) as pdf:
        width, height = pdf[0].get_size()
        return bool(width > height)


def _compare(truth: Sequence[Block], read: Sequence[Block], score: Score, *, verbose: bool) -> None:
    meant, got = "".join(map(_text, truth)), "".join(map(_text, read))
    # A character too many counts as one wrong.
    score.characters += len(meant)
    score.in_order += max(0.0, len(meant) - Indel.distance(meant, got) / 2)
    missing, surplus = Counter(meant) - Counter(got), Counter(got) - Counter(meant)
    score.in_any_order += max(0.0, len(meant) - (missing.total() + surplus.total()) / 2)
    _compare_tables([one for one in truth if isinstance(one, Table)], read, score)
    left = Counter(number for block in truth for number, _ in _figures(block))
    score.figures += left.total()
    # The surest reading of a figure first: of two, one of them misread, that one is right.
    for number, sure in sorted((one for block in read for one in _figures(block)), key=lambda one: -one[1]):
        right = left[number] > 0
        left[number] -= right
        score.read += 1
        score.found += right
        score.told.append((sure, right))
        if verbose and not right:
            print(f"    {number} ({sure:.2f})")
    if verbose:
        print(f"    not found: {sorted((+left).elements())}")


def _compare_tables(truth: Sequence[Table], read: Sequence[Block], score: Score) -> None:
    """Cells with text that stand in a table read, at the same place and of the same extent; a table is matched once.

    A header of one row more or less moves all rows below it by one: that counts against the header alone.
    """
    tables = [one for one in read if isinstance(one, Table)]
    for table in truth:
        cells = _cells(table)
        score.cells += cells.total()
        shared = [
            (max((cells & _cells(one, moved)).total() for moved in range(-2, 3)), place, one)
            for place, one in enumerate(tables)
        ]
        best = max(shared, key=lambda one: one[:2], default=None)
        if best is not None:
            score.exact += best[0]
            tables.remove(best[2])


def _cells(table: Table, moved: int = 0) -> Counter[tuple[int, int, int, int, str]]:
    return Counter(
        (cell.row + moved, cell.column, cell.rowspan, cell.colspan, _fold(cell.text))
        for cell in table.cells
        if cell.text
    )


def _text(block: Block) -> str:
    if isinstance(block, Table):
        return "".join(_fold(cell.text) for cell in sorted(block.cells, key=lambda one: (one.row, one.column)))
    return _fold(block.text)


def _fold(text: str) -> str:
    """The characters without what print does not tell apart: width, blanks, kinds of dashes and quotes."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"\s+", "", plain).translate(str.maketrans("—–－“”‘’", "---\"\"''"))


def _figures(block: Block) -> Iterator[tuple[str, float]]:
    """The numbers of a block with how surely they were read."""
    pieces = (
        [(cell.text, cell.spots) for cell in block.cells] if isinstance(block, Table) else [(block.text, block.spots)]
    )
    for text, spots in pieces:
        for number in _NUMBER.finditer(unicodedata.normalize("NFKC", text) if text.isascii() else text):
            yield number[0].rstrip(","), _confidence(spots, number.start(), number.end())


def _confidence(spots: Sequence[Spot], start: int, end: int) -> float:
    ends = [*(one.start for one in spots[1:]), 10**9]
    sure = [
        one.confidence if one.confidence is not None else 1.0
        for one, stop in zip(spots, ends, strict=True)
        if one.start < end and stop > start
    ]
    return min(sure, default=1.0)


def _print_bounds(told: Sequence[tuple[float, bool]]) -> None:
    wrong = sum(not right for _, right in told)
    print(f"{len(told)} figures read, {wrong} misread")
    print("bound   marked  of the misread  misread of the others")
    for bound in _BOUNDS:
        above = [right for sure, right in told if sure >= bound]
        missed = sum(not right for right in above)
        caught = 1 - missed / max(wrong, 1)
        print(
            f"{bound:5.2f}  {1 - len(above) / max(len(told), 1):7.3f}  {caught:14.3f}  {missed}/{len(above)} = {missed / max(len(above), 1):.4f}"
        )


if __name__ == "__main__":
    main()
