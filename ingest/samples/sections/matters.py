"""Sections about other matters: evaluation, running costs of the office, meetings, procurement, assets."""

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal

from ingest.samples.document import Block, Piece, Words
from ingest.samples.money import total
from ingest.samples.performance.indicators import average_score, project_score
from ingest.samples.phrases import joined
from ingest.samples.scene import Scene
from ingest.samples.sections.summary import is_printed
from ingest.samples.telling import Of

_WHOLE = Decimal("1E2")  # reserved sums are whole hundreds of yuan
# Kinds of vehicles in the order of the forms; 一般公务用车 stood there until the accounts of 2017.
_VEHICLES: Mapping[str, str] = {
    "ministerial": "部级领导干部用车",
    "leaders": "主要领导干部用车",
    "general": "一般公务用车",
    "confidential": "机要通信用车",
    "emergency": "应急保障用车",
    "enforcement": "执法执勤用车",
    "special": "特种专业技术用车",
    "retired": "离退休干部用车",
    "other": "其他用车",
}


def evaluation(scene: Scene) -> tuple[Block, ...]:
    """预算绩效情况: how many projects were evaluated, how much money, which score."""
    projects, tell = scene.now.projects, scene.tell
    scores = [project_score(scene, project) for project in projects]
    money = total(project.actual for project in projects)
    budget = total(project.adjusted for project in projects)
    excellent = sum(score >= 90 for score in scores)
    found = scene.chance.between("problems found", 0, 3)
    done = scene.chance.between("problems rectified", 0, found)

    def count(number: int, code: str) -> Piece:
        return tell.count(number, "个", Of(f"performance.{code}"))

    def amount(yuan: Decimal, code: str) -> Piece:
        return tell.amount(yuan, Of(f"performance.{code}"))

    blocks: list[Block] = [
        scene.paragraph(
            scene.say(
                "evaluation.line",
                projects=count(len(projects), "projects_self_evaluated"),
                evaluated=count(len(projects), "projects_self_evaluated"),
                money=amount(money, "projects_self_evaluated"),
                targets=count(len(projects), "projects_with_targets"),
                targets_money=amount(budget, "projects_with_targets"),
                tracked=count(len(projects), "projects_tracked"),
                tracked_money=amount(budget, "projects_tracked"),
                score=tell.score(average_score(scene), Of("performance.average_score")),
                excellent=count(excellent, "grade_excellent"),
                good=count(len(projects) - excellent, "grade_good"),
                fair=count(0, "grade_pass"),
                poor=count(0, "grade_fail"),
                found=count(found, "problems_found"),
                done=count(done, "problems_rectified"),
                doing=count(found - done, "problems_in_progress"),
                verdict=scene.form("evaluation.verdict"),
            )
        )
    ]
    return tuple(blocks)


def agency_operation(scene: Scene) -> tuple[Block, ...]:
    """机关运行经费: against the budget (Hunan) or against last year."""
    now, before, tell = scene.now.agency_operation, scene.before.agency_operation, scene.tell
    of = Of("agency_operation", "general_public")
    if not is_printed(now.actual):
        return (scene.paragraph(scene.say("agency_operation.none")),)
    amount = tell.amount(now.actual, of)
    gone = now.actual - now.budget
    if scene.manner.voice == "hunan" and is_printed(gone):
        sign = 1 if gone > 0 else -1
        against = Of("agency_operation", "general_public", base="budget")
        words = (("增加", "增长"), ("减少", "降低"))
        word, opposite = words if sign > 0 else words[::-1]
        line = scene.say(
            "agency_operation.versus_budget",
            amount=amount,
            direction=tell.direction(word[0], opposite[0], 1),
            difference=tell.amount(abs(gone), against, measure="versus_budget_amount", sign=sign),
            turn=tell.direction(word[1], opposite[1], 1),
            rate=tell.share(abs(gone), now.budget, against, measure="versus_budget_rate", places=2, sign=sign),
            reason=scene.reason("operation_up" if sign > 0 else "operation_down"),
        )
        return (scene.paragraph(line),)
    changed = is_printed(now.actual - before.actual)
    reason = scene.reason("operation_up" if now.actual > before.actual else "operation_down")
    line = scene.say(
        "agency_operation.changed",
        amount=amount,
        change=scene.change(now.actual, before.actual, of),
        why=scene.say("totals.why", reason=reason) if changed else "",
    )
    return (scene.paragraph(line),)


def general_spending(scene: Scene) -> tuple[Block, ...]:
    """一般性支出: meetings and training (Hunan)."""
    tell = scene.tell

    def use(key: str, amount: Decimal, persons: int, topic: str) -> Words:
        if not is_printed(amount):
            return scene.say(f"general_spending.no_{key}")
        count = tell.count(persons, "人", Of(f"{key}.persons"))
        return scene.say(f"general_spending.{key}", topic=scene.form(f"general_spending.{topic}"), persons=count)

    meetings, training = scene.now.meetings, scene.now.training
    line = scene.say(
        "general_spending.line",
        meetings=tell.amount(meetings.amount, Of("meetings")),
        meetings_use=use("meetings", meetings.amount, meetings.persons, "topic"),
        training=tell.amount(training.amount, Of("training")),
        training_use=use("training", training.amount, training.persons, "training_topic"),
    )
    return (scene.paragraph(line),)


def procurement(scene: Scene) -> tuple[Block, ...]:
    """政府采购: total, kinds, small firms; the base of the micro firms' share changed in 2021."""
    bought, tell = scene.now.procurement, scene.tell
    if not is_printed(bought.whole):
        return (scene.paragraph(scene.say("procurement.none")),)
    line = scene.say(
        "procurement.line",
        whole=tell.amount(bought.whole, Of("procurement")),
        goods=tell.amount(bought.goods, Of("procurement.goods")),
        works=tell.amount(bought.works, Of("procurement.works")),
        services=tell.amount(bought.services, Of("procurement.services")),
    )
    if scene.manner.forms == "shanghai":
        return scene.paragraph(line), scene.paragraph(_reserved(scene))
    since_2021 = scene.year >= 2021
    base = "procurement.sme" if since_2021 else "procurement"
    by_kind = (
        ("goods", "货物", bought.sme_goods, bought.goods),
        ("works", "工程", bought.sme_works, bought.works),
        ("services", "服务", bought.sme_services, bought.services),
    )
    kinds = [
        scene.say(
            "procurement.kind",
            label=label,
            share=tell.share(small, whole, Of(f"procurement.{key}.sme", base=f"procurement.{key}")),
        )
        for key, label, small, whole in by_kind
        if is_printed(whole)
    ]
    small = scene.say(
        "procurement.small_since_2021" if since_2021 else "procurement.small_before_2021",
        sme=tell.amount(bought.sme, Of("procurement.sme")),
        sme_share=tell.share(bought.sme, bought.whole, Of("procurement.sme", base="procurement")),
        micro=tell.amount(bought.micro, Of("procurement.micro")),
        micro_share=tell.share(
            bought.micro, bought.sme if since_2021 else bought.whole, Of("procurement.micro", base=base)
        ),
        kinds=joined("，", kinds),
    )
    return (scene.paragraph(line, small),)


def _reserved(scene: Scene) -> Words:
    """Return Shanghai's sentence on what was reserved for small firms, and what they were awarded."""
    bought, tell = scene.now.procurement, scene.tell
    # Of what small firms got, a part was reserved for them beforehand; micro firms had a part of that part.
    reserved = (bought.sme * Decimal("0.6")).quantize(_WHOLE, ROUND_DOWN)
    micro = min(bought.micro, (reserved * Decimal("0.5")).quantize(_WHOLE, ROUND_DOWN))

    def amount(yuan: Decimal, code: str, phase: str = "actual") -> Piece:
        return tell.amount(yuan, Of(f"procurement.{code}", phase=phase))

    return scene.say(
        "procurement.reserved",
        sme=amount(reserved, "sme_reserved", "budget"),
        micro=amount(micro, "micro_reserved", "budget"),
        sme_awarded=amount(reserved, "sme_reserved.awarded"),
        micro_awarded=amount(micro, "micro_reserved.awarded"),
        others=amount(bought.sme - reserved, "sme_unreserved.awarded"),
    )


def assets(scene: Scene) -> tuple[Block, ...]:
    """国有资产占用: vehicles by kind, large equipment; the thresholds of the forms changed."""
    held, tell, year = scene.now.assets, scene.tell, scene.year
    all_kinds = scene.manner.forms == "shanghai"
    shown = [
        (key, label)
        for key, label in _VEHICLES.items()
        if key in held.vehicles or (all_kinds and (key != "general" or year < 2018))
    ]
    kinds = joined(
        "、",
        ((label, tell.count(held.vehicles.get(key, 0), "辆", Of(f"assets.vehicles.{key}"))) for key, label in shown),
    )
    era = "since_2022" if year >= 2022 else "before_2022" if year >= 2018 else "before_2018"

    def equipment(number: int, code: str) -> Piece:
        return tell.count(number, "台（套）", Of(f"assets.{code}"))

    line = scene.say(
        "assets.line",
        vehicles=tell.count(held.vehicles_held, "辆", Of("assets.vehicles")),
        kinds=scene.say("assets.kinds", list=kinds) if kinds else "",
        equipment=scene.say(
            f"assets.equipment_{era}",
            general=equipment(held.equipment, "equipment_500k"),
            special=equipment(held.special_equipment, "equipment_1m_special"),
            large=equipment(held.special_equipment, "equipment_1m"),
        ),
    )
    return (scene.paragraph(line),)
