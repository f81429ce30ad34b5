"""The command line, run as its users run it."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from index.locking import exclusive
from ingest import running
from ingest.identify import Declared
from ingest.progress import Progress
from ingest.store import Store
from portal.cli import cli, main
from publishing import publish

COMMAND = [str(Path(sys.executable).with_name("mingzhang"))]
REPORT = "{agency}2022年度部门决算\n一、收入情况\n本年收入合计5.00万元。\n"


def start(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    variables = {**os.environ, "MINGZHANG_STORE": str(tmp_path / "store"), "MINGZHANG_DATA": str(tmp_path / "data")}
    return subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=tmp_path,
        env=variables | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    process = start(tmp_path, *arguments, **environment)
    stdout, stderr = process.communicate(timeout=120)
    return subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "a.txt").write_text(REPORT.format(agency="芦淞区教育局"), encoding="utf-8")
    return made


def test_ingest_ends_with_a_table(tmp_path: Path, folder: Path) -> None:
    """File, outcome, reason; exit status 0 where all is well and 1 where a file failed."""
    done = run(tmp_path, "ingest", str(folder))
    assert done.returncode == 0, done.stderr
    assert "株洲市芦淞区教育局2022年度部门决算" in done.stdout
    assert "发布 1 个，未发布 0 个" in done.stdout
    (folder / "b.docx").write_bytes(b"")
    done = run(tmp_path, "ingest", str(folder))
    assert done.returncode == 1
    assert "没有新内容" in done.stdout
    assert "文件是空的" in done.stdout


def test_a_name_that_the_terminal_cannot_show(tmp_path: Path, folder: Path) -> None:
    """A file name in another encoding than the system's neither stops the run nor its table."""
    (folder / "a.txt").rename(folder / os.fsdecode("教育局".encode("gb18030") + b".txt"))
    done = run(tmp_path, "ingest", str(folder))
    assert (done.returncode, done.stderr) == (0, "")
    assert "教育局.txt" in done.stdout
    bad = folder / os.fsdecode(b"\xff")
    assert "Traceback" not in run(tmp_path, "ingest", str(bad)).stderr


def test_what_became_of_the_files_is_shown_first(tmp_path: Path, folder: Path) -> None:
    """Where index and catalogue cannot be brought up to date, the table stands, and the command that mends it."""
    (tmp_path / "data").mkdir()
    in_the_way = tmp_path / "data" / "index"
    in_the_way.write_text("")
    done = run(tmp_path, "ingest", str(folder))
    assert done.returncode == 1
    assert "发布 1 个，未发布 0 个" in done.stdout
    assert "mingzhang index rebuild" in done.stderr
    assert "Traceback" not in done.stderr
    in_the_way.unlink()
    assert "已重建：1 份报告" in run(tmp_path, "index", "rebuild").stdout


def two_samples(folder: Path) -> list[Path]:
    """Stands for the bundled samples, which take longer."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}.txt" for name in ("教育局", "财政局")]
    for path in paths:
        path.write_text(REPORT.format(agency=f"芦淞区{path.stem}"), encoding="utf-8")
    return paths


@pytest.fixture
def first_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Makes `mingzhang run` with two samples and without the server, into a store of `tmp_path`."""
    monkeypatch.setattr("ingest.samples.write_samples", two_samples)
    monkeypatch.setattr("portal.commands.site._listen", lambda _: (None, None, ""))
    monkeypatch.setattr("portal.commands.site._answer", lambda *_: None)

    def start(store: str = "store") -> Result:
        paths = ["--store", str(tmp_path / store), "--data", str(tmp_path / "data")]
        return CliRunner().invoke(cli, ["run", *paths])

    return start


def test_a_first_run_that_was_cut_short(
    tmp_path: Path, first_run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Starting again completes the samples, in that store only; what was done is told when a run is broken off."""
    real = running.Ingest.prepare

    def break_off(run: running.Ingest, path: Path, declared: Declared, progress: Progress) -> object:
        if path.stem == "财政局":
            raise KeyboardInterrupt
        return real(run, path, declared, progress)

    with monkeypatch.context() as patch:
        patch.setattr(running.Ingest, "prepare", break_off)
        broken_off = first_run()
    assert broken_off.exit_code != 0
    assert "发布 1 个" in broken_off.output
    publish(tmp_path / "other", [tmp_path / "data" / "samples" / "教育局.txt"])
    assert "示例" not in first_run("other").output
    assert "接着导入" in first_run().output
    assert len(list(Store(tmp_path / "store").published())) == 2
    assert "示例" not in first_run().output


def test_the_version_is_chosen_while_the_store_is_held(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A version that another process publishes while `withdraw` waits for its turn is the one that is withdrawn."""
    run(tmp_path, "ingest", str(folder))
    held = Store.writing

    @contextmanager
    def after_another(store: Store) -> Iterator[None]:
        monkeypatch.setattr(Store, "writing", held)
        (folder / "a.txt").write_text(REPORT.format(agency="芦淞区教育局") + "更正。", encoding="utf-8")
        publish(store.root, [folder])
        with store.writing():
            yield

    monkeypatch.setattr(Store, "writing", after_another)
    paths = ["--store", str(tmp_path / "store"), "--data", str(tmp_path / "data")]
    done = CliRunner().invoke(cli, ["withdraw", "430203-jiaoyuju-2022-final-accounts", "--reason", "有误", *paths])
    assert "已撤下 430203-jiaoyuju-2022-final-accounts 第 2 版" in done.output
    assert [version.number for version in Store(tmp_path / "store").published()] == [1]


def test_options_go_before_the_environment(tmp_path: Path, folder: Path) -> None:
    """`--store` is used where the environment names another."""
    assert run(tmp_path, "ingest", str(folder), "--store", str(tmp_path / "other")).returncode == 0
    assert (tmp_path / "other" / "register").is_dir()
    assert not (tmp_path / "store").exists()


def test_the_operator_names_the_project(tmp_path: Path, folder: Path) -> None:
    """A report on a project that it does not name asks for `--subject`, and is published with it."""
    (folder / "a.txt").write_text("芦淞区教育局2022年度项目支出绩效自评报告\n一、项目概况\n好。\n", encoding="utf-8")
    assert "--subject" in run(tmp_path, "ingest", str(folder)).stdout
    done = run(tmp_path, "ingest", str(folder), "--subject", "校舍维修")
    assert done.returncode == 0, done.stdout
    assert "“校舍维修”" in done.stdout


def test_the_operators_word(tmp_path: Path, folder: Path) -> None:
    """A word that contradicts the text is refused unless forced; nonsense is named."""
    assert "--force" in run(tmp_path, "ingest", str(folder), "--year", "2020").stdout
    assert run(tmp_path, "ingest", str(folder), "--year", "2020", "--force").returncode == 0
    done = run(tmp_path, "ingest", str(folder), "--type", "决算表", "--year", "22")
    assert done.returncode == 1
    assert "报告类型“决算表”不对" in done.stdout
    assert "年度“22”不对" in done.stdout
    done = run(tmp_path, "ingest", str(folder), "--agency", "芦淞区教育局|体育局", "--force")
    assert done.returncode == 1
    assert "不能有“|”" in done.stdout


def test_the_summary_adds_up(tmp_path: Path, folder: Path) -> None:
    """Every file is counted once, under what became of it; `--type` takes the Chinese word."""
    for name, text in (("b", REPORT.format(agency="芦淞区教育局") + "更正。"), ("c", ""), ("d", "")):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    words = [str(folder), "--type", "决算"]
    assert "共 4 个文件：发布 1 个，同一份报告 1 个，未发布 2 个。" in run(tmp_path, "ingest", *words).stdout
    assert (
        "共 4 个文件：发布 0 个，未变化 1 个，同一份报告 1 个，未发布 2 个。" in run(tmp_path, "ingest", *words).stdout
    )


def test_a_manifest_row_without_a_file(tmp_path: Path, folder: Path) -> None:
    """It is told below the table; what was published stays published."""
    (folder / "manifest.csv").write_text("file,agency\n没有.txt,芦淞区教育局\n", encoding="utf-8")
    done = run(tmp_path, "ingest", str(folder))
    assert done.returncode == 0
    assert "第 2 行的文件“没有.txt”不在这个文件夹里" in done.stdout.replace("\n", "")


NAME = "430203-jiaoyuju-2022-final-accounts"


def test_withdraw_restore_and_rebuild(tmp_path: Path, folder: Path) -> None:
    """A withdrawn report leaves index and catalogue, and can come back; both can be rebuilt."""
    run(tmp_path, "ingest", str(folder))
    assert "这份报告不再公开" in run(tmp_path, "withdraw", NAME, "--reason", "有误").stdout
    done = run(tmp_path, "withdraw", NAME, "--reason", "有误")
    assert done.returncode == 1
    assert "已经全部撤下" in done.stdout
    assert "已重建：0 份报告" in run(tmp_path, "index", "rebuild").stdout
    assert "现在公开的是第 1 版" in run(tmp_path, "restore", NAME, "--version", "1").stdout
    assert "已重建：1 份报告" in run(tmp_path, "index", "rebuild").stdout
    assert run(tmp_path, "index", "update").returncode == 0


def withdraw(tmp_path: Path, *arguments: str) -> Result:
    paths = ["--store", str(tmp_path / "store"), "--data", str(tmp_path / "data")]
    return CliRunner().invoke(cli, ["withdraw", NAME, *arguments, *paths])


def test_one_withdrawal_takes_back_one_version(tmp_path: Path, folder: Path) -> None:
    """What is public afterwards is told; the same command again withdraws nothing; the older version must be named."""
    store = Store(tmp_path / "store")
    publish(store.root, [folder])
    (folder / "a.txt").write_text(REPORT.format(agency="芦淞区教育局") + "更正。", encoding="utf-8")
    publish(store.root, [folder])
    done = withdraw(tmp_path, "--reason", "有误")
    assert "已撤下 " + NAME + " 第 2 版。现在公开的是第 1 版" in done.output
    assert f"mingzhang withdraw {NAME} --version 1" in done.output
    again = withdraw(tmp_path, "--reason", "有误")
    assert "--version 1" in str(again.exception)
    assert "第 2 版已经撤下" in str(withdraw(tmp_path, "--version", "2", "--reason", "有误").exception)
    assert "没有第 3 版" in str(withdraw(tmp_path, "--version", "3", "--reason", "有误").exception)
    assert [version.number for version in store.published()] == [1]
    assert "不再公开" in withdraw(tmp_path, "--version", "1", "--reason", "有误").output
    assert list(store.published()) == []


def test_a_withdrawal_gives_a_reason(tmp_path: Path, folder: Path) -> None:
    """Blanks are no reason; nothing is withdrawn."""
    publish(tmp_path / "store", [folder])
    done = withdraw(tmp_path, "--reason", "  ")
    assert done.exit_code == 1
    assert "理由不能为空" in done.output
    assert len(list(Store(tmp_path / "store").published())) == 1


def test_an_update_tells_what_it_did(tmp_path: Path, folder: Path) -> None:
    """Reports that came and went, changes of the register, or nothing; reports that lost their agency are named."""
    update = ["index", "update"]
    publish(tmp_path / "store", [folder])
    assert "更新 1 份报告，名录 1 处变化" in run(tmp_path, *update).stdout
    assert "没有变化" in run(tmp_path, *update).stdout
    register = tmp_path / "store" / "register" / "agencies.csv"
    before = register.read_text(encoding="utf-8")
    register.write_text(before.replace("株洲市芦淞区教育局,", "株洲市芦淞区教育和体育局,"), encoding="utf-8")
    assert "名录 1 处变化" in run(tmp_path, *update).stdout
    register.write_text(before.splitlines()[0] + "\n", encoding="utf-8")
    told = run(tmp_path, *update).stdout
    assert "名录 1 处变化" in told
    assert "没有 id 为 430203-jiaoyuju 的单位，它有 1 份报告（株洲市芦淞区教育局2022年度部门决算）" in told
    assert "430203-jiaoyuju" in run(tmp_path, "index", "rebuild").stdout
    register.write_text(before, encoding="utf-8")
    run(tmp_path, "withdraw", NAME, "--reason", "有误")
    run(tmp_path, *update)
    run(tmp_path, "restore", NAME, "--version", "1")
    shutil.rmtree(tmp_path / "store" / "430203-jiaoyuju")
    assert "移除 1 份报告" in run(tmp_path, *update).stdout


def test_a_roster_is_loaded(tmp_path: Path) -> None:
    """The roster's agencies are counted; a bad row is named."""
    (tmp_path / "roster.csv").write_text("agency\n芦淞区教育局\n", encoding="utf-8")
    assert "1 个单位" in run(tmp_path, "agencies", "roster", "roster.csv").stdout
    (tmp_path / "roster.csv").write_text("agency\n教育局\n", encoding="utf-8")
    done = run(tmp_path, "agencies", "roster", "roster.csv")
    assert done.returncode == 1
    assert "第 2 行" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "environment", "words"),
    [
        (["ingest", "没有这个文件"], {}, "没有这个文件"),
        (["serve"], {"PORT": "abc"}, "不是数字"),
        (["serve", "--host", "no.such.host.invalid"], {}, "监听地址“no.such.host.invalid”不对"),
        (["serve", "--port", "0"], {"MINGZHANG_HOST": "192.0.2.1"}, "没有地址 192.0.2.1"),
        (["index", "update", "--config", "没有.toml"], {}, "找不到配置文件"),
        (["index", "update", "--config", "."], {}, "配置文件 . 打不开（这是文件夹，不是文件）"),
        (["index", "update", "--data", "file"], {}, "已有同名的文件"),
        (["serve", "--data", "file", "--port", "0"], {}, "file：已有同名的文件"),
        (["samples", "file"], {}, "不是文件夹"),
        (["ingest"], {}, "缺少路径"),
        (["withdraw", "x"], {}, "缺少选项 --reason：撤下的理由"),
        (["serve", "--port", "abc"], {}, "选项 --port 不对：“abc”不是整数"),
        (["ingest", ".", "--agenc", "x"], {}, "没有选项 --agenc，是不是 --agency？"),
        (["ingest", ".", "--year"], {}, "选项 --year 用得不对"),
        (["agencies", "roster", "."], {}, "名册.csv不对：“.”是文件夹"),
        (["ingset"], {}, "没有命令“ingset”，是不是 ingest？"),
        (["serve", "现在"], {}, "命令写得不对"),
    ],
)
def test_mistakes_are_sentences(tmp_path: Path, arguments: list[str], environment: dict[str, str], words: str) -> None:
    """A wrong call says what is wrong, in Chinese and without a trace."""
    (tmp_path / "file").touch()
    done = run(tmp_path, *arguments, **environment)
    assert done.returncode != 0
    assert words in done.stdout + done.stderr
    english = re.findall(r"Traceback|Error|Usage|Missing|Errno|\b(?:is|exists?)\b", done.stdout + done.stderr)
    assert english == []


def test_a_wrong_call_exits_as_is_usual(tmp_path: Path) -> None:
    """2 for a command that is not understood, 1 for one that could not be done."""
    assert run(tmp_path, "frobnicate").returncode == 2
    assert run(tmp_path, "ingest").returncode == 2
    assert run(tmp_path, "withdraw", "x", "--reason", "有误").returncode == 1


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    """The port is named, with what to do; `HOST`, which shells export for other ends, is not asked."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = run(tmp_path, "serve", "--port", port, HOST="no.such.host.invalid")
    assert done.returncode == 1
    assert f"端口 {port} 已被另一个程序占用" in done.stdout
    assert "--port" in done.stdout
    assert "make run PORT=" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_an_index_that_another_process_holds(tmp_path: Path) -> None:
    """A command that must wait says so, and goes on when the other ends."""
    with exclusive(tmp_path / "data" / "index" / ".changing"):
        waiting = start(tmp_path, "index", "update")
        assert waiting.stderr is not None
        assert "等它结束" in waiting.stderr.readline()
    assert waiting.wait(60) == 0
    waiting.communicate()


def test_an_index_that_stays_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the other process does not end, the command gives up with a sentence."""
    monkeypatch.setattr("index.locking.PATIENCE", 0)
    options = ["--store", str(tmp_path / "store"), "--data", str(tmp_path / "data")]
    monkeypatch.setattr("sys.argv", ["mingzhang", "index", "update", *options])
    with exclusive(tmp_path / "data" / "index" / ".changing"), pytest.raises(SystemExit, match="1"):
        main()
    assert "请运行 mingzhang index update" in capsys.readouterr().out


def test_samples_are_written(tmp_path: Path) -> None:
    """The bundled samples, or any number of reports from a seed."""
    assert "26 份" in run(tmp_path, "samples", "out").stdout
    assert "5 份" in run(tmp_path, "samples", "corpus", "--corpus", "5", "--seed", "3").stdout
    assert len([path for path in (tmp_path / "corpus").iterdir() if path.is_file()]) == 5
