"""The parts of an OFD file: the document, its pages, its font, written by the names of the standard."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby, pairwise
from xml.sax.saxutils import escape

from ingest.samples.writers.ofd.drawing import Drawing, Ruling, Run

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


@dataclass(frozen=True, slots=True)
class OfdShape:
    """How the file is made.

    Attributes:
        grouped: objects lie in blocks of the page, and text is scaled by a matrix.
        header: running lines stand on a template of all pages.
        thin: rulings are thin filled boxes, and not lines.
    """

    grouped: bool = False
    header: bool = True
    thin: bool = False


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _deltas(run: Run) -> str:
    """The steps between the characters, those that repeat in short."""
    steps = [_number(after - before) for before, after in pairwise(run.starts)]
    pieces = []
    for step, same in groupby(steps):
        times = len(list(same))
        pieces.append(f"g {times} {step}" if times > 1 else step)
    return " ".join(pieces)


def _text(run: Run, number: int, shape: OfdShape) -> str:
    width, height = run.starts[-1] - run.x + run.size, run.size * 1.3
    top = run.base - run.size
    delta = f' DeltaX="{_deltas(run)}"' if len(run.starts) > 1 else ""
    matrix, size = "", run.size
    x, y = 0.0, run.size
    if shape.grouped:
        # The same place, told by a matrix that doubles what is half as large.
        matrix, size, y = ' CTM="2 0 0 2 0 0"', run.size / 2, run.size / 2
        halves = Run(run.text, run.x / 2, run.base, run.size, tuple(start / 2 for start in run.starts))
        delta = f' DeltaX="{_deltas(halves)}"' if len(run.starts) > 1 else ""
    return (
        f'<ofd:TextObject ID="{number}" Boundary="{_number(run.x)} {_number(top)} {_number(width)} {_number(height)}"'
        f' Font="3" Size="{_number(size)}"{matrix}>'
        f'<ofd:TextCode X="{_number(x)}" Y="{_number(y)}"{delta}>{escape(run.text)}</ofd:TextCode></ofd:TextObject>'
    )


def _ruling(line: Ruling, number: int, shape: OfdShape) -> str:
    width, height = line.x1 - line.x0, line.y1 - line.y0
    box = f"{_number(line.x0)} {_number(line.y0)} {_number(max(width, 0.2))} {_number(max(height, 0.2))}"
    if shape.thin:
        w, h = _number(max(width, 0.2)), _number(max(height, 0.2))
        drawn = f"M 0 0 L {w} 0 L {w} {h} L 0 {h} C"
        return (
            f'<ofd:PathObject ID="{number}" Boundary="{box}" Stroke="false" Fill="true">'
            f"<ofd:AbbreviatedData>{drawn}</ofd:AbbreviatedData></ofd:PathObject>"
        )
    return (
        f'<ofd:PathObject ID="{number}" Boundary="{box}" LineWidth="0.176">'
        f"<ofd:AbbreviatedData>M 0 0 L {_number(width)} {_number(height)}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _page(drawing: Drawing, numbers: Iterator[int], shape: OfdShape, template: str) -> str:
    objects = [_ruling(line, next(numbers), shape) for line in drawing.rulings]
    objects += [_text(run, next(numbers), shape) for run in drawing.runs if run.text.strip()]
    content = "".join(objects)
    if shape.grouped:
        content = f'<ofd:PageBlock ID="{next(numbers)}">{content}</ofd:PageBlock>'
    return (
        f"{_HEAD}<ofd:Page {_NAMESPACE}><ofd:Area><ofd:PhysicalBox>0 0 {drawing.width} {drawing.height}"
        f"</ofd:PhysicalBox></ofd:Area>{template}<ofd:Content>"
        f'<ofd:Layer ID="{next(numbers)}" Type="Body">{content}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def _mark(numbers: Iterator[int], name: str) -> str:
    """A template with a mark of origin in the middle of the page, as converters leave it."""
    run = Run(name, 20.0, 150.0, 14.0, tuple(20.0 + 14.0 * at for at in range(len(name))))
    layer = f'<ofd:Layer ID="{next(numbers)}" Type="Background">{_text(run, next(numbers), OfdShape())}</ofd:Layer>'
    return f"{_HEAD}<ofd:Page {_NAMESPACE}><ofd:Content>{layer}</ofd:Content></ofd:Page>"


def make_parts(drawings: Sequence[Drawing], shape: OfdShape, title: str) -> dict[str, str]:
    """Return the parts of a file by their paths."""
    numbers = iter(count(10))
    parts: dict[str, str] = {}
    template = named = ""
    if shape.header:
        template = '<ofd:Template TemplateID="4" ZOrder="Background"/>'
        named = '<ofd:TemplatePage ID="4" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
        parts["Doc_0/Tpls/Tpl_0/Content.xml"] = _mark(numbers, "信息公开专用")
    pages = ""
    for at, drawing in enumerate(drawings):
        parts[f"Doc_0/Pages/Page_{at}/Content.xml"] = _page(drawing, numbers, shape, template)
        pages += f'<ofd:Page ID="{next(numbers)}" BaseLoc="Pages/Page_{at}/Content.xml"/>'
    parts["Doc_0/PublicRes.xml"] = (
        f'{_HEAD}<ofd:Res {_NAMESPACE} BaseLoc="Res"><ofd:Fonts>'
        '<ofd:Font ID="3" FontName="宋体" FamilyName="宋体"/></ofd:Fonts></ofd:Res>'
    )
    parts["Doc_0/Document.xml"] = (
        f"{_HEAD}<ofd:Document {_NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>{next(numbers)}</ofd:MaxUnitID>"
        "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        f"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{named}</ofd:CommonData>"
        f"<ofd:Pages>{pages}</ofd:Pages></ofd:Document>"
    )
    parts["OFD.xml"] = (
        f'{_HEAD}<ofd:OFD {_NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        f"<ofd:DocID>0f0d0000000000000000000000000001</ofd:DocID><ofd:Title>{escape(title)}</ofd:Title>"
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
    return parts
