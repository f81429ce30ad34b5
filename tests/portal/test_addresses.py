"""Whatever is asked for, the portal answers; what makes no sense is a page in Chinese, never a fault of ours."""

import re
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from browsing import AGENCY, REPORT

PAGED = "330602-guyunheshuiwubaozhangzhongxin-2022-final-accounts"
PATHS = (
    "/",
    "/search",
    "/agencies",
    "/agencies/{}",
    "/regions/{}",
    "/years",
    "/years/{}",
    "/reports/{}",
    "/reports/{}.zip",
    f"/reports/{REPORT}",
    f"/reports/{REPORT}.zip",
    f"/reports/{REPORT}/data/{{}}",
    f"/reports/{REPORT}/files/{{}}",
    f"/reports/{PAGED}/pages/{{}}",
    f"/reports/{PAGED}/pages/1/{{}}",
    f"/reports/{PAGED}/pages/1/picture",
    "/findings",
    "/findings.csv",
    "/findings.json",
    "/findings/{}/v1/c001",
    f"/findings/{REPORT}/v{{}}/c001",
    f"/findings/{REPORT}/v1/{{}}",
    "/static/{}",
    "/{}",
)
ARGUMENTS = (
    "q",
    "rule",
    "severity",
    "agency",
    "region",
    "year",
    "type",
    "page",
    "v",
    "excel",
    "at",
    "zoom",
    "source",
    "hash",
)
KNOWN = (AGENCY, REPORT, "430211", "2022", "final_accounts", "figures", "data/figures.csv", "report.md", "1", "支出")
HOSTILE = (
    "1" * 5000,
    "0" * 5000 + "1",
    "9" * 30,
    "0",
    "-1",
    "２０２２",
    "٢",
    "²",
    "1e3",
    "\0",
    "a\0b",
    "430203-" + "a" * 5000,
    "430203-" + "a" * 250 + "-2022-final-accounts",
    "430203-" + "a-" * 300,
    "../" * 30 + "etc/passwd",
    "..\\..",
    "//",
    "%",
    "%00",
    "_",
    '"' * 300,
    "-" * 300,
    "长" * 3000,
    "\U000f0000",
    "\ufffe\u202e",
    "'; DROP TABLE reports; --",
    "<script>",
    "{{7*7}}",
    "{}",
    "CON",
)
VALUES = st.one_of(st.sampled_from(KNOWN + HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), max_size=30))


@given(st.sampled_from(PATHS), VALUES, st.dictionaries(st.sampled_from(ARGUMENTS), VALUES, max_size=3))
@example("/years/{}", "9" * 30, {})
@example("/reports/{}", "430203-" + "a-" * 300, {})
@example("/reports/{}.zip", "430203-" + "a" * 250 + "-2022-final-accounts", {})
@example("/search", "", {"page": "1" * 5000})
@example("/search", "", {"agency": "\0"})
@example("/search", "", {"page": "10000"})
@example(f"/reports/{REPORT}", "", {"v": "1" * 5000})
@example(f"/reports/{PAGED}/pages/{{}}", "9" * 30, {})
@example(f"/reports/{PAGED}/pages/{{}}", "1", {"at": "٢"})
@example(f"/reports/{PAGED}/pages/{{}}", "1", {"at": "1" * 5000})
@example(f"/reports/{PAGED}/pages/{{}}", "1", {"at": "f" + "1" * 5000})
@example(f"/reports/{PAGED}/pages/{{}}", "2", {"at": "f001", "zoom": "2"})
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_address_is_a_fault_of_ours(client: FlaskClient, path: str, value: str, arguments: dict[str, str]) -> None:
    """Every address is a page, a file, a redirection, or a 400 or 404 in Chinese."""
    with client.get(path.format(quote(value)), query_string=arguments) as response:
        assert response.status_code in {200, 304, 308, 400, 404, 405}
        if response.status_code >= 400:
            told = response.json["error"]["message"] if response.is_json else response.text
            assert re.search("[一-鿿]" if response.is_json else "请求有误|没有这个页面", told)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/years/0", 404, "“0”不是年度"),
        ("/years/２０２２", 404, "不是年度"),
        ("/years/" + "9" * 5000, 404, "不是年度"),
        ("/search?agency=430211-x", 400, "不认识的“agency”"),
        ("/search?region=999999", 400, "不认识的“region”"),
        ("/search?type=x", 400, "不认识的“type”"),
        ("/search?page=2&q=公共数据服务中心", 404, "没有第 2 页"),
        ("/search?year=" + "1" * 5000, 400, "1990 到 2100"),
        ("/findings?rule=Z99", 400, "不认识的“rule”"),
        ("/findings?severity=bad", 400, "不认识的“severity”"),
        ("/findings?agency=430211-x", 400, "不认识的“agency”"),
        ("/findings?page=9000", 404, "没有第 9000 页"),
        ("/findings.json?page=9000", 404, "没有第 9000 页"),
        (f"/findings/{REPORT}/v0/c001", 404, "“v0”不是版本"),
        (f"/findings/{REPORT}/v1/c999", 404, "没有核对结果“c999”"),
        (f"/findings/{REPORT}/v9/c001", 404, "没有这份报告"),
        (f"/reports/{REPORT}?v=01", 400, "“v”应是"),
        (f"/reports/{PAGED}/pages/1?zoom=9", 400, "“zoom”应是"),
        (f"/reports/{PAGED}/pages/1?at=01", 400, "“at”应是"),
    ],
)
def test_what_is_said(client: FlaskClient, address: str, status: int, words: str) -> None:
    """The page says which part of the address makes no sense."""
    response = client.get(address)
    assert response.status_code == status
    assert words in response.text
