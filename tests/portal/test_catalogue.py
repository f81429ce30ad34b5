import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, insert, update

from ingest.register_files import load_register, save_register
from ingest.rosters import load_roster
from ingest.settings import Settings
from ingest.store import Store, Version
from portal.catalogue import filling
from portal.catalogue.adcodes import significant
from portal.catalogue.filling import FILE, open_catalogue, rebuild_catalogue, sync_catalogue
from portal.catalogue.headlines import Candidate, choose_headlines, is_self_evaluated, rank_headline
from portal.catalogue.queries import Catalogue
from portal.catalogue.tables import about, figures, metadata, reports
from portal.catalogue.totals import YearTotals
from publishing import publish

TEXT = """{agency}{year}年度{kind}
第三部分 {year}年度部门决算情况说明
一、收入支出决算总体情况说明
{year}年度收、支总计{total}万元。
三、支出决算情况说明
本年支出合计{total}万元，其中：基本支出3.00万元，项目支出2.00万元。
{more}"""
THREE_PUBLIC = """七、{}“三公”经费支出决算情况说明
“三公”经费支出决算为{}万元。
"""
NOW = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=tmp_path / "store", data=tmp_path / "data")


def add(
    settings: Settings,
    tmp_path: Path,
    agency: str,
    year: int,
    total: str,
    name: str = "a",
    *,
    kind: str = "部门决算",
    more: str = "",
) -> None:
    folder = tmp_path / f"in-{name}-{agency}-{year}"
    folder.mkdir(exist_ok=True)
    text = TEXT.format(agency=agency, year=year, total=total, kind=kind, more=more)
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    assert not any(outcome.failed for outcome in publish(settings.store, [folder]))


def synced(settings: Settings) -> Catalogue:
    sync_catalogue(Store(settings.store), settings)
    return Catalogue(open_catalogue(settings))


def test_money_is_exact(settings: Settings) -> None:
    """Sums in the database are those of Decimal, to the last place."""
    engine = open_catalogue(settings)
    metadata.create_all(engine)
    values = [Decimal("0.1"), Decimal("0.2"), Decimal("-0.0001"), Decimal("99999999999999.99")]
    row: dict[str, Any] = dict.fromkeys(
        ("part", "indicator", "scope", "phase", "measure", "unit", "disclosed", "base"), "x"
    )
    row |= dict.fromkeys(("start", "end", "contradicted", "standing"), 0)
    head = dict.fromkeys(("agency", "adcode", "report_type", "title", "created", "stamp"), "x") | dict.fromkeys(
        ("year", "version", "errors", "notices", "roundings", "passed", "unchecked"), 1
    )
    with engine.begin() as connection:
        connection.execute(insert(reports), [head | {"name": "r"}])
        connection.execute(
            insert(figures),
            [
                row | {"report": "r", "id": str(n), "year": 1, "from_table": False, "value": v}
                for n, v in enumerate(values)
            ],
        )
        from sqlalchemy import func, select

        assert connection.scalar(select(func.sum(figures.c.value))) == sum(values)
    engine.dispose()


def test_the_catalogue_follows_the_store(settings: Settings, tmp_path: Path) -> None:
    """New reports, new versions and withdrawals are seen; a rebuild gives the same."""
    add(settings, tmp_path, "芦淞区教育局", 2022, "5.00")
    catalogue = synced(settings)
    name = "430203-jiaoyuju-2022-final-accounts"
    assert [(row.name, row.version) for row in catalogue.reports()] == [(name, 1)]
    add(settings, tmp_path, "芦淞区教育局", 2022, "6.00")
    add(settings, tmp_path, "芦淞区财政局", 2022, "7.00")
    catalogue = synced(settings)
    assert {(row.name, row.version) for row in catalogue.reports()} == {
        (name, 2),
        ("430203-caizhengju-2022-final-accounts", 1),
    }
    before = catalogue.reports()
    rebuild_catalogue(Store(settings.store), settings)
    assert catalogue.reports() == before
    store = Store(settings.store)
    folder = store.find_report(name)
    assert folder is not None
    version = store.current(folder)
    assert version is not None
    store.withdraw(version, "有误", NOW)
    assert {(row.name, row.version) for row in synced(settings).reports()} >= {(name, 1)}


def test_another_store_in_the_same_place(settings: Settings, tmp_path: Path) -> None:
    """A store that was replaced by one with the same names and numbers is read anew: nothing else is the truth."""
    add(settings, tmp_path, "芦淞区教育局", 2022, "5.00")
    before = synced(settings).reports()
    shutil.rmtree(settings.store)
    add(settings, tmp_path, "芦淞区教育局", 2022, "6.00", "b")
    after = synced(settings)
    assert [(row.name, row.version) for row in after.reports()] == [(row.name, row.version) for row in before]
    assert [figure.disclosed for figure in after.headlines("430203-jiaoyuju").values()].count("6.00万元") == 1


@pytest.mark.parametrize("damage", ["missing", "empty", "not a database", "torn"])
def test_a_catalogue_that_is_damaged_is_rebuilt(settings: Settings, tmp_path: Path, damage: str) -> None:
    """Whatever became of the file, it is filled anew."""
    add(settings, tmp_path, "芦淞区教育局", 2022, "5.00")
    synced(settings)
    path = settings.data / FILE
    content = path.read_bytes()
    path.unlink()
    if damage != "missing":
        path.write_bytes({"empty": b"", "not a database": b"x" * 8192, "torn": content[:2048]}[damage])
    assert len(synced(settings).reports()) == 1


def test_a_catalogue_of_another_form_is_rebuilt(settings: Settings, tmp_path: Path) -> None:
    """What an older program filled is filled anew."""
    add(settings, tmp_path, "芦淞区教育局", 2022, "5.00")
    engine = open_catalogue(settings)
    synced(settings)
    with engine.begin() as connection:
        connection.execute(update(about).values(schema_version=0))
        connection.execute(update(reports).values(title="旧"))
    engine.dispose()
    assert synced(settings).reports()[0].title == "株洲市芦淞区教育局2022年度部门决算"


KILLED = """
import os, sqlite3
connection = sqlite3.connect({path!r})
connection.execute("PRAGMA cache_size = 5")
connection.execute("UPDATE figures SET disclosed = disclosed || hex(randomblob(2000))")
os.kill(os.getpid(), 9)
"""


def test_a_rebuild_after_a_writer_was_killed(settings: Settings, tmp_path: Path) -> None:
    """What a killed writer left to be undone is not done to the new catalogue."""
    add(settings, tmp_path, "芦淞区教育局", 2022, "5.00")
    synced(settings)
    path = settings.data / FILE
    subprocess.run([sys.executable, "-c", KILLED.format(path=str(path))], check=False)
    assert path.with_name(f"{FILE}-journal").exists()
    for year in range(2000, 2020):
        add(settings, tmp_path, "芦淞区财政局", year, "7.00")
    rebuild_catalogue(Store(settings.store), settings)
    assert not path.with_name(f"{FILE}-journal").exists()
    assert len(Catalogue(open_catalogue(settings)).reports()) == 21


def test_many_at_once(settings: Settings, tmp_path: Path) -> None:
    """Rebuilds and updates that come together go one after the other."""
    add(settings, tmp_path, "芦淞区教育局", 2022, "5.00")
    store = Store(settings.store)
    with ThreadPoolExecutor(6) as pool:
        works = [pool.submit(work, store, settings) for work in (rebuild_catalogue, sync_catalogue) * 3]
        for one in works:
            one.result()
    assert len(Catalogue(open_catalogue(settings)).reports()) == 1


def test_readers_during_a_long_update(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large update shuts nobody out: readers see the state before until it is done."""
    add(settings, tmp_path, "芦淞区教育局", 2022, "5.00")
    catalogue = synced(settings)
    add(settings, tmp_path, "芦淞区教育局", 2022, "6.00")
    seen: list[int] = []

    def rows(version: Version) -> Iterator[dict[str, Any]]:
        few = list(figure_rows(version))
        yield from (row | {"id": f"{row['id']}-{number}"} for number in range(10_000) for row in few)

    (figures_table, figure_rows), *others = filling._ROWS
    monkeypatch.setattr(filling, "_ROWS", ((figures_table, rows), *others))

    def look(_: Connection) -> None:
        seen.extend(row.version for row in catalogue.reports())

    event.listen(Engine, "commit", look)
    try:
        sync_catalogue(Store(settings.store), settings)
    finally:
        event.remove(Engine, "commit", look)
    assert seen[0] == 1
    assert [row.version for row in catalogue.reports()] == [2]


def sums(settings: Settings, year: int = 2022) -> tuple[dict[tuple[str, str], tuple[Decimal, int]], YearTotals]:
    totals = synced(settings).totals(year)
    return {(one.indicator, one.scope): (one.value, one.departments) for one in totals.totals}, totals


def edit_superior(settings: Settings, agency_id: str, superior: str) -> None:
    register = load_register(settings.store)
    agency = replace(register.agencies[agency_id], superior=superior)
    save_register(settings.store, replace(register, agencies=register.agencies | {agency_id: agency}))


def test_totals_add_departments_only(settings: Settings, tmp_path: Path) -> None:
    """A department's accounts hold its units': neither its own office's nor another unit's are added again."""
    add(settings, tmp_path, "芦淞区教育局系统", 2022, "5.00")
    add(settings, tmp_path, "芦淞区教育局（本级）", 2022, "1.00", "unit")
    add(settings, tmp_path, "芦淞区实验小学", 2022, "2.00", kind="单位决算")
    add(settings, tmp_path, "芦淞区财政局", 2022, "7.00")
    add(settings, tmp_path, "芦淞区审计局", 2022, "9.00", kind="决算")
    found, totals = sums(settings)
    assert found == {("expenditure", "all"): (Decimal(120_000), 2)}
    assert (totals.departments, totals.inside, totals.units, totals.unclear) == (2, 0, 1, 1)


@pytest.mark.parametrize("superior", ["430203-jiaoyuju", "株洲市芦淞区教育局"])
def test_a_department_under_a_department(settings: Settings, tmp_path: Path, superior: str) -> None:
    """Where the register says who is under whom, by id or by name, the lower accounts are inside the upper ones."""
    add(settings, tmp_path, "芦淞区教育局", 2022, "5.00")
    add(settings, tmp_path, "芦淞区教师进修学校", 2022, "2.00")
    edit_superior(settings, "430203-jiaoshijinxiuxuexiao", superior)
    found, totals = sums(settings)
    assert found["expenditure", "all"] == (Decimal(50_000), 1)
    assert totals.inside == 1


def test_a_department_under_one_that_is_not_here(settings: Settings, tmp_path: Path) -> None:
    """It is counted while nothing else holds its accounts; an editor's circle does no harm."""
    add(settings, tmp_path, "芦淞区教育局", 2021, "5.00")
    add(settings, tmp_path, "芦淞区教师进修学校", 2022, "2.00")
    edit_superior(settings, "430203-jiaoshijinxiuxuexiao", "430203-jiaoyuju")
    edit_superior(settings, "430203-jiaoyuju", "430203-jiaoshijinxiuxuexiao")
    found, totals = sums(settings)
    assert found["expenditure", "all"] == (Decimal(20_000), 1)
    assert totals.left_out == 0


def test_totals_keep_scopes_apart(settings: Settings, tmp_path: Path) -> None:
    """Figures of different scopes are never in one sum; each sum names its scope and how many stand behind it."""
    for agency, scope, amount in (
        ("芦淞区教育局", "财政拨款", "1.00"),
        ("芦淞区财政局", "财政拨款", "2.00"),
        ("芦淞区审计局", "一般公共预算财政拨款", "4.00"),
    ):
        add(settings, tmp_path, agency, 2022, "5.00", more=THREE_PUBLIC.format(scope, amount))
    found, _ = sums(settings)
    assert found["three_public", "fiscal"] == (Decimal(30_000), 2)
    assert found["three_public", "general_public"] == (Decimal(40_000), 1)


def test_years_without_accounts_of_departments(settings: Settings, tmp_path: Path) -> None:
    """There is nothing to add up, and it is said how many are left out."""
    add(settings, tmp_path, "芦淞区实验小学", 2022, "2.00", kind="单位决算")
    found, totals = sums(settings)
    assert found == {}
    assert (totals.departments, totals.left_out) == (0, 1)
    assert sums(settings, 2020)[1].left_out == 0


def test_which_figure_is_the_headline() -> None:
    """Accounts, then the department's, then the report's own part, then fiscal before general_public before all."""
    ordered: list[dict[str, Any]] = [
        {"coverage": "department", "scope": "fiscal", "from_table": True},
        {"coverage": "department", "scope": "fiscal"},
        {"coverage": "department", "scope": "general_public"},
        {"coverage": "department", "scope": "all"},
        {"coverage": "department", "scope": "fiscal", "part": "performance_report"},
        {"coverage": None, "scope": "fiscal"},
        {"coverage": "unit", "scope": "fiscal"},
        {"coverage": "department", "scope": "fiscal", "part": "performance_report", "report_type": "performance"},
    ]
    plain: dict[str, Any] = {"report_type": "final_accounts", "part": "final_accounts", "from_table": False}
    ranks = [rank_headline(**{**plain, **one}) for one in ordered]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)


def test_coverage(settings: Settings, tmp_path: Path) -> None:
    """Without a roster coverage is counted among the agencies known, with one among those that should publish."""
    add(settings, tmp_path, "芦淞区教育局", 2022, "5.00")
    add(settings, tmp_path, "芦淞区财政局", 2021, "5.00")
    coverage = synced(settings).coverage(2022, "final_accounts")
    assert (coverage.published, coverage.expected, coverage.by_roster) == (1, 2, False)
    roster = tmp_path / "roster.csv"
    roster.write_text("agency,since\n芦淞区教育局,2020\n芦淞区民政局,2020\n芦淞区审计局,2023\n", encoding="utf-8")
    load_roster(settings.store, roster)
    catalogue = synced(settings)
    coverage = catalogue.coverage(2022, "final_accounts")
    assert (coverage.published, coverage.expected, coverage.by_roster) == (1, 2, True)
    assert catalogue.coverage(2022, "performance").expected == 0
    assert catalogue.coverage(2022, "final_accounts", "110000").expected == 0


def test_names_from_the_register(settings: Settings, tmp_path: Path) -> None:
    """A name that an editor corrects is shown after the next update."""
    add(settings, tmp_path, "芦淞区教育局", 2022, "5.00")
    synced(settings)
    path = settings.store / "register" / "agencies.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("株洲市芦淞区教育局", "株洲市芦淞区教育体育局", 1), encoding="utf-8"
    )
    assert synced(settings).agencies()[0].name == "株洲市芦淞区教育体育局"
    save_register(settings.store, load_register(settings.store))


@pytest.mark.parametrize(
    ("code", "digits"), [("430000", "43"), ("430200", "4302"), ("430203", "430203"), ("441900", "4419")]
)
def test_codes_inside_a_region(code: str, digits: str) -> None:
    """A region's code without the zeros at its end begins the codes inside it."""
    assert significant(code) == digits


def candidate(report: str, part: str, indicator: str, scope: str, **more: Any) -> Candidate[str]:
    given = {"report_type": "final_accounts", "coverage": "department", "from_table": False} | more
    return Candidate(
        f"{report} {part} {indicator} {scope}", report, part=part, indicator=indicator, scope=scope, **given
    )


OWN, EVALUATED = "final_accounts", "performance_report"


@pytest.mark.parametrize(
    ("candidates", "shown"),
    [
        pytest.param(
            [(OWN, "expenditure", "fiscal"), (OWN, "expenditure", "all"), (OWN, "expenditure.basic", "all")],
            {"expenditure": "all", "expenditure.basic": "all"},
            id="the scope that has a part beside it",
        ),
        pytest.param(
            [(OWN, "expenditure", "all"), (OWN, "expenditure", "general_public"), (OWN, "expenditure.basic", "fiscal")],
            {"expenditure": "general_public"},
            id="no part of another scope",
        ),
        pytest.param(
            [
                (OWN, "expenditure", "all"),
                (OWN, "expenditure.project", "all"),
                (OWN, "expenditure", "fiscal"),
                (OWN, "expenditure.basic", "fiscal"),
            ],
            {"expenditure": "fiscal", "expenditure.basic": "fiscal"},
            id="fiscal first",
        ),
        pytest.param(
            [
                (OWN, "expenditure", "all"),
                (EVALUATED, "expenditure", "fiscal"),
                (EVALUATED, "expenditure.basic", "fiscal"),
            ],
            {"expenditure": "all"},
            id="the report's own part",
        ),
        pytest.param(
            [(OWN, "expenditure.basic", "general_public"), (OWN, "expenditure.project", "all")],
            {"expenditure.basic": "general_public"},
            id="parts alone",
        ),
    ],
)
def test_expenditure_and_its_parts_are_of_one_scope(
    candidates: list[tuple[str, str, str]], shown: dict[str, str]
) -> None:
    """What stands side by side belongs together; what the chosen scope lacks is left out."""
    chosen = choose_headlines(candidate("r", *one) for one in candidates)
    assert {indicator: figure.split()[-1] for indicator, figure in chosen.items()} == shown


def test_expenditure_and_its_parts_are_of_one_report() -> None:
    """A self-evaluation does not fill up what the accounts lack; alone it stands for the year."""
    evaluation = [
        candidate("b", EVALUATED, indicator, "all", report_type="performance")
        for indicator in ("expenditure", "expenditure.basic")
    ]
    accounts = candidate("a", OWN, "expenditure", "all")
    assert choose_headlines([*evaluation, accounts]) == {"expenditure": accounts.figure}
    assert choose_headlines(evaluation) == {one.indicator: one.figure for one in evaluation}
    assert is_self_evaluated(EVALUATED)
    assert not is_self_evaluated(OWN)
