"""The words of a budget: what is planned in all, from which money, for what, and how it changed since last year."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from ingest.samples.budget.model import Budget, Item, budget_of
from ingest.samples.classification import economic_names, function_names
from ingest.samples.document import Block, Content, Piece, Words
from ingest.samples.facts import Datum
from ingest.samples.money import ZERO, in_ten_thousands, total
from ingest.samples.phrases import joined
from ingest.samples.plan import Builder
from ingest.samples.scene import Scene, noted
from ingest.samples.sections.overview import departments, duties, glossary, unit_facts
from ingest.samples.telling import In, Of

PHASE = "budget"
_FUND_WORDS = {
    "general_public": "一般公共预算拨款",
    "gov_fund": "政府性基金预算拨款",
    "state_capital": "国有资本经营预算拨款",
}
SOURCE_WORDS = {"special_account": "财政专户管理资金", "unit_funds": "单位资金"}
_WORDS = ((("增加", "增长"), ("减少", "下降")), (("增加", "上升"), ("减少", "降低")))


def of(indicator: str, scope: str = "all", alternatives: tuple[str, ...] = ()) -> Of:
    """A planned figure."""
    return Of(indicator, scope, PHASE, alternatives=alternatives)


def income_of(source: str) -> Of:
    """The figure that a source's income is."""
    return of("income.fiscal", source) if source in _FUND_WORDS else of(f"income.{source}")


def say_change(scene: Scene, now: Decimal, before: Decimal, *stated: Of, subject: str = "") -> Words:
    """How a planned amount changed against last year's plan; nothing is said of a rate where there was nothing."""
    gone = now - before
    if not in_ten_thousands(gone):
        return scene.say("budget_change.equal", subject=subject)
    sign = 1 if gone > 0 else -1
    up, down = scene.chance.pick("budget change words", _WORDS)
    word, opposite = (up, down) if sign > 0 else (down, up)
    against = tuple(
        Of(one.indicator, one.scope, PHASE, str(scene.year - 1), alternatives=one.alternatives) for one in stated
    )
    key = ("up" if sign > 0 else "down") if in_ten_thousands(before) else "from_nothing"
    words: dict[str, Words | Piece | str] = {
        "subject": subject,
        "direction": scene.tell.direction(word[0], opposite[0], 1),
        "amount": scene.tell.amount(abs(gone), *against, measure="change_amount", sign=sign),
    }
    if "{rate}" in scene.form(f"budget_change.{key}"):
        words["turn"] = scene.tell.direction(word[1], opposite[1], 1)
        words["rate"] = scene.tell.share(abs(gone), before, *against, measure="change_rate", sign=sign)
    return scene.say(f"budget_change.{key}", **words)


def _why(scene: Scene, now: Decimal, before: Decimal, place: str) -> Words:
    if not in_ten_thousands(now - before):
        return ()
    key = "budget_reasons.up" if now > before else "budget_reasons.down"
    return scene.say("budget_change.why", reason=scene.chance.pick(f"{key} {place}", (scene.form(key),)))


def both(scene: Scene) -> tuple[Budget, Budget]:
    """This year's budget and last year's."""
    return budget_of(scene, scene.now), budget_of(scene, scene.before)


def _changed(scene: Scene, now: Decimal, before: Decimal, *stated: Of, subject: str = "") -> dict[str, Words]:
    """The slots `change` and `why`."""
    place = stated[0].indicator
    return {"change": say_change(scene, now, before, *stated, subject=subject), "why": _why(scene, now, before, place)}


def units(scene: Scene) -> tuple[Block, ...]:
    """The units whose budgets are in it."""
    if not scene.agency.is_department:
        return (scene.paragraph(scene.say("budget_units.unit")),)
    own = noted(scene.shown, *unit_facts(scene.shown, own_office=True))
    names = joined("、", ((noted(unit, *unit_facts(unit, own_office=False)),) for unit in scene.agency.units))
    return (scene.paragraph(scene.say("budget_units.department", agency=own, units=names)),)


def _sources(scene: Scene, now: Budget, mark: str, *, shares: bool) -> Words:
    """Income by source; Hunan names the empty ones too."""
    lines: list[Words] = []
    entries = [(word, source, now.income(source)) for source, word in (_FUND_WORDS | SOURCE_WORDS).items()]
    for word, source, amount in entries:
        if amount or not shares:
            stated = income_of(source)
            ending = "收入" if shares and word.endswith("拨款") else ""
            said: list[Content] = [f"{word}{ending}", scene.tell.amount(amount, stated)]
            if shares:
                said += ["，占", scene.tell.share(amount, now.spent(), stated)]
            lines.append(tuple(said))
    if now.opening:
        carried = of("opening_balance")
        said = ["上年结转", scene.tell.amount(now.opening, carried)]
        if shares:
            said += ["，占", scene.tell.share(now.opening, now.spent(), carried)]
        lines.append(tuple(said))
    return joined(mark, lines)


def _whole_income(now: Budget) -> Of:
    """收入预算: with what was carried over it is the total, else this year's income."""
    if now.opening:
        return of("total_income_and_balance")
    return of("income")


def totals(scene: Scene) -> tuple[Block, ...]:
    """收支预算总体情况."""
    now, before = both(scene)
    figures = of("total_income_and_balance"), of("total_expenditure_and_balance")
    into = [word for source, word in (_FUND_WORDS | SOURCE_WORDS).items() if now.income(source)]
    names = function_names(scene.year)
    out_of = [names[code] for code in _classes(now.items)]
    line = scene.say(
        "budget_totals.line",
        into="、".join([*into, *(["上年结转"] if now.opening else [])]),
        out_of="、".join(out_of),
        total=scene.tell.amount(now.spent(), *figures),
        **_changed(scene, now.spent(), before.spent(), *figures, subject="收支总预算"),
    )
    return (scene.paragraph(line),)


def income(scene: Scene) -> tuple[Block, ...]:
    """收入预算."""
    now, before = both(scene)
    hunan = scene.manner.voice == "hunan"
    figure = _whole_income(now)
    line = scene.say(
        "budget_totals.income",
        total=scene.tell.amount(now.spent(), figure),
        sources=_sources(scene, now, "，" if hunan else "；", shares=not hunan),
        **_changed(scene, now.spent(), before.spent(), figure, subject="收入"),
    )
    return (scene.paragraph(line),)


def _classes(items: Iterable[Item]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for item in items:
        sums[item.code[:3]] = sums.get(item.code[:3], ZERO) + item.whole
    return {code: amount for code, amount in sorted(sums.items()) if amount}


def _said_classes(scene: Scene, items: Iterable[Item], scope: str, mark: str, *, bracket: bool, shares: bool) -> Words:
    names, classes = function_names(scene.year), _classes(items)
    whole = total(classes.values())
    lines: list[Words] = []
    for code, amount in classes.items():
        key = (scope, code)
        name = f"{names[code].removesuffix('支出')}（类）支出" if bracket else names[code]
        said: list[Content] = [name, scene.tell.amount(amount, In("function_expenditure", key, PHASE))]
        if shares:
            said += ["，占", scene.tell.share(amount, whole, In("function_expenditure", key, "share"))]
        lines.append(tuple(said))
    return joined(mark, lines)


def expenditure(scene: Scene) -> tuple[Block, ...]:
    """支出预算."""
    now, before = both(scene)
    whole, tell = now.spent(), scene.tell
    basic, project = of("expenditure.basic"), of("expenditure.project")
    line = scene.say(
        "budget_totals.expenditure",
        total=tell.amount(whole, of("expenditure")),
        basic=tell.amount(now.basic(), basic),
        basic_share=tell.share(now.basic(), whole, basic),
        project=tell.amount(now.project(), project),
        project_share=tell.share(now.project(), whole, project),
        classes=_said_classes(scene, now.items, "all", "，", bracket=False, shares=False),
        **_changed(scene, whole, before.spent(), of("expenditure"), subject="支出"),
    )
    return (scene.paragraph(line),)


def fiscal_totals(scene: Scene) -> tuple[Block, ...]:
    """财政拨款收支预算总体情况."""
    now, _ = both(scene)
    fiscal = now.spent(*_FUND_WORDS)
    sources: list[Words] = [
        (word, scene.tell.amount(now.income(source), income_of(source)))
        for source, word in _FUND_WORDS.items()
        if now.income(source)
    ]
    if now.opening:
        sources.append(("上年结转", scene.tell.amount(now.opening, of("opening_balance", "fiscal"))))
    names = function_names(scene.year)
    line = scene.say(
        "budget_totals.fiscal",
        total=scene.tell.amount(
            fiscal, of("total_income_and_balance", "fiscal"), of("total_expenditure_and_balance", "fiscal")
        ),
        sources=joined("、", sources),
        out_of="、".join(names[code] for code in _classes(now.of(*_FUND_WORDS))),
    )
    return (scene.paragraph(line),)


def general_opening(scene: Scene) -> tuple[Block, ...]:
    """一般公共预算拨款支出预算 by class (Hunan)."""
    now, _ = both(scene)
    items = now.of("general_public")
    line = scene.say(
        "budget_general.opening",
        total=scene.tell.amount(now.spent("general_public"), of("expenditure", "general_public")),
        classes=_said_classes(scene, items, "general_public", "；", bracket=False, shares=True),
    )
    return (scene.paragraph(line),)


def general_size(scene: Scene) -> tuple[Block, ...]:
    """How this year's appropriation changed."""
    now, before = both(scene)
    figure = of("income.fiscal", "general_public", alternatives=("expenditure",))
    given, last = now.income("general_public"), before.income("general_public")
    line = scene.say(
        "budget_general.size", total=scene.tell.amount(given, figure), **_changed(scene, given, last, figure)
    )
    return (scene.paragraph(line),)


def general_structure(scene: Scene) -> tuple[Block, ...]:
    """Classes with their shares."""
    items = both(scene)[0].of("general_public")
    classes = _said_classes(scene, items, "general_public", "；", bracket=True, shares=True)
    return (scene.paragraph(scene.say("budget_general.structure", classes=classes)),)


def general_items(scene: Scene) -> tuple[Block, ...]:
    """Items one by one, each against last year."""
    now, before = both(scene)
    names = function_names(scene.year)
    last = {item.code: item.whole for item in before.of("general_public")}
    lines: list[Words] = []
    for item in now.of("general_public"):
        if not item.whole:
            continue
        name = f"{names[item.code[:3]]}（类）{names[item.code[:5]]}（款）{names[item.code]}（项）"
        amount = scene.tell.amount(item.whole, In("function_expenditure", ("general_public", item.code), PHASE))
        if not last.get(item.code):
            lines.append(scene.say("budget_general.item_new", item=name, amount=amount))
            continue
        told = _changed(scene, item.whole, last[item.code], of("expenditure", "general_public"))
        words = {key: _unstated(words) for key, words in told.items()}
        lines.append(scene.say("budget_general.item", item=name, amount=amount, **words))
    return scene.items("budget items", lines)


def _unstated(words: Words) -> Words:
    """Words about one item, whose change is no figure of the vocabulary."""
    return tuple(word if isinstance(word, str) else word.text for word in words)


def general_basic(scene: Scene) -> tuple[Block, ...]:
    """基本支出 by personnel and running costs."""
    now, _ = both(scene)
    tell, names = scene.tell, economic_names(scene.year)
    paid = [code for code in now.economic if len(code) == 5]
    kinds = [code for code in paid if code[:3] in ("301", "303")]
    line = scene.say(
        "budget_general.basic",
        basic=tell.amount(now.basic("general_public"), of("expenditure.basic", "general_public")),
        personnel=tell.amount(now.personnel, of("expenditure.basic.personnel", "general_public")),
        public=tell.amount(now.public, of("expenditure.basic.public", "general_public")),
        personnel_kinds="、".join(names[code] for code in kinds),
        public_kinds="、".join(names[code] for code in paid if code not in kinds),
    )
    return (scene.paragraph(line),)


def general_project(scene: Scene) -> tuple[Block, ...]:
    """项目支出 with each project (Hunan)."""
    now, _ = both(scene)
    projects = [one for one in now.projects if one.source == "general_public"]
    if not projects:
        return (scene.paragraph(scene.say("budget_general.no_project")),)
    said: list[Words] = []
    for one in projects:
        key = (one.plan.name,)
        name = noted(f"{one.plan.name}支出", Datum("projects", key, "name", one.plan.name))
        said.append((name, scene.tell.amount(one.amount, In("projects", key, PHASE)), f"，主要用于{one.plan.purpose}"))
    amount = scene.tell.amount(now.project("general_public"), of("expenditure.project", "general_public"))
    return (scene.paragraph(scene.say("budget_general.project", project=amount, projects=joined("；", said))),)


def _fund(scene: Scene, scope: str) -> tuple[Block, ...]:
    now, before = both(scene)
    spent = now.spent(scope)
    if not spent:
        return (scene.paragraph(scene.say(f"budget_funds.no_{scope}")),)
    figure = of("expenditure", scope)
    line = scene.say(
        f"budget_funds.{scope}",
        total=scene.tell.amount(spent, figure),
        basic=scene.tell.amount(now.basic(scope), of("expenditure.basic", scope)),
        project=scene.tell.amount(now.project(scope), of("expenditure.project", scope)),
        purpose="、".join(one.plan.purpose for one in now.projects if one.source == scope),
        **_changed(scene, spent, before.spent(scope), figure),
    )
    return (scene.paragraph(line),)


def gov_fund(scene: Scene) -> tuple[Block, ...]:
    """政府性基金预算支出."""
    return _fund(scene, "gov_fund")


def state_capital(scene: Scene) -> tuple[Block, ...]:
    """国有资本经营预算支出."""
    return _fund(scene, "state_capital")


def three_public(scene: Scene) -> tuple[Block, ...]:
    """“三公”经费预算; Hunan's heading names no fund."""
    now, before = both(scene)
    scope = "all" if scene.manner.voice == "hunan" else "general_public"
    abroad, purchase, operation, reception = now.three_public
    whole = of("three_public", scope)

    def amount(yuan: Decimal, code: str) -> Piece:
        return scene.tell.amount(yuan, of(f"three_public.{code}", scope))

    line = scene.say(
        "budget_three_public.line",
        whole=scene.tell.amount(total(now.three_public), whole),
        abroad=amount(abroad, "abroad"),
        vehicles=amount(purchase + operation, "vehicles"),
        purchase=amount(purchase, "vehicles.purchase"),
        operation=amount(operation, "vehicles.operation"),
        reception=amount(reception, "reception"),
        **_changed(
            scene,
            total(now.three_public),
            total(before.three_public),
            whole,
            subject=f"{scene.manner.three_public}经费预算",
        ),
    )
    return (scene.paragraph(line),)


def operation(scene: Scene) -> tuple[Block, ...]:
    """机关运行经费."""
    now, before = both(scene)
    if not now.agency_operation:
        return (scene.paragraph(scene.say("budget_matters.no_operation")),)
    figure = of("agency_operation", "general_public")
    line = scene.say(
        "budget_matters.operation",
        amount=scene.tell.amount(now.agency_operation, figure),
        **_changed(scene, now.agency_operation, before.agency_operation, figure),
    )
    return (scene.paragraph(line),)


def gatherings(scene: Scene) -> tuple[Block, ...]:
    """会议费 and 培训费 (Hunan)."""
    now, _ = both(scene)
    line = scene.say(
        "budget_matters.gatherings",
        meetings=scene.tell.amount(now.meetings, of("meetings")),
        training=scene.tell.amount(now.training, of("training")),
        times=str(scene.now.meetings.times),
        courses=str(scene.now.training.times),
    )
    return (scene.paragraph(line),)


def procurement(scene: Scene) -> tuple[Block, ...]:
    """政府采购预算."""
    now, _ = both(scene)
    if not total(now.procurement):
        return (scene.paragraph(scene.say("budget_matters.no_procurement")),)
    goods, works, services = now.procurement
    line = scene.say(
        "budget_matters.procurement",
        whole=scene.tell.amount(total(now.procurement), of("procurement")),
        goods=scene.tell.amount(goods, of("procurement.goods")),
        works=scene.tell.amount(works, of("procurement.works")),
        services=scene.tell.amount(services, of("procurement.services")),
    )
    return (scene.paragraph(line),)


def assets(scene: Scene) -> tuple[Block, ...]:
    """国有资产占用 at the end of last year: a fact of that year, not a plan."""
    held, last = scene.before.assets, scene.tell.of_year(scene.year - 1)
    line = scene.say(
        "budget_matters.assets",
        vehicles=last.count(held.vehicles_held, "辆", Of("assets.vehicles")),
        equipment=last.count(held.equipment, "台（套）", Of("assets.equipment_500k")),
        special=last.count(held.special_equipment, "台（套）", Of("assets.equipment_1m_special")),
    )
    return (scene.paragraph(line),)


def targets(scene: Scene) -> tuple[Block, ...]:
    """预算绩效目标."""
    now, _ = both(scene)
    line = scene.say(
        "budget_matters.targets",
        whole=scene.tell.amount(now.spent(), of("expenditure")),
        basic=scene.tell.amount(now.basic(), of("expenditure.basic")),
        project=scene.tell.amount(now.project(), of("expenditure.project")),
    )
    return (scene.paragraph(line),)


NARRATIVE: Mapping[str, Builder] = {
    "duties": duties,
    "departments": departments,
    "units": units,
    "totals": totals,
    "income": income,
    "expenditure": expenditure,
    "fiscal_totals": fiscal_totals,
    "general_opening": general_opening,
    "general_size": general_size,
    "general_structure": general_structure,
    "general_items": general_items,
    "general_basic": general_basic,
    "general_project": general_project,
    "gov_fund": gov_fund,
    "state_capital": state_capital,
    "three_public": three_public,
    "operation": operation,
    "gatherings": gatherings,
    "procurement": procurement,
    "assets": assets,
    "targets": targets,
    "glossary": glossary,
}
