"""What a search box suggests: over the agencies of a catalogue, its years, and the terms of the field."""

import json
import re
from collections.abc import Sequence

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from ingest.regions import load_gazetteer
from portal.catalogue.queries import AgencyRow
from portal.suggesting import Suggestion, suggest_over


def agency(name: str, short: str, adcode: str = "430203", reports: int = 1, *others: str) -> AgencyRow:
    return AgencyRow(f"{adcode}-{short}", name, short, load_gazetteer().place(adcode), others, reports)


AGENCIES = [
    agency("株洲市芦淞区城市管理和综合执法局", "芦淞区城管局", "430203", 3),
    agency("株洲市芦淞区教育局", "芦淞区教育局", "430203", 5, "芦淞区教体局"),
    agency("株洲市天元区民政局", "天元区民政局", "430211", 2),
]
YEARS = [2023, 2022, 2021]


def suggest(text: str) -> Sequence[Suggestion]:
    return suggest_over(AGENCIES, YEARS)(text)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("芦淞区教", "株洲市芦淞区教育局"),
        ("教体", "株洲市芦淞区教育局"),  # by another name
        ("芦淞城管", "株洲市芦淞区城市管理和综合执法局"),  # characters left out
        ("lsqjyj", "株洲市芦淞区教育局"),
        ("jyj", "株洲市芦淞区教育局"),
        ("minzheng", "株洲市天元区民政局"),
        ("MinZhengJu", "株洲市天元区民政局"),
        ("chengshiguanli", "株洲市芦淞区城市管理和综合执法局"),
        ("zonghezhifa", "株洲市芦淞区城市管理和综合执法局"),  # from its middle
        ("教育", "株洲市芦淞区教育局"),  # before a figure in whose other names it stands
        ("招待费", "公务接待费"),
        ("三公", "三公经费"),
        ("“三公”", "三公经费"),
        ("sgjf", "三公经费"),
        ("20", "2023"),
        ("22", "2022"),
        ("2021年", "2021"),
        ("三公经费 天元", "三公经费 株洲市天元区民政局"),  # the last word is completed
        ("天元区民政局三公", "天元区民政局 三公经费"),
    ],
)
def test_what_is_suggested_first(typed: str, expected: str) -> None:
    """By name, other name, abbreviation, pinyin, initials, as a term or a year."""
    assert suggest(typed)[0].text == expected


@pytest.mark.parametrize("typed", ["", "  ", "三公经费 ", "zzzz", "\\", "[", "(?", "^$"])
def test_nothing_is_suggested(typed: str) -> None:
    """For nothing, behind a blank, and for what nothing is called like."""
    assert suggest(typed) == []


def test_the_agency_with_more_reports_comes_first() -> None:
    """Among names that match alike."""
    assert [one.label for one in suggest("芦淞区")] == ["株洲市芦淞区教育局", "株洲市芦淞区城市管理和综合执法局"]


@given(st.text(max_size=30))
def test_anything_may_be_typed(typed: str) -> None:
    """There are never more than eight, and each keeps what stands before the last word."""
    found = suggest(typed)
    assert len(found) <= 8
    kept = re.match(r"(.*\s)?", typed, re.DOTALL)
    assert kept
    assert all(one.text.startswith(kept[0]) for one in found)


def test_as_the_script_gets_them(client: FlaskClient) -> None:
    """The kind in words beside each; an address without a text suggests nothing."""
    told = json.loads(client.get("/suggest.json", query_string={"q": "天元区公共"}).text)
    assert told["query"] == "天元区公共"
    first = told["suggestions"][0]
    assert first["text"] == first["label"] == "株洲市天元区公共数据服务中心"
    assert first["kindLabel"] == "单位"
    assert json.loads(client.get("/suggest.json").text)["suggestions"] == []
