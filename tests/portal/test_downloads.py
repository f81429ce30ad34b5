import csv
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from portal.downloads import csv_for_excel, zip_package

CELLS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12)


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_excel_gets_a_byte_order_mark() -> None:
    """Excel takes a CSV for UTF-8 by its byte order mark."""
    assert csv_for_excel("名称\n三公经费\n".encode()).startswith(b"\xef\xbb\xbf")


def test_titles_replace_names_in_the_first_row_only() -> None:
    """Columns are named for people; cells that look like names, and columns without a title, stay as they are."""
    content = csv_for_excel(b"id,x\nid,1\n", {"id": "编号"})
    assert rows_of(content) == [["编号", "x"], ["id", "1"]]


def test_formulas_do_not_run() -> None:
    """A cell that Excel would run as a formula becomes text; negative numbers stay numbers."""
    content = csv_for_excel("a\n=1+1\n@x\n-3.20\n+5%\n-甲\n".encode())
    assert [row[0] for row in rows_of(content)] == ["a", "'=1+1", "'@x", "-3.20", "+5%", "'-甲"]


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_nothing_else_is_changed(rows: list[list[str]]) -> None:
    """Cells come back as they were, but for the mark before a formula."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    read = rows_of(csv_for_excel(out.getvalue().encode()))
    assert [[cell.removeprefix("'") for cell in row] for row in read] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]


def test_a_cell_may_be_long() -> None:
    """A page laid out as a table stands in one cell, longer than the library allows unasked."""
    before = csv.field_size_limit(131_072)
    try:
        assert rows_of(csv_for_excel(f"说明\n{'长' * 200_000}\n".encode()))[1] == ["长" * 200_000]
    finally:
        csv.field_size_limit(before)


def test_a_zip_is_the_same_each_time(tmp_path: Path) -> None:
    """The same version gives the same bytes, whatever the files' dates."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "figures.csv").write_text("id\n")
    (tmp_path / "datapackage.json").write_text("{}")
    when = datetime(2024, 1, 2, tzinfo=UTC)
    with zip_package(tmp_path, when, "说明") as made:
        first = made.read()
    (tmp_path / "datapackage.json").touch()
    with zip_package(tmp_path, when, "说明") as made:
        assert made.read() == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.namelist() == ["README.txt", "data/figures.csv", "datapackage.json"]
        assert archive.read("README.txt").decode("utf-8-sig") == "说明"
