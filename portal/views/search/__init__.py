"""Search: pages of results with facets, the same as files, suggestions while somebody types."""

from flask import Blueprint

from portal.views.search import feed, files, pages, suggest

blueprint = Blueprint("search", __name__)
blueprint.get("/search", endpoint="search")(pages.search)
blueprint.get("/search.json", endpoint="as_json")(files.as_json)
blueprint.get("/search.csv", endpoint="as_csv")(files.as_csv)
blueprint.get("/search.atom", endpoint="as_atom")(feed.as_atom)
blueprint.get("/suggest.json", endpoint="suggest")(suggest.suggest)
