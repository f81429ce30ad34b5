"""Documents of the index, made of texts or of words."""

from collections.abc import Iterable

import numpy as np

from index.documents import ReportDocument
from index.outline import make_outline
from index.tokenizing import TextTokens, tokenize
from ingest.sections import Section


def tokens_of(pairs: Iterable[tuple[str, int]]) -> TextTokens:
    """Tokens from words and their positions; each position a place of its own."""
    positions: dict[str, list[int]] = {}
    for word, position in sorted(pairs):
        positions.setdefault(word, []).append(position)
    most = max((max(of_word) for of_word in positions.values()), default=-1)
    return TextTokens(
        words=tuple(positions),
        counts=np.array([len(of_word) for of_word in positions.values()], np.int32),
        positions=np.array([at for of_word in positions.values() for at in of_word], np.uint32),
        starts=np.arange(most + 1, dtype=np.uint32),
        ends=np.arange(1, most + 2, dtype=np.uint32),
    )


def document(
    name: str, body: str, year: int = 2022, sections: tuple[Section, ...] = (), **other: str
) -> ReportDocument:
    """A report that says `body`."""
    title = other.get("title", name)
    return ReportDocument(
        name=name,
        stamp=other.get("stamp", "v1"),
        title=title,
        agency=other.get("agency", "430203-a"),
        regions=("430000", "430200", other.get("region", "430203")),
        year=year,
        report_type=other.get("report_type", "final_accounts"),
        names_tokens=tokenize(other.get("names", "")),
        title_tokens=tokenize(f"{title} {year}"),
        body_tokens=tokenize(body),
        text=body,
        outline=make_outline(sections, f"{title} {year}"),
    )
