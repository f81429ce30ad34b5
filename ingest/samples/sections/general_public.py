"""Sections about the general public budget: overall, by class, by item, basic expenditure."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby

from ingest.samples.accounts.model import Line
from ingest.samples.accounts.views import by_class
from ingest.samples.classification import economic_names, function_names, numeral
from ingest.samples.data_files import load_tree
from ingest.samples.document import Block, ListItem, Piece, Words
from ingest.samples.facts import Datum
from ingest.samples.phrases import joined
from ingest.samples.scene import Scene, noted
from ingest.samples.sections.summary import is_printed
from ingest.samples.telling import In, Of

_SCOPE = "general_public"
_FUNCTIONS = "function_expenditure"


def general_overall(scene: Scene) -> tuple[Block, ...]:
    """一般公共预算财政拨款支出决算总体情况."""
    now, before = scene.now.general.spent, scene.before.general.spent
    stated = Of("expenditure", _SCOPE)
    changed = is_printed(now - before)
    topic = "totals_up" if now > before else "totals_down"
    line = scene.say(
        "general_overall.line",
        amount=scene.tell.amount(now, stated),
        share=scene.tell.share(now, scene.now.spent, Of("expenditure", _SCOPE, base="expenditure")),
        basic=scene.tell.amount(scene.now.general.basic, Of("expenditure.basic", _SCOPE)),
        project=scene.tell.amount(scene.now.general.project, Of("expenditure.project", _SCOPE)),
        change=scene.change(now, before, stated, subject=scene.form("general_overall.subject")),
        why=scene.say("totals.why", reason=scene.reason(topic, _SCOPE)) if changed else "",
    )
    return (scene.paragraph(line),)


def _class_name(scene: Scene, name: str) -> str:
    """Return a class's name as the text writes it; some leave 支出 away before （类）."""
    return name.removesuffix("支出") if scene.manner.short_class and name != "其他支出" else name


def general_structure(scene: Scene) -> tuple[Block, ...]:
    """一般公共预算财政拨款支出决算结构情况."""
    fund = scene.now.general
    names = function_names(scene.year)
    classes = [
        scene.say(
            "general_structure.class",
            name=names[code],
            amount=scene.tell.amount(yuan, In(_FUNCTIONS, (_SCOPE, code), "actual")),
            share=scene.tell.share(yuan, fund.spent, In(_FUNCTIONS, (_SCOPE, code), "share")),
        )
        for code, yuan in by_class(fund).items()
        if is_printed(yuan)
    ]
    line = scene.say(
        "general_structure.line",
        amount=scene.tell.amount(fund.spent, Of("expenditure", _SCOPE)),
        classes=joined("；", classes),
    )
    return (scene.paragraph(line),)


def _headline(scene: Scene) -> Words:
    fund, tell = scene.now.general, scene.tell
    shanghai = scene.manner.forms == "shanghai"
    words: dict[str, Words | Piece | str] = {
        "budget": tell.amount(fund.budget, Of("expenditure", _SCOPE, "budget")),
        "actual": tell.amount(fund.spent, Of("expenditure", _SCOPE)),
    }
    if shanghai:
        of = Of("expenditure", _SCOPE, base="adjusted")
        words["adjusted"] = tell.amount(fund.adjusted, Of("expenditure", _SCOPE, "adjusted"))
        words["adjusted_rate"] = tell.share(fund.spent, fund.adjusted, of, measure="completion_rate")
        left = is_printed(fund.adjusted - fund.spent)
        reason = scene.reason("adjusted_under", "headline")
        return scene.say(
            "general_items.adjusted", **words, why=scene.say("general_items.why", reason=reason) if left else ""
        )
    of = Of("expenditure", _SCOPE, base="budget")
    over = fund.spent > fund.budget
    words["rate"] = tell.share(fund.spent, fund.budget, of, measure="completion_rate")
    words["verdict"] = _verdict(scene, over=over)
    words["reason"] = scene.reason("over" if over else "under", "headline")
    return scene.say("general_items.over", **words)


def _verdict(scene: Scene, *, over: bool) -> Piece:
    return scene.tell.direction("大于", "小于", 0) if over else scene.tell.direction("小于", "大于", 0)


def _topic(line: Line, budget: Decimal, *, adjusted: bool) -> str:
    """Return what kind of reason fits: wages differ for other reasons than projects."""
    if not is_printed(budget):
        return "added"
    if line.spent > budget:
        return "over" if line.project else "over_basic"
    if not line.project:
        return "under_basic"
    return "adjusted_under" if adjusted else "under"


def budget_phrase(scene: Scene, line: Line, key: tuple[str, ...]) -> Words:
    """Return 年初预算为…，支出决算为…，完成…: an item against its budget, with a reason where they differ."""
    adjusted = scene.manner.forms == "shanghai"
    budget = line.adjusted if adjusted else line.budget
    base = "全年预算" if adjusted else "年初预算"
    words: dict[str, Words | Piece | str] = {
        "base": base,
        "budget": scene.tell.amount(budget, In(_FUNCTIONS, key, "adjusted" if adjusted else "budget")),
        "actual": scene.tell.amount(line.spent, In(_FUNCTIONS, key, "actual")),
    }
    if is_printed(budget):
        words["rate"] = scene.tell.share(line.spent, budget, In(_FUNCTIONS, key, "completion_rate"))
    if not is_printed(line.spent - budget):
        return scene.say("item.equal", **words)
    over = line.spent > budget
    words["more"] = scene.tell.direction("增加", "减少", 0) if over else scene.tell.direction("减少", "增加", 0)
    # What lies between budget and outturn is no column of the data contract.
    words["gap"] = scene.tell.amount(abs(line.spent - budget))
    reason = scene.reason(_topic(line, budget, adjusted=adjusted), line.code)
    words["verdict"] = _verdict(scene, over=over)
    words["reason"] = noted(reason, Datum(_FUNCTIONS, key, "reason", reason))
    return scene.say("item.ratio" if is_printed(budget) else "item.from_nothing", **words)


def item_name(scene: Scene, code: str) -> Words:
    """Return 城乡社区支出（类）城乡社区公共设施（款）其他城乡社区公共设施支出（项）。."""
    names = function_names(scene.year)
    return scene.say(
        "general_items.name", category=_class_name(scene, names[code[:3]]), group=names[code[:5]], item=names[code]
    )


def purpose_of(scene: Scene, code: str) -> str:
    """Return what an item was spent on."""
    common: dict[str, str] = load_tree("purposes")
    plans = [project.plan.purpose for project in scene.now.projects if project.plan.code == code]
    if code == scene.agency.kind.operation:
        plans.insert(0, "在职人员的工资和日常办公")
    return common.get(code) or "；".join(plans) or "单位日常工作"


def general_items(scene: Scene) -> tuple[Block, ...]:
    """一般公共预算财政拨款支出决算具体情况: one item after the other."""
    blocks: list[Block] = [scene.paragraph(_headline(scene))]
    with_purpose = scene.manner.forms == "shanghai"
    lines = [line for line in scene.now.general.lines if is_printed(line.spent)]
    if scene.manner.varied and not with_purpose and scene.chance.happens("items in classes", 0.3):
        return (*blocks, *_items_in_classes(scene, lines))
    for place, line in enumerate(lines, 1):
        name = item_name(scene, line.code)
        told = budget_phrase(scene, line, (_SCOPE, line.code))
        if with_purpose:
            blocks.append(scene.item(place, "items", name, f"主要用于：{purpose_of(scene, line.code)}。", told))
        elif scene.manner.voice == "hunan":
            blocks += [scene.item(place, "items", name), scene.paragraph(told)]
        else:
            blocks.append(scene.item(place, "items", name, told))
    return tuple(blocks)


def _items_in_classes(scene: Scene, lines: Iterable[Line]) -> Iterator[Block]:
    """Yield the items below a line that names their class, as Jiangsu's reports have them."""
    names = function_names(scene.year)
    for place, (category, of_class) in enumerate(groupby(lines, key=lambda line: line.code[:3]), 1):
        title = scene.say("general_items.category", category=_class_name(scene, names[category]))
        yield ListItem(f"（{numeral(place)}）", scene.manner.set(title), "classes")
        for number, line in enumerate(of_class, 1):
            name = scene.say("general_items.name_in_class", group=names[line.code[:5]], item=names[line.code])
            told = budget_phrase(scene, line, (_SCOPE, line.code))
            yield ListItem(f"{number}.", scene.manner.set((*name, *told)), f"class {category}")


def _names(scene: Scene, classes: Iterable[str]) -> str:
    names = economic_names(scene.year)
    wanted = tuple(classes)
    return "、".join(
        names[code] for code, yuan in scene.now.economic.items() if code[:3] in wanted and is_printed(yuan)
    )


def general_basic(scene: Scene) -> tuple[Block, ...]:
    """一般公共预算财政拨款基本支出决算情况."""
    now, tell = scene.now, scene.tell
    basic = now.general.basic

    def share(part: Decimal, indicator: str) -> Piece:
        return tell.share(part, basic, Of(indicator, _SCOPE, base="expenditure.basic"))

    capital = now.economic_class("310")

    def part(code: str, indicator: str) -> Piece:
        return tell.amount(now.economic_class(code), Of(f"expenditure.{indicator}", _SCOPE))

    line = scene.say(
        "general_basic.line",
        wages=part("301", "wages"),
        individuals=part("303", "individuals"),
        goods=part("302", "goods_services"),
        capital=scene.say("general_basic.capital", amount=part("310", "capital"))
        if is_printed(capital) and scene.has_form("general_basic.capital")
        else "",
        amount=tell.amount(basic, Of("expenditure.basic", _SCOPE)),
        personnel=tell.amount(now.personnel, Of("expenditure.basic.personnel", _SCOPE)),
        personnel_share=share(now.personnel, "expenditure.basic.personnel"),
        personnel_items=_names(scene, ("301", "303")),
        public=tell.amount(now.public, Of("expenditure.basic.public", _SCOPE)),
        public_share=share(now.public, "expenditure.basic.public"),
        public_items=_names(scene, ("302", "310")),
    )
    return (scene.paragraph(line),)
