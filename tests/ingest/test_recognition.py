"""How sure a figure of a scan is, and what is said of one that is not."""

import pytest

from ingest.blocks import Paragraph, Spot
from ingest.checks import check_report
from ingest.checks.evidence import Evidence
from ingest.extract.reading import read_report_figures
from ingest.figures import Figure
from ingest.findings import NOTICE
from ingest.headings import find_headings
from ingest.markdown import ReportText, render_report
from ingest.parts import assign_parts
from ingest.recognition import REVIEW_BELOW, find_confidence, measure_confidence
from ingest.sections import read_sections

SENTENCE = "本年支出合计1523.47万元，其中：基本支出812.35万元，占53.3%；项目支出711.12万元，占40.0%。"
BOX = (0.1, 0.1, 0.9, 0.2)


def read(unsure: dict[str, float], recognised: float | None = 0.99) -> tuple[ReportText, tuple[Figure, ...]]:
    """The sentence as recognised on page 3, some of its numbers less surely."""
    starts = {0: recognised}
    for number, confidence in unsure.items():
        at = SENTENCE.index(number)
        starts |= {at: confidence, at + len(number): recognised}
    spots = tuple(Spot(start, 3, BOX, confidence) for start, confidence in sorted(starts.items()))
    title = Paragraph("三、支出决算情况说明", 3, spots=(Spot(0, 3, BOX, recognised),))
    outline = find_headings([title, Paragraph(SENTENCE, 3, spots=spots)])
    report, parts = render_report(outline), assign_parts(outline, "final_accounts")
    return report, read_report_figures(report, read_sections(report, parts), parts, 2023)


@pytest.mark.parametrize(
    ("unsure", "named"),
    [
        ({}, []),
        ({"1523.47": REVIEW_BELOW}, []),
        ({"1523.47": REVIEW_BELOW - 0.01}, ["1523.47万元"]),
        ({"812.35": 0.3, "53.3": 0.5}, ["812.35万元", "53.3%"]),
    ],
)
def test_unsure_figures_are_named(unsure: dict[str, float], named: list[str]) -> None:
    """A figure whose digits were recognised with less than the least confidence is to be held against the page."""
    report, figures = read(unsure)
    findings = [
        one
        for one in check_report(Evidence(report.text, figures=figures, places=report.places)).findings
        if one.rule == "J10"
    ]
    assert [one.disclosed for one in findings] == named
    assert all(one.severity == NOTICE and f"第3页的“{one.disclosed}”" in one.message for one in findings)


def test_what_rests_on_an_unsure_figure_is_not_checked() -> None:
    """A share that does not fit its amount is an error; where one of its digits may be misread, nobody can tell."""
    report, figures = read({})
    assert "C02" in {
        one.rule for one in check_report(Evidence(report.text, figures=figures, places=report.places)).findings
    }
    report, figures = read({"40.0": 0.4})
    checks = check_report(Evidence(report.text, figures=figures, places=report.places))
    assert {one.rule for one in checks.findings} == {"J10"}
    assert any(one.rule == "C02" and "40.0%" in one.reason for one in checks.unchecked)


def test_confidence_of_a_report() -> None:
    """The confidence of a report is that of its digits; words do not count, and where nothing was recognised there is none."""
    report, figures = read({"1523.47": 0.5, "812.35": 0.5, "53.3": 0.5, "711.12": 0.5, "40.0": 0.5})
    assert measure_confidence(report.text, report.places) == pytest.approx(0.5)
    assert find_confidence(report.text, report.places, figures[0].start, figures[0].end) == 0.5
    report, figures = read({}, recognised=None)
    assert measure_confidence(report.text, report.places) is None
    assert find_confidence(report.text, report.places, figures[0].start, figures[0].end) is None
    assert not any(
        one.rule == "J10" for one in check_report(Evidence(report.text, figures=figures, places=report.places)).findings
    )
