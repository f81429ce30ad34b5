"""`mingzhang identify`: one line of JSON a file, and nothing stored."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from portal.cli import cli

COVER = "2022年度\n株洲市芦淞区教育局\n部门决算\n"


def identify(folder: Path, *files: str) -> tuple[int, list[dict[str, Any]]]:
    done = CliRunner().invoke(cli, ["identify", *(str(folder / file) for file in files)])
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines()]


def test_a_first_page_alone_is_enough(tmp_path: Path) -> None:
    """Each value with the words it rests on and where they stand; what is not told is null."""
    (tmp_path / "a.txt").write_text(COVER, encoding="utf-8")
    status, [told] = identify(tmp_path, "a.txt")
    assert status == 0
    assert told["agency"] == "株洲市芦淞区教育局"
    assert told["region"] == {"adcode": "430203", "province": "湖南省", "city": "株洲市", "county": "芦淞区"}
    assert (told["year"], told["type"], told["coverage"], told["subject"]) == (
        2022,
        "final_accounts",
        "department",
        None,
    )
    assert told["refusal"] is None
    assert told["confidence"] > 0.9
    assert set(told["evidence"]) == {"agency", "region", "year", "type", "coverage"}
    assert "教育局" in told["evidence"]["agency"]["words"]
    assert told["evidence"]["agency"]["from"] == "title"
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


def test_what_a_page_does_not_tell_is_null(tmp_path: Path) -> None:
    """A region that several places share, a year that nobody names."""
    (tmp_path / "x.txt").write_text("普陀区教育局部门决算\n一、职责\n", encoding="utf-8")
    status, [told] = identify(tmp_path, "x.txt")
    assert (status, told["agency"], told["region"], told["year"]) == (0, "普陀区教育局", None, None)
    (tmp_path / "y.txt").write_text("一、基本情况\n我单位编制30人。\n", encoding="utf-8")
    status, [told] = identify(tmp_path, "y.txt")
    assert (status, told["agency"], told["type"], told["confidence"], told["evidence"]) == (0, None, None, None, {})


def test_a_document_of_another_kind_says_which(tmp_path: Path) -> None:
    """It has no type; what it is stands under refusal."""
    (tmp_path / "n.txt").write_text("芦淞区财政局关于开展2022年度绩效自评工作的通知\n各单位：", encoding="utf-8")
    status, [told] = identify(tmp_path, "n.txt")
    assert (status, told["type"]) == (0, None)
    assert "通知" in told["refusal"]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """It has a line with the error, the others have theirs, in the order given; the exit status is 1."""
    (tmp_path / "a.txt").write_text(COVER, encoding="utf-8")
    (tmp_path / "broken.docx").write_bytes(b"PK")
    status, lines = identify(tmp_path, "missing.pdf", "a.txt", "broken.docx")
    assert status == 1
    assert [Path(line["file"]).name for line in lines] == ["missing.pdf", "a.txt", "broken.docx"]
    assert ["error" in line for line in lines] == [True, False, True]
