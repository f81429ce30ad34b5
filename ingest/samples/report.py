"""One report in the making: an agency, a year, habits, and the document that comes of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from ingest.samples.accounts.build import build_chain
from ingest.samples.accounts.further import travelling
from ingest.samples.accounts.model import Accounts
from ingest.samples.agencies import Agency
from ingest.samples.budget.report import budget_report
from ingest.samples.chance import Chance
from ingest.samples.document import Document
from ingest.samples.final_accounts import accounts_workbook, final_accounts
from ingest.samples.manner import Manner, manner_of
from ingest.samples.performance.project_report import project_report
from ingest.samples.performance.report import Annexes, bare_report, performance_report
from ingest.samples.scene import Scene
from ingest.samples.telling import Teller

_SECTION_MARKS = ("第{}部分", "{}、", "（{}）")


@dataclass(frozen=True, slots=True)
class Author:
    """An agency with its accounts of some years and its habits of writing."""

    agency: Agency
    accounts: Mapping[int, Accounts]
    manner: Manner
    chance: Chance

    def scene(self, year: int, report_type: str, *, shown: str = "") -> Scene:
        """Return the setting of a report of one year; `shown` where it does not give its own name."""
        manner = self.manner
        if report_type in ("performance", "project_performance"):
            # Self-evaluations have no parts: their sections are 一、 everywhere.
            # Their forms count in 万元 as printed, whatever the accounts count in.
            manner = replace(manner, heading_marks=_SECTION_MARKS, table_unit="万元")
        return Scene(
            agency=self.agency,
            now=self.accounts[year],
            before=self.accounts[year - 1],
            manner=manner,
            tell=Teller(manner, year),
            chance=self.chance.of(report_type),
            shared=self.chance.of("shared"),
            shown=shown or self.agency.name,
        )


def author(agency: Agency, years: range, chance: Chance, *, varied: bool = False) -> Author:
    """Return the agency with consistent accounts of `years`; `varied` as in `Manner`."""
    own = chance.of(agency.key)
    accounts = build_chain(agency, years, own)
    if varied:
        accounts = {year: travelling(account, own.of("journeys")) for year, account in accounts.items()}
    return Author(agency, accounts, manner_of(agency.voice, own.of("manner"), varied=varied), own)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a report consists of, whatever it says.

    Attributes:
        tables: final accounts hold the nine tables.
        narrative: final accounts hold their explanations; else they are the workbook of the tables alone.
        attached: final accounts have the self-evaluation appended.
        annexes: forms of a self-evaluation.
        cover: a self-evaluation has a cover of its own.
        contents: it has a table of contents.
        bare: it has neither title nor the agency's name.
        form: a project's evaluation has its form annexed.
    """

    tables: bool = True
    narrative: bool = True
    attached: bool = False
    annexes: Annexes = field(default_factory=Annexes)
    cover: bool = False
    contents: bool = False
    bare: bool = False
    form: bool = True


def _make_accounts(scene: Scene, shape: Shape) -> Document:
    if not shape.narrative:
        return accounts_workbook(scene)
    return final_accounts(scene, with_tables=shape.tables, attached=shape.attached)


def _make_performance(scene: Scene, shape: Shape) -> Document:
    if shape.bare:
        return bare_report(scene)
    return performance_report(scene, shape.annexes, with_cover=shape.cover, with_contents=shape.contents)


def _make_budget(scene: Scene, _: Shape) -> Document:
    return budget_report(scene)


def _make_project(scene: Scene, shape: Shape) -> Document:
    return project_report(scene, with_cover=shape.cover, with_form=shape.form)


# Types of reports, as the contract names them.
MAKERS: Mapping[str, Callable[[Scene, Shape], Document]] = {
    "budget": _make_budget,
    "final_accounts": _make_accounts,
    "performance": _make_performance,
    "project_performance": _make_project,
}


def make(who: Author, year: int, report_type: str, shape: Shape) -> tuple[Scene, Document]:
    """Return a report and what it was made from."""
    scene = who.scene(year, report_type, shown="本单位" if shape.bare else "")
    return scene, MAKERS[report_type](scene, shape)
