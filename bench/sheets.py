"""Pages of a PDF as offices scan them: the mishaps that a reader of scans has to cope with, one a condition."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image
from pypdfium2 import PdfDocument
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

Picture: TypeAlias = npt.NDArray[np.uint8]
"""Rows and columns of grey, or of red, green and blue."""

_POINTS = 72  # an inch
_PAPER = 250
_RULING = 46  # pixels at 100 dots an inch; longer than any stroke of a character


@dataclass(frozen=True, slots=True)
class Condition:
    """How sheets were scanned.

    Attributes:
        name: what is printed of it.
        dpi: dots an inch.
        angle: degrees by which sheets lie askew.
        quality: of the JPEG; 0 for black and white without loss.
        blur: radius of unsharpness in dots.
        noise: deviation of the noise, in shades.
        mishaps: what else befell the pages, in this order.
        joined: pages on a sheet.
    """

    name: str
    dpi: int = 200
    angle: float = 0.0
    quality: int = 70
    blur: float = 0.0
    noise: float = 4.0
    mishaps: tuple[Callable[[Picture, int], Picture], ...] = ()
    joined: int = 1


def light_unevenly(page: Picture, _dpi: int) -> Picture:
    """A page darker to one corner, as under a lamp."""
    height, width = page.shape[:2]
    down, across = np.linspace(0, 1, height)[:, None], np.linspace(0, 1, width)[None, :]
    shade = 1 - 0.45 * down * across - 0.15 * (1 - across)
    return _shades(page * (shade if page.ndim == 2 else shade[..., None]))


def stamp(page: Picture, dpi: int) -> Picture:
    """A page in colour with a round red seal over its text, and one over its lower right."""
    colour = page if page.ndim == 3 else np.repeat(page[..., None], 3, axis=2)
    height, width = page.shape[:2]
    ink = np.zeros((height, width), np.uint8)
    for x, y in ((0.45, 0.35), (0.72, 0.78)):
        middle, radius = (round(x * width), round(y * height)), round(0.83 * dpi)
        cv2.circle(ink, middle, radius, 255, max(2, dpi // 25))
        star = [
            (
                round(middle[0] + size * np.sin(turn)),
                round(middle[1] - size * np.cos(turn)),
            )
            for step in range(10)
            for turn, size in ((step * np.pi / 5, radius * (0.36 if step % 2 == 0 else 0.15)),)
        ]
        cv2.fillPoly(ink, [np.array(star, np.int32)], 255)
        for step in range(14):  # characters along the rim
            turn = np.pi * (0.75 + step * 1.5 / 13)
            place = (middle[0] + 0.78 * radius * np.sin(turn), middle[1] + 0.78 * radius * np.cos(turn))
            size = 0.09 * radius
            corners = [(round(place[0] + dx * size), round(place[1] + dy * size)) for dx, dy in ((-1, -1), (1, 1))]
            cv2.rectangle(ink, corners[0], corners[1], 255, max(1, dpi // 70))
    share = (ink / 255 * 0.85)[..., None]
    red = np.array((205, 35, 45)) * (colour / 255)  # ink lets black show through
    return _shades(colour * (1 - share) + red * share)


def turn_round(page: Picture, _dpi: int) -> Picture:
    """A page fed upside down."""
    return np.ascontiguousarray(np.rot90(page, 2))


def turn_left(page: Picture, _dpi: int) -> Picture:
    """A page stored on its side, its head to the left."""
    return np.ascontiguousarray(np.rot90(page, 1))


def turn_right(page: Picture, _dpi: int) -> Picture:
    """A page stored on its side, its head to the right."""
    return np.ascontiguousarray(np.rot90(page, 3))


def border(page: Picture, dpi: int) -> Picture:
    """A page with the black of the open lid around it."""
    left, top, right, bottom = (round(share * dpi) for share in (0.5, 0.2, 0.15, 0.6))
    return cv2.copyMakeBorder(page, top, bottom, left, right, cv2.BORDER_CONSTANT, value=(20, 20, 20)).astype(np.uint8)


def fade_rulings(page: Picture, dpi: int) -> Picture:
    """A page whose rulings are faint, and broken every third of an inch."""
    faded = page.copy()
    rulings = _rulings(page, dpi)
    faded[rulings] = np.maximum(faded[rulings], 165)
    rows, columns = np.indices(page.shape)
    gaps = rulings & ((rows + columns) % (dpi // 3) < dpi // 18)
    faded[gaps] = _PAPER
    return faded


def drop_rulings(page: Picture, dpi: int) -> Picture:
    """A page whose tables have no rulings."""
    dropped = page.copy()
    dropped[_rulings(page, dpi)] = _PAPER
    return dropped


def _rulings(page: Picture, dpi: int) -> npt.NDArray[np.bool_]:
    ink = ((page < 190) * 255).astype(np.uint8)
    length = _RULING * dpi // 100
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((length * 2 // 5, 1), np.uint8))
    # A stroke of a character has ends of its own; a ruling meets others.
    thick = cv2.dilate(across, np.ones((5, 5), np.uint8))
    count, labels = cv2.connectedComponents(down, connectivity=8)
    meeting = np.zeros(count, np.bool_)
    meeting[np.unique(labels[thick > 0])] = True
    meeting[0] = False
    return cv2.dilate(across | (meeting[labels] * 255).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0


CONDITIONS = (
    Condition("clean, 200 dpi", quality=80),
    Condition("grey, 150 dpi", dpi=150, angle=1.2, quality=50),
    Condition("grey, 300 dpi", dpi=300, angle=-0.8, quality=60),
    Condition("askew by 3", angle=3.0, quality=60, blur=0.5),
    Condition("askew by -3, 150 dpi", dpi=150, angle=-3.0, quality=50, blur=0.4),
    Condition("JPEG 30, unsharp, noisy, 150 dpi", dpi=150, angle=0.7, quality=30, blur=0.7, noise=9),
    Condition("uneven light", angle=-1.0, quality=60, blur=0.5, mishaps=(light_unevenly,)),
    Condition("red seals", angle=0.5, mishaps=(stamp,)),
    Condition("upside down", angle=0.8, mishaps=(turn_round,)),
    Condition("on its left side", angle=-0.6, mishaps=(turn_left,)),
    Condition("on its right side", angle=0.9, mishaps=(turn_right,)),
    Condition("black borders", angle=1.5, mishaps=(border,)),
    Condition("two pages a sheet", angle=0.6, joined=2),
    Condition("rulings faint and broken", angle=0.8, mishaps=(fade_rulings,)),
    Condition("tables without rulings", angle=-0.7, mishaps=(drop_rulings,)),
    Condition("black and white", angle=0.5, quality=0),
)
_BEFORE_SCANNING = (fade_rulings, drop_rulings, stamp)


def draw_page(page: bytes, dpi: int) -> Picture:
    """The first page of a PDF in grey."""
    with PdfDocument(page) as pdf:
        grey = pdf[0].render(scale=dpi / 72, grayscale=True).to_numpy()
        return np.array(grey, dtype=np.uint8).reshape(grey.shape[0], grey.shape[1])


def scan(pages: Sequence[Picture], condition: Condition, seed: int) -> bytes:
    """A PDF of one sheet that shows pages (in grey, at the condition's resolution) as the condition says."""
    shown = [_befall(page, condition, before=True) for page in pages]
    height = max(page.shape[0] for page in shown)
    filled = [cv2.copyMakeBorder(one, 0, height - one.shape[0], 0, 0, cv2.BORDER_CONSTANT, value=255) for one in shown]
    sheet = np.hstack(filled).astype(np.uint8) if len(filled) > 1 else shown[0]
    sheet = _turn(np.minimum(sheet, _PAPER).astype(np.uint8), condition.angle)
    sheet = _befall(sheet, condition, before=False)
    if condition.blur:
        sheet = np.asarray(cv2.GaussianBlur(sheet, (0, 0), condition.blur), dtype=np.uint8)
    noise = np.random.default_rng(seed).normal(0, condition.noise, sheet.shape)
    return _bind(_shades(sheet + noise), condition)


def _befall(page: Picture, condition: Condition, *, before: bool) -> Picture:
    for mishap in condition.mishaps:
        if (mishap in _BEFORE_SCANNING) == before:
            page = mishap(page, condition.dpi)
    return page


def _turn(page: Picture, angle: float) -> Picture:
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    paper = (_PAPER, _PAPER, _PAPER)
    return np.asarray(cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper), np.uint8)


def _shades(values: npt.NDArray[np.floating]) -> Picture:
    shades: Picture = np.clip(values, 0, 255).astype(np.uint8)
    return shades


def _bind(sheet: Picture, condition: Condition) -> bytes:
    picture = BytesIO()
    image = Image.fromarray(sheet)
    if condition.quality:
        image.save(picture, "JPEG", quality=condition.quality)
    else:
        image.convert("1", dither=Image.Dither.NONE).save(picture, "PNG")
    picture.seek(0)
    target = BytesIO()
    size = (sheet.shape[1] * _POINTS / condition.dpi, sheet.shape[0] * _POINTS / condition.dpi)
    canvas = Canvas(target, pagesize=size, invariant=1)
    canvas.drawImage(ImageReader(picture), 0, 0, *size)
    canvas.showPage()
    canvas.save()
    return target.getvalue()
