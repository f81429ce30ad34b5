"""The parts of a file: its accounts, an appended evaluation report, the forms of a self-evaluation."""

import re
from collections.abc import Sequence

from ingest.blocks import Block, Paragraph
from ingest.folding import squeeze
from ingest.headings import Outline
from ingest.numbering import lists_attachments

DEFAULT_PARTS = {
    "final_accounts": "final_accounts",
    "budget": "budget",
    "performance": "performance_report",
    "project_performance": "performance_report",
}
_TITLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("base_data_table", re.compile(r"基础数据表")),
    (
        "project_self_evaluation_table",
        re.compile(r"(?:项目|专项资金).{0,8}绩效.{0,4}(?:自评|评价).{0,6}表|项目支出绩效自评表"),
    ),
    ("self_evaluation_table", re.compile(r"整体.{0,6}绩效.{0,4}(?:自评|评价).{0,8}表|绩效评价指标评分表")),
    ("performance_report", re.compile(r"绩效.{0,4}(?:自评|评价|自我评价).{0,6}报告$")),
    ("final_accounts", re.compile(r"(?:部门|单位|年度)决算(?:表|情况说明|公开)?$")),
    ("budget", re.compile(r"(?:部门|单位|年度)预算(?:表|情况说明|公开)?$")),
)
_LONGEST_TITLE = 64


def assign_parts(outline: Outline, report_type: str) -> tuple[str, ...]:
    """Return the part of each block: what the last title of a document or form before it says."""
    part = DEFAULT_PARTS[report_type]
    parts: list[str] = []
    for at, block in enumerate(outline.blocks):
        if at not in outline.contents:
            part = _part_of_title(outline, at, block) or part
        parts.append(part)
    return tuple(parts)


def _part_of_title(outline: Outline, at: int, block: Block) -> str | None:
    if not isinstance(block, Paragraph) or len(block.text) > _LONGEST_TITLE or lists_attachments(block.text):
        return None
    heading = outline.headings.get(at)
    if heading is not None and heading.level not in {1, 3} and heading.number:
        return None
    text = squeeze(heading.title if heading else block.text)
    if heading is None and re.search(r"[。；，：:;,]", text):
        return None
    for part, pattern in _TITLES:
        if pattern.search(text):
            return part
    return None


def list_parts(parts: Sequence[str], outline: Outline) -> tuple[str, ...]:
    """The parts that the file holds, in order; a cover or contents of their own make none."""
    counted = (part for at, part in enumerate(parts) if at not in outline.contents)
    return tuple(dict.fromkeys(counted))
