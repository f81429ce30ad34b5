"""Whatever a file holds: it is published as a package that is valid, or refused in a sentence that says why."""

import os
import re
import resource
import signal
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
from ingest.store import Store
from mutating import MUTATIONS

SEED = 20240521
INPUTS = 2400
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
    originals = [path for suffix in MUTATIONS for path in _smallest(samples, suffix, 2)]
    originals += _pictures(tmp_path)
    batches = [range(start, start + BATCH) for start in range(0, INPUTS, BATCH)]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn"), initializer=bound_memory) as pool:
        jobs = [pool.submit(try_batch, batch, originals, tmp_path / f"{batch.start}") for batch in batches]
        failures = [failure for job in jobs for failure in job.result()]
    assert failures == []


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
        mutation = chance.choice(MUTATIONS[original.suffix])
        names.append(mutation.__name__)
        try:
            content = mutation(chance, content)
        except Exception:  # noqa: BLE001
            break  # already too broken for this mutation
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
