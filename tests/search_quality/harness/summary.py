"""Outcomes as a table for people: by corpus, person and kind, and every failure with what came."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from search_quality.harness.queries import KINDS, PERSONS
from search_quality.harness.scoring import Outcome, Score, add_up

GOALS = {"recall": 0.98, "mrr": 0.95, "cards": 0.98}
_HEAD = ("", "queries", "recall@5", "MRR", "sections", "cards right", "wrong", "suggested")


def write_summary(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield the lines: the whole, by corpus, by person, by kind."""
    yield _line(_HEAD)
    yield _row("all", outcomes)
    groups: tuple[tuple[str, Sequence[str], Callable[[Outcome], str]], ...] = (
        ("corpus", tuple(dict.fromkeys(one.query.corpus for one in outcomes)), lambda one: one.query.corpus),
        ("person", PERSONS, lambda one: one.query.person),
        ("kind", KINDS, lambda one: one.query.kind),
    )
    for _title, names, key in groups:
        yield ""
        for name in names:
            if some := [one for one in outcomes if key(one) == name]:
                yield _row(name, some)


def write_failures(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Yield what went wrong, query by query."""
    for one in outcomes:
        if one.problems:
            yield f"{one.query.id} [{one.query.kind}] {one.query.text}"
            yield from (f"    {problem}" for problem in one.problems)


def misses(score: Score) -> list[str]:
    """The goals that are not reached, in words; of what was not judged none is missed."""
    reached = {"recall": score.recall, "mrr": score.mrr, "cards": score.card_rate}
    told = [
        f"{name} {value:.3f} < {GOALS[name]}"
        for name, value in reached.items()
        if value is not None and value < GOALS[name]
    ]
    return told + ([f"{score.cards_wrong} wrong cards"] if score.cards_wrong else [])


def _row(name: str, outcomes: Sequence[Outcome]) -> str:
    score = add_up(outcomes)
    return _line(
        (
            name,
            str(score.queries),
            _share(score.recall),
            _share(score.mrr),
            _share(score.sections),
            f"{score.cards_right}/{score.cards}",
            str(score.cards_wrong),
            _share(score.suggestions),
        )
    )


def _line(cells: Sequence[str]) -> str:
    return f"{cells[0]:<12}" + "".join(f"{cell:>12}" for cell in cells[1:])


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
