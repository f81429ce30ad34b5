"""Seals: round and red, stamped over the text that is to be read."""

import cv2
import numpy as np

from ingest.readers.scans.shades import Colour, Grey

_STEP = 4  # pixels; seals are looked for on a copy with every fourth
_RED = 40  # shades by which red ink is redder than it is green and blue
_GAP = 11  # pixels of the copy between the characters of a seal and its rim
_LEAST, _MOST = 0.04, 0.3  # of the longer side of the picture: a seal's diameter
_ROUND = 1.4  # the most that one diameter is of the other
_OUTSIDE = 0.05  # of a seal's ink lies outside its rim; of a block of red numbers a fifth
_SEAM = 9  # pixels within which colours run into each other
_LIGHT = 75  # shades by which what is no print is darker than paper at most
_PAD = 2  # pixels of the copy


def drop_seals(picture: Colour) -> Grey:
    """The shades of a picture without the ink of its seals; what is printed under them stays, and so does red print."""
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    small = picture[::_STEP, ::_STEP].astype(np.int16)
    red = ((small[..., 0] - small[..., 1:].max(axis=2)) > _RED).astype(np.uint8)
    if not red.any():
        return grey
    joined = cv2.morphologyEx(red, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_GAP, _GAP)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    longest = max(red.shape)
    for number in range(1, count):
        left, top, width, height = (int(stats[number, place]) for place in range(4))
        if not (_LEAST * longest <= min(width, height) and max(width, height) <= _MOST * longest):
            continue
        window = (slice(top, top + height), slice(left, left + width))
        if max(width, height) <= _ROUND * min(width, height) and _is_round(
            (labels[window] == number) & (red[window] > 0)
        ):
            seen = tuple(slice(max(0, one.start - _PAD) * _STEP, (one.stop + _PAD) * _STEP) for one in window)
            grey[seen] = _without_red(picture[seen])
    return grey


def _without_red(part: Colour) -> Grey:
    """The shades in red light, in which ink of a seal is hardly darker than paper, made as bright as that where it is."""
    bright = part[..., 0].astype(np.float32)
    redness = bright - part[..., 1:].max(axis=2)
    inked = redness > max(_RED, 0.8 * float(redness.max()))
    ink, full = float(np.median(bright[inked])), float(np.median(redness[inked]))
    paper = float(np.percentile(bright[redness < _RED], 80)) if (redness < _RED).any() else 255.0
    share = np.clip(redness / full, 0, 1)
    clean = np.clip(bright + share * max(paper - ink, 0), 0, 255)
    # Cameras and JPEG know colours less sharply than shades: around the ink a seam is left, lighter than any print.
    seam = cv2.dilate((redness > _RED / 2).astype(np.uint8), np.ones((_SEAM, _SEAM), np.uint8)) > 0
    clean[seam & (clean > paper - _LIGHT)] = paper
    return np.asarray(clean, dtype=np.uint8)


def _is_round(ink: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> bool:
    height, width = ink.shape
    down, across = np.indices(ink.shape)
    outside = ((down + 0.5) / height * 2 - 1) ** 2 + ((across + 0.5) / width * 2 - 1) ** 2 > 1.1
    return bool(ink[outside].sum() <= _OUTSIDE * ink.sum())
