"""OFD files for tests, written by hand in the words of GB/T 33190."""

import io
import zipfile
from collections.abc import Mapping

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
ROOT = f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
FILLER = "本单位的职责是研究制定本区有关工作的规划，组织实施并检查。"


def text(words: str, x: float, y: float, *, size: float = 4, attributes: str = "", code: str = "") -> str:
    """A line of text: the corner of its box, and the step between its characters."""
    code = code or f'X="0" Y="{size}" DeltaX="g {len(words) - 1} {size}"'
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} 150 {size}" Font="3" Size="{size}" {attributes}>'
        f"<ofd:TextCode {code}>{words}</ofd:TextCode></ofd:TextObject>"
    )


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    """A ruling."""
    return (
        f'<ofd:PathObject ID="8" Boundary="{x0} {y0} {x1 - x0} {y1 - y0}">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def page(objects: str, more: str = "", box: str = "0 0 210 297") -> str:
    """A page of these objects."""
    area = f"<ofd:Area><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:Area>"
    return f'<ofd:Page {NS}>{area}{more}<ofd:Content><ofd:Layer ID="2">{objects}</ofd:Layer></ofd:Content></ofd:Page>'


def ofd(*pages: str, common: str = "", parts: Mapping[str, str] | None = None) -> bytes:
    """A file of these pages; `parts` are added, or stand in place of those that are made."""
    listed = "".join(f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at, _ in enumerate(pages))
    made = {
        "OFD.xml": ROOT,
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
        "</ofd:Document>",
        **{f"Doc_0/Pages/Page_{at}/Content.xml": one for at, one in enumerate(pages)},
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in made.items():
            archive.writestr(name, part)
    return out.getvalue()
