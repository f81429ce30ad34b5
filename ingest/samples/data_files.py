"""The tables in `data/`: read once, kept for the life of the process.

Knows where the files lie and that CSV and TOML are what they are; what the columns mean is told where they are used.
"""

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"


@cache
def load_rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `data/<name>.csv`."""
    with (_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def load_tree(name: str) -> dict[str, Any]:
    """Return `data/<name>.toml`."""
    with (_DATA / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
