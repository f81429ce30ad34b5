"""Suggestions while somebody types, for the script of the search box."""

from dataclasses import asdict

from flask import Response, jsonify, request

from index.query import MAX_QUERY
from portal.services import services
from portal.suggesting import KIND_LABELS


def suggest() -> Response:
    """Ways to go on with `q`, at most eight."""
    text = request.args.get("q", "")[:MAX_QUERY]
    found = services().suggestions.suggest(text)
    response = jsonify(query=text, suggestions=[{**asdict(one), "kindLabel": KIND_LABELS[one.kind]} for one in found])
    response.headers["Cache-Control"] = "private, max-age=60"
    return response
