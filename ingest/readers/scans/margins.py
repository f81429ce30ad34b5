"""What a scanner sees beside the sheet: the black of its open lid."""

import cv2
import numpy as np

from ingest.readers.scans.shades import Grey

_STEP = 4  # pixels; looked for on a copy of a quarter of the size
_BLACK = 90  # shades; darker is no paper
_THIN = 5  # pixels of the copy: rulings and characters that reach the edge are thinner
_LEAST = 0.003  # of the picture; less is a shadow or a hole of a binder
_FRINGE = 9  # pixels of the copy around the black that its unsharpness darkens
_AROUND = 61  # pixels of the copy by which the shade of the paper is told


def whiten_margins(page: Grey) -> Grey:
    """The page with the shade of its paper where black reaches in from the edges of the picture."""
    height, width = page.shape
    small = cv2.resize(page, (max(1, width // _STEP), max(1, height // _STEP)), interpolation=cv2.INTER_AREA)
    dark = (small < _BLACK).astype(np.uint8)
    framed = cv2.copyMakeBorder(dark, _THIN, _THIN, _THIN, _THIN, cv2.BORDER_REPLICATE)
    thick = cv2.morphologyEx(framed, cv2.MORPH_OPEN, np.ones((_THIN, _THIN), np.uint8))[_THIN:-_THIN, _THIN:-_THIN]
    count, labels, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(thick), connectivity=8)
    outside = np.zeros(count, np.uint8)
    for number in range(1, count):
        left, top, across, down = (int(stats[number, place]) for place in range(4))
        at_edge = left == 0 or top == 0 or left + across == small.shape[1] or top + down == small.shape[0]
        # All black is a picture of nothing; what is left of it would be white.
        outside[number] = at_edge and _LEAST < stats[number, cv2.CC_STAT_AREA] / small.size < 1 - _LEAST
    if not outside.any():
        return page
    gone = cv2.dilate(outside[labels], np.ones((_FRINGE, _FRINGE), np.uint8))
    kept = np.where(gone > 0, 0, 1).astype(np.float32)
    weight = cv2.blur(kept, (_AROUND, _AROUND))
    paper = np.where(weight > 0.01, cv2.blur(small * kept, (_AROUND, _AROUND)) / np.maximum(weight, 0.01), 255)
    size = (width, height)
    mask = cv2.resize(gone, size, interpolation=cv2.INTER_NEAREST)
    shade = cv2.resize(paper.astype(np.uint8), size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(np.where(mask > 0, shade, page), dtype=np.uint8)
