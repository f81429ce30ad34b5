"""Self-evaluations of an agency's whole expenditure as documents: forms, narrative, or both."""

from dataclasses import dataclass

from ingest.samples.document import Block, Contents, CoverLine, Document, Heading, PageBreak, Part
from ingest.samples.facts import Flaw
from ingest.samples.performance.base_data import base_data_table
from ingest.samples.performance.evaluation_forms import project_forms, self_evaluation_table
from ingest.samples.performance.narrative import NARRATIVE
from ingest.samples.plan import plan_of, sections
from ingest.samples.scene import Scene, noted


@dataclass(frozen=True, slots=True)
class Annexes:
    """Which forms a report has, and where.

    Attributes:
        base_data: 附件1, Hunan only.
        evaluation: 附件2.
        projects: how many projects have a form; None for no 附件3, 0 for a blank one.
        first: the forms stand before the narrative.
        named: the lines below the forms name a person and a telephone.
        announced_only: the narrative announces a form that is not there.
    """

    base_data: bool = False
    evaluation: bool = False
    projects: int | None = None
    first: bool = False
    named: bool = False
    announced_only: bool = False


def _title(scene: Scene) -> str:
    return f"{scene.year}年度{scene.shown}整体支出绩效自评报告"


def _forms(scene: Scene, annexes: Annexes) -> list[Part]:
    parts: list[Part] = []
    if annexes.base_data:
        parts.append(base_data_table(scene, named=annexes.named))
    if annexes.evaluation:
        parts.append(self_evaluation_table(scene, number=f"附件{len(parts) + 1}", named=annexes.named))
    if annexes.projects is not None:
        number = f"附件{len(parts) + 1}"
        parts.append(project_forms(scene, number=number, filled_in=annexes.projects, named=annexes.named))
    return parts


def _announcement(scene: Scene, forms: list[Part]) -> tuple[Block, ...]:
    """Return the line that lists the annexes below the narrative."""
    titles = [
        f"{place}.{block.title}"
        for place, form in enumerate(forms, 1)
        for block in form.blocks
        if isinstance(block, Heading) and block.attachment
    ]
    return (scene.paragraph(scene.say("attachments.line", titles="　".join(titles))),) if titles else ()


def _missing(scene: Scene) -> tuple[Block, ...]:
    title = f"{scene.year}年度部门整体支出绩效自评表"
    flaw = Flaw("notice", "J08", "missing_form", f"文末列出附件“{title}”，但文件中没有该表。")
    return (scene.paragraph((noted(f"附件：{title}", flaw),)),)


def _narrative(scene: Scene, plan: str) -> tuple[Block, ...]:
    return tuple(sections(scene, plan_of("performance", plan, scene.manner.voice), NARRATIVE, 2, depth=1))


def attached_report(scene: Scene) -> tuple[Block, ...]:
    """Return the self-evaluation as it is appended to final accounts."""
    title = Heading(2, "", _title(scene), attachment=True, listed=False)
    return (title, *sections(scene, plan_of("performance", "narrative", scene.manner.voice), NARRATIVE, 2, depth=0))


def performance_report(scene: Scene, annexes: Annexes, *, with_cover: bool, with_contents: bool) -> Document:
    """Return a self-evaluation report.

    Args:
        scene: the report in the making.
        annexes: its forms.
        with_cover: it begins with a cover of its own.
        with_contents: a table of contents follows the cover.
    """
    front: list[Block] = []
    if with_cover:
        lines = (f"{scene.year}年度部门（单位）整体支出", "绩效自评报告", f"部门（单位）名称：{scene.shown}（盖章）")
        front += [CoverLine(line, large=place < 2) for place, line in enumerate(lines)]
        front.append(PageBreak())
    if with_contents:
        front += [Contents("目  录"), PageBreak()]
    forms = _forms(scene, annexes)
    title = Heading(1, "", _title(scene), attachment=True, listed=False)
    body = [title, *_narrative(scene, "narrative"), *_announcement(scene, forms)]
    if annexes.announced_only:
        body += _missing(scene)
    if annexes.first:
        further = [Part(form.key, (PageBreak(), *form.blocks)) for form in forms[1:]]
        opened = [Part(forms[0].key, (*front, *forms[0].blocks)), *further] if forms else []
        narrative = Part("performance_report", (PageBreak(), *body) if forms else (*front, *body))
        parts = [*opened, narrative]
    else:
        parts = [Part("performance_report", (*front, *body))]
        parts += [Part(form.key, (PageBreak(), *form.blocks)) for form in forms]
    return Document(tuple(parts), f"{scene.shown}{scene.year}年度部门整体支出绩效自评报告")


def bare_report(scene: Scene) -> Document:
    """Return a report without cover, title or forms that does not even name its agency."""
    blocks = [*_narrative(scene, "bare"), *_missing(scene)]
    return Document((Part("performance_report", tuple(blocks)),), "")
