"""Sections of a self-evaluation's narrative, by the keys of the plans."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from ingest.samples.accounts.further import nontax
from ingest.samples.accounts.model import Fund, Project
from ingest.samples.document import Block, Heading, ListItem, Piece, Words
from ingest.samples.facts import Datum
from ingest.samples.performance.indicators import whole_money, whole_score
from ingest.samples.phrases import joined
from ingest.samples.plan import Builder
from ingest.samples.scene import Scene, noted
from ingest.samples.sections import overview
from ingest.samples.sections.matters import staff_words
from ingest.samples.sections.summary import is_printed
from ingest.samples.telling import In, Of

_GENERAL = "general_public"
_PROJECTS = "projects"
_NATURES = {
    "administrative": "全额拨款的行政单位",
    "participating": "参照公务员法管理的事业单位",
    "institution": "公益一类事业单位",
}


def project_name(project: Project, suffix: str = "") -> Piece:
    """Return a project's name, stating its row; reports write it with and without 经费 or 项目."""
    name = f"{project.plan.name}{suffix}"
    key = (project.plan.name,)
    facts = [Datum(_PROJECTS, key, "name", name)]
    if project.fund != "own":
        facts.append(Datum(_PROJECTS, key, "scope", project.fund))
    return noted(name, *facts)


def _column(project: Project, column: str) -> In:
    return In(_PROJECTS, (project.plan.name,), column)


def _of_fund(scene: Scene, scope: str) -> list[Project]:
    return [project for project in scene.now.projects if project.fund == scope and is_printed(project.actual)]


def _outputs(project: Project, numbers: Iterable[int]) -> str:
    return "、".join(
        f"{output.name}{number}{output.unit}" for output, number in zip(project.plan.outputs, numbers, strict=True)
    )


def duties(scene: Scene) -> tuple[Block, ...]:
    """Duties; where the report does not name the agency, its superior is named instead."""
    blocks = overview.duties(scene)
    if scene.shown == scene.agency.name:
        return blocks
    region = scene.agency.region
    text = f"承担{region.full_name}{scene.agency.kind.superior}交办的其他事项。"
    return (*blocks[:-1], ListItem(scene.manner.duty_number(len(blocks) - 1), (text,), "duties"))


def organisation_and_staff(scene: Scene) -> tuple[Block, ...]:
    """Offices and staff."""
    staff, names = scene.now.staff, scene.agency.kind.departments
    line = scene.say(
        "situation.staff",
        nature=_NATURES[scene.agency.kind.nature],
        number=str(len(names)),
        departments="、".join(names),
        quota=scene.tell.count(staff.quota, "人", Of("staff.quota")),
        actual=scene.tell.count(staff.actual, "人", Of("staff.actual")),
        retired=scene.tell.count(staff.retired, "人", Of("staff.retired")),
        contract=scene.tell.count(staff.contract, "人", Of("staff.contract")),
        **{
            name: words
            for name, words in staff_words(scene).items()
            if name in ("administrative", "institution", "total")
        },
    )
    return (scene.paragraph(line),)


def general_basic(scene: Scene) -> tuple[Block, ...]:
    """Expenditure of the general public budget and what of it is basic."""
    now, tell = scene.now, scene.tell
    fund = now.general

    def amount(yuan: Decimal, indicator: str) -> Piece:
        return tell.amount(yuan, Of(indicator, _GENERAL))

    def share(yuan: Decimal, indicator: str) -> Piece:
        return tell.share(yuan, fund.basic, Of(indicator, _GENERAL, base="expenditure.basic"))

    overall = scene.say(
        "general.overall",
        amount=amount(fund.spent, "expenditure"),
        basic=amount(fund.basic, "expenditure.basic"),
        project=amount(fund.project, "expenditure.project"),
        basic_share=tell.share(fund.basic, fund.spent, Of("expenditure.basic", _GENERAL, base="expenditure")),
        project_share=tell.share(fund.project, fund.spent, Of("expenditure.project", _GENERAL, base="expenditure")),
    )
    basic = scene.say(
        "general.basic",
        basic=amount(fund.basic, "expenditure.basic"),
        personnel=amount(now.personnel, "expenditure.basic.personnel"),
        personnel_share=share(now.personnel, "expenditure.basic.personnel"),
        public=amount(now.public, "expenditure.basic.public"),
        public_share=share(now.public, "expenditure.basic.public"),
    )
    return scene.paragraph(overall), scene.paragraph(basic)


def general_projects(scene: Scene) -> tuple[Block, ...]:
    """The projects of the general public budget in one sentence."""
    projects = _of_fund(scene, _GENERAL)
    suffix = scene.chance.pick("suffix of projects", ("", "经费", "项目"))
    told: list[Words] = [
        (
            scene.manner.item_number(place),
            *scene.say(
                "general.project",
                name=project_name(project, suffix),
                amount=scene.tell.amount(project.actual, _column(project, "actual")),
                purpose=project.plan.purpose,
            ),
        )
        for place, project in enumerate(projects, 1)
    ]
    line = scene.say(
        "general.projects",
        total=scene.tell.amount(scene.now.general.project, Of("expenditure.project", _GENERAL)),
        projects=joined("；", told),
    )
    return (scene.paragraph(line),)


def _fund_projects(scene: Scene, scope: str) -> Words:
    return joined(
        "、",
        (
            scene.say(
                "fund.project",
                name=project_name(project, "项目"),
                amount=scene.tell.amount(project.actual, _column(project, "actual")),
            )
            for project in _of_fund(scene, scope)
        ),
    )


def _fund(scene: Scene, fund: Fund) -> tuple[Block, ...]:
    if not is_printed(fund.spent):
        return (scene.paragraph(scene.say(f"fund.no_{fund.scope}")),)
    tell = scene.tell
    line = scene.say(
        f"fund.{fund.scope}",
        income=tell.amount(fund.income, Of("income.fiscal", fund.scope)),
        spent=tell.amount(fund.spent, Of("expenditure", fund.scope)),
        basic=tell.amount(fund.basic, Of("expenditure.basic", fund.scope)),
        project=tell.amount(fund.project, Of("expenditure.project", fund.scope)),
        projects=_fund_projects(scene, fund.scope),
    )
    return (scene.paragraph(line),)


def gov_fund(scene: Scene) -> tuple[Block, ...]:
    """政府性基金预算."""
    return _fund(scene, scene.now.gov_fund)


def state_capital(scene: Scene) -> tuple[Block, ...]:
    """国有资本经营预算."""
    return _fund(scene, scene.now.state_capital)


def social_insurance(scene: Scene) -> tuple[Block, ...]:
    """社会保险基金预算: no agency of the samples has any."""
    return (scene.paragraph(scene.say("fund.no_social_insurance")),)


def all_execution(scene: Scene) -> tuple[Block, ...]:
    """Budget, adjusted budget, outturn of all money."""
    budget, adjusted, spent = whole_money(scene)
    tell, now = scene.tell, scene.now
    line = scene.say(
        "execution.line",
        budget=tell.amount(budget, Of("expenditure", phase="budget")),
        adjusted=tell.amount(adjusted, Of("expenditure", phase="adjusted")),
        actual=tell.amount(spent, Of("expenditure")),
        rate=tell.share(spent, adjusted, Of("expenditure", base="adjusted"), measure="completion_rate"),
        fiscal=tell.amount(now.fiscal_income, Of("income.fiscal")),
        unit_funds=tell.amount(now.income - now.fiscal_income, Of("income.unit_funds", scopes=("unit_funds",))),
        appropriation=tell.amount(
            now.general.income - nontax(now), Of("income.fiscal.appropriation", _GENERAL, scopes=("all",))
        ),
        nontax=tell.amount(nontax(now), Of("income.fiscal.nontax", _GENERAL, scopes=("all",))),
    )
    if scene.manner.varied and scene.chance.happens("rates of performance", 0.5):
        return scene.paragraph(line), scene.paragraph(_rates(scene))
    return (scene.paragraph(line),)


def _rates(scene: Scene) -> Words:
    """Return the rates that scoring forms ask for, by their formulas."""
    now, before, tell = scene.now, scene.before, scene.tell
    budget, adjusted, spent = whole_money(scene)
    public, last_public = now.three_public.whole, before.three_public.whole

    def rate(code: str, part: Decimal, whole: Decimal) -> Piece | str:
        return tell.share(part, whole, Of(f"performance.{code}")) if is_printed(whole) else "不适用"

    return scene.say(
        "execution.rates",
        completion=rate("budget_completion_rate", spent, adjusted),
        control=rate("budget_control_rate", adjusted - budget, budget),
        progress=rate("payment_progress_rate", spent, adjusted),
        carryover=rate("carryover_rate", now.closing, adjusted),
        public=rate("public_control_rate", now.public, now.public_budget),
        three_public_rate=rate("three_public_control_rate", public.actual, public.budget),
        three_public_change=rate("three_public_change_rate", public.actual - last_public.actual, last_public.actual),
        procurement=rate("procurement_execution_rate", now.procurement.whole, now.procurement.budget),
    )


def all_structure(scene: Scene) -> tuple[Block, ...]:
    """Basic and project expenditure of all money."""
    now, tell = scene.now, scene.tell
    line = scene.say(
        "execution.structure",
        actual=tell.amount(now.spent, Of("expenditure")),
        basic=tell.amount(now.basic, Of("expenditure.basic")),
        basic_share=tell.share(now.basic, now.spent, Of("expenditure.basic", base="expenditure")),
        project=tell.amount(now.project, Of("expenditure.project")),
        project_share=tell.share(now.project, now.spent, Of("expenditure.project", base="expenditure")),
        further=_operating(scene),
    )
    return (scene.paragraph(line),)


def _operating(scene: Scene) -> Words:
    """Return what is neither basic nor project expenditure, where there is any."""
    if not is_printed(scene.now.operating):
        return ()
    return scene.say("execution.operating", amount=scene.tell.amount(scene.now.operating, Of("expenditure.operating")))


def all_projects(scene: Scene) -> tuple[Block, ...]:
    """All projects, an item each."""
    tell = scene.tell
    items = [
        scene.say(
            "execution.project",
            name=project_name(project),
            budget=tell.amount(project.budget, _column(project, "budget")),
            adjusted=tell.amount(project.adjusted, _column(project, "adjusted")),
            actual=tell.amount(project.actual, _column(project, "actual")),
            purpose=project.plan.purpose,
        )
        for project in scene.now.projects
    ]
    opening = scene.paragraph(scene.say("execution.projects", number=str(len(items))))
    return (opening, *scene.items("projects", items))


def achievements(scene: Scene) -> tuple[Block, ...]:
    """What was done, project by project."""
    items = [
        scene.say("results.output", theme=project.plan.name, outputs=_outputs(project, project.quantities))
        for project in scene.now.projects
    ]
    return (scene.paragraph(scene.say("results.intro")), *scene.items("achievements", items))


def _adjustment(scene: Scene, project: Project) -> Words:
    gone = project.adjusted - project.budget
    if not is_printed(gone):
        return scene.say("results.unchanged")
    sign = 1 if gone > 0 else -1
    amount = scene.tell.amount(abs(gone), _column(project, "adjustment"), sign=sign)
    return scene.say("results.raised" if sign > 0 else "results.lowered", amount=amount)


def project_results(scene: Scene) -> tuple[Block, ...]:
    """A heading and a paragraph for each project, as Hunan's reports have them."""
    blocks: list[Block] = []
    tell = scene.tell
    for place, project in enumerate(scene.now.projects, 1):
        name = project_name(project, "项目")
        blocks.append(Heading(4, f"{place}.", name.text, listed=False, facts=name.facts))
        told = scene.say(
            "results.project",
            budget=tell.amount(project.budget, _column(project, "budget")),
            adjustment=_adjustment(scene, project),
            actual=tell.amount(project.actual, _column(project, "actual")),
            carried=tell.amount(project.carried_over, _column(project, "carried_over")),
            purpose=project.plan.purpose,
            outputs=_outputs(project, project.quantities),
        )
        blocks.append(scene.paragraph(told))
    return tuple(blocks)


def benefits(scene: Scene) -> tuple[Block, ...]:
    """Benefits and satisfaction, in words."""
    return scene.paragraph(scene.say("results.benefits")), scene.paragraph(scene.say("results.satisfaction"))


def conclusion(scene: Scene) -> tuple[Block, ...]:
    """The total score."""
    score = scene.tell.score(whole_score(scene), Of("performance.total"))
    return (scene.paragraph(scene.say("conclusion.line", score=score)),)


def problems(scene: Scene) -> tuple[Block, ...]:
    """Problems found."""
    return (scene.paragraph(scene.say("problems.line")),)


def improvements(scene: Scene) -> tuple[Block, ...]:
    """What is to be done next."""
    return (scene.paragraph(scene.say("improvements.line")),)


def problems_and_improvements(scene: Scene) -> tuple[Block, ...]:
    """Both under one heading."""
    return (*problems(scene), *improvements(scene))


def application(scene: Scene) -> tuple[Block, ...]:
    """How the results are used and published."""
    return (scene.paragraph(scene.say("application.line")),)


def others(scene: Scene) -> tuple[Block, ...]:
    """Anything else."""
    return (scene.paragraph(scene.say("others.line")),)


NARRATIVE: Mapping[str, Builder] = {
    "duties": duties,
    "organisation_and_staff": organisation_and_staff,
    "general_basic": general_basic,
    "general_projects": general_projects,
    "gov_fund": gov_fund,
    "state_capital": state_capital,
    "social_insurance": social_insurance,
    "all_execution": all_execution,
    "all_structure": all_structure,
    "all_projects": all_projects,
    "achievements": achievements,
    "project_results": project_results,
    "benefits": benefits,
    "conclusion": conclusion,
    "problems": problems,
    "improvements": improvements,
    "problems_and_improvements": problems_and_improvements,
    "application": application,
    "others": others,
}
