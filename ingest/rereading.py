"""Published reports read again: the sources in their packages, by the extractor at hand, as the reports that they are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from ingest.blocks import Document
from ingest.comparing import KINDS, Changes, compare_rows
from ingest.errors import IngestError
from ingest.gathering import gather_sources
from ingest.package import DESCRIPTOR, AgencyRef, Content, Metadata, Package, assemble_package
from ingest.parts import assign_parts, list_parts
from ingest.pipeline import read_content
from ingest.progress import Progress, no_progress
from ingest.readers import read_document
from ingest.regions import load_gazetteer
from ingest.register import Register, make_short_slug
from ingest.register_files import load_register
from ingest.schemas import load_schema
from ingest.source import SourceFile, load_source
from ingest.store import Store, Version, read_rows, validate_package

# What a reader does not see change: of which version a package is, how much was counted while reading and checking.
_BOOKKEEPING = {"version", "created", "versionReason", "reading", "checks"}
# What a reader sees of a file: its content by its hash, what it is called, which printed form it is.
_OF_A_FILE = ("name", "path", "title", "form", "hash")
_TITLES = {kind.resource: str(load_schema(kind.resource)["title"]) for kind in KINDS}


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """A report read again: what it is, what was read, and from which files."""

    metadata: Metadata
    content: Content
    sources: tuple[SourceFile, ...]


@dataclass(frozen=True, slots=True)
class Renewal:
    """What reading a version again would change.

    `rows` holds the changes of each kind of rows that has any; `differs` tells that a reader would see anything different
    in text, tables, figures, findings or what the report is, be it an offset: only then is a new version made; `unread` counts the amounts that no row covers, before and after.
    """

    version: Version
    package: Package
    rows: Mapping[str, Changes]
    differs: bool
    unread: tuple[int, int]


def read_again(
    version: Version, register: Register, *, soffice: str | None = None, progress: Progress = no_progress
) -> ReadAgain:
    """Read the sources of a version.

    What report it is stays as it was published; only its agency's name is the one that the register has by now.

    Raises:
        IngestError: a source cannot be read any more.
    """
    told = version.descriptor
    sources = _load_sources(version)

    def read(one: SourceFile) -> Document:
        return read_document(one, soffice, progress)

    gathered = gather_sources(sources, sources[0].stem, read, force=True)
    agency = register.agencies.get(told["agency"]["id"])
    subject = told["subject"]
    metadata = Metadata(
        agency=AgencyRef(agency.id, agency.name, agency.short_name)
        if agency
        else AgencyRef(told["agency"]["id"], told["agency"]["name"], told["agency"]["shortName"]),
        place=load_gazetteer().place(told["region"]["adcode"]),
        year=told["fiscalYear"],
        report_type=told["reportType"],
        parts=list_parts(assign_parts(gathered.outline, told["reportType"]), gathered.outline),
        coverage=told["coverage"],
        evaluator=told["evaluator"],
        subject=subject,
        subject_slug=make_short_slug(subject) if subject else None,
        source_url=told["sourceUrl"],
        published=date.fromisoformat(told["published"]) if told["published"] else None,
        note=told.get("note"),
    )
    return ReadAgain(metadata, read_content(gathered, metadata, told["reading"]["confidence"]), gathered.sources)


def _load_sources(version: Version) -> tuple[SourceFile, ...]:
    """The files of a version, under the names that they were handed in with: those are evidence, too."""
    paths = [one["path"] for one in version.descriptor["resources"] if one["path"].startswith("source/")]
    names = [one["title"] for one in version.descriptor["sources"]]
    return tuple(replace(load_source(version.path / path), name=name) for path, name in zip(paths, names, strict=True))


def plan_renewal(store: Store, version: Version, register: Register, *, soffice: str | None = None) -> Renewal:
    """Read a version again and tell what would change; stores nothing.

    Raises:
        IngestError: a source cannot be read any more.
    """
    again = read_again(version, register, soffice=soffice)
    package = assemble_package(
        again.metadata,
        again.content,
        again.sources,
        version=store.next_number(version.folder),
        reason="reread",
        created=datetime.now(UTC),
    )
    rows = {}
    for kind in KINDS:
        changes = compare_rows(kind, read_rows(version, kind.resource), package.rows(kind.resource))
        if changes:
            rows[kind.resource] = changes
    unread = version.descriptor["reading"]["unread"], package.descriptor["reading"]["unread"]
    return Renewal(version, package, rows, _differs(version, package), unread)


def publish_renewal(store: Store, renewal: Renewal) -> Version:
    """Make a new version of what was read again.

    Raises:
        IngestError: it was not stored.
    """
    new = Version(renewal.version.folder, int(renewal.package.descriptor["version"]))
    store.put(store.stage(renewal.package, validate_package), new)
    return new


@dataclass(frozen=True, slots=True)
class Reread:
    """What became of a report that was read again: `same`, `renewed` or `failed`, told in a sentence and by its rows."""

    title: str
    status: str
    told: str
    rows: tuple[str, ...] = ()


def reread_versions(
    store: Store, versions: Iterable[Version], soffice: str | None = None, *, dry_run: bool = False
) -> Iterator[Reread]:
    """Read versions again, one by one, and publish those that changed; one that cannot be read stops nothing."""
    for version in versions:
        title = version.descriptor["title"]
        try:
            renewal = plan_renewal(store, version, load_register(store.root), soffice=soffice)
            if not renewal.differs:
                yield Reread(title, "same", "没有变化")
                continue
            number = version.number if dry_run else publish_renewal(store, renewal).number
        except IngestError as error:
            yield Reread(title, "failed", str(error))
            continue
        told = _describe(renewal)
        yield Reread(title, "renewed", told if dry_run else f"第 {number} 版，{told}", tuple(_list_rows(renewal)))


def _describe(renewal: Renewal) -> str:
    told = []
    for resource, changes in renewal.rows.items():
        counts = {"多": len(changes.gained), "少": len(changes.lost), "改": len(changes.changed)}
        told.append(f"{_TITLES[resource]}" + "、".join(f"{word} {count} 行" for word, count in counts.items() if count))
    before, after = renewal.unread
    if before != after:
        told.append(f"未读金额从 {before} 处变为 {after} 处")
    return "，".join(told) or "只有文字、位置或表格有变化"


def _list_rows(renewal: Renewal) -> Iterator[str]:
    for resource, changes in renewal.rows.items():
        for sign, rows in (("+", changes.gained), ("-", changes.lost), ("~", changes.changed)):
            yield from (f"{sign} {_TITLES[resource]} {row}" for row in rows)


def _differs(version: Version, package: Package) -> bool:
    if _seen(version.descriptor) != _seen(package.descriptor):
        return True
    return any(path != DESCRIPTOR and not (version.path / path).is_file() for path in package.files)


def _seen(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """What readers see of a package by its descriptor: what the report is, and the files by their hashes.

    How many checks passed or could not be made is no news of the report; a rule that finds something changes a file.
    """
    seen = {"note": None} | {key: value for key, value in descriptor.items() if key not in _BOOKKEEPING}
    seen["resources"] = [{key: one.get(key) for key in _OF_A_FILE} for one in descriptor["resources"]]
    return seen
