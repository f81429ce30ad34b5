"""Reports and their truths on disk: the only module that writes files."""

from dataclasses import dataclass
from pathlib import Path

from ingest.samples.chance import Chance
from ingest.samples.document import Document
from ingest.samples.mistakes import Mistake
from ingest.samples.scene import Scene
from ingest.samples.truth import as_json, truth_of
from ingest.samples.writers import Medium, encoded

TRUTH = "truth"


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A report that was written.

    Attributes:
        truth: the JSON beside it, None where none was asked for.
        agency: the agency's canonical name.
        report_type: `final_accounts` or `performance`.
        mistakes: what was planted in it.
    """

    path: Path
    truth: Path | None
    agency: str
    year: int
    report_type: str
    format: str
    mistakes: tuple[Mistake, ...]


def write_report(
    directory: Path,
    stem: str,
    scene: Scene,
    document: Document,
    report_type: str,
    medium: Medium,
    *,
    mistakes: tuple[Mistake, ...] = (),
    chance: Chance,
    with_truth: bool = True,
) -> WrittenReport:
    """Write a report and its truth; `directory` and its `truth/` must be there.

    Args:
        directory: where the file goes.
        stem: its name without suffix.
        scene: what the report was made from.
        document: the report.
        report_type: of the contract.
        medium: format, and how it is used.
        mistakes: what was planted in it.
        chance: where a Word file cuts its runs.
        with_truth: the truth is written, too.
    """
    path = directory / f"{stem}.{medium.format}"
    path.write_bytes(encoded(document, medium, scene, chance))
    truth = None
    if with_truth:
        truth = directory / TRUTH / f"{stem}.json"
        truth.write_text(as_json(truth_of(scene, document, report_type, path.name)), encoding="utf-8")
    return WrittenReport(path, truth, scene.agency.name, scene.year, report_type, medium.format, mistakes)
