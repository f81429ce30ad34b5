"""How well reports and figures are found: the queries of `tests/search_quality/`, asked of the portal over HTTP.

python -m bench.quality                     all queries, set by set; prints averages and every failure
python -m bench.quality --keep DIR          keep the corpora there, so that the next run need not ingest them
python -m bench.quality --only c01 j12      these queries, with all that came
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from search_quality.harness.queries import SETS, Query, read_queries
from search_quality.harness.scoring import Outcome, add_up, score_answer
from search_quality.harness.site import ask, available, browse, prepare
from search_quality.harness.summary import misses, write_failures, write_summary


def measure_quality(keep: Path | None = None, only: Sequence[str] = ()) -> None:
    """Print how the queries go, and every failure with what came."""
    sets = {name: read_queries(file) for name, file in SETS.items()}
    queries = [query for some in sets.values() for query in some if not only or query.id in only]
    with tempfile.TemporaryDirectory() as folder:
        outcomes = [outcome for name in available() for outcome in _ask_all(name, queries, keep or Path(folder))]
    if only:
        _print_whole(outcomes)
        return
    for name, some in sets.items():
        ids = {query.id for query in some}
        own = [outcome for outcome in outcomes if outcome.query.id in ids]
        print(f"\n== {name} set")
        print("\n".join(write_summary(own)))
        print(f"\ngoals: {'; '.join(misses(add_up(own))) or 'all reached'}\n")
        print("\n".join(write_failures(own)))


def _ask_all(name: str, queries: Sequence[Query], folder: Path) -> list[Outcome]:
    asked = [query for query in queries if query.corpus == name]
    if not asked:
        return []
    begun = time.perf_counter()
    corpus = prepare(name, folder)
    print(f"{name}: {len(corpus.truth.reports)} reports, prepared in {time.perf_counter() - begun:.0f} s")
    with browse(corpus) as client:
        return [score_answer(query, ask(client, query.text), corpus.truth, corpus.outlines) for query in asked]


def _print_whole(outcomes: Sequence[Outcome]) -> None:
    for one in outcomes:
        print(f"{one.query.id} {one.query.text}: {'; '.join(one.problems) or 'right'}")
        for hit in one.answer.hits:
            print(f"    {hit.report}: {'、'.join(heading for _, heading in hit.sections)}")
        for came in (*one.answer.cards, *one.answer.suggestions):
            print(f"    {came}")


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where the prepared corpora are kept")
    parser.add_argument("--only", nargs="+", default=(), metavar="ID", help="ask only these queries")
    given = parser.parse_args()
    measure_quality(given.keep, given.only)


if __name__ == "__main__":
    main()
