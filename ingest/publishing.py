"""From files to published versions.

Reading a file and staging its package takes nearly all the time and touches nothing that readers see, so any process may
do it (`prepare`). Publishing changes the register and the store: the writer's process does it, file by file in their
order, and looks again at whatever may have changed since the file was read (`publish`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from ingest.errors import UnclearIdentityError
from ingest.identify import Declared
from ingest.package import Content, Metadata, assemble_package
from ingest.pipeline import Draft, identify_again, make_metadata, read_content, read_draft
from ingest.progress import Progress, no_progress
from ingest.register import Register
from ingest.register_files import load_register, save_register
from ingest.register_typos import find_mistyped
from ingest.source import SourceFile, load_source
from ingest.store import Store, Version, validate_package


class Outcome(Enum):
    """What became of a file that did not fail."""

    PUBLISHED = "published"
    NEW_VERSION = "new_version"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"
    SAME_REPORT = "same_report"


@dataclass(frozen=True, slots=True)
class Options:
    """What the operator chooses for a run; `soffice` is LibreOffice's program, where it is no command of the machine."""

    force: bool = False
    as_version: bool = False
    soffice: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What was read, in numbers, and what the operator should know of it: perhaps too private, or left out."""

    figures: int = 0
    amounts: int = 0
    unread: int = 0
    findings: int = 0
    privacy: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a file, with the report that it is; `same_as` is the file of this run that already was it."""

    outcome: Outcome
    name: str
    title: str
    version: int
    same_as: Path | None = None
    tally: Tally = Tally()


@dataclass(frozen=True, slots=True)
class Staged:
    """A package that waits, whole and valid, to become a version of its report."""

    folder: Path
    metadata: Metadata
    number: int
    tally: Tally


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was read; `staged` is None where it seemed to bring nothing new."""

    draft: Draft
    staged: Staged | None


class Ingest:
    """One run over files into a store; remembers which file of the run was which report."""

    def __init__(self, store: Store, options: Options) -> None:
        self._store = store
        self._options = options
        load_register(store.root)  # a register that cannot be read stops the run before its first file
        self._run: dict[str, Path] = {}  # report name -> the file of this run that is it

    def prepare(self, path: Path, declared: Declared, progress: Progress = no_progress) -> Prepared:
        """Read and identify a file, and stage its package if it is new; changes nothing that readers see.

        `progress` is told of each page that was recognised.

        Raises:
            IngestError: it cannot be published as things stand.
        """
        register, options = load_register(self._store.root), self._options
        draft = read_draft(
            load_source(path), declared, register, force=options.force, soffice=options.soffice, progress=progress
        )
        _, metadata = self._name_agency(draft, declared)
        if self._settled(path, draft, metadata, declared) is not None:
            return Prepared(draft, None)
        return Prepared(draft, self._stage(draft, metadata))

    def publish(self, path: Path, declared: Declared, prepared: Prepared) -> Result:
        """Make a version of a file that was prepared, by the register and the store as they are now.

        Raises:
            IngestError: it is not published; nothing was stored.
        """
        staged = prepared.staged
        try:
            draft = identify_again(prepared.draft, declared, load_register(self._store.root), force=self._options.force)
            while True:
                # Reading takes seconds, in which an editor may have saved the register: what is written is theirs, and ours.
                register, metadata = self._name_agency(draft, declared)
                settled = self._settled(path, draft, metadata, declared)
                if settled is not None:
                    self._run.setdefault(metadata.name, path)
                    return settled
                if staged and (staged.metadata, staged.number) == (metadata, self._next_number(metadata)):
                    break
                self._discard(staged)
                staged = self._stage(draft, metadata)
            save_register(self._store.root, register)
            version = Version(self._store.folder_of(metadata), staged.number)
            self._store.put(staged.folder, version)
        finally:
            self._discard(staged)
        self._run.setdefault(metadata.name, path)
        outcome = Outcome.PUBLISHED if version.number == 1 else Outcome.NEW_VERSION
        return Result(outcome, metadata.name, metadata.title, version.number, tally=staged.tally)

    def _settled(self, path: Path, draft: Draft, metadata: Metadata, declared: Declared) -> Result | None:
        """What becomes of a file that brings nothing new; None of one that is to be published."""
        same = self._same_sources(metadata, draft.gathered.sources)
        if same is not None and not self._is_corrected(same, metadata, declared):
            outcome = Outcome.WITHDRAWN if same.withdrawn else Outcome.UNCHANGED
            return Result(outcome, metadata.name, metadata.title, same.number)
        first = self._run.get(metadata.name, path)
        if first != path and not self._options.as_version:
            return Result(Outcome.SAME_REPORT, metadata.name, metadata.title, 0, same_as=first)
        return None

    def _stage(self, draft: Draft, metadata: Metadata) -> Staged:
        content = read_content(draft.gathered, metadata, draft.identity.confidence)
        number = self._next_number(metadata)
        known = self._same_sources(metadata, draft.gathered.sources) is not None
        package = assemble_package(
            metadata,
            content,
            draft.gathered.sources,
            version=number,
            reason="first" if number == 1 else "corrected" if known else "new_bytes",
            created=datetime.now(UTC),
        )
        return Staged(self._store.stage(package, validate_package), metadata, number, _tally(content))

    def _discard(self, staged: Staged | None) -> None:
        if staged is not None:
            self._store.discard(staged.folder)

    def _next_number(self, metadata: Metadata) -> int:
        return self._store.next_number(self._store.folder_of(metadata))

    def _name_agency(self, draft: Draft, declared: Declared) -> tuple[Register, Metadata]:
        """The register as it is now with the draft's agency in it, and the report's metadata by it.

        Raises:
            UnclearIdentityError: the agency would be a new one whose name is probably a known one's, mistyped.
        """
        identity = draft.identity
        known = load_register(self._store.root)
        register, agency = known.add(identity.agency, identity.place, _aliases(declared))
        meant = find_mistyped(known, identity.agency, identity.place) if agency.id not in known.agencies else None
        if meant is not None and not self._options.force:
            raise UnclearIdentityError(
                f"名录里没有“{agency.name}”，有“{meant.name}”，是不是它？"
                "是就改正名称再导入（报告里写错的，用 --agency 写明全称并加 --force）；确实是另一个单位，加 --force。"
            )
        return register, make_metadata(draft, agency, declared)

    def _same_sources(self, metadata: Metadata, sources: Sequence[SourceFile]) -> Version | None:
        hashes = sorted(source.sha256 for source in sources)
        versions = self._store.versions(self._store.folder_of(metadata))
        same = [one for one in versions if one.source_hashes == hashes]
        return max(same, key=lambda one: (not one.withdrawn, one.number), default=None)

    def _is_corrected(self, same: Version, metadata: Metadata, declared: Declared) -> bool:
        """Tell whether the operator now says what the published version of this very file does not say."""
        current = self._store.current(same.folder)
        if current is None or current.number != same.number:
            return False
        told = same.descriptor
        return (
            (declared.agency is not None and told["agency"]["name"] != metadata.agency.name)
            or (declared.source_url is not None and told["sourceUrl"] != declared.source_url)
            or (declared.published is not None and told["published"] != declared.published.isoformat())
            or (declared.note is not None and declared.note not in told["notes"])
        )


def _tally(content: Content) -> Tally:
    findings = content.checks.findings
    privacy = tuple(dict.fromkeys(finding.message for finding in findings if finding.rule == "J09"))
    reading = content.reading
    return Tally(len(content.figures), reading.amounts, reading.unread, len(findings), privacy, content.notes)


def _aliases(declared: Declared) -> tuple[str, ...]:
    return (declared.agency,) if declared.agency else ()
