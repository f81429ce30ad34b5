"""The pages of an OFD file, as characters and rulings such as the PDF reader finds lines and tables in."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pdfplumber.table import TableFinder

from ingest.errors import UnreadableSourceError
from ingest.readers.ofd_geometry import POINTS, Matrix, find_rulings, place_object, read_deltas
from ingest.readers.ofd_parts import DAMAGED, Parts, find, find_all, find_text, local_name, locate, read_numbers
from ingest.readers.pdf_lines import Box
from ingest.readers.pdf_pages import MAX_PAGES, Page, load_page

_A4 = [0.0, 0.0, 210.0, 297.0]
_ASCENT = 0.88  # of a letter's height above its base line
_MOST_CHARACTERS = 100_000  # of a page
_MOST_RULINGS = 20_000  # of a page, as drawn; the lines of a table are often drawn cell by cell
_DEEPEST = 20  # groups in groups
_NO_LETTERS = "\u00a4\ufffd\u25a1"  # what stands where only the shape of a letter is known
_FONT_OWN = range(0xE000, 0xF900)


@dataclass
class DrawnPage:
    """What is drawn on a page, in points, under the names that pdfplumber gives to it."""

    page_number: int
    bbox: tuple[float, float, float, float]
    chars: list[dict[str, Any]] = field(default_factory=list)
    edges: list[dict[str, Any]] = field(default_factory=list)
    unknown: int = 0  # characters of which only the shape is known
    pictures: float = 0.0  # square points that pictures cover

    @property
    def width(self) -> float:
        """The width of the page."""
        return self.bbox[2] - self.bbox[0]

    @property
    def height(self) -> float:
        """The height of the page."""
        return self.bbox[3] - self.bbox[1]

    def find_tables(self) -> Any:
        """The ruled tables, found as on a page of a PDF."""
        page: Any = self  # the finder asks a page for nothing that this one has not
        return TableFinder(page).tables if self.edges else []

    def close(self) -> None:
        """Let go of what was drawn."""
        self.chars, self.edges = [], []


@dataclass(frozen=True, slots=True)
class LoadedPages:
    """The pages of a file, and of how many characters only the shape is known or how many pages are pictures."""

    pages: list[Page]
    unknown: int
    pictures: int


def load_ofd_pages(content: bytes, counted: Callable[[int], object]) -> LoadedPages:
    """Return the pages of an OFD file.

    Args:
        content: the file.
        counted: called with the number of pages before they are read.

    Raises:
        UnreadableSourceError: a password, damage, too many pages, or more on one of them than on any.
    """
    try:
        return _load(Parts(content), counted)
    except (RecursionError, ValueError, OverflowError) as error:
        raise UnreadableSourceError(DAMAGED) from error


def _load(parts: Parts, counted: Callable[[int], object]) -> LoadedPages:
    root = parts.load("OFD.xml")
    documents = [locate("OFD.xml", find_text(body, "DocRoot")) for body in find_all(root, "DocBody")]
    readers = [_Document(parts, path) for path in documents]
    count = sum(len(reader.pages) for reader in readers)
    if not count:
        raise UnreadableSourceError(DAMAGED)
    if count > MAX_PAGES:
        raise UnreadableSourceError(f"OFD 超过 {MAX_PAGES} 页，不像是报告：请拆分后再试。")
    counted(count)
    loaded: list[Page] = []
    unknown = pictures = 0
    for reader in readers:
        for location in reader.pages:
            drawn = reader.draw(location, len(loaded) + 1)
            unknown += drawn.unknown
            pictures += drawn.pictures > 0.4 * drawn.width * drawn.height
            loaded.append(load_page(drawn, Box(*drawn.bbox)))
    return LoadedPages(loaded, unknown, pictures)


class _Document:
    """A document of the file: its pages, the templates below them, and drawings that several use."""

    def __init__(self, parts: Parts, path: str) -> None:
        self._parts = parts
        self._root = parts.load(path)
        self._box = read_numbers(find_text(self._root, "CommonData", "PageArea", "PhysicalBox")) or _A4
        self.pages = [locate(path, page.get("BaseLoc") or "") for page in find_all(self._root, "Pages", "Page")]
        self._templates = {
            template.get("ID"): locate(path, template.get("BaseLoc") or "")
            for template in find_all(self._root, "CommonData", "TemplatePage")
        }
        self._units: dict[str | None, Any] = {}
        for name in ("PublicRes", "DocumentRes"):
            for resource in find_all(self._root, "CommonData", name):
                self._read_units(locate(path, resource.text or ""))
        self._roots = parts.load_all(self.pages)
        self._uses = Counter(
            template.get("TemplateID")
            for location in self.pages
            for template in find_all(self._roots[location], "Template")
        )

    def _read_units(self, path: str) -> None:
        for unit in find_all(self._parts.load(path), "CompositeGraphicUnits", "CompositeGraphicUnit"):
            self._units[unit.get("ID")] = unit

    def draw(self, location: str, number: int) -> DrawnPage:
        """What is drawn on a page.

        What stands on a template of several pages is repeated on each: headers, marks of origin. It is no text of the
        report. A template of one page holds the form that the page fills in.
        """
        root = self._roots[location]
        box = read_numbers(find_text(root, "Area", "PhysicalBox"))
        box = box if len(box) == 4 else self._box
        x, y, width, height = box if len(box) == 4 else _A4
        page = DrawnPage(number, (0.0, 0.0, width * POINTS, height * POINTS))
        around = Matrix(POINTS, 0.0, 0.0, POINTS, -x * POINTS, -y * POINTS)
        for template in find_all(root, "Template"):
            name = template.get("TemplateID")
            if self._uses[name] == 1 and name in self._templates:
                self._draw_layers(self._parts.load(self._templates[name]), around, page)
        for resource in find_all(root, "PageRes"):
            self._read_units(locate(location, resource.text or ""))
        self._draw_layers(root, around, page)
        return page

    def _draw_layers(self, root: Any, around: Matrix, page: DrawnPage) -> None:
        for layer in find_all(root, "Content", "Layer"):
            self._draw_objects(layer, around, page, 0)

    def _draw_objects(self, parent: Any, around: Matrix, page: DrawnPage, depth: int) -> None:
        if depth > _DEEPEST:
            raise UnreadableSourceError("OFD 文件里的图形嵌套太深，无法读取：请导出为有文字层的 PDF 再导入。")
        for one in parent:
            if (one.get("Visible") or "").strip().lower() == "false":
                continue
            match local_name(one):
                case "TextObject":
                    _draw_text(one, around, page)
                case "PathObject":
                    _draw_path(one, around, page)
                case "ImageObject":
                    box = read_numbers(one.get("Boundary"))
                    page.pictures += abs(box[2] * box[3]) * POINTS**2 if len(box) == 4 else 0.0
                case "PageBlock":
                    self._draw_objects(one, around, page, depth + 1)
                case "CompositeObject":
                    unit = self._units.get(one.get("ResourceID"))
                    content = find(unit, "Content") if unit is not None else None
                    if content is not None:
                        self._draw_objects(content, place_object(one, around), page, depth + 1)


def _draw_path(element: Any, around: Matrix, page: DrawnPage) -> None:
    stroked = (element.get("Stroke") or "true").strip().lower() != "false"
    filled = (element.get("Fill") or "false").strip().lower() == "true"
    data = find_text(element, "AbbreviatedData")
    page.edges += find_rulings(data, place_object(element, around), stroked=stroked, filled=filled)
    if len(page.edges) > _MOST_RULINGS:
        raise UnreadableSourceError(
            f"OFD 第 {page.page_number} 页上的线条过多，无法读取：请导出为有文字层的 PDF 再导入。"
        )


def _draw_text(element: Any, around: Matrix, page: DrawnPage) -> None:
    matrix = place_object(element, around)
    size = next(iter(read_numbers(element.get("Size"))), 0.0)
    if size <= 0:
        return
    stretch = next(iter(read_numbers(element.get("HScale"))), 1.0)
    upright = matrix.upright and (element.get("CharDirection") or "0").strip() in {"0", ""}
    x = y = 0.0
    for code in find_all(element, "TextCode"):
        # A piece that says nothing of its place begins where the one before began.
        x = next(iter(read_numbers(code.get("X"))), x)
        y = next(iter(read_numbers(code.get("Y"))), y)
        for text, left, top, advance in _characters(code, x, y, size * stretch):
            x0, base = matrix.apply(left, top)
            height = size * matrix.scale
            page.chars.append(
                {
                    "text": text,
                    "x0": x0,
                    "x1": x0 + advance * matrix.stretch,
                    "top": base - _ASCENT * height,
                    "bottom": base + (1 - _ASCENT) * height,
                    "size": height,
                    "upright": upright,
                }
            )
            page.unknown += text in _NO_LETTERS or ord(text[0]) in _FONT_OWN
    if len(page.chars) > _MOST_CHARACTERS:
        raise UnreadableSourceError(f"OFD 第 {page.page_number} 页上的文字过多，不像是报告：请检查文件，或拆分后再试。")


def _characters(code: Any, x: float, y: float, em: float) -> Iterator[tuple[str, float, float, float]]:
    """Yield each character of a piece with the place of its base and the room that it takes."""
    text = "".join(code.itertext())
    if not text.strip():
        return
    text = text.replace("\n", " ").replace("\r", " ")
    across = read_deltas(code.get("DeltaX"), len(text))
    down = read_deltas(code.get("DeltaY"), len(text))
    for at, character in enumerate(text):
        usual = em if ord(character) > 0x2E7F or character in "“”‘’—…" else em / 2
        step = across[at] if at < len(across) else 0.0 if down else usual
        # A step somewhat wider than the letter is spacing of the line, and no gap.
        room = step if 0 < step <= 1.4 * usual else usual
        yield character, x, y, room
        x += step
        y += down[at] if at < len(down) else 0.0
