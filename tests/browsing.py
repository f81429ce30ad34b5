"""Opens pages as a browser does, for the tests of what they show."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from flask.testing import FlaskClient

from ingest.settings import Settings
from portal import create_app
from portal.services import EXTENSION

AGENCY = "430211-gonggongshujufuwuzhongxin"
REPORT = f"{AGENCY}-2022-final-accounts-unit"
FINDINGS = f"{AGENCY}-2021-final-accounts-unit"  # a report with planted mistakes


@contextmanager
def browse(settings: Settings) -> Iterator[FlaskClient]:
    """A browser without a screen, before a site."""
    app = create_app(settings)
    app.testing = True
    yield app.test_client()
    app.extensions[EXTENSION].index.close()


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    """The page at an address, which may be written as in HTML."""
    response = client.get(unescaped(address))
    assert response.status_code == status, response.text[:2000]
    return response.text


def fetch(client: FlaskClient, address: str) -> bytes:
    """A file of the site."""
    with client.get(address) as response:
        assert response.status_code == 200
        return response.data


def words(html: str) -> str:
    """What a reader sees of a page."""
    return " ".join(re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL).split())


def hits(html: str) -> list[str]:
    """The results of a search, one piece of HTML each."""
    return re.findall(r'<article class="hit">.*?</article>', html, re.DOTALL)


def unescaped(address: str) -> str:
    """An address out of HTML."""
    return address.replace("&amp;", "&")


def addresses(html: str) -> set[str]:
    """Where a page leads to within the site."""
    return {unescaped(link) for link in re.findall(r'href="(/[^"]*)"', html)}
