"""Codes of the functional classification: 2120101, 21201, and 212, which stands for all that begin with it."""

import re
from collections.abc import Iterator

from index.query import Term
from index.tokens import find_units
from index.understanding.pieces import Piece
from index.understanding.vocabulary import function_names

_CODE = re.compile(
    r"(?<![\d.,\-/A-Za-z¥])(?P<code>2[0-3]\d(?:\d\d){0,2})\*?(?![\d/]|[.,]\d|\s*(?:[%十百千万亿元人辆个台套户家号年]|平方))"
)
_NAME = re.compile(r"[\u4e00-\u9fff]+")
ITEM_LENGTH = 7


def find_codes(folded: str) -> Iterator[Piece]:
    """Yield the codes of a folded text, whose class is known; a year is none."""
    names = function_names()
    for match in _CODE.finditer(folded):
        code = match["code"]
        if code[:3] not in names:
            continue
        name = next((names[code[:length]] for length in (7, 5, 3) if code[:length] in names), "")
        shown = f"{code} {name}" if code in names else f"科目 {code}（{name}）"
        # Where a report names the class and prints no code, it is found by the name.
        others = (tuple(unit.text for unit in find_units(names[code])),) if code in names else ()
        terms = (Term((code,), others=others, prefix=len(code) < ITEM_LENGTH),)
        end = match.end() + _name_behind(folded[match.end() :], names.get(code, ""))
        yield Piece(match.start(), end, functions=(code,), terms=terms, shown=shown)


def _name_behind(behind: str, name: str) -> int:
    """How much of the text behind a code is its name, or the beginning of it: 213 农林水."""
    blank = len(behind) - len(behind.lstrip())
    word = _NAME.match(behind, blank)
    return blank + len(word[0]) if word and len(word[0]) > 1 and name.startswith(word[0]) else 0
