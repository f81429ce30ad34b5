"""Who published a report, about which year, and what kind of report it is.

`clues` reads what the text and the file's name say, each with its words; `decide` weighs them against what the operator
says. Where neither decides, the file is refused: nothing is guessed into the store.
"""

from ingest.identify.clues import Clues, find_clues
from ingest.identify.decide import CONFIDENCE, Decision, Declared, Identity, decide, identify
from ingest.identify.evidence import Clue, Origin
from ingest.identify.refusing import find_refusal

__all__ = [
    "CONFIDENCE",
    "Clue",
    "Clues",
    "Decision",
    "Declared",
    "Identity",
    "Origin",
    "decide",
    "find_clues",
    "find_refusal",
    "identify",
]
