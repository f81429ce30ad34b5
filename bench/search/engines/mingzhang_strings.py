"""Mingzhang with the snippets that the peers are given: the same work as theirs, on the index of `mingzhang`."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.search.engines.mingzhang import EVERYTHING, facets_of
from bench.search.queries import as_query
from bench.search.snippets import make_snippets
from index.backends.whoosh import WhooshBackend
from index.backends.whoosh.columns import unpack_text

NOTES = ["the index of mingzhang; instead of passages the snippets of the peers, by string search on its stored text"]


class Index:
    """The index, open."""

    def __init__(self, folder: Path) -> None:
        """Open it, as a worker does at its first request."""
        self._backend = _WithTexts(folder, answers=0)
        self._backend.search(as_query(EVERYTHING))

    def page(self, query: dict[str, Any]) -> tuple[int, dict[str, Mapping[str, int]], list[Any]]:
        """Total, facets, and the best twenty with snippets."""
        found = self._backend.search(as_query(query))
        names = [hit.name for hit in found.hits]
        texts = self._backend.texts(names)
        shown = [(name, make_snippets(text, query)) for name, text in zip(names, texts, strict=True)]
        return found.total, facets_of(found), shown


class _WithTexts(WhooshBackend):
    def texts(self, names: list[str]) -> Iterator[str]:
        """The texts that the index keeps."""
        with self._generation() as generation:
            snapshot = generation.snapshot
            for name in names:
                yield unpack_text(snapshot.read(snapshot.numbers[name])["text"])
