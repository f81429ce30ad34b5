"""Reading beforehand what searches need: dictionaries, names, the index; the first who searches need not wait for it."""

import threading

from flask import Flask

from index.protocol import SearchIndexError
from portal.services import EXTENSION, Services

_WORDS = "三公经费"
# Holds no word of any report, so that what searches look at that find nothing is read, too.
_NOTHING = "没有这样的词语"


def warm_in_background(app: Flask) -> threading.Thread:
    """Warm an application while it answers already; whoever searches meanwhile waits for what is being read, as before."""
    thread = threading.Thread(target=warm, args=(app,), daemon=True)
    thread.start()
    return thread


def warm(app: Flask) -> None:
    """Search once for each kind of thing that a reader may search for; nothing where there is nothing to search."""
    known: Services = app.extensions[EXTENSION]
    agency = next(iter(known.catalogue.agencies()), None)
    if agency is None:
        return
    try:
        known.index.words()
    except SearchIndexError:
        return  # whoever searches is told
    asked = f"{agency.name} {_WORDS}"
    for address in (
        f"/search?q={asked}",
        f"/search?q={_WORDS}&scope=sections",
        f"/search?q={asked}&scope=figures",
        f"/search?q={_NOTHING}",
        "/suggest.json?q=a",
    ):
        with app.test_request_context(address):
            app.full_dispatch_request()
