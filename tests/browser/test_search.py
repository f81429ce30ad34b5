"""Searching in a real browser: suggestions with and without a script, chips, orders, the marks in the opened report."""

import re

import pytest
from playwright.sync_api import Page, expect

from screen import WIDTHS, fits, follow, submit

pytestmark = pytest.mark.browser
SHORT = "天元区公共数据服务中心"
NAME = f"株洲市{SHORT}"


@WIDTHS
def test_suggestions_by_keyboard(page: Page, width: int) -> None:
    """They come while somebody types; arrows choose, the box shows what is chosen, Enter searches for it."""
    box = page.get_by_role("combobox")
    box.press_sequentially("天元区公共")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text(NAME)
    expect(box).to_have_attribute("aria-expanded", "true")
    assert fits(page)
    box.press("ArrowDown")
    expect(box).to_have_value(NAME)
    expect(page.get_by_role("option", selected=True)).to_have_count(1)
    chosen = page.get_by_role("option", selected=True).get_attribute("id")
    expect(box).to_have_attribute("aria-activedescendant", chosen or "")
    submit(box)
    expect(page).to_have_url(re.compile(r"/search\?q="))
    expect(page.locator("article.hit").first).to_contain_text(NAME)


@WIDTHS
def test_suggestions_go_away(page: Page, width: int) -> None:
    """Escape closes them and leaves what was typed; so does leaving the box."""
    box = page.get_by_role("combobox")
    box.press_sequentially("三公")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("三公")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("经")
    expect(page.get_by_role("option").first).to_be_visible()
    page.locator("h1").click()
    expect(page.get_by_role("listbox")).to_be_hidden()


@WIDTHS
def test_a_suggestion_is_clicked(page: Page, width: int) -> None:
    """It is searched for at once; pinyin finds names too."""
    page.get_by_role("combobox").press_sequentially("gonggongshuju")
    follow(page.get_by_role("option").first)
    expect(page).to_have_url(re.compile(r"/search\?q="))
    expect(page.get_by_role("combobox")).to_have_value(NAME)


@pytest.mark.parametrize("javascript", [False])
def test_without_a_script(page: Page, *, javascript: bool) -> None:
    """The form works as it is, and the page of results asks what may have been meant."""
    page.get_by_role("searchbox").fill("公共数据")
    follow(page.get_by_role("button", name="搜索"))
    meant = page.locator(".meant a").first
    expect(meant).to_have_text(NAME)
    follow(meant)
    expect(page.locator("article.hit").first).to_contain_text(NAME)


@WIDTHS
@pytest.mark.parametrize("javascript", [True, False])
def test_chips_orders_and_scopes(page: Page, width: int, *, javascript: bool) -> None:
    """What was understood is taken off, results are ordered by the amount, figures are results of their own."""
    page.goto(f"/search?q={SHORT} 公务接待费 2022")
    chips = page.get_by_role("group", name="识别出的条件").get_by_role("listitem")
    expect(chips).to_have_count(3)
    follow(chips.filter(has_text="2022年度").get_by_role("link"))
    expect(chips).to_have_count(2)
    follow(page.get_by_role("link", name="金额从高到低"))
    expect(page.get_by_role("navigation", name="排序").locator("[aria-current]")).to_have_text("金额从高到低")
    amounts = [float(one.replace(" 万元", "")) for one in page.locator(".hit .amount a").all_inner_texts()]
    assert len(amounts) > 1
    assert amounts == sorted(amounts, reverse=True)
    assert fits(page)
    follow(page.get_by_role("navigation", name="查找范围").get_by_role("link", name="数字"))
    expect(page.locator("ol.figures > li").first).to_contain_text("公务接待费")
    assert fits(page)
    follow(page.get_by_role("navigation", name="查找范围").get_by_role("link", name="章节"))
    expect(page.locator(".passage").first).to_be_visible()
    assert fits(page)
    follow(page.get_by_role("link", name="按字面搜索"))
    expect(page.get_by_role("group", name="识别出的条件")).to_have_count(0)


@WIDTHS
def test_the_report_opens_at_the_words(page: Page, width: int) -> None:
    """The words of the passage are on the screen and marked, and the report can be searched further."""
    page.goto(f"/search?q={SHORT} 培训费&type=final_accounts")
    follow(page.locator("article.hit a.where").first)
    marked = page.locator("#mark + span.sought, #mark + .anchor + span.sought").first
    expect(marked).to_be_in_viewport()
    expect(marked).to_contain_text("培训")
    assert fits(page)
    box = page.get_by_role("search", name="在这份报告里查").get_by_role("searchbox")
    expect(box).to_have_value(re.compile("培训"))
    box.fill("公务接待费")
    submit(box)
    expect(page.locator("h1.page")).to_contain_text("公务接待费")
    assert page.locator(".passage").count() > 1
    assert fits(page)
    follow(page.locator(".passage a.where").last)
    expect(page.locator("span.sought").first).to_be_visible()


@WIDTHS
def test_nothing_found_goes_on(page: Page, width: int) -> None:
    """One condition less finds something."""
    page.goto("/search?q=公务接待费 2022&type=project_performance")
    expect(page.get_by_role("heading", name="没有找到")).to_be_visible()
    assert fits(page)
    follow(page.locator(".panel.empty").get_by_role("link", name="去掉").first)
    expect(page.locator("article.hit").first).to_be_visible()
