"""Findings over several reports: their pages, their lists, and what their addresses say when they are told no more."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.building import sync_index
from ingest.settings import Settings
from ingest.store import Store
from portal import create_app
from portal.catalogue.filling import rebuild_catalogue, sync_catalogue
from portal.services import EXTENSION
from publishing import publish

NOW = datetime(2024, 1, 1, tzinfo=UTC)
ID = "430203-jiaoyuju"
ACCOUNTS = """芦淞区教育局{year}年度部门决算
第一部分 芦淞区教育局概况
一、部门职责
主管教育工作。
第三部分 {year}年度部门决算情况说明
一、收入支出决算总体情况说明
{year}年度收、支总计{total}万元。与上年相比，收、支总计各增加{change}万元。
三、支出决算情况说明
本年支出合计{total}万元，其中：基本支出3.00万元，项目支出2.00万元。
五、一般公共预算财政拨款支出决算情况说明
（三）财政拨款支出决算具体情况
{year}年度一般公共预算财政拨款支出年初预算为{planned}万元，支出决算为40.00万元。
"""
BUDGET = """芦淞区教育局{year}年部门预算
第一部分 部门概况
一、主要职责
主管教育工作。
第三部分 {year}年部门预算情况说明
一、一般公共预算支出情况说明
{year}年一般公共预算支出预算{planned}万元，其中：基本支出预算{planned}万元。
"""


def words(html: str) -> str:
    """What a reader sees of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


class Site:
    """A store that reports are put into, and a reader of its pages."""

    def __init__(self, settings: Settings, inbox: Path) -> None:
        self.settings, self._inbox = settings, inbox
        self.store = Store(settings.store)
        self._count = 0
        self.client: FlaskClient | None = None

    def accounts(self, year: int, total: str, change: str = "1.00", planned: str = "40.00") -> None:
        """Publish accounts of a year."""
        self.publish(ACCOUNTS.format(year=year, total=total, change=change, planned=planned))

    def budget(self, year: int, planned: str) -> None:
        """Publish the budget of a year."""
        self.publish(BUDGET.format(year=year, planned=planned))

    def publish(self, text: str) -> None:
        """Publish a report as text."""
        self._count += 1
        folder = self._inbox / str(self._count)
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text(text, encoding="utf-8")
        assert not any(outcome.failed for outcome in publish(self.settings.store, [folder]))
        self.sync()

    def withdraw(self, name: str, number: int = 1) -> None:
        """Withdraw a version of a report."""
        folder = self.store.find_report(name)
        assert folder is not None
        version = next(one for one in self.store.versions(folder) if one.number == number)
        self.store.withdraw(version, "数字有误", NOW)
        self.sync()

    def sync(self) -> None:
        """Bring catalogue and index up to date."""
        sync_catalogue(self.store, self.settings)
        sync_index(self.store, self.settings.index)

    def get(self, address: str, status: int = 200) -> str:
        """A page, which has to answer with a status."""
        if self.client is None:
            self.client = create_app(self.settings).test_client()
        response = self.client.get(address)
        assert response.status_code == status, words(response.text)
        return response.text

    def listed(self, query: str = "") -> list[dict[str, object]]:
        """The findings over several reports as programs get them."""
        self.get("/findings")
        assert self.client is not None
        found: list[dict[str, object]] = self.client.get(f"/findings.json?compared=across&{query}").json["findings"]
        return found

    def address(self, rule: str = "F02") -> str:
        """The address of the only finding of a rule."""
        (url,) = (one["url"] for one in self.listed(f"rule={rule}"))
        return str(url).removeprefix("http://localhost")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(Settings(store=tmp_path / "store", data=tmp_path / "data"), tmp_path / "in")
    yield made
    if made.client is not None:
        made.client.application.extensions[EXTENSION].index.close()


def name(year: int, kind: str = "final-accounts") -> str:
    return f"{ID}-{year}-{kind}"


def test_a_year_against_the_year_before(site: Site) -> None:
    """The page names both reports with their versions, lays out the calculation, and leads to both places."""
    site.accounts(2021, "50.00")
    site.accounts(2022, "60.00", "9.00")
    address = site.address()
    assert re.fullmatch(rf"/findings/{name(2022)}/v1/f02-[0-9a-f]{{16}}", address)
    html = site.get(address)
    told = words(html)
    assert "不一致 上年数与上年公布的数一致" in told
    assert "公布的是50万元，相差1万元" in told
    for step in ("：60 万元", "增加9万元", "推算的2021年数：60 − 9 = 51 万元", "：50 万元", "相差：51 − 50 = 1 万元"):
        assert step in told
    assert told.count("第 1 版") >= 2
    key = address.rpartition("/")[2]
    for year in (2021, 2022):
        link = re.search(rf'href="(/reports/{name(year)}#[^"]*)"', html)
        assert link is not None
        assert f'id="{key}"' in site.get(f"/reports/{name(year)}")
    assert "F02" in told
    assert "相差一个末位单位是四舍五入" in told


def test_both_reports_show_it_beside_the_sentence(site: Site) -> None:
    """A mark behind the words, what it says below the paragraph, and the way to its page."""
    site.accounts(2021, "50.00")
    site.accounts(2022, "60.00", "9.00")
    address = site.address()
    for year, sentence in ((2021, "50.00万元"), (2022, "9.00万元")):
        html = site.get(f"/reports/{name(year)}")
        body = html.partition('<article class="text">')[2]
        place = body.index(f'id="{address.rpartition("/")[2]}"')
        assert sentence in re.sub(r"<[^>]+>", "", body[place : place + 400])
        assert "不一致（与其他报告核对）" in words(html)
        assert html.count(f'href="{address}"') >= 2  # in the panel and in the text


def test_a_budget_against_the_accounts(site: Site) -> None:
    """年初预算 against the published budget: a notice that says why the two may differ."""
    site.budget(2022, "45.00")
    site.accounts(2022, "60.00", planned="40.00")
    (found,) = site.listed("rule=G01")
    assert (found["severity"], found["reportType"]) == ("notice", "final_accounts")
    compared = found["comparedWith"]
    assert isinstance(compared, dict)
    assert (compared["report"], compared["version"]) == (name(2022, "budget"), 1)
    told = words(site.get(site.address("G01")))
    assert "相差：45 − 40 = 5 万元" in told
    assert "只作提示" in told
    assert "与其他报告核对" in words(site.get(f"/reports/{name(2022, 'budget')}"))


def test_lists_and_counts(site: Site) -> None:
    """It is in the list, its CSV, the rules, and in the counts of agency, year and home, all of which agree."""
    site.accounts(2021, "50.00")
    site.accounts(2022, "60.00", "9.00")
    site.budget(2022, "45.00")
    listed = site.listed()
    assert sorted(str(one["rule"]) for one in listed) == ["F02", "G01"]
    assert site.client is not None
    for address, query in (
        (f"/agencies/{ID}", f"agency={ID}"),
        ("/years/2022", "year=2022"),
        ("/", ""),
        ("/regions/430203", "region=430203"),
    ):
        for severity, unit in (("error", "处不一致"), ("notice", "条提示")):
            total = site.client.get(f"/findings.json?severity={severity}&{query}").json["total"]
            assert f"{total} {unit}" in words(site.get(address)), address
    row = site.get("/rules").partition('<tr id="F02">')[2].partition("</tr>")[0]
    assert "rule=F02" in row
    with site.client.get("/findings.csv?compared=across") as response:
        content = response.data.decode("utf-8-sig")
    assert "芦淞区教育局2021年度部门决算" in content
    assert "/findings/" in content


def test_the_neighbour_is_withdrawn(site: Site) -> None:
    """The address says that the other report is withdrawn, and tells nothing that it said; restored, it is back."""
    site.accounts(2021, "50.00")
    site.accounts(2022, "60.00", "9.00")
    address = site.address()
    site.withdraw(name(2021))
    told = words(site.get(address, 410))
    assert "2024年1月1日撤下，不再公开。理由：数字有误" in told
    assert "F02" in told
    assert "50万元" not in told
    assert site.listed() == []
    assert f'href="{address}"' not in site.get(f"/reports/{name(2022)}")
    folder = site.store.find_report(name(2021))
    assert folder is not None
    site.store.restore(site.store.versions(folder)[0])
    site.sync()
    site.get(address)
    assert site.address() == address


def test_the_neighbour_is_corrected(site: Site) -> None:
    """A new version of the other report with the right number: gone, since that version; the same number: it stays."""
    site.accounts(2021, "50.00")
    site.accounts(2022, "60.00", "9.00")
    address = site.address()
    site.accounts(2021, "50.00", "2.00")
    assert site.address() == address
    assert "第 2 版" in words(site.get(address))
    site.accounts(2021, "51.00")
    assert "现在公开的是第 3 版，不再是第 2 版" in words(site.get(address, 410))


def test_the_report_itself_is_corrected(site: Site) -> None:
    """The address of the older version says which is current, and whether that still has it."""
    site.accounts(2021, "50.00")
    site.accounts(2022, "60.00", "9.00")
    address = site.address()
    site.accounts(2022, "60.00", "9.00", planned="41.00")
    html = site.get(address, 410)
    assert "现在公开的是第 2 版" in words(html)
    assert "现在的版本仍有这一条" in words(html)
    assert site.address() == address.replace("/v1/", "/v2/")
    assert f'href="{site.address()}"' in html
    site.accounts(2022, "60.00", "10.00")
    assert "仍有这一条" not in words(site.get(address, 410))
    site.withdraw(name(2022), 1)
    assert "撤下" in words(site.get(address, 410))


def test_the_neighbour_came_later(site: Site) -> None:
    """What could not be checked is, as soon as the other report is there."""
    site.accounts(2022, "60.00", "9.00")
    assert site.listed() == []
    assert "没有收录" in words(site.get(f"/reports/{name(2022)}"))
    site.accounts(2021, "50.00")
    site.get(site.address())


def test_addresses_outlive_a_rebuild(site: Site) -> None:
    """A rebuilt catalogue tells the same under the same addresses, and still knows those that are gone."""
    site.accounts(2021, "50.00")
    site.accounts(2022, "60.00", "9.00")
    address = site.address()
    rebuild_catalogue(site.store, site.settings)
    assert site.address() == address
    site.withdraw(name(2021))
    rebuild_catalogue(site.store, site.settings)
    assert "撤下，不再公开" in words(site.get(address, 410))


def test_an_address_that_never_was(site: Site) -> None:
    """It may be mistyped: no such finding."""
    site.accounts(2021, "50.00")
    told = words(site.get(f"/findings/{name(2021)}/v1/f02-0123456789abcdef", 404))
    assert "网址可能写错了" in told


DEPARTMENT = """芦淞区教育局2022年度部门决算
第一部分 芦淞区教育局概况
二、机构设置及决算单位构成
（二）决算单位构成
芦淞区教育局2022年度部门决算汇总公开单位构成包括：芦淞区教育局本级、芦淞区第一中学、芦淞区教师进修学校。
第三部分 2022年度部门决算情况说明
三、支出决算情况说明
本年支出合计100.00万元，其中：基本支出60.00万元，项目支出40.00万元。
"""
UNIT = """{agency}2022年度单位决算
第一部分 {agency}概况
一、主要职责
教育教学。
第三部分 2022年度单位决算情况说明
三、支出决算情况说明
本年支出合计{spent}万元，其中：基本支出{spent}万元。
"""


def test_a_department_against_its_units(site: Site) -> None:
    """The sum is laid out unit by unit; each unit's page shows the finding and leads to it."""
    site.publish(DEPARTMENT)
    spent = {"芦淞区教育局": "30.00", "芦淞区第一中学": "40.00", "芦淞区教师进修学校": "20.00"}
    for agency, amount in spent.items():
        site.publish(UNIT.format(agency=agency, spent=amount))
    address = site.address("G02")
    told = words(site.get(address))
    assert "个单位合计：30 + 40 + 20 = 90 万元" in told
    assert "相差：100 − 90 = 10 万元" in told
    names = [one.name for one in site.store.published()]
    assert len(names) == 4
    for one in names:
        assert f'href="/reports/{one}' in site.get(address)
        page = site.get(f"/reports/{one}")
        assert f'href="{address}"' in page
        assert "与其他报告核对" in words(page)
