"""What may have been meant where a search finds nothing.

The nearest spelling of agencies and terms is found by `index.understanding`; this is where its answers come in.
"""

from index.understanding.model import Understood
from portal.services import Services


def nearest_spellings(understood: Understood, services: Services) -> tuple[str, ...]:
    """Return whole texts that may have been meant by one that finds nothing, the nearest first; none where nothing is near.

    Args:
        understood: the search that finds nothing.
        services: the application's, for the names and the words of the index.
    """
    del understood, services
    return ()
