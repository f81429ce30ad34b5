"""What may have been meant where a search finds nothing.

The nearest spelling of agencies and terms is found by `index.understanding`; this is where its answers come in.
"""

from index.understanding.lexicon import Lexicon


def nearest_spellings(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return whole texts that may have been meant by one that finds nothing, the nearest first; none where nothing is near.

    Args:
        text: what was typed.
        lexicon: names of agencies and terms.
    """
    del text, lexicon
    return ()
