"""Every format has a bound to everything that a file may have too much of, and says which one it broke."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from docx_making import docx, p, table, tc
from ingest.errors import IngestError, UnreadableSourceError
from ingest.readers import office, read_document
from ingest.readers.apart import Worker
from ingest.source import SourceFile, load_source
from ingest.unpacking import unpack_sources
from ofd_making import FILLER, line, ofd, text
from ofd_making import page as drawn
from page_making import page
from publishing import publish
from test_formats import deflated_zeros, pdf, with_contents
from test_readers_workbook import SHEET, changed
from workbook_making import Tab, xls, xlsx

CELLS = "<tr>" + "<td>收入</td>" * 300 + "</tr>"
TABLE = "<table><tr><td>收入</td><td>支出</td></tr></table><p>说明</p>"
BAR = "| 收入 | 支出 |\n| --- | --- |\n| 1 | 2 |\n\n说明\n\n"


def zeros(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"1" * size)
    return out.getvalue()


def archive(*names: str, content: bytes | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in names:
            packed.writestr(name, content if content is not None else "收入")
    return out.getvalue()


def merged(count: int) -> bytes:
    """A workbook that says of so many cells that they are merged."""
    cells = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, count + 1))
    told = f"</sheetData><mergeCells>{cells}</mergeCells>".encode()
    return changed(xlsx(Tab("表", [["收入", "支出"]])), SHEET, b"</sheetData>", told)


def ruled(count: int) -> str:
    return "".join(line(10, 10 + at * 0.1, 200, 10 + at * 0.1) for at in range(count))


@pytest.mark.parametrize(
    ("name", "limit", "make", "words"),
    [
        ("a.txt", "size", lambda: "收入\n".encode() * 3_500_000, "MB"),
        ("a.md", "size", lambda: "收入\n".encode() * 3_500_000, "MB"),
        ("a.html", "size", lambda: page("收入" * 4_000_000), "MB"),
        ("a.ofd", "size", lambda: ofd(drawn(text(FILLER, 30, 60)), parts={"OFD.xml": " " * 70 * 2**20}), "过大"),
        ("a.docx", "size", lambda: docx(p("收" * 2_600_000) * 9), "过大"),
        ("a.zip", "size", lambda: zeros(20 * 2**20), "过大"),
        ("a.txt", "characters", lambda: ("收" * 60 + "。\n").encode() * 90_000, "字符"),
        ("a.html", "characters", lambda: page(("<p>" + "收" * 60 + "。</p>") * 90_000), "字符"),
        ("a.docx", "characters", lambda: docx(p("收" * 60 + "。") * 90_000), "字符"),
        ("a.html", "paragraphs", lambda: page("<p>收</p>" * 110_000), "段落"),
        ("a.docx", "paragraphs", lambda: docx(p("收") * 110_000), "段落"),
        ("a.html", "tables", lambda: page(TABLE * 600), "表格"),
        ("a.md", "tables", (BAR * 600).encode, "表格"),
        ("a.docx", "tables", lambda: docx((table(tc("收入") + tc("支出")) + p("说明")) * 600), "表格"),
        ("a.html", "columns", lambda: page(f"<table>{CELLS}</table>"), "表格的列"),
        (
            "a.html",
            "cells",
            lambda: page("<table>" + "<tr><td colspan=250>收</td><td>支</td></tr>" * 5000 + "</table>"),
            "单元格",
        ),
        ("a.html", "elements", lambda: page("<b>收</b>" * 260_000), "过多"),
        ("a.html", "depth", lambda: page("<div>" * 200), "嵌套太深"),
        ("a.md", "depth", ("<div>" * 3000).encode, "嵌套太深"),
        ("a.ofd", "depth", lambda: ofd(drawn("<ofd:PageBlock>" * 30 + "</ofd:PageBlock>" * 30)), "嵌套太深"),
        ("a.mht", "parts", lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related\n" + b"\n--a" * 2100, "过多"),
        ("a.zip", "files", lambda: archive(*(f"{number}.docx" for number in range(31))), "31 个文件，超过上限 30"),
        ("a.zip", "depth", lambda: archive("内.zip", content=archive("a.docx")), "还有压缩包“内.zip”"),
        ("a.zip", "members", lambda: archive(*(f"{number}.txt" for number in range(10_100))), "过多文件"),
        ("a.docx", "elements", lambda: docx("<w:p/>" * 2_100_000), "过多"),
        ("a.docx", "depth", lambda: docx("<w:p>" * 400 + "</w:p>" * 400), "请"),
        ("a.docx", "cells", lambda: docx(table(*(tc("收入", span=200) + tc("支出") for _ in range(6_000)))), "单元格"),
        ("a.pdf", "pages", lambda: pdf("income of this office", pages=801), "800 页"),
        ("a.pdf", "unpacked size", lambda: with_contents(deflated_zeros(2**30)), "过于复杂"),
        ("a.xlsx", "sheets", lambda: xlsx(*(Tab(f"表{number}", [["收入"]]) for number in range(201))), "201 个工作表"),
        ("a.xls", "sheets", lambda: xls(*(Tab(f"表{number}", [["收入"]]) for number in range(201))), "201 个工作表"),
        ("a.xlsx", "cells", lambda: xlsx(Tab("表", [["项", "数"]] * 60_000)), "单元格"),
        ("a.xlsx", "merged cells", lambda: merged(50_100), "合并单元格有 50001 处"),
        ("a.ofd", "elements", lambda: ofd(drawn("<a/>" * 1_100_000)), "过多"),
        ("a.ofd", "pages", lambda: ofd(*["<Page/>"] * 801), "800 页"),
        ("a.ofd", "rulings", lambda: ofd(drawn(ruled(21_000))), "线条过多"),
        ("a.ofd", "letters", lambda: ofd(drawn(text("收" * 100_001, 0, 0))), "文字过多"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isascii() else "",
)
def test_a_bound_that_is_broken(name: str, limit: str, make: Callable[[], bytes], words: str) -> None:
    """The sentence says what there is too much of, and what to do."""
    with pytest.raises(IngestError, match=words) as told:
        [read_document(one) for one in unpack_sources(SourceFile(name, make()))]
    assert "请" in str(told.value), limit


@pytest.mark.parametrize("content", [b"time", b"memory"])
def test_a_process_that_takes_too_much(content: bytes) -> None:
    """Formats that libraries read in a process apart: it is ended, the file refused, and the next one read."""
    worker: Worker[int] = Worker("bounded_worker", "文件过于复杂：请拆分后再试。")
    try:
        assert worker.ask(b"before") == 6
        with pytest.raises(UnreadableSourceError, match="过于复杂：请"):
            worker.ask(content)
        assert worker.ask(b"after") == 5
    finally:
        worker.stop()


def test_a_conversion_that_swells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a program makes of a legacy file is cut off where no report goes on, and refused."""
    monkeypatch.setattr(office, "_MOST_OUTPUT", 2**20)
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nmkdir made\nhead -c 9000000 /dev/zero > made/source.docx\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(UnreadableSourceError, match="请"):
        read_document(SourceFile("a.rtf", rb"{\rtf1 income}"), str(program))


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    """Before a byte of it is read."""
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.truncate(101 * 2**20)
    with pytest.raises(UnreadableSourceError, match="101 MB，超过上限 100 MB：请"):
        load_source(path)


def test_a_picture_that_is_too_large() -> None:
    """Of more points than any sheet has, or of more sheets than any report."""
    pytest.importorskip("rapidocr")
    for image, more, words in (
        (Image.new("1", (10_000, 8_000)), 0, "百万像素"),
        (Image.new("1", (8, 8)), 300, "301 页，超过上限 300 页"),
    ):
        out = io.BytesIO()
        image.save(out, "TIFF", compression="group4", save_all=True, append_images=[image] * more)
        with pytest.raises(UnreadableSourceError, match=words):
            read_document(SourceFile("a.tif", out.getvalue()))


SWOLLEN = {
    "2022年度部门决算.txt": lambda: "收入\n".encode() * 3_500_000,
    "2022年度部门决算.html": lambda: page("<div>" * 200),
    "2022年度部门决算.docx": lambda: docx("<w:p/>" * 2_100_000),
    "2022年度部门决算.pdf": lambda: pdf("income of this office", pages=801),
    "2022年度部门决算.xlsx": lambda: xlsx(*(Tab(f"表{number}", [["收入"]]) for number in range(201))),
    "2022年度部门决算.ofd": lambda: ofd(*["<Page/>"] * 801),
    "2022年度部门决算.zip": lambda: zeros(20 * 2**20),
}


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_is_written(tmp_path: Path, jobs: int) -> None:
    """Whatever a file has too much of, it fails alone and leaves nothing: no version, no agency, no litter."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, make in SWOLLEN.items():
        (folder / f"株洲市天元区民政局{name}").write_bytes(make())
    outcomes = publish(tmp_path / "store", [folder], jobs=jobs)
    assert len(outcomes) == len(SWOLLEN)
    for outcome in outcomes:
        assert outcome.failed
        assert "请" in outcome.reason
    left = [path for path in (tmp_path / "store").rglob("*") if path.is_file() and path.name != ".lock"]
    assert left == []
