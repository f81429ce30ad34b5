"""Printed forms (表) by their titles, folded and fuzzy: first characters get lost, words vary, numbers never count."""

import re
from functools import cache

from rapidfuzz import fuzz

from ingest.budget_forms import find_budget_form
from ingest.folding import squeeze
from ingest.vocabulary import load_forms

_AROUND = re.compile(
    r"""
      ^公开\d+表[:：]? | ^(?:附件|附表|表)\s*(?:\d{1,2}(?:[-—.]\d{1,2}?)*(?=20\d\d年)|(?!20\d\d年)[\d一二三四五六七八九十]*(?:[-—.]\d+)*)[-—.、:：]* | ^[一二三四五六七八九十]+、
    | \(分(?:单位|科目|部门)\)$ | \d{4}年(?:度)? | [〇零一二三四五六七八九]{4}年(?:度)? | \(公开\)$ | 公开\d+表$
    """,
    re.VERBOSE,
)
_SAME = str.maketrans({"与": "及", "和": "及", "的": None})
_CLOSE_ENOUGH = 93


def fold_title(title: str) -> str:
    """A form's title without year, number and what varies: 公开01表 2023年度收入支出决算总表 → 收入支出决算总表."""
    text = squeeze(title)
    for _ in range(3):
        text = _AROUND.sub("", text)
    return text.translate(_SAME)


@cache
def _titles() -> dict[str, str]:
    return {fold_title(title): form.key for form in load_forms() for title in form.titles}


@cache
def find_form(title: str) -> str | None:
    """Return the key of the form that a line is the title of, or None.

    >>> find_form("2020年度收入支出决算总表"), find_form("政拨款收入支出决算总表"), find_form("附件12020年度收入决算表")
    ('income_expenditure_summary', 'fiscal_summary', 'income')
    """
    text = fold_title(title)
    if not 4 <= len(text) <= 60 or not text.endswith(("表", "人员经费", "公用经费", "科目)", "分类)")):
        return None
    titles = _titles()
    if text in titles:
        return titles[text]
    # An agency's name may stand before the title; the longest title that the line ends with is meant.
    endings = [known for known in titles if text.endswith(known)]
    longest = max(endings, key=len, default="")
    if longest and _may_precede(text.removesuffix(longest)):
        return titles[longest]
    budget = find_budget_form(text)
    if budget is not None:
        form, before = budget
        return form if _may_precede(before) else None
    if longest:
        return None
    lost = [known for known in titles if known.endswith(text) and len(known) - len(text) <= 2]
    if lost:
        return titles[min(lost, key=len)]
    best = max(titles, key=lambda known: fuzz.ratio(known, text))
    return titles[best] if fuzz.ratio(best, text) >= _CLOSE_ENOUGH else None


def _may_precede(words: str) -> bool:
    """What may stand before a form's title: nothing, or the name of who it is about; not more of the title itself."""
    return not words or bool(
        re.search(r"[局委办部厅院校所站会队社镇乡村心府室馆园场司处县区市州旗盟联协侨](?:\(.*\))?$", words)
    )
