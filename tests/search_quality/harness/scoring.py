"""Scores answers: pure, from a query and what came to recall, rank and verdicts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from search_quality.harness.answers import Answer, Hit
from search_quality.harness.judging import Judgement, Verdict, judge_cards
from search_quality.harness.queries import Query, Suggestion, right_reports
from search_quality.harness.truth import Truth, squash

FIRST = 5
# Of each report the headings by a section's id: its own and those of the sections around it.
Outlines = Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a query went.

    Attributes:
        recall: share of what must be among the first five that is; None where reports are not judged.
        rank: one divided by the place of the first right report, 0 where there is none; None where none is right.
        section: whether the right section is linked to; None where none is asked for.
        suggested: whether a right suggestion came; None where none is asked for.
        problems: what is wrong, in words.
    """

    query: Query
    answer: Answer
    recall: float | None
    rank: float | None
    section: bool | None
    card: Verdict | None
    suggested: bool | None
    problems: tuple[str, ...]


def score_answer(query: Query, answer: Answer, truth: Truth, outlines: Outlines) -> Outcome:
    """Score one answer; one that is an error is right in nothing."""
    if answer.error:
        verdict = Verdict.MISSED if query.cards else None
        suggested = False if query.suggests else None
        rank = 0.0 if query.patterns else None
        return Outcome(query, answer, 0.0, rank, False if query.section else None, verdict, suggested, (answer.error,))
    right = right_reports(query, truth.reports)
    names = [hit.report for hit in answer.hits]
    suggested = _is_suggested(query.suggests, answer) if query.suggests and not names else None
    recall, rank = _found(query, right, names)
    if right and query.suggests and not names and suggested:
        # Who mends a slip by asking back has understood it as well as who searches for what was meant.
        recall = rank = None
    linked = _is_linked(query, [hit for hit in answer.hits[:FIRST] if hit.report in right], outlines)
    cards = judge_cards(query, answer.cards, truth)
    problems = _problems(query, answer, cards, recall=recall, rank=rank, linked=linked, suggested=suggested)
    return Outcome(query, answer, recall, rank, linked, cards.verdict, suggested, problems)


def _found(query: Query, right: frozenset[str], names: Sequence[str]) -> tuple[float | None, float | None]:
    """Return recall among the first five and the first right one's reciprocal rank."""
    if query.nothing:
        return (0.0 if names else 1.0), None
    if not right:
        return None, None
    rank = next((1 / place for place, name in enumerate(names, 1) if name in right), 0.0)
    if query.only and not set(names) <= right:
        return 0.0, rank
    needed = query.of_five or min(FIRST, len(right))
    return min(1.0, len(right & set(names[:FIRST])) / needed), rank


def _is_suggested(wanted: Sequence[Suggestion], answer: Answer) -> bool:
    """Whether one of the suggestions is right: the spelling in it, or what is to be dropped gone from it."""
    return any(
        one.kind == came.kind
        and (
            squash(one.words) in squash(came.query) + "\n" + squash(came.text)
            if one.kind == "spelling"
            else bool(came.query or came.text) and squash(one.words) not in squash(came.query)
        )
        for one in wanted
        for came in answer.suggestions
    )


def _is_linked(query: Query, hits: Sequence[Hit], outlines: Outlines) -> bool | None:
    """Whether a right hit links to the section asked for, or to one inside it."""
    if not query.section:
        return None
    for hit in hits:
        known = outlines.get(hit.report, {})
        for section, heading in hit.sections:
            headings = (*known.get(section, ()), squash(heading))
            if any(words in one for words in query.section for one in headings):
                return True
    return False


def _problems(
    query: Query,
    answer: Answer,
    cards: Judgement,
    *,
    recall: float | None,
    rank: float | None,
    linked: bool | None,
    suggested: bool | None,
) -> tuple[str, ...]:
    names = [hit.report for hit in answer.hits]
    first = "、".join(names[:FIRST]) or "nothing"
    told: list[str] = []
    if recall is not None and recall < 1:
        told.append(f"recall {recall:.2f}: {first}")
    if query.only and (strangers := [name for name in names if not _is_right(query, name)]):
        told.append(f"should not come: {'、'.join(strangers[:FIRST])}")
    if rank is not None and rank < 1:
        told.append(f"rank {rank:.2f}: {first}")
    if linked is False:
        sections = "、".join(heading for hit in answer.hits[:FIRST] for _, heading in hit.sections)
        told.append(f"section {' or '.join(query.section)}: {sections or 'none'}")
    told += [f"card {reason}" for reason in cards.reasons]
    if suggested is False:
        told.append(f"suggestions: {'、'.join(one.text or one.query for one in answer.suggestions) or 'none'}")
    return tuple(told)


def _is_right(query: Query, name: str) -> bool:
    return bool(right_reports(query, (name,)))


@dataclass(frozen=True, slots=True)
class Score:
    """Averages over queries; None where nothing was judged."""

    queries: int
    recall: float | None
    mrr: float | None
    sections: float | None
    cards: int
    cards_right: int
    cards_wrong: int
    suggestions: float | None

    @property
    def card_rate(self) -> float | None:
        """Share of the judged queries whose cards are right."""
        return self.cards_right / self.cards if self.cards else None


def add_up(outcomes: Iterable[Outcome]) -> Score:
    """Return the averages."""
    all_of = tuple(outcomes)
    verdicts = [one.card for one in all_of if one.card is not None]
    return Score(
        queries=len(all_of),
        recall=_mean(one.recall for one in all_of),
        mrr=_mean(one.rank for one in all_of),
        sections=_mean(one.section for one in all_of),
        # A card that nobody asked about and that is untrue counts, too.
        cards=len(verdicts),
        cards_right=sum(one is Verdict.RIGHT for one in verdicts),
        cards_wrong=sum(one is Verdict.WRONG for one in verdicts),
        suggestions=_mean(one.suggested for one in all_of),
    )


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
