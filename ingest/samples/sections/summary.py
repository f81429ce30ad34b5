"""Sections about all money and about fiscal money as a whole: totals, income, expenditure."""

from collections.abc import Sequence
from decimal import Decimal

from ingest.samples.accounts.model import OWN_SOURCES
from ingest.samples.document import Block, Words
from ingest.samples.money import in_ten_thousands
from ingest.samples.phrases import joined
from ingest.samples.scene import Scene
from ingest.samples.telling import Of

SOURCE_LABELS = {
    "superior": "上级补助收入",
    "undertaking": "事业收入",
    "operating": "经营收入",
    "subsidiary": "附属单位上缴收入",
    "other": "其他收入",
}
FUND_INCOME_LABELS = {
    "general_public": "一般公共预算财政拨款收入",
    "gov_fund": "政府性基金预算财政拨款收入",
    "state_capital": "国有资本经营预算财政拨款收入",
}


def is_printed(yuan: Decimal) -> bool:
    """Tell whether an amount is more than 0.00万元 in print."""
    return bool(in_ten_thousands(yuan))


def _both(scope: str) -> tuple[Of, Of]:
    """收、支总计 states both totals."""
    return Of("total_income_and_balance", scope), Of("total_expenditure_and_balance", scope)


def _labelled(scene: Scene, scope: str, parts: Sequence[tuple[str, str, Decimal]]) -> Words:
    """Return 年初结转和结余478.93万元和…, only what is more than nothing."""
    return joined(
        "、",
        (
            (label, scene.tell.amount(yuan, Of(indicator, scope)))
            for label, indicator, yuan in parts
            if is_printed(yuan)
        ),
    )


def _parts(scene: Scene, into: Words, out_of: Words) -> Words:
    if into and out_of:
        return scene.say("totals.parts", into=into, out_of=out_of)
    return scene.say("totals.parts_one_side", one_side=into or out_of) if into or out_of else ()


def _totals(scene: Scene, key: str, scope: str, now: Decimal, before: Decimal, parts: Words) -> tuple[Block, ...]:
    income, expenditure = _both(scope)
    topic = "totals_up" if now > before else "totals_down"
    changed = is_printed(now - before)
    subject = scene.form(f"{key}.subject") if changed else ""
    why = scene.say("totals.why", reason=scene.reason(topic, "turnover")) if changed else ()
    change = scene.change(now, before, income, expenditure, subject=subject)
    sentence = scene.say(
        f"{key}.changed",
        total=scene.tell.amount(now, income, expenditure),
        income_total=scene.tell.amount(now, income),
        expenditure_total=scene.tell.amount(now, expenditure),
        parts=parts,
        change=change,
        why=why,
    )
    return (scene.paragraph(sentence),)


def totals(scene: Scene) -> tuple[Block, ...]:
    """收入支出决算总体情况."""
    now = scene.now
    into = (
        ("使用非财政拨款结余", "use_of_nonfiscal_balance", now.own.use_of_surplus),
        ("年初结转和结余", "opening_balance", now.opening),
    )
    out_of = (
        ("结余分配", "surplus_distribution", now.own.distribution),
        ("年末结转和结余", "closing_balance", now.closing),
    )
    parts = _parts(scene, _labelled(scene, "all", into), _labelled(scene, "all", out_of))
    return _totals(scene, "totals", "all", now.turnover, scene.before.turnover, parts)


def fiscal_totals(scene: Scene) -> tuple[Block, ...]:
    """财政拨款收入支出决算总体情况."""
    now = scene.now
    into = (("年初财政拨款结转和结余", "opening_balance", now.fiscal_opening),)
    out_of = (("年末财政拨款结转和结余", "closing_balance", now.fiscal_closing),)
    parts = _parts(scene, _labelled(scene, "fiscal", into), _labelled(scene, "fiscal", out_of))
    return _totals(scene, "fiscal_totals", "fiscal", now.fiscal_turnover, scene.before.fiscal_turnover, parts)


def income(scene: Scene) -> tuple[Block, ...]:
    """收入决算情况."""
    now, tell = scene.now, scene.tell

    def source(indicator: str, label: str, yuan: Decimal) -> Words:
        amount = tell.amount(yuan, Of(indicator))
        share = tell.share(yuan, now.income, Of(indicator, base="income"))
        several = [fund for fund in now.funds if is_printed(fund.income)]
        if indicator == "income.fiscal" and len(several) > 1 and scene.chance.happens("funds of income", 0.4):
            funds = joined(
                "，",
                (
                    (FUND_INCOME_LABELS[fund.scope], tell.amount(fund.income, Of(indicator, fund.scope)))
                    for fund in several
                ),
            )
            return scene.say("income.detail", label=label, amount=amount, funds=funds, share=share)
        return scene.say("income.source", label=label, amount=amount, share=share)

    sources = [source("income.fiscal", "财政拨款收入", now.fiscal_income)]
    sources += [
        source(f"income.{key}", SOURCE_LABELS[key], now.own.income(key))
        for key in OWN_SOURCES
        if is_printed(now.own.income(key))
    ]
    line = scene.say("income.line", amount=tell.amount(now.income, Of("income")), sources=joined("；", sources))
    return (scene.paragraph(line),)


def expenditure(scene: Scene) -> tuple[Block, ...]:
    """支出决算情况."""
    now, tell = scene.now, scene.tell
    uses = (
        ("expenditure.basic", "基本支出", now.basic),
        ("expenditure.project", "项目支出", now.project),
        ("expenditure.operating", "经营支出", now.operating),
    )
    phrases = [
        scene.say(
            "expenditure.use",
            label=label,
            amount=tell.amount(yuan, Of(indicator)),
            share=tell.share(yuan, now.spent, Of(indicator, base="expenditure")),
        )
        for indicator, label, yuan in uses
        if is_printed(yuan)
    ]
    line = scene.say("expenditure.line", amount=tell.amount(now.spent, Of("expenditure")), uses=joined("；", phrases))
    return (scene.paragraph(line),)
