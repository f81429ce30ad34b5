"""Print how fast files are read and published, and how fast reports are found, on the generator's corpus."""

import resource
import statistics
import tempfile
import time
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from index.building import LiveIndex, rebuild_index
from index.passages import find_passages
from index.query import parse_query
from ingest.identify import Declared
from ingest.readers import read_document
from ingest.readers.scans.filling import is_installed, stop_recogniser
from ingest.running import ingest_files
from ingest.samples import write_corpus
from ingest.samples.writers.scan import ScanShape, write_scan
from ingest.source import SourceFile
from ingest.store import Store

REPORTS = 300
ROUNDS = 5
SCANNED_PAGES = 10
QUERIES = (
    "三公经费",
    "公务接待费 2020",
    '"支出决算"',
    "政府采购 -培训",
    "绩效目标",
    "一般公共预算财政拨款",
    "15019.52",
    "",
)


def main() -> None:
    """Measure and print."""
    measure_scans()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        reports = list(write_corpus(root / "in", REPORTS, 1, formats=("txt", "docx", "pdf"), with_truth=False))
        times: dict[str, list[float]] = defaultdict(list)
        store = Store(root / "store")
        begun = time.perf_counter()
        for outcome in ingest_files(store, [report.path for report in reports], Declared()):
            now = time.perf_counter()
            times[outcome.path.suffix].append(now - begun)
            begun = now
        print(f"ingest of {REPORTS} reports: read, identify, extract, check, validate, write")
        for suffix, spent in sorted(times.items()):
            print(
                f"  {suffix:6} {len(spent):4} files  median {statistics.median(spent) * 1000:7.1f} ms  max {max(spent) * 1000:7.1f} ms"
            )
        begun = time.perf_counter()
        rebuild_index(store, root / "index")
        spent_indexing = time.perf_counter() - begun
        print(f"index: {REPORTS / spent_indexing:.1f} reports/s")
        index = LiveIndex(root / "index")
        texts = {
            version.name: (version.path / "report.md").read_text(encoding="utf-8") for version in store.published()
        }
        searching: list[float] = []
        showing: list[float] = []
        for _ in range(ROUNDS):
            for query in map(parse_query, QUERIES):
                begun = time.perf_counter()
                hits = index.search(query).hits
                found = time.perf_counter()
                for hit in hits:
                    find_passages(texts[hit.name], (), query)
                searching.append(found - begun)
                showing.append(time.perf_counter() - found)
        index.close()
        print(f"search: {describe(searching)}")
        print(f"passages of a page of hits: {describe(showing)}")


def measure_scans() -> None:
    """Print how long a scanned page takes and how much memory the process that recognises it."""
    if not is_installed():
        print("scans: not measured, the extra `ocr` is not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        (report,) = write_corpus(Path(folder), 1, 1, formats=("pdf",), with_truth=False)
        scan = write_scan(report.path.read_bytes(), ScanShape(dpi=200, pages=SCANNED_PAGES))
    pages: list[float] = [time.perf_counter()]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    read_document(SourceFile("scan.pdf", scan), progress=lambda _done, _all: pages.append(time.perf_counter()))
    stop_recogniser()  # what a child took is known once it has ended
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = [end - start for start, end in pairwise(pages)][1:]  # the first page loads the engine
    cpu = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / SCANNED_PAGES
    print(
        f"scanned page, recognised: median {statistics.median(spent):.1f} s  max {max(spent):.1f} s"
        f"  cpu {cpu:.1f} s  peak memory {after.ru_maxrss / 1024:.0f} MB"
    )


def describe(times: list[float]) -> str:
    """Half of the times and most of them."""
    ordered = sorted(times)
    half, most = ordered[len(ordered) // 2], ordered[len(ordered) * 95 // 100]
    return f"p50 {half * 1000:.1f} ms  p95 {most * 1000:.1f} ms"


if __name__ == "__main__":
    main()
