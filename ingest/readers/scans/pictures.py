"""Pictures of pages: image files and rendered PDF pages as arrays of grey, within limits."""

from io import BytesIO

import numpy as np
import pypdfium2
from PIL import Image, ImageOps

from ingest.errors import UnreadableSourceError
from ingest.readers.scans.seals import drop_seals
from ingest.readers.scans.shades import Grey

MOST_PIXELS = 72_000_000  # a sheet of A3 at 600 dots an inch
LONGEST_SIDE = 2400  # pixels kept: A4 at 200 dots an inch; the recogniser gains nothing from more
SHORTEST_SIDE = 60  # pixels; nothing can be read from less
_FEWEST_FOR_PAGE = 1000  # pixels of the longer side; smaller pictures are enlarged to it
Image.MAX_IMAGE_PIXELS = None  # the size is checked here, and refused in words, before anything is decoded
_DAMAGED = "图片文件已损坏，无法读取：请重新扫描或重新导出后再试。"


class PageSource:
    """A file whose pages are asked for one by one, numbered from 0."""

    def __init__(self, content: bytes) -> None:
        """Open a PDF or an image file.

        Raises:
            UnreadableSourceError: damage.
        """
        self._pdf: pypdfium2.PdfDocument | None = None
        self._image: Image.Image | None = None
        try:
            if b"%PDF-" in content[:1024]:
                self._pdf = pypdfium2.PdfDocument(content)
                self.count = len(self._pdf)
            else:
                self._image = Image.open(BytesIO(content))
                # Other formats keep animations and thumbnails in their further frames.
                self.count = int(getattr(self._image, "n_frames", 1)) if self._image.format == "TIFF" else 1
        # Headers of a dozen formats: the library raises anything over bytes that it did not expect.
        except Exception as error:
            raise UnreadableSourceError(_DAMAGED) from error

    def render(self, number: int) -> Grey:
        """Return a page as it is seen, without the seals stamped on it.

        Raises:
            UnreadableSourceError: damage, or more pixels than a page may have.
        """
        try:
            return self._render_pdf(number) if self._pdf is not None else self._decode(number)
        except UnreadableSourceError:
            raise
        # Decoders of a dozen formats raise anything over bytes that they did not expect.
        except Exception as error:
            raise UnreadableSourceError(f"第 {number + 1} 页的图片已损坏，无法读取：请重新扫描后再试。") from error

    def _render_pdf(self, number: int) -> Grey:
        assert self._pdf is not None
        page = self._pdf[number]
        width, height = page.get_size()
        bitmap = page.render(scale=LONGEST_SIDE / max(width, height), rev_byteorder=True)
        colour = np.array(bitmap.to_numpy(), dtype=np.uint8)
        page.close()
        return drop_seals(colour)

    def _decode(self, number: int) -> Grey:
        assert self._image is not None
        image = self._image
        image.seek(number)
        width, height = image.size
        if width * height > MOST_PIXELS:
            raise UnreadableSourceError(
                f"图片有 {width}×{height} 像素，超过上限 {MOST_PIXELS // 10**6} 百万像素：请用 200～300 dpi 重新扫描后再试。"
            )
        if min(width, height) < SHORTEST_SIDE:
            raise UnreadableSourceError(
                f"图片只有 {width}×{height} 像素，看不清文字：请用 200～300 dpi 重新扫描后再试。"
            )
        image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))  # of a JPEG, so that a large one is not decoded whole
        upright = _flatten(ImageOps.exif_transpose(image))
        longest = max(upright.size)
        scale = min(1.0, LONGEST_SIDE / longest) if longest >= _FEWEST_FOR_PAGE else _FEWEST_FOR_PAGE / longest
        if scale != 1.0:
            size = (max(1, round(upright.width * scale)), max(1, round(upright.height * scale)))
            upright = upright.resize(size, Image.Resampling.LANCZOS if scale < 1 else Image.Resampling.BICUBIC)
        shades = np.array(upright, dtype=np.uint8)
        return drop_seals(shades) if upright.mode == "RGB" else shades


def _flatten(image: Image.Image) -> Image.Image:
    """The picture on white paper, in grey or in colour."""
    if image.mode.startswith(("I", "F")):  # deeper than eight bits; converting would cut off all but the darkest
        deep = np.asarray(image, dtype=np.float64)
        low, high = float(deep.min()), float(deep.max())
        return Image.fromarray(((deep - low) * (255 / max(high - low, 1))).astype(np.uint8))
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layered = image.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(paper, layered).convert("RGB")
    return image.convert("L" if image.mode in {"1", "L"} else "RGB")
