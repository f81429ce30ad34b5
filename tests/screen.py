"""Pages in a real browser: how wide the screens are, whether a page fits, and how a link is followed."""

import pytest
from playwright.sync_api import Locator, Page

WIDTHS = pytest.mark.parametrize("width", [1280, 390])


def fits(page: Page) -> bool:
    """Whether nothing sticks out to the right of the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def follow(link: Locator) -> None:
    """Click what leads to another page, or to another place of the page, and wait until it stands there.

    A click alone comes back while the old page still stands, or the new one is half there: what is counted then is
    the one or the other by chance.
    """
    with link.page.expect_navigation(wait_until="load"):
        link.click()


def submit(box: Locator) -> None:
    """Press Enter in the box of a form, and wait as `follow` does."""
    with box.page.expect_navigation(wait_until="load"):
        box.press("Enter")
