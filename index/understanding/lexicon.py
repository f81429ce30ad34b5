"""Names and terms that a search may use: of the agency register, of the gazetteer, of the vocabulary."""

from dataclasses import dataclass

from ingest.register import Register


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known by name; made once for each state of the register."""

    register: Register


def make_lexicon(register: Register) -> Lexicon:
    """Prepare the names of a register for being recognised."""
    return Lexicon(register)
