"""Findings of all reports: their list, its files, the page of each, the rules."""

import csv
import io
import re
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ingest.checks.rules import RULES, TOLERANCES
from ingest.settings import Settings
from ingest.store import Store, read_rows
from portal import create_app
from portal.catalogue.derived import DerivedCatalogue
from portal.catalogue.filling import open_catalogue, rebuild_catalogue, sync_catalogue
from portal.presentation import SEVERITY_LABELS
from portal.services import EXTENSION
from publishing import publish

AGENCY = "430211-gonggongshujufuwuzhongxin"


def words(html: str) -> str:
    """What a reader sees of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


def page(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.text[:300]
    return response.text


def table(client: FlaskClient, address: str) -> list[dict[str, str]]:
    """The rows of a CSV as Excel sees them."""
    with client.get(address) as response:
        assert response.status_code == 200
        content = response.data
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def stored(served: Settings) -> list[tuple[str, dict[str, str]]]:
    """All findings as the packages hold them, and those over several reports, with the names of their reports."""
    return [*own(served), *across(served)]


def own(served: Settings) -> list[tuple[str, dict[str, str]]]:
    """The findings within reports."""
    versions = Store(served.store).published()
    return [(version.name, dict(row)) for version in versions for row in read_rows(version, "findings")]


def across(served: Settings) -> list[tuple[str, dict[str, str]]]:
    """The findings over several reports, each once, with the report that it is listed with."""
    return [
        (
            one.here.report,
            {
                "id": one.id,
                "rule": one.rule,
                "severity": one.severity,
                "message": one.message,
                "disclosed": one.printed,
                "expected": one.expected,
            },
        )
        for one in DerivedCatalogue(open_catalogue(served)).findings()
    ]


def held(served: Settings, names: set[str] | None = None) -> Counter[str]:
    """How many checks against other reports passed, by rule; of some reports or all."""
    catalogue = DerivedCatalogue(open_catalogue(served))
    rows = {
        row.id: row
        for version in Store(served.store).published()
        if names is None or version.name in names
        for row in catalogue.about_report(version.name)
        if row.outcome == "passed" and row.here.report == version.name
    }
    return Counter({rule: sum(row.checks for row in rows.values() if row.rule == rule) for rule in RULES})


def test_all_findings_are_listed(client: FlaskClient, served: Settings) -> None:
    """As many as the packages hold, each with its message, what contradicts before the rest."""
    rows = stored(served)
    html = page(client, "/findings")
    assert f"共 {len(rows)} 条" in words(html)
    text = words(html)
    assert all(row["message"] in text for _, row in rows)
    told = re.findall(r'<li class="(error|notice|rounding)">', html)
    assert told == sorted(told, key=["error", "notice", "rounding"].index)
    assert len(told) == len(rows)


@pytest.mark.parametrize(
    "query",
    [
        "severity=error",
        "rule=C02",
        "year=2022",
        "region=430200",
        "region=330602",
        f"agency={AGENCY}",
        "type=performance",
        "severity=rounding&region=330000&year=2021",
        "compared=across",
        "compared=own&year=2023",
    ],
)
def test_filters_are_the_same_everywhere(client: FlaskClient, served: Settings, query: str) -> None:
    """Page, CSV and JSON leave the same findings, which are those that the filters say."""
    wanted = dict(one.split("=") for one in query.split("&"))
    kept = [
        (row["报告名"], row["说明"])
        for row in table(client, "/findings.csv")
        if SEVERITY_LABELS.get(wanted.get("severity", ""), row["级别"]) == row["级别"]
        and wanted.get("rule", row["规则"]) == row["规则"]
        and wanted.get("year", row["年度"]) == row["年度"]
        and row["行政区划代码"].startswith(wanted.get("region", "").rstrip("0"))
        and row["报告名"].startswith(wanted.get("agency", ""))
        and ("type" not in wanted or "绩效自评" in row["报告类型"])
        and ("compared" not in wanted or bool(row["对照的报告"]) == (wanted["compared"] == "across"))
    ]
    assert 0 < len(kept) < len(stored(served))
    assert [(row["报告名"], row["说明"]) for row in table(client, f"/findings.csv?{query}")] == kept
    answer = client.get(f"/findings.json?{query}").json
    assert [(one["report"], one["message"]) for one in answer["findings"]] == kept
    assert answer["total"] == len(kept)
    assert f"共 {len(kept)} 条" in words(page(client, f"/findings?{query}"))


def test_counts_beside_filters_are_kept(client: FlaskClient) -> None:
    """Whatever value is chosen leaves as many findings as stood beside it, the other filters kept."""
    html = page(client, "/findings?year=2022")
    for name, options in re.findall(r'<select name="(\w+)">(.*?)</select>', html, re.DOTALL):
        for value, count in re.findall(r'<option value="([^"]+)"[^>]*>[^<]*（(\d+)）</option>', options):
            query = {"year": "2022"} | {name: value}
            answer = client.get("/findings.json", query_string=query).json
            assert answer["total"] == int(count), (name, value)


def test_a_filter_that_leaves_nothing(client: FlaskClient) -> None:
    """The page says so, keeps the filter on show, and offers to take it off."""
    html = page(client, "/findings?rule=K04")
    assert "没有核对结果" in words(html)
    assert "K04 预算说明与预算表一致 ×" in words(html)
    assert 'href="/findings"' in html


def test_the_csv_names_people_words_and_places(client: FlaskClient, served: Settings) -> None:
    """Chinese names of columns, what is printed, and addresses that lead from anywhere."""
    rows = table(client, "/findings.csv")
    assert list(rows[0])[:11] == [
        "单位", "年度", "报告类型", "规则", "规则名称", "级别", "原文", "应为", "相差", "相差（万元）", "说明",
    ]  # fmt: skip
    by_message = {(name, row["message"]): row for name, row in stored(served)}
    for row in rows:
        finding = by_message[row["报告名"], row["说明"]]
        assert (row["规则"], row["原文"], row["应为"]) == (finding["rule"], finding["disclosed"], finding["expected"])
        assert row["规则名称"] == RULES[row["规则"]].title
        for column in ("报告页", "原件页", "核对结果页", "对照的报告页"):
            assert not row[column] or client.get(row[column]).status_code == 200
    assert any(row["原件页"] for row in rows)
    below = [row for row in rows if row["相差（万元）"].startswith("-")]
    assert below
    assert all(row["相差"].startswith("−") for row in below)


def test_pages_lead_to_the_end(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Following `next` gives every finding once, in JSON and for readers; the filters are kept on the way."""
    monkeypatch.setattr("portal.views.findings.PAGE_SIZE", 5)
    address, seen = "/findings.json?severity=rounding", Counter[tuple[str, str]]()
    pages = 0
    while address:
        answer = client.get(address).json
        seen.update((one["report"], one["id"]) for one in answer["findings"])
        address, pages = answer["next"], pages + 1
    assert pages == answer["pages"] > 2
    assert len(seen) == answer["total"]
    assert set(seen.values()) == {1}
    html, told = page(client, "/findings?severity=rounding"), 0
    while html:
        told += html.count('<li class="rounding">')
        following = re.search(r'<a href="([^"]+)" rel="next">', html)
        html = page(client, following[1].replace("&amp;", "&")) if following else ""
    assert told == answer["total"]


ACCOUNTS = """芦淞区教育局{year}年度部门决算
第三部分 {year}年度部门决算情况说明
三、支出决算情况说明
本年支出合计100.00万元，其中：基本支出{basic}万元，占{share}%；项目支出40.00万元，占40%。
"""


def serve(root: Path, texts: list[str]) -> FlaskClient:
    """A site with these reports, published one after the other."""
    settings = Settings(store=root / "store", data=root / "data")
    for number, text in enumerate(texts):
        folder = root / f"in{number}"
        folder.mkdir()
        (folder / "a.txt").write_text(text, encoding="utf-8")
        assert not any(outcome.failed for outcome in publish(settings.store, [folder]))
    sync_catalogue(Store(settings.store), settings)
    app = create_app(settings)
    app.testing = True
    return app.test_client()


def test_each_finding_has_a_page(client: FlaskClient, served: Settings) -> None:
    """Printed, calculated, the rule and its tolerance, and why it is of its severity."""
    for name, row in own(served):
        html = page(client, f"/findings/{name}/v1/{row['id']}")
        text = words(html)
        rule = RULES[row["rule"]]
        assert row["message"] in text
        for told in (row["expected"], row["difference"].removeprefix("-"), rule.title, rule.formula):
            assert told in text
        assert all(TOLERANCES[kind] in text for kind in rule.tolerance)
        assert f"为什么是“{SEVERITY_LABELS[row['severity']]}”" in text
        assert "错误" not in text


def test_every_number_of_a_finding_leads_to_its_place(client: FlaskClient, served: Settings) -> None:
    """Each link into the report has an anchor there; a report with pages leads to their pictures, too."""
    pictures = 0
    for name, row in own(served):
        html = page(client, f"/findings/{name}/v1/{row['id']}")
        anchors = re.findall(rf'href="/reports/{name}#([\w-]+)"', html)
        report = page(client, f"/reports/{name}")
        assert len(anchors) == 1 + row["related"].count("], [") + bool(row["related"])
        assert all(f'id="{one}"' in report for one in anchors)
        for link in re.findall(rf'href="(/reports/{name}/pages/[^"]+)"', html)[:2]:
            assert 'id="mark"' in page(client, link.replace("&amp;", "&").partition("#")[0])
            pictures += 1
    assert pictures


def test_the_calculation_is_laid_out(tmp_path: Path) -> None:
    """Which numbers lead to what was expected, and what the printed one is more or less."""
    client = serve(tmp_path, [ACCOUNTS.format(year=2022, basic="60.00", share="66")])
    share = next(one for one in client.get("/findings.json").json["findings"] if "66" in one["disclosed"])
    text = words(page(client, share["url"]))
    assert "60 ÷ 100 × 100% = 60%" in text
    assert "6个百分点" in text


def test_a_finding_of_an_old_version_tells_what_became_of_it(tmp_path: Path) -> None:
    """Where the current version has it no more, and where it has it still, the page says so."""
    wrong, right = (ACCOUNTS.format(year=2022, basic="60.00", share=share) for share in ("66", "60"))
    client = serve(tmp_path, [f"{wrong}联系电话：0733-28550001。\n", f"{right}联系电话：0733-28550001。\n"])
    name = "430203-jiaoyuju-2022-final-accounts"
    texts = {row_id: words(page(client, f"/findings/{name}/v1/{row_id}")) for row_id in ("c001", "c002")}
    gone, still = texts["c001"], texts["c002"]
    assert "66" in gone
    assert "那一版里已经没有这一条" in gone
    assert "同一处出入仍在" in still
    assert f'href="/findings/{name}/v2/c001"' in page(client, f"/findings/{name}/v1/c002")
    assert "现在公开的是" not in words(page(client, f"/findings/{name}/v2/c001"))
    # Its numbers lead into the version that it is about.
    assert f"/reports/{name}?v=1#c001" in page(client, f"/findings/{name}/v1/c001")
    assert [one["version"] for one in client.get("/findings.json").json["findings"]] == [2]


def test_a_withdrawn_finding_is_gone(tmp_path: Path) -> None:
    """With its report."""
    client = serve(tmp_path, [ACCOUNTS.format(year=2022, basic="60.00", share="66")])
    store = Store(tmp_path / "store")
    [version] = store.published()
    store.withdraw(version, "有误", version_time(version.descriptor["created"]))
    address = f"/findings/{version.name}/v1/c001"
    assert client.get(address).status_code == 410
    settings = client.application.extensions[EXTENSION].settings
    sync_catalogue(store, settings)
    assert client.get("/findings.json").json["total"] == 0


def version_time(created: str) -> datetime:
    return datetime.fromisoformat(created)


def test_the_rules_are_told_with_how_often_they_held(client: FlaskClient, served: Settings) -> None:
    """Every rule with its formula; passed, found and unchecked are those of the packages."""
    html = page(client, "/rules")
    versions = list(Store(served.store).published())
    passed = Counter[str]()
    for version in versions:
        passed.update(version.descriptor["checks"]["passedByRule"])
    assert sum(passed.values()) == sum(version.descriptor["checks"]["passed"] for version in versions)
    passed.update(held(served))
    found = Counter((row["rule"], row["severity"]) for _, row in stored(served))
    for code, rule in RULES.items():
        row = html.partition(f'<tr id="{code}">')[2].partition("</tr>")[0]
        assert rule.formula in words(f"<main{row}")
        told = [
            int(re.sub(r"\D", "", re.sub(r"<[^>]+>", "", cell))) for cell in re.findall(r'<td class="num".*?</td>', row)
        ]
        assert told[:4] == [passed[code], *(found[code, severity] for severity in ("error", "notice", "rounding"))]
    assert "# 核对规则" in client.get("/rules.md").text


def test_lists_of_reports_tell_what_was_checked(client: FlaskClient, served: Settings) -> None:
    """Home, a year, a region and an agency add up what passed and what was found, and lead to it."""
    versions = list(Store(served.store).published())
    for address, mine, query in (
        ("/", versions, "severity=error"),
        (
            "/years/2023",
            [one for one in versions if one.descriptor["fiscalYear"] == 2023],
            "severity=error&amp;year=2023",
        ),
        (
            "/regions/330600",
            [one for one in versions if one.name.startswith("3306")],
            "severity=error&amp;region=330600",
        ),
        (
            f"/agencies/{AGENCY}",
            [one for one in versions if one.name.startswith(AGENCY)],
            f"severity=error&amp;agency={AGENCY}",
        ),
    ):
        html = page(client, address)
        passed = sum(one.descriptor["checks"]["passed"] for one in mine)
        names = {one.name for one in mine}
        passed += sum(held(served, names).values())
        errors = sum(row["severity"] == "error" for name, row in stored(served) if name in names)
        notices = sum(row["severity"] == "notice" for name, row in stored(served) if name in names)
        assert f"{passed:,} 项相符" in words(html)
        assert f"{errors} 处不一致" in words(html)
        assert f"{notices} 条提示" in words(html)
        assert f'href="/findings?{query}"' in html


def test_a_rebuilt_catalogue_has_the_same_findings(tmp_path: Path) -> None:
    """Nothing about findings is kept anywhere but in the packages."""
    client = serve(tmp_path, [ACCOUNTS.format(year=2022, basic="60.00", share="66")])
    before = client.get("/findings.json").json
    settings = client.application.extensions[EXTENSION].settings
    rebuild_catalogue(Store(settings.store), settings)
    assert client.get("/findings.json").json == before
