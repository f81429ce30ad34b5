from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.samples.accounts import views
from ingest.samples.accounts.build import build_chain
from ingest.samples.accounts.model import OWN_SOURCES, Accounts
from ingest.samples.agencies import agency, kinds
from ingest.samples.chance import Chance
from ingest.samples.classification import class_lines, economic_names, function_names
from ingest.samples.money import total

chains = st.builds(
    lambda kind, seed, units: tuple(
        build_chain(agency("330602", kind, "ministry", with_units=units), range(2019, 2024), Chance(seed)).values()
    ),
    st.sampled_from(sorted(kinds())),
    st.integers(0, 2**32 - 1),
    st.booleans(),
)
some = settings(max_examples=25, deadline=None)


@some
@given(chains)
def test_balances_chain_over_the_years(chain: tuple[Accounts, ...]) -> None:
    """What is left at the end of a year opens the next, of each fund and of all money."""
    for before, now in pairwise(chain):
        assert now.opening == before.closing
        for fund, earlier in zip(now.funds, before.funds, strict=True):
            assert fund.opening == earlier.closing


@some
@given(chains)
def test_totals_of_income_and_expenditure_are_equal(chain: tuple[Accounts, ...]) -> None:
    """收入总计 equals 支出总计, of all money and of each fund."""
    for now in chain:
        assert now.turnover == now.spent + now.own.distribution + now.closing
        assert now.fiscal_turnover == now.fiscal_spent + now.fiscal_closing
        for fund in now.funds:
            assert fund.turnover == fund.spent + fund.closing


@some
@given(chains)
def test_nothing_is_negative(chain: tuple[Accounts, ...]) -> None:
    """No line has a negative income or balance."""
    for now in chain:
        for fund in now.funds:
            for line in fund.lines:
                assert min(line.opening, line.income, line.basic, line.project, line.closing) >= 0
        assert min(now.own.income(source) for source in OWN_SOURCES) >= 0
        assert now.own.closing >= 0


@some
@given(chains)
def test_basic_expenditure_is_the_same_by_function_and_by_economic_class(chain: tuple[Accounts, ...]) -> None:
    """Basic expenditure of the general public budget is personnel and public expenses."""
    for now in chain:
        assert now.general.basic == now.personnel + now.public


@some
@given(chains)
def test_projects_are_the_project_expenditure(chain: tuple[Accounts, ...]) -> None:
    """The projects of all money sum up to project expenditure."""
    for now in chain:
        assert total(project.actual for project in now.projects) == now.project


@some
@given(chains)
def test_an_expense_is_above_nothing_when_its_count_is(chain: tuple[Accounts, ...]) -> None:
    """接待 has guests, cars have costs, and neither without the other."""
    for now in chain:
        expenses = now.three_public
        assert (expenses.reception.actual > 0) == (expenses.reception_groups > 0)
        assert expenses.reception_persons >= expenses.reception_groups
        assert (expenses.purchase.actual > 0) == (expenses.purchased > 0)
        assert expenses.held <= now.assets.vehicles_held
        assert expenses.operation.actual >= now.economic.get("30231", Decimal(0))
        assert now.agency_operation.actual <= now.public


@some
@given(chains)
def test_small_firms_get_no_more_than_all(chain: tuple[Accounts, ...]) -> None:
    """小微 is a part of 中小, 中小 of all procurement."""
    for now in chain:
        assert now.procurement.micro <= now.procurement.sme <= now.procurement.whole


def test_a_tree_sums_up_items_groups_and_classes() -> None:
    """A 类 is the sum of its 款, a 款 of its 项; what has no amount stays out."""
    whole, rows = views.tree(
        {"2120101": (Decimal(3),), "2120199": (Decimal(4),), "2210201": (Decimal(5),), "2130301": (Decimal(0),)}, 1
    )
    assert whole == (Decimal(12),)
    assert dict(rows) == {
        "212": (Decimal(7),),
        "21201": (Decimal(7),),
        "2120101": (Decimal(3),),
        "2120199": (Decimal(4),),
        "221": (Decimal(5),),
        "22102": (Decimal(5),),
        "2210201": (Decimal(5),),
    }


@pytest.mark.parametrize(
    ("year", "count", "line"),
    [
        (2018, 23, "九、医疗卫生与计划生育支出"),
        (2019, 24, "二十一、灾害防治及应急管理支出"),
        (2020, 26, "二十六、抗疫特别国债安排的支出"),
        (2024, 26, "七、文化旅游体育与传媒支出"),
    ],
)
def test_the_classes_are_those_of_the_year(year: int, count: int, line: str) -> None:
    """The summary forms list the classes that were in force."""
    lines = [text for _, text in class_lines(year)]
    assert len(lines) == count
    assert line in lines


def test_codes_change_their_names_and_places() -> None:
    """养老支出 was 离退休 before 2020, the housing fund moved, medical insurance got a new 款."""
    assert function_names(2019)["20805"] == "行政事业单位离退休"
    assert function_names(2020)["20805"] == "行政事业单位养老支出"
    assert "21011" not in function_names(2016)
    assert economic_names(2017)["30311"] == "住房公积金"
    assert economic_names(2020)["30113"] == "住房公积金"


def test_every_code_of_every_kind_has_a_name_in_each_of_its_years() -> None:
    """No kind of agency spends under a code that did not exist."""
    for kind in kinds().values():
        for year in range(max(2015, kind.since), 2025):
            names = function_names(year)
            for code in (kind.operation, *(plan.code for plan in kind.projects)):
                assert {code, code[:5], code[:3]} <= names.keys(), (kind.key, year, code)
