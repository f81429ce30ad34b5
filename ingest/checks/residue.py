"""Words of a template that were left in a report that is filled in otherwise: 某市XX局, 增加（减少）, 不涉及的不列."""

import re
from collections.abc import Iterator
from functools import cache

from ingest.checks.rules import Outcome
from ingest.findings import NOTICE, Finding
from ingest.vocabulary import read_table

_LINE = re.compile(r"^(?![|#])[^\n]+", re.MULTILINE)  # headings of columns have alternatives of their own

# A name with crosses in place of the body's own; 20XX年 and XX万元 are blanks of another kind, and seldom alone.
_BLANK_NAME = re.compile(
    r"(?:[XxＸｘ×]\s*){2,4}(?:[省市县区]\s*)?(?:局|委员会|委|厅|办公室|中心|单位|部门|街道|镇|乡|学校|医院)(?![\u4e00-\u9fff]*[XxＸｘ×])"
)


def check_residue(text: str) -> Iterator[Outcome]:
    """Name what was left of a template; that nothing was is no check passed."""
    yield from _find_blank_names(text)
    for line in _LINE.finditer(text):
        for pattern, what in _residues():
            for match in pattern.finditer(line[0]):
                yield Finding(
                    rule="E03",
                    severity=NOTICE,
                    message=f"“{match[0]}”像是{what}，公开前应当改掉。",
                    disclosed=match[0],
                    start=line.start() + match.start(),
                    end=line.start() + match.end(),
                )


@cache
def _residues() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["what"]) for row in read_table("template_residue.csv"))


def _find_blank_names(text: str) -> Iterator[Finding]:
    """Bodies whose name was never filled in, one finding for each wording."""
    places: dict[str, list[tuple[int, int]]] = {}
    for match in _BLANK_NAME.finditer(text):
        places.setdefault(match[0], []).append(match.span())
    for words, spans in places.items():
        (start, end), *further = spans
        yield Finding(
            rule="E03",
            severity=NOTICE,
            message=f"“{words}”是模板里没有填写的名称，请核对并改为本单位（部门）的名称。",
            disclosed=text[start:end],
            start=start,
            end=end,
            related=tuple(further),
        )
