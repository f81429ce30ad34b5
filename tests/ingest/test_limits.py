"""Every format has a bound to everything that a file may have too much of, and says which one it broke."""

import io
import zipfile
from collections.abc import Callable

import pytest

from docx_making import docx, p, table, tc
from ingest.errors import UnreadableSourceError
from ingest.readers import read_document
from ingest.source import SourceFile
from ingest.unpacking import unpack_sources
from ofd_making import FILLER, line, ofd, text
from ofd_making import page as drawn
from page_making import page

CELLS = "<tr>" + "<td>收入</td>" * 300 + "</tr>"
TABLE = "<table><tr><td>收入</td><td>支出</td></tr></table><p>说明</p>"
BAR = "| 收入 | 支出 |\n| --- | --- |\n| 1 | 2 |\n\n说明\n\n"


def zeros(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"1" * size)
    return out.getvalue()


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
        ("a.ofd", "pages", lambda: ofd(*["<Page/>"] * 801), "800 页"),
        ("a.ofd", "rulings", lambda: ofd(drawn(ruled(21_000))), "线条过多"),
        ("a.ofd", "letters", lambda: ofd(drawn(text("收" * 100_001, 0, 0))), "文字过多"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isascii() else "",
)
def test_a_bound_that_is_broken(name: str, limit: str, make: Callable[[], bytes], words: str) -> None:
    """The sentence says what there is too much of, and what to do."""
    with pytest.raises(UnreadableSourceError, match=words) as told:
        [read_document(one) for one in unpack_sources(SourceFile(name, make()))]
    assert "请" in str(told.value), limit
