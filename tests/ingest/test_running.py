"""A run over many files: manifests, settings, and what becomes of bad files."""

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest import publishing as ingest_publishing
from ingest.identify import Declared
from ingest.manifest import ManifestError, load_manifest
from ingest.register_files import load_register
from ingest.rosters import load_roster
from ingest.running import find_files, find_stray_rows, ingest_files
from ingest.settings import SettingsError, load_settings
from ingest.store import Store
from publishing import publish

REPORT = "{agency}2022年度部门决算\n一、收入情况\n本年收入合计5.00万元。\n"
ANONYMOUS = "部门整体支出绩效自评报告\n一、职责\n2022年支出5.00万元。2022年收入5.00万元。\n"


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_bad_file_stops_nothing(tmp_path: Path) -> None:
    """The run carries on past a bad file and names it with a reason."""
    folder = write(
        tmp_path / "in", a=REPORT.format(agency="芦淞区教育局"), b="", c=REPORT.format(agency="芦淞区财政局")
    )
    outcomes = publish(tmp_path / "store", [folder])
    assert [one.status for one in outcomes] == ["published", "failed", "published"]
    assert "空的" in outcomes[1].reason


def test_a_defect_of_ours_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unforeseen error marks that file failed, with what to do, and the run goes on."""
    calls = iter([RuntimeError("boom")])
    real = ingest_publishing.read_content

    def fail_once(*given: Any) -> object:
        for error in calls:
            raise error
        return real(*given)

    monkeypatch.setattr(ingest_publishing, "read_content", fail_once)
    folder = write(tmp_path / "in", a=REPORT.format(agency="芦淞区教育局"), b=REPORT.format(agency="芦淞区财政局"))
    outcomes = publish(tmp_path / "store", [folder])
    assert [one.status for one in outcomes] == ["failed", "published"]
    assert "程序出错" in outcomes[0].reason


def test_files_of_one_name_in_two_folders(tmp_path: Path) -> None:
    """Two versions of a report in two folders are two files, whatever they are called, and are told apart in the table."""
    text = REPORT.format(agency="芦淞区教育局")
    folders = [write(tmp_path / "a", 报告=text), write(tmp_path / "b", 报告=text + "更正。")]
    outcomes = publish(tmp_path / "store", folders)
    assert [one.status for one in outcomes] == ["published", "same_report"]
    assert str(folders[0] / "报告.txt") in outcomes[1].reason
    assert [one.label for one in outcomes] == [str(folder / "报告.txt") for folder in folders]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("芦淞区教育局.txt".encode("gb18030"), "芦淞区教育局.txt"),  # an archive from Chinese Windows
        (b"\xff\xff.txt", "\ufffd\ufffd.txt"),
        ("a\u202etxt.\n.txt".encode(), "a\ufffdtxt. .txt"),
    ],
)
def test_names_that_cannot_be_shown(tmp_path: Path, name: bytes, shown: str) -> None:
    """A file whose name is no text is published under a name that is, and can be listed."""
    folder = write(tmp_path / "in")
    path = folder / os.fsdecode(name)
    path.write_text(REPORT.format(agency="芦淞区教育局"), encoding="utf-8")
    outcome = publish(tmp_path / "store", [folder])[0]
    assert (outcome.status, outcome.label) == ("published", shown)
    descriptor = next(Store(tmp_path / "store").published()).descriptor
    (source,) = (one for one in descriptor["resources"] if one["name"] == "source")
    assert "\ufffd" in shown or source["path"] == f"source/{shown}"


def test_a_manifest_names_what_the_text_does_not(tmp_path: Path) -> None:
    """A file that cannot be told is refused, and published when the folder's manifest names its agency."""
    folder = write(tmp_path / "in", a=ANONYMOUS)
    assert [one.status for one in publish(tmp_path / "store", [folder])] == ["failed"]
    (folder / "manifest.csv").write_text(
        "file,agency,year,type,coverage,source_url,published\n"
        "a.txt,芦淞区教育局,2022年度,部门整体支出绩效自评,unit,https://example.org/1,2023-08-20\n",
        encoding="gb18030",
    )
    outcomes = publish(tmp_path / "store", [folder])
    assert [one.status for one in outcomes] == ["published"]
    descriptor = next(Store(tmp_path / "store").published()).descriptor
    assert descriptor["name"] == "430203-jiaoyuju-2022-performance-unit"
    assert (descriptor["sourceUrl"], descriptor["published"]) == ("https://example.org/1", "2023-08-20")


def test_the_command_line_goes_before_the_manifest(tmp_path: Path) -> None:
    """What is said of all files goes before what the manifest says of one; what it leaves open the manifest says."""
    folder = write(tmp_path / "in", a=ANONYMOUS)
    (folder / "manifest.csv").write_text("file,agency,year\na.txt,芦淞区教育局,2021\n", encoding="utf-8")
    store = Store(tmp_path / "store")
    list(ingest_files(store, find_files([folder]), Declared(year=2022)))
    assert next(store.published()).name == "430203-jiaoyuju-2022-performance"


def test_two_names_of_one_agency(tmp_path: Path) -> None:
    """Reports under a bureau's short and full name are one agency's, whichever comes first; the full name is its name."""
    for order in (("2021", "2022"), ("2022", "2021")):
        folder, root = tmp_path / order[0], tmp_path / f"store{order[0]}"
        for year, name in zip(order, ("城管局", "城市管理和综合执法局"), strict=True):
            report = REPORT.format(agency=f"芦淞区{name}").replace("2022", year)
            write(folder, **{f"r{year}": report})
        assert [one.failed for one in publish(root, [folder])] == [False, False]
        assert [one.name for one in load_register(root).agencies.values()] == ["株洲市芦淞区城市管理和综合执法局"]


PROJECT = "株洲市芦淞区教育局2022年度{}项目支出绩效自评报告\n一、项目概况\n全年预算5.00万元。\n"


def test_two_projects_are_two_reports(tmp_path: Path) -> None:
    """Reports of an agency on two projects of one year stand side by side, under names of their own."""
    folder = write(tmp_path / "in", a=PROJECT.format("校舍维修"), b=PROJECT.format("营养午餐"))
    assert [one.status for one in publish(tmp_path / "store", [folder])] == ["published", "published"]
    reports = {one.name: one.descriptor for one in Store(tmp_path / "store").published()}
    assert {name: one["subject"] for name, one in reports.items()} == {
        "430203-jiaoyuju-2022-project-performance-xiaosheweixiu": "校舍维修",
        "430203-jiaoyuju-2022-project-performance-yingyangwucan": "营养午餐",
    }


def test_a_manifest_names_the_project(tmp_path: Path) -> None:
    """A report on a project that it does not name is refused, and published when the manifest names it."""
    folder = write(tmp_path / "in", a=PROJECT.format(""))
    refused = publish(tmp_path / "store", [folder])
    assert [(one.status, "subject" in one.reason) for one in refused] == [("failed", True)]
    (folder / "manifest.csv").write_text("file,subject\na.txt,校舍维修项目\n", encoding="utf-8")
    publish(tmp_path / "store", [folder])
    assert [one.descriptor["subject"] for one in Store(tmp_path / "store").published()] == ["校舍维修"]


def test_the_operator_corrects_what_is_published(tmp_path: Path) -> None:
    """A fuller name or an address handed in later makes a new version of the same report; said again, it makes none."""
    folder = write(tmp_path / "in", a=REPORT.format(agency="芦淞区城管局"))
    store = Store(tmp_path / "store")
    publish(store.root, [folder])
    (folder / "manifest.csv").write_text(
        "file,agency,source_url\na.txt,株洲市芦淞区城市管理和综合执法局,https://example.org/1\n", encoding="utf-8"
    )
    runs = [[one.status for one in publish(store.root, [folder])] for _ in range(2)]
    assert runs == [["new_version"], ["unchanged"]]
    (version,) = store.published()
    assert version.descriptor["agency"]["name"] == "株洲市芦淞区城市管理和综合执法局"
    assert (version.descriptor["sourceUrl"], version.descriptor["versionReason"]) == (
        "https://example.org/1",
        "corrected",
    )


def test_a_note_for_readers(tmp_path: Path) -> None:
    """What a manifest notes of a file stands in its package; noted later, it makes a new version once."""
    folder = write(tmp_path / "in", a=REPORT.format(agency="芦淞区教育局"))
    store = Store(tmp_path / "store")
    publish(store.root, [folder])
    assert next(store.published()).descriptor["notes"] == []
    (folder / "manifest.csv").write_text("文件,备注\na.txt,附件另行公开。\n", encoding="utf-8")
    runs = [[one.status for one in publish(store.root, [folder])] for _ in range(2)]
    assert runs == [["new_version"], ["unchanged"]]
    assert next(store.published()).descriptor["notes"] == ["附件另行公开。"]


def test_an_old_file_corrects_nothing(tmp_path: Path) -> None:
    """Words about a file that another has replaced do not bring the old one back."""
    folder = write(tmp_path / "in", a=REPORT.format(agency="芦淞区教育局"))
    publish(tmp_path / "store", [folder])
    newer = write(tmp_path / "newer", b=REPORT.format(agency="芦淞区教育局") + "更正。\n")
    publish(tmp_path / "store", [newer])
    (folder / "manifest.csv").write_text("file,source_url\na.txt,https://example.org/1\n", encoding="utf-8")
    assert [one.status for one in publish(tmp_path / "store", [folder])] == ["unchanged"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("agency,year\n芦淞区教育局,2022\n", "缺少 file"),
        ("file,year\na.txt,22\n", "第 2 行.*年度"),
        ("file,type\na.txt,决定\n", "第 2 行.*报告类型“决定”不对"),
        ("file,coverage\na.txt,全部\n", "第 2 行.*覆盖范围“全部”不对"),
        ("文件,年度,来源网址\na.txt,22,x\n", "第 2 行：年度“22”不对.*；来源网址“x”不对"),
        ("文件,file\na.txt,a.txt\n", "文件、file 是同一栏"),
        ("file,published\na.txt,2023年8月\n", "第 2 行.*日期"),
        ("file,published\na.txt,2023-02-30\n", "第 2 行.*日期"),
        ("file,agency\na.txt,芦淞区教育局|芦淞区体育局\n", "第 2 行.*“|”"),
        ("file,source_url\na.txt,javascript:alert(1)\n", "第 2 行.*网址"),
        ("file,source_url\na.txt,www.example.org/1\n", "第 2 行.*http://"),
        ("file,source_url\na.txt,https:///1\n", "第 2 行.*网址"),
        ("file,year\na.txt,2022\nb.txt,2022\na.txt,2023\n", "第 2、4 行.*同一个文件"),
        ("file,year\n\0,2022\n", "不是可以识别的文本"),
    ],
)
def test_a_manifest_that_is_not_understood(tmp_path: Path, text: str, words: str) -> None:
    """The row and the value are named, with what is expected."""
    path = tmp_path / "manifest.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError, match=words):
        load_manifest(path).declared(tmp_path / "a.txt")


@pytest.mark.parametrize(
    "written",
    [
        "2023-08-20",
        "2023-8-20",
        "2023/8/20",
        "2023.8.20",
        "2023年8月20日",
        "２０２３年８月２０日",
        "20230820",
        "2023/8/20 0:00",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_dates_as_people_write_them(tmp_path: Path, written: str, encoding: str) -> None:
    """Whatever a spreadsheet makes of a date, in whatever encoding it saves."""
    path = tmp_path / "manifest.csv"
    path.write_text(f"file,published\n报告.txt,{written}\n", encoding=encoding)
    assert load_manifest(path).declared(tmp_path / "报告.txt") == Declared(published=date(2023, 8, 20))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("决算 部门决算 单位决算 final_accounts", "final_accounts"),
        ("预算 部门预算 budget", "budget"),
        ("绩效自评 整体支出绩效自评 部门整体支出绩效自评 整体支出绩效自评报告 performance", "performance"),
        ("项目支出绩效自评 项目支出绩效自评报告 project_performance", "project_performance"),
    ],
)
def test_chinese_words_for_types(tmp_path: Path, words: str, kind: str) -> None:
    """Manifests, and rosters too, take the words that people use; headings may be Chinese."""
    path = tmp_path / "manifest.csv"
    for word in words.split():
        path.write_text(f"文件,单位,类型,覆盖范围\na.txt,芦淞区教育局,{word},单位（本级）\n", encoding="utf-8")
        said = load_manifest(path).declared(tmp_path / "a.txt")
        assert said == Declared(agency="芦淞区教育局", report_type=kind, coverage="unit")
        path.write_text(f"agency,report_types\n芦淞区教育局,{word}\n", encoding="utf-8")
        load_roster(tmp_path, path)
        assert load_register(tmp_path).roster[0].report_types == (kind,)


def test_a_bad_row_fails_its_file_only(tmp_path: Path) -> None:
    """The other files of the folder are published, with what their rows say."""
    texts = {name: REPORT.format(agency=f"芦淞区{name}") for name in ("教育局", "财政局")}
    folder = write(tmp_path / "in", **texts)
    (folder / "manifest.csv").write_text("file,published\n教育局.txt,昨天\n财政局.txt,2023/8/20\n", encoding="utf-8")
    assert {one.label: one.status for one in publish(tmp_path / "store", [folder])} == {
        "教育局.txt": "failed",
        "财政局.txt": "published",
    }
    assert next(Store(tmp_path / "store").published()).descriptor["published"] == "2023-08-20"


def test_a_row_that_names_no_file_is_reported(tmp_path: Path) -> None:
    """A name written wrongly is told with its row; a file that is there and was not asked for is not."""
    folder = write(tmp_path / "in", a=REPORT, b=REPORT)
    (folder / "manifest.csv").write_text("file,year\na.txt,2022\nA报告.txt,2022\nb.txt,\n,2022\n", encoding="utf-8")
    strays = list(find_stray_rows([folder / "a.txt"]))
    assert len(strays) == 2
    assert "第 3 行的文件“A报告.txt”不在这个文件夹里" in strays[0]
    assert "第 5 行没有写文件名" in strays[1]


def test_an_editor_at_work_during_ingest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an editor saves into the register while a report is being read is not overwritten."""
    publish(tmp_path / "store", [write(tmp_path / "in1", a=REPORT.format(agency="芦淞区教育局"))])
    path = tmp_path / "store" / "register" / "agencies.csv"
    real = ingest_publishing.read_content

    def read_while_edited(*given: Any) -> object:
        path.write_text(
            path.read_text(encoding="utf-8").replace("芦淞区教育局,,", "区教育局,教育局,"), encoding="utf-8"
        )
        return real(*given)

    monkeypatch.setattr(ingest_publishing, "read_content", read_while_edited)
    publish(tmp_path / "store", [write(tmp_path / "in2", b=REPORT.format(agency="芦淞区财政局"))])
    register = load_register(tmp_path / "store")
    assert sorted(register.agencies) == ["430203-caizhengju", "430203-jiaoyuju"]
    agency = register.agencies["430203-jiaoyuju"]
    assert (agency.short_name, agency.aliases) == ("区教育局", ("教育局",))


def test_a_bad_manifest_fails_its_files_only(tmp_path: Path) -> None:
    """Files of another folder are published."""
    bad = write(tmp_path / "in1", a=REPORT.format(agency="芦淞区教育局"))
    (bad / "manifest.csv").write_text("x\n", encoding="utf-8")
    good = write(tmp_path / "in2", b=REPORT.format(agency="芦淞区财政局"))
    assert [one.status for one in publish(tmp_path / "store", [bad, good])] == ["failed", "published"]


def test_what_a_folder_holds_besides_reports(tmp_path: Path) -> None:
    """Hidden files, office lock files, manifests and tables of truth are no reports; a file named by itself is."""
    folder = write(tmp_path / "in", 报告=REPORT)
    for name in (".DS_Store", "~$报告.docx", "manifest.csv", "truth.json", "README.md"):
        (folder / name).write_text("x")
    assert [path.name for path in find_files([folder])] == ["报告.txt"]
    assert [path.name for path in find_files([folder / "README.md"])] == ["README.md"]


def test_settings_in_their_order(tmp_path: Path) -> None:
    """Options go before the environment, that before the file, that before the defaults."""
    config = tmp_path / "mingzhang.toml"
    config.write_text('store = "a"\ndata = "a"\nport = 1\n', encoding="utf-8")
    settings = load_settings({"store": Path("c"), "data": None}, {"MINGZHANG_DATA": "b", "PORT": "2"}, config)
    assert (settings.store, settings.data, settings.port, settings.host) == (Path("c"), Path("b"), 2, "127.0.0.1")
    assert load_settings(environment={}, config_file=None).store == Path("datapackages")
    assert load_settings(environment={"MINGZHANG_SOFFICE": "/opt/soffice"}, config_file=None).soffice == "/opt/soffice"


@pytest.mark.parametrize(
    ("text", "environment", "words"),
    [
        ("port = [", {}, "文件末尾不合 TOML 格式"),
        ("port = 1\nhost = x", {}, "第 2 行不合 TOML 格式"),
        ("colour = 1", {}, "不认识的设置：colour"),
        ("", {"PORT": "http"}, "不是数字"),
        ("", {"PORT": "70000"}, "超出范围"),
    ],
)
def test_settings_that_cannot_be_used(tmp_path: Path, text: str, environment: dict[str, str], words: str) -> None:
    """Each bad setting is named with what to do."""
    config = tmp_path / "mingzhang.toml"
    config.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=words):
        load_settings(environment=environment, config_file=config)


def test_a_config_file_that_is_not_there(tmp_path: Path) -> None:
    """A file that was named must exist; the default one need not."""
    with pytest.raises(SettingsError, match="找不到配置文件"):
        load_settings(environment={"MINGZHANG_CONFIG": str(tmp_path / "x.toml")})
