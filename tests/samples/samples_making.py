"""Reports of all kinds, voices and years for the tests of the samples."""

from collections.abc import Iterator

from ingest.samples.agencies import agency, kinds
from ingest.samples.chance import Chance
from ingest.samples.data_files import load_tree
from ingest.samples.document import Document
from ingest.samples.performance.report import Annexes
from ingest.samples.report import Shape, author, make
from ingest.samples.scene import Scene

VOICES = ("hunan", "zhejiang", "shanghai", "sichuan", "ministry")
ALL_VOICES = tuple(load_tree("voices"))
FULL = Shape(annexes=Annexes(base_data=True, evaluation=True, projects=2, named=True), cover=True, contents=True)


def reports(
    count: int,
    shape: Shape = FULL,
    voices: tuple[str, ...] = VOICES,
    *,
    varied: bool = False,
    types: tuple[str, ...] = ("final_accounts", "performance"),
) -> Iterator[tuple[str, Scene, Document]]:
    """Yield (report type, scene, document) of agencies of all kinds, voices and years in turn."""
    names = sorted(kinds())
    for number in range(count):
        kind = kinds()[names[number % len(names)]]
        year = max(2015 + number // 5 % 10, kind.since + 1)
        voice = voices[number % len(voices)]
        body = agency("430211", kind.key, voice, with_units=number % 3 > 0)
        who = author(body, range(year, year + 1), Chance(number), varied=varied)
        for report_type in types:
            yield report_type, *make(who, year, report_type, shape)
