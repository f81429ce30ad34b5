"""Xapian, in C++, through its Python binding (package python3-xapian of Debian)."""

import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import xapian

from bench.search.snippets import make_snippets

NOTES = [
    "given its tokens with their positions; facets by match spies over values; snippets by string search on its data"
]
_PREFIXES = {"body": ("B", 1.0), "title": ("T", 2.0), "names": ("N", 3.0)}
_SLOTS = {"agency": (0,), "region": (1, 2, 3), "year": (4,), "type": (5,)}
_FILTERS = {"agency": "XA", "region": "XR", "year": "XY", "type": "XT"}
_FLUSH = 2_000
_YEAR_BOOST = 4.0
_LONGEST = 200  # bytes of a term, less than Xapian takes


def build(reports: Iterable[dict[str, Any]], folder: Path) -> dict[str, float]:
    """Index the reports; only the time spent in Xapian counts."""
    folder.mkdir(parents=True)
    seconds, count = 0.0, 0
    database = xapian.WritableDatabase(str(folder / "db"), xapian.DB_CREATE_OR_OVERWRITE)
    for report in reports:
        begun = time.perf_counter()
        document = xapian.Document()
        for name, words in report["fields"].items():
            prefix = _PREFIXES[name][0]
            for word, positions in words.items():
                if len(word.encode()) < _LONGEST:
                    for position in positions:
                        document.add_posting(prefix + word, position)
        document.set_data(json.dumps([report["name"], report["text"]]))
        values = {"agency": [report["agency"]], "region": report["regions"], "year": [str(report["year"])]}
        for name, of_report in (values | {"type": [report["type"]]}).items():
            for slot, value in zip(_SLOTS[name], of_report, strict=False):
                document.add_value(slot, value)
                document.add_boolean_term(_FILTERS[name] + value)
        database.add_document(document)
        count += 1
        if count % _FLUSH == 0:
            database.commit()
        seconds += time.perf_counter() - begun
    begun = time.perf_counter()
    database.commit()
    database.close()
    return {"seconds": seconds + time.perf_counter() - begun, "reports": count}


class Index:
    """The index, open."""

    def __init__(self, folder: Path) -> None:
        """Open it."""
        self._database = xapian.Database(str(folder / "db"))

    def page(self, query: dict[str, Any]) -> tuple[int, dict[str, dict[str, int]], list[Any]]:
        """Total, facets, and the best twenty with their snippets."""
        filters = query["filters"]
        facets: dict[str, dict[str, int]] = {}
        others = [name for name in _SLOTS if name not in filters]
        found = self._match(query, filters, others, facets, 20)
        for name in filters:
            self._match(query, {key: filters[key] for key in filters if key != name}, [name], facets, 0)
        shown = []
        for match in found:
            name, text = json.loads(match.document.get_data())
            shown.append((name, make_snippets(text, query)))
        return found.get_matches_estimated(), facets, shown

    def _match(
        self,
        query: dict[str, Any],
        filters: dict[str, str],
        names: list[str],
        facets: dict[str, dict[str, int]],
        most: int,
    ) -> Any:
        enquire = xapian.Enquire(self._database)
        enquire.set_query(_query(query, filters))
        spies = {name: [xapian.ValueCountMatchSpy(slot) for slot in _SLOTS[name]] for name in names}
        for of_name in spies.values():
            for spy in of_name:
                enquire.add_matchspy(spy)
        found = enquire.get_mset(0, most, self._database.get_doccount())
        for name, of_name in spies.items():
            facets[name] = {item.term.decode(): item.termfreq for spy in of_name for item in spy.values()}
        return found


def _query(query: dict[str, Any], filters: dict[str, str]) -> Any:
    parts = [_any_field(units) for units in query["terms"]]
    made = xapian.Query(xapian.Query.OP_AND, parts) if parts else xapian.Query.MatchAll
    for units in query["excluded"]:
        made = xapian.Query(xapian.Query.OP_AND_NOT, made, _any_field(units))
    wanted = [_any_field([word]) for word in filter(None, query["whole"])]
    wanted += [_any_field(words) for words in query["beside"]]
    for year in query["years"]:
        one = xapian.Query(f"{_FILTERS['year']}{year}")
        wanted.append(xapian.Query(xapian.Query.OP_SCALE_WEIGHT, one, _YEAR_BOOST))
    if wanted and parts:
        made = xapian.Query(xapian.Query.OP_AND_MAYBE, made, xapian.Query(xapian.Query.OP_OR, wanted))
    for name, value in filters.items():
        made = xapian.Query(xapian.Query.OP_FILTER, made, xapian.Query(_FILTERS[name] + value))
    return made


def _any_field(words: list[str]) -> Any:
    parts = []
    for prefix, weight in _PREFIXES.values():
        terms = [xapian.Query(prefix + word) for word in words]
        one = xapian.Query(xapian.Query.OP_PHRASE, terms, len(terms)) if len(terms) > 1 else terms[0]
        parts.append(xapian.Query(xapian.Query.OP_SCALE_WEIGHT, one, weight))
    return xapian.Query(xapian.Query.OP_OR, parts)
