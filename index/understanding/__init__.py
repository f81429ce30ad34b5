"""Understanding what a person typed: agencies, years, indicators, amounts; nothing is looked up but names and terms."""

from collections.abc import Iterable

from index.query import MAX_QUERY, Filters, parse_query
from index.understanding.asking import find_rest, make_chips, make_query
from index.understanding.lexicon import Lexicon
from index.understanding.meaning import Meaning, put_together
from index.understanding.model import Understood
from index.understanding.pieces import Piece
from index.understanding.reading import read
from ingest.agency_names import parse_agency_name


def _is_bare(piece: Piece) -> bool:
    return bool(piece.terms) and not (piece.amounts or piece.term or piece.functions)


def understand(
    text: str, lexicon: Lexicon, filters: Filters | None = None, page: int = 1, *, plain: bool = False
) -> Understood:
    """Return what was understood; anything is a search, what is not understood is searched as words.

    Args:
        text: what was typed.
        lexicon: names of agencies and terms.
        filters: what the results are narrowed to already, by links; they hold beside what the text says. Where both say
            something of one kind (two years), the link holds in the query; what is understood tells of the text alone.
        page: the page of results, from 1.
        plain: nothing is understood, all are words.
    """
    text = text.strip()[:MAX_QUERY].rstrip()
    if plain:
        query = parse_query(text, filters, page)
        return Understood(query.text, query, rest=query.text)
    reading = read(text, lexicon)
    words = list(find_rest(text, reading, Meaning(reading.pieces)))
    said = [one.words for one in reading.opaque if one.words]
    meaning = put_together(
        reading.folded,
        reading.pieces,
        lexicon,
        more_words=bool(words or said),
        words_until=_until_what(reading.folded, words),
    )
    left = [(start, rest) for start, _, rest in find_rest(text, reading, meaning)]
    left += [(one.start, one.words) for one in reading.opaque if one.words]
    if meaning.over_agencies:
        # Of whom an amount is that nothing compares with (三公经费5万的单位), nobody knows.
        left += [(one.start, reading.folded[one.start : one.end]) for one in meaning.pieces if _is_bare(one)]
    return Understood(
        text=text,
        query=make_query(text, reading, meaning, filters or Filters(), page),
        chips=tuple(make_chips(text, meaning, lexicon)),
        agencies=meaning.agencies,
        regions=meaning.regions,
        years=meaning.years,
        report_type=meaning.report_type,
        indicators=meaning.indicators,
        functions=meaning.functions,
        amounts=meaning.amounts,
        over_agencies=meaning.over_agencies,
        unclear=meaning.unclear,
        every_year=meaning.every_year and not meaning.years,
        order=meaning.order,
        rows=meaning.rows,
        bases=meaning.bases,
        last_years=meaning.last_years if not meaning.years else 0,
        left_out=(*(one.unread for one in reading.opaque if one.unread), *meaning.left_out),
        rest=" ".join(rest for _, rest in sorted(left)),
        phases=meaning.phases,
    )


def _until_what(text: str, words: Iterable[tuple[int, int, str]]) -> frozenset[int]:
    """Where words end that nothing read and that name no body, what follows being glued to them."""
    return frozenset(end for _, end, word in words if text[end - 1].isalnum() and parse_agency_name(word) is None)
