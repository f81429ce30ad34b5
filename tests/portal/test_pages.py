"""Pages and addresses of the portal, over the bundled samples."""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from browsing import AGENCY, REPORT, addresses, page, words
from ingest.register_files import load_register
from ingest.settings import Settings
from ingest.store import Store


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


def test_a_region_and_the_regions_in_it(client: FlaskClient) -> None:
    """A city shows the agencies of its districts."""
    assert "天元区公共数据服务中心" in page(client, "/regions/430200")
    assert "越城区" not in words(page(client, "/regions/430200"))
    assert "没有收录单位" in page(client, "/regions/110101")


def test_pages_can_be_read_aloud(client: FlaskClient) -> None:
    """Every page names its language; header cells say what they head; what scrolls by itself has a name."""
    for address in ("/", "/years/2022", f"/agencies/{AGENCY}", f"/reports/{REPORT}", f"/reports/{REPORT}/data/figures"):
        html = page(client, address)
        assert '<html lang="zh-Hans">' in html
        assert re.findall(r"<th(?![^>]*scope=)[ >]", html) == []
        assert re.findall(r'<[^>]*tabindex="0"(?![^>]*aria-label)', html) == []


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
