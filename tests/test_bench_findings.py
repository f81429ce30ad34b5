"""When a planted mistake counts as found: strictly, and as a reader would follow a finding."""

from pathlib import Path

import pytest

from bench.judging import Checked, judge
from ingest.findings import ERROR, NOTICE, ROUNDING, Finding
from ingest.samples import PlantedReport, WrittenReport
from ingest.samples.planting import Planted

CLEAN = "本年支出20.00万元。\n基本支出12.00万元。"
WRONG = "本年支出20.00万元。\n基本支出13.00万元。"
PLACE = (WRONG.index("13.00"), WRONG.index("13.00") + 7)
SUM = (WRONG.index("20.00"), WRONG.index("20.00") + 7)


def written(kind: str, printed: str, right: str) -> PlantedReport:
    """A pair of reports of which only the mistake is looked at."""
    file = WrittenReport(Path("a.txt"), None, "", 2022, "final_accounts", "txt", ())
    return PlantedReport(file, file, Planted(kind, printed, right, "final_accounts", "", contradicted=True))


def found(rule: str, severity: str, place: tuple[int, int], *related: tuple[int, int], message: str = "") -> Finding:
    return Finding(rule, severity, message, WRONG[slice(*place)], *place, related=related)


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ((found("J02", ERROR, PLACE),), (True, True, True)),
        ((found("J02", ERROR, SUM, PLACE),), (False, True, True)),
        ((found("J02", NOTICE, SUM, PLACE),), (False, True, True)),
        ((found("J02", ROUNDING, SUM, PLACE),), (False, False, True)),  # which says that nothing is wrong
        ((found("J02", ERROR, (0, len(WRONG))),), (True, False, True)),  # a place of two lines is none
        ((found("J02", ERROR, SUM),), (False, False, False)),
        ((), (False, False, False)),
    ],
)
def test_found_at_its_place(findings: tuple[Finding, ...], expected: tuple[bool, bool, bool]) -> None:
    """Strictly found is what a finding calls wrong and cites."""
    told = judge(written("digit", "13.00万元", "12.00万元"), Checked(CLEAN, (), 0), Checked(WRONG, findings, 0))
    assert (told.named, told.strict, told.followed) == expected


def test_what_is_said_of_the_clean_twin_too() -> None:
    """A finding that the clean twin has tells nothing of the mistake."""
    both = (found("J02", ERROR, PLACE),)
    report = written("digit", "13.00万元", "12.00万元")
    assert not judge(report, Checked(CLEAN, both, 0), Checked(WRONG, both, 0)).followed


@pytest.mark.parametrize(
    ("message", "strict"),
    [
        ("目录列有“表三、支出决算表”，本文件中没有这张表。", True),
        ("应当公开的《支出决算表》不在本文件中。", True),
        ("应当公开的《收入决算表》不在本文件中。", False),
    ],
)
def test_a_missing_form_is_named(message: str, *, strict: bool) -> None:
    """That some form is missing says little; which one, the message has to tell."""
    told = found("E02", NOTICE, (0, 0), message=message)
    judged = judge(written("missing table", "", "三、支出决算表"), Checked(CLEAN, (), 0), Checked(WRONG, (told,), 0))
    assert (judged.strict, judged.followed) == (strict, True)
