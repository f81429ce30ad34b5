"""How well the portal answers the queries: the goals that a change of the search must not lose."""

import pytest

from search_quality.harness.queries import SETS, read_queries
from search_quality.harness.scoring import add_up, score_answer
from search_quality.harness.site import ADDRESS, Corpus, ask, browse
from search_quality.harness.summary import misses, write_failures

pytestmark = pytest.mark.long


@pytest.mark.parametrize("name", SETS)
def test_the_goals_are_reached(corpus: Corpus, name: str) -> None:
    """Recall, rank and cards; the failures are named with what came."""
    with browse(corpus) as client:
        if client.get(ADDRESS).status_code == 404:
            pytest.skip(f"the portal has no {ADDRESS}")
        asked = [query for query in read_queries(SETS[name]) if query.corpus == corpus.name]
        outcomes = [score_answer(query, ask(client, query.text), corpus.truth, corpus.outlines) for query in asked]
    assert not misses(add_up(outcomes)), "\n".join(write_failures(outcomes))
