"""Whatever a file holds: it is published as a package that is valid, or refused in a sentence that says why."""

import os
import re
import resource
import signal
import subprocess
import zipfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from random import Random
from types import FrameType

import pytest
from PIL import Image

from ingest.identify import Declared
from ingest.running import ingest_files
from ingest.samples import write_corpus
from ingest.store import Store
from mutating import MUTATIONS, OFFICE_MUTATIONS
from workbook_making import Tab, ruled, xls

SEED = 20240521
INPUTS = 2400
OFFICE_INPUTS = {".xlsx": 500, ".xls": 400, ".doc": 12, ".rtf": 12}  # LibreOffice takes a second for each
BATCH = 40
SECONDS = 60  # of one input; a PDF is given up after a third
BYTES = 3 * 2**30
DECLARED = Declared(agency="株洲市天元区城市绿道管理处", year=2023, report_type="final_accounts")
DEFECTS = ("程序出错", "程序缺陷")


class OutOfTimeError(BaseException):
    """Raised inside of an input that takes too long; no handler of errors in between may take it for damage."""


@pytest.mark.long
def test_broken_files(samples: Path, tmp_path: Path) -> None:
    """Thousands of broken files of every format, each within bounds of time and memory, and no defect among them."""
    more = tmp_path / "more"
    list(write_corpus(more, 4, 3, formats=("html", "ofd"), report_types=("final_accounts",)))
    for path in _smallest(samples, ".docx", 2):
        with zipfile.ZipFile(more / f"{path.stem}.zip", "w") as archive:
            archive.write(path, path.name)
            archive.write(_smallest(more, ".html", 1)[0], "公开表.html")
    originals = [path for suffix in MUTATIONS for folder in (samples, more) for path in _smallest(folder, suffix, 2)]
    originals += _pictures(tmp_path)
    assert try_inputs(INPUTS, originals, tmp_path) == []


@pytest.mark.long
@pytest.mark.parametrize("suffix", OFFICE_INPUTS)
def test_broken_office_files(suffix: str, tmp_path: Path, soffice: str) -> None:
    """So are broken workbooks, and a few broken files that LibreOffice has to read."""
    assert try_inputs(OFFICE_INPUTS[suffix], _make_originals(suffix, tmp_path, soffice), tmp_path) == []


def try_inputs(count: int, originals: list[Path], folder: Path) -> list[str]:
    """Ingest that many broken files and describe those that did not end as they must."""
    batch = min(BATCH, max(1, count // 6))
    batches = [range(start, min(start + batch, count)) for start in range(0, count, batch)]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn"), initializer=bound_memory) as pool:
        jobs = [pool.submit(try_batch, batch, originals, folder / f"{batch.start}") for batch in batches]
        return [failure for job in jobs for failure in job.result()]


def _make_originals(suffix: str, folder: Path, soffice: str) -> list[Path]:
    """Whole files of a format, with tables."""
    if suffix == ".xlsx":
        reports = write_corpus(folder, 4, 3, formats=("xlsx",), report_types=("final_accounts",), with_truth=False)
        return [report.path for report in reports]
    path = folder / f"original{suffix}"
    if suffix == ".xls":
        rows = [
            ruled("项目", "预算数", "决算数"),
            *(ruled(f"支出{number}", number, number / 3) for number in range(40)),
        ]
        path.write_bytes(
            xls(Tab("支出决算表", [["支出决算表"], ["单位：万元"], *rows]), Tab("底稿", [["x"]], hidden=True))
        )
        return [path]
    (report,) = write_corpus(folder, 1, 3, formats=("docx",), report_types=("final_accounts",), with_truth=False)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ("--headless", "--convert-to", suffix[1:], "--outdir", str(folder), str(report.path))
    subprocess.run([soffice, profile, *convert], check=True, capture_output=True)
    return [report.path.with_suffix(suffix)]


def _pictures(folder: Path) -> list[Path]:
    """A page as a JPEG and as a TIFF of two frames; broken, they still say in their heads what they are."""
    page = Image.effect_noise((600, 800), 60).convert("L")
    page.save(folder / "page.jpg", quality=30)
    page.convert("1").save(folder / "page.tif", save_all=True, append_images=[page.convert("1")])
    return [folder / "page.jpg", folder / "page.tif"]


def _smallest(folder: Path, suffix: str, count: int) -> list[Path]:
    return sorted(folder.glob(f"*{suffix}"), key=lambda path: (path.stat().st_size, path.name))[:count]


def bound_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


def try_batch(numbers: range, originals: list[Path], folder: Path) -> list[str]:
    """Ingest some of the inputs and describe those that did not end as they must."""
    folder.mkdir()
    return [failure for number in numbers if (failure := try_input(number, originals, folder))]


def try_input(number: int, originals: list[Path], folder: Path) -> str | None:
    chance = Random(SEED + number)
    original = originals[number % len(originals)]
    content = original.read_bytes()
    names = []
    for _ in range(chance.choice([1, 1, 2])):
        mutation = chance.choice((MUTATIONS | OFFICE_MUTATIONS)[original.suffix])
        names.append(mutation.__name__)
        try:
            content = mutation(chance, content)
        except Exception:  # noqa: BLE001 - whatever a mutation meets in what is already too broken for it
            break
    path = folder / f"{number}{original.suffix}"
    path.write_bytes(content)
    told = f"input {number}: {original.name}, {' and '.join(names)}"
    try:
        with bounded_time():
            (outcome,) = ingest_files(Store(folder / "store"), [path], DECLARED, force=True)
    except OutOfTimeError:
        return f"{told}: more than {SECONDS} s"
    if outcome.failed and (
        any(defect in outcome.reason for defect in DEFECTS) or not re.search("[一-鿿]", outcome.reason)
    ):
        return f"{told}: {outcome.reason}"
    path.unlink()
    return None


@contextmanager
def bounded_time() -> Iterator[None]:
    signal.signal(signal.SIGALRM, _stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise OutOfTimeError
