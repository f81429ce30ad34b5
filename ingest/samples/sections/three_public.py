"""Sections about the 三公 expenses: against the budget, against last year, and in detail."""

from dataclasses import dataclass

from ingest.samples.accounts.further import guests
from ingest.samples.accounts.model import Spending, ThreePublic
from ingest.samples.document import Block, Piece, Words
from ingest.samples.money import ZERO
from ingest.samples.phrases import joined
from ingest.samples.scene import Scene
from ingest.samples.sections.summary import is_printed
from ingest.samples.telling import Of


@dataclass(frozen=True, slots=True)
class _Kind:
    """One of the three kinds."""

    indicator: str
    label: str
    now: Spending
    before: Spending


def _kinds(scene: Scene) -> tuple[_Kind, ...]:
    now, before = scene.now.three_public, scene.before.three_public
    kinds = {
        "abroad": _Kind("three_public.abroad", "因公出国（境）费", now.abroad, before.abroad),
        "vehicles": _Kind("three_public.vehicles", "公务用车购置及运行维护费", now.vehicles, before.vehicles),
        "reception": _Kind("three_public.reception", "公务接待费", now.reception, before.reception),
    }
    return tuple(kinds[key] for key in scene.manner.kinds_order)


def _is_none(expenses: ThreePublic) -> bool:
    return not (is_printed(expenses.whole.actual) or is_printed(expenses.whole.budget))


def _completion(scene: Scene, indicator: str, spending: Spending) -> Words:
    budget = scene.public_budget(spending)
    if not is_printed(budget):
        return ()
    of = Of(indicator, scene.public_scope, base="budget")
    rate = scene.tell.share(spending.actual, budget, of, measure="completion_rate")
    return scene.say("three_public.completion", rate=rate)


def _against(scene: Scene, indicator: str, spending: Spending) -> dict[str, Words | Piece | str]:
    scope = scene.public_scope
    return {
        "budget": scene.tell.amount(scene.public_budget(spending), Of(indicator, scope, "budget")),
        "actual": scene.tell.amount(spending.actual, Of(indicator, scope)),
        "completion": _completion(scene, indicator, spending),
        **_below_budget(scene, indicator, spending),
    }


def _below_budget(scene: Scene, indicator: str, spending: Spending) -> dict[str, Words | Piece | str]:
    """Return what was spent less than planned; nothing where nothing was planned."""
    budget = scene.public_budget(spending)
    if not is_printed(budget):
        return {}
    of = Of(indicator, scene.public_scope, base="budget")
    gap, tell = budget - spending.actual, scene.tell
    return {
        "rate": tell.share(spending.actual, budget, of, measure="completion_rate"),
        "gap": tell.amount(gap, of, measure="versus_budget_amount", sign=-1),
        "gap_rate": tell.share(gap, budget, of, measure="versus_budget_rate", sign=-1),
    }


def _told(scene: Scene, kind: _Kind) -> Words:
    """Return one kind against its budget and against last year."""
    words = {"label": kind.label, **_against(scene, kind.indicator, kind.now)}
    if not (kind.now.budget or kind.now.actual or kind.before.actual):
        return scene.say("three_public.kind_none", **words)
    changed = is_printed(kind.now.actual - kind.before.actual)
    topic = "public_up" if kind.now.actual > kind.before.actual else "public_down"
    words["change"] = scene.change(kind.now.actual, kind.before.actual, Of(kind.indicator, scene.public_scope))
    words["why"] = scene.say("totals.why", reason=scene.reason(topic, kind.indicator)) if changed else ""
    if not is_printed(kind.now.actual - scene.public_budget(kind.now)):
        return scene.say("three_public.kind_equal", **words)
    words["verdict"] = scene.tell.direction("小于", "大于", 0)
    words["reason"] = scene.reason("public_under", kind.indicator)
    return scene.say("three_public.kind_under", **words)


def three_public_overall(scene: Scene) -> tuple[Block, ...]:
    """“三公”经费财政拨款支出决算总体情况."""
    expenses = scene.now.three_public
    if _is_none(expenses):
        return (scene.paragraph(scene.say("three_public.none")),)
    before = scene.before.three_public.whole
    headline = scene.say(
        "three_public.headline_equal"
        if scene.manner.varied and not is_printed(expenses.whole.actual - scene.public_budget(expenses.whole))
        else "three_public.headline",
        whole_change=scene.change(expenses.whole.actual, before.actual, Of("three_public", scene.public_scope)),
        **_against(scene, "three_public", expenses.whole),
    )
    return (scene.paragraph(headline), *(scene.paragraph(_told(scene, kind)) for kind in _kinds(scene)))


def _abroad(scene: Scene) -> Words:
    expenses, tell, scope = scene.now.three_public, scene.tell, scene.public_scope
    return scene.say(
        "three_public.abroad_some" if expenses.abroad_groups else "three_public.abroad_none",
        amount=tell.amount(expenses.abroad.actual, Of("three_public.abroad", scope)),
        groups=tell.count(expenses.abroad_groups, "个", Of("three_public.abroad.groups", scope)),
        persons=tell.count(expenses.abroad_persons, "人次", Of("three_public.abroad.persons", scope)),
    )


def _vehicles(scene: Scene) -> Words:
    expenses, tell, scope = scene.now.three_public, scene.tell, scene.public_scope
    amount = tell.amount(expenses.vehicles.actual, Of("three_public.vehicles", scope))
    if not expenses.held:
        return scene.say("three_public.vehicles_none", amount=amount)
    number = tell.count(expenses.purchased, "辆", Of("three_public.vehicles.purchased", scope))
    return scene.say(
        "three_public.vehicles_some",
        amount=amount,
        purchase=tell.amount(expenses.purchase.actual, Of("three_public.vehicles.purchase", scope)),
        purchased=scene.say("three_public.purchased", number=number) if expenses.purchased else "",
        bought=number,
        # What a car costs on average is no figure of the vocabulary.
        per_car=tell.amount(expenses.operation.actual / expenses.held),
        operation=tell.amount(expenses.operation.actual, Of("three_public.vehicles.operation", scope)),
        use=scene.form("three_public.vehicle_use"),
        held=tell.count(expenses.held, "辆", Of("three_public.vehicles.held", scope)),
    )


def _reception(scene: Scene) -> Words:
    expenses, tell, scope = scene.now.three_public, scene.tell, scene.public_scope
    actual = expenses.reception.actual
    groups = Of("three_public.reception.groups", scope)
    met = guests(scene.now, scene.shared)
    domestic = actual - met.overseas if scene.manner.varied else actual
    foreign = met.foreign if scene.manner.varied else ZERO
    return scene.say(
        "three_public.reception_some" if expenses.reception_groups else "three_public.reception_none",
        amount=tell.amount(actual, Of("three_public.reception", scope)),
        domestic=tell.amount(domestic, Of("three_public.reception.domestic", scope)),
        foreign=tell.amount(foreign, Of("three_public.reception.foreign", scope)),
        overseas=tell.amount(met.overseas, Of("three_public.reception.overseas", scope)),
        foreign_groups=tell.count(met.foreign_groups, "批次", Of("three_public.reception.foreign.groups", scope)),
        foreign_persons=tell.count(met.foreign_persons, "人次", Of("three_public.reception.foreign.persons", scope)),
        groups=tell.count(expenses.reception_groups, "个", groups),
        batches=tell.count(expenses.reception_groups, "批次", groups),
        persons=tell.count(expenses.reception_persons, "人次", Of("three_public.reception.persons", scope)),
        use=scene.form("three_public.reception_use"),
    )


_DETAILS = {
    "three_public.abroad": _abroad,
    "three_public.vehicles": _vehicles,
    "three_public.reception": _reception,
}


def three_public_details(scene: Scene) -> tuple[Block, ...]:
    """“三公”经费财政拨款支出决算具体情况: shares, then counts."""
    whole = scene.now.three_public.whole
    kinds = _kinds(scene)
    if _is_none(scene.now.three_public):
        return (scene.paragraph(scene.say("three_public.none")),)
    blocks: list[Block] = []
    if whole.actual > ZERO and is_printed(whole.actual):
        shares = [
            scene.say(
                "three_public.share",
                label=kind.label,
                amount=scene.tell.amount(kind.now.actual, Of(kind.indicator, scene.public_scope)),
                share=scene.tell.share(
                    kind.now.actual, whole.actual, Of(kind.indicator, scene.public_scope, base="three_public")
                ),
            )
            for kind in kinds
        ]
        blocks.append(scene.paragraph(scene.say("three_public.shares", kinds=joined("；", shares))))
    details = [_DETAILS[kind.indicator](scene) for kind in kinds]
    return (*blocks, *scene.items("three public", details))
