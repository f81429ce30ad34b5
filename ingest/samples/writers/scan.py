"""A PDF as somebody printed it and laid it on a scanner: `write_scan`, and `scan_pages` for pictures without a PDF.

What draws the pages comes with what reads PDFs; characters are drawn with a Chinese font of the machine, since the
PDFs of the generator bring none along.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from random import Random

from PIL import Image, ImageFilter
from pypdfium2 import PdfDocument
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

_POINTS = 72  # an inch


@dataclass(frozen=True, slots=True)
class ScanShape:
    """How a report was scanned.

    Attributes:
        dpi: dots an inch.
        angle: degrees by which each sheet lies askew; every other sheet the other way.
        blur: radius of the scanner's unsharpness, in dots.
        noise: share of each dot that is chance, from 0 to 1.
        quality: of the JPEG, from 1 to 95.
        paper: brightness of the paper, from 0 to 255.
        colours: `L` shades of grey, `RGB` colour, `1` black and white.
        pages: how many of the pages, from the first; None for all.
    """

    dpi: int = 150
    angle: float = 0.6
    blur: float = 0.5
    noise: float = 0.06
    quality: int = 70
    paper: int = 245
    colours: str = "L"
    pages: int | None = None


def scan_pages(content: bytes, shape: ScanShape, seed: int = 1) -> Iterator[Image.Image]:
    """Yield the pages of a PDF as pictures."""
    chance = Random(seed)  # noqa: S311  (noise of a sample)
    with PdfDocument(content) as pdf:
        count = len(pdf) if shape.pages is None else min(shape.pages, len(pdf))
        for number in range(count):
            page = pdf[number].render(scale=shape.dpi / _POINTS, grayscale=True).to_pil().convert("L")
            yield _scan(page, shape, shape.angle if number % 2 == 0 else -shape.angle, chance)


def write_scan(content: bytes, shape: ScanShape, seed: int = 1) -> bytes:
    """Return a PDF whose pages are pictures of the pages of another."""
    return bind(list(scan_pages(content, shape, seed)), shape)


def bind(pages: Sequence[Image.Image], shape: ScanShape) -> bytes:
    """Return a PDF that shows pictures, a page each."""
    target = BytesIO()
    canvas = Canvas(target, invariant=1)
    for page in pages:
        width, height = (side * _POINTS / shape.dpi for side in page.size)
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(BytesIO(encode(page, shape))), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def encode(page: Image.Image, shape: ScanShape) -> bytes:
    """Return a page as a scanner stores it: a JPEG, or a PNG where it has no shades."""
    target = BytesIO()
    if page.mode == "1":
        page.save(target, "PNG")
    else:
        page.save(target, "JPEG", quality=shape.quality)
    return target.getvalue()


def _scan(page: Image.Image, shape: ScanShape, angle: float, chance: Random) -> Image.Image:
    turned = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    soft = turned.filter(ImageFilter.GaussianBlur(shape.blur))
    grey = soft.point([round(value * shape.paper / 255) for value in range(256)])
    noise = Image.frombytes("L", grey.size, chance.randbytes(grey.width * grey.height))
    noisy = Image.blend(grey, noise, shape.noise)
    return noisy.convert(shape.colours, dither=Image.Dither.NONE)
