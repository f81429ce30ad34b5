"""Differences that a difference of scope explains: no findings, but notes for the report's readers.

The accounts are of all money where an attached evaluation is of one fund; the text tells expenses of which it names no
fund beside a table of fiscal money; a sentence on evaluation tells the money of the projects evaluated.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.checks.evidence import Evidence
from ingest.checks.rules import Noted
from ingest.checks.wording import PARTS, SCOPES, show_money
from ingest.figures import ACTUAL, ALL, Figure
from ingest.vocabulary import load_indicators

_COMPARED = ("income", "expenditure", "expenditure.basic", "expenditure.project", "three_public")
_WHOLE = ("final_accounts", "budget")  # parts that are about all money of the body
_EVALUATED = re.compile(r"绩效(?:自评|评价|目标|管理|监控)|自评(?:项目|资金|金额)|(?:开展|纳入|组织).{0,20}自评")
_STOPS = "。；;\n"

_Amounts = Mapping[str, Mapping[str, Figure]]  # by indicator and scope


def is_of_evaluation(text: str, figure: Figure) -> bool:
    """Whether a sentence of accounts or a budget is about what was evaluated, which need not be all there is."""
    start = max(text.rfind(stop, 0, figure.start) for stop in _STOPS) + 1
    return figure.part in _WHOLE and figure.source != "table" and bool(_EVALUATED.search(text, start, figure.end))


def note_scopes(evidence: Evidence) -> Iterator[Noted]:
    """Yield a sentence for each part of the report whose amounts are of other money than those of the accounts."""
    parts: dict[str, dict[str, dict[str, Figure]]] = {}
    for figure in evidence.figures:
        known = figure.indicator in _COMPARED and (figure.phase, figure.measure) == (ACTUAL, "amount")
        if known and figure.year == evidence.year and not is_of_evaluation(evidence.text, figure):
            told = parts.setdefault(figure.part, {}).setdefault(figure.indicator, {})
            told.setdefault(figure.scope, figure)
    whole = next((parts[part] for part in _WHOLE if part in parts), {})
    for part, amounts in parts.items():
        if amounts is not whole:
            yield from _note_part(part, amounts, whole)
    yield from _note_table(evidence)


def _note_part(part: str, amounts: _Amounts, whole: _Amounts) -> Iterator[Noted]:
    pairs = [
        f"{load_indicators()[indicator].label}{_show(mine)}，决算为{_show(other)}"
        for indicator, scopes in amounts.items()
        for mine in list(scopes.values())[:1]
        for other in _differing(mine, whole.get(indicator, {}))
    ]
    if pairs:
        yield Noted(f"所附{PARTS[part]}与决算的资金口径不同，数字不作比较：{'；'.join(pairs)}。")


def _differing(mine: Figure, scopes: Mapping[str, Figure]) -> Sequence[Figure]:
    """The amount of other money, where the same money is not told and the amounts differ."""
    if mine.scope in scopes or any(other.value == mine.value for other in scopes.values()):
        return ()
    return [*([scopes[ALL]] if ALL in scopes else scopes.values())][:1]


def _note_table(evidence: Evidence) -> Iterator[Noted]:
    """三公 expenses of which the text names no fund, beside the table of fiscal money."""
    for figure in evidence.told:
        if (figure.indicator, figure.scope, figure.phase, figure.measure) == ("three_public", ALL, ACTUAL, "amount"):
            printed = [one for one in evidence.printed if one.key == (*figure.key[:2], one.scope, *figure.key[3:])]
            told = any(one.key == other.key for one in printed for other in evidence.told)
            if printed and not told and all(one.value != figure.value for one in printed):
                label = load_indicators()["three_public"].label
                yield Noted(f"正文中{label}{_show(figure)}与表中的{_show(printed[0])}资金口径不同，数字不作比较。")
            return


def _show(figure: Figure) -> str:
    unnamed = "没有写明资金" if figure.indicator == "three_public" else "全部资金"
    return f"{show_money(figure.value)}（{SCOPES.get(figure.scope, unnamed)}）"
