"""Functional classification in running text: shares of classes (类), and items (项) with budget, accounts and reason."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from ingest.blocks import Paragraph as Block
from ingest.extract.narrative import Paragraph, read_figures
from ingest.extract.scopes import scope_of_heading, section_scope
from ingest.extract.walking import walk_sections
from ingest.figures import ACTUAL, ADJUSTED, ALL, BUDGET, Figure
from ingest.function_names import class_code, list_classes
from ingest.markdown import ReportText
from ingest.rows import FunctionExpenditure
from ingest.sections import Section

# Bounded, and with one way only to match: a text without a stop in it must not cost more than its length.
_WORD = r"[^，。；：、,;:\s（）()]{0,60}"
_NAME = rf"{_WORD}(?:[（(][^（）()类款项]{{1,8}}[）)]{_WORD})?"
_ITEM = re.compile(
    rf"(?P<category>{_NAME})[（(](?P<c1>\d{{0,3}})类[）)]\s*(?:支出)?\s*[-—－]?(?P<group>{_NAME})[（(](?P<c2>\d{{0,3}})款[）)]"
    rf"\s*(?:支出)?\s*[-—－]?(?P<item>{_NAME})[（(](?P<c3>\d{{0,3}})项[）)]"
)
# “一般公共服务支出-财政事务-行政运行”: without 类, 款 and 项 only between quotation marks, and below a known class.
_DASH = r"\s*[-—－]{1,2}\s*"
_PLAIN = r"[^“”\"，。；：、\s—－-]{2,40}"
_ITEM_QUOTED = re.compile(
    rf"[“\"](?P<category>{_PLAIN}){_DASH}(?P<group>[^“”\"，。；：\s—－-]{{2,40}}){_DASH}(?P<item>[^“”\"，。；：\s—－-]{{2,40}})[”\"]"
)
# An amount right behind the item, in a budget: what is planned for it.
_PLANNED = re.compile(
    r"^[”\"]?\s*(?:科目)?\s*(?:支出|预算|安排|数|为|共|[:：])*(?=-?\d[\d,，]*(?:[.．]\d+)?\s*(?:万元|亿元|元))"
)
# 财政拨款支出主要内容如下：the fund of the items that follow.
_LEAD = re.compile(r"(?:如下|内容|包括|用于|安排情况)[:：]?$")
_CLASS = re.compile(
    rf"(?P<category>{_NAME})[（(]\d{{0,3}}类[）)]\s*(?P<rest>(?:支出|决算|为|数)*\s*\d[\d,，]*(?:[.．]\s*\d+)?\s*(?:万元|亿元|元)"
    r"(?:\s*[，,（(]?\s*占[^\d，。；]{0,18}[\d.．]+\s*[%％])?)"
)
# Below a line that names the class alone (（一）社会保障和就业支出（类）) items have but 款 and 项.
_CLASS_ALONE = re.compile(rf"(?P<category>{_NAME})[（(]\d{{0,3}}类[）)][：:。]?")
_ITEM_BELOW = re.compile(
    rf"^(?P<group>{_NAME})[（(]\d{{0,3}}款[）)]\s*(?:支出)?\s*[-—－]?(?P<item>{_NAME})[（(]\d{{0,3}}项[）)]"
)
# 一般公共服务支出-财政事务-行政运行: three names without a word of their level.
_DASHED = re.compile(
    rf"(?P<category>{_WORD}支出)[-—－]+(?P<group>[^-—－，。：；\s]{{2,30}})[-—－]+(?P<item>[^-—－，。：；,:\s\d]{{2,40}})[：:，,。]"
)
# A class or a group with a sentence of its own: 一般公共服务支出（类）。年初预算为…，支出决算为…
_OWN_CLASS = re.compile(
    rf"^[“\"]?(?P<category>{_NAME})[”\"]?[（(]\d{{0,3}}类[）)](?P<detail>(?!.{{0,40}}[（(]\d{{0,3}}款[）)]).+)$",
    re.DOTALL,
)
_OWN_GROUP = re.compile(
    rf"^[“\"]?(?P<group>{_NAME})[”\"]?[（(]\d{{0,3}}款[）)](?P<detail>(?!.{{0,40}}[（(]\d{{0,3}}项[）)]).+)$", re.DOTALL
)
_NUMBERING = re.compile(r"^(?:[（(][\d一二三四五六七八九十]+[）)]|\d+[、.．]?|[一二三四五六七八九十]+、)")
_LINE_NUMBER = re.compile(r"^(?:\\?[（(][\d一二三四五六七八九十]+\\?[）)]|\d+\\?[、.．]|[一二三四五六七八九十]+、)\s*")
BUDGET_PART = "budget"
_PARTS = {"final_accounts", "budget", "performance_report"}
_REASON = re.compile(
    r"(?:主要原因|原因|主要(?!用于|包括|反映|支出|内容|工作|职能))(?:是|为)?[:：]?\s*(?P<reason>.+)", re.DOTALL
)
_SUBJECT = "本年支出"
_LEVEL = re.compile(r"持平|一致")


def read_function_text(
    report: ReportText, sections: Sequence[Section], parts: Sequence[str], year: int
) -> Iterator[FunctionExpenditure]:
    """Yield the classes and items that the text of a report about `year` tells, in reading order."""
    item: FunctionExpenditure | None = None
    above = ""  # the class that a line of its own named
    lead = ALL  # the fund that a line before the items named
    for placed, part, path in walk_sections(report, sections, parts):
        if part not in _PARTS or not isinstance(placed.block, Block) or placed.in_contents:
            continue
        section, scope = path[-1].id if path else "", section_scope(path)
        start = placed.span.start
        text = report.text[start : placed.span.end]
        if placed.heading:
            yield from _finished(item)
            item, above, lead = None, "", ALL
        match = _find_item(text)
        if scope == ALL and part == BUDGET_PART:
            lead = _fund_of_lead(text) or lead
            scope = lead
        classes = list(_find_classes(text))
        for found in classes:
            yield _class_row(found, part, scope, section, placed.block.page, start, year)
        if part == "final_accounts" and match is None and len(classes) <= 1 and not placed.heading:
            own = _read_own(text, above, part, scope, section, placed.block.page, start, year)
            if own is not None:
                yield own
                above = own.category
                continue
        alone = _CLASS_ALONE.fullmatch(_unnumbered(text))
        if alone:
            above = _name(alone["category"])
        elif match is None and above:
            words = _unnumbered(text)
            match = _ITEM_BELOW.search(words)
            if match:
                start, text = start + text.find(words), words
        if match:
            yield from _finished(item)
            category = match["category"] if "category" in match.groupdict() else above
            item = _item_row(match, category, part, scope, section, placed.block.page, start)
        if item is not None:
            behind = text[match.end() :] if match else text
            item = _with_amounts(item, behind, start + len(text), scope, year, placed.span.end)
            if item.actual is not None or item.budget is not None:
                yield item
                item = None
    yield from _finished(item)


def _find_dashed(text: str) -> re.Match[str] | None:
    """An item as three names, of which the first is a known class."""
    words = _unnumbered(text)
    match = _DASHED.match(text, text.find(words))
    return match if match and class_code(match["category"]) else None


def _read_own(
    text: str, above: str, part: str, scope: str, section: str, page: int | None, start: int, year: int
) -> FunctionExpenditure | None:
    """The class or group that a sentence of its own is about, with its amounts; None where there is none."""
    words = _unnumbered(text)
    match = _OWN_CLASS.match(words) or _bare_class().match(words) or (_OWN_GROUP.match(words) if above else None)
    if match is None:
        return None
    group = _name(match["group"]) if "group" in match.groupdict() else ""
    category = above if group else _name(match["category"])
    first = start + text.find(words) + match.start("group" if group else "category")
    row = FunctionExpenditure(
        part=part,
        scope=scope,
        level="group" if group else "category",
        code="",
        category=category,
        group=group,
        item="",
        category_code=class_code(category),
        section=section,
        page=page,
        start=first,
        end=start + len(text.rstrip()),
    )
    detail = match["detail"].lstrip("。 ，,：:")
    detail = f"{_SUBJECT}{detail.removeprefix('支出')}" if re.match(r"(?:支出)?\d", detail) else detail
    stop = start + text.find(words) + match.end("detail")
    told = _with_amounts(row, detail, stop, scope, year, row.end or 0)
    return told if told.actual is not None or told.budget is not None else None


@cache
def _bare_class() -> re.Pattern[str]:
    """A known class at the head of a sentence about its money, without （类）."""
    names = list_classes()
    known = "|".join(
        re.escape(name.replace("和", "[和与及]")).replace(r"\[和与及\]", "[和与及]") for name in reversed(names)
    )
    return re.compile(
        rf"[“\"]?(?P<category>{known})[”\"]?(?P<detail>(?:支出|决算|为|数|年初预算|[：:，,。])*\s*\d.+)$", re.DOTALL
    )


def _find_item(text: str) -> re.Match[str] | None:
    match = _ITEM.search(text) or _find_dashed(text)
    if match is None:
        quoted = _ITEM_QUOTED.search(text)
        match = quoted if quoted and class_code(_name(quoted["category"])) else None
    return match


def _fund_of_lead(text: str) -> str | None:
    """The fund of a line that announces items: 财政拨款支出主要内容如下：."""
    words = text.strip()
    return (
        scope_of_heading(words)
        if len(words) < 40 and _LEAD.search(words) and not re.search(r"\d\s*万", words)
        else None
    )


def _find_classes(text: str) -> Iterator[re.Match[str]]:
    """Classes with their amounts; without （类） only where several known ones stand in a row."""
    marked = list(_CLASS.finditer(text))
    bare = list(_bare_classes().finditer(text))
    yield from marked or (bare if len(bare) > 1 else ())


@cache
def _bare_classes() -> re.Pattern[str]:
    names = list_classes()
    known = "|".join(map(re.escape, reversed(names)))
    return re.compile(
        rf"(?:(?<=[：:；;，,、。）)中\s])|^)(?P<category>{known})\s*(?P<rest>\d[\d,，]*(?:\.\s*\d+)?\s*(?:万元|亿元|元)"
        r"(?:\s*[，,（(]?\s*占[^\d，。；]{0,16}[\d.]+\s*[%％])?)"
    )


def _finished(item: FunctionExpenditure | None) -> Iterator[FunctionExpenditure]:
    if item is not None and any(value is not None for value in (item.actual, item.budget, item.adjusted)):
        yield item


def _item_row(
    match: re.Match[str], category: str, part: str, scope: str, section: str, page: int | None, start: int
) -> FunctionExpenditure:
    category = _name(category)
    return FunctionExpenditure(
        part=part,
        scope=scope,
        level="item",
        code=_printed_code(match),
        category=category,
        group=_name(match["group"]),
        item=_name(match["item"]),
        category_code=class_code(category),
        section=section,
        page=page,
        start=start + match.start() + _ahead_of_name(match[0]),
        end=start + match.end(),
    )


def _ahead_of_name(words: str) -> int:
    """How many characters stand before a name: its number in a list, blanks and quotation marks."""
    number = _NUMBERING.match(words)
    at = number.end() if number else 0
    return at + len(words[at:]) - len(words[at:].lstrip(' \u3000“"'))


def _printed_code(match: re.Match[str]) -> str:
    """The code that stands with the names, digits of 类, 款 and 项 apart; empty where one of them is missing."""
    digits = [match.groupdict().get(name) for name in ("c1", "c2", "c3")]
    lengths = [len(one or "") for one in digits]
    return "".join(one or "" for one in digits) if lengths == [3, 2, 2] else ""


def _with_amounts(
    item: FunctionExpenditure, detail: str, stop: int, scope: str, year: int, end: int
) -> FunctionExpenditure:
    """The item with what a sentence says of it: 年初预算为…，支出决算为…，完成年初预算的….

    `stop` is where the sentence ends in the report; its head may have been made to name its subject.
    """
    figures: dict[tuple[str, str], Figure] = {}
    if item.part == BUDGET_PART:
        detail = _PLANNED.sub(_SUBJECT, detail)
    # The full stop after the item's name begins a sentence about it.
    sentence = detail.lstrip("。 ，,：:")
    at = stop - len(sentence)
    for figure in read_figures(Paragraph(sentence, at, item.part, "", scope, None, "expenditure"), year):
        if figure.indicator == "expenditure" and figure.year == year:
            figures.setdefault((figure.phase, figure.measure), figure)

    def value(phase: str, measure: str = "amount") -> Decimal | None:
        found = figures.get((phase, measure))
        return found.value if found else None

    if not figures:
        return item
    behind = detail[detail.find("万元") + 1 :] if "万元" in detail else detail
    reason = _REASON.search(behind)
    return replace(
        item,
        budget=value(BUDGET),
        adjusted=value(ADJUSTED),
        actual=value(ACTUAL) if item.part != BUDGET_PART else None,
        share=item.share if item.level == "item" else value(ACTUAL, "share"),
        completion_rate=value(ACTUAL, "completion_rate"),
        reason=reason["reason"].strip().rstrip("。") if reason and not _is_level(behind, reason) else "",
        end=end,
        told=tuple(figures.values()),
    )


def _is_level(text: str, reason: re.Match[str]) -> bool:
    """Nothing changed: 持平 needs no reason, whatever is given as one."""
    before = text[: reason.start("reason")]
    level = _LEVEL.search(before) and not re.search(r"增加|增长|减少|下降|大于|小于|高于|低于", before)
    return bool(_LEVEL.search(reason["reason"][:6]) or level)


def _class_row(
    match: re.Match[str], part: str, scope: str, section: str, page: int | None, start: int, year: int
) -> FunctionExpenditure:
    category = _name(match["category"])
    amounts = match["rest"].removeprefix("支出")
    at = start + match.end("rest") - len(amounts) - len(_SUBJECT)  # what is put before them stands nowhere
    paragraph = Paragraph(f"{_SUBJECT}{amounts}", at, part, "", scope, None)
    figures = {one.measure: one for one in read_figures(paragraph, year)}
    return FunctionExpenditure(
        part=part,
        scope=scope,
        level="category",
        code="",
        category=category,
        group="",
        item="",
        actual=figures["amount"].value if "amount" in figures and part != "budget" else None,
        budget=figures["amount"].value if "amount" in figures and part == "budget" else None,
        share=figures["share"].value if "share" in figures else None,
        category_code=class_code(category),
        section=section,
        page=page,
        start=start + match.start(),
        end=start + match.end(),
        told=tuple(figures.values()),
    )


def _unnumbered(text: str) -> str:
    """A line without its number and the blanks around it."""
    bare = text.strip()
    return _LINE_NUMBER.sub("", bare, count=1).lstrip()


def _name(printed: str) -> str:
    return _NUMBERING.sub("", re.sub(r"[\s“”\"]+", "", printed))
