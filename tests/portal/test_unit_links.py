"""The units of a report beside the agencies that are known."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from ingest.regions import load_gazetteer
from ingest.settings import Settings
from ingest.store import Store, read_rows
from portal.catalogue.queries import AgencyRow
from portal.unit_links import link_units


def agency(name: str, adcode: str = "430203", *others: str) -> AgencyRow:
    return AgencyRow(f"{adcode}-{name}", name, name, load_gazetteer().place(adcode), others, 1)


def row(name: str, *, own: bool = False) -> dict[str, str]:
    return {"id": "u001", "name": name, "own_office": str(own).lower(), "nature": "", "level": ""}


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("芦淞区环境卫生服务中心", [agency("株洲市芦淞区环境卫生服务中心"), agency("株洲市芦淞区教育局")], 0),
        ("环境卫生服务中心", [agency("株洲市芦淞区教育局"), agency("株洲市芦淞区环境卫生服务中心")], 1),
        ("芦淞区环卫中心", [agency("株洲市芦淞区环境卫生服务中心")], 0),
        ("芦淞区园林所", [agency("株洲市芦淞区市政所", "430203", "株洲市芦淞区园林所")], 0),
        ("天元区环境卫生服务中心", [agency("株洲市芦淞区环境卫生服务中心")], None),
        ("芦淞区水文站", [agency("株洲市芦淞区环境卫生服务中心")], None),
    ],
)
def test_a_unit_is_linked_to_the_agency_it_is(name: str, known: list[Any], expected: int | None) -> None:
    """With or without its region, by a former name; never to a namesake elsewhere."""
    (line,) = link_units([row(name)], known, "own")
    assert line.agency == (None if expected is None else known[expected].id)


def test_the_own_office_is_the_agency() -> None:
    """Whatever it is called."""
    (line,) = link_units([row("局", own=True)], [], "own")
    assert line.agency == "own"


def test_a_report_lists_its_units(client: FlaskClient, site: Settings) -> None:
    """Under the agency, each with a way to its place in the text; and their table leads there, too."""
    shown = 0
    for version in Store(site.store).published():
        units = list(read_rows(version, "units"))
        page = client.get(f"/reports/{version.name}").text
        assert (f"所含单位 {len(units)} 个" in page) == bool(units)
        for one in units:
            assert f'href="#{one["id"]}"' in page
            assert f'id="{one["id"]}"' in page
            shown += 1
        if units:
            assert f"/reports/{version.name}#{units[0]['id']}" in client.get(f"/reports/{version.name}/data/units").text
    assert shown
