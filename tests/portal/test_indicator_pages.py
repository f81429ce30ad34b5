"""One indicator over all agencies and years: its page, and its CSV with a source for every number."""

import csv
import io
import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from answering import ACCOUNTS, BUDGETS, EDUCATION, FINANCE, WATER, publish_reports
from flask.testing import FlaskClient

from browsing import browse, fetch, page, words
from ingest.register_files import load_register, save_register
from ingest.settings import Settings
from ingest.store import Store
from portal.catalogue.figure_queries import FigureFilters
from portal.catalogue.filling import open_catalogue, rebuild_catalogue, sync_catalogue
from portal.catalogue.headlines import HEADLINES
from portal.catalogue.queries import Catalogue
from portal.catalogue.standing import LEADS

_TEN_THOUSAND = Decimal(10_000)


def read(client: FlaskClient, address: str) -> list[dict[str, str]]:
    """The rows of a CSV of the site."""
    return list(csv.DictReader(io.StringIO(fetch(client, address).decode("utf-8-sig"), newline="")))


def test_every_figure_is_in_the_csv(visitor: FlaskClient) -> None:
    """All that the reports print of an indicator, also what stands for nobody, each once with its agency and year."""
    rows = read(visitor, "/indicators/three_public.csv")
    printed = [(one.year, one.actual) for one in ACCOUNTS]
    printed += [(one.year, one.budget) for one in ACCOUNTS if one.budget]
    printed += [(one.year, one.in_table) for one in ACCOUNTS if one.in_table]
    printed += [(one.year, one.rate) for one in ACCOUNTS if one.rate]
    printed += [(year, three) for (_, year), three in BUDGETS.items()]
    told = [(int(row["年度"]), Decimal(row["数值（万元）"] or row["其他数值"])) for row in rows]
    assert sorted(told) == sorted((year, Decimal(value)) for year, value in printed)


def test_each_row_has_its_source(visitor: FlaskClient) -> None:
    """The address of a row opens its report at its words; yuan and 万元 are the same amount."""
    for row in read(visitor, "/indicators/three_public.csv?measure=amount"):
        assert Decimal(row["数值（元）"]) == Decimal(row["数值（万元）"]) * _TEN_THOUSAND
        address, _, anchor = row["报告页"].removeprefix("http://localhost").partition("#")
        html = page(visitor, address)
        assert re.search(rf'id="{anchor}" class="anchor"></a>.{{0,200}}?>{re.escape(row["原文"])}<', html, re.DOTALL)


def test_one_row_stands_for_agency_and_year(visitor: FlaskClient) -> None:
    """A column tells which figure represents its agency and year; `single` leaves these alone."""
    rows = read(visitor, "/indicators/three_public.csv?measure=amount&phase=actual")
    standing = [row for row in rows if row["代表该单位该年度"] == "是"]
    keys = [(row["单位编号"], row["年度"]) for row in standing]
    assert len(keys) == len(set(keys)) == len({(row["单位编号"], row["年度"]) for row in rows})
    assert standing == read(visitor, "/indicators/three_public.csv?measure=amount&phase=actual&single=1")


@pytest.mark.parametrize(
    ("query", "amounts"),
    [
        ("year=2021&measure=amount", ["18", "22"]),
        ("year=2021&year=2023&measure=amount", ["18", "21", "22"]),
        (f"agency={FINANCE}", ["6"]),
        (f"agency={FINANCE}&agency={WATER}", ["3", "4", "6"]),
        ("region=430211", ["8"]),
        ("region=430000&year=2021&phase=actual", ["18"]),
        ("phase=budget&year=2023", ["21"]),
        ("scope=all", ["20.5", "21"]),
        ("phase=actual&measure=amount&least=80000", ["15", "18", "8", "9"]),
        ("phase=actual&measure=amount&least=80000&strict=1", ["15", "18", "9"]),
        ("phase=actual&measure=amount&most=40000", ["3", "4"]),
        ("phase=actual&measure=amount&least=40000&most=60000&strict=1", []),
    ],
)
def test_the_csv_is_narrowed(visitor: FlaskClient, query: str, amounts: list[str]) -> None:
    """By year, agency, region, phase, scope and amount."""
    assert sorted(row["数值（万元）"] for row in read(visitor, f"/indicators/three_public.csv?{query}")) == amounts


def test_for_excel_and_for_programs(visitor: FlaskClient) -> None:
    """Excel gets the byte order mark that it asks for, programs the same without."""
    excel, program = (fetch(visitor, f"/indicators/three_public.csv{more}") for more in ("", "?bom=0"))
    assert excel == b"\xef\xbb\xbf" + program


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    """A name that an editor began with a sign that Excel calculates is text."""
    settings = Settings(store=tmp_path / "store", data=tmp_path / "data")
    (tmp_path / "in").mkdir()
    publish_reports(settings, tmp_path / "in")
    register = load_register(settings.store)
    save_register(settings.store, register)
    path = settings.store / "register" / "agencies.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("株洲市芦淞区财政局", "=HYPERLINK(1)", 1), encoding="utf-8"
    )
    sync_catalogue(Store(settings.store), settings)
    with browse(settings) as client:
        names = {row["单位"] for row in read(client, f"/indicators/three_public.csv?agency={FINANCE}")}
    assert names == {"'=HYPERLINK(1)"}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/indicators/nothing", 404),
        ("/indicators/nothing.csv", 404),
        ("/indicators/three_public?page=99", 404),
        *(
            (f"/indicators/three_public{kind}?{query}", 400)
            for kind in ("", ".csv")
            for query in (
                "year=abc",
                "year=20222",
                "agency=nobody",
                "region=1",
                "phase=x",
                "scope=x",
                "measure=x",
                "least=viel",
                "most=1e9",
                "least=９",
                "least=99999999999999999999",
                "strict=ja",
                "&".join(f"year={year}" for year in range(1950, 2010)),
            )
        ),
    ],
)
def test_addresses_that_are_wrong(visitor: FlaskClient, address: str, status: int) -> None:
    """What cannot be understood is told in Chinese, never guessed."""
    assert re.search(r"[\u4e00-\u9fff]", words(page(visitor, address, status)))


def test_the_page(visitor: FlaskClient) -> None:
    """Without more it shows the newest year of what was spent, the greatest first, each with its words."""
    html = page(visitor, "/indicators/three_public")
    assert "2022年度“三公”经费决算" in words(html)
    assert re.findall(r">([\d.]+) 万元</a>", html) == ["15.00", "8.00", "6.00", "4.00"]
    backwards = page(visitor, "/indicators/three_public?order=least")
    assert re.findall(r">([\d.]+) 万元</a>", backwards) == ["4.00", "6.00", "8.00", "15.00"]


def test_every_link_of_the_page_leads_somewhere(visitor: FlaskClient) -> None:
    """Years, phases, scopes, downloads."""
    html = page(visitor, "/indicators/three_public?least=50000")
    assert "不低于 5 万元" in words(html)
    for address in set(re.findall(r'href="(/indicators/[^"]+)"', html)):
        assert fetch(visitor, address.replace("&amp;", "&"))


def leads(catalogue: Catalogue, agency: str) -> dict[tuple[str, int], tuple[str, str]]:
    """Which figure stands for each headline and year of an agency."""
    return {
        (row.indicator, row.year): (row.report, row.id)
        for indicator in HEADLINES
        for row in catalogue.figures.of_agency(agency, indicator)
        if (row.phase, row.measure, row.standing) == ("actual", "amount", LEADS)
    }


def test_what_stands_is_what_pages_show(served: Settings) -> None:
    """The figure that stands for an agency and year is the headline of its page, wherever that has one."""
    catalogue = Catalogue(open_catalogue(served))
    shown = 0
    for row in catalogue.agencies():
        headlines = {key: (one.report, one.id) for key, one in catalogue.headlines(row.id).items()}
        told = leads(catalogue, row.id)
        assert headlines.items() <= told.items()
        shown += len(headlines)
    assert shown > 20


def test_what_stands_follows_the_store(tmp_path: Path) -> None:
    """A department's accounts that are withdrawn leave their place to its own office's; a rebuild says the same."""
    settings = Settings(store=tmp_path / "store", data=tmp_path / "data")
    (tmp_path / "in").mkdir()
    publish_reports(settings, tmp_path / "in")
    catalogue, store = Catalogue(open_catalogue(settings)), Store(settings.store)
    asked = FigureFilters("three_public", "actual", "amount", years=(2022,), agencies=(EDUCATION,), standing=True)
    assert [row.value for row in catalogue.figures.ranked(asked, 9)] == [Decimal(150_000)]
    folder = store.find_report(f"{EDUCATION}-2022-final-accounts")
    assert folder is not None
    version = store.current(folder)
    assert version is not None
    store.withdraw(version, "有误", datetime(2024, 1, 1, tzinfo=UTC))
    sync_catalogue(store, settings)
    assert [row.value for row in catalogue.figures.ranked(asked, 9)] == [Decimal(90_000)]
    before = leads(catalogue, EDUCATION)
    rebuild_catalogue(store, settings)
    assert leads(Catalogue(open_catalogue(settings)), EDUCATION) == before
