"""Sections about all money and about fiscal money as a whole: totals, income, expenditure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.samples.accounts.further import special_account
from ingest.samples.accounts.model import OWN_SOURCES
from ingest.samples.document import Block, Piece, Words
from ingest.samples.money import ZERO, in_ten_thousands
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


def _totals(
    scene: Scene,
    key: str,
    scope: str,
    now: Decimal,
    before: Decimal,
    parts: Words,
    further: Mapping[str, Words | Piece | str],
) -> tuple[Block, ...]:
    income, expenditure = _both(scope)
    topic = "totals_up" if now > before else "totals_down"
    changed = is_printed(now - before)
    subject = scene.form(f"{key}.subject") if changed else ""
    why = scene.say("totals.why", reason=scene.reason(topic, "turnover")) if changed else ()
    change = scene.change(now, before, income, expenditure, subject=subject)
    if changed and scene.manner.varied and scene.chance.happens(f"{key} side by side", 0.15):
        change = _side_by_side(scene, income, expenditure, now, before)
    sentence = scene.say(
        f"{key}.changed",
        total=scene.tell.amount(now, income, expenditure),
        income_total=scene.tell.amount(now, income),
        expenditure_total=scene.tell.amount(now, expenditure),
        parts=parts,
        last_total=scene.tell.amount(before, income, expenditure, year=scene.year - 1),
        last_income=scene.tell.amount(before, income, year=scene.year - 1),
        last_expenditure=scene.tell.amount(before, expenditure, year=scene.year - 1),
        change=change,
        why=why,
        **further,
    )
    return (scene.paragraph(sentence),)


def _side_by_side(scene: Scene, income: Of, expenditure: Of, now: Decimal, before: Decimal) -> Words:
    """Return how the two totals changed, one after the other: 与上年相比，收入增加…，支出增加…."""
    sign = 1 if now > before else -1
    words = {
        f"{name}_gap": scene.tell.amount(
            abs(now - before), replace(of, base=str(scene.year - 1)), measure="change_amount", sign=sign
        )
        for name, of in (("income", income), ("expenditure", expenditure))
    }
    turn = ("增加", "减少") if sign > 0 else ("减少", "增加")
    return scene.say("totals.sides", direction=scene.tell.direction(*turn, 1), **words)


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
    further = {
        "full_into": _labelled(scene, "all", (("本年收入合计", "income", now.income), *into)),
        "full_out": _labelled(scene, "all", (("本年支出合计", "expenditure", now.spent), *out_of)),
    }
    return _totals(scene, "totals", "all", now.turnover, scene.before.turnover, parts, further)


def fiscal_totals(scene: Scene) -> tuple[Block, ...]:
    """财政拨款收入支出决算总体情况."""
    now = scene.now
    into = (("年初财政拨款结转和结余", "opening_balance", now.fiscal_opening),)
    out_of = (("年末财政拨款结转和结余", "closing_balance", now.fiscal_closing),)
    parts = _parts(scene, _labelled(scene, "fiscal", into), _labelled(scene, "fiscal", out_of))
    tell = scene.tell
    further = {
        "fiscal_income": tell.amount(now.fiscal_income, Of("income.fiscal")),
        "opening": tell.amount(now.fiscal_opening, Of("opening_balance", "fiscal")),
        "fiscal_spent": tell.amount(now.fiscal_spent, Of("expenditure", "fiscal")),
        "closing": tell.amount(now.fiscal_closing, Of("closing_balance", "fiscal")),
    }
    return _totals(scene, "fiscal_totals", "fiscal", now.fiscal_turnover, scene.before.fiscal_turnover, parts, further)


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
        special = special_account(now) if indicator == "income.undertaking" and scene.manner.varied else ZERO
        if is_printed(special):
            words = {"special": tell.amount(special, Of("income.special_account"))}
            return scene.say("income.special", label=label, amount=amount, share=share, **words)
        return scene.say("income.source", label=label, amount=amount, share=share)

    sources = [source("income.fiscal", "财政拨款收入", now.fiscal_income)]
    sources += [
        source(f"income.{key}", SOURCE_LABELS[key], now.own.income(key))
        for key in OWN_SOURCES
        if is_printed(now.own.income(key)) or _tells_nothings(scene)
    ]
    line = scene.say(
        "income.line",
        amount=tell.amount(now.income, Of("income")),
        sources=joined("；", sources),
        source_changes=_source_changes(scene),
        **_against_last_year(scene, "income", "收入合计", now.income, scene.before.income),
    )
    return (scene.paragraph(line),)


def _tells_nothings(scene: Scene) -> bool:
    """Tell whether the report also names what there was nothing of: 上级补助收入0万元，占0%."""
    return scene.manner.varied and scene.chance.happens("nothings", 0.4)


def _against_last_year(
    scene: Scene, indicator: str, subject: str, now: Decimal, before: Decimal
) -> dict[str, Words | str]:
    changed = is_printed(now - before)
    topic = "totals_up" if now > before else "totals_down"
    return {
        "change": scene.change(now, before, Of(indicator), subject=subject if changed else ""),
        "why": scene.say("totals.why", reason=scene.reason(topic, indicator)) if changed else "",
    }


def _source_changes(scene: Scene) -> Words:
    """Return how each source changed, as Yunnan's reports do: 财政拨款收入减少…，下降…."""
    now, before, tell = scene.now, scene.before, scene.tell
    pairs = [("income", "收入合计", now.income, before.income)]
    pairs.append(("income.fiscal", "财政拨款收入", now.fiscal_income, before.fiscal_income))
    pairs += [
        (f"income.{key}", label, now.own.income(key), before.own.income(key)) for key, label in SOURCE_LABELS.items()
    ]
    told = []
    for indicator, label, this, last in pairs:
        if not is_printed(this - last) or not is_printed(last) or not scene.has_form("income.source_change"):
            continue
        sign = 1 if this > last else -1
        of = Of(indicator, base=str(scene.year - 1))
        words = ("增加", "增长", "减少", "下降") if sign > 0 else ("减少", "下降", "增加", "增长")
        told.append(
            scene.say(
                "income.source_change",
                label=label,
                direction=tell.direction(words[0], words[2], 1),
                amount=tell.amount(abs(this - last), of, measure="change_amount", sign=sign),
                turn=tell.direction(words[1], words[3], 1),
                rate=tell.share(abs(this - last), last, of, measure="change_rate", sign=sign),
            )
        )
    return joined("；", told) or ("各项收入与上年持平",)


def expenditure(scene: Scene) -> tuple[Block, ...]:
    """支出决算情况."""
    now, tell = scene.now, scene.tell
    uses = (
        ("expenditure.basic", "基本支出", now.basic),
        ("expenditure.project", "项目支出", now.project),
        *((("expenditure.superior", "上缴上级支出", ZERO),) if _tells_nothings(scene) else ()),
        ("expenditure.operating", "经营支出", now.operating),
        *((("expenditure.subsidiary", "对附属单位补助支出", ZERO),) if _tells_nothings(scene) else ()),
    )
    phrases = [
        scene.say(
            "expenditure.use",
            label=label,
            amount=tell.amount(yuan, Of(indicator)),
            share=tell.share(yuan, now.spent, Of(indicator, base="expenditure")),
        )
        for indicator, label, yuan in uses
        if is_printed(yuan) or _tells_nothings(scene)
    ]
    line = scene.say(
        "expenditure.line",
        amount=tell.amount(now.spent, Of("expenditure")),
        uses=joined("；", phrases),
        **_against_last_year(scene, "expenditure", "支出合计", now.spent, scene.before.spent),
    )
    return (scene.paragraph(line),)
