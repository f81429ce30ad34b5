import re
from collections import Counter
from decimal import Decimal

import pytest
from samples_making import reports

from ingest.samples.document import Document, Paragraph, Part, places
from ingest.samples.facts import Figure, Flaw
from ingest.samples.mistakes import KINDS, Mistake, NoPlaceError, plant
from ingest.samples.truth import truth_of
from ingest.samples.writers.text import render_clean


def squashed(text: str) -> str:
    """Return the text without white space."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_mistake_changes_one_place_and_is_named(kind: str) -> None:
    """One line of the text differs, and the truth gains one finding whose words stand there."""
    planted = 0
    for number, (report_type, scene, document) in enumerate(reports(30)):
        try:
            wrong = plant(document, scene, Mistake(kind, number * 5))
        except NoPlaceError:
            continue
        planted += 1
        before, after = render_clean(document).splitlines(), render_clean(wrong).splitlines()
        assert sum(old != new for old, new in zip(before, after, strict=True)) == 1
        truth = truth_of(scene, wrong, report_type, "")
        findings = [row for row in truth["findings"] if row.get("planted")]
        assert len(findings) == 1
        text = squashed(render_clean(wrong))
        assert squashed(findings[0]["disclosed"]) in text
        assert findings[0]["expected"] != findings[0]["disclosed"]
        for row in truth["figures"]:
            assert squashed(row["disclosed"]) in text
    assert planted >= 10


@pytest.mark.parametrize(
    ("kind", "severity"),
    [
        ("amount_digit", "error"),
        ("direction", "error"),
        ("share", "error"),
        ("missing_unit", "notice"),
        ("wrong_unit", "error"),
        ("year", "notice"),
        ("table_sum", "error"),
        ("other_table", "error"),
    ],
)
def test_severities_are_those_of_the_contract(kind: str, severity: str) -> None:
    """Contradictions are errors, a missing unit and a wrong year are notices."""
    for report_type, scene, document in reports(30):
        try:
            wrong = plant(document, scene, Mistake(kind))
        except NoPlaceError:
            continue
        (finding,) = (row for row in truth_of(scene, wrong, report_type, "")["findings"] if row.get("planted"))
        assert finding["severity"] == severity


def values(document: Document) -> Counter[tuple[object, ...]]:
    """Return the figures with their values."""
    return Counter(
        (fact.indicator, fact.scope, fact.phase, fact.measure, fact.year, fact.value)
        for place in places(document)
        for fact in place.piece.facts
        if isinstance(fact, Figure)
    )


def test_a_wrong_amount_is_kept_as_printed_and_a_wrong_unit_is_not() -> None:
    """The truth of a wrong digit is the printed value; of a wrong unit it is what the evidence says."""
    _, scene, document = next(reports(1))
    wrong_digit = plant(document, scene, Mistake("amount_digit"))
    assert values(wrong_digit) != values(document)
    wrong_unit = plant(document, scene, Mistake("wrong_unit"))
    assert values(wrong_unit) == values(document)


def test_a_wrong_direction_turns_the_sign() -> None:
    """增长 for 下降 makes a growth of a decline: the figure has the sign of the word."""
    for _, scene, document in reports(8):
        for choice in range(12):
            try:
                wrong = plant(document, scene, Mistake("direction", choice))
            except NoPlaceError:
                break
            gone = values(document) - values(wrong)
            come = values(wrong) - values(document)
            assert sum((key[5] for key in gone if isinstance(key[5], Decimal)), Decimal(0)) == -sum(
                (key[5] for key in come if isinstance(key[5], Decimal)), Decimal(0)
            )


def test_a_wrong_year_marks_the_figures_after_it() -> None:
    """The figures stay those of the report's year; the printed year stands beside."""
    _, scene, document = next(reports(1))
    wrong = plant(document, scene, Mistake("year"))
    marked = [
        fact
        for place in places(wrong)
        for fact in place.piece.facts
        if isinstance(fact, Figure) and fact.printed_year is not None
    ]
    assert marked
    assert {fact.printed_year for fact in marked} == {scene.year - 1}
    assert {fact.year for fact in marked} == {scene.year}


def test_a_document_without_a_place_is_refused() -> None:
    """A mistake that nobody could find is not planted."""
    _, scene, _ = next(reports(1))
    empty = Document((Part("final_accounts", (Paragraph(("无。",)),)),), "")
    with pytest.raises(NoPlaceError):
        plant(empty, scene, Mistake("share"))


def test_a_place_that_is_wrong_already_is_left_alone() -> None:
    """Two mistakes of a kind fall on two places."""
    _, scene, document = next(reports(1))
    twice = plant(plant(document, scene, Mistake("share", 0)), scene, Mistake("share", 0))
    flaws = [fact for place in places(twice) for fact in place.piece.facts if isinstance(fact, Flaw) and fact.planted]
    assert len(flaws) == 2
