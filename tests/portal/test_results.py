"""What surrounds the results of a search: chips and facets, orders and pages, files, figures, sections, one report."""

import csv
import io
import json
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from browsing import AGENCY, FINDINGS, REPORT, addresses, browse, fetch, hits, page, unescaped, words
from ingest.settings import Settings

SHORT = "天元区公共数据服务中心"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def asking(served: Settings) -> Iterator[FlaskClient]:
    """A browser before a site with a catalogue and an index."""
    with browse(served) as client:
        yield client


def told(client: FlaskClient, address: str) -> dict[str, object]:
    """The JSON of an address."""
    found: dict[str, object] = json.loads(fetch(client, address))
    return found


def rows(client: FlaskClient, address: str) -> list[dict[str, str]]:
    """The lines of a CSV."""
    return list(csv.DictReader(io.StringIO(fetch(client, address).decode("utf-8-sig"), newline="")))


def total(html: str) -> int:
    match = re.search(r"共 ([\d,]+) [份个处]", words(html))
    assert match
    return int(match[1].replace(",", ""))


def link(html: str, label: str) -> str:
    """Where the first link with a label leads to."""
    for address, text in re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', html, re.DOTALL):
        if words(text).startswith(label):
            return unescaped(address)
    pytest.fail(f"no link “{label}”")


def test_chips_are_taken_off(asking: FlaskClient) -> None:
    """Each thing that was understood is shown, and its link searches without it."""
    html = page(asking, f"/search?q={SHORT} 三公经费 2022")
    assert total(html) == 2
    without_year = page(asking, link(html, "2022年度 ×"))
    assert total(without_year) > 2
    assert "2022年度 ×" not in words(without_year)
    assert "“三公”经费 ×" in words(without_year)


def test_a_search_is_taken_literally(asking: FlaskClient) -> None:
    """Nothing is understood then, and a link leads back."""
    html = page(asking, f"/search?q={SHORT} 2022")
    literal = page(asking, link(html, "按字面搜索"))
    assert "识别为" not in words(literal)
    assert "按字面搜索：" in words(literal)
    assert total(page(asking, link(literal, "识别单位"))) == total(html)


def test_a_facet_knows_what_the_text_says(asking: FlaskClient) -> None:
    """A value that the text says is chosen, and its link takes it out of the text; another value takes its place."""
    html = page(asking, "/search?q=公务接待费 2022")
    (chosen,) = re.findall(r'<a href="([^"]+)" class="on"', html)
    assert total(page(asking, chosen)) == total(page(asking, "/search?q=公务接待费"))
    other = link(html, "2021年度")
    assert "year=2021" in other
    assert total(page(asking, other)) == total(page(asking, "/search?q=公务接待费&year=2021"))


def test_a_range_is_narrowed_further(asking: FlaskClient) -> None:
    """Where one word means several years, none is chosen: each narrows to itself."""
    html = page(asking, "/search?q=公务接待费 2021-2022")
    assert not re.findall(r'class="on"', html)
    narrowed = page(asking, link(html, "2022年度"))
    assert total(narrowed) == total(page(asking, "/search?q=公务接待费&year=2022")) < total(html)
    assert "2021-2022" not in words(narrowed)


def test_facets_count_what_they_leave(asking: FlaskClient) -> None:
    """Every value of every facet leaves as many reports as it says, also what the checks found."""
    html = page(asking, "/search?q=支出 2022")
    values = re.findall(
        r'<li><a href="([^"]+)"(?! class="on")[^>]*><span>([^<]+)</span> <span class="n">(\d+)</span>', html
    )
    assert {"有不一致", "湖南省", "部门决算", "2021年度"} <= {label for _, label, _ in values}
    for address, label, count in values:
        assert total(page(asking, address)) == int(count), label


def test_what_the_checks_found(client: FlaskClient) -> None:
    """The filter gives the reports whose badge says so."""
    for value, badge in (("errors", "处不一致"), ("notices", "条提示"), ("clear", "项核对未见不一致")):
        html = page(client, f"/search?findings={value}")
        assert hits(html)
        assert all(badge in words(hit) for hit in hits(html))
        assert total(html) == len(hits(html))


def test_orders(asking: FlaskClient) -> None:
    """By year both ways; by amount only where an indicator was understood, those without one last."""
    years = [hit["year"] for hit in told(asking, "/search.json?q=绩效&sort=oldest&size=100")["hits"]]
    assert years == sorted(years)
    assert [hit["year"] for hit in told(asking, "/search.json?q=绩效&sort=newest&size=100")["hits"]] == sorted(
        years, reverse=True
    )
    assert "金额从高到低" not in words(page(asking, "/search?q=绩效"))
    html = page(asking, "/search?q=公务接待费")
    found = told(asking, link(html, "金额从高到低").replace("/search?", "/search.json?"))["hits"]
    amounts = [float(hit["amount"]["value"]) for hit in found if hit["amount"]]
    assert amounts == sorted(amounts, reverse=True)
    assert len(set(amounts)) > 2
    assert all(hit["amount"] is None for hit in found[len(amounts) :])


def test_an_amount_leads_to_its_sentence(asking: FlaskClient) -> None:
    """Beside a hit stands the amount of what was asked for; its link opens the report at it."""
    first, *_ = hits(page(asking, f"/search?q={SHORT} 三公经费 2022 "))
    match = re.search(r'class="amount">.*?href="(/reports/[^"#]+)#(f\d+)"', first, re.DOTALL)
    assert match
    assert f'id="{match[2]}"' in page(asking, match[1])


def test_reports_with_an_amount_in_a_range(asking: FlaskClient) -> None:
    """Only reports whose figure is within the bounds are found, in the order of the list; files hold the same."""
    found = told(asking, "/search.json?q=公务接待费 超过2万")
    amounts = [float(hit["amount"]["value"]) for hit in found["hits"]]
    assert amounts == sorted(amounts, reverse=True)
    assert min(amounts) > 20_000
    assert found["total"] == len(amounts) == len(rows(asking, "/search.csv?q=公务接待费 超过2万"))
    assert told(asking, "/search.json?q=公务接待费 超过9亿")["total"] == 0


def test_what_answers_comes_first(asking: FlaskClient) -> None:
    """The report that the answer rests on is the first hit, its sentence the first passage."""
    found = told(asking, f"/search.json?q={SHORT} 公务接待费 2022")
    (card,) = [one for one in found["cards"] if one["kind"] == "figure"]
    assert found["hits"][0]["report"] == card["report"]
    assert card["disclosed"] in found["hits"][0]["passages"][0]["text"]


@pytest.mark.parametrize("without", ["-公务接待", "NOT 公务接待", '-"公务接待费"', "-绿道"])
@pytest.mark.parametrize("asked", [f"{SHORT} 三公经费 2022", "哪些单位 公务接待费 超过2万", SHORT])
def test_no_answer_against_the_conditions(asking: FlaskClient, asked: str, without: str) -> None:
    """Who excludes words gets reports without them, and no card that may rest on one that holds them."""
    assert told(asking, f"/search.json?q={asked}")["cards"]
    assert told(asking, f"/search.json?q={asked} {without}")["cards"] == []
    assert 'class="answers"' not in page(asking, f"/search?q={asked} {without}")


def test_a_heading_that_is_asked_for(asking: FlaskClient) -> None:
    """A section whose heading is what was asked is linked to before places that speak of it."""
    found = told(asking, f"/search.json?q={SHORT} 2022 名词解释")["hits"]
    assert "名词解释" in found[0]["passages"][0]["heading"]


def test_pages_to_the_end(client: FlaskClient) -> None:
    """Every report stands on exactly one page, in any order; behind the last page there is none."""
    every = told(client, "/search.json?size=100")
    assert every["total"] > 20
    for order in ("", "&sort=oldest"):
        first = page(client, f"/search?size=20{order}")
        pages = [first, page(client, link(first, "下一页"))]
        names = [re.findall(r'<h2><a href="/reports/([^"]+)"', html) for html in pages]
        assert sorted(name for of_page in names for name in of_page) == sorted(hit["report"] for hit in every["hits"])
    assert "一共 2 页" in words(page(client, "/search?page=3", 404))
    assert page(client, "/search?size=30", 400)


def test_every_link_of_the_results_opens(asking: FlaskClient) -> None:
    """Chips, facets, orders, scopes, sizes, files."""
    html = page(asking, f"/search?q={SHORT} 三公经费&sort=highest&year=2022")
    for address in addresses(html):
        if address.startswith("/search"):
            assert fetch(asking, address)


def test_the_report_opens_marked(client: FlaskClient) -> None:
    """A passage's link leads to its words, marked in their section, beside the marks of figures and findings."""
    html = page(client, f"/search?q={SHORT} 公务接待费 2021")
    address = next(one for one in addresses(html) if one.startswith(f"/reports/{FINDINGS}?mark="))
    plain, marked = page(client, f"/reports/{FINDINGS}"), page(client, address.partition("#")[0])
    assert address.endswith("#mark")
    assert marked.count('id="mark"') == 1
    assert "sought" not in plain
    assert words(marked).count("已标出") == 1
    for css in ("finding", "figure"):
        pattern = rf'<span class="[^"]*\b{css}\b'
        assert len(re.findall(pattern, marked)) >= len(re.findall(pattern, plain)) > 0


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("?mark=公务接待费", "已标出"),
        ("?mark=公务接待费&at=999999999", "已标出"),  # the text is another one by now
        ("?mark=航天飞机&at=10", "这份报告里没有"),
    ],
)
def test_a_link_that_is_out_of_date(client: FlaskClient, address: str, expected: str) -> None:
    """The words are marked wherever they stand, and the page says so or that they do not."""
    assert expected in words(page(client, f"/reports/{REPORT}{address}"))


@pytest.mark.parametrize("address", ["?mark=！？", "?mark="])
def test_nothing_to_mark(client: FlaskClient, address: str) -> None:
    """Punctuation is no word."""
    assert "sought-note" not in page(client, f"/reports/{REPORT}{address}")


def test_results_as_json(asking: FlaskClient) -> None:
    """The agreed shape; a passage's marks are places in its text, its address opens the report."""
    found = told(asking, f"/search.json?q={SHORT} 公务接待费 2022")
    assert found.keys() >= {"query", "total", "page", "pages", "chips", "cards", "hits", "facets", "suggestions"}
    assert found["query"]["filters"]["agency"] == [AGENCY]
    hit = found["hits"][0]
    assert hit.keys() >= {
        "report", "title", "agency", "agencyName", "year", "type", "url", "score", "errors", "notices", "amount", "passages",
    }  # fmt: skip
    passage = hit["passages"][0]
    marked = {passage["text"][start:end] for start, end in passage["marks"]}
    assert marked & {"公务接待费", "公务接待"}
    assert fetch(asking, passage["url"].partition("#")[0])


def test_results_as_csv(client: FlaskClient) -> None:
    """All results, not a page of them, in the page's order, each with its sentence and where that stands."""
    found = told(client, "/search.json?q=公务接待费&size=100")
    listed = rows(client, "/search.csv?q=公务接待费&page=1")
    assert [row["报告名"] for row in listed] == [hit["report"] for hit in found["hits"]]
    assert all("公务接待" in row["命中句"] for row in listed)
    assert all(row["网址"].startswith("http") and "#mark" in row["网址"] for row in listed)
    assert {row["不一致数"] for row in listed} == {str(hit["errors"]) for hit in found["hits"]}
    with client.get("/search.csv?q=公务接待费 预算") as response:
        response.headers["Content-Disposition"].encode("latin-1")  # as a server sends it
        assert response.data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("scope", ["reports", "sections", "figures"])
def test_a_file_of_nothing(client: FlaskClient, scope: str) -> None:
    """Punctuation finds nothing, in files too; columns are named all the same."""
    assert fetch(client, f"/search.csv?q=？！&scope={scope}").count(b"\n") == 1
    assert told(client, f"/search.json?q=？！&scope={scope}")["total"] == 0


def test_a_feed_of_new_reports(client: FlaskClient) -> None:
    """The latest first, each under an id of its own that does not depend on where the site stands."""
    feed = ET.fromstring(fetch(client, "/search.atom?region=430211"))
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == told(client, "/search.json?region=430211")["total"]
    times = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert times == sorted(times, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == times[0]
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len({*ids, feed.findtext(f"{ATOM}id")}) == len(ids) + 1
    elsewhere = ET.fromstring(client.get("/search.atom?region=430211", base_url="https://example.org").data)
    assert [entry.findtext(f"{ATOM}id") for entry in elsewhere.findall(f"{ATOM}entry")] == ids
    empty = ET.fromstring(fetch(client, "/search.atom?q=航天飞机发射场"))
    assert empty.findtext(f"{ATOM}updated")
    assert not empty.findall(f"{ATOM}entry")


def test_figures_are_results(asking: FlaskClient) -> None:
    """Those of the agency, year and indicator, each with its sentence, which its link opens."""
    found = told(asking, f"/search.json?q={SHORT} 公务接待费 2022&scope=figures")
    assert found["total"] == len(found["hits"])
    for hit in found["hits"]:
        assert (hit["agency"], hit["year"], hit["indicator"]) == (AGENCY, 2022, "three_public.reception")
        assert hit["disclosed"] in hit["sentence"]
        address, anchor = hit["url"].split("#")
        assert f'id="{anchor}"' in page(asking, address)
    assert rows(asking, f"/search.csv?q={SHORT} 公务接待费 2022&scope=figures")[0]["数值"] == found["hits"][0]["value"]


def test_figures_by_amount(asking: FlaskClient) -> None:
    """A range narrows them exactly; the order goes on over pages."""
    found = told(asking, "/search.json?q=公务接待费 超过2万&scope=figures&sort=lowest&size=100")
    values = [float(hit["value"]) for hit in found["hits"]]
    assert values
    assert values == sorted(values)
    assert min(values) > 20_000
    every = told(asking, "/search.json?q=公务接待费&scope=figures&size=100")["hits"]
    above = [one for one in every if one["measure"] == "amount" and float(one["value"]) > 20_000]
    assert found["total"] == len(above)


def test_figures_by_words_of_their_sentence(client: FlaskClient) -> None:
    """Words stand in the label or in the sentence of a figure, as words: 接待 alone, not across two."""
    found = told(client, "/search.json?q=国内 公务接待&scope=figures&size=100&plain=1")
    assert found["total"]
    assert all("接待" in f"{hit['label']}{hit['sentence']}" for hit in found["hits"])
    assert told(client, "/search.json?q=%25&scope=figures")["total"] == 0


@pytest.mark.parametrize("narrowed", ["", "&year=2022", "&year=2021&type=final_accounts&region=430211"])
def test_facets_of_figures(client: FlaskClient, narrowed: str) -> None:
    """They count figures, what else there is beside a filter among them."""
    html = page(client, f"/search?q=公务接待费&scope=figures{narrowed}")
    values = re.findall(
        r'<li><a href="([^"]+)"(?! class="on")[^>]*><span>([^<]+)</span> <span class="n">([\d,]+)</span>', html
    )
    assert values
    for address, label, count in values:
        assert total(page(client, address)) == int(count.replace(",", "")), label


@pytest.mark.parametrize("asked", ["公务接待费 因公出国", "支出", "三公经费 -绿道", "公务接待费 2022"])
def test_sections_are_results(asking: FlaskClient, asked: str) -> None:
    """Each is on exactly one page, one hit each; the total is theirs, in files too, and each link opens the report."""
    first = told(asking, f"/search.json?q={asked}&scope=sections&size=50")
    pages = [told(asking, f"/search.json?q={asked}&scope=sections&size=50&page={n + 1}") for n in range(first["pages"])]
    found = [(hit["report"], one["section"]) for each in pages for hit in each["hits"] for one in hit["passages"]]
    assert len(found) == len(set(found)) == first["total"] > 1
    assert len({report for report, _ in found}) == first["reports"]
    assert len(rows(asking, f"/search.csv?q={asked}&scope=sections")) == first["total"]
    html = page(asking, f"/search?q={asked}&scope=sections")
    assert total(html) == first["total"]
    assert f"个章节，在 {first['reports']} 份报告里" in words(html)
    assert fetch(asking, first["hits"][0]["passages"][0]["url"].partition("#")[0])


def test_sections_hold_all_words(client: FlaskClient) -> None:
    """Those whose headings say what was asked go first; what a report's title says they need not hold."""
    found = told(client, "/search.json?q=名词解释 2022&scope=sections&size=100")
    titled = ["名词解释" in hit["passages"][0]["heading"] for hit in found["hits"]]
    assert titled[0]
    assert titled == sorted(titled, reverse=True)
    assert {hit["year"] for hit in found["hits"]} >= {2022}
    both = told(client, "/search.json?q=公务接待费 因公出国&scope=sections&size=100")
    held = {(hit["report"], hit["passages"][0]["section"]) for hit in both["hits"]}
    assert len(held) < told(client, "/search.json?q=公务接待费&scope=sections")["total"]


def test_facets_of_sections(asking: FlaskClient) -> None:
    """They count sections: every value leaves as many as it says."""
    html = page(asking, "/search?q=公务接待费&scope=sections")
    values = re.findall(
        r'<li><a href="([^"]+)"(?! class="on")[^>]*><span>([^<]+)</span> <span class="n">([\d,]+)</span>', html
    )
    assert values
    for address, label, count in values:
        assert total(page(asking, address)) == int(count.replace(",", "")), label


def test_sections_without_words(asking: FlaskClient) -> None:
    """Where nothing is left that sections could hold, reports are listed, and the page says so."""
    html = page(asking, f"/search?q={SHORT} 2022&scope=sections")
    assert total(html) == total(page(asking, f"/search?q={SHORT} 2022"))
    assert "没有要在章节里找的词" in words(html)
    assert "个章节" not in words(html)


def test_words_that_no_section_holds_together(asking: FlaskClient) -> None:
    """Nothing is found then, though reports hold them; what to do gives as much as it says."""
    html = page(asking, f"/search?q={SHORT} 名词解释 公务接待批次 国内&scope=sections&plain=1")
    assert "没有找到" in words(html)
    ways = told(asking, f"/search.json?q={SHORT} 名词解释 公务接待批次 国内&scope=sections&plain=1")["suggestions"]
    for way in ways:
        assert total(page(asking, way["url"])) == way["total"]


def test_one_report_is_searched(client: FlaskClient, asking: FlaskClient) -> None:
    """All passages in reading order, each with its address; the box on the report's page is a plain form."""
    assert f'name="report" value="{REPORT}"' in page(client, f"/reports/{REPORT}")
    found = told(client, f"/search.json?report={REPORT}&q=公务接待费&size=100")
    places = [int(at) for one in found["passages"] for at in re.findall(r"at=(\d+)", one["url"])]
    assert places == sorted(places)
    assert len(places) == found["total"] > 3
    assert total(page(client, f"/search?report={REPORT}&q=公务接待费")) == found["total"]
    assert len(rows(client, f"/search.csv?report={REPORT}&q=公务接待费")) == found["total"]
    assert "没有找到" in words(page(client, f"/search?report={REPORT}&q=航天飞机"))
    assert total(page(asking, f"/search?report={REPORT}&q=2022"))  # within a report, a year is a word
    assert page(client, "/search?report=nothing&q=支出", 404)


def test_nothing_found_says_what_to_drop(asking: FlaskClient) -> None:
    """What dropping each condition would give, only where that is something, and its link gives as much."""
    html = page(asking, "/search?q=公务接待费 2022&type=project_performance")
    assert "没有找到" in words(html)
    assert "识别为" in words(html)
    ways = told(asking, "/search.json?q=公务接待费 2022&type=project_performance")["suggestions"]
    assert ways
    for way in ways:
        assert way["kind"] in {"spelling", "drop"}
        assert way["total"] > 0
        assert total(page(asking, way["url"])) == way["total"]
        assert unescaped(way["url"]) in {unescaped(one) for one in addresses(html)}


def test_several_words_are_dropped_together(asking: FlaskClient) -> None:
    """Where two words of a sentence stand in no report, what is left without both of them is offered."""
    html = page(asking, "/search?q=小区门口的绿道什么时候修好")
    assert "没有找到" in words(html)
    offered = link(html, "去掉“小区、门口")
    assert total(page(asking, offered)) > 0


def test_an_exclusion_is_a_condition_that_can_be_dropped(asking: FlaskClient) -> None:
    """What is not to be held is named, and its way leads to the reports that hold it."""
    html = page(asking, "/search?q=公务接待费 -公务接待费")
    assert "不含“公务接待费”" in words(html)
    dropped = link(html, "去掉“-公务接待费”")
    assert total(page(asking, dropped)) > 0
    html = page(asking, "/search?q=公务接待费 -“公务接待”")
    assert total(page(asking, link(html, "去掉“-‘公务接待’”"))) > 0


@pytest.mark.parametrize("name", ["sort", "scope", "findings", "size", "year"])
def test_an_address_that_means_nothing(client: FlaskClient, name: str) -> None:
    """A Chinese sentence, for programs in their shape."""
    assert "请求有误" in words(page(client, f"/search?{name}=what", 400))
    error = json.loads(client.get(f"/search.json?{name}=what").text)["error"]
    assert error["code"] == "bad_request"
