"""Pages and addresses of the portal, over the bundled samples."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.building import sync_index
from ingest.checks.rules import RULES
from ingest.register_files import load_register
from ingest.settings import Settings
from ingest.store import Store
from portal import create_app
from portal.catalogue.filling import sync_catalogue
from portal.preview import describe_columns, show_row
from portal.services import EXTENSION
from publishing import publish

AGENCY = "430211-gonggongshujufuwuzhongxin"
REPORT = f"{AGENCY}-2022-final-accounts-unit"


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.text[:500]
    return response.text


def fetch(client: FlaskClient, address: str) -> bytes:
    with client.get(address) as response:
        assert response.status_code == 200
        return response.data


def words(html: str) -> str:
    """What a reader sees of a page."""
    return " ".join(re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL).split())


def addresses(html: str) -> set[str]:
    return {link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"]*)"', html)}


def test_home(client: FlaskClient) -> None:
    """Search box, what is covered, what is new."""
    html = page(client, "/")
    assert 'name="q"' in html
    assert "收录情况" in html
    assert "已知的 4 个单位中已收录" in words(html)
    assert f"/reports/{REPORT}" in addresses(html)


def test_every_link_leads_somewhere(client: FlaskClient) -> None:
    """From the home page on, no address on any page is broken."""
    seen: set[str] = set()
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        plain = address.partition("#")[0]
        # A page of a source shows one picture, whichever of its figures is marked; tests/portal/test_source_pages.py marks them.
        kind = re.sub(r"(?<=[?&]at=)[^&]+", "", plain)
        if kind in seen or not plain:
            continue
        seen.add(kind)
        response = client.get(plain)
        assert response.status_code == 200, plain
        if response.mimetype == "text/html" and not plain.startswith("/search"):
            waiting += sorted(one for one in addresses(response.text) if "zoom=" not in one)
        response.close()
    assert len(seen) > 300


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


def test_search_finds_by_short_name_year_and_indicator(client: FlaskClient) -> None:
    """What a citizen types finds the report of that agency and year first, with the sentence."""
    html = page(client, "/search?q=天元区公共数据服务中心 三公经费 2022")
    first = re.search(r'<article class="hit">.*?</article>', html, re.DOTALL)
    assert first is not None
    assert f"/reports/{REPORT}" in first[0]
    assert "<mark>" in first[0]
    assert re.search(rf"/reports/{REPORT}#s\d+", first[0])


def test_without_words_no_report_is_read(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list narrowed by filters alone shows no passages, and does not open the reports for them."""
    monkeypatch.setattr("portal.views.search.find_published", lambda *_: pytest.fail("a report was read"))
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
    response = client.get("/search", query_string={"q": query})
    assert "没有可以搜索的内容" in words(response.text)
    assert '<article class="hit">' not in response.text


@pytest.mark.parametrize(
    "query", ["天元区公共数据服务中心2022年三公经费是多少", "天元区公共数据服务中心 2022 支出多少钱？"]
)
def test_questions_are_answered(client: FlaskClient, query: str) -> None:
    """A question in a person's own words finds the report; the words of asking need not stand in it."""
    first = re.search(r'<article class="hit">.*?</article>', page(client, f"/search?q={query}"), re.DOTALL)
    assert first is not None
    assert f"/reports/{REPORT}" in first[0]


@pytest.mark.parametrize("query", ['"', "-", "a OR", "*?[", "%00", "'; drop table", "()" * 300, "：：", "AND NOT"])
def test_no_query_is_an_error(client: FlaskClient, query: str) -> None:
    """Anything can be searched for."""
    assert client.get("/search", query_string={"q": query}).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/search?year=abc",
        "/search?page=0",
        "/search?page=-1",
        "/search?type=x",
        "/search?region=999999",
        f"/reports/{REPORT}?v=x",
    ],
)
def test_arguments_that_make_no_sense(client: FlaskClient, address: str) -> None:
    """A bad argument is a 400 in Chinese."""
    assert "请求有误" in page(client, address, 400)


@pytest.mark.parametrize(
    "address",
    [
        "/nothing",
        "/agencies/430211-x",
        "/years/1999",
        "/regions/999999",
        "/reports/x",
        "/reports/..%2f..%2fetc",
        f"/reports/{REPORT}?v=99",
        f"/reports/{REPORT}/data/x",
        f"/reports/{REPORT}/data/source",
        f"/reports/{REPORT}/files/data/x.csv",
        f"/reports/{REPORT}/files/../../../../register/agencies.csv",
        f"/reports/{REPORT}/files/%2e%2e/%2e%2e/register/agencies.csv",
        f"/reports/{REPORT}/files/etc/passwd",
        "/reports/x.zip",
    ],
)
def test_what_is_not_there(client: FlaskClient, address: str) -> None:
    """A page for what does not exist, in Chinese, and no file outside a package."""
    assert "没有" in page(client, address, 404)


def test_a_sample_says_that_it_is_invented(client: FlaskClient) -> None:
    """Before anything that it says, and in its package."""
    seen = words(page(client, f"/reports/{REPORT}"))
    assert seen.index("单位和数字均为虚构") < seen.index("主要数字")
    descriptor = json.loads(fetch(client, f"/reports/{REPORT}/files/datapackage.json"))
    assert any("虚构" in note for note in descriptor["notes"])


def test_the_page_of_a_withdrawn_report(tmp_path: Path) -> None:
    """It says that the report was withdrawn, when and why; so does an older version's, and a record that is damaged."""
    settings = Settings(store=tmp_path / "store", data=tmp_path / "data")
    store, path = Store(settings.store), tmp_path / "a.txt"
    for text in ("", "更正。"):
        path.write_text(f"芦淞区教育局2022年度部门决算\n一、收入情况\n本年收入合计5.00万元。{text}\n", encoding="utf-8")
        publish(store.root, [path])
    app = create_app(settings)
    app.testing = True
    client, address = app.test_client(), "/reports/430203-jiaoyuju-2022-final-accounts"
    first, second = store.versions(next(store.report_folders()))
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


def test_a_page_for_our_own_faults(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault shows a calm page, not a trace."""
    client.application.testing = False

    def fail(_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("portal.catalogue.queries.Catalogue.years", fail)
    html = page(client, "/years", 500)
    assert "出错了" in html
    assert "secret" not in html


def test_an_agency_over_the_years(client: FlaskClient) -> None:
    """All its years with headline figures, each linked to its sentence, scopes shown."""
    html = page(client, f"/agencies/{AGENCY}")
    for year in ("2021", "2022", "2023"):
        assert f"/years/{year}" in html
    assert re.search(rf"/reports/{REPORT}#f\d+", html)
    assert "全口径" in html
    assert "2022 年度起按财政拨款公开" in words(html)


def accounts_of_2022(served: Settings) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Coverage of each, and its figures in the scope 全口径."""
    for version in Store(served.store).published():
        if version.descriptor["fiscalYear"] == 2022 and version.descriptor["reportType"] == "final_accounts":
            with (version.path / "data" / "figures.csv").open(encoding="utf-8") as lines:
                rows = [row for row in csv.DictReader(lines) if row["part"] == "final_accounts"]
            yield version.descriptor["coverage"], rows


def test_a_year_with_its_totals(client: FlaskClient, served: Settings) -> None:
    """Totals are the sums of the departments' figures in one scope, and say how many are in them and how many not."""
    text = words(page(client, "/years/2022"))
    wanted = ("expenditure", "all", "amount", "actual")
    total = Decimal(0)
    for coverage, rows in accounts_of_2022(served):
        row = next(one for one in rows if (one["indicator"], one["scope"], one["measure"], one["phase"]) == wanted)
        total += Decimal(row["value"]) if coverage == "department" else 0
    assert f"本年支出合计 全口径 {total / 10_000:,.2f} 3 个" in text
    assert "3 个部门的汇总决算" in text
    assert "另有 1 个单位没有计入，以免重复：1 个只有单位决算" in text


def test_headlines_have_one_order_everywhere(client: FlaskClient, served: Settings) -> None:
    """Where a report prints a figure in several scopes, its page and its agency's show the same, fiscal money first."""
    name = "330602-gonggongkongjianguanliju-2022-final-accounts"
    rows = next(rows for coverage, rows in accounts_of_2022(served) if coverage == "department")
    scopes = {row["scope"] for row in rows if row["indicator"] == "expenditure" and row["phase"] == "actual"}
    assert {"fiscal", "general_public", "all"} <= scopes
    on_report = re.search(
        r"本年支出合计<span class=\"scope\">([^<]*)</span></dt><dd><a href=\"#(\w+)", page(client, f"/reports/{name}")
    )
    assert on_report is not None
    assert on_report[1] == "一般公共预算财政拨款"  # of fiscal money as a whole the report prints no parts
    on_agency = page(client, "/agencies/330602-gonggongkongjianguanliju")
    assert re.search(
        rf'/reports/{name}#{on_report[2]}"[^>]*>[^<]*</a><span class="scope">一般公共预算财政拨款', on_agency
    )


def test_the_headlines_of_a_budget(client: FlaskClient, served: Settings) -> None:
    """A budget's page shows what is planned, under the names of plans."""
    version = next(one for one in Store(served.store).published() if one.descriptor["reportType"] == "budget")
    shown = words(page(client, f"/reports/{version.descriptor['name']}")).split("主要数字")[1].split("核对")[0]
    assert all(name in shown for name in ("收入预算", "支出预算", "基本支出预算", "项目支出预算", "经费预算"))
    assert "本年收入合计" not in shown


def test_a_region_and_the_regions_in_it(client: FlaskClient) -> None:
    """A city shows the agencies of its districts."""
    assert "天元区公共数据服务中心" in page(client, "/regions/430200")
    assert "越城区" not in words(page(client, "/regions/430200"))
    assert "没有收录单位" in page(client, "/regions/110101")


def test_a_report(client: FlaskClient) -> None:
    """Text with outline, figures marked, findings, downloads."""
    html = page(client, f"/reports/{REPORT}")
    assert 'class="outline"' in html
    assert '<span class="figure" title="2022年度 本年收入合计' in html
    assert "CSV（Excel）" in html
    assert "CSV（程序）" in html
    assert "项相符" in html


def test_a_finding_stands_beside_its_sentence(client: FlaskClient) -> None:
    """A planted mistake is named, and its place is marked."""
    html = page(client, f"/reports/{AGENCY}-2021-final-accounts-unit")
    assert re.search(r'class="badge error">不一致', html)
    assert re.search(r'<span class="[^"]*finding error[^"]*"', html)


def test_a_finding_says_what_it_is_where_it_stands(client: FlaskClient) -> None:
    """Whoever follows the link of a finding reads its message below the paragraph, without a pointer."""
    html = page(client, f"/reports/{AGENCY}-2021-final-accounts-unit")
    message = re.search(r'<a href="#(c\d+)">([^<]+)</a>', html)
    assert message is not None
    behind = html.partition(f'id="{message[1]}"')[2].partition("</p>")[2]
    below = re.match(r'\s*<span class="remark.*?</span>', behind, re.DOTALL)
    assert below is not None
    assert message[2] in words(below[0])


def test_findings_of_a_report_stand_in_groups(client: FlaskClient) -> None:
    """What contradicts comes first, what rounding explains is folded, and each leads to its place and to its page."""
    name = f"{AGENCY}-2021-final-accounts-unit"
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
    app = create_app(settings)
    app.testing = True
    yield app.test_client()
    app.extensions[EXTENSION].index.close()


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


def test_checks_are_counted(client: FlaskClient) -> None:
    """A badge that says that nothing was found says in how many checks."""
    counts = [int(count) for count in re.findall(r"(\d+) 项核对未见不一致", page(client, "/search"))]
    assert counts
    assert min(counts) >= 5


def test_a_dataset(client: FlaskClient) -> None:
    """Preview and column dictionary."""
    html = page(client, f"/reports/{REPORT}/data/figures")
    assert "各列含义" in html
    assert "比较基准" in html
    preview = html.partition("<tbody>")[2].partition("</tbody>")[0]
    assert re.search(r'<td [^>]*title="general_public">一般公共预算财政拨款</td>', preview)
    assert not re.search(r">(final_accounts|actual|amount|narrative)<", preview)
    html = page(client, f"/reports/{REPORT}/data/table-01")
    assert "CSV（Excel" in html


def columns(html: str) -> list[str]:
    """The titles of a preview's columns."""
    return re.findall(r"<th[^>]*>([^<]*)</th>", html.partition("预览")[2].partition("</thead>")[0])


def test_a_preview_leaves_blank_columns_out(client: FlaskClient) -> None:
    """Columns that no row fills are not shown; levels of the classification are told in words."""
    html = page(client, f"/reports/{REPORT}/data/function-expenditure")
    assert "决算数" in columns(html)
    assert "对附属单位补助支出" not in columns(html)
    assert re.search(r'<td [^>]*title="category">类</td>', html)


def test_a_preview_groups_long_numbers() -> None:
    """Money is read at a glance; years, codes and what a report printed stay as they are."""
    fields = [
        {"name": "value", "type": "number", "description": "…"},
        {"name": "year", "type": "integer", "description": "…"},
        {"name": "disclosed", "type": "string", "description": "…"},
    ]
    columns = describe_columns(["value", "year", "disclosed"], fields)
    shown = [
        [cell.text for cell in show_row(columns, row)]
        for row in (["-13007100.00", "2022", "13007100元"], ["98.5", "", ""])
    ]
    assert shown == [["-13,007,100.00", "2022", "13007100元"], ["98.5", "", ""]]


def test_a_preview_begins_with_what_and_how_much(client: FlaskClient) -> None:
    """Name, value and unit come before codes and places."""
    assert columns(page(client, f"/reports/{REPORT}/data/figures"))[:3] == ["指标名称", "数值", "单位"]


def test_findings_are_told_in_words(client: FlaskClient) -> None:
    """No two columns bear one name, and a rule is named, not only numbered."""
    html = page(client, f"/reports/{AGENCY}-2021-final-accounts-unit/data/findings")
    titles = columns(html)
    assert len(set(titles)) == len(titles)
    preview = html.partition("<tbody>")[2].partition("</tbody>")[0]
    codes = re.findall(r'data-title="规则" title="(\w+)">([^<]+)<', preview)
    assert codes
    assert all(RULES[code].title in text for code, text in codes)


def test_excel_gets_titles(client: FlaskClient) -> None:
    """For Excel, columns bear the names that people use; for programs, those of the schema."""
    address = f"/reports/{REPORT}/files/data/figures.csv"
    plain = next(csv.reader(io.StringIO(fetch(client, address).decode())))
    titled = next(csv.reader(io.StringIO(fetch(client, f"{address}?excel=1").decode("utf-8-sig"))))
    assert plain[:4] == ["id", "part", "indicator", "label"]
    assert titled[:4] == ["编号", "部分", "指标代码", "指标名称"]
    assert len(titled) == len(plain)


def test_a_zip_says_in_what_amounts_are(client: FlaskClient, served: Settings) -> None:
    """Data that was read is in yuan; each printed table is named with its unit line, or that it has none."""
    for version in Store(served.store).published():
        with zipfile.ZipFile(io.BytesIO(fetch(client, f"/reports/{version.name}.zip"))) as archive:
            readme = archive.read("README.txt").decode("utf-8-sig").splitlines()
        assert any("金额以元计" in line and "读出" in line for line in readme)
        tables = [one for one in version.descriptor["resources"] if one["name"].startswith("table-")]
        for table in tables:
            line = next(line for line in readme if table["path"] in line)
            unit = re.search(r"单位[：:]\s*\S+", table["description"])
            assert (unit[0] if unit else "没有印出金额单位") in line
        assert any("没有换算" in line for line in readme) == bool(tables)


def test_a_unit_is_not_called_a_department(client: FlaskClient) -> None:
    """A unit's own accounts are 单位决算, on its page and among the results."""
    assert "单位决算 · 单位本级" in words(page(client, f"/reports/{REPORT}"))
    hits = re.findall(r'<article class="hit">.*?</article>', page(client, "/search?year=2022"), re.DOTALL)
    hit = next(one for one in hits if f"/reports/{REPORT}" in one)
    assert "2022年度 · 单位决算" in words(hit)


def test_a_page_tells_what_it_lists(client: FlaskClient) -> None:
    """Title and heading name the words or the filters; where nothing is found there is nothing to filter by."""
    html = page(client, "/search?year=2022&type=performance")
    assert "<title>部门整体支出绩效自评 · 2022年度 · 明账</title>" in html
    assert "筛选" in html
    assert "筛选" not in page(client, "/search?q=航天飞机发射场")


def test_pages_can_be_read_aloud(client: FlaskClient) -> None:
    """Every page names its language; header cells say what they head; what scrolls by itself has a name."""
    for address in ("/", "/years/2022", f"/agencies/{AGENCY}", f"/reports/{REPORT}", f"/reports/{REPORT}/data/figures"):
        html = page(client, address)
        assert '<html lang="zh-Hans">' in html
        assert re.findall(r"<th(?![^>]*scope=)[ >]", html) == []
        assert re.findall(r'<[^>]*tabindex="0"(?![^>]*aria-label)', html) == []


def test_downloads(client: FlaskClient, served: Settings) -> None:
    """CSV for Excel and for programs, the descriptor, the source byte for byte, and everything as one zip."""
    folder = Store(served.store).find_report(REPORT)
    assert folder is not None
    stored = folder / "v1"
    plain = fetch(client, f"/reports/{REPORT}/files/data/figures.csv")
    assert plain == (stored / "data" / "figures.csv").read_bytes()
    excel = fetch(client, f"/reports/{REPORT}/files/data/figures.csv?excel=1")
    assert excel.startswith(b"\xef\xbb\xbf")
    assert len(list(csv.reader(io.StringIO(excel.decode("utf-8-sig"))))) == len(plain.splitlines())
    descriptor = json.loads(fetch(client, f"/reports/{REPORT}/files/datapackage.json"))
    source = next(one["path"] for one in descriptor["resources"] if one["name"] == "source")
    with client.get(f"/reports/{REPORT}/files/{source}") as response:
        assert response.data == (stored / source).read_bytes()
        assert "attachment" in response.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(fetch(client, f"/reports/{REPORT}.zip"))) as archive:
        names = set(archive.namelist())
        assert {one["path"] for one in descriptor["resources"]} | {"datapackage.json", "README.txt"} == names
        assert archive.testzip() is None


def test_headers_that_protect(client: FlaskClient) -> None:
    """Pages run no foreign script; sources from outside are saved, never shown as a page of the site."""
    headers = client.get("/").headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    with client.get(f"/reports/{REPORT}/files/report.md") as response:
        assert "sandbox" in response.headers["Content-Security-Policy"]


def test_no_page_asks_another_host(client: FlaskClient) -> None:
    """Style sheet, pictures and fonts come from the site itself."""
    for address in ("/", "/search?q=支出", f"/reports/{REPORT}"):
        assert re.findall(r'(?:src|href)="(?:https?:)?//', page(client, address)) == []
    style = (Path(__file__).parents[2] / "portal" / "static" / "style.css").read_text(encoding="utf-8")
    assert "url(" not in style
    assert "@import" not in style


def test_agencies_are_listed_by_region(client: FlaskClient, served: Settings) -> None:
    """Every agency of the register is there."""
    text = words(page(client, "/agencies"))
    for agency in load_register(served.store).agencies.values():
        assert agency.name in text
