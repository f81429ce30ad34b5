import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeAlias

import pytest
from samples_making import ALL_VOICES, FULL, reports

from ingest.samples.chance import Chance
from ingest.samples.data_files import load_tree
from ingest.samples.document import Document, Heading
from ingest.samples.identities import sums
from ingest.samples.reading import read
from ingest.samples.report import Shape
from ingest.samples.scene import Scene
from ingest.samples.truth import truth_of
from ingest.samples.writers.text import render_clean, render_flat

Reports: TypeAlias = Iterator[tuple[str, Scene, Document]]


def squashed(text: str) -> str:
    """Return the text without white space."""
    return re.sub(r"\s", "", text)


BUNDLED = reports
CORPUS = partial(reports, voices=ALL_VOICES, varied=True)
BOTH = pytest.mark.parametrize("made", [BUNDLED, CORPUS], ids=["bundled", "corpus"])


@BOTH
def test_everything_in_the_truth_is_printed(made: Callable[[int], Reports]) -> None:
    """The words of every figure and finding stand in the report, white space aside."""
    for report_type, scene, document in made(60):
        text = squashed(render_flat(document))
        truth = truth_of(scene, document, report_type, "x.txt")
        for row in [*truth["figures"], *truth["findings"]]:
            assert squashed(row["disclosed"]) in text, row
        for number, title in truth["outline"]:
            assert squashed(f"{number}") in text
            assert squashed(title) in text


@BOTH
def test_sums_hold_to_rounding(made: Callable[[int], Reports]) -> None:
    """In a report without a planted mistake every printed sum holds, most of them exactly."""
    gaps = Counter[bool]()
    for _, _, document in made(60):
        for each in sums(read(document)):
            assert each.is_rounding, (each.rule, each.gap, each.whole, each.parts)
            gaps[bool(each.gap)] += 1
    assert 0.002 < gaps[True] / gaps[False] < 0.05


@BOTH
def test_a_figure_is_told_once(made: Callable[[int], Reports]) -> None:
    """The key of a figure appears once in a report without mistakes, optional rows aside."""
    for report_type, scene, document in made(60):
        keys = Counter(
            tuple(row[name] for name in ("part", "indicator", "scope", "phase", "measure", "year"))
            for row in truth_of(scene, document, report_type, "")["figures"]
            if not row.get("optional")
        )
        assert [key for key, count in keys.items() if count > 1] == []


def test_a_clean_report_has_no_error() -> None:
    """What a clean report may show are differences by rounding, blank forms and telephone numbers."""
    for report_type, scene, document in reports(30):
        findings = truth_of(scene, document, report_type, "")["findings"]
        assert {row["severity"] for row in findings} <= {"rounding", "notice"}
        assert not any(row.get("planted") for row in findings)


def test_a_report_without_tables_says_so() -> None:
    """A report that only points at annexed tables has a notice, and its items bear no codes."""
    for report_type, scene, document in reports(10, Shape(tables=False)):
        if report_type == "final_accounts":
            truth = truth_of(scene, document, report_type, "")
            assert [row["kind"] for row in truth["findings"] if not row.get("optional")] == ["missing_tables"]
            assert {row["code"] for row in truth["function_expenditure"]} == {None}
            assert truth["tables"] == []


def test_the_contents_are_the_headings_of_the_text() -> None:
    """Each line of the contents is a heading or a table's title of the body."""
    for _, _, document in reports(20):
        lines = [text for _, text in document.contents()]
        assert len(lines) > 5
        for line in lines:
            assert render_clean(document).count(line.split("、")[-1]) >= 1
        levels = [block.level for block in document.blocks() if isinstance(block, Heading) and not block.attachment]
        assert levels[0] == min(levels)


def _forms(node: Any) -> set[str]:
    if isinstance(node, str):
        return {node}
    children = node.values() if isinstance(node, dict) else node
    return set().union(*map(_forms, children))


@pytest.mark.long
def test_every_sentence_form_comes_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """No form of the tables of wordings is dead, and none has a slot that nothing fills."""
    used: set[str] = set()
    pick = Chance.pick

    def watched(self: Chance, name: str, options: Any) -> Any:
        picked = pick(self, name, options)
        if isinstance(picked, str):
            used.add(picked)
        return picked

    monkeypatch.setattr(Chance, "pick", watched)
    for shape in (FULL, Shape(attached=True), Shape(bare=True)):
        for _ in reports(330, shape):
            pass
    # What only Hunan says of rare cases needs more of Hunan's reports.
    for _ in reports(500, FULL, ("hunan",)):
        pass
    for shape in (FULL, Shape(attached=True)):
        for _ in reports(1200, shape, ALL_VOICES, varied=True):
            pass
    for _ in reports(200, FULL, ALL_VOICES, varied=True, types=("budget",)):
        pass
    names = ("wording_accounts", "wording_performance", "wording_variety")
    wordings = set().union(*(_forms(load_tree(name)) for name in names))
    assert sorted(wordings - used) == []
