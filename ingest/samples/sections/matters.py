"""Sections about other matters: evaluation, running costs of the office, meetings, procurement, assets."""

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal

from ingest.samples.accounts.further import (
    asset_values,
    closing_by_use,
    purchased_services,
    special_account,
    staff_kinds,
)
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
    "business": "业务用车",
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
    # A department chooses some of the projects to evaluate them itself.
    chosen = projects[: (len(projects) + 1) // 2]

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
                department=count(len(chosen), "department_evaluated"),
                department_money=amount(total(project.actual for project in chosen), "department_evaluated"),
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
    by_budget = scene.manner.voice == "hunan" or (
        scene.manner.varied and scene.chance.happens("operation against the budget", 0.3)
    )
    if by_budget and is_printed(gone):
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
        before=tell.amount(before.actual, of, year=scene.year - 1),
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
    held = scene.chance.between("events", 1, 3)
    cost = Decimal(held * scene.chance.between("cost of events", 80, 600)) * 100
    line = scene.say(
        "general_spending.line",
        events=tell.count(held, "场", Of("events")),
        events_money=tell.amount(cost, Of("events")),
        meetings=tell.amount(meetings.amount, Of("meetings")),
        meetings_use=use("meetings", meetings.amount, meetings.persons, "topic"),
        training=tell.amount(training.amount, Of("training")),
        training_use=use("training", training.amount, training.persons, "training_topic"),
    )
    return (scene.paragraph(line),)


def meetings_training(scene: Scene) -> tuple[Block, ...]:
    """会议费 and 培训费 against last year (Shaanxi)."""
    now, before, tell = scene.now, scene.before, scene.tell
    line = scene.say(
        "meetings_training.line",
        meetings=tell.amount(now.meetings.amount, Of("meetings")),
        meetings_change=scene.change(now.meetings.amount, before.meetings.amount, Of("meetings")),
        training=tell.amount(now.training.amount, Of("training")),
        training_change=scene.change(now.training.amount, before.training.amount, Of("training")),
    )
    return (scene.paragraph(line),)


def purchased(scene: Scene) -> tuple[Block, ...]:
    """政府购买服务 (Hubei, Beijing)."""
    now, before, tell = purchased_services(scene.now), purchased_services(scene.before), scene.tell
    of = Of("procurement.purchased_services")
    against = Of("procurement.purchased_services", base="budget")
    if not is_printed(now.actual):
        return (scene.paragraph(scene.say("purchased_services.none")),)
    changed = is_printed(now.actual - before.actual)
    topic = "totals_up" if now.actual > before.actual else "totals_down"
    gap = now.actual - now.budget
    line = scene.say(
        "purchased_services.line",
        amount=tell.amount(now.actual, of),
        change=scene.change(now.actual, before.actual, of),
        why=scene.say("totals.why", reason=scene.reason(topic, "purchased services")) if changed else "",
        direction=tell.direction("减少", "增加", 1),
        gap=tell.amount(abs(gap), against, measure="versus_budget_amount", sign=-1),
        turn=tell.direction("下降", "增长", 1),
        gap_rate=tell.share(abs(gap), now.budget, against, measure="versus_budget_rate", sign=-1),
    )
    return (scene.paragraph(line),)


def balances(scene: Scene) -> tuple[Block, ...]:
    """结转结余 by use (Xinjiang)."""
    basic, project = closing_by_use(scene.now)
    tell = scene.tell
    line = scene.say(
        "balances.line",
        closing=tell.amount(scene.now.closing, Of("closing_balance")),
        basic=tell.amount(basic, Of("closing_balance.basic")),
        project=tell.amount(project, Of("closing_balance.project")),
        opening=tell.amount(scene.now.opening, Of("opening_balance")),
    )
    return (scene.paragraph(line),)


def special(scene: Scene) -> tuple[Block, ...]:
    """财政专户管理资金 (Yunnan)."""
    amount = special_account(scene.now)
    if not is_printed(amount):
        return (scene.paragraph(scene.say("special_account.none")),)
    told = scene.tell.amount(amount, Of("income.special_account"))
    return (scene.paragraph(scene.say("special_account.line", special=told)),)


def staff(scene: Scene) -> tuple[Block, ...]:
    """Staff by kind, as the overview of some places tells it."""
    return (scene.paragraph(scene.say("staff.line", **staff_words(scene))),)


def staff_words(scene: Scene) -> dict[str, Words | Piece | str]:
    """Return the numbers of staff by the names of their slots."""
    people, tell = scene.now.staff, scene.tell
    kinds = staff_kinds(scene.agency, scene.now)

    def count(number: int, code: str) -> Piece:
        return tell.count(number, "人", Of(f"staff.{code}"))

    return {
        "quota": count(people.quota, "quota"),
        "administrative": count(kinds.administrative, "quota.administrative"),
        "institution": count(kinds.institution, "quota.institution"),
        "actual": count(people.actual, "actual"),
        "retired": count(people.retired, "retired"),
        "total": count(people.actual + people.retired, "total"),
        "contract": count(people.contract, "contract"),
        "control_rate": tell.share(
            Decimal(people.actual), Decimal(people.quota), Of("staff.control_rate", base="staff.quota")
        ),
    }


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
    all_kinds = scene.manner.forms == "shanghai" or (
        scene.manner.varied and scene.chance.happens("all kinds of vehicles", 0.4)
    )
    values = asset_values(scene.now, scene.shared)
    last_values = asset_values(scene.before, scene.shared)
    shown = [
        (key, label)
        for key, label in _VEHICLES.items()
        if key in held.vehicles
        or (all_kinds and (key != "general" or year < 2018) and (key != "business" or scene.manner.varied))
    ]
    kinds = joined(
        "、",
        ((label, tell.count(held.vehicles.get(key, 0), "辆", Of(f"assets.vehicles.{key}"))) for key, label in shown),
    )
    era = "since_2022" if year >= 2022 else "before_2022" if year >= 2018 else "before_2018"

    def equipment(number: int, code: str) -> Piece:
        return tell.count(number, "台（套）", Of(f"assets.{code}"))

    def value(yuan: Decimal, code: str) -> Piece:
        return tell.amount(yuan, Of(f"assets.{code}"))

    line = scene.say(
        "assets.line",
        total=value(values.whole, "total"),
        assets_change=scene.change(values.whole, last_values.whole, Of("assets.total")),
        current=value(values.current, "current"),
        fixed=value(values.fixed, "fixed"),
        construction=value(values.construction, "construction"),
        intangible=value(values.intangible, "intangible"),
        area=tell.count(values.area, "平方米", Of("assets.buildings_area")),
        vehicles=tell.count(held.vehicles_held, "辆", Of("assets.vehicles")),
        kinds=scene.say("assets.kinds", list=kinds) if kinds else "",
        equipment=scene.say(
            f"assets.equipment_{era}",
            general=equipment(held.equipment, "equipment_500k"),
            special=equipment(held.special_equipment, "equipment_1m_special"),
            large=equipment(held.special_equipment, "equipment_1m"),
            largest=equipment(held.special_equipment, "equipment_2m"),
        ),
    )
    return (scene.paragraph(line),)
