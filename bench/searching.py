"""How fast reports are indexed and found, and their passages picked, in this process."""

import tempfile
import time
from pathlib import Path

from index.building import LiveIndex, rebuild_index
from index.passages import find_passages
from index.query import parse_query
from ingest.identify import Declared
from ingest.running import ingest_files
from ingest.samples import write_corpus
from ingest.store import Store

_REPORTS = 300
_ROUNDS = 5
_QUERIES = (
    "三公经费",
    "公务接待费 2020",
    '"支出决算"',
    "政府采购 -培训",
    "绩效目标",
    "一般公共预算财政拨款",
    "15019.52",
    "",
)


def measure_searching() -> None:
    """Print the figures of indexing, searching and picking passages."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        reports = write_corpus(root / "in", _REPORTS, 1, with_truth=False)
        store = Store(root / "store")
        for _outcome in ingest_files(store, [report.path for report in reports], Declared()):
            pass
        begun = time.perf_counter()
        rebuild_index(store, root / "index")
        print(f"index: {_REPORTS / (time.perf_counter() - begun):.1f} reports/s")
        index = LiveIndex(root / "index")
        texts = {
            version.name: (version.path / "report.md").read_text(encoding="utf-8") for version in store.published()
        }
        searching: list[float] = []
        showing: list[float] = []
        for _ in range(_ROUNDS):
            for query in map(parse_query, _QUERIES):
                begun = time.perf_counter()
                hits = index.search(query).hits
                found = time.perf_counter()
                for hit in hits:
                    find_passages(texts[hit.name], (), query)
                searching.append(found - begun)
                showing.append(time.perf_counter() - found)
        index.close()
    print(f"search of {_REPORTS} reports: {_describe(searching)}")
    print(f"passages of a page of hits: {_describe(showing)}")


def _describe(times: list[float]) -> str:
    """Half of the times and most of them."""
    ordered = sorted(times)
    half, most = ordered[len(ordered) // 2], ordered[len(ordered) * 95 // 100]
    return f"p50 {half * 1000:.1f} ms  p95 {most * 1000:.1f} ms"
