"""What the reports of a corpus have beside the bundled samples: other units, digits, forms, matters."""

import re
from collections import Counter
from decimal import Decimal

import pytest
from samples_making import ALL_VOICES, FULL, reports

from ingest.samples.document import Document, Table
from ingest.samples.scene import Scene
from ingest.samples.truth import truth_of

Made = tuple[tuple[str, Scene, Document], ...]


@pytest.fixture(scope="module")
def made() -> Made:
    """Return reports of every voice."""
    return tuple(reports(200, FULL, ALL_VOICES, varied=True))


def test_bundled_and_varied_reports_of_an_agency_tell_the_same_accounts() -> None:
    """Variety is of words: what is spent is the same, journeys and new cars aside."""
    plain = [scene.now.spent for _, scene, _ in reports(10)]
    assert plain == [scene.now.spent for _, scene, _ in reports(10, varied=True)]


@pytest.mark.parametrize(
    "form",
    [
        r"\d亿元",
        r"\d万元",
        r"\d元",
        r"[０-９]+．[０-９]+",
        r"\d,\d{3}\.\d",
        r"\d\. \d",
        r"(两|三|十二)个?(批次|团组|辆|人次|人|个)",
    ],
)
def test_amounts_and_counts_are_written_in_many_ways(made: Made, form: str) -> None:
    """Yuan, ten thousands, hundred millions; full-width digits; thousands; a blank inside; counts in Chinese."""
    found = [
        row
        for report_type, scene, document in made
        for row in truth_of(scene, document, report_type, "")["figures"]
        if re.search(form, row["disclosed"])
    ]
    assert found


def test_an_amount_is_the_same_in_every_unit(made: Made) -> None:
    """The value is in yuan whatever the report counts in."""
    factors = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
    wide = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
    seen = Counter[str]()
    for report_type, scene, document in made:
        for row in truth_of(scene, document, report_type, "")["figures"]:
            said = re.fullmatch(r"([\d.,]+)(亿元|万元|元)", row["disclosed"].translate(wide).replace(" ", ""))
            if said and row["unit"] == "元":
                value = Decimal(said[1].replace(",", "")) * factors[said[2]]
                assert abs(Decimal(row["value"])) == value
                seen[said[2]] += 1
    assert min(seen[unit] for unit in factors) > 0


@pytest.mark.parametrize(
    "indicator",
    [
        "income.special_account",
        "income.unit_funds",
        "income.fiscal.appropriation",
        "income.fiscal.nontax",
        "closing_balance.basic",
        "closing_balance.project",
        "expenditure.basic.adjustment",
        "three_public.abroad.groups",
        "three_public.abroad.persons",
        "three_public.reception.domestic",
        "three_public.reception.foreign",
        "three_public.reception.overseas",
        "three_public.reception.foreign.groups",
        "three_public.reception.foreign.persons",
        "three_public.vehicles.purchased",
        "procurement.purchased_services",
        "assets.vehicles.general",
        "assets.vehicles.business",
        "assets.equipment_2m",
        "assets.total",
        "assets.fixed",
        "assets.current",
        "assets.construction",
        "assets.intangible",
        "assets.buildings_area",
        "staff.total",
        "staff.contract",
        "staff.quota.administrative",
        "staff.quota.institution",
        "performance.projects_with_targets",
        "performance.projects_tracked",
        "performance.budget_completion_rate",
        "performance.budget_control_rate",
        "performance.public_control_rate",
        "performance.three_public_control_rate",
        "performance.three_public_change_rate",
        "performance.procurement_execution_rate",
        "performance.payment_progress_rate",
        "performance.carryover_rate",
        "performance.grade_excellent",
        "performance.grade_good",
        "performance.grade_pass",
        "performance.grade_fail",
        "performance.problems_found",
        "performance.problems_rectified",
        "performance.problems_in_progress",
        "performance.department_evaluated",
        "events",
        "buildings.approved_area",
        "buildings.actual_area",
        "buildings.area_control_rate",
        "buildings.budget_investment",
        "buildings.actual_investment",
        "buildings.investment_control_rate",
    ],
)
def test_the_corpus_speaks_of_rare_matters(made: Made, indicator: str) -> None:
    """Some report states each of them."""
    assert any(
        row["indicator"] == indicator
        for report_type, scene, document in made
        for row in truth_of(scene, document, report_type, "")["figures"]
    )


@pytest.mark.parametrize(
    ("voice", "keys"),
    [
        ("yunnan", {"general_public_income_expenditure", "three_public_and_operation", "state_assets"}),
        ("shaanxi", {"three_public_and_meetings"}),
        ("beijing", {"procurement", "purchased_services"}),
        ("sichuan", {"general_public_project"}),
    ],
)
def test_provinces_have_forms_of_their_own(made: Made, voice: str, keys: set[str]) -> None:
    """Each such report holds the forms of its place."""
    for report_type, scene, document in made:
        if scene.manner.voice == voice and report_type == "final_accounts":
            assert keys <= {block.key for block in document.blocks() if isinstance(block, Table)}


def test_the_sums_of_units_are_those_of_the_whole(made: Made) -> None:
    """Where income is printed by unit, too, the units add up to the row above them."""
    for _, scene, document in made:
        for table in (block for block in document.blocks() if isinstance(block, Table)):
            if not table.title.endswith("（分单位）"):
                continue
            columns = [
                [_number(cell) for cell in column] for column in zip(*(row[1:] for row in table.rows), strict=True)
            ]
            for whole, *parts in columns:
                assert abs(whole - sum(parts)) <= Decimal("0.01") * len(parts) * (
                    1 if scene.manner.table_unit == "万元" else 10_000
                )


def _number(cell: object) -> Decimal:
    text = str(getattr(cell, "text", cell)).replace(",", "")
    return Decimal(text or 0)
