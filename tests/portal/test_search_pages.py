"""What a search shows: results, filters, and what it says where nothing can be found."""

import re

import pytest
from flask.testing import FlaskClient

from browsing import REPORT, addresses, hits, page, words


def test_search_finds_by_short_name_year_and_indicator(client: FlaskClient) -> None:
    """What a citizen types finds the report of that agency and year first, with the sentence."""
    first, *_ = hits(page(client, "/search?q=天元区公共数据服务中心 三公经费 2022"))
    assert f"/reports/{REPORT}" in first
    assert "<mark>" in first
    assert re.search(rf"/reports/{REPORT}\?mark=[^\"]+at=\d+#mark", first)


def test_results_are_shown_from_the_index(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """No report is opened for a page of results; a list narrowed by filters alone shows no passages."""
    monkeypatch.setattr("portal.published.find_published", lambda *_: pytest.fail("a report was read"))
    monkeypatch.setattr("ingest.store.Store.find_report", lambda *_: pytest.fail("a report was read"))
    assert "passage" in page(client, "/search?q=三公经费&plain=1")
    assert "passage" not in page(client, "/search?year=2022")


def test_filters_with_counts(client: FlaskClient) -> None:
    """Filters narrow, show counts, and can be taken off again."""
    html = page(client, "/search?year=2022&type=final_accounts&region=330602")
    assert "共 2 份报告" in words(html)
    assert "已限定" in words(html)
    for address in addresses(html):
        if address.startswith("/search?"):
            assert "共 0 份报告" not in words(page(client, address))


def test_nothing_found(client: FlaskClient) -> None:
    """What was searched, and what to do."""
    text = words(page(client, "/search?q=航天飞机发射场"))
    assert "没有找到" in text
    assert "航天" in text


@pytest.mark.parametrize("query", ["%", '"', "*", "？！", "- ("])
def test_punctuation_alone_is_no_search(client: FlaskClient, query: str) -> None:
    """Where nothing can be searched for, the page says so and lists no report."""
    html = client.get("/search", query_string={"q": query}).text
    assert "没有可以搜索的内容" in words(html)
    assert not hits(html)


@pytest.mark.parametrize(
    "query", ["天元区公共数据服务中心2022年三公经费是多少", "天元区公共数据服务中心 2022 支出多少钱？"]
)
def test_questions_are_answered(client: FlaskClient, query: str) -> None:
    """A question in a person's own words finds the report; the words of asking need not stand in it."""
    first, *_ = hits(page(client, f"/search?q={query}"))
    assert f"/reports/{REPORT}" in first


@pytest.mark.parametrize("query", ['"', "-", "a OR", "*?[", "%00", "'; drop table", "()" * 300, "：：", "AND NOT"])
def test_no_query_is_an_error(client: FlaskClient, query: str) -> None:
    """Anything can be searched for."""
    assert client.get("/search", query_string={"q": query}).status_code == 200


def test_a_page_tells_what_it_lists(client: FlaskClient) -> None:
    """Title and heading name the words or the filters; where nothing is found there is nothing to filter by."""
    html = page(client, "/search?year=2022&type=performance")
    assert "<title>部门整体支出绩效自评 · 2022年度 · 明账</title>" in html
    assert "筛选" in html
    assert "筛选" not in page(client, "/search?q=航天飞机发射场")


def test_checks_are_counted(client: FlaskClient) -> None:
    """A badge that says that nothing was found says in how many checks."""
    counts = [int(count) for count in re.findall(r"(\d+) 项核对未见不一致", page(client, "/search"))]
    assert counts
    assert min(counts) >= 5


@pytest.mark.parametrize("text", ["年度:abc 三公经费", "航天飞机 三公经费"])
def test_what_was_left_out_is_told(client: FlaskClient, text: str) -> None:
    """What no report has, or nobody understands, does not empty the results; the page says so."""
    html = page(client, f"/search?q={text}")
    assert hits(html)
    assert f"没有用来查找：“{text.split(maxsplit=1)[0]}”" in words(html)


def test_a_sentence_finds_what_reports_say_of_it(client: FlaskClient) -> None:
    """Which words were sought and which were not is told; the same in JSON."""
    html = page(client, "/search?q=航天飞机的机房运维找谁管")
    assert hits(html)
    assert "没有一份报告写到全部这些词，按" in words(html)
    assert re.search("没有用来查找：.*“航天飞机”", words(html))
