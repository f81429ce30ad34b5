"""A form that last year's report printed and this year's does not, where all its other forms are there again (F05)."""

import re
from collections import Counter
from collections.abc import Iterator

from ingest.across.report import FINDING, Derived, Report, Table, cite, passed, whole
from ingest.findings import NOTICE
from ingest.folding import squeeze
from ingest.forms import fold_title

_RULE = "F05"
_FEWEST = 4  # forms that are there again
_MOST_GONE = 1


def check_forms(now: Report, before: Report) -> Iterator[Derived]:
    """F05 for two reports of one type, the second of the year before the first."""
    mine, theirs = _counted(now), _counted(before)
    gone = {form: count - mine[form] for form, count in theirs.items() if count > mine[form]}
    again = len(theirs) - len(gone)
    if again < _FEWEST or sum(gone.values()) > _MOST_GONE:
        return
    if not gone:
        yield passed(_RULE, now, before)
        return
    form = next(iter(gone))
    title = _gone_title(now, before, form)
    if title and fold_title(title) not in squeeze(now.text):
        yield Derived(
            FINDING,
            _RULE,
            whole(now),
            whole(before),
            f"{cite(before)}有《{title}》，{cite(now)}没有这张表，其他各表都有，请核对是否漏了。",
            NOTICE,
            expected=title,
            steps=(f"{cite(before)}：有《{title}》", f"{cite(now)}：没有"),
        )


def _counted(report: Report) -> Counter[str]:
    """How often a report prints each form; a form that runs over several tables with one title counts once."""
    return Counter(form for form, _ in {(one.form, fold_title(one.title)) for one in report.tables if one.form})


def _gone_title(now: Report, before: Report, form: str) -> str:
    """The title of the form that is not there; of two divided differently (分科目, 分单位) that of the one that is not."""
    there = {fold_title(one.title) for one in now.tables if one.form == form}
    return next((_plain(one) for one in before.tables if one.form == form and fold_title(one.title) not in there), "")


def _plain(table: Table) -> str:
    return re.sub(r"^.*?20\d\d年(?:度)?", "", squeeze(table.title)) or squeeze(table.title)
