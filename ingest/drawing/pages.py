"""A page of a source as a picture of its own; runs in a process apart, since sources come from outside."""

import io
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageOps
from pypdfium2 import PdfDocument, PdfiumError

from ingest.errors import UnreadableSourceError

FORMATS = frozenset(
    {"pdf", "jpg", "jpeg", "png", "tif", "tiff", "bmp", "webp", "gif"}
)  # of sources whose pages are drawn
RECIPE = 1  # changes whenever the same page would become another picture
_LONGEST = 2000  # points of the longer side: at twice the width of a telephone, small print can still be read
_LARGEST_SCALE = 4.0  # of a PDF's points; a page the size of a stamp stays one
_MOST_POINTS = 150_000_000  # of a picture that comes from outside: a large sheet, scanned finely
_QUALITY = 80
_DAMAGED = "源文件已损坏，画不出这一页：可以下载源文件，用其他软件打开试试。"


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded picture, its media type, and its size in points."""

    content: bytes
    mimetype: str
    width: int
    height: int


def draw_page(content: bytes, number: int) -> Picture | None:
    """Return a page, counted from 1, as it is seen; None where the source has no such page.

    Raises:
        UnreadableSourceError: neither a PDF nor a picture, or damaged.
    """
    image = _draw_pdf_page(content, number) if b"%PDF-" in content[:1024] else _draw_frame(content, number)
    return None if image is None else encode_picture(image)


def _draw_pdf_page(content: bytes, number: int) -> Image.Image | None:
    try:
        with PdfDocument(content) as pdf:
            if not 1 <= number <= len(pdf):
                return None
            pdf.init_forms()
            page = pdf[number - 1]
            scale = min(_LONGEST / max(page.get_size()), _LARGEST_SCALE)
            image: Image.Image = page.render(scale=scale).to_pil()
            return image
    except (PdfiumError, ZeroDivisionError) as error:
        raise UnreadableSourceError(_DAMAGED) from error


def _draw_frame(content: bytes, number: int) -> Image.Image | None:
    """A page of a picture, of which only some formats have several."""
    Image.MAX_IMAGE_PIXELS = _MOST_POINTS // 2  # the library refuses at twice this
    try:
        with Image.open(io.BytesIO(content)) as image:
            if not 1 <= number <= getattr(image, "n_frames", 1):
                return None
            image.seek(number - 1)
            image.draft("RGB", (_LONGEST, _LONGEST))
            image.thumbnail((_LONGEST, _LONGEST))
            return ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:  # as the library says of damage
        raise UnreadableSourceError(_DAMAGED) from error


def encode_picture(image: Image.Image) -> Picture:
    """The picture in whichever of two formats takes less: one is made for print, the other for photographs."""
    image = _without_colour(image.convert("RGB"))
    encoded = []
    for kind, options in (("PNG", {}), ("WEBP", {"quality": _QUALITY})):
        out = io.BytesIO()
        image.save(out, kind, **options)
        encoded.append(Picture(out.getvalue(), f"image/{kind.lower()}", image.width, image.height))
    return min(encoded, key=lambda picture: len(picture.content))


def _without_colour(image: Image.Image) -> Image.Image:
    """The same picture in grey where it holds no colour: a third of the bytes."""
    red, green, blue = image.split()
    coloured = ImageChops.difference(red, green).getbbox() or ImageChops.difference(green, blue).getbbox()
    return image if coloured else green
