import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from ingest.settings import Settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("browser tests need Chromium: run .ci/install-browser")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def address(site: Settings) -> Iterator[str]:
    """The address of the portal, served by its own command on a free port."""
    command = [str(Path(sys.executable).with_name("mingzhang")), "serve", "--port", "0"]
    paths = {"MINGZHANG_STORE": str(site.store), "MINGZHANG_DATA": str(site.data), "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(command, env={**os.environ, **paths}, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    line = server.stdout.readline()
    match = re.search(r"http://[\d.]+:\d+", line)
    assert match is not None, line
    yield match[0]
    server.terminate()
    server.wait(20)
    server.stdout.close()


@pytest.fixture
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The first page of the portal; `width` and `javascript` are parameters of the test that asks for it."""
    width = request.node.callspec.params.get("width", 1280)
    javascript = request.node.callspec.params.get("javascript", True)
    context = browser.new_context(
        viewport={"width": width, "height": 900}, base_url=address, java_script_enabled=javascript, locale="zh-CN"
    )
    opened = context.new_page()
    opened.goto("/")
    yield opened
    context.close()
