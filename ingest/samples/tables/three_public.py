"""The form of the 三公 expenses: budget and outturn, six amounts each."""

from ingest.samples.accounts.model import Spending
from ingest.samples.document import Row, Table
from ingest.samples.scene import Scene
from ingest.samples.tables.frame import form_title, framed, label
from ingest.samples.telling import Of

ADJUSTED_NOTE = "其中：预算数为“三公”经费全年预算数，即按规定程序调整后的预算数。"


def expenses(scene: Scene) -> tuple[tuple[str, Spending], ...]:
    """Return the six amounts in the order of the form, with their indicators."""
    now = scene.now.three_public
    return (
        ("three_public", now.whole),
        ("three_public.abroad", now.abroad),
        ("three_public.vehicles", now.vehicles),
        ("three_public.vehicles.purchase", now.purchase),
        ("three_public.vehicles.operation", now.operation),
        ("three_public.reception", now.reception),
    )


def _half(text: str) -> tuple[Row, Row, Row]:
    """Return the three heading rows of the budget's or the outturn's half."""
    return (
        (label(text, 6),),
        (
            label("合计", rows=2),
            label("因公出国（境）费", rows=2),
            label("公务用车购置及运行维护费", 3),
            label("公务接待费", rows=2),
        ),
        (label("小计"), label("公务用车购置费"), label("公务用车运行维护费")),
    )


def _halves() -> tuple[Row, ...]:
    return tuple((*left, *right) for left, right in zip(_half("预算数"), _half("决算数"), strict=True))


def _pairs(title: str) -> tuple[Row, ...]:
    """Return the heading of the form that sets budget and outturn side by side, kind by kind."""
    return (
        (label(title.removesuffix("支出决算表"), 12),),
        (
            label("合计", 2, 2),
            label("因公出国（境）费", 2, 2),
            label("公务用车购置及运行维护费", 6),
            label("公务接待费", 2, 2),
        ),
        (label("小计", 2), label("公务用车购置费", 2), label("公务用车运行维护费", 2)),
        tuple(label(text) for text in ("预算数", "决算数") * 6),
    )


def three_public(scene: Scene) -> Table:
    """财政拨款“三公”经费支出决算表."""
    kinds, scope = expenses(scene), scene.public_scope
    phase = "adjusted" if scene.budget_is_adjusted else "budget"
    budgets = [
        scene.tell.cell(scene.public_budget(spending), Of(indicator, scope, phase)) for indicator, spending in kinds
    ]
    actuals = [scene.tell.cell(spending.actual, Of(indicator, scope)) for indicator, spending in kinds]
    if scene.manner.three_public_layout == "pairs":
        head = _pairs(form_title(scene, "three_public"))
        row: Row = tuple(cell for pair in zip(budgets, actuals, strict=True) for cell in pair)
    else:
        head, row = _halves(), (*budgets, *actuals)
    blank = not any(cell for cell in row if cell != "0.00")
    notes = (ADJUSTED_NOTE,) if scene.budget_is_adjusted and not blank else ()
    rows: tuple[Row, ...] = (row,)
    return framed(scene, "three_public", head, rows, (1,) * 12, blank=blank, landscape=True, further_notes=notes)
