"""Figures, rows and tables know where on the pages of the source their words are printed."""

from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate
from reportlab.platypus import Table as Ruled

from ingest.settings import Settings
from ingest.store import Store, Version
from page_words import bare, find_wrong_places, places_of, read_resource
from publishing import publish

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
PLACED = ("figures", "function_expenditure", "economic_expenditure")
TITLE = "株洲市天元区公共数据服务中心2022年度部门决算"


def source_of(version: Version) -> Path:
    (source,) = (version.path / "source").iterdir()
    return source


@pytest.fixture(scope="module")
def paged(site: Settings) -> list[Version]:
    """The samples that are PDFs."""
    return [one for one in Store(site.store).published() if source_of(one).suffix == ".pdf"]


@pytest.mark.parametrize("resource", PLACED)
def test_every_figure_is_where_its_place_says(paged: list[Version], resource: str) -> None:
    """In the boxes of a row's words on its page its digits are printed."""
    assert sum(len(read_resource(one.path, resource)) for one in paged) > 10
    assert {one.name: wrong for one in paged if (wrong := list(find_wrong_places(one.path, resource)))} == {}


def test_every_character_has_one_place(paged: list[Version]) -> None:
    """Places follow each other and take in all words of a report; none is of nothing."""
    for version in paged:
        text = (version.path / "report.md").read_text(encoding="utf-8")
        at = 0
        for row in read_resource(version.path, "places"):
            start, end = int(row["start"]), int(row["end"])
            assert at <= start < end, version.name
            assert bare(text[at:start]).strip("#|-/") == "", version.name
            at = end
        assert bare(text[at:]).strip("|") == "", version.name


def test_sources_without_pages_have_no_places(site: Settings) -> None:
    """Word and text files: no resource, no page."""
    for version in Store(site.store).published():
        if source_of(version).suffix != ".pdf":
            assert not read_resource(version.path, "places")
            assert {row["page"] for row in read_resource(version.path, "figures")} <= {""}


def publish_one(folder: Path, path: Path) -> Version:
    (outcome,) = publish(folder / "store", [path])
    assert not outcome.failed, outcome.reason
    (version,) = Store(folder / "store").published()
    return version


def write_lines(canvas: Canvas, lines: list[str], left: float = 72, top: float = 760) -> None:
    canvas.setFont(FONT, 12)
    for number, line in enumerate(lines):
        canvas.drawString(left, top - 22 * number, line)


PROSE = [
    "本年收入合计500.00万元，其中财政拨款收入400.00万元，其他收",
    "入100.00万元。本年支出合计480.00万元，其中基本支出300.00万",
    "元，项目支出180.00万元。",
]


def test_a_paragraph_over_two_pages(tmp_path: Path) -> None:
    """What stands on the second page says the second page."""
    path = tmp_path / "决算.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    write_lines(canvas, [TITLE, "一、收入支出决算总体情况说明", PROSE[0]])
    canvas.showPage()
    write_lines(canvas, PROSE[1:])
    canvas.save()
    version = publish_one(tmp_path, path)
    assert list(find_wrong_places(version.path, "figures")) == []
    pages = {row["disclosed"]: row["page"] for row in read_resource(version.path, "figures")}
    assert pages["500.00万元"] == "1"
    assert pages["480.00万元"] == pages["180.00万元"] == "2"


def test_a_table_over_two_pages(tmp_path: Path) -> None:
    """Its later rows say the second page."""
    path = tmp_path / "决算.pdf"
    items = [[f"{2010000 + number}", f"事项{number}", f"{number}.00", f"{number}.00", ""] for number in range(1, 70)]
    header = ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]
    rows = [header, *items]
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONTNAME", (0, 0), (-1, -1), FONT)]

    def title(canvas: Canvas, _: object) -> None:
        write_lines(canvas, [TITLE, "一、部门决算报表", "支出决算表", "单位：万元"], top=800)

    document = SimpleDocTemplate(str(path), pagesize=A4, topMargin=140)
    document.build([Ruled(rows, style=style, repeatRows=1)], onFirstPage=title)
    version = publish_one(tmp_path, path)
    assert list(find_wrong_places(version.path, "function_expenditure")) == []
    pages = [row["page"] for row in read_resource(version.path, "function_expenditure")]
    assert pages[0] == "1"
    assert pages[-1] > "1"
    assert pages == sorted(pages)


def dark_boxes(path: Path, version: Version) -> tuple[int, int, int]:
    """As the pages are shown: boxes, boxes with ink in them, and dark points that lie in no box."""
    import pypdfium2

    boxes = inked = stray = 0
    with pypdfium2.PdfDocument(path) as pdf:
        for number, page in enumerate(pdf, 1):
            image = page.render(scale=2).to_pil().convert("L").point(lambda light: 255 if light < 100 else 0)
            for row in read_resource(version.path, "places"):
                if row["page"] == str(number):
                    x0, y0, x1, y1 = (float(row[edge]) for edge in ("left", "top", "right", "bottom"))
                    box = (
                        int(x0 * image.width) - 3,
                        int(y0 * image.height) - 3,
                        int(x1 * image.width) + 4,
                        int(y1 * image.height) + 4,
                    )
                    boxes += 1
                    inked += image.crop(box).getbbox() is not None
                    image.paste(0, box)
            stray += image.histogram()[255]
    return boxes, inked, stray


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (40, 60, 560, 800)])
def test_pages_that_are_turned_or_cropped(
    tmp_path: Path, rotation: int, crop: tuple[int, int, int, int] | None
) -> None:
    """A place is one on the page as it is seen."""
    path = tmp_path / "决算.pdf"
    width, height = A4
    canvas = Canvas(str(path), pagesize=A4)
    if crop:
        canvas.setCropBox(crop)
    canvas.setPageRotation(rotation)
    if rotation:
        turned = {90: (height, 0), 180: (width, height), 270: (0, width)}  # the library lays a turned page on its side
        canvas.translate(*turned[rotation])
        canvas.rotate(rotation)
    write_lines(canvas, [TITLE, "一、收入支出决算总体情况说明", *PROSE], left=110, top=480)
    canvas.save()
    boxes, inked, stray = dark_boxes(path, publish_one(tmp_path, path))
    assert boxes == inked == 5
    assert stray == 0


def test_a_place_that_a_row_of_a_table_has(tmp_path: Path, paged: list[Version]) -> None:
    """A row that begins with a blank cell has the page of the next."""
    for version in paged:
        places = read_resource(version.path, "places")
        for row in read_resource(version.path, "function_expenditure"):
            assert places_of(places, int(row["start"]), int(row["end"])), row["id"]
