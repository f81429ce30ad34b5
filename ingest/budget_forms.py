"""Titles of a budget's forms, which every place words anew: 财务收支预算总表, 部门综合预算收支总表, 支出预算总表.

What stays when year, whose budget it is and the word 预算 are taken away tells the form; `vocabulary/budget_forms.csv`
holds what that may be.
"""

import re
from functools import cache

from ingest.folding import squeeze
from ingest.vocabulary import read_table

_OTHER = re.compile(r"决算|自评|评价|执行情况|草案")
_NOTE = re.compile(r"\((?P<note>[^()]*)\)|-+(?P<dash>[^-()]*)$")
_BUDGET = re.compile(r"(?<!公共)(?<!基金)(?<!经营)(?<!财政)预算(?!单位)|(?<=财政拨款)预算|(?<=支出)预算")
_WHOSE = re.compile(
    r"^(?:本?年度?)?(?:本|各|区级|市级|县级|省级|本级)?(?:预算单位|部门\(单位\)|部门|单位)?(?:综合)?(?:经费)?"
)
# 某局部门收支总表: 部门 behind the agency's name belongs to the title.
_WHOSE_BEHIND = re.compile(r"(?:20\d\d年度?)?(?:预算单位|部门\(单位\)|部门|单位)?(?:综合)?$")
_SHORTEST, _LONGEST = 4, 60


def find_budget_form(title: str) -> tuple[str, str] | None:
    """The form whose title a folded line is, and what stands before it in the line; None of any other line.

    >>> find_budget_form("部门财务收支预算总表"), find_budget_form("一般公共预算支出预算表(功能科目)")
    (('budget_summary', ''), ('budget_general_public', ''))
    """
    text = squeeze(title)
    if not _SHORTEST <= len(text) <= _LONGEST or _OTHER.search(text):
        return None
    notes = "".join(match["note"] or match["dash"] or "" for match in _NOTE.finditer(text))
    bare = _NOTE.sub("", text)
    if not bare.endswith("表"):
        return None
    core = _WHOSE.sub("", _BUDGET.sub("", bare))
    for form, pattern, unless in _forms():
        match = pattern.search(core)
        if match and not (unless and unless.search(bare + notes)):
            return form, _WHOSE_BEHIND.sub("", core[: match.start()])
    return None


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (row["form"], re.compile(rf"(?:{row['core']})$"), re.compile(row["unless"]) if row["unless"] else None)
        for row in read_table("budget_forms.csv")
    )
