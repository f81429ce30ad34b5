"""The comparison of engines runs, and engines that share nothing but the tokens find the same."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_engines_agree_on_a_small_corpus(tmp_path: Path) -> None:
    """Totals and facets of every query; those of the peers that come with the project."""
    command = [sys.executable, "-m", "bench.search", "--count", "40", "--rounds", "1", "--cache", str(tmp_path)]
    ran = subprocess.run(
        [*command, "--engines", "mingzhang,fts5,whoosh"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert "all agree on the totals and facets of all" in ran.stdout, ran.stdout
    for engine in ("mingzhang", "fts5", "whoosh"):
        assert f"\n{engine} " in ran.stdout
