"""The three public expenses (“三公”经费支出表), in the layouts of several provinces."""

from ingest.samples.budget.model import Budget
from ingest.samples.budget.narrative import both, of
from ingest.samples.budget.tables.frame import cell, framed
from ingest.samples.document import Content, Row, Table
from ingest.samples.money import total
from ingest.samples.scene import Scene
from ingest.samples.tables.frame import label


def three_public(scene: Scene, place: int) -> Table:
    """“三公”经费支出表: this year's budget, or last year's beside it."""
    now, before = both(scene)
    scope = "all" if scene.manner.voice == "shanghai" else "general_public"

    def cells(budget: Budget, year: int) -> tuple[Content, ...]:
        abroad, purchase, operation, reception = budget.three_public
        amounts = {
            "three_public": total(budget.three_public),
            "three_public.abroad": abroad,
            "three_public.vehicles": purchase + operation,
            "three_public.vehicles.purchase": purchase,
            "three_public.vehicles.operation": operation,
            "three_public.reception": reception,
        }
        return tuple(scene.tell.cell(yuan, of(code, scope), year=year) for code, yuan in amounts.items())

    kinds = (
        label("合计", rows=2),
        label("因公出国（境）费", rows=2),
        label("公务用车购置及运行费", 3),
        label("公务接待费", rows=2),
    )
    below = (label("小计"), label("公务用车购置费"), label("公务用车运行费"))
    if scene.manner.voice == "hunan":
        head: tuple[Row, ...] = (
            (label("单位编码", rows=2), label("单位名称", rows=2), *kinds),
            below,
        )
        code = str(100 + scene.shared.between("code of the budget", 1, 899))
        rows: list[Row] = [(code, scene.shown, *cells(now, scene.year))]
    elif scene.manner.voice == "shanghai":
        kinds_alone = (label("合计", rows=2), label("因公出国（境）费", rows=2), label("公务用车购置及运行费", 3))
        head = (
            (label(f"{scene.manner.three_public}经费预算数", 6), label("机关运行经费预算数", rows=3)),
            (*kinds_alone, label("公务接待费", rows=2)),
            (label("小计"), label("购置费"), label("运行费")),
        )
        paid = cell(scene, now.agency_operation, of("agency_operation", "general_public"))
        rows = [(*cells(now, scene.year), paid)]
    else:
        years = (label(f"{scene.year - 1}年预算数", 6), label(f"{scene.year}年预算数", 6))
        head = (years, (*kinds, *kinds), (*below, *below))
        rows = [(*cells(before, scene.year - 1), *cells(now, scene.year))]
    return framed(scene, "budget_three_public", place, head, rows, landscape=True)
