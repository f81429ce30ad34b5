"""Print how fast files are read and published, how fast reports are found, and how well."""

from bench.indexing import measure_indexing
from bench.quality import measure_quality
from bench.reading import measure_reading
from bench.search.__main__ import main as compare_searching


def main() -> None:
    """Measure and print."""
    measure_reading()
    measure_indexing()
    # Few reports, so that it ends in a minute or two; `make bench-search` takes 10,000.
    compare_searching(["--count", "1000", "--rounds", "5"], standalone_mode=False)
    measure_quality()


if __name__ == "__main__":
    main()
