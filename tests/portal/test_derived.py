"""What is derived from several reports follows what is published, in whatever order it came; pages show both sides."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest

from index.building import sync_index
from ingest.register import FormerName
from ingest.register_files import load_register, save_register
from ingest.settings import Settings
from ingest.store import Store
from portal import create_app
from portal.catalogue.derived import DerivedCatalogue, DerivedRow
from portal.catalogue.filling import open_catalogue, rebuild_catalogue, sync_catalogue
from portal.services import EXTENSION
from publishing import publish

TEXT = """{agency}{year}年度部门决算
第一部分 {agency}概况
一、部门职责
主管教育工作。
第三部分 {year}年度部门决算情况说明
一、收入支出决算总体情况说明
{year}年度收、支总计{total}万元。与上年相比，收、支总计各增加{change}万元，增长{rate}%。
三、支出决算情况说明
本年支出合计{total}万元，其中：基本支出3.00万元，项目支出2.00万元。
第四部分 名词解释
一、财政拨款收入：指本级财政当年拨付的资金。
"""
NOW = datetime(2024, 1, 1, tzinfo=UTC)
AGENCY = "芦淞区教育局"
ID = "430203-jiaoyuju"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=tmp_path / "store", data=tmp_path / "data")


def add(
    settings: Settings,
    tmp_path: Path,
    year: int,
    total: str,
    change: str = "1.00",
    *,
    agency: str = AGENCY,
    name: str = "a",
) -> None:
    folder = tmp_path / f"in-{name}-{agency}-{year}-{total}"
    folder.mkdir(exist_ok=True)
    rate = float(change) / (float(total) - float(change)) * 100
    text = TEXT.format(agency=agency, year=year, total=total, change=change, rate=f"{rate:.1f}")
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    assert not any(outcome.failed for outcome in publish(settings.store, [folder]))


def report_name(year: int) -> str:
    return f"{ID}-{year}-final-accounts"


def synced(settings: Settings) -> DerivedCatalogue:
    sync_catalogue(Store(settings.store), settings)
    return DerivedCatalogue(open_catalogue(settings))


def findings(catalogue: DerivedCatalogue, year: int) -> list[DerivedRow]:
    return [one for one in catalogue.about_report(report_name(year)) if one.outcome == "finding"]


def everything(settings: Settings) -> list[object]:
    catalogue = synced(settings)
    return [
        [
            (catalogue.about_report(report_name(year)), catalogue.disclosure(report_name(year)))
            for year in range(2019, 2025)
        ]
    ]


ACCOUNTS = ((2021, "50.00", "1.00"), (2022, "60.00", "9.00"), (2023, "70.00", "10.00"))


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_whatever_came_first(settings: Settings, tmp_path: Path, order: tuple[int, ...]) -> None:
    """The same is derived in whatever order the years were published, one update each; a rebuild gives the same."""
    for at in order:
        add(settings, tmp_path, *ACCOUNTS[at])
        synced(settings)
    catalogue = synced(settings)
    (found,) = findings(catalogue, 2022)
    assert (found.rule, found.severity, found.printed, found.expected) == ("F02", "error", "9.00万元", "增加10万元")
    assert found.there is not None
    assert (found.here.report, found.there.report) == (report_name(2022), report_name(2021))
    store = Store(settings.store)
    text = next(one for one in store.published() if one.name == report_name(2022)).path / "report.md"
    assert text.read_text(encoding="utf-8")[found.here.start : found.here.end] == "9.00万元"
    assert findings(catalogue, 2021) == [found]
    assert findings(catalogue, 2023) == []
    before = everything(settings)
    rebuild_catalogue(store, settings)
    assert everything(settings) == before


def test_a_neighbour_is_withdrawn_and_restored(settings: Settings, tmp_path: Path) -> None:
    """What rested on a report goes with it, on the neighbour's page, too, and comes back with it."""
    for one in ACCOUNTS:
        add(settings, tmp_path, *one)
    before = everything(settings)
    store = Store(settings.store)
    folder = store.find_report(report_name(2021))
    assert folder is not None
    version = store.versions(folder)[0]
    store.withdraw(version, "有误", NOW)
    catalogue = synced(settings)
    assert findings(catalogue, 2022) == []
    assert catalogue.about_report(report_name(2021)) == []
    assert catalogue.disclosure(report_name(2021)).items == ()
    assert any("没有收录" in one.message for one in catalogue.about_report(report_name(2022)))
    store.restore(version)
    assert everything(settings) == before


def test_a_neighbour_is_published_again(settings: Settings, tmp_path: Path) -> None:
    """A new version is held against its neighbours and against the version before it, until that is withdrawn."""
    add(settings, tmp_path, 2021, "50.00")
    add(settings, tmp_path, 2022, "60.00", "9.00")
    assert findings(synced(settings), 2022)
    add(settings, tmp_path, 2021, "51.00")
    catalogue = synced(settings)
    assert findings(catalogue, 2022) == []
    shown = [one for one in catalogue.about_report(report_name(2021)) if one.rule == "G04"]
    assert any("收入总计由50万元变为51万元" in one.message for one in shown)
    store = Store(settings.store)
    folder = store.find_report(report_name(2021))
    assert folder is not None
    store.withdraw(store.versions(folder)[0], "重复", NOW)
    assert [one for one in synced(settings).about_report(report_name(2021)) if one.rule == "G04"] == []
    store.restore(store.versions(folder)[0])
    store.withdraw(store.versions(folder)[1], "有误", NOW)
    assert findings(synced(settings), 2022)


def test_a_rename_that_the_register_knows(settings: Settings, tmp_path: Path) -> None:
    """Reports of one agency under two names are not held against each other, and it is said why."""
    add(settings, tmp_path, 2022, "60.00", "9.00")
    register = load_register(settings.store)
    agency = replace(register.agencies[ID], former_names=(FormerName("株洲市芦淞区文教局"),))
    save_register(settings.store, replace(register, agencies={ID: agency}))
    add(settings, tmp_path, 2021, "50.00", agency="芦淞区文教局")
    catalogue = synced(settings)
    assert findings(catalogue, 2022) == []
    assert any("单位名称不同" in one.message for one in catalogue.about_report(report_name(2022)))


def test_the_register_names_a_unit(settings: Settings, tmp_path: Path) -> None:
    """An edited register is looked at anew: what is derived is that of the names as they are now."""
    add(settings, tmp_path, 2021, "50.00")
    add(settings, tmp_path, 2022, "60.00", "9.00")
    before = everything(settings)
    register = load_register(settings.store)
    agency = replace(register.agencies[ID], aliases=(*register.agencies[ID].aliases, "区教育局机关"))
    save_register(settings.store, replace(register, agencies={ID: agency}))
    assert everything(settings) == before


def test_other_agencies_stay_as_they_are(settings: Settings, tmp_path: Path) -> None:
    """Reports of others are no neighbours."""
    add(settings, tmp_path, 2021, "50.00", agency="芦淞区财政局")
    add(settings, tmp_path, 2022, "60.00", "9.00")
    assert findings(synced(settings), 2022) == []


def test_what_is_disclosed(settings: Settings, tmp_path: Path) -> None:
    """Each item is there, missing or elsewhere, with what it was told by."""
    add(settings, tmp_path, 2022, "60.00")
    score = synced(settings).disclosure(report_name(2022))
    status = {one.item: one.status for one in score.items}
    assert status["duties"] == status["glossary"] == status["against_last_year"] == "present"
    assert status["procurement"] == status["agency_operation"] == "absent"
    assert status["income"] == status["gov_fund"] == "elsewhere"
    assert all(one.found for one in score.items)
    assert (score.points, score.of) == (
        sum(one == "present" for one in status.values()),
        sum(one in {"present", "absent"} for one in status.values()),
    )


def test_the_page_of_a_report(settings: Settings, tmp_path: Path) -> None:
    """Both reports' pages show the finding with links to both places; an older version's page shows none."""
    add(settings, tmp_path, 2021, "50.00")
    add(settings, tmp_path, 2022, "60.00", "9.00")
    add(settings, tmp_path, 2022, "61.00", "9.00")
    synced(settings)
    sync_index(Store(settings.store), settings.index)
    app = create_app(settings)
    client = app.test_client()
    pages = {year: client.get(f"/reports/{report_name(year)}").text for year in (2021, 2022)}
    for html in pages.values():
        assert "与上年、与预算的核对" in html
        assert "公布的是50万元，相差2万元" in html
        assert "应当公开的内容" in html
    assert f'href="/reports/{report_name(2021)}#f' in pages[2022]
    assert f'href="/reports/{report_name(2022)}#f' in pages[2021]
    assert f'href="/reports/{report_name(2022)}?v=1#f' in pages[2022]
    assert "与上年、与预算的核对" not in client.get(f"/reports/{report_name(2022)}?v=1").text
    app.extensions[EXTENSION].index.close()
