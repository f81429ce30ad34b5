"""Sections about the funds beside the general public budget: 政府性基金, 国有资本经营."""

from ingest.samples.accounts.model import Fund
from ingest.samples.document import Block
from ingest.samples.scene import Scene
from ingest.samples.sections.general_public import budget_phrase, item_name, purpose_of
from ingest.samples.sections.summary import is_printed
from ingest.samples.telling import Of


def _fund(scene: Scene, fund: Fund) -> tuple[Block, ...]:
    if fund.is_empty:
        return (scene.paragraph(scene.say(f"{fund.scope}.none")),)
    tell, scope = scene.tell, fund.scope
    last = next(one for one in scene.before.funds if one.scope == scope)
    topic = "totals_up" if fund.spent > last.spent else "totals_down"
    line = scene.say(
        f"{scope}.line",
        opening=tell.amount(fund.opening, Of("opening_balance", scope)),
        income=tell.amount(fund.income, Of("income.fiscal", scope)),
        actual=tell.amount(fund.spent, Of("expenditure", scope)),
        basic=tell.amount(fund.basic, Of("expenditure.basic", scope)),
        project=tell.amount(fund.project, Of("expenditure.project", scope)),
        closing=tell.amount(fund.closing, Of("closing_balance", scope)),
        change=scene.change(fund.spent, last.spent, Of("expenditure", scope)),
        why=scene.say("totals.why", reason=scene.reason(topic, scope)) if is_printed(fund.spent - last.spent) else "",
    )
    blocks: list[Block] = [scene.paragraph(line)]
    if scene.form(f"{scope}.line").endswith("："):
        for place, item in enumerate((item for item in fund.lines if is_printed(item.spent)), 1):
            told = budget_phrase(scene, item, (scope, item.code))
            name = item_name(scene, item.code)
            blocks.append(scene.item(place, scope, name, f"主要用于：{purpose_of(scene, item.code)}。", told))
    return tuple(blocks)


def gov_fund(scene: Scene) -> tuple[Block, ...]:
    """政府性基金预算."""
    return _fund(scene, scene.now.gov_fund)


def state_capital(scene: Scene) -> tuple[Block, ...]:
    """国有资本经营预算."""
    return _fund(scene, scene.now.state_capital)
