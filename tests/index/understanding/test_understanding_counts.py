"""How many of something there are is asked for by what is counted, and figures are narrowed by the words beside them."""

from collections.abc import Callable

import pytest

from index.understanding.model import Understood

Ask = Callable[..., Understood]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("买了几辆车", "three_public.vehicles.purchased"),
        ("2020年新购置公务用车多少辆", "three_public.vehicles.purchased"),
        ("公车购置几辆", "three_public.vehicles.purchased"),
        ("公车购置数", "three_public.vehicles.purchased"),
        ("有多少辆公车", "three_public.vehicles.held"),
        ("公车数量", "three_public.vehicles.held"),
        ("车有几台", "three_public.vehicles.held"),
        ("接待了几批客人", "three_public.reception.groups"),
        ("公务接待多少人次", "three_public.reception.persons"),
        ("多少客人", "three_public.reception.groups"),
        ("几个人出国", "three_public.abroad.persons"),
        ("出国几个团组", "three_public.abroad.groups"),
        ("培训了多少人", "training.persons"),
        ("会议多少人", "meetings.persons"),
        ("有多少职工", "staff.actual"),
        ("人数", "staff.actual"),
        ("编制有几个", "staff.quota"),
        ("买了公务用车", "three_public.vehicles.purchase"),
        ("公车 购置", "three_public.vehicles.purchase"),
        ("公车运行费", "three_public.vehicles.operation"),
        ("公车油费", "three_public.vehicles.operation"),
        ("公车油费维修", "three_public.vehicles.operation"),
        ("公车加油保养维修", "three_public.vehicles.operation"),
        ("特种车辆有多少台", "assets.vehicles.special"),
        ("几辆执法车辆", "assets.vehicles.enforcement"),
        ("吃喝接待", "three_public.reception"),
        ("请客吃饭的钱", "three_public.reception"),
        ("政府采购 小微企业", "procurement.micro"),
        ("公车加油、维修、保养", "three_public.vehicles.operation"),
        ("公车购置和运行", "three_public.vehicles"),
        ("各单位公车购置费和运行费", "three_public.vehicles"),
        ("公务用车更新维护", "three_public.vehicles"),
        ("购车费和运行费", "three_public.vehicles"),
        ("采购货物、工程和服务", "procurement"),
        ("国内公务接待多少批", "three_public.reception.groups"),
        ("外宾接待几批", "three_public.reception.foreign.groups"),
    ],
)
def test_what_is_counted_or_narrowed(ask: Ask, text: str, code: str) -> None:
    """Whoever asks how many cars were bought asks for no money, and for no cars that are held."""
    assert [one.code for one in ask(text).indicators] == [code]


@pytest.mark.parametrize(
    "text", ["购置", "买了", "几批", "更新改造", "垃圾桶数量", "客人", "车", "背街小巷更新", "食堂多少家"]
)
def test_what_counts_or_narrows_nothing_is_words(ask: Ask, text: str) -> None:
    """Words that count and narrow ask for nothing by themselves."""
    assert ask(text).indicators == ()


@pytest.mark.parametrize("text", ["多少人参加演练", "多少人才公寓", "几辆洒水车"])
def test_what_is_counted_must_be_known(ask: Ask, text: str) -> None:
    """Of words that nobody knows it is not said that they are staff or the body's cars."""
    assert ask(text).indicators == ()


def test_a_number_of_things_that_have_an_amount_too(ask: Ask) -> None:
    """Projects are evaluated so many, and for so much."""
    (one,) = ask("绩效自评项目个数").indicators
    assert (one.code, one.measure) == ("performance.projects_self_evaluated", "count")


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("公车2辆以上且接待费超过1万的单位", ("2辆以上", "超过1万元")),
        ("三公经费超过5万元 增长超过10%的单位", ("超过5万元", "超过10%")),
    ],
)
def test_bounds_of_several_figures_are_told_apart_by_nobody(ask: Ask, text: str, left_out: tuple[str, ...]) -> None:
    """Which bound is whose is not guessed, and the reader is told so."""
    understood = ask(text)
    assert understood.amounts is None
    assert understood.left_out == left_out


@pytest.mark.parametrize(
    ("text", "code"),
    [("财政拨款收入占本年收入比重", "income.fiscal"), ("人员经费占基本支出的比例", "expenditure.basic.personnel")],
)
def test_of_what_a_share_is(ask: Ask, text: str, code: str) -> None:
    """The whole is no second figure that is asked for."""
    assert [(one.code, one.measure) for one in ask(text).indicators] == [(code, "share")]


@pytest.mark.parametrize("text", ["机关运行经费比年初预算减少多少", "机关运行经费较预算增加"])
def test_against_the_budget_is_not_against_the_year_before(ask: Ask, text: str) -> None:
    """What it differs from the budget by is another figure than what it changed by."""
    assert [(one.code, one.measure) for one in ask(text).indicators] == [("agency_operation", "versus_budget_rate")]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("三公经费最少的单位", "least"),
        ("哪家三公经费最高", "most"),
        ("三公经费前十名", "most"),
        ("三公经费倒数第一", "least"),
        ("三公经费排名", "most"),
        ("三公经费 各单位", ""),
        ("三公经费增长最多的单位", "most"),
        # What fell most has the lowest rate.
        ("三公经费下降最多的单位", "least"),
    ],
)
def test_what_comes_first(ask: Ask, text: str, order: str) -> None:
    """The greatest, the least, or no order at all."""
    understood = ask(text)
    assert understood.over_agencies
    assert understood.order == order


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("采购货物和服务", ["procurement.goods", "procurement.services"]),
        ("公车购置和运行各多少", ["three_public.vehicles.purchase", "three_public.vehicles.operation"]),
        ("会议费培训费", ["meetings", "training", "meetings_and_training"]),
    ],
)
def test_several_parts(ask: Ask, text: str, codes: list[str]) -> None:
    """Parts that are not all of a figure are asked for each; none of them stands for the others."""
    assert [one.code for one in ask(text).indicators] == codes
