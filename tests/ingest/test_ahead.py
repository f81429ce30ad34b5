"""Several processes that read files: the store is what one would have made it, also where the system ends one of them."""

import os
import signal
from pathlib import Path

from ingest.identify import Declared
from ingest.register_files import load_register
from ingest.running import FileOutcome, find_files, ingest_files
from ingest.store import Store
from publishing import publish

FULL = "{agency}{year}年度部门决算\n一、收入情况\n本年收入合计5.00万元。\n"
FILES = {
    "01": FULL.format(agency="株洲市芦淞区教育局", year=2022),
    "02": FULL.format(agency="株洲市芦淞区教育局", year=2022) + "更正。",
    "03": FULL.format(agency="芦淞区教育局", year=2021),
    "04": "",
    "05": FULL.format(agency="教育局", year=2020),
    "06": FULL.format(agency="岳阳市岳阳楼区财政局", year=2020),
    "07": FULL.format(agency="岳阳楼区财政局", year=2022),
    "08": FULL.format(agency="株洲市芦淞区财政局", year=2022),
    "09": FULL.format(agency="芦淞区财政局", year=2023),
}


def write(folder: Path) -> Path:
    """Short names of agencies that an earlier file names in full, a report that comes twice, files that fail."""
    folder.mkdir()
    for name, text in FILES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def summary(outcomes: list[FileOutcome]) -> list[tuple[str, str, str]]:
    return [(one.label, one.status, one.reason) for one in outcomes]


def stored(root: Path) -> dict[str, str]:
    """The texts of all versions by their folders."""
    return {str(path.parent.relative_to(root)): path.read_text() for path in root.glob("*/*/*/report.md")}


def test_the_same_with_any_number_of_processes(tmp_path: Path) -> None:
    """Outcomes, versions and register do not depend on who read a file or when."""
    folder = write(tmp_path / "in")
    one, three = tmp_path / "one", tmp_path / "three"
    alone = publish(one, [folder])
    assert summary(publish(three, [folder], jobs=3)) == summary(alone)
    assert [outcome.status for outcome in alone].count("published") >= 6
    assert stored(three) == stored(one)
    assert load_register(three) == load_register(one)
    assert not list((three / ".staging").iterdir())


def test_a_process_that_the_system_ends(tmp_path: Path) -> None:
    """A killed process costs no file: what it was reading is read again."""
    folder = write(tmp_path / "in")
    store = Store(tmp_path / "store")
    outcomes = []
    for outcome in ingest_files(store, find_files([folder]), Declared(), jobs=2):
        outcomes.append(outcome)
        if len(outcomes) == 1:
            killed = readers(os.getpid())
            for process in killed:
                os.kill(process, signal.SIGKILL)
            assert killed
    assert summary(outcomes) == summary(publish(tmp_path / "undisturbed", [folder]))


def readers(parent: int) -> list[int]:
    """The processes that read for a process: children of its child that starts them."""
    return [
        grandchild for child in children(parent) if "forkserver" in command(child) for grandchild in children(child)
    ]


def children(parent: int) -> list[int]:
    """Process ids, from the system's list."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        if int(fields[1]) == parent:
            found.append(int(path.parent.name))
    return found


def command(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_text()
