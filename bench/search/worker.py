"""One engine in a process of its own: builds its index, or opens it and answers pages, told what by lines of standard input.

python -m bench.search.worker ENGINE CORPUS FOLDER. Nothing but the standard library and the engine is imported, so that
memory is the engine's.
"""

import gc
import importlib
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def read_reports(corpus: Path) -> Iterator[dict[str, Any]]:
    """Yield the reports of the corpus."""
    with (corpus / "reports.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def memory() -> dict[str, float]:
    """Megabytes of this process: of its own, and with the pages of files that it maps."""
    lines = Path("/proc/self/status").read_text().splitlines()
    found = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines if line.startswith(("RssAnon", "VmRSS"))}
    return {"own": found["RssAnon"], "resident": found["VmRSS"]}


def answer(engine: Any, state: dict[str, Any], corpus: Path, folder: Path, command: list[str]) -> Any:
    """Do what one line asks."""
    match command:
        case ["build"]:
            # What an engine is given is read and parsed beside the clock.
            return engine.build(read_reports(corpus), folder)
        case ["open"]:
            state["queries"] = json.loads((corpus / "queries.json").read_text())
            begun = time.perf_counter()
            state["index"] = engine.Index(folder)
            return {"seconds": time.perf_counter() - begun, **memory()}
        case ["page", number]:
            query = state["queries"][int(number)]
            begun = time.perf_counter()
            total, facets, _shown = state["index"].page(query)
            seconds = time.perf_counter() - begun
            return {"seconds": seconds, "total": total, "facets": facets}
        case ["round"]:
            gc.collect()
            spent: list[float] = []
            cpu: list[float] = []
            for query in state["queries"]:
                begun, worked = time.perf_counter(), time.process_time()
                state["index"].page(query)
                cpu.append(time.process_time() - worked)
                spent.append(time.perf_counter() - begun)
            return {"seconds": spent, "cpu": cpu}
        case ["memory"]:
            return memory()
        case ["call", name]:
            return getattr(engine, name)(state, corpus, folder)
        case _:
            raise ValueError(f"unknown command: {command}")


def main() -> None:
    """Answer until there is no more to answer."""
    name, corpus, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints is no answer
    try:
        engine = importlib.import_module(f"bench.search.engines.{name}")
    except ImportError as error:
        print(json.dumps({"missing": str(error)}), file=out, flush=True)
        return
    print(json.dumps({"notes": engine.NOTES}), file=out, flush=True)
    state: dict[str, Any] = {}
    for line in sys.stdin:
        print(json.dumps(answer(engine, state, corpus, folder, line.split())), file=out, flush=True)


if __name__ == "__main__":
    main()
