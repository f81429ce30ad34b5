"""What a new version of a report differs in from the one before it (G04). Shown only: publishing again is no fault."""

from collections.abc import Iterator, Sequence

from ingest.across.report import SHOWN, Derived, Place, Report, at, whole
from ingest.checks.wording import MEASURES, name_figure, show_figure
from ingest.figures import Figure

_RULE = "G04"
_MOST = 30


def check_versions(now: Report, before: Report) -> Iterator[Derived]:
    """G04 for two versions of one report, both public: figures that changed, came or went."""
    differences = list(_differences(now, before))
    yield from differences[:_MOST]
    if len(differences) > _MOST:
        yield Derived(
            SHOWN,
            _RULE,
            whole(now),
            whole(before),
            f"与第{before.version}版相比，另有{len(differences) - _MOST}个数字不同。",
        )


def _differences(now: Report, before: Report) -> Iterator[Derived]:
    for key in dict.fromkeys((*now.by_key, *before.by_key)):
        mine, theirs = now.by_key.get(key, ()), before.by_key.get(key, ())
        if {one.value for one in mine} == {one.value for one in theirs}:
            continue
        first = (*mine, *theirs)[0]
        what = f"{first.year}年{name_figure(first)}{MEASURES.get(first.measure, '')}"
        message = f"与第{before.version}版相比，{what}由{_show(theirs)}变为{_show(mine)}。"
        yield Derived(SHOWN, _RULE, _place(now, mine), _place(before, theirs), message)


def _show(figures: Sequence[Figure]) -> str:
    return "、".join(dict.fromkeys(show_figure(one) for one in figures)) or "没有"


def _place(report: Report, figures: Sequence[Figure]) -> Place:
    return at(report, figures[0].start, figures[0].end) if figures else whole(report)
