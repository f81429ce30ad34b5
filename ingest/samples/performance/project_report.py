"""The self-evaluation of one project (项目支出绩效自评报告): its story, its money, its form with points."""

from collections.abc import Mapping

from ingest.samples.accounts.model import Project
from ingest.samples.document import Block, CoverLine, Document, Heading, PageBreak, Part, TextBox
from ingest.samples.facts import Datum
from ingest.samples.performance.evaluation_forms import single_project_form
from ingest.samples.performance.indicators import project_score
from ingest.samples.performance.people import signature
from ingest.samples.plan import Builder, plan_of, sections
from ingest.samples.scene import Scene, noted
from ingest.samples.sections.summary import is_printed
from ingest.samples.telling import In, Of

_PROJECTS = "projects"


def project_of(scene: Scene) -> Project:
    """The project that the report is about: one that spent money."""
    ran = [project for project in scene.now.projects if is_printed(project.actual)]
    return scene.chance.pick("project of the report", ran)


def _outputs(project: Project, numbers: tuple[int, ...]) -> str:
    done = zip(project.plan.outputs, numbers, strict=True)
    return "，".join(f"{output.name}{number}{output.unit}" for output, number in done)


def _situation(scene: Scene) -> tuple[Block, ...]:
    plan = project_of(scene).plan
    name = noted(plan.name, Datum(_PROJECTS, (plan.name,), "name", plan.name))
    return (scene.paragraph(scene.say("project.situation", name=name, purpose=plan.purpose)),)


def _goal(scene: Scene) -> tuple[Block, ...]:
    project = project_of(scene)
    return (scene.paragraph(scene.say("project.goal", outputs=_outputs(project, project.targets))),)


def _money(scene: Scene) -> tuple[Block, ...]:
    project = project_of(scene)
    key = (project.plan.name,)
    amounts = {"budget": project.budget, "adjusted": project.adjusted, "actual": project.actual}
    told = {
        phase: scene.tell.amount(yuan, Of("performance.funds", phase=phase), In(_PROJECTS, key, phase))
        for phase, yuan in amounts.items()
        if phase != "budget" or is_printed(yuan)
    }
    rate = scene.tell.share(
        project.actual, project.adjusted, Of("performance.funds", base="adjusted"), measure="completion_rate", places=2
    )
    form = "project.money" if "budget" in told else "project.money_new"
    return (scene.paragraph(scene.say(form, rate=rate, **told)),)


def _management(scene: Scene) -> tuple[Block, ...]:
    return (scene.paragraph(scene.say("project.management")),)


def _done(scene: Scene) -> tuple[Block, ...]:
    project = project_of(scene)
    return (scene.paragraph(scene.say("project.done", outputs=_outputs(project, project.quantities))),)


def _score(scene: Scene) -> tuple[Block, ...]:
    score = scene.tell.score(project_score(scene, project_of(scene)), Of("performance.total"))
    return (scene.paragraph(scene.say("project.score", score=score)),)


def _problems(scene: Scene) -> tuple[Block, ...]:
    return (scene.paragraph(scene.say("project.problems")),)


_BUILDERS: Mapping[str, Builder] = {
    "situation": _situation,
    "goal": _goal,
    "money": _money,
    "management": _management,
    "done": _done,
    "score": _score,
    "problems": _problems,
}


def project_report(scene: Scene, *, with_cover: bool, with_form: bool) -> Document:
    """Return the self-evaluation of one project of the scene's year.

    Args:
        scene: the report in the making.
        with_cover: it begins with a cover of its own.
        with_form: the form with the points is annexed.
    """
    project = project_of(scene)
    name = project.plan.name
    title = scene.chance.pick(
        "title of the report",
        (
            f"{scene.shown}{scene.year}年度{name}项目支出绩效自评报告",
            f"{scene.year}年度{scene.shown}{name}项目绩效自评报告",
            f"{scene.shown}{scene.year}年度“{name}”项目支出绩效自评报告",
        ),
    )
    front: list[Block] = []
    if with_cover:
        lines = (f"{scene.year}年度项目支出绩效自评报告", f"项目名称：{name}", f"项目单位：{scene.shown}（盖章）")
        front = [*(CoverLine(line, large=place == 0) for place, line in enumerate(lines)), PageBreak()]
    body = sections(scene, plan_of("project_performance", "narrative", scene.manner.voice), _BUILDERS, 2)
    parts = [Part("performance_report", (*front, Heading(1, "", title, attachment=True, listed=False), *body))]
    if with_form:
        number = "附件1"
        parts.append(
            Part(
                "project_self_evaluation_table",
                (
                    PageBreak(),
                    TextBox(number),
                    Heading(2, number, f"{scene.year}年度项目支出绩效自评表", attachment=True, listed=False),
                    single_project_form(scene, project),
                    signature(scene, number, named=False),
                ),
            )
        )
    return Document(tuple(parts), title)
