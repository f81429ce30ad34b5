"""How fast published reports are indexed, in this process; `bench.search` measures how they are found."""

import tempfile
import time
from pathlib import Path

from index.building import rebuild_index
from ingest.identify import Declared
from ingest.running import ingest_files
from ingest.samples import write_corpus
from ingest.store import Store

_REPORTS = 300


def measure_indexing() -> None:
    """Print how fast an index is built."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        reports = write_corpus(root / "in", _REPORTS, 1, with_truth=False)
        store = Store(root / "store")
        for _outcome in ingest_files(store, [report.path for report in reports], Declared()):
            pass
        begun = time.perf_counter()
        rebuild_index(store, root / "index")
        print(f"index: {_REPORTS / (time.perf_counter() - begun):.1f} reports/s")
