"""Sample reports with a known truth: invented agencies in real places, for first use, tests and benchmarks.

Numbers come first (`accounts/`), then a document as data whose words carry what they state (`document.py`,
`facts.py`), then files (`writers/`) and the truth read off the document (`truth.py`). See README.md beside this file.
Nothing here uses another module of the project: the wording must not lean on what the extractor knows.
"""

from ingest.samples.bundled import write_samples
from ingest.samples.corpus import PlantedReport, write_corpus, write_mixed_corpus, write_planted
from ingest.samples.mistakes import KINDS as MISTAKE_KINDS
from ingest.samples.mistakes import Mistake
from ingest.samples.output import WrittenReport
from ingest.samples.planting import KINDS as PLANTED_KINDS

__all__ = [
    "MISTAKE_KINDS",
    "PLANTED_KINDS",
    "Mistake",
    "PlantedReport",
    "WrittenReport",
    "write_corpus",
    "write_mixed_corpus",
    "write_planted",
    "write_samples",
]
