"""Print how fast files are read and published, how fast reports are found, and how well."""

from bench.quality import measure_quality
from bench.reading import measure_reading
from bench.searching import measure_searching


def main() -> None:
    """Measure and print."""
    measure_reading()
    measure_searching()
    measure_quality()


if __name__ == "__main__":
    main()
