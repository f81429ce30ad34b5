"""The corpus: generated reports with their tokens and the queries, written once into a folder that any Python can read."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench.search.queries import make_queries
from index.tokenizing import TextTokens, tokenize
from ingest.identify.decide import TYPE_LABELS
from ingest.regions import load_gazetteer
from ingest.samples.corpus import make_corpus
from ingest.samples.writers.markdown import write_markdown

_SEED = 7
# Of the short kinds of reports one in four: with the others the mean comes near that of published reports.
_SHORT = ("performance", "project_performance")
_EVERY = 4


def make_reports(count: int) -> Iterator[dict[str, Any]]:
    """Yield generated reports: their text as `report.md` holds it, and what is known of them."""
    short = made = 0
    for report in make_corpus(_SEED, ("md",)):
        if report.report_type in _SHORT:
            short += 1
            if short % _EVERY:
                continue
        agency = report.scene.agency
        yield {
            "name": f"{agency.region.adcode}-{made:06}",
            "agency": f"{agency.region.adcode}-{agency.name}",
            "agency_name": agency.name,
            "regions": list(load_gazetteer().ancestors(agency.region.adcode)),
            "year": report.scene.year,
            "type": report.report_type,
            "title": f"{agency.name}{report.scene.year}年度{TYPE_LABELS[report.report_type]}",
            "text": write_markdown(report.document).decode(),
        }
        made += 1
        if made == count:
            return


def tokens_of(report: Mapping[str, Any]) -> dict[str, TextTokens]:
    """The tokens of a report's fields, as the index makes them of a package."""
    about = f"{report['title']}\n{report['year']}\n{TYPE_LABELS[report['type']]}"
    return {"names": tokenize(report["agency_name"]), "title": tokenize(about), "body": tokenize(report["text"])}


def _with_tokens(report: dict[str, Any]) -> bytes:
    report["fields"] = {}
    for name, tokens in tokens_of(report).items():
        positions = tokens.positions.tolist()
        at, words = 0, {}
        for word, count in zip(tokens.words, tokens.counts.tolist(), strict=True):
            words[word] = positions[at : at + count]
            at += count
        report["fields"][name] = words
    return _encode(report)


def _encode(report: dict[str, Any]) -> bytes:
    return json.dumps(report, ensure_ascii=False).encode()


def write_corpus(folder: Path, count: int, *, with_tokens: bool) -> None:
    """Write reports, with the tokens that other engines are given, and queries, unless they are there."""
    if (folder / "queries.json").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    agencies, regions = Counter[str](), Counter[str]()
    size = 0
    with get_context("spawn").Pool(2) as pool, (folder / "reports.jsonl").open("wb") as out:
        reports = list(make_reports(count))
        made = pool.imap(_with_tokens, reports, chunksize=50) if with_tokens else map(_encode, reports)
        for report, line in zip(reports, made, strict=True):
            out.write(line + b"\n")
            agencies[report["agency"]] += 1
            regions.update(report["regions"])
            size += len(report["text"].encode())
    (folder / "about.json").write_text(json.dumps({"bytes": size / count}))
    queries = make_queries([name for name, _ in agencies.most_common(3)], [code for code, _ in regions.most_common(8)])
    (folder / "queries.json").write_text(json.dumps(queries, ensure_ascii=False))
