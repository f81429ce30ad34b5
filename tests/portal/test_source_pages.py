"""The pages of a source as pictures: what is marked on them is where it is printed."""

import io
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pdfplumber
import pytest
from flask.testing import FlaskClient
from PIL import Image

from browsing import REPORT, browse, page, unescaped
from ingest.settings import Settings
from ingest.store import Store, Version
from page_words import bare, read_resource, words_at
from portal.catalogue.filling import sync_catalogue
from portal.source_pages.words import PlaceRow, read_words

PAGED = "330602-guyunheshuiwubaozhangzhongxin-2022-final-accounts"
RECT = re.compile(r'<rect class="marked"[^>]* x="([\d.]+)%" y="([\d.]+)%" width="([\d.]+)%" height="([\d.]+)%"')
LINK = re.compile(r'href="(/reports/[^"]*/pages/[^"]*)"')


@pytest.fixture(scope="module")
def version(site: Settings) -> Version:
    """A report that is a PDF."""
    return next(one for one in Store(site.store).published() if one.name == PAGED)


@pytest.fixture
def own_site(site: Settings, tmp_path: Path) -> Settings:
    """A copy of the store with that report alone, to be damaged."""
    settings = Settings(store=tmp_path / "store", data=tmp_path / "data")
    folder = next(one for one in Store(site.store).published() if one.name == PAGED).path
    shutil.copytree(folder, settings.store / folder.relative_to(site.store))
    shutil.copytree(site.store / "register", settings.store / "register")
    sync_catalogue(Store(settings.store), settings)
    return settings


@pytest.fixture
def own_client(own_site: Settings) -> Iterator[FlaskClient]:
    with browse(own_site) as client:
        yield client


def source_of(settings: Settings) -> Path:
    (source,) = settings.store.glob("*/*/v1/source/*.pdf")
    return source


def boxes_of(html: str, number: str) -> list[dict[str, str]]:
    """The marked boxes of a page as places."""
    boxes = []
    for match in RECT.findall(html):
        left, top, width, height = (float(one) / 100 for one in match)
        edges = {"left": left, "top": top, "right": left + width, "bottom": top + height}
        boxes.append({"page": number} | {name: str(edge) for name, edge in edges.items()})
    return boxes


def test_the_mark_covers_the_figure(client: FlaskClient, version: Version) -> None:
    """Of every figure of a report, the digits are printed inside the marked box, and marked in the words beside it."""
    figures = read_resource(version.path, "figures")
    assert len(figures) > 40
    (source,) = (version.path / "source").iterdir()
    with pdfplumber.open(source) as pdf:
        for row in figures:
            html = page(client, f"/reports/{PAGED}/pages/{row['page']}?at={row['id']}")
            shown = words_at(pdf, boxes_of(html, row["page"]))
            digits = re.findall(r"\d+(?:\.\d+)?", bare(row["disclosed"]))
            assert all(one in shown for one in digits), (row["id"], shown)
            marked = "".join(re.findall(r"<mark>(.*?)</mark>", html))
            assert bare(marked) == bare(row["disclosed"]), row["id"]


def test_every_line_leads_to_its_own_place(client: FlaskClient, version: Version) -> None:
    """Whoever clicks a line sees it marked on the picture, and nothing else."""
    html = page(client, f"/reports/{PAGED}/pages/2")
    (source,) = (version.path / "source").iterdir()
    lines = re.findall(r'<a class="line[^"]*"[^>]* href="([^"]*)"[^>]*>(.*?)</a>', html)
    assert len(lines) > 5
    with pdfplumber.open(source) as pdf:
        for address, words in lines:
            marked = boxes_of(page(client, address), "2")
            assert words_at(pdf, marked) == bare(words)


def test_links_from_the_report(client: FlaskClient, version: Version) -> None:
    """Each headline figure links the page of the source, and so does each row of the datasets that know their page."""
    pages = {row["id"]: row["page"] for row in read_resource(version.path, "figures")}
    for address in (f"/reports/{PAGED}", f"/reports/{PAGED}/data/figures"):
        links = re.findall(
            r'href="/reports/[^"]*/pages/(\d+)\?at=(f\d+)#mark"[^>]*>原件第(\d+)页<', page(client, address)
        )
        assert len(links) > 3
        assert all(pages[row] == number == told for number, row, told in links)
    for resource in ("function-expenditure", "places", "table-01"):
        link = next(one for one in LINK.findall(page(client, f"/reports/{PAGED}/data/{resource}")) if "/pages/" in one)
        assert "读出的文字" in page(client, link)


def test_the_words_of_a_page_are_those_of_the_report(client: FlaskClient, version: Version) -> None:
    """All pages together hold every line of the report, each once."""
    text = (version.path / "report.md").read_text(encoding="utf-8")
    places = read_resource(version.path, "places")
    for number in sorted({row["page"] for row in places}, key=int):
        html = page(client, f"/reports/{PAGED}/pages/{number}")
        shown = re.findall(r'<a class="line[^"]*"[^>]*>(.*?)</a>', html)
        own = [text[int(row["start"]) : int(row["end"])] for row in places if row["page"] == number]
        assert [bare(one) for one in shown] == [bare(one.replace("<br>", "")) for one in own]


def test_turning_pages(client: FlaskClient, version: Version) -> None:
    """To the next, back, and no further than the first and the last."""
    last = version.descriptor["resources"][0]["pages"]
    first_page, last_page = (page(client, f"/reports/{PAGED}/pages/{number}") for number in (1, last))
    assert 'rel="prev"' not in first_page
    assert f'rel="next" href="/reports/{PAGED}/pages/2"' in first_page
    assert f'rel="prev" href="/reports/{PAGED}/pages/{last - 1}"' in last_page
    assert 'rel="next"' not in last_page


def test_the_picture(client: FlaskClient, version: Version) -> None:
    """It has the form of the page, may be kept for ever at the address that the page gives, and is not sent twice."""
    html = page(client, f"/reports/{PAGED}/pages/1")
    address = unescaped(re.findall(r'<img src="([^"]*)"', html)[0])
    response = client.get(address)
    assert response.mimetype in {"image/png", "image/webp"}
    assert response.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    (source,) = (version.path / "source").iterdir()
    with Image.open(io.BytesIO(response.data)) as image, pdfplumber.open(source) as pdf:
        assert f'width="{image.width}" height="{image.height}"' in html
        assert abs(image.width / image.height - float(pdf.pages[0].width / pdf.pages[0].height)) < 0.01
        assert min(image.size) > 1000
    again = client.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    plain = client.get(address.partition("?")[0])
    assert plain.data == response.data
    assert "no-cache" in plain.headers["Cache-Control"]
    assert "no-cache" in client.get(address.replace("hash=", "hash=0")).headers["Cache-Control"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("pages/0", "不是页码"),
        ("pages/x", "不是页码"),
        ("pages/01", "不是页码"),
        ("pages/999", "没有第 999 页"),
        ("pages/999/picture", "没有第 999 页"),
        ("pages/1?at=f9999", "没有“f9999”"),
        ("pages/1?at=<b>", "没有“&lt;b&gt;”"),
        ("pages/1?source=source-2", "没有源文件“source-2”"),
        ("pages/1?source=text", "没有源文件“text”"),
    ],
)
def test_what_there_is_not(client: FlaskClient, path: str, words: str) -> None:
    """A page in Chinese that says what is missing."""
    assert words in page(client, f"/reports/{PAGED}/{path}", 404)


def test_reports_without_pages(client: FlaskClient) -> None:
    """A Word file has no pages to show: no links, and an address that says so."""
    for address in (f"/reports/{REPORT}", f"/reports/{REPORT}/data/figures", f"/reports/{REPORT}/data/table-01"):
        assert LINK.findall(page(client, address)) == []
    assert "源文件不分页" in page(client, f"/reports/{REPORT}/pages/1", 404)


@pytest.mark.parametrize("damage", [lambda path: path.write_bytes(b"%PDF-1.4 nothing"), lambda path: path.unlink()])
def test_a_source_that_is_damaged_or_missing(own_client: FlaskClient, own_site: Settings, damage: object) -> None:
    """The page says so; the report itself is shown as ever."""
    assert callable(damage)
    damage(source_of(own_site))
    for path in ("pages/1", "pages/1/picture"):
        html = page(own_client, f"/reports/{PAGED}/{path}", 404)
        assert re.search("源文件已损坏|源文件读不出来", html)
    assert "主要数字" in page(own_client, f"/reports/{PAGED}")


def test_withdrawn_reports(own_client: FlaskClient, own_site: Settings) -> None:
    """Nothing of a withdrawn report is shown, drawn before or not."""
    page(own_client, f"/reports/{PAGED}/pages/1")
    store = Store(own_site.store)
    (version,) = store.published()
    store.withdraw(version, "含个人信息", datetime(2026, 3, 1, tzinfo=UTC))
    for path in ("pages/1", "pages/1/picture", "pages/2?v=1"):
        assert "已于 2026年3月1日撤下" in page(own_client, f"/reports/{PAGED}/{path}", 410)


TEXT = "## 一、收入\n\n收入100万元，支\\*出90万元。\n\n| 甲/a | 乙 |\n| --- | --- |\n|  | 1&lt;2<br>\\|3 |\n"


def place(words: str, confidence: float | None = None) -> PlaceRow:
    start = TEXT.index(words)
    return PlaceRow(start, start + len(words), 1, 0.1, 0.1, 0.9, 0.2, confidence)


def test_words_of_a_page() -> None:
    """Headings, printed lines, and rows of a table with their blank cells; what is doubtful bears its confidence."""
    places = [
        place("一、收入"),
        place("收入100万元，", 0.999),
        place("支\\*出90万元。", 0.42),
        *(place("甲/a"), place("乙")),
        *(place("1&lt;2<br>"), place("\\|3")),
    ]
    at = TEXT.index("90")
    heading, paragraph, table = read_words(TEXT, places, (at, at + 4))
    assert (heading.heading, [one.before + one.marked + one.after for one in heading.lines]) == (True, ["一、收入"])
    sure, doubtful = paragraph.lines
    assert not sure.place.unsure
    assert sure.marked == ""
    assert (doubtful.before, doubtful.marked, doubtful.after) == ("支*出", "90万元", "。")
    assert (doubtful.place.unsure, doubtful.percent) == (True, "42%")
    cells = [[[one.before + one.after for one in cell] for cell in row] for row in table.rows]
    assert cells == [[["甲/a"], ["乙"]], [[], ["1<2", "|3"]]]


def test_a_page_read_from_a_picture(own_client: FlaskClient, own_site: Settings) -> None:
    """The page says so, and marks the lines that a person had better look at, on the picture and in the words."""
    (path,) = own_site.store.glob("*/*/v1/data/places.csv")
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    second = [number for number, row in enumerate(rows) if row.split(",")[2] == "2"]
    sure = [f",{'0.305' if number == second[3] else '0.990'},source" for number in range(len(rows))]
    rows = [row.removesuffix(",,source") + one for row, one in zip(rows, sure, strict=True)]
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8", newline="")
    html = page(own_client, f"/reports/{PAGED}/pages/2")
    assert "其中 1 处把握不大" in html
    assert html.count('<rect class="unsure"') == 1
    doubted = re.findall(r'<a class="line unsure"[^>]*>(.*?)</a> <span class="sure"[^>]*>(.*?)</span>', html)
    start, end = map(int, rows[second[3]].split(",")[:2])
    text = (path.parent.parent / "report.md").read_text(encoding="utf-8")
    assert [(bare(words), told) for words, told in doubted] == [(bare(text[start:end]), "30%")]
    assert "把握不大" not in page(own_client, f"/reports/{PAGED}/pages/1")


def test_parts_of_a_line_stand_on_one_line() -> None:
    """A recogniser gives a line in parts; they are shown as the line, and a stop that may be misread troubles nobody."""
    text = "收入100万元；支出\n"
    boxes = [("收入100万元", 0.1, 0.1), ("；", 0.42, 0.1), ("支出", 0.1, 0.2)]
    places = [
        PlaceRow(text.index(words), text.index(words) + len(words), 1, left, top, left + 0.3, top + 0.05, 0.5)
        for words, left, top in boxes
    ]
    (paragraph,) = read_words(text, places, (0, 0))
    assert [piece.continues for piece in paragraph.lines] == [False, True, False]
    assert [piece.unsure for piece in paragraph.lines] == [True, False, True]


def test_a_report_says_that_it_was_recognised(own_client: FlaskClient, own_site: Settings) -> None:
    """Whoever quotes a figure is told to look at the original."""
    assert "由软件从图片识别" not in page(own_client, f"/reports/{PAGED}")
    (path,) = own_site.store.glob("*/*/v1/datapackage.json")
    told = path.read_text(encoding="utf-8").replace('"ocr": false', '"ocr": true')
    path.write_text(re.sub(r'"confidence": [\d.]+', '"confidence": 0.987', told), encoding="utf-8")
    assert "数字的识别把握平均为 98.7%" in page(own_client, f"/reports/{PAGED}")
