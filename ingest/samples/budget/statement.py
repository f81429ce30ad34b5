"""A budget told as Shanghai's districts tell it: one statement for all money, matters one by one, projects explained."""

from collections.abc import Mapping
from decimal import Decimal

from ingest.samples.budget.model import FUNDS, Item
from ingest.samples.budget.narrative import PHASE, both, income_of, of, say_change
from ingest.samples.classification import function_names
from ingest.samples.document import Block, Content, Heading, Paragraph, Words
from ingest.samples.money import total
from ingest.samples.phrases import joined
from ingest.samples.plan import Builder
from ingest.samples.scene import Scene
from ingest.samples.telling import In, Of

_OTHER_MONEY = {"special_account": "财政专户管理资金", "unit_funds": "单位资金"}
_PAID = {
    "general_public": "一般公共预算拨款支出预算",
    "gov_fund": "政府性基金拨款支出预算",
    "state_capital": "国有资本经营预算拨款支出预算",
}
_EXPLAINED = 2  # projects


def statement(scene: Scene) -> tuple[Block, ...]:
    """Income, expenditure by fund, and the items that fiscal money pays for."""
    now, before = both(scene)
    tell = scene.tell
    given, last = (total(one.income(fund) for fund in FUNDS) for one in (now, before))
    spent, spent_before = now.spent(*FUNDS), before.spent(*FUNDS)
    others: list[Words] = [
        (word, tell.amount(now.income(source), income_of(source))) for source, word in _OTHER_MONEY.items()
    ]
    if now.opening:
        others.append(("上年结转", tell.amount(now.opening, of("opening_balance"))))
    income = scene.say(
        "budget_statement.income",
        total=tell.amount(now.spent(), of("total_income_and_balance") if now.opening else of("income")),
        fiscal=tell.amount(given, of("income.fiscal")),
        change=_clause(scene, given, last, of("income.fiscal")),
        others=joined("；", others),
    )
    funds: list[Words] = [(word, tell.amount(now.spent(fund), of("expenditure", fund))) for fund, word in _PAID.items()]
    expenditure = scene.say(
        "budget_statement.expenditure",
        total=tell.amount(now.spent(), of("expenditure")),
        fiscal=tell.amount(spent, of("expenditure", "fiscal")),
        change=_clause(scene, spent, spent_before, of("expenditure", "fiscal")),
        funds=joined("；", funds),
    )
    lines = [_item(scene, item) for item in now.of(*FUNDS) if item.whole]
    lead = scene.paragraph(scene.say("budget_statement.lead"))
    return scene.paragraph(income), scene.paragraph(expenditure), lead, *scene.items("budget items", lines)


def _clause(scene: Scene, now: Decimal, before: Decimal, figure: Of) -> Words:
    """How an amount changed, as a clause behind it."""
    return scene.say("budget_change.clause", change=say_change(scene, now, before, figure))


def _item(scene: Scene, item: Item) -> Words:
    names, code = function_names(scene.year), item.code
    levels = [names[code[:3]], names[code[:5]], names[code]]
    style = scene.chance.pick("names of items", ("marked", "coded", "dashed"))
    if style == "coded":
        numbers = (code[:3], code[3:5], code[5:])
        name = "".join(f"{one}（{at}{kind}）" for one, at, kind in zip(levels, numbers, "类款项", strict=True))
    elif style == "dashed":
        name = f"“{'-'.join(levels)}”科目"
    else:
        name = "“" + "".join(f"{one}（{kind}）" for one, kind in zip(levels, "类款项", strict=True)) + "”"
    amount = scene.tell.amount(item.whole, In("function_expenditure", (item.source, code), PHASE))
    return scene.say("budget_statement.item", item=name, amount=amount, purpose=levels[-1].removesuffix("支出"))


def three_public(scene: Scene) -> tuple[Block, ...]:
    """The three kinds, each with how it changed."""
    now, before = both(scene)
    values = _kinds(now.three_public)
    last = _kinds(before.three_public)
    words: dict[str, Words | Content] = {}
    for kind, code in _CODES.items():
        figure = of(code)
        words[kind] = scene.tell.amount(values[kind], figure)
        words[f"{kind}_change"] = _clause(scene, values[kind], last[kind], figure)
    return tuple(
        scene.paragraph(scene.say(f"budget_statement.{part}", **words))
        for part in ("three_public", "abroad", "vehicles", "reception")
    )


_CODES = {
    "whole": "three_public",
    "abroad": "three_public.abroad",
    "vehicles": "three_public.vehicles",
    "purchase": "three_public.vehicles.purchase",
    "operation": "three_public.vehicles.operation",
    "reception": "three_public.reception",
}


def _kinds(amounts: tuple[Decimal, Decimal, Decimal, Decimal]) -> Mapping[str, Decimal]:
    abroad, purchase, operation, reception = amounts
    return {
        "whole": total(amounts),
        "abroad": abroad,
        "vehicles": purchase + operation,
        "purchase": purchase,
        "operation": operation,
        "reception": reception,
    }


def targets(scene: Scene) -> tuple[Block, ...]:
    """How many projects have targets, and their money."""
    projects = both(scene)[0].projects
    figure = of("performance.projects_with_targets")
    line = scene.say(
        "budget_statement.targets",
        projects=scene.tell.count(len(projects), "个", figure),
        money=scene.tell.amount(total(one.amount for one in projects), figure),
    )
    return (scene.paragraph(line),)


def assets(scene: Scene) -> tuple[Block, ...]:
    """Cars that are there at the end of August before the year, and cars to be bought, of the same kinds."""
    held, last = scene.before.assets, scene.tell.of_year(scene.year - 1)
    there = scene.say(
        "budget_statement.assets",
        vehicles=last.count(held.vehicles_held, "辆", Of("assets.vehicles")),
        equipment=last.count(held.special_equipment, "台（套）", Of("assets.equipment_1m")),
    )
    bought = scene.shared.between("cars to be bought", 0, 2)
    planned = scene.say(
        "budget_statement.planned",
        vehicles=scene.tell.count(bought, "辆", of("assets.vehicles.planned")),
        others=f"{bought}辆",
        equipment=scene.tell.count(0, "台（套）", of("assets.equipment.planned")),
    )
    return scene.paragraph(there), scene.paragraph(planned)


def explained(scene: Scene) -> tuple[Block, ...]:
    """The largest projects, each under a title of its own."""
    largest = sorted(both(scene)[0].projects, key=lambda one: -one.amount)[:_EXPLAINED]
    blocks: list[Block] = []
    for place, one in enumerate(largest, 1):
        amount = scene.tell.amount(one.amount, In("projects", (one.plan.name,), PHASE))
        blocks += [
            Heading(3, scene.manner.heading_number(3, place), f"{one.plan.name}项目经费情况说明"),
            *_matter(
                "1.", "项目概述", scene.paragraph(scene.say("budget_statement.purpose", purpose=one.plan.purpose))
            ),
            *_matter("2.", "年度预算安排", scene.paragraph(scene.say("budget_statement.money", amount=amount))),
        ]
    return tuple(blocks)


def _matter(number: str, title: str, *told: Paragraph) -> tuple[Block, ...]:
    return Heading(4, number, title), *told


STATEMENT: Mapping[str, Builder] = {
    "statement": statement,
    "statement_three_public": three_public,
    "statement_targets": targets,
    "statement_assets": assets,
    "statement_projects": explained,
}
