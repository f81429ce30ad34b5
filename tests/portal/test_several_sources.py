"""A report of several files with pages: every figure and table leads to the page of its own file."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest
from flask.testing import FlaskClient
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, SimpleDocTemplate
from reportlab.platypus import Table as Ruled
from test_source_pages import boxes_of

from browsing import browse
from index.building import sync_index
from ingest.settings import Settings
from ingest.store import Store, Version, validate_package
from page_words import bare, find_wrong_places, read_resource, words_at
from portal.catalogue.filling import sync_catalogue
from publishing import publish
from test_places import FONT, PROSE, TITLE, write_lines

GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONTNAME", (0, 0), (-1, -1), FONT)]
BY_CODE = [["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]]


def narrative(path: Path) -> None:
    """Two pages of text; the second holds amounts, too."""
    canvas = Canvas(str(path), pagesize=A4)
    write_lines(canvas, [TITLE, "一、收入支出决算总体情况说明", *PROSE])
    canvas.showPage()
    write_lines(canvas, ["二、“三公”经费支出决算情况说明", "公务接待费支出决算3.25万元，主要用于接待来访人员。"])
    canvas.save()


def forms(path: Path) -> None:
    """Two forms, a page each; the first page of text has none of them."""

    def title(name: str) -> object:
        def write(canvas: Canvas, _: object) -> None:
            write_lines(canvas, [TITLE, name, "单位：万元"], top=800)

        return write

    document = SimpleDocTemplate(str(path), pagesize=A4, topMargin=140)
    first = [
        *BY_CODE,
        ["205", "教育支出", "480.00", "300.00", "180.00"],
        ["20502", "普通教育", "480.00", "300.00", "180.00"],
    ]
    second = [
        ["项目", "决算数"],
        ["“三公”经费合计", "3.25"],
        ["1.因公出国（境）费", "0.00"],
        ["2.公务用车购置及运行维护费", "0.00"],
        ["3.公务接待费", "3.25"],
    ]
    story = [Ruled(first, style=GRID), PageBreak(), Ruled(second, style=GRID)]
    document.build(story, onFirstPage=title("支出决算表"), onLaterPages=title("财政拨款“三公”经费支出决算表"))


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A site with one report, of two files packed together."""
    folder = tmp_path_factory.mktemp("several")
    narrative(folder / "决算说明.pdf")
    forms(folder / "决算表.pdf")
    with zipfile.ZipFile(folder / "2022年度部门决算.zip", "w") as archive:
        for name in ("决算说明.pdf", "决算表.pdf"):
            archive.write(folder / name, name)
    made = Settings(store=folder / "store", data=folder / "data")
    (outcome,) = publish(made.store, [folder / "2022年度部门决算.zip"])
    assert not outcome.failed, outcome.reason
    sync_catalogue(Store(made.store), made)
    sync_index(Store(made.store), made.index)
    return made


@pytest.fixture(scope="module")
def version(settings: Settings) -> Version:
    (version,) = Store(settings.store).published()
    return version


@pytest.fixture
def client(settings: Settings) -> Iterator[FlaskClient]:
    with browse(settings) as client:
        yield client


def sources(version: Version) -> dict[str, Path]:
    resources = [one for one in version.descriptor["resources"] if one["path"].startswith("source/")]
    assert [one["pages"] for one in resources] == [2, 2]
    return {one["name"]: version.path / one["path"] for one in resources}


def test_each_row_knows_its_page(version: Version) -> None:
    """In the boxes of its words, on its page of its own file, its digits are printed."""
    validate_package(version.path)
    for resource in ("figures", "function_expenditure"):
        assert read_resource(version.path, resource)
        assert list(find_wrong_places(version.path, resource)) == []
    assert {row["source"] for row in read_resource(version.path, "places")} == {"source", "source-2"}
    tables = [one for one in version.descriptor["resources"] if one["name"].startswith("table-")]
    assert [(one["source"], one["page"]) for one in tables] == [("source-2", 1), ("source-2", 2)]


def links(html: str) -> list[str]:
    found = re.findall(r'href="(/reports/[^"]*/pages/[^"]*)"', html)
    return [one.replace("&amp;", "&") for one in found]


def test_every_figure_leads_to_its_own_file(client: FlaskClient, version: Version) -> None:
    """What the marked box of the linked page shows is the figure, whichever file it stands in."""
    files = sources(version)
    seen = set()
    for resource in ("figures", "function_expenditure"):
        rows = {row["id"]: row for row in read_resource(version.path, resource)}
        html = client.get(f"/reports/{version.name}/data/{resource.replace('_', '-')}").text
        addresses = [one for one in links(html) if "at=" in one]
        assert len(addresses) == len(rows)
        for address in addresses:
            shown = client.get(address)
            assert shown.status_code == 200, address
            identity, number = re.search(r"at=(\w+)", address), re.search(r"pages/(\d+)", address)
            assert identity
            assert number
            named = re.search(r"source=(source-\d)", address)
            source = named[1] if named else "source"
            seen.add((source, number[1]))
            with pdfplumber.open(files[source]) as pdf:
                words = words_at(pdf, boxes_of(shown.text, number[1]))
            row = rows[identity[1]]
            disclosed = row.get("disclosed") or row["actual"].removesuffix("0000.00")
            assert all(one in words for one in re.findall(r"\d+(?:\.\d+)?", bare(disclosed))), (address, words)
    assert {"source", "source-2"} == {source for source, _ in seen}


def test_every_table_leads_to_its_own_file(client: FlaskClient, version: Version) -> None:
    """The link beside a table opens the page of the file of tables, and its words are there."""
    for number, words in ((1, "普通教育"), (2, "公务接待费")):
        html = client.get(f"/reports/{version.name}/data/table-0{number}").text
        address = next(one for one in links(html) if "at=" not in one)
        assert f"/pages/{number}?source=source-2" in address
        assert words in client.get(address).text


def test_the_pages_of_either_file(client: FlaskClient, version: Version) -> None:
    """A page tells which file it is of, leads to the other, and its picture is its own."""
    first, second = (client.get(f"/reports/{version.name}/pages/1{rest}").text for rest in ("", "?source=source-2"))
    assert "本年收入合计" in first
    assert "本年收入合计" not in second
    assert "source=source-2" in first
    for html in (first, second):
        assert "决算说明.pdf" in html
        assert "决算表.pdf" in html
    pictures = [re.findall(r'<img src="([^"]*)"', html)[0].replace("&amp;", "&") for html in (first, second)]
    assert client.get(pictures[0]).data != client.get(pictures[1]).data


def test_packages_of_before(client: FlaskClient, version: Version) -> None:
    """Of a package without the column all places are the first file's."""
    path = version.path / "data" / "places.csv"
    kept = path.read_bytes()
    try:
        lines = kept.decode().splitlines()
        old = [line.rpartition(",")[0] for line in lines if not line.endswith(",source-2")]
        path.write_text("\n".join(old) + "\n", encoding="utf-8")
        html = client.get(f"/reports/{version.name}/pages/1").text
        assert "本年收入合计" in html
        assert "这一页没有读出文字" in client.get(f"/reports/{version.name}/pages/1?source=source-2").text
    finally:
        path.write_bytes(kept)
