"""tantivy, in Rust, through its Python binding."""

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tantivy

from bench.search.snippets import make_snippets

NOTES = [
    "given its tokens with their positions (PreTokenizedString); fast fields and terms aggregations for facets",
    "its binding has no collector of hits and facets at once: two passes; snippets by string search on stored text",
]
_WEIGHTS = {"body": 1.0, "title": 2.0, "names": 3.0}
_FACETS = ("agency", "region", "year", "type")
_YEAR_BOOST = 4.0
_HEAP = 256_000_000


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    for name in _WEIGHTS:
        builder.add_text_field(name, stored=False, index_option="position")
    builder.add_text_field("name", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", stored=True, index_option="basic", tokenizer_name="raw")
    for name in _FACETS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def build(reports: Iterable[dict[str, Any]], folder: Path) -> dict[str, float]:
    """Index the reports; only the time spent in tantivy counts."""
    folder.mkdir(parents=True)
    seconds, count = 0.0, 0
    begun = time.perf_counter()
    writer = tantivy.Index(_schema(), str(folder)).writer(_HEAP, 2)
    seconds += time.perf_counter() - begun
    for report in reports:
        fields = {name: tantivy.PreTokenizedString("", _tokens(words)) for name, words in report["fields"].items()}
        begun = time.perf_counter()
        document = tantivy.Document()
        for name, tokens in fields.items():
            document.add_pre_tokenized_text(name, tokens)
        document.add_text("name", report["name"])
        document.add_text("text", report["text"])
        document.add_text("agency", report["agency"])
        document.add_text("year", str(report["year"]))
        document.add_text("type", report["type"])
        for region in report["regions"]:
            document.add_text("region", region)
        writer.add_document(document)
        seconds += time.perf_counter() - begun
        count += 1
    begun = time.perf_counter()
    writer.commit()
    writer.wait_merging_threads()
    return {"seconds": seconds + time.perf_counter() - begun, "reports": count}


def _tokens(words: dict[str, list[int]]) -> list[Any]:
    ordered = sorted((position, word) for word, positions in words.items() for position in positions)
    return [tantivy.Token(word, position, 0, 0) for position, word in ordered]


class Index:
    """The index, open."""

    def __init__(self, folder: Path) -> None:
        """Open it."""
        index = tantivy.Index.open(str(folder))
        self._schema = index.schema
        index.reload()
        self._searcher: Any = index.searcher()  # the stub lacks the count of a result

    def page(self, query: dict[str, Any]) -> tuple[int, dict[str, dict[str, int]], list[Any]]:
        """Total, facets, and the best twenty with their snippets."""
        found = self._searcher.search(self._query(query, query["filters"]), 20, count=True)
        facets = {}
        others = [name for name in _FACETS if name not in query["filters"]]
        for names in [others, *([name] for name in query["filters"])]:
            skipped = set(names) & set(query["filters"])
            filters = {name: value for name, value in query["filters"].items() if name not in skipped}
            asked = {name: {"terms": {"field": name, "size": 60_000}} for name in names}
            counted = self._searcher.aggregate(self._query(query, filters), asked)
            for name in names:
                facets[name] = {one["key"]: one["doc_count"] for one in counted[name]["buckets"]}
        shown = []
        for _score, address in found.hits:
            document = self._searcher.doc(address)
            shown.append((document.get_first("name"), make_snippets(document.get_first("text"), query)))
        return found.count, facets, shown

    def _query(self, query: dict[str, Any], filters: dict[str, str]) -> Any:
        parts = list(self._parts(query, filters))
        return tantivy.Query.boolean_query(parts) if parts else tantivy.Query.all_query()

    def _parts(self, query: dict[str, Any], filters: dict[str, str]) -> Iterator[tuple[Any, Any]]:
        occur = tantivy.Occur
        for units in query["terms"]:
            yield occur.Must, self._any_field(units)
        for units in query["excluded"]:
            yield occur.MustNot, self._any_field(units)
        if query["excluded"] and not query["terms"]:
            yield occur.Must, tantivy.Query.all_query()
        for name, value in filters.items():
            one = tantivy.Query.term_query(self._schema, name, value, "basic")
            yield occur.Must, tantivy.Query.const_score_query(one, 0.0)
        if query["terms"]:
            for words in (*([word] for word in filter(None, query["whole"])), *query["beside"]):
                yield occur.Should, self._any_field(words)
            for year in query["years"]:
                one = tantivy.Query.term_query(self._schema, "year", str(year), "basic")
                yield occur.Should, tantivy.Query.const_score_query(one, _YEAR_BOOST)

    def _any_field(self, words: list[str]) -> Any:
        parts = []
        for name, weight in _WEIGHTS.items():
            if len(words) > 1:
                one = tantivy.Query.phrase_query(self._schema, name, list[str | tuple[int, str]](words))
            else:
                one = tantivy.Query.term_query(self._schema, name, words[0], "freq")
            parts.append((tantivy.Occur.Should, tantivy.Query.boost_query(one, weight)))
        return tantivy.Query.boolean_query(parts)
