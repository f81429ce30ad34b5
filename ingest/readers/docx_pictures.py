"""Pictures in Word documents that are pages or tables: clerks paste scans of signed tables into their reports."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ingest.readers.docx_xml import W

RELATIONS = "word/_rels/document.xml.rels"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_R_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_IDS = tuple(space + name for space in (_R, _R_STRICT) for name in ("embed", "id"))
_SHOWN = ("}blip", "}imagedata")
_KINDS = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp")
_LEAST_WIDTH, _LEAST_HEIGHT = 8.0, 3.0  # centimetres; seals, emblems and signatures are smaller
_CENTIMETRE = 360_000  # of the units in which drawings are measured
_STYLED = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]{1,9})(pt|in|cm|mm)", re.IGNORECASE)
_UNITS = {"pt": 2.54 / 72, "in": 2.54, "cm": 1.0, "mm": 0.1}


@dataclass(frozen=True, slots=True)
class PastedPicture:
    """A picture large enough to be a page or a table, where it stands among the blocks; `member` of the archive."""

    member: str


def find_relations(root: Any | None) -> dict[str, str]:
    """The members of the archive that the document's parts are called by, by their ids."""
    if root is None:
        return {}
    targets = {one.get("Id"): one for one in root if one.get("TargetMode") != "External"}
    return {
        name: posixpath.normpath(posixpath.join("word", one.get("Target") or "")).lstrip("/")
        for name, one in targets.items()
        if name
    }


def find_pasted(element: Any, relations: Mapping[str, str]) -> Iterator[PastedPicture]:
    """Yield the large pictures of a drawing, without those in text boxes, which have paragraphs of their own."""
    if element.tag == f"{W}txbxContent":
        return
    if isinstance(element.tag, str) and element.tag.endswith(_SHOWN):
        member = next((relations[one] for name in _IDS if (one := element.get(name)) in relations), "")
        if member.lower().endswith(_KINDS) and _is_large(element):
            yield PastedPicture(member)
    for child in element:
        yield from find_pasted(child, relations)


def _is_large(picture: Any) -> bool:
    """Tell by the size at which a picture is shown; one of which none is told may be anything."""
    for parent in picture.iterancestors():
        extent = next((one for one in parent if isinstance(one.tag, str) and one.tag.endswith("}extent")), None)
        if extent is not None:
            sides = [extent.get(name) or "" for name in ("cx", "cy")]
            if not all(side.isdecimal() and len(side) < 12 for side in sides):
                return False
            width, height = (int(side) / _CENTIMETRE for side in sides)
            return width >= _LEAST_WIDTH and height >= _LEAST_HEIGHT
        told = {name.lower(): (value, unit.lower()) for name, value, unit in _STYLED.findall(parent.get("style") or "")}
        if len(told) == 2:
            return _length(*told["width"]) >= _LEAST_WIDTH and _length(*told["height"]) >= _LEAST_HEIGHT
    return False


def _length(value: str, unit: str) -> float:
    return float(value) * _UNITS[unit] if value.count(".") <= 1 and value.strip(".") else 0.0
