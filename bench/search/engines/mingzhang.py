"""Mingzhang's own index."""

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench.search.queries import as_query
from index.backends.whoosh import WhooshBackend
from index.documents import ReportDocument
from index.outline import make_outline
from index.protocol import SearchResults
from index.tokenizing import tokenize
from ingest.identify.decide import TYPE_LABELS
from ingest.sections import Section

NOTES = ["passages are those of the pages: ranked by what they say, marked by words, with sections and rows of tables"]
EVERYTHING: dict[str, Any] = {
    "text": "",
    "terms": [],
    "excluded": [],
    "whole": [],
    "beside": [],
    "years": [],
    "filters": {},
}
_BATCH = 2_000
_UPDATES = 10


def make_document(report: dict[str, Any], *, stamp: str = "v1") -> ReportDocument:
    """The document of a report, made of its text as of a package."""
    text = report["text"]
    about = f"{report['title']} {report['agency_name']} {report['year']}"
    return ReportDocument(
        name=report["name"],
        stamp=stamp,
        title=report["title"],
        agency=report["agency"],
        regions=tuple(report["regions"]),
        year=report["year"],
        report_type=report["type"],
        names_tokens=tokenize(report["agency_name"]),
        title_tokens=tokenize(f"{report['title']}\n{report['year']}\n{TYPE_LABELS[report['type']]}"),
        body_tokens=tokenize(text),
        text=text,
        outline=make_outline(list(_sections(text)), about),
    )


def _sections(text: str) -> Iterator[Section]:
    """The headings of a text; what a package lists, but for the number of a title."""
    starts = [match.start() for match in re.finditer("^#", text, re.MULTILINE)]
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=False), 1):
        line = text[start : text.find("\n", start)]
        title = line.lstrip("# ")
        yield Section(f"s{number:03}", "final_accounts", len(line) - len(line.lstrip("#")), "", title, start, end)


def build(reports: Iterable[dict[str, Any]], folder: Path) -> dict[str, float]:
    """Index the reports: tokens are made of their texts and written; each is timed by itself."""
    making = writing = making_cpu = writing_cpu = 0.0
    count = 0
    backend = WhooshBackend(folder, create=True)
    batch: list[dict[str, Any]] = []

    def write() -> None:
        nonlocal making, writing, making_cpu, writing_cpu
        begun, worked = time.perf_counter(), time.process_time()
        documents = [make_document(report) for report in batch]
        made, made_cpu = time.perf_counter(), time.process_time()
        backend.update(documents, ())
        making += made - begun
        writing += time.perf_counter() - made
        making_cpu += made_cpu - worked
        writing_cpu += time.process_time() - made_cpu
        batch.clear()

    for report in reports:
        report.pop("fields", None)
        batch.append(report)
        count += 1
        if len(batch) == _BATCH:
            write()
    write()
    backend.close()
    return {
        "seconds": writing,
        "reports": count,
        "making": making,
        "making_cpu": making_cpu,
        "writing_cpu": writing_cpu,
    }


class Index:
    """The index, open."""

    def __init__(self, folder: Path) -> None:
        """Open it, as a worker does at its first request."""
        self.backend = WhooshBackend(folder, answers=0)
        self.backend.search(as_query(EVERYTHING))

    def page(self, query: dict[str, Any]) -> tuple[int, dict[str, Mapping[str, int]], list[Any]]:
        """Total, facets, and the best twenty with their passages."""
        asked = as_query(query)
        found = self.backend.search(asked)
        passages = self.backend.passages(asked, [hit.name for hit in found.hits])
        return found.total, facets_of(found), [(hit.name, passages.get(hit.name)) for hit in found.hits]


def facets_of(found: SearchResults) -> dict[str, Mapping[str, int]]:
    """The facets as all engines tell them."""
    return {
        "agency": found.facets.agency,
        "region": found.facets.region,
        "year": {str(year): count for year, count in found.facets.year.items()},
        "type": found.facets.report_type,
    }


def make_tokens(_state: dict[str, Any], corpus: Path, _folder: Path) -> str:
    """How fast two processes make documents of texts."""
    from bench.search.worker import read_reports

    reports = []
    for report in read_reports(corpus):
        report.pop("fields", None)
        reports.append(report)
        if len(reports) == 2 * _BATCH:
            break
    with get_context("spawn").Pool(2) as pool:
        pool.map(make_document, reports[:_UPDATES], chunksize=1)  # the dictionary is loaded
        made, handed = (
            _per_second(pool.imap_unordered(one, reports, chunksize=20)) for one in (_count_tokens, make_document)
        )
    return f"{made:.0f} reports/s with two processes; {handed:.0f} where they hand the documents over to a third"


def _count_tokens(report: dict[str, Any]) -> int:
    return len(make_document(report).body_tokens.positions)


def _per_second(results: Iterable[Any]) -> float:
    begun = time.perf_counter()
    count = sum(1 for _ in results)
    return count / (time.perf_counter() - begun)


def update(state: dict[str, Any], corpus: Path, folder: Path) -> str:
    """How long it takes until updates of ten reports are found, in a copy of the index; the slowest of twelve."""
    import shutil

    from bench.search.worker import read_reports

    copy = folder.with_name(folder.name + "-updated")
    shutil.copytree(folder, copy)
    backend = WhooshBackend(copy)
    asked = as_query(state["queries"][0])
    backend.search(asked)
    reports = cycle(read_reports(corpus))
    took = []
    for number in range(12):
        some = [next(reports) for _ in range(_UPDATES)]
        begun = time.perf_counter()
        backend.update([make_document(report, stamp=f"v{number}") for report in some], ())
        backend.search(asked)
        took.append(time.perf_counter() - begun)
    backend.close()
    shutil.rmtree(copy)
    return f"{_UPDATES} reports found after {sorted(took)[len(took) // 2]:.2f} s, at most {max(took):.2f} s"


def cached(state: dict[str, Any], _corpus: Path, folder: Path) -> str:
    """How long a page takes that was asked for before and is kept; counted nowhere else."""
    index = Index(folder)
    index.backend = WhooshBackend(folder, answers=1_000)
    took = []
    for _ in range(3):
        for query in state["queries"]:
            begun = time.perf_counter()
            index.page(query)
            took.append(time.perf_counter() - begun)
    again = sorted(took[len(state["queries"]) :])
    return f"p50 {again[len(again) // 2] * 1000:.2f} ms, p95 {again[len(again) * 95 // 100] * 1000:.2f} ms"


def sections(state: dict[str, Any], _corpus: Path, folder: Path) -> str:
    """How long a page of sections takes: all of them counted, with facets, and what twenty of them say."""
    index = Index(folder)
    begun = time.perf_counter()
    index.backend.search_sections(as_query(state["queries"][0]))
    first = time.perf_counter() - begun
    took, worked = [], []
    for _ in range(3):
        for query in map(as_query, state["queries"]):
            if query.terms:
                begun, at = time.perf_counter(), time.process_time()
                index.backend.section_passages(query, index.backend.search_sections(query).hits)
                took.append(time.perf_counter() - begun)
                worked.append(time.process_time() - at)
    told = ", of processor time ".join(_quantiles(one[len(one) // 3 :]) for one in (took, worked))
    return f"{told}; the first {first * 1000:.0f} ms"


def _quantiles(seconds: list[float]) -> str:
    rising = sorted(seconds)
    half, most = (rising[len(rising) * share // 100] * 1000 for share in (50, 95))
    return f"p50 {half:.1f} ms, p95 {most:.1f} ms, at most {rising[-1] * 1000:.1f} ms"
