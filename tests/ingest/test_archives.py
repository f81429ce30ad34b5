"""Zip archives: several files that are one report, one file, or what is no report at all."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from docx_making import docx, p, table, tc
from ingest.errors import ContradictedIdentityError, IngestError, UnreadableSourceError, UnsupportedFormatError
from ingest.identify import Declared
from ingest.pipeline import read_draft
from ingest.register import Register
from ingest.source import SourceFile
from ingest.store import Store
from ingest.unpacking import unpack_sources
from publishing import publish, read_whole

AGENCY = "株洲市天元区教育局"
NARRATIVE = "".join(
    (
        p(f"{AGENCY}2022年度部门决算"),
        p("一、收入支出决算总体情况说明"),
        p("2022年度收入总计500.00万元，支出总计500.00万元。与上年相比，收入总计增加20.00万元，增长4.17%。"),
        p("二、支出决算情况说明"),
        p("本年支出合计480.00万元，其中：基本支出300.00万元，占62.50%；项目支出180.00万元，占37.50%。"),
    )
)


def forms(year: int = 2022, agency: str = AGENCY) -> str:
    rows = [("项目", "行次", "金额"), ("本年收入合计", "1", "490.00"), ("总计", "2", "500.00")]
    made = table(*("".join(tc(cell) for cell in row) for row in rows))
    return p(f"{agency}{year}年度部门决算公开表") + p("收入支出决算总表") + p("单位：万元") + made


WORD = docx(NARRATIVE)
FORMS = docx(forms())


def zipped(*members: tuple[str, bytes], encoding: str = "utf-8") -> bytes:
    """An archive; names in another encoding are written as machines that know no other write them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, content) in enumerate(members):
            archive.writestr(
                name if encoding == "utf-8" else f"{number}".ljust(len(name.encode(encoding)), "x"), content
            )
    packed = out.getvalue()
    if encoding != "utf-8":
        for number, (name, _) in enumerate(members):
            raw = name.encode(encoding)
            packed = packed.replace(f"{number}".ljust(len(raw), "x").encode(), raw)
    return packed


def names(content: bytes) -> list[str]:
    return [source.name for source in unpack_sources(SourceFile("报告.zip", content))]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (zipped(("说明.docx", WORD)), ["说明.docx"]),
        (zipped(("决算/表.docx", FORMS), ("决算/说明.docx", WORD)), ["表.docx", "说明.docx"]),
        (zipped(("决算\\说明.docx", WORD)), ["说明.docx"]),
        (zipped(("决算情况说明.docx", WORD), encoding="gb18030"), ["决算情况说明.docx"]),
        (
            zipped(("说明.docx", WORD), ("__MACOSX/._说明.docx", b"x"), (".DS_Store", b"x"), ("Thumbs.db", b"x")),
            ["说明.docx"],
        ),
        (zipped(("说明.docx", WORD), ("~$说明.docx", b"x"), ("空/", b"")), ["说明.docx"]),
        (zipped(("文.txt", b"%PDF-"), ("说明.docx", WORD)), ["文.txt", "说明.docx"]),
        (WORD, ["报告.zip"]),  # a document under another name
    ],
)
def test_members(content: bytes, expected: list[str]) -> None:
    """The files of an archive are taken by their bare names; what systems put beside them is not."""
    assert names(content) == expected


def locked(content: bytes) -> bytes:
    """The archive with its first member marked as locked."""
    changed = bytearray(content)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(mark) + at
        changed[place : place + 2] = struct.pack("<H", 1)
    return bytes(changed)


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (zipped((".DS_Store", b"x")), UnreadableSourceError, "没有报告文件"),
        (zipped(("../说明.docx", WORD)), UnreadableSourceError, "指向压缩包以外"),
        (zipped(("/etc/说明.docx", WORD)), UnreadableSourceError, "指向压缩包以外"),
        (zipped(("C:\\说明.docx", WORD)), UnreadableSourceError, "指向压缩包以外"),
        (zipped(("甲.zip", zipped(("说明.docx", WORD)))), UnsupportedFormatError, "还有压缩包“甲.zip”"),
        (zipped(("说明.docx", WORD), ("表.txt", b"")), UnreadableSourceError, "“表.txt”是空的"),
        (zipped(*((f"{at}.txt", b"x") for at in range(31))), UnreadableSourceError, "31 个文件"),
        (zipped(("大.txt", b"1" * 2**24)), UnreadableSourceError, "“大.txt”解压后过大"),
        (locked(zipped(("说明.docx", WORD))), UnreadableSourceError, "密码"),
        (zipped(("说明.docx", WORD))[:-40], UnreadableSourceError, "不完整"),
        (zipped(("说明.docx", WORD), ("图.png", b"\x89PNG\r\n\x1a\n")), UnreadableSourceError, "“图.png”"),
        (b"Rar!\x1a\x07\x01\x00 words", UnsupportedFormatError, "RAR"),
        (b"7z\xbc\xaf\x27\x1c words", UnsupportedFormatError, "7z"),
    ],
)
def test_archives_that_are_refused(content: bytes, error: type[IngestError], words: str) -> None:
    """Tricks with names, archives in archives, swelling, locks and damage are each named."""
    with pytest.raises(error, match=words):
        read_draft(SourceFile("报告.zip", content), Declared(), Register())


def test_several_files_are_one_report() -> None:
    """The narrative comes first, then the tables; figures come from both; the agency from any of them."""
    draft = read_draft(SourceFile("1.zip", zipped(("1表.docx", FORMS), ("2说明.docx", WORD))), Declared(), Register())
    assert [source.name for source in draft.gathered.sources] == ["2说明.docx", "1表.docx"]
    assert (draft.identity.agency.printed, draft.identity.year) == (AGENCY, 2022)
    content = read_whole(draft)
    assert {figure.source for figure in content.figures} == {"narrative", "table"}
    assert content.text.index("基本支出") < content.text.index("收入支出决算总表")


def test_what_only_the_archive_or_another_member_says() -> None:
    """The year may stand in the name of the archive, the agency in the file of tables."""
    narrative = docx(p("部门决算情况说明") + p("本年收入合计5.00万元，本年支出合计4.00万元。"))
    source = SourceFile("2022年度部门决算.zip", zipped(("1.docx", narrative), ("2.docx", docx(forms()))))
    draft = read_draft(source, Declared(), Register())
    assert (draft.identity.agency.printed, draft.identity.year) == (AGENCY, 2022)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (forms(year=2021), "2021年度"),
        (forms(agency="株洲市天元区民政局"), "民政局"),
        (p(f"{AGENCY}2022年度部门整体支出绩效自评报告") + p("一、概况") + p("自评得分98分。"), "绩效自评"),
    ],
)
def test_different_reports(other: str, words: str) -> None:
    """Files of another year, agency or type are not one report; both are named, and what to do."""
    source = SourceFile("1.zip", zipped(("甲.docx", WORD), ("乙.docx", docx(other))))
    with pytest.raises(ContradictedIdentityError, match=f"“甲.docx”.*“乙.docx”.*{words}.*分开导入"):
        read_draft(source, Declared(), Register())


def test_the_same_report_in_two_formats() -> None:
    """A report that lies there as a page, too, is read once, and both files are kept."""
    lines = [piece.split("</w:t>")[0].split(">")[-1] for piece in NARRATIVE.split("<w:t")[1:]]
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in lines) + "</body></html>"
    source = SourceFile("1.zip", zipped(("甲.docx", WORD), ("乙.html", page.encode())))
    draft = read_draft(source, Declared(), Register())
    assert len(draft.gathered.sources) == 2
    assert read_whole(draft).text.count("收入总计500.00万元") == 1


def test_a_page_names_its_file() -> None:
    """A page number never sends a reader to the wrong file."""
    from test_formats import pdf

    source = SourceFile("1.zip", zipped(("甲.docx", WORD), ("乙.pdf", pdf("income of this office, and a longer line"))))
    draft = read_draft(source, Declared(), Register())
    assert draft.gathered.pages == (None, 1)
    assert {place.spot.source for place in read_whole(draft).places} == {2}


def test_published_and_handed_in_again(store: Store, tmp_path: Path) -> None:
    """Every file is kept as it was packed; packed anew, under other names and in another order, nothing is new."""
    first, again, changed = (tmp_path / f"{name}.zip" for name in ("甲", "乙", "丙"))
    first.write_bytes(zipped(("1/决算.docx", WORD), ("2/决算.docx", FORMS)))
    again.write_bytes(zipped(("表.docx", FORMS), ("说明.docx", WORD)))
    changed.write_bytes(zipped(("说明.docx", WORD), ("表.docx", docx(forms() + p("注：本表为汇总数。")))))
    assert outcome(store, first) == "published"
    version = next(iter(store.published()))
    assert [one["path"] for one in version.descriptor["resources"][:2]] == ["source/决算.docx", "source/决算-2.docx"]
    assert [one["name"] for one in version.descriptor["resources"][:2]] == ["source", "source-2"]
    assert [one["title"] for one in version.descriptor["sources"]] == ["决算.docx", "决算.docx"]
    assert (version.path / "source/决算.docx").read_bytes() == WORD
    assert (version.path / "source/决算-2.docx").read_bytes() == FORMS
    assert outcome(store, again) == "unchanged"
    assert outcome(store, changed) == "new_version"


def outcome(store: Store, path: Path) -> str:
    (published,) = publish(store.root, [path])
    return published.status


def test_an_archive_of_one_file_is_that_file(store: Store, tmp_path: Path) -> None:
    """Packed or not, it is the same source."""
    bare, alone = tmp_path / "决算.docx", tmp_path / "决算.zip"
    bare.write_bytes(WORD)
    alone.write_bytes(zipped(("决算.docx", WORD)))
    assert outcome(store, bare) == "published"
    assert outcome(store, alone) == "unchanged"
