"""The command line, run as its users run it."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from index.locking import exclusive
from portal.cli import main

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


def test_options_go_before_the_environment(tmp_path: Path, folder: Path) -> None:
    """`--store` is used where the environment names another."""
    assert run(tmp_path, "ingest", str(folder), "--store", str(tmp_path / "other")).returncode == 0
    assert (tmp_path / "other" / "register").is_dir()
    assert not (tmp_path / "store").exists()


def test_the_operators_word(tmp_path: Path, folder: Path) -> None:
    """A word that contradicts the text is refused unless forced; nonsense is named."""
    assert "--force" in run(tmp_path, "ingest", str(folder), "--year", "2020").stdout
    assert run(tmp_path, "ingest", str(folder), "--year", "2020", "--force").returncode == 0
    done = run(tmp_path, "ingest", str(folder), "--type", "决算表")
    assert done.returncode == 1
    assert "type" in done.stdout


def test_withdraw_restore_and_rebuild(tmp_path: Path, folder: Path) -> None:
    """A withdrawn report leaves index and catalogue, and can come back; both can be rebuilt."""
    run(tmp_path, "ingest", str(folder))
    name = "430203-jiaoyuju-2022-final-accounts"
    assert run(tmp_path, "withdraw", name, "--reason", "有误").returncode == 0
    assert run(tmp_path, "withdraw", name, "--reason", "有误").returncode == 1
    assert "已重建：0 份报告" in run(tmp_path, "index", "rebuild").stdout
    assert run(tmp_path, "restore", name, "--version", "1").returncode == 0
    assert "已重建：1 份报告" in run(tmp_path, "index", "rebuild").stdout
    assert run(tmp_path, "index", "update").returncode == 0


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
    ],
)
def test_mistakes_are_sentences(tmp_path: Path, arguments: list[str], environment: dict[str, str], words: str) -> None:
    """A wrong call says what is wrong, without a trace."""
    done = run(tmp_path, *arguments, **environment)
    assert done.returncode != 0
    assert words in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    """The port is named, with what to do; `HOST`, which shells export for other ends, is not asked."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = run(tmp_path, "serve", "--port", port, HOST="no.such.host.invalid")
    assert done.returncode == 1
    assert f"端口 {port} 已被另一个程序占用" in done.stdout
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
    assert "24 份" in run(tmp_path, "samples", "out").stdout
    assert "5 份" in run(tmp_path, "samples", "corpus", "--corpus", "5", "--seed", "3").stdout
    assert len(list((tmp_path / "corpus").glob("*.txt"))) == 5
