import ast
import csv
import json
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import ingest.samples
from ingest.samples import MISTAKE_KINDS, WrittenReport, write_corpus, write_samples
from ingest.samples.agencies import agency, kinds
from ingest.samples.chance import Chance
from ingest.samples.performance.indicators import average_score
from ingest.samples.regions import regions
from ingest.samples.report import author


def truths(reports: tuple[WrittenReport, ...]) -> dict[str, dict[str, Any]]:
    """Return the truths by the names of the files."""
    return {
        report.path.name: json.loads(report.truth.read_text(encoding="utf-8")) for report in reports if report.truth
    }


def test_there_are_four_agencies_three_years_and_four_types(samples: tuple[WrittenReport, ...]) -> None:
    """Each agency reports every year on its accounts and on its performance; a budget and one project come besides."""
    assert len(samples) == 26
    assert {report.report_type for report in samples[24:]} == {"budget", "project_performance"}
    assert Counter((report.agency, report.report_type) for report in samples[:24]).most_common() == [
        ((name, kind), 3)
        for name in dict.fromkeys(report.agency for report in samples)
        for kind in ("final_accounts", "performance")
    ]
    assert {report.year for report in samples} == {2021, 2022, 2023}


def test_every_format_and_encoding_is_there(samples: tuple[WrittenReport, ...]) -> None:
    """Word, PDF, Markdown, and text in UTF-8 with and without a mark and in GB18030."""
    assert {report.format for report in samples} == {"docx", "pdf", "txt", "md"}
    encodings = set()
    for report in samples:
        if report.format == "txt":
            content = report.path.read_bytes()
            try:
                content.decode("utf-8")
                encodings.add("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8")
            except UnicodeDecodeError:
                content.decode("gb18030")
                encodings.add("gb18030")
    assert encodings == {"utf-8", "utf-8-sig", "gb18030"}


def test_planted_mistakes_are_in_the_truth(samples: tuple[WrittenReport, ...]) -> None:
    """Every kind of mistake is planted once at least, and told; the other reports have none."""
    found = truths(samples)
    for report in samples:
        planted = [row for row in found[report.path.name]["findings"] if row.get("planted")]
        assert len(planted) == len(report.mistakes)
    assert {mistake.kind for report in samples for mistake in report.mistakes} == set(MISTAKE_KINDS)
    assert sum(bool(report.mistakes) for report in samples) >= 6
    assert sum(not report.mistakes for report in samples) >= 12


def test_stems_tell_files_apart(samples: tuple[WrittenReport, ...]) -> None:
    """No file's name begins with another's, so that each truth has its own file."""
    stems = [report.path.stem for report in samples]
    assert not [(a, b) for a in stems for b in stems if a != b and b.startswith(a)]
    assert all(report.truth is not None and report.truth.stem == report.path.stem for report in samples)


def test_the_manifest_names_what_a_report_does_not(samples: tuple[WrittenReport, ...], samples_directory: Path) -> None:
    """One report names only its superior; the manifest says whose it is, and of every one that it is invented."""
    with (samples_directory / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["file"]: row for row in csv.DictReader(file)}
    by_name = {report.path.name: report for report in samples}
    assert rows.keys() == by_name.keys()
    assert all("虚构" in row["note"] for row in rows.values())
    bare = by_name["2021年度部门整体支出绩效自评报告.txt"]
    text = bare.path.read_bytes().decode("gb18030").replace("\n", "").replace(" ", "")
    assert bare.agency not in text
    assert "天元区城市管理局" in text
    assert rows[bare.path.name]["agency"] == bare.agency


def test_accounts_of_one_agency_chain(samples: tuple[WrittenReport, ...]) -> None:
    """What a report prints as left is what the next prints as brought forward, where both are printed clean."""
    found = truths(samples)
    closing: dict[tuple[str, int], str] = {}
    opening: dict[tuple[str, int], str] = {}
    for report in samples:
        if report.report_type == "final_accounts":
            for row in found[report.path.name]["figures"]:
                if (row["scope"], row["measure"], row["phase"]) == ("all", "amount", "actual"):
                    if row["indicator"] == "closing_balance":
                        closing[report.agency, report.year] = row["value"]
                    if row["indicator"] == "opening_balance":
                        opening[report.agency, report.year] = row["value"]
    both = [(name, year) for name, year in closing if (name, year + 1) in opening]
    assert both
    for name, year in both:
        assert closing[name, year] == opening[name, year + 1]


def test_staff_changes_by_a_few(samples: tuple[WrittenReport, ...]) -> None:
    """The staff at the year's end is plausible from year to year."""
    found = truths(samples)
    staff: dict[str, dict[int, int]] = {}
    for report in samples:
        for row in found[report.path.name]["figures"]:
            if row["indicator"] == "staff.actual":
                staff.setdefault(report.agency, {})[report.year] = int(row["value"])
    assert len(staff) == 4
    for years in staff.values():
        for before, now in pairwise(years[year] for year in sorted(years)):
            assert abs(now - before) <= 2


def test_writing_twice_gives_the_same_bytes(samples: tuple[WrittenReport, ...], tmp_path: Path) -> None:
    """Every file, truth and the manifest are the same, byte for byte."""
    again = write_samples(tmp_path)
    for first, second in zip(samples, again, strict=True):
        assert first.path.read_bytes() == second.path.read_bytes()
        assert first.truth is not None
        assert second.truth is not None
        assert first.truth.read_bytes() == second.truth.read_bytes()
    assert (tmp_path / "manifest.csv").read_bytes() == (samples[0].path.parent / "manifest.csv").read_bytes()


def test_a_corpus_depends_on_its_seed_only(tmp_path: Path) -> None:
    """The same seed gives the same files, another seed others; a longer corpus begins like a shorter one."""
    first = {r.path.name: r.path.read_bytes() for r in write_corpus(tmp_path / "a", 20, 5, mistakes=0.5)}
    again = {r.path.name: r.path.read_bytes() for r in write_corpus(tmp_path / "b", 30, 5, mistakes=0.5)}
    other = {r.path.name: r.path.read_bytes() for r in write_corpus(tmp_path / "c", 20, 6, mistakes=0.5)}
    assert first.items() <= again.items()
    assert first != other


def test_a_corpus_has_many_agencies_places_and_years(tmp_path: Path) -> None:
    """No two reports are about the same agency, year and type."""
    reports = [*write_corpus(tmp_path, 500, 1, with_truth=False)]
    assert len({(report.agency, report.year, report.report_type) for report in reports}) == 500
    assert {report.year for report in reports} == set(range(2015, 2025))
    assert len({report.agency for report in reports}) > 60
    assert all(report.truth is None for report in reports)


@pytest.mark.parametrize("formats", [("docx",), ("pdf",), ("xlsx",), ("md", "txt")])
def test_a_corpus_may_be_of_any_format(tmp_path: Path, formats: tuple[str, ...]) -> None:
    """Formats are chosen from those asked for."""
    reports = [*write_corpus(tmp_path, 6, 2, formats=formats, years=range(2020, 2023))]
    assert {report.format for report in reports} <= set(formats)
    assert {report.year for report in reports} <= {2020, 2021, 2022}


def test_mistakes_per_report_may_be_set(tmp_path: Path) -> None:
    """Two mistakes a report fall on different kinds; a fraction falls on some reports."""
    long = ("final_accounts", "performance")  # in which there is always a place for two
    two = [*write_corpus(tmp_path / "two", 10, 3, mistakes=2, report_types=long)]
    assert all(len({mistake.kind for mistake in report.mistakes}) == 2 for report in two)
    some = [*write_corpus(tmp_path / "some", 40, 3, mistakes=0.25)]
    assert 0 < sum(len(report.mistakes) for report in some) < 25


def test_text_is_written_fast(tmp_path: Path) -> None:
    """Far more than fifty reports a second, so that thousands are no matter; the aim is two hundred on a free machine."""
    began = time.process_time()
    count = sum(1 for _ in write_corpus(tmp_path, 200, 4))
    assert count / (time.process_time() - began) > 50


def test_regions_are_of_every_level() -> None:
    """Counties, districts, banners, cities, provinces; names as the code tables have them."""
    places = regions()
    assert len(places) >= 60
    assert len({place.adcode for place in places}) == len(places)
    endings = {place.name[-1] for place in places}
    assert set("区县市旗州盟省") <= endings
    assert any(place.county is None and place.city is None for place in places)
    assert any(place.city is None and place.county for place in places)
    for place in places:
        assert place.name in agency(place.adcode, "data", "ministry").name


def test_every_kind_of_agency_can_report() -> None:
    """Each has duties, offices and projects with outputs."""
    for kind in kinds().values():
        assert len(kind.duties) >= 5
        assert len(kind.projects) >= 3
        assert all(plan.outputs and plan.quality for plan in kind.projects)


def test_the_samples_lean_on_nothing_else_of_the_project() -> None:
    """No module imports another part of the project: the wording must not know what the extractor knows."""
    root = Path(ingest.samples.__file__).parent
    modules = [*root.rglob("*.py")]
    assert len(modules) > 50
    for module in modules:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0
                names = [node.module or ""]
            for name in names:
                top = name.split(".")[0]
                assert top not in ("portal", "index"), (module, name)
                assert top != "ingest" or name.startswith("ingest.samples"), (module, name)


def test_reports_of_one_agency_agree_on_scores(samples: tuple[WrittenReport, ...]) -> None:
    """The total in the text is the total of the table, and accounts tell the mean of all projects' forms."""
    found = truths(samples)
    for report in samples:
        totals = {
            row["value"]
            for row in found[report.path.name]["figures"]
            if (row["indicator"], row["measure"]) == ("performance.total", "score") and not row.get("optional")
        }
        assert len(totals) <= 1
    mean = performance_mean()
    assert mean[0] == mean[1]


def performance_mean() -> tuple[object, object]:
    """Return the mean score of one agency's projects as its two kinds of reports compute it."""
    who = author(agency("430211", "canal", "ministry"), range(2022, 2023), Chance(1))
    return (
        average_score(who.scene(2022, "final_accounts")),
        average_score(who.scene(2022, "performance")),
    )
