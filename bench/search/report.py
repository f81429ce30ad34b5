"""The tables that the bench prints."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_PEER = "tantivy"


def print_report(workers: Sequence[Any], corpus: Path, count: int) -> None:
    """Print what was measured, ratios to tantivy, and where engines differ in what they found."""
    about = json.loads((corpus / "about.json").read_text())
    queries = json.loads((corpus / "queries.json").read_text())
    print(
        f"\n{count} reports of {about['bytes'] / 1000:.1f} KB, {len(queries)} queries; "
        "a page is 20 hits, total, facets by agency, region, year and type, and snippets; "
        "milliseconds, also of processor time, which a busy machine changes less"
    )
    print(
        f"{'engine':<18} {'warm p50':>9} {'p95':>7} {'max':>8} {'cpu p50':>8} {'p95':>7} {'first p50':>10} {'p95':>7} {'max':>8} "
        f"{'open':>7} {'own MB':>7} {'resident':>9} {'write/s':>8} {'disk MB':>8}"
    )
    for one in workers:
        print(
            f"{one.name:<18} {_ms(one.warm, 50):>9} {_ms(one.warm, 95):>7} {_ms(one.warm, 100):>8} "
            f"{_ms(one.cpu, 50):>8} {_ms(one.cpu, 95):>7} "
            f"{_ms(one.first, 50):>10} {_ms(one.first, 95):>7} {_ms(one.first, 100):>8} "
            f"{one.opened['seconds'] * 1000:>7.1f} {one.memory['own']:>7.0f} {one.memory['resident']:>9.0f} "
            f"{one.built['reports'] / one.built['seconds']:>8.0f} {one.built['megabytes']:>8.0f}"
        )
    _print_ratios(workers)
    for one in workers:
        for note in one.notes:
            print(f"{one.name}: {note}")
        for name, value in one.extra.items():
            print(f"{one.name}: {name}: {value}")
        if "making" in one.built:
            making, writing = (one.built[f"{name}_cpu"] / one.built["reports"] * 1000 for name in ("making", "writing"))
            print(f"{one.name}: a document takes {making:.2f} ms of processor time to make, {writing:.2f} ms to write")
    _print_differences(workers, queries)


def _print_ratios(workers: Sequence[Any]) -> None:
    peer = next((one for one in workers if one.name == _PEER), None)
    if peer is None:
        return
    for one in workers:
        if one is not peer:
            half, most = (_at(one.warm, share) / _at(peer.warm, share) for share in (50, 95))
            cpu, most_cpu = (_at(one.cpu, share) / _at(peer.cpu, share) for share in (50, 95))
            print(
                f"{one.name} to {_PEER}: warm p50 {half:.2f} ×, p95 {most:.2f} ×; "
                f"of processor time p50 {cpu:.2f} ×, p95 {most_cpu:.2f} ×"
            )


def _print_differences(workers: Sequence[Any], queries: Sequence[Any]) -> None:
    """Engines are compared with the first, in totals and in every count of every facet."""
    first, differing = workers[0], 0
    for number, query in enumerate(queries):
        for one in workers[1:]:
            (total, facets), (other_total, other_facets) = first.found[number], one.found[number]
            if total != other_total:
                differing += 1
                print(
                    f"DIFFERENT total of {query['text']!r} {query['filters']}: {first.name} {total}, {one.name} {other_total}"
                )
            elif facets != other_facets:
                differing += 1
                names = [name for name in facets if facets[name] != other_facets[name]]
                print(f"DIFFERENT facets of {query['text']!r} {query['filters']}: {one.name} in {', '.join(names)}")
    if not differing:
        print(f"all agree on the totals and facets of all {len(queries)} queries")


def _ms(seconds: Sequence[float], share: int) -> str:
    return f"{_at(seconds, share) * 1000:.1f}"


def _at(seconds: Sequence[float], share: int) -> float:
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]
