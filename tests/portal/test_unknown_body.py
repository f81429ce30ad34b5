"""A body that is asked for and not registered: the page says so, and what there is instead."""

import json

import pytest
from flask.testing import FlaskClient

from browsing import fetch, page, unescaped, words

SAID = "没有收录"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("天元区教育局", "没有收录株洲市天元区的“教育局”"),
        ("天元区 教育局 2022 三公经费", "没有收录株洲市天元区的“教育局”"),
        ("2022年天元区教育局的三公经费是多少", "没有收录株洲市天元区的“教育局”"),
        ("天元区图书馆", "没有收录株洲市天元区的“图书馆”"),  # behind a region it is a body
        ("教育局 三公经费", "没有收录“教育局”"),
        ("财政局决算表", "没有收录“财政局”"),
        ("天元区教育局&scope=sections", "没有收录株洲市天元区的“教育局”"),
        ("教育局&region=430211", "没有收录株洲市天元区的“教育局”"),
        ("天元区公共数据服务中心和教育局2022年三公经费", "没有收录株洲市天元区的“教育局”"),  # the other one is known
    ],
)
def test_an_unknown_body_is_named(client: FlaskClient, asked: str, said: str) -> None:
    """With the region it was sought in."""
    assert said in words(page(client, f"/search?q={asked}"))


@pytest.mark.parametrize(
    "asked",
    [
        "天元区公共数据服务中心 2022",
        "天元区",
        "天元区 三公经费",
        "图书馆",  # what a report may speak of
        "培训费 办公室",
        '"教育局"',
        "教育局&plain=1",
        "三公经费 -教育局",
        "",
    ],
)
def test_nothing_is_said_of_others(client: FlaskClient, asked: str) -> None:
    """Not where the body is known, nor where words are meant as words."""
    assert SAID not in words(page(client, f"/search?q={asked}"))


def test_what_there_is_instead(client: FlaskClient) -> None:
    """As many agencies as the region has with reports, each with its reports, all of which its link finds."""
    found = json.loads(fetch(client, "/search.json?q=天元区教育局"))["unknownBody"]
    html = page(client, "/search?q=天元区教育局")
    assert f"株洲市天元区有 {found['count']} 个单位的报告" in words(html)
    assert 'href="/regions/430211"' in unescaped(html)
    assert found["agencies"]
    for one in found["agencies"]:
        assert f"{one['agencyName']} （{one['reports']} 份）" in words(html)
        listed = json.loads(fetch(client, f"/search.json?q={one['agencyName']}"))
        assert listed["total"] == one["reports"]
    assert json.loads(fetch(client, "/search.json?q=天元区"))["unknownBody"] is None


def test_a_region_without_agencies(client: FlaskClient) -> None:
    """The smallest region around it that has some is told."""
    html = words(page(client, "/search?q=长沙市岳麓区教育局"))
    assert "没有收录长沙市岳麓区的“教育局”。" in html
    assert "长沙市岳麓区还没有收录任何单位的报告。" in html
    assert "湖南省有" in html


def test_names_like_it(client: FlaskClient) -> None:
    """Bodies that bear the name elsewhere are linked to."""
    html = page(client, "/search?q=天元区古运河水务保障中心")
    assert "没有收录株洲市天元区的“古运河水务保障中心”。" in words(html)
    assert "绍兴市越城区古运河水务保障中心" in words(html).partition("别处有：")[2]
