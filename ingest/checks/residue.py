"""Words of a template that were left in a report that is filled in otherwise: 某市XX局."""

import re
from collections.abc import Iterator

from ingest.checks.rules import Outcome
from ingest.findings import NOTICE, Finding

# A name with crosses in place of the body's own; 20XX年 and XX万元 are blanks of another kind, and seldom alone.
_BLANK_NAME = re.compile(
    r"(?:[XxＸｘ×]\s*){2,4}(?:[省市县区]\s*)?(?:局|委员会|委|厅|办公室|中心|单位|部门|街道|镇|乡|学校|医院)(?![\u4e00-\u9fff]*[XxＸｘ×])"
)


def check_residue(text: str) -> Iterator[Outcome]:
    """Name the places where a body's name was never filled in, one finding for each wording; that none is there is no check passed."""
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
