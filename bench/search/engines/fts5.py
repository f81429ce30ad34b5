"""SQLite FTS5."""

import heapq
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.search.regions import count_regions
from bench.search.snippets import make_snippets

NOTES = [
    "its tokenizers give one token a place: smallest words in columns of their own, longer words in others beside them",
    "no optional words in its queries: a whole word, words side by side or a year as typed raise no report; facets counted in Python",
]
_FIELDS = ("body", "title", "names")
_WEIGHTS = "1.0, 2.0, 3.0, 1.0, 2.0, 3.0"
_UNITS = "{body_u title_u names_u} : "
_FACETS = ("agency", "region", "year", "type")
_GAP = "_"


def build(reports: Iterable[dict[str, Any]], folder: Path) -> dict[str, float]:
    """Index the reports; only the time spent in SQLite counts."""
    folder.mkdir(parents=True)
    seconds, count = 0.0, 0
    database = sqlite3.connect(folder / "index.db")
    database.execute("PRAGMA synchronous = OFF")
    database.execute("CREATE TABLE reports (id INTEGER PRIMARY KEY, name, agency, region, year, type)")
    database.execute("CREATE TABLE texts (id INTEGER PRIMARY KEY, text)")
    columns = ", ".join([f"{name}_u" for name in _FIELDS] + [f"{name}_w" for name in _FIELDS])
    database.execute(
        f"CREATE VIRTUAL TABLE words USING fts5({columns}, content='', tokenize=\"ascii tokenchars '._'\")"
    )
    for number, report in enumerate(reports, 1):
        columns_of = [_part(report["fields"][name]) for name in _FIELDS]
        row = [units for units, _ in columns_of] + [words for _, words in columns_of]
        begun = time.perf_counter()
        known = (report["name"], report["agency"], " ".join(report["regions"]), str(report["year"]), report["type"])
        database.execute("INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?)", (number, *known))
        database.execute("INSERT INTO texts VALUES (?, ?)", (number, report["text"]))
        database.execute("INSERT INTO words (rowid, " + columns + ") VALUES (?, ?, ?, ?, ?, ?, ?)", (number, *row))
        seconds += time.perf_counter() - begun
        count += 1
    begun = time.perf_counter()
    database.execute("INSERT INTO words (words) VALUES ('optimize')")
    database.commit()
    database.close()
    return {"seconds": seconds + time.perf_counter() - begun, "reports": count}


def _part(words: dict[str, list[int]]) -> tuple[str, str]:
    """The smallest words in their order, gaps filled, and the longer words: of those at one place the shortest is smallest."""
    at: dict[int, list[str]] = {}
    for word, positions in words.items():
        for position in positions:
            at.setdefault(position, []).append(word)
    units, longer, last = [], [], 0
    for position in sorted(at):
        here = sorted(at[position], key=len)
        units += [_GAP] * (position > last + 1)
        units.append(here[0])
        longer += here[1:]
        last = position
    return " ".join(units), " ".join(longer)


class Index:
    """The index, open."""

    def __init__(self, folder: Path) -> None:
        """Open it."""
        self._database = sqlite3.connect(folder / "index.db")
        self._database.execute("PRAGMA mmap_size = 4000000000")
        self._rows = {row[0]: row[1:] for row in self._database.execute("SELECT * FROM reports")}

    def page(self, query: dict[str, Any]) -> tuple[int, dict[str, dict[str, int]], list[Any]]:
        """Total, facets, and the best twenty with their snippets."""
        if query["terms"]:
            match = " AND ".join(f"({_any_field(units)})" for units in query["terms"])
            for units in query["excluded"]:
                match = f"({match}) NOT ({_any_field(units)})"
            sql = f"SELECT rowid, bm25(words, {_WEIGHTS}) FROM words WHERE words MATCH ?"
            found = self._database.execute(sql, (match,)).fetchall()
        else:
            out = set()
            for units in query["excluded"]:
                sql = "SELECT rowid FROM words WHERE words MATCH ?"
                out |= {number for (number,) in self._database.execute(sql, (_any_field(units),))}
            found = [(number, 0.0) for number in self._rows if number not in out]
        filters = {_FACETS.index(name) + 1: value for name, value in query["filters"].items()}

        def passing(skip: int = 0) -> list[tuple[int, float]]:
            kept = found
            for column, value in filters.items():
                if column != skip:
                    kept = [one for one in kept if value in self._rows[one[0]][column].split(" ")]
            return kept

        kept = passing()
        facets = {}
        for column, name in enumerate(_FACETS, 1):
            counted = kept if column not in filters else passing(column)
            counts = Counter(self._rows[number][column] for number, _ in counted)
            facets[name] = count_regions(counts) if name == "region" else dict(counts)
        best = heapq.nsmallest(20, kept, key=lambda one: one[1])
        shown = []
        for number, _rank in best:
            (text,) = self._database.execute("SELECT text FROM texts WHERE id = ?", (number,)).fetchone()
            shown.append((self._rows[number][0], make_snippets(text, query)))
        return len(kept), facets, shown


def _any_field(units: list[str]) -> str:
    if len(units) > 1:
        return _UNITS + '"' + " ".join(units) + '"'
    return f'"{units[0]}"'
