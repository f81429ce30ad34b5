"""The library that recognises text, behind two questions: where are lines, and what does a line say."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import cv2
import numpy as np
from rapidocr import RapidOCR

from ingest.readers.scans.glyphs import Glyph
from ingest.readers.scans.shades import Grey

_DETECTED_SIDE = 1280  # pixels of the longer side of the copy on which lines are looked for


class Recogniser:
    """One engine, loaded when first asked; one thread and one line at a time, which bounds its memory.

    Lines are not classified as upright or upside down: on long lines the classifier is wrong more often than sheets are
    fed upside down, and what it turns is lost.
    """

    @cached_property
    def _engine(self) -> Any:
        cv2.setNumThreads(1)
        return RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Global.max_side_len": 10_000,  # pages come in the size in which they are to be read
                "Global.return_word_box": True,
                "Det.limit_side_len": _DETECTED_SIDE,
                "Det.limit_type": "max",
                "Rec.rec_batch_num": 1,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def find_lines(self, page: Grey) -> list[tuple[int, int, int, int]]:
        """Return the boxes (left, top, right, bottom) of pieces of lines on a straightened page."""
        found = self._engine(_in_colour(page), use_det=True, use_rec=False, use_cls=False)
        if found.boxes is None:
            return []
        height, width = page.shape
        boxes = []
        for corners in found.boxes:
            left, top = np.floor(corners.min(axis=0)).astype(int)
            right, bottom = np.ceil(corners.max(axis=0)).astype(int)
            box = (max(0, int(left)), max(0, int(top)), min(width, int(right)), min(height, int(bottom)))
            if box[2] - box[0] > 2 and box[3] - box[1] > 2:
                boxes.append(box)
        return boxes

    def read_lines(self, page: Grey, boxes: Sequence[tuple[int, int, int, int]]) -> list[tuple[Glyph, ...]]:
        """Return the characters of each box, from left to right; none where nothing is recognised."""
        if not boxes:
            return []
        crops = [_in_colour(page[top:bottom, left:right]) for left, top, right, bottom in boxes]
        read = self._engine.recognize_txt(crops)
        return [
            tuple(_glyphs(text, words, box))
            for text, words, box in zip(read.txts, read.word_results, boxes, strict=True)
        ]


def _glyphs(text: str, words: Any, box: tuple[int, int, int, int]) -> list[Glyph]:
    """The characters of one line; the library tells the columns of all but blanks, which stand where they follow."""
    if not text:
        return []
    columns = [column for word in words.word_cols for column in word]
    scale = (box[2] - box[0]) / max(float(words.line_txt_len), 1.0)
    glyphs: list[Glyph] = []
    at = 0
    for char, confidence in zip(text, words.confs, strict=True):
        if not char.isspace() and at < len(columns):
            x = box[0] + (columns[at] + 0.5) * scale
            at += 1
        else:
            x = glyphs[-1].x if glyphs else float(box[0])
        glyphs.append(Glyph(char, min(x, float(box[2])), float(confidence)))
    return glyphs


def _in_colour(page: Grey) -> Any:
    return cv2.cvtColor(np.ascontiguousarray(page), cv2.COLOR_GRAY2BGR)
