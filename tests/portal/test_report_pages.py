"""The page of a report: its text, its headlines, what was found in it, and what is left of it once withdrawn."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from browsing import FINDINGS, REPORT, browse, fetch, hits, page, words
from index.building import sync_index
from ingest.settings import Settings
from ingest.store import Store
from portal.catalogue.filling import sync_catalogue
from publishing import publish


def test_a_report(client: FlaskClient) -> None:
    """Text with outline, figures marked, findings, downloads."""
    html = page(client, f"/reports/{REPORT}")
    assert 'class="outline"' in html
    assert '<span class="figure" title="2022年度 本年收入合计' in html
    assert "CSV（Excel）" in html
    assert "CSV（程序）" in html
    assert "项相符" in html


def test_anchors_exist(client: FlaskClient) -> None:
    """Every link into a report leads to a place in it."""
    html = page(client, f"/reports/{REPORT}")
    ids = set(re.findall(r'id="([^"]+)"', html))
    inside = set(re.findall(r'href="#([^"]+)"', html))
    assert inside
    assert inside <= ids
    linked = re.findall(rf'href="/reports/{REPORT}#([^"]+)"', page(client, f"/reports/{REPORT}/data/figures"))
    assert len(linked) > 40
    assert set(linked) <= ids


def test_a_sample_says_that_it_is_invented(client: FlaskClient) -> None:
    """Before anything that it says, and in its package."""
    seen = words(page(client, f"/reports/{REPORT}"))
    assert seen.index("单位和数字均为虚构") < seen.index("主要数字")
    descriptor = json.loads(fetch(client, f"/reports/{REPORT}/files/datapackage.json"))
    assert any("虚构" in note for note in descriptor["notes"])


def test_a_unit_is_not_called_a_department(client: FlaskClient) -> None:
    """A unit's own accounts are 单位决算, on its page and among the results."""
    assert "单位决算 · 单位本级" in words(page(client, f"/reports/{REPORT}"))
    hit = next(one for one in hits(page(client, "/search?year=2022")) if f"/reports/{REPORT}" in one)
    assert "2022年度 · 单位决算" in words(hit)


def test_the_headlines_of_a_budget(client: FlaskClient, served: Settings) -> None:
    """A budget's page shows what is planned, under the names of plans."""
    version = next(one for one in Store(served.store).published() if one.descriptor["reportType"] == "budget")
    shown = words(page(client, f"/reports/{version.descriptor['name']}")).split("主要数字")[1].split("核对")[0]
    assert all(name in shown for name in ("收入预算", "支出预算", "基本支出预算", "项目支出预算", "经费预算"))
    assert "本年收入合计" not in shown


def test_a_finding_stands_beside_its_sentence(client: FlaskClient) -> None:
    """A planted mistake is named, and its place is marked."""
    html = page(client, f"/reports/{FINDINGS}")
    assert re.search(r'class="badge error">不一致', html)
    assert re.search(r'<span class="[^"]*finding error[^"]*"', html)


def test_a_finding_says_what_it_is_where_it_stands(client: FlaskClient) -> None:
    """Whoever follows the link of a finding reads its message below the paragraph, without a pointer."""
    html = page(client, f"/reports/{FINDINGS}")
    message = re.search(r'<a href="#(c\d+)">([^<]+)</a>', html)
    assert message is not None
    behind = html.partition(f'id="{message[1]}"')[2].partition("</p>")[2]
    below = re.match(r'\s*<span class="remark.*?</span>', behind, re.DOTALL)
    assert below is not None
    assert message[2] in words(below[0])


def test_findings_of_a_report_stand_in_groups(client: FlaskClient) -> None:
    """What contradicts comes first, what rounding explains is folded, and each leads to its place and to its page."""
    name = FINDINGS
    html = page(client, f"/reports/{name}")
    list_of_them = html.partition("<h2>核对</h2>")[2].partition("</section>")[0]
    order = [list_of_them.index(one) for one in ('class="error"', '<details class="folded">', 'class="rounding"')]
    assert order == sorted(order)
    told = re.findall(rf'href="#(c\d+)">.*?href="/findings/{name}/v1/(c\d+)"', list_of_them)
    assert len(told) == list_of_them.count("<li class=")
    assert all(one == other for one, other in told)
    assert re.search(r"\d+ 项相符", words(list_of_them))
    assert re.search(r"无法核对的 \d+ 项", words(list_of_them))


def test_a_marked_cell_has_its_message_below_its_row(client: FlaskClient) -> None:
    """A table is not torn apart by a message: it stands in a row of its own."""
    html = page(client, "/reports/430211-chengshilvdaoguanlichu-2023-final-accounts")
    row = html.partition('id="c001"')[2].partition("</tr>")
    assert "核1" in row[0]
    assert re.match(r'\s*<tr class="remarks">', row[2])


SHORT = """芦淞区教育局2022年度部门决算
第三部分 2022年度部门决算情况说明
三、支出决算情况说明
本年支出合计5.00万元，其中：基本支出占60%，另有设备3.20万元。
"""


@pytest.fixture
def short(tmp_path: Path) -> Iterator[FlaskClient]:
    """A site with one report in which there is little to check."""
    settings = Settings(store=tmp_path / "store", data=tmp_path / "data")
    source = tmp_path / "a.txt"
    source.write_text(SHORT, encoding="utf-8")
    assert not any(outcome.failed for outcome in publish(settings.store, [source]))
    sync_catalogue(Store(settings.store), settings)
    sync_index(Store(settings.store), settings.index)
    with browse(settings) as client:
        yield client


def test_a_report_that_was_hardly_checked_is_not_praised(short: FlaskClient) -> None:
    """With few checks no badge says that all is well; the report's page names what was not read and not checked."""
    for address in ("/", "/search?q=支出"):
        html = page(short, address)
        assert "核对不足" in words(html)
        assert "badge ok" not in html
    text = words(page(short, "/reports/430203-jiaoyuju-2022-final-accounts"))
    assert re.search(r"读出 \d+ 个数字 ，另有 \d+ 处金额尚未读取", text)
    assert "没有发现不一致" not in text
    assert "正文的收入、支出与表一致，占比与金额相符" in text.partition("无法核对的")[2]


def test_the_page_of_a_withdrawn_report(tmp_path: Path) -> None:
    """It says that the report was withdrawn, when and why; so does an older version's, and a record that is damaged."""
    settings = Settings(store=tmp_path / "store", data=tmp_path / "data")
    store, path = Store(settings.store), tmp_path / "a.txt"
    for text in ("", "更正。"):
        path.write_text(f"芦淞区教育局2022年度部门决算\n一、收入情况\n本年收入合计5.00万元。{text}\n", encoding="utf-8")
        publish(store.root, [path])
    address = "/reports/430203-jiaoyuju-2022-final-accounts"
    first, second = store.versions(next(store.report_folders()))
    with browse(settings) as client:
        store.withdraw(first, "<b>金额</b>有误", datetime(2024, 1, 2, 3, tzinfo=UTC))
        page(client, address)
        html = page(client, f"{address}?v=1", 410)
        assert "第 1 版已于 2024年1月2日撤下" in html
        assert "理由：&lt;b&gt;金额&lt;/b&gt;有误" in html
        store.withdraw(second, "重复", datetime(2024, 2, 3, 4, tzinfo=UTC))
        for suffix in ("", ".zip", "/data/figures"):
            html = page(client, address + suffix, 410)
            assert "株洲市芦淞区教育局2022年度部门决算" in html
            assert "2024年2月3日撤下，不再公开。理由：重复" in html
        second.withdrawal_path.write_text("")
        assert "已经撤下" in page(client, address, 410)
        page(client, f"{address}?v=3", 404)
