"""What views work with: the store, the catalogue, the index, made once an application."""

from dataclasses import dataclass

from flask import current_app

from index.building import LiveIndex
from index.understanding.lexicon import LiveLexicon
from ingest.settings import Settings
from ingest.store import Store
from portal.catalogue.derived import DerivedCatalogue
from portal.catalogue.queries import Catalogue
from portal.known import KnownReports
from portal.source_pages.pictures import Pictures
from portal.suggesting import Suggestions

EXTENSION = "mingzhang"


@dataclass(frozen=True, slots=True)
class Services:
    """The application's own objects."""

    settings: Settings
    store: Store
    catalogue: Catalogue
    derived: DerivedCatalogue
    index: LiveIndex
    lexicon: LiveLexicon
    pictures: Pictures
    known: KnownReports
    suggestions: Suggestions


def services() -> Services:
    """Those of the application that answers this request."""
    own: Services = current_app.extensions[EXTENSION]
    return own
