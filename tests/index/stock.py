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

        Rows of words are searched for one by one and joined here: Whoosh's DisjunctionMax takes the score of a row that
        stands at another report, and its AndNot does not see that its first report is excluded where the other list
        begins before it.
        """
        reader = self.searcher.reader()
        if not reader.doc_count():
            return {}
        names = reader.column_reader("name", translate=True)
        found = {names[number]: 0.0 for number in reader.all_doc_ids()}
        each = {term: self._any_row(term) for term in asked.terms}
        for term, of_term in each.items():
            if term not in asked.some:
                found = {name: score for name, score in found.items() if name in of_term}
        if asked.some:
            found = {name: score for name, score in found.items() if any(name in each[term] for term in asked.some)}
        for term in asked.terms:
            found = {name: score + each[term].get(name, 0.0) for name, score in found.items()}
        if asked.terms:
            wanted = [_any_field((term.whole,)) for term in asked.terms if term.whole]
            wanted += [_any_field(row) for row in asked.beside]
            wanted += [query.Term("year", str(year), boost=YEAR_BOOST) for year in asked.years]
            for one in wanted:
                for name, score in self._find(one).items():
                    if name in found:
                        found[name] += score
        for term in asked.excluded:
            for name in self._any_row(term):
                found.pop(name, None)
        return found

    def _find(self, one: Any) -> dict[str, float]:
        names = self.searcher.reader().column_reader("name", translate=True)
        return {names[hit.docnum]: hit.score for hit in self.searcher.search(one, limit=None)}

    def _any_row(self, term: Term) -> dict[str, float]:
        """The reports that hold any of a term's rows, of a beginning any word that it stands for, by the best of them."""
        rows = list(term.rows)
        if term.prefix:
            words = {word.decode() for field, word in self.searcher.reader().all_terms() if field in TEXT_FIELDS}
            rows = [(word,) for word in sorted(words) if begins_with(word, term.units[0])] + list(term.others)
        best: dict[str, float] = {}
        for row in rows:
            for name, score in self._find(_any_field(row)).items():
                best[name] = max(best.get(name, 0.0), score)
        return best

    def close(self) -> None:
        """Let go of its files."""
        self.searcher.close()


def _any_field(words: tuple[str, ...]) -> Any:
    parts = []
    for name, boost in TEXT_FIELDS.items():
        part = query.Phrase(name, list(words), slop=1) if len(words) > 1 else query.Term(name, words[0])
        part.boost = boost
        parts.append(part)
    return query.Or(parts)
