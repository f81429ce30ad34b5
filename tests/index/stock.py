"""Whoosh's own searcher over our index: slow, and the measure of what ours finds."""

from pathlib import Path
from typing import Any

from whoosh import index, query, scoring

from index.backends.whoosh.schema import TEXT_FIELDS
from index.query import Query, Term, begins_with

YEAR_BOOST = 4.0


class Stock:
    """An index in a folder, searched by Whoosh."""

    def __init__(self, folder: Path) -> None:
        self.searcher = index.open_dir(str(folder)).searcher(weighting=scoring.BM25F())

    def scores(self, asked: Query) -> dict[str, float]:
        """All reports that match, filters left out, by name with their scores.

        Excluded terms are searched for by themselves: Whoosh's AndNot does not see that its first report is excluded where
        the other list begins before it.
        """
        reader = self.searcher.reader()
        if not reader.doc_count():
            return {}
        names = reader.column_reader("name", translate=True)
        if asked.terms:
            found = {
                names[hit.docnum]: hit.score for hit in self.searcher.search(_build(asked, self.searcher), limit=None)
            }
        else:
            found = {names[number]: 0.0 for number in reader.all_doc_ids()}
        for term in asked.excluded:
            for hit in self.searcher.search(_any_row(term, self.searcher), limit=None):
                found.pop(names[hit.docnum], None)
        return found

    def close(self) -> None:
        """Let go of its files."""
        self.searcher.close()


def _build(asked: Query, searcher: Any) -> Any:
    built = query.And([_any_row(term, searcher) for term in asked.terms])
    wanted = [_any_field((term.whole,)) for term in asked.terms if term.whole]
    wanted += [query.Term("year", str(year), boost=YEAR_BOOST) for year in asked.years]
    return query.AndMaybe(built, query.Or(wanted)) if wanted else built


def _any_row(term: Term, searcher: Any) -> Any:
    """Any of a term's rows, the one that scores best; of a beginning every word that it stands for."""
    rows = list(term.rows)
    if term.prefix:
        listed = searcher.reader().all_terms()
        words = {word.decode() for field, word in listed if field in TEXT_FIELDS}
        rows = [(word,) for word in sorted(words) if begins_with(word, term.units[0])]
    return query.DisjunctionMax([_any_field(row) for row in rows])


def _any_field(words: tuple[str, ...]) -> Any:
    parts = []
    for name, boost in TEXT_FIELDS.items():
        part = query.Phrase(name, list(words), slop=1) if len(words) > 1 else query.Term(name, words[0])
        part.boost = boost
        parts.append(part)
    return query.Or(parts)
