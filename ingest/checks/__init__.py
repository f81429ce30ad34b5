"""Consistency checks (勾稽关系): pure functions from what was read to findings.

A rule whose inputs were not all read says that it could not check, which is neither a pass nor a finding.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.checks.announced import check_announced
from ingest.checks.balances import check_balances
from ingest.checks.base_data import check_base_data
from ingest.checks.blank_funds import check_blank_funds
from ingest.checks.blank_three_public import check_blank_three_public
from ingest.checks.brackets import check_brackets
from ingest.checks.budget_projects import check_budget_projects
from ingest.checks.causes import settle_causes
from ingest.checks.copies import check_copies
from ingest.checks.counted import check_counted
from ingest.checks.directions import check_directions
from ingest.checks.evaluation import check_evaluation
from ingest.checks.evidence import Evidence
from ingest.checks.functions import check_functions
from ingest.checks.grades import check_grades
from ingest.checks.indices import check_indices
from ingest.checks.listed import check_listed
from ingest.checks.missing import check_missing
from ingest.checks.name_columns import check_name_columns
from ingest.checks.names import check_names
from ingest.checks.occurrences import check_occurrences
from ingest.checks.operation import check_operation
from ingest.checks.opposed import check_opposed
from ingest.checks.own_forms import check_own_forms
from ingest.checks.paragraphs import check_paragraphs
from ingest.checks.privacy import check_privacy
from ingest.checks.project_bounds import check_project_bounds
from ingest.checks.project_repeats import check_project_repeats
from ingest.checks.projects import check_projects, without_single_projects
from ingest.checks.ratios import check_ratios
from ingest.checks.recognition import check_recognition, withhold_unsure
from ingest.checks.repeats import check_repeats
from ingest.checks.residue import check_residue
from ingest.checks.rules import Noted, Outcome, Passed
from ingest.checks.scopes import note_scopes
from ingest.checks.secrecy import withhold_secret
from ingest.checks.sums import check_sums
from ingest.checks.table_units import check_table_units, mislabelled
from ingest.checks.tables import check_tables
from ingest.checks.two_years import check_two_years
from ingest.checks.unfilled import check_unfilled
from ingest.checks.unit_pairs import check_unit_pairs
from ingest.checks.units import check_units
from ingest.checks.wording import PARTS
from ingest.checks.years import check_years
from ingest.figures import Figure
from ingest.findings import ERROR, CheckReport, Finding, Unchecked
from ingest.rows import FunctionExpenditure

_WHOLE = Decimal(10_000)  # yuan: an amount in 万元 without decimals
_HUNDRED = Decimal(100)  # yuan: the last place of 0.01万元
_FEWEST = 3  # amounts that tell by what they end in how exact they are


def check_report(evidence: Evidence) -> CheckReport:
    """Run every check on a report; findings in reading order."""
    exact = replace(
        evidence,
        figures=with_usual_steps(without_single_projects(evidence.figures, evidence.rows)),
        told=with_usual_steps(without_single_projects(evidence.told, evidence.rows)),
        printed=with_usual_steps(evidence.printed),
        functions=_with_usual_steps_of_rows(evidence),
    )
    figures = evidence.figures
    outcomes: list[Outcome] = [
        *check_tables(evidence.ledgers.values()),
        *check_budget_projects(evidence.views),
        *check_blank_funds(evidence),
        *check_blank_three_public(evidence),
        *check_copies(exact),
        *check_functions(exact),
        *check_projects(exact),
        *check_project_bounds(exact),
        *check_project_repeats(exact),
        *check_indices((*exact.told, *exact.printed), evidence.year),
        *check_base_data(evidence.views),
        *check_evaluation(evidence),
        *check_grades(exact.told, evidence.text),
        *check_own_forms(exact),
        *check_listed(evidence),
        *check_operation(exact),
        *check_sums(exact.figures),
        *check_counted(exact.figures),
        *check_balances(exact.figures),
        *check_ratios(exact.figures, evidence.text),
        *check_directions(exact),
        *check_occurrences(evidence.text),
        *check_opposed(exact.told or exact.figures, evidence.text),
        *check_repeats(exact.told or exact.figures, evidence.text),
        *check_two_years(evidence.text),
        *check_brackets(evidence.text),
        *check_units(evidence),
        *check_unit_pairs(evidence.text),
        *check_unfilled(evidence.text),
        *check_table_units(evidence),
        *check_paragraphs(evidence),
        *check_residue(evidence.text),
        *check_announced(evidence),
        *check_missing(evidence),
        *check_names(evidence),
        *check_name_columns(evidence),
        *check_years(evidence),
        *check_privacy(evidence.text, evidence.sections),
        *note_scopes(evidence),
        *check_recognition(evidence.text, figures, evidence.places, evidence.rows),
    ]
    sure = withhold_secret(withhold_unsure(outcomes), evidence.text)
    outcomes = settle_causes(_without_mislabelled(sure, evidence), evidence.text)
    found = sorted((one for one in outcomes if isinstance(one, Finding)), key=lambda one: (one.start, one.rule))
    findings = [_with_part(one, figures) for one in _once_a_place(found)]
    unchecked = tuple(dict.fromkeys(one for one in outcomes if isinstance(one, Unchecked)))
    notes = tuple(dict.fromkeys(one.sentence for one in outcomes if isinstance(one, Noted)))
    passes = Counter(one.rule for one in outcomes if isinstance(one, Passed))
    return CheckReport(tuple(findings), passes.total(), unchecked, notes, dict(sorted(passes.items())))


def _without_mislabelled(outcomes: Iterable[Outcome], evidence: Evidence) -> Iterator[Outcome]:
    """Outcomes without those that contradict an amount of a table whose unit line is wrong: that is what is to be mended."""
    told = list(outcomes)
    spans = mislabelled(told, evidence.views)
    wrong = [span for span, finding in spans.items() if finding.severity == ERROR]
    for one in told:
        places = [(one.start, one.end), *one.related] if isinstance(one, Finding) else []
        if not any(low <= start and end <= high for low, high in wrong for start, end in places):
            yield one


def _once_a_place(findings: Iterable[Finding]) -> Iterator[Finding]:
    """收、支总计 are two figures in the same words: what is wrong with them is one finding."""
    seen: set[tuple[str, int, int, str]] = set()
    years = -1  # up to where a wrong year was named: sentence and figure say the same of it
    for finding in findings:
        place = (finding.rule, finding.start, finding.end, finding.expected)
        if place in seen or (finding.rule == "J05" and finding.start < years):
            continue
        seen.add(place)
        years = max(years, finding.end) if finding.rule == "J05" else years
        yield finding


def _with_part(finding: Finding, figures: Sequence[Figure]) -> Finding:
    """A finding about an attached part says so: the same words may stand, rightly otherwise, in the main part."""
    part = next((figure.part for figure in figures if figure.start == finding.start), None)
    if part is None or part == figures[0].part:
        return finding
    return replace(finding, message=f"所附{PARTS[part]}中，{finding.message}")


def with_usual_steps(figures: Sequence[Figure]) -> list[Figure]:
    """Figures as exact as their report is.

    Where it prints 0.01万元, its 13万元 are 13.00万元 with the zeros left off; where all its amounts in 元 end in two
    zeros, they were made of 0.01万元 and are no more exact than these. What is told in 万元 is no more exact for its
    tables being printed in 元.
    """
    rounded = _rounded_parts(figures)
    money = [_as_exact_as(figure, rounded) for figure in figures]
    steps: dict[str, Counter[Decimal]] = {}
    for figure in money:
        if figure.unit == "元" and _HUNDRED <= figure.step < _WHOLE:
            steps.setdefault(figure.part, Counter())[figure.step] += 1
    usual = {part: counts.most_common(1)[0][0] for part, counts in steps.items()}
    return [_at_most(figure, usual.get(figure.part, figure.step)) for figure in money]


def _at_most(figure: Figure, step: Decimal) -> Figure:
    """An amount with zeros left off, as exact as amounts usually are."""
    coarse = figure.unit == "元" and figure.step >= _HUNDRED and figure.step > step
    return replace(figure, step=step) if coarse else figure


def _with_usual_steps_of_rows(evidence: Evidence) -> list[FunctionExpenditure]:
    """The rows that the text tells, their numbers as exact as all that it tells."""
    numbers = [one for row in evidence.functions for one in row.told]
    exact = iter(with_usual_steps([*numbers, *evidence.told]))
    return [replace(row, told=tuple(next(exact) for _ in row.told)) for row in evidence.functions]


def _rounded_parts(figures: Iterable[Figure]) -> set[str]:
    """Parts of the report whose amounts in 元 are all whole hundreds, which by chance they would not be."""
    fine: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.unit == "元" and figure.value and figure.step < _HUNDRED:
            fine.setdefault(figure.part, []).append(figure)
    return {
        part
        for part, told in fine.items()
        if len(told) >= _FEWEST and not any(figure.value % _HUNDRED for figure in told)
    }


def _as_exact_as(figure: Figure, rounded: set[str]) -> Figure:
    fine = figure.unit == "元" and figure.step < _HUNDRED
    return replace(figure, step=_HUNDRED) if fine and figure.part in rounded else figure
