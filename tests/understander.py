"""Understands a few plain things of a search, word by word: for tests of the pages that show what was understood."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from index.query import Filters, parse_query
from index.understanding import model
from index.understanding.lexicon import Lexicon

INDICATORS = {"三公经费": "three_public", "公务接待费": "three_public.reception"}


def _years(words: list[str]) -> Iterator[int]:
    for word in words:
        yield from range(int(word[:4]), int(word[-4:] if "-" in word else word[:4]) + 1)


def understand(text: str, lexicon: Lexicon, filters: Filters | None = None, page: int = 1) -> model.Understood:
    """Short names of agencies, years and ranges of them, two indicators, 超过N万: each a word by itself."""
    text, filters = text.strip(), filters or Filters()
    by_name = {one.short_name: one.id for one in lexicon.register.agencies.values()}
    chips: list[model.Chip] = []
    found: dict[str, list[str]] = {kind: [] for kind in (model.AGENCY, model.YEAR, model.INDICATOR, model.AMOUNT)}
    rest, asked = [], []
    for match in re.finditer(r"\S+", text):
        word = match[0]
        kind, label = next(
            (
                (kind, label)
                for kind, label in (
                    (model.AGENCY, word if word in by_name else ""),
                    (model.YEAR, f"{word[:4]}年度" if re.fullmatch(r"20\d\d年?", word) else ""),
                    (model.YEAR, f"{word}年度" if re.fullmatch(r"20\d\d-20\d\d", word) else ""),
                    (model.INDICATOR, word if word in INDICATORS else ""),
                    (model.AMOUNT, word if re.fullmatch(r"超过\d+万", word) else ""),
                )
                if label
            ),
            ("", ""),
        )
        if kind:
            without = " ".join((text[: match.start()] + text[match.end() :]).split())
            chips.append(model.Chip(kind, label, match.start(), match.end(), without))
            found[kind].append(word)
        if not kind:
            rest.append(word)
        if kind in {"", model.INDICATOR}:
            asked.append(word)
    agencies, years = [by_name[name] for name in found[model.AGENCY]], list(_years(found[model.YEAR]))
    amounts = [Decimal(word[2:-1]) * 10_000 for word in found[model.AMOUNT]]
    narrowed = replace(filters, agencies=(*filters.agencies, *agencies), years=(*filters.years, *years))
    return model.Understood(
        text=text,
        query=replace(parse_query(" ".join(asked), narrowed, page), text=text),
        chips=tuple(chips),
        agencies=tuple(model.AgencyMatch(one, model.SHORT) for one in agencies),
        years=tuple(years),
        indicators=tuple(model.IndicatorAsked(INDICATORS[word]) for word in found[model.INDICATOR]),
        amounts=model.AmountRange(least=amounts[0], strict=True) if amounts else None,
        rest=" ".join(rest),
    )
