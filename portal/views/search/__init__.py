"""Search: pages of results with facets, the same as files, suggestions while somebody types."""

from flask import Blueprint

from portal.views.search import csv_file, feed, json_page, pages, suggest

blueprint = Blueprint("search", __name__)
blueprint.get("/search", endpoint="search")(pages.search)
blueprint.get("/search.json", endpoint="as_json")(json_page.as_json)
blueprint.get("/search.csv", endpoint="as_csv")(csv_file.as_csv)
blueprint.get("/search.atom", endpoint="as_atom")(feed.as_atom)
blueprint.get("/suggest.json", endpoint="suggest")(suggest.suggest)
