"""Whoosh as it comes: its own format of positions, its writer, its searcher."""

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from whoosh import columns, fields, formats, index, query, scoring
from whoosh.analysis import Analyzer, Token

from bench.search.regions import count_regions
from bench.search.snippets import make_snippets

NOTES = ["facets by its own groupedby; snippets by string search on its stored text, as its highlights tokenise again"]
_WEIGHTS = {"body": 1.0, "title": 2.0, "names": 3.0}
_FACETS = ("agency", "region", "year", "type")
_YEAR_BOOST = 4.0


class _Given(Analyzer):
    """Takes words with their positions for text."""

    def __call__(self, value: dict[str, list[int]], **_: Any) -> Iterator[Token]:
        token = Token(positions=True)
        token.boost, token.stopped = 1.0, False
        for position, word in sorted((position, word) for word, of_word in value.items() for position in of_word):
            token.text, token.pos = word, position
            yield token


class _Words(fields.FieldType):
    def __init__(self) -> None:
        super().__init__(format=formats.Positions(), analyzer=_Given(), scorable=True)

    def index(self, value: Any, **kwargs: Any) -> Iterator[Any]:
        for word, count, weight, positions in self.format.word_values(value, self.analyzer, **kwargs):
            yield word.encode(), count, weight, positions


def build(reports: Iterable[dict[str, Any]], folder: Path) -> dict[str, float]:
    """Index the reports; only the time spent in Whoosh counts."""
    folder.mkdir(parents=True)
    ids = {name: fields.ID(sortable=columns.RefBytesColumn()) for name in _FACETS}
    words = {name: _Words() for name in _WEIGHTS}
    schema = fields.Schema(name=fields.ID(stored=True), text=fields.STORED, **ids, **words)
    seconds, count = 0.0, 0
    begun = time.perf_counter()
    writer = index.create_in(str(folder), schema).writer(compound=False)
    seconds += time.perf_counter() - begun
    for report in reports:
        begun = time.perf_counter()
        writer.add_document(
            name=report["name"],
            text=report["text"],
            agency=report["agency"],
            region=" ".join(report["regions"]),
            year=str(report["year"]),
            type=report["type"],
            **report["fields"],
        )
        seconds += time.perf_counter() - begun
        count += 1
    begun = time.perf_counter()
    writer.commit()
    return {"seconds": seconds + time.perf_counter() - begun, "reports": count}


class Index:
    """The index, open."""

    def __init__(self, folder: Path) -> None:
        """Open it."""
        self._searcher = index.open_dir(str(folder)).searcher(weighting=scoring.BM25F())

    def page(self, asked: dict[str, Any]) -> tuple[int, dict[str, dict[str, int]], list[Any]]:
        """Total, facets, and the best twenty with their snippets."""
        filters = asked["filters"]
        others = [name for name in _FACETS if name not in filters]
        facets: dict[str, dict[str, int]] = {}
        found = self._search(asked, filters, others, facets)
        for name in filters:
            self._search(asked, {key: filters[key] for key in filters if key != name}, [name], facets)
        total = found.estimated_length() if found.has_exact_length() else len(found)
        shown = [(hit["name"], make_snippets(hit["text"], asked)) for hit in found[:20]]
        return total, facets, shown

    def _search(
        self, asked: dict[str, Any], filters: dict[str, str], names: list[str], facets: dict[str, dict[str, int]]
    ) -> Any:
        mask = None
        for units in asked["excluded"]:
            mask = query.Or([*(mask or []), _any_field(units)])
        built = query.And([_any_field(units) for units in asked["terms"]]) if asked["terms"] else query.Every()
        wanted = [_any_field([word]) for word in filter(None, asked["whole"])]
        wanted += [_any_field(words) for words in asked["beside"]]
        wanted += [query.Term("year", str(year), boost=_YEAR_BOOST) for year in asked["years"]]
        if wanted and asked["terms"]:
            built = query.AndMaybe(built, query.Or(wanted))
        terms = [
            query.Or([query.Term(name, whole) for whole in self._regions(value)])
            if name == "region"
            else query.Term(name, value)
            for name, value in filters.items()
        ]
        narrowed = query.And(terms) if terms else None
        found = self._searcher.search(built, limit=None, filter=narrowed, mask=mask, groupedby=names)
        for name in names:
            counts = {key: len(of_key) for key, of_key in found.groups(name).items()}
            facets[name] = count_regions(counts) if name == "region" else counts
        return found

    def _regions(self, code: str) -> list[str]:
        return [one.decode() for one in self._searcher.reader().lexicon("region") if code in one.decode().split(" ")]


def _any_field(words: list[str]) -> Any:
    parts = []
    for name, boost in _WEIGHTS.items():
        part = query.Phrase(name, words, slop=1) if len(words) > 1 else query.Term(name, words[0])
        part.boost = boost
        parts.append(part)
    return query.Or(parts)
