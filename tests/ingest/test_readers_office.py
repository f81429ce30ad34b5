"""Legacy Word files are read by way of LibreOffice, which is bounded, leaves nothing behind, and may be missing."""

import stat
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from docx import Document as WordDocument

from ingest.blocks import Paragraph, Role, Table
from ingest.errors import UnreadableSourceError, UnsupportedFormatError
from ingest.identify import Declared
from ingest.readers import office, read_document
from ingest.readers.office import convert_to_docx, find_soffice
from ingest.readers.ole import WORD_97
from ingest.running import ingest_files
from ingest.source import SourceFile
from ingest.store import Store
from workbook_making import Tab, xls

LAST = "以上各项，均以批复为准。"
SENTENCES = ("一、收入情况", "某某县教育局2022年度本年收入合计5.00万元，全部是财政拨款。")


def rtf(body: str) -> bytes:
    """A document of Rich Text Format with this body."""
    escaped = "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in body)
    return (r"{\rtf1\ansi\deff0" + escaped + "}").encode()


@pytest.fixture(scope="module")
def doc(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A document of Word 97 with a heading, sentences and a table in which cells are merged."""
    folder = tmp_path_factory.mktemp("doc")
    word = WordDocument()
    word.add_heading("某某县教育局2022年度部门决算", 1)
    for sentence in SENTENCES:
        word.add_paragraph(sentence)
    grid = word.add_table(3, 2)
    grid.cell(0, 0).merge(grid.cell(0, 1)).text = "收入"
    for row, (name, amount) in enumerate((("项目", "决算数"), ("财政拨款收入", "5.00")), 1):
        grid.cell(row, 0).text, grid.cell(row, 1).text = name, amount
    word.add_paragraph(LAST)
    word.save(str(folder / "a.docx"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ("--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(folder), str(folder / "a.docx"))
    subprocess.run([soffice, profile, *convert], check=True, capture_output=True)
    return (folder / "a.doc").read_bytes()


def words_of(name: str, content: bytes) -> list[str]:
    """The words of paragraphs and cells."""
    blocks = read_document(SourceFile(name, content)).blocks
    return [text for block in blocks for text in ([block.text] if isinstance(block, Paragraph) else cells(block))]


def cells(block: Table) -> list[str]:
    return [cell.text for cell in block.cells]


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "报告.docx"])
def test_old_word_files(doc: bytes, name: str) -> None:
    """Headings, paragraphs and tables come along, whatever the file is called."""
    heading, first, second, table, last = read_document(SourceFile(name, doc)).blocks
    assert isinstance(heading, Paragraph)
    assert (heading.text, heading.role, heading.level) == ("某某县教育局2022年度部门决算", Role.HEADING, 1)
    assert (first, second) == tuple(map(Paragraph, SENTENCES))
    assert last == Paragraph(LAST)
    assert isinstance(table, Table)
    assert [(cell.text, cell.colspan) for cell in table.cells] == [
        *(("收入", 2), ("项目", 1), ("决算数", 1)),
        *(("财政拨款收入", 1), ("5.00", 1)),
    ]


@pytest.mark.usefixtures("soffice")
def test_rich_text() -> None:
    """So is a document of Rich Text Format, with its tables."""
    row = r"\trowd\cellx3000\cellx6000\pard\intbl 项目\cell 决算数\cell\row"
    content = rtf(rf"\pard 本年收入合计五万元。\par {row} \pard 以上。\par")
    assert words_of("a.rtf", content) == ["本年收入合计五万元。", "项目", "决算数", "以上。"]


def test_the_source_is_published_as_it_is(doc: bytes, tmp_path: Path) -> None:
    """What was made of it to read it is nobody's."""
    path = tmp_path / "某某县教育局2022年度部门决算.doc"
    path.write_bytes(doc)
    declared = Declared(agency="株洲市渌口区教育局", year=2022, report_type="final_accounts")
    (outcome,) = ingest_files(Store(tmp_path / "store"), [path], declared, force=True)
    assert not outcome.failed, outcome.reason
    (folder,) = (tmp_path / "store").glob("*/*/v1")
    assert [file.read_bytes() for file in (folder / "source").iterdir()] == [doc]


def encrypted(doc: bytes) -> bytes:
    """The document with the mark of a password."""
    at = doc.index(b"\xec\xa5", 512)
    return doc[: at + 11] + bytes([doc[at + 11] | 1]) + doc[at + 12 :]


def renamed(name: str) -> bytes:
    """A compound file whose only document bears another name."""
    content = xls(Tab("表", [["收入"]]))
    at = content.index("Workbook".encode("utf-16-le"))
    entry = name.encode("utf-16-le").ljust(64, b"\0") + (2 * len(name) + 2).to_bytes(2, "little")
    return content[:at] + entry + content[at + 66 :]


def test_what_cannot_be_read_is_named(doc: bytes) -> None:
    """A password, damage, a document of another kind: each in a sentence of its own."""
    for content, words in (
        (encrypted(doc), "密码"),
        (doc[: len(doc) // 2], "已损坏"),
        (doc[:600], "已损坏"),
        (renamed("EncryptedPackage"), "密码"),
        (renamed("PowerPoint Document"), "演示文稿"),
        (renamed("CONTENTS"), "不认识的旧版文件"),
    ):
        with pytest.raises((UnreadableSourceError, UnsupportedFormatError), match=words):
            read_document(SourceFile("a.doc", content))


@pytest.mark.usefixtures("soffice")
def test_text_is_no_word_file() -> None:
    """LibreOffice reads anything as something; what is no Word document is refused all the same."""
    with pytest.raises(UnreadableSourceError, match="已损坏"):
        convert_to_docx("收入五万元".encode(), WORD_97)


def test_nothing_is_left_behind(doc: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither files nor a profile in the home of whoever runs it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("temporary", "home"):
        (tmp_path / name).mkdir()
    words_of("a.doc", doc)
    assert [*(tmp_path / "temporary").iterdir(), *(tmp_path / "home").iterdir()] == []


def program(folder: Path, script: str) -> str:
    """A program that stands where LibreOffice should."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_program_that_hangs_is_ended_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the time that a file may take, nothing of it runs on."""
    monkeypatch.setattr(office, "_SECONDS", 2)
    hanging = program(tmp_path, f'sleep 600 & echo $! > "{tmp_path}/child"; wait')
    with pytest.raises(UnreadableSourceError, match="时间过长"):
        convert_to_docx(b"x", WORD_97, hanging)
    child = int((tmp_path / "child").read_text())
    for _ in range(50):
        if not is_running(child):
            return
        time.sleep(0.1)
    pytest.fail("a process that the program had started still runs")


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_without_libreoffice_the_reader_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a machine that has none; where the operator named one that is none, that is said."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_PLACES", ())
    with pytest.raises(UnsupportedFormatError, match=r"libreoffice-writer-nogui.*MINGZHANG_SOFFICE.*另存为 \.docx"):
        read_document(SourceFile("a.rtf", rtf("收入")))
    with pytest.raises(UnsupportedFormatError, match="不是可以运行的程序"):
        read_document(SourceFile("a.rtf", rtf("收入")), str(tmp_path / "none"))


def test_the_operator_may_name_the_program(tmp_path: Path) -> None:
    """A path, or a command of the machine."""
    named = program(tmp_path, "true")
    assert find_soffice(named) == named
    assert Path(find_soffice("sh")).is_absolute()
