"""Where only the report's own name can stand, another body's is named; where others may be named, none is."""

import pytest

from ingest.checks import check_report
from ingest.checks.evidence import Evidence
from ingest.findings import ERROR, NOTICE

OWN = "株洲市芦淞区教育局"
OTHER = "株洲市芦淞区民政局"
TITLE = f"{OWN}2022年度部门决算\n\n{OWN}2022年度收入合计90.00万元。\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{OTHER}2022年度支出合计90.00万元。", [(ERROR, OTHER)]),
        (f"## （六）关于{OTHER}2022年一般公共预算支出情况的说明", [(ERROR, OTHER)]),
        (f"| {OTHER}（本级） | 90.00 |", [(ERROR, OTHER)]),
        (f"编制单位：{OTHER}", [(ERROR, OTHER)]),
        ("株洲市芦淞区教肓局2022年度支出合计90.00万元。", [(NOTICE, "株洲市芦淞区教肓局")]),
        (f"会同{OTHER}开展2次检查。", []),
        (f"根据{OTHER}2022年印发的通知，发放补助。", []),
        (f"| {OTHER}敬老院 | 90.00 |", []),
        (f"| {OWN}（本级） | 90.00 |", []),
    ],
)
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    """Titles, notes, headings, and the own office are the report's own; a slip of one character is a notice."""
    findings = check_report(Evidence(TITLE + text, 2022, agency=OWN, report_type="final_accounts")).findings
    assert [(one.severity, one.disclosed) for one in findings if one.rule == "E04"] == expected
