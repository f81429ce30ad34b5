"""The portal in a real browser, at the width of a desk and of a telephone."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from screen import WIDTHS, fits, follow, submit

pytestmark = pytest.mark.browser
AGENCY = "天元区公共数据服务中心"
PAGED = "330602-guyunheshuiwubaozhangzhongxin-2022-final-accounts"  # its source is a PDF
CELL = "430211-chengshilvdaoguanlichu-2023-final-accounts"  # a cell of its tables contradicts its row


@WIDTHS
def test_a_citizen_searches_reads_and_downloads(page: Page, width: int, tmp_path: Path) -> None:
    """Search, result, the sentence in the report, the download."""
    page.get_by_role("combobox").fill(f"{AGENCY} 三公经费 2022")
    submit(page.get_by_role("combobox"))
    first = page.locator("article.hit").first
    expect(first.locator("h2")).to_contain_text("2022年度单位决算")
    expect(first.locator("mark").first).to_be_visible()
    assert fits(page)
    follow(first.locator("a.where").first)
    expect(page.locator("h1.page")).to_contain_text("2022年度单位决算")
    anchor = page.url.partition("#")[2]
    assert page.locator(f"[id={anchor}]").evaluate("e => e.getBoundingClientRect().top < window.innerHeight")
    assert fits(page)
    follow(page.locator(".headline a").first)
    marked = page.locator(f"[id={page.url.partition('#')[2]}]")
    assert marked.evaluate("e => { const t = e.getBoundingClientRect().top; return t >= 0 && t < window.innerHeight }")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载全部").click()
    saved = tmp_path / "package.zip"
    download.value.save_as(saved)
    assert saved.read_bytes().startswith(b"PK")


@WIDTHS
def test_every_kind_of_page_fits_the_screen(page: Page, width: int) -> None:
    """No page scrolls sideways; wide tables scroll by themselves."""
    name = "430211-gonggongshujufuwuzhongxin-2022-final-accounts-unit"
    agency = "430211-gonggongshujufuwuzhongxin"
    for path in (
        "/",
        "/search?q=支出",
        "/search?q=没有这样的词语",
        "/search?q=公务接待费&scope=figures&sort=highest",
        "/search?q=公务接待费&scope=sections&size=50",
        f"/search?q=公务接待费&report={CELL}",
        f"/reports/{CELL}?mark=支出",
        "/agencies",
        f"/agencies/{agency}",
        "/years",
        "/years/2022",
        "/regions/430211",
        f"/reports/{name}",
        f"/reports/{name}/data/figures",
        f"/reports/{name}/data/table-01",
        f"/reports/{PAGED}/pages/2",
        f"/reports/{PAGED}/pages/2?zoom=3",
        f"/reports/{PAGED}/pages/7",
        "/findings",
        "/findings?severity=error&region=430211",
        "/findings?rule=K04",
        f"/findings/{CELL}/v1/c001",
        f"/findings/{PAGED}/v1/c001",
        "/rules",
        "/nothing",
    ):
        page.goto(path)
        assert fits(page), path


@WIDTHS
def test_a_preview_shows_what_and_how_much(page: Page, width: int) -> None:
    """Name, value and unit of a figure are seen without scrolling sideways."""
    page.goto("/reports/430211-gonggongshujufuwuzhongxin-2022-final-accounts-unit/data/figures")
    row = page.locator(".preview tbody tr").first
    for title in ("指标名称", "数值", "单位"):
        cell = row.locator(f"td[data-title={title}]")
        expect(cell).to_be_visible()
        assert cell.evaluate("e => e.getBoundingClientRect().right <= window.innerWidth"), title
    if width == 390:
        assert page.locator(".table-scroll").first.evaluate("e => e.scrollWidth <= e.clientWidth")


@WIDTHS
def test_a_finding_is_read_where_its_link_leads(page: Page, width: int) -> None:
    """After the click the message stands on the screen, beside the words that it is about."""
    page.goto("/reports/430211-gonggongshujufuwuzhongxin-2021-final-accounts-unit")
    link = page.locator(".findings a").first
    message = link.inner_text()
    follow(link)
    remark = page.locator(".remark").filter(has_text=message).first
    expect(remark).to_be_in_viewport()


@WIDTHS
def test_a_marked_cell_is_seen_with_its_message(page: Page, width: int) -> None:
    """Of a wide table, the cell is on the screen and its message is read whole below the row, without scrolling."""
    page.goto(f"/reports/{CELL}")
    follow(page.locator(".findings .error a").first)
    cell = page.locator("td:has(.finding.error)").first
    expect(cell.locator("span.finding")).to_be_in_viewport()
    expect(cell.locator("sup.flag")).to_have_text("核1")
    remark = page.locator("tr.remarks .remark").first
    expect(remark).to_be_in_viewport(ratio=1)
    assert remark.evaluate("e => { const b = e.getBoundingClientRect(); return b.left >= 0 && b.right <= innerWidth }")
    assert cell.evaluate(
        "e => e.getBoundingClientRect().bottom <= document.querySelector('tr.remarks').getBoundingClientRect().top + 2"
    )
    follow(cell.locator("sup.flag a"))
    assert page.url.endswith("#c001-note")
    assert fits(page)


@WIDTHS
@pytest.mark.parametrize("javascript", [True, False])
def test_a_journalist_narrows_the_findings(page: Page, width: int, tmp_path: Path, *, javascript: bool) -> None:
    """Severity, then rule and region; the address holds them, the file has as many rows, a tag widens again."""
    follow(page.get_by_role("link", name="核对", exact=True))
    every = page.locator("ol.found > li").count()
    follow(page.locator(".tabs").get_by_role("link", name="不一致"))
    errors = page.locator("ol.found > li").count()
    assert 0 < errors < every
    expect(page.locator("ol.found > li:not(.error)")).to_have_count(0)
    page.get_by_label("规则").select_option("C02")
    page.get_by_label("地区").select_option("430211")
    follow(page.get_by_role("button", name="筛选"))
    expect(page).to_have_url(re.compile(r"severity=error.*rule=C02.*region=430211"))
    left = page.locator("ol.found > li")
    assert 0 < left.count() < errors
    expect(left.first).to_contain_text("天元区")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    download.value.save_as(tmp_path / "findings.csv")
    assert (tmp_path / "findings.csv").read_text(encoding="utf-8-sig").count("\n") == left.count() + 1
    follow(page.locator(".chosen a").filter(has_text="C02"))
    expect(page).not_to_have_url(re.compile("rule="))
    assert fits(page)


@WIDTHS
def test_a_citizen_understands_a_finding(page: Page, width: int) -> None:
    """From the list to the calculation, from a number of it to its place in the report and on the page of the source."""
    page.goto("/findings?severity=error&rule=C02&type=final_accounts&year=2021")
    link = page.locator("ol.found .told a").first
    message = link.inner_text()
    follow(link)
    expect(page.locator(".statement")).to_have_text(message)
    expect(page.locator(".steps li").first).to_contain_text("÷")
    follow(page.locator(".places tbody tr").nth(1).get_by_role("link", name="看原文"))
    anchor = page.url.partition("#")[2]
    assert re.fullmatch(r"c\d+-1", anchor)
    expect(page.locator(f"[id={anchor}] ~ span").first).to_be_in_viewport()
    page.go_back()
    follow(page.locator(".places .own .page-link"))
    assert look_at_mark(page)["onScreen"]
    assert fits(page)


# Of the picture and its first mark: how much of the mark's middle is coloured, and where it stands in its frame.
MARK = """() => {
  const frame = document.querySelector('.sheet-frame').getBoundingClientRect();
  const [sheet, mark] = ['.sheet img', '#mark'].map(one => document.querySelector(one).getBoundingClientRect());
  const inside = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
  return {
    onSheet: inside(mark, sheet),
    seen: mark.top >= frame.top - 1 && mark.bottom <= frame.bottom + 1 && mark.left < frame.right && mark.right > frame.left,
    onScreen: mark.top >= 0 && mark.bottom <= innerHeight,
    height: mark.height, sheet: sheet.width, frame: frame.width,
  };
}"""


def look_at_mark(page: Page) -> dict[str, Any]:
    """What `MARK` tells once the picture is there: a click comes back before the page it leads to has scrolled."""
    page.locator("#mark").wait_for(state="attached")
    page.wait_for_load_state("load")
    page.locator(".sheet img").evaluate("e => e.decode()")
    told: dict[str, Any] = page.evaluate(MARK)
    return told


@WIDTHS
@pytest.mark.parametrize("javascript", [True, False])
def test_a_figure_is_seen_on_its_page(page: Page, width: int, *, javascript: bool) -> None:
    """From a headline to the picture of its page: the place is marked, on the screen, also at twice the size."""
    page.goto(f"/reports/{PAGED}")
    link = page.locator(".headline .page-link").first
    told = re.sub(r"\D", "", link.inner_text())
    value = page.locator(".headline dd a").first.inner_text()
    follow(link)
    expect(page.locator("h1.page")).to_contain_text(f"原件第 {told} 页")
    digits = [re.sub(r"[^\d.]", "", text) for text in (page.locator(".words mark").first.inner_text(), value)]
    assert digits[0] == digits[1]
    picture = page.locator(".sheet img")
    assert picture.evaluate("async e => { await e.decode(); return e.naturalWidth }") > 1000
    seen = look_at_mark(page)
    assert seen["onSheet"]
    assert seen["seen"]
    assert seen["onScreen"]
    assert fits(page)
    follow(page.locator(".zooms").get_by_role("link", name="2 倍"))
    expect(page).to_have_url(re.compile("zoom=2"))
    larger = look_at_mark(page)
    assert larger["onSheet"]
    assert larger["seen"]
    assert larger["onScreen"]
    assert larger["sheet"] > 1.9 * larger["frame"]
    assert larger["height"] > 1.9 * seen["height"]
    assert fits(page)


@WIDTHS
def test_a_clerk_goes_through_the_pages(page: Page, width: int) -> None:
    """Page after page; a line that is clicked is marked on the picture."""
    page.goto(f"/reports/{PAGED}")
    follow(page.get_by_role("link", name="逐页看原件"))
    follow(page.locator(".turning").first.get_by_role("link", name="下一页"))
    expect(page.locator("h1.page")).to_contain_text("原件第 2 页")
    expect(page.locator("#mark")).to_have_count(0)
    line = page.locator(".words .line").nth(3)
    words = line.inner_text()
    follow(line)
    expect(page.locator(".words .line.marked")).to_have_text([words])
    assert look_at_mark(page)["onScreen"]


@WIDTHS
@pytest.mark.parametrize("javascript", [False])
def test_everything_works_without_javascript(page: Page, width: int, *, javascript: bool) -> None:
    """Searching, narrowing and paging are plain links and forms."""
    page.get_by_role("searchbox").fill("公务接待费")
    follow(page.get_by_role("button", name="搜索"))
    expect(page.locator("article.hit").first).to_be_visible()
    follow(page.locator(".facets").get_by_role("link", name="2022年度"))
    expect(page.locator(".chosen")).to_contain_text("2022年度")
    follow(page.locator(".chosen a").first)
    expect(page.locator(".chosen")).to_have_count(0)


@WIDTHS
def test_a_journalist_goes_from_agency_to_cell(page: Page, width: int) -> None:
    """Agencies, one agency, its figure over the years, the sentence it comes from."""
    follow(page.get_by_role("link", name="单位", exact=True))
    follow(page.get_by_role("link", name=re.compile(AGENCY)))
    follow(page.locator("table.data td a").first)
    expect(page).to_have_url(re.compile("#f\\d+$"))
    expect(page.locator(f"[id={page.url.partition('#')[2]}]")).to_have_count(1)


@WIDTHS
def test_no_request_leaves_the_site(page: Page, address: str, width: int) -> None:
    """Nothing is fetched from elsewhere."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/search?q=支出", "/years/2022"):
        page.goto(path)
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:"))] == []


@WIDTHS
def test_the_keyboard_reaches_everything(page: Page, width: int) -> None:
    """The first stop of the tab key leads to the text, and focus is visible."""
    page.goto("/years")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")
    assert page.locator(":focus").evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


# Pairs of text and ground whose contrast is below what WCAG 2.1 AA asks (1.4.3).
FAINT = """() => {
  const parts = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = colour => {
    const [r, g, b] = colour.map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = e => {
    for (; e; e = e.parentElement) {
      const c = parts(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] > 0.99) return c.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const e of document.querySelectorAll("body *")) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || e.closest(".skip")) continue;
    const style = getComputedStyle(e);
    const [one, other] = [light(parts(style.color).slice(0, 3)), light(ground(e))].sort((a, b) => b - a);
    const large = parseFloat(style.fontSize) >= 24;
    if ((one + 0.05) / (other + 0.05) < (large ? 3 : 4.5)) faint.push(e.className + ": " + e.textContent.trim().slice(0, 20));
  }
  return faint;
}"""


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search?q=三公经费 2022",
        "/search?year=2022&type=performance",
        "/search?q=公务接待费&scope=figures",
        "/search?q=航天飞机&year=2022",
        f"/search?q=公务接待费&report={CELL}",
        f"/reports/{CELL}?mark=支出&at=2000",
        "/years/2022",
        "/agencies/430211-gonggongshujufuwuzhongxin",
        "/reports/430211-gonggongshujufuwuzhongxin-2021-final-accounts-unit",
        "/reports/430211-gonggongshujufuwuzhongxin-2021-final-accounts-unit/data/findings",
        f"/reports/{PAGED}",
        f"/reports/{PAGED}/pages/2?at=0",
        f"/reports/{CELL}",
        "/findings?severity=error",
        f"/findings/{CELL}/v1/c001",
        "/rules",
        "/nothing",
    ],
)
def test_all_text_stands_out_from_its_ground(page: Page, path: str) -> None:
    """Nothing is too faint to read."""
    page.goto(path)
    assert page.evaluate(FAINT) == []


@WIDTHS
def test_a_finding_between_two_reports_leads_into_both(page: Page, width: int) -> None:
    """From the list to its page, and from there to the marked words in either report and back to the page."""
    page.goto("/findings?compared=across")
    follow(page.locator(".found .told a").first)
    expect(page.get_by_role("heading", name="核对的是哪几份报告")).to_be_visible()
    own, count = page.url, page.get_by_role("link", name="看原文").count()
    assert count >= 2
    assert fits(page)
    for number in range(count):
        follow(page.get_by_role("link", name="看原文").nth(number))
        marked = page.locator(f"[id='{page.url.partition('#')[2]}']")
        assert marked.evaluate(
            "e => { const t = e.getBoundingClientRect().top; return t >= 0 && t < window.innerHeight }"
        )
        assert fits(page)
        expect(page.locator(".remark", has_text="与其他报告核对").first).to_be_visible()
        page.goto(own)
