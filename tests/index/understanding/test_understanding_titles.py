"""Titles of tables and sections are places of a report: nothing in them asks for a figure, a year or a kind of report."""

from collections.abc import Callable

import pytest

from index.understanding.model import Understood
from meaning_of import agencies, asked

Ask = Callable[..., Understood]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("芦淞区城管局 支出决算总表", "支出决算总表"),
        ("芦淞区城管局财政拨款“三公”经费支出决算表", "财政拨款三公经费支出决算表"),
        ("芦淞区城管局 2021年度政府性基金预算财政拨款收入支出决算表", "政府性基金预算财政拨款收入支出决算表"),
        ("芦淞区城管局的项目支出绩效自评表", "项目支出绩效自评表"),
        ("芦淞区城管局 附件3 基础数据表", "基础数据表"),
        ("芦淞区城管局 国有资产占有使用情况", "国有资产占有使用情况"),
        ("芦淞区城管局 预算绩效情况说明", "预算绩效情况说明"),
        ("芦淞区城管局 机关运行经费支出情况说明", "机关运行经费支出情况说明"),
    ],
)
def test_a_title_is_searched_in_a_row(ask: Ask, text: str, title: str) -> None:
    """The words of a known title stand one after the other, or another title of the same table does."""
    understood = ask(text)
    (term,) = understood.query.terms
    assert "".join(term.units) == title
    assert agencies(understood) == {"芦淞城管"}
    assert not understood.indicators
    assert understood.report_type is None


@pytest.mark.parametrize("text", ["车辆购置预算绩效监控表", "工作经费测算表", "预算调整对比表"])
def test_whatever_ends_like_a_table_is_one(ask: Ask, text: str) -> None:
    """Its words are searched for, and ask for nothing."""
    understood = ask(text)
    assert understood.query.terms
    assert not understood.chips


@pytest.mark.parametrize(
    ("text", "codes"),
    [("人大代表培训费", {"training"}), ("三公经费情况", {"three_public"}), ("政府采购支出情况", {"procurement"})],
)
def test_what_is_no_title(ask: Ask, text: str, codes: set[str]) -> None:
    """代表 is no table, and who asks how things are with a figure asks for it."""
    assert {code for code, *_ in asked(ask(text))} == codes


@pytest.mark.parametrize("text", ["芦淞区城管局部门决算表", "芦淞区城管局 预算报表"])
def test_a_kind_of_report_is_no_title(ask: Ask, text: str) -> None:
    """决算表 is how people call the whole report."""
    assert ask(text).report_type in {"final_accounts", "budget"}
