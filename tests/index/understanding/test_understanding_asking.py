"""Ways of asking for a figure are none of its words: whatever verb and adverb stand around it, it is asked for alone."""

from collections.abc import Callable

import pytest

from index.understanding.model import Understood
from meaning_of import asked, words

Ask = Callable[..., Understood]
AMOUNT = ("three_public", None, None, None)
RATE = ("three_public", None, None, "completion_rate")
CHANGE_RATE = ("three_public", None, None, "change_rate")
CHANGE_AMOUNT = ("three_public", None, None, "change_amount")
SHARE = ("three_public", None, None, "share")


@pytest.mark.parametrize(
    ("behind", "figure"),
    [
        ("达到多少", AMOUNT),
        ("有多少", AMOUNT),
        ("是多少钱", AMOUNT),
        ("花到多少", AMOUNT),
        ("花掉了多少万块", AMOUNT),
        ("总共用掉多少钱", AMOUNT),
        ("高达多少", AMOUNT),
        ("究竟是多少", AMOUNT),
        ("大概多少", AMOUNT),
        ("总额是多少", AMOUNT),
        ("共计多少万元", AMOUNT),
        ("有多高", AMOUNT),
        ("用了几万", AMOUNT),
        ("降到多少", AMOUNT),
        ("控制在多少", AMOUNT),
        ("数字", AMOUNT),
        ("咋样", AMOUNT),
        ("怎么这么多", AMOUNT),
        ("完成率达到多少", RATE),
        ("预算完成率达到百分之多少", RATE),
        ("完成了预算的多少", RATE),
        ("完成预算的百分之几", RATE),
        ("占到几成", SHARE),
        ("占比是多少", SHARE),
        ("占了多少", SHARE),
        ("涨了没有", CHANGE_RATE),
        ("是多了还是少了", CHANGE_RATE),
        ("比上年多还是少", CHANGE_RATE),
        ("同比下降百分之几", CHANGE_RATE),
        ("比上年增加了多少", CHANGE_RATE),
        ("比上一年少了多少", CHANGE_AMOUNT),
        ("比去年多了多少", CHANGE_AMOUNT),
        ("较上年减少多少万元", CHANGE_AMOUNT),
    ],
)
def test_one_figure_whatever_the_words(ask: Ask, behind: str, figure: tuple[str | None, ...]) -> None:
    """One figure, of one measure; nothing is left, and no report need hold the words of the question."""
    understood = ask(f"芦淞城管2022年三公经费{behind}")
    assert asked(understood) == {figure}
    assert understood.rest == ""
    assert not words(understood) & {"达到", "多少", "几成", "花到", "总额", "高达", "百分之", "控制"}


@pytest.mark.parametrize("before", ["麻烦查下", "给我看看", "想了解一下", "帮我查一下"])
def test_polite_words_are_not_searched(ask: Ask, before: str) -> None:
    """What is said before the question is no part of it."""
    assert ask(f"{before}芦淞城管2022年三公经费").rest == ""


@pytest.mark.parametrize(
    "text", ["达到标准的公厕", "控制违法建设", "占道经营", "气候变化", "完成率目标管理办法", "水平"]
)
def test_words_of_asking_are_words_elsewhere(ask: Ask, text: str) -> None:
    """By themselves they ask for no figure of money, and are found in texts."""
    understood = ask(text)
    assert {code for code, *_ in asked(understood)} <= {"expenditure"}
    assert understood.query.words


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("2021到2023三公经费变化", None),
        ("历年三公经费变化", None),
        ("近三年三公经费增减情况", None),
        ("2021、2022年三公经费变动", None),
        ("2022年三公经费变化", "change_rate"),
        ("三公经费变化", "change_rate"),
        ("历年三公经费增长率", "change_rate"),
        ("2021-2023年三公经费变化最大的单位", "change_rate"),
        ("2022年三公经费变化多了多少", "change_amount"),
    ],
)
def test_how_a_figure_went(ask: Ask, text: str, measure: str | None) -> None:
    """Over several years its amounts are asked for, of one year its change; rates where they are named."""
    assert {one.measure for one in ask(text).indicators} == {measure}


def test_the_change_of_a_rate_is_no_change_of_the_amount(ask: Ask) -> None:
    """完成率比上年提高 is told by no figure, so the rate alone is asked for; of many nobody is told by it."""
    assert asked(ask("芦淞城管2022年三公经费完成率比上年提高多少")) == {RATE}
    many = ask("2022年三公经费完成率提高5个百分点以上的单位")
    assert many.amounts is None
    assert many.rest


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("项目支出占总支出的比重", ("expenditure", "total_expenditure_and_balance")),
        ("项目支出占当年支出总额多少", ("expenditure",)),
        ("人员经费占基本支出八成以上的单位", ("expenditure.basic",)),
        ("接待费占三公经费的几成", ("three_public",)),
        ("接待费占张三李四的几成", ("?",)),
        ("接待费占比", ()),
        ("接待费占比在三成以下的单位", ()),
        ("接待费占到三成以上的单位", ()),
    ],
)
def test_what_a_share_is_of(ask: Ask, text: str, bases: tuple[str, ...]) -> None:
    """Of what a share is is understood, or known to be something that no report has."""
    assert set(bases) <= set(ask(text).bases)
    assert bool(bases) == bool(ask(text).bases)


@pytest.mark.parametrize(
    ("text", "rows", "order"),
    [
        ("三公经费最高的五家单位", 5, "most"),
        ("三公经费最高的3个部门", 3, "most"),
        ("三公经费最少的两个部门", 2, "least"),
        ("三公经费前三名", 3, "most"),
        ("三公经费头三名", 3, "most"),
        ("三公经费TOP5", 5, "most"),
        ("三公经费排名第一的单位", 1, "most"),
        ("三公经费位居前三的部门", 3, "most"),
        ("三公经费最多的前五家", 5, "most"),
        ("三公经费最高的是哪两家", 2, "most"),
        ("三公经费第二多的单位", 2, "most"),
        ("三公经费倒数三名", 3, "least"),
        ("三公经费最后三名", 3, "least"),
        ("三公经费垫底的三家", 3, "least"),
        ("三公经费最低的前3家单位", 3, "least"),
        ("三公经费增长最快的三家", 3, "most"),
        ("三公经费下降最多的三家", 3, "least"),
        ("三公经费最多的单位", 0, "most"),
        ("三公经费由高到低", 0, "most"),
        ("三公经费从低到高排序", 0, "least"),
        ("第三小学 三公经费", 0, ""),
        ("前三季度三公经费", 0, ""),
    ],
)
def test_how_many_rows(ask: Ask, text: str, rows: int, order: str) -> None:
    """So many as are asked for, from the end that is asked for."""
    understood = ask(text)
    assert (understood.rows, understood.order) == (rows, order)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("近三年三公经费", 3),
        ("最近5年三公经费", 5),
        ("过去两年来三公经费", 2),
        ("三公经费三年变化", 3),
        ("近几年三公经费", 0),
        ("三公经费哪一年最高", 0),
    ],
)
def test_the_last_years(ask: Ask, text: str, years: int) -> None:
    """So many of the years as are named; all where no number is."""
    understood = ask(text)
    assert understood.every_year
    assert understood.last_years == years


@pytest.mark.parametrize(
    ("text", "report_type", "phase"),
    [
        ("芦淞城管 背街小巷整治 2022年预算数", None, "budget"),
        ("芦淞城管 预算金额 背街小巷整治", None, "budget"),
        ("芦淞城管 背街小巷整治 决算数", None, "actual"),
        ("芦淞城管 背街小巷整治 2022年预算", "budget", None),
        ("芦淞城管2022年预算数", "budget", None),
    ],
)
def test_what_was_planned_for_a_project(ask: Ask, text: str, report_type: str | None, phase: str | None) -> None:
    """预算数 beside a name is an amount, which stands in evaluations, too; 预算 is the report."""
    understood = ask(text)
    assert understood.report_type == report_type
    assert phase is None or understood.phases == (phase,)
