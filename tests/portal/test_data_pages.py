"""Data of a report: previews, column names, files to download."""

import csv
import io
import json
import re
import zipfile

from flask.testing import FlaskClient

from browsing import FINDINGS, REPORT, fetch, page
from ingest.checks.rules import RULES
from ingest.settings import Settings
from ingest.store import Store
from portal.preview import describe_columns, show_row


def columns(html: str) -> list[str]:
    """The titles of a preview's columns."""
    return re.findall(r"<th[^>]*>([^<]*)</th>", html.partition("预览")[2].partition("</thead>")[0])


def test_a_dataset(client: FlaskClient) -> None:
    """Preview and column dictionary."""
    html = page(client, f"/reports/{REPORT}/data/figures")
    assert "各列含义" in html
    assert "比较基准" in html
    preview = html.partition("<tbody>")[2].partition("</tbody>")[0]
    assert re.search(r'<td [^>]*title="general_public">一般公共预算财政拨款</td>', preview)
    assert not re.search(r">(final_accounts|actual|amount|narrative)<", preview)
    html = page(client, f"/reports/{REPORT}/data/table-01")
    assert "CSV（Excel" in html


def test_a_preview_leaves_blank_columns_out(client: FlaskClient) -> None:
    """Columns that no row fills are not shown; levels of the classification are told in words."""
    html = page(client, f"/reports/{REPORT}/data/function-expenditure")
    assert "决算数" in columns(html)
    assert "对附属单位补助支出" not in columns(html)
    assert re.search(r'<td [^>]*title="category">类</td>', html)


def test_a_preview_groups_long_numbers() -> None:
    """Money is read at a glance; years, codes and what a report printed stay as they are."""
    fields = [
        {"name": "value", "type": "number", "description": "…"},
        {"name": "year", "type": "integer", "description": "…"},
        {"name": "disclosed", "type": "string", "description": "…"},
    ]
    columns = describe_columns(["value", "year", "disclosed"], fields)
    shown = [
        [cell.text for cell in show_row(columns, row)]
        for row in (["-13007100.00", "2022", "13007100元"], ["98.5", "", ""])
    ]
    assert shown == [["-13,007,100.00", "2022", "13007100元"], ["98.5", "", ""]]


def test_a_preview_begins_with_what_and_how_much(client: FlaskClient) -> None:
    """Name, value and unit come before codes and places."""
    assert columns(page(client, f"/reports/{REPORT}/data/figures"))[:3] == ["指标名称", "数值", "单位"]


def test_findings_are_told_in_words(client: FlaskClient) -> None:
    """No two columns bear one name, and a rule is named, not only numbered."""
    html = page(client, f"/reports/{FINDINGS}/data/findings")
    titles = columns(html)
    assert len(set(titles)) == len(titles)
    preview = html.partition("<tbody>")[2].partition("</tbody>")[0]
    codes = re.findall(r'data-title="规则" title="(\w+)">([^<]+)<', preview)
    assert codes
    assert all(RULES[code].title in text for code, text in codes)


def test_excel_gets_titles(client: FlaskClient) -> None:
    """For Excel, columns bear the names that people use; for programs, those of the schema."""
    address = f"/reports/{REPORT}/files/data/figures.csv"
    plain = next(csv.reader(io.StringIO(fetch(client, address).decode())))
    titled = next(csv.reader(io.StringIO(fetch(client, f"{address}?excel=1").decode("utf-8-sig"))))
    assert plain[:4] == ["id", "part", "indicator", "label"]
    assert titled[:4] == ["编号", "部分", "指标代码", "指标名称"]
    assert len(titled) == len(plain)


def test_a_zip_says_in_what_amounts_are(client: FlaskClient, served: Settings) -> None:
    """Data that was read is in yuan; each printed table is named with its unit line, or that it has none."""
    for version in Store(served.store).published():
        with zipfile.ZipFile(io.BytesIO(fetch(client, f"/reports/{version.name}.zip"))) as archive:
            readme = archive.read("README.txt").decode("utf-8-sig").splitlines()
        assert any("金额以元计" in line and "读出" in line for line in readme)
        tables = [one for one in version.descriptor["resources"] if one["name"].startswith("table-")]
        for table in tables:
            line = next(line for line in readme if table["path"] in line)
            unit = re.search(r"单位[：:]\s*\S+", table["description"])
            assert (unit[0] if unit else "没有印出金额单位") in line
        assert any("没有换算" in line for line in readme) == bool(tables)


def test_downloads(client: FlaskClient, served: Settings) -> None:
    """CSV for Excel and for programs, the descriptor, the source byte for byte, and everything as one zip."""
    folder = Store(served.store).find_report(REPORT)
    assert folder is not None
    stored = folder / "v1"
    plain = fetch(client, f"/reports/{REPORT}/files/data/figures.csv")
    assert plain == (stored / "data" / "figures.csv").read_bytes()
    excel = fetch(client, f"/reports/{REPORT}/files/data/figures.csv?excel=1")
    assert excel.startswith(b"\xef\xbb\xbf")
    assert len(list(csv.reader(io.StringIO(excel.decode("utf-8-sig"))))) == len(plain.splitlines())
    descriptor = json.loads(fetch(client, f"/reports/{REPORT}/files/datapackage.json"))
    source = next(one["path"] for one in descriptor["resources"] if one["name"] == "source")
    with client.get(f"/reports/{REPORT}/files/{source}") as response:
        assert response.data == (stored / source).read_bytes()
        assert "attachment" in response.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(fetch(client, f"/reports/{REPORT}.zip"))) as archive:
        names = set(archive.namelist())
        assert {one["path"] for one in descriptor["resources"]} | {"datapackage.json", "README.txt"} == names
        assert archive.testzip() is None
