"""Table Schemas of the contract's resources, as data; titles and descriptions are the Chinese column dictionary."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_schema(resource: str) -> dict[str, Any]:
    """The Table Schema of a resource, with the resource's own `title` and `description`."""
    text = files(__name__).joinpath(f"{resource}.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


@cache
def field_names(resource: str) -> tuple[str, ...]:
    """The columns of a resource, in their order."""
    return tuple(field["name"] for field in load_schema(resource)["fields"])
