"""The door to the writer of web pages."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ingest.samples.document import Document
from ingest.samples.scene import Scene
from ingest.samples.writers.html.body import write_broken, write_office, write_tagged
from ingest.samples.writers.html.frames import FRAMES, Notice

_BODIES: Mapping[str, Callable[[Document], Iterator[str]]] = {
    "portal": write_tagged,
    "columns": write_broken,
    "office": write_office,
}
_ENCODINGS = {"columns": "gb18030"}


@dataclass(frozen=True, slots=True)
class PageShape:
    """What kind of page it is.

    Attributes:
        site: `portal`, `columns` (a page laid out by tables, in GB2312) or `office` (saved by a word processor).
    """

    site: str = "portal"


def write_html(document: Document, shape: PageShape, scene: Scene) -> bytes:
    """Return the file's bytes."""
    notice = Notice(
        site="某某区人民政府门户网站",
        title=document.header,
        address=f"https://www.example.gov.cn/zwgk/{scene.year + 1}/content_1.html",
        published=f"{scene.year + 1}-09-30",
    )
    text = "\n".join(_BODIES[shape.site](document))
    return FRAMES[shape.site](notice, text).encode(_ENCODINGS.get(shape.site, "utf-8"))
