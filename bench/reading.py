"""How fast files of each format are read and published, and in how much memory; what a second process gives."""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

from pypdfium2 import PdfDocument

from ingest.identify import Declared
from ingest.readers import read_document
from ingest.readers.apart import Worker
from ingest.readers.scans.filling import is_installed
from ingest.running import ingest_files
from ingest.samples import write_corpus
from ingest.samples.writers.scan import ScanShape, write_scan
from ingest.source import SourceFile
from ingest.store import Store

_FORMATS = ("txt", "docx", "xlsx", "html", "ofd", "pdf")
_FILES = 30
_LONG_PDF = 25  # pages
_SCANNED_PAGES = 10
_MIXED_FILES = 200
_TURNS = 2  # with one process and with two, by turns


@dataclass(frozen=True, slots=True)
class Reading:
    """Files of one format, read one by one in a process of its own on one core: seconds and pages each, MB at most."""

    seconds: list[float]
    pages: list[int]
    peak: float


def measure_reading() -> None:
    """Print the figures of every format, of scans, and of two processes against one."""
    print(f"reading: from file to published package, one core, {_FILES} final accounts of each format")
    for file_format in _FORMATS:
        print(f"  {file_format:5} {_describe(_apart(file_format))}")
    measure_scans()
    measure_processes()


def _describe(reading: Reading) -> str:
    told = f"median {statistics.median(reading.seconds):.2f} s  max {max(reading.seconds):.2f} s"
    if any(reading.pages):
        each = statistics.median(spent / pages for spent, pages in zip(reading.seconds, reading.pages, strict=True))
        told += f"  a page {each * 1000:.0f} ms, {_LONG_PDF} pages {each * _LONG_PDF:.2f} s"
    return f"{told}  peak memory {reading.peak:.0f} MB"


def _apart(file_format: str) -> Reading:
    """Measure in a process that did nothing before, so that its peak is that of the format."""
    kinds = ("final_accounts",)
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(1, get_context("spawn")) as pool:
        files = [
            report.path
            for count, seed, name in ((1, 2, "first"), (_FILES, 1, "all"))
            for report in write_corpus(
                Path(folder, name), count, seed, formats=(file_format,), report_types=kinds, with_truth=False
            )
        ]
        return pool.submit(_read_all, files, Path(folder, "store")).result()


def _read_all(files: Sequence[Path], store: Path) -> Reading:
    """The first file only loads what reading needs."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    seconds = list(_time_each(Store(store), files))[1:]
    pages = [_count_pages(path) for path in files[1:]]
    return Reading(seconds, pages, _peak_memory())


def _peak_memory() -> float:
    """What this process and the one that reads PDFs for it took at most, in MB.

    The kernel's count for children that have ended begins with their parent's, so it is asked while they live.
    """
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    return sum(_high_water(process) for process in ("self", *children)) / 1024


def _high_water(process: str) -> int:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


def _time_each(store: Store, files: Sequence[Path]) -> Iterator[float]:
    begun = time.perf_counter()
    for outcome in ingest_files(store, files, Declared()):
        if outcome.failed:
            raise RuntimeError(f"{outcome.label}: {outcome.reason}")
        now = time.perf_counter()
        yield now - begun
        begun = now


def _count_pages(path: Path) -> int:
    if path.suffix != ".pdf":
        return 0
    with PdfDocument(path) as pdf:
        return len(pdf)


def measure_scans() -> None:
    """Print how long a scanned page takes and how much memory the process that recognises it."""
    if not is_installed():
        print("scans: not measured, the extra `ocr` is not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        (report,) = write_corpus(Path(folder), 1, 1, formats=("pdf",), with_truth=False)
        scan = write_scan(report.path.read_bytes(), ScanShape(dpi=200, pages=_SCANNED_PAGES))
    pages: list[float] = [time.perf_counter()]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    read_document(SourceFile("scan.pdf", scan), progress=lambda _done, _all: pages.append(time.perf_counter()))
    Worker.stop_all()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = [end - start for start, end in pairwise(pages)][1:]  # the first page loads the engine
    cpu = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / _SCANNED_PAGES
    print(
        f"scanned page, recognised: median {statistics.median(spent):.1f} s  max {max(spent):.1f} s"
        f"  cpu {cpu:.1f} s  peak memory {after.ru_maxrss / 1024:.0f} MB"
    )


def measure_processes() -> None:
    """Print how much faster `mingzhang ingest -j 2` is than one process, start of the command included."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        formats = ("docx", "pdf", "xlsx", "txt")
        for _report in write_corpus(root / "in", _MIXED_FILES, 3, formats=formats, with_truth=False):
            pass
        spent: dict[int, list[float]] = {1: [], 2: []}
        for turn in range(_TURNS):
            for jobs, times in spent.items():
                times.append(_ingest(root / "in", root / f"out-{turn}-{jobs}", jobs))
    one, two = (statistics.median(times) for times in spent.values())
    print(f"ingest of {_MIXED_FILES} files of four formats: {one:.1f} s, with -j 2 {two:.1f} s: {one / two:.2f} times")


def _ingest(files: Path, out: Path, jobs: int) -> float:
    command = (Path(sys.executable).with_name("mingzhang"), "ingest", f"--jobs={jobs}")
    begun = time.perf_counter()
    subprocess.run(
        [*command, f"--store={out / 'store'}", f"--data={out / 'data'}", files],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - begun
