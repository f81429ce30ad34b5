"""A published version as pages show it: its packages' files, read when asked for."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any

from ingest.csv_format import read_csv
from ingest.drawing.pages import FORMATS
from ingest.package import DESCRIPTOR
from ingest.sections import Section
from ingest.store import Store, Version, read_rows
from portal.source_pages.words import PlaceRow


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource of a package, for a list of downloads; `page` is that of `source` on which a table begins."""

    name: str
    title: str
    description: str
    path: str
    size: int
    tabular: bool
    fields: tuple[Mapping[str, Any], ...]
    page: int | None = None
    source: str = "source"

    @property
    def printed(self) -> bool:
        """Whether it is a table as printed, whose numbers nobody converted."""
        return self.tabular and self.name.startswith("table-")

    @property
    def unit_line(self) -> str:
        """The unit line of a printed table as printed, with which its description ends; empty where it has none."""
        return self.description.rpartition("；")[2] if self.printed and "；" in self.description else ""

    @property
    def titles(self) -> dict[str, str]:
        """What people call its columns, by name."""
        return {field["name"]: field.get("title") or field["name"] for field in self.fields}


@dataclass(frozen=True, slots=True)
class Source:
    """A source that has pages: its resource, the name of its file, how many pages it has."""

    name: str
    file: str
    pages: int


@dataclass(frozen=True)
class PublishedReport:
    """One version of a report and what its package holds."""

    version: Version
    versions: tuple[Version, ...]

    @property
    def descriptor(self) -> dict[str, Any]:
        """The package's descriptor."""
        return self.version.descriptor

    @property
    def name(self) -> str:
        """The report's name."""
        return self.version.name

    @property
    def created(self) -> datetime:
        """When this version was made."""
        return datetime.fromisoformat(self.descriptor["created"])

    @property
    def is_current(self) -> bool:
        """Whether this is the version that is published now."""
        newest = next((one for one in reversed(self.versions) if not one.withdrawn), None)
        return newest is not None and newest.number == self.version.number

    @property
    def text(self) -> str:
        """`report.md`."""
        return (self.version.path / "report.md").read_text(encoding="utf-8")

    @property
    def sections(self) -> tuple[Section, ...]:
        """The outline."""
        return tuple(
            Section(
                row["id"],
                row["part"],
                int(row["level"]),
                row["number"],
                row["title"],
                int(row["start"]),
                int(row["end"]),
            )
            for row in self.rows("sections")
        )

    def rows(self, resource: str) -> list[Mapping[str, str]]:
        """The rows of a tabular resource."""
        return list(read_rows(self.version, resource))

    @property
    def resources(self) -> tuple[Resource, ...]:
        """All resources, in the package's order."""
        return tuple(_resource(one) for one in self.descriptor["resources"])

    @cached_property
    def paged_sources(self) -> tuple[Source, ...]:
        """The sources whose pages can be drawn, where places on pages are known."""
        if self.resource("places") is None:
            return ()
        return tuple(
            Source(one["name"], PurePath(one["path"]).name, one["pages"])
            for one in self.descriptor["resources"]
            if one["path"].startswith("source/") and one.get("pages") and one.get("format") in FORMATS
        )

    @cached_property
    def places(self) -> tuple[PlaceRow, ...]:
        """Where the pieces of its text stand on the pages of its sources, in the order of the text."""
        return tuple(PlaceRow.parse(row) for row in self.rows("places"))

    def source_at(self, offset: int) -> str | None:
        """The source that a piece of the text was printed in; None where that is not known."""
        place = self.place_at(offset)
        return place.source if place else None

    def place_at(self, offset: int) -> PlaceRow | None:
        """Where a piece of the text was printed; None where that is not known."""
        at = max(bisect_right(self.places, offset, key=lambda place: place.start) - 1, 0)
        near = self.places[at : at + 2]  # the row of a table may begin with a blank cell
        return next((place for place in near if place.end > offset), None)

    def resource(self, name: str) -> Resource | None:
        """One resource, or None."""
        return next((one for one in self.resources if one.name == name), None)

    def file(self, path: str) -> Path | None:
        """A file of the package by its path in it, or None: only what the descriptor names can be had."""
        named = {DESCRIPTOR, *(one["path"] for one in self.descriptor["resources"])}
        return self.version.path / path if path in named else None

    def preview(self, resource: Resource, most: int) -> tuple[Sequence[str], Sequence[Sequence[str]], int]:
        """Header, the first rows, and how many rows there are in all."""
        with (self.version.path / resource.path).open(encoding="utf-8-sig", newline="") as lines:
            reader = read_csv(lines)
            header = next(reader, [])
            rows = list(reader)
        return header, rows[:most], len(rows)


def _resource(one: Mapping[str, Any]) -> Resource:
    return Resource(
        name=one["name"],
        title=one.get("title") or one["name"],
        description=one.get("description", ""),
        path=one["path"],
        size=one["bytes"],
        tabular=one.get("type") == "table",
        fields=tuple(one.get("schema", {}).get("fields", ())),
        page=one.get("page"),
        source=one.get("source", "source"),
    )


def find_published(store: Store, name: str, number: int | None = None) -> PublishedReport | None:
    """A report by its name, its current version or the one asked for; None where it is not public.

    A withdrawn version is not shown, whatever its number.
    """
    folder = store.find_report(name)
    if folder is None:
        return None
    versions = store.versions(folder)
    if number is None:
        version = store.current(folder)
    else:
        version = next((one for one in versions if one.number == number and not one.withdrawn), None)
    return PublishedReport(version, tuple(versions)) if version else None


def find_withdrawn(store: Store, name: str, number: int | None = None) -> Version | None:
    """The version whose withdrawal is why a report, or the version asked for, is not public; None where it never was."""
    folder = store.find_report(name)
    versions = store.versions(folder) if folder else []
    if number is None:
        return next(reversed(versions), None)
    return next((one for one in versions if one.number == number), None)
