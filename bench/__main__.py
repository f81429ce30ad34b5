"""Print how fast files are read and published, and how fast reports are found, on the generator's corpus."""

from bench.reading import measure_reading
from bench.searching import measure_searching


def main() -> None:
    """Measure and print."""
    measure_reading()
    measure_searching()


if __name__ == "__main__":
    main()
