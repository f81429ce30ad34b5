"""The store of published packages: one folder a version, written once, never edited. Nothing else is the truth.

Layout: `<store>/<agency.id>/<year>-<type>[…]/v<N>/`, with `v<N>.withdrawn.json` beside a version that is withdrawn. A
version is built in `<store>/.staging`, validated, waited for until it is on disk, and renamed into place: a crash leaves
the old state or the new one, and litter in staging that the next writer removes.
"""

import csv
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from fcntl import LOCK_EX, flock
from functools import cached_property
from pathlib import Path
from typing import Any

from ingest.atomic import confirm, make_folder, naming_refusals, sync_folder, write_atomically, write_synced
from ingest.errors import InvalidPackageError, StoreError
from ingest.os_errors import explain_os_error
from ingest.package import DESCRIPTOR, Metadata, Package
from ingest.register_files import FOLDER as REGISTER_FOLDER

_VERSION = re.compile(r"v(\d+)")
_REPORT_NAME = re.compile(r"\d{6}-[a-z0-9-]+")
_SOURCE = re.compile(r"source(?:-\d+)?")
_LONGEST = 255  # a name in a file system
_STAGING = ".staging"
_LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Why a version was withdrawn, and when."""

    reason: str
    when: datetime


@dataclass(frozen=True)
class Version:
    """One version of a report in the store."""

    folder: Path
    number: int

    @property
    def path(self) -> Path:
        """Where its package lies."""
        return self.folder / f"v{self.number}"

    @property
    def withdrawal_path(self) -> Path:
        """The file whose presence withdraws it."""
        return self.folder / f"v{self.number}.withdrawn.json"

    @property
    def withdrawn(self) -> bool:
        """Whether it is withdrawn."""
        return self.withdrawal_path.exists()

    @property
    def withdrawal(self) -> Withdrawal | None:
        """What was recorded of its withdrawal; None where it is not withdrawn, or the record says nothing readable."""
        try:
            record = json.loads(self.withdrawal_path.read_text(encoding="utf-8"))
            return Withdrawal(str(record["reason"]), datetime.fromisoformat(record["withdrawn"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None  # the file's presence withdraws, whatever it holds

    @cached_property
    def descriptor(self) -> dict[str, Any]:
        """Its `datapackage.json`.

        Raises:
            StoreError: the file is missing or damaged.
        """
        path = self.path / DESCRIPTOR
        try:
            descriptor: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            reason = explain_os_error(error) if isinstance(error, OSError) else "不是正确的 JSON"
            raise StoreError(f"版本读不出来：{path}（{reason}）：请从备份恢复这个文件。") from error
        return descriptor

    @property
    def name(self) -> str:
        """The report's name, which all its versions share."""
        name: str = self.descriptor["name"]
        return name

    @property
    def source_hashes(self) -> list[str]:
        """SHA-256 of its sources, in the order of the hashes: the same files are the same whatever archive they came in."""
        named = ((one["name"], one["hash"]) for one in self.descriptor["resources"])
        return sorted(digest.removeprefix("sha256:") for name, digest in named if _SOURCE.fullmatch(name))


Validate = Callable[[Path], None]


class Store:
    """A folder of published packages."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the store for writing: one writer at a time; what a crashed one left in staging is removed.

        Raises:
            StoreError: the folder cannot be written.
        """
        with naming_refusals(self.root):
            make_folder(self.root)
            lock = (self.root / _LOCK).open("w")
        with lock:
            flock(lock, LOCK_EX)  # closing the file lets go of it
            shutil.rmtree(self.root / _STAGING, ignore_errors=True)
            yield

    def folder_of(self, metadata: Metadata) -> Path:
        """Where the versions of a report lie."""
        return self.root / metadata.agency.id / metadata.folder

    def versions(self, folder: Path) -> list[Version]:
        """All versions of the report in a folder, the oldest first."""
        if not folder.is_dir():
            return []
        found = (_VERSION.fullmatch(child.name) for child in folder.iterdir() if child.is_dir())
        return sorted((Version(folder, int(match[1])) for match in found if match), key=lambda one: one.number)

    def current(self, folder: Path) -> Version | None:
        """The version that is published: the highest that is not withdrawn."""
        return next((one for one in reversed(self.versions(folder)) if not one.withdrawn), None)

    def report_folders(self) -> Iterator[Path]:
        """Folders of all reports, in the order of their names."""
        if not self.root.is_dir():
            return
        for agency in sorted(self.root.iterdir()):
            if agency.is_dir() and not agency.name.startswith(".") and agency.name != REGISTER_FOLDER:
                yield from sorted(child for child in agency.iterdir() if child.is_dir())

    def published(self) -> Iterator[Version]:
        """The current version of every report that has one."""
        for folder in self.report_folders():
            version = self.current(folder)
            if version is not None:
                yield version

    def find_report(self, name: str) -> Path | None:
        """The folder of the report of this name, published or not."""
        if not _REPORT_NAME.fullmatch(name):
            return None
        for match in re.finditer("-", name):
            agency, report = name[: match.start()], name[match.end() :]
            folder = self.root / agency / report
            if len(agency) <= _LONGEST and len(report) <= _LONGEST and folder.is_dir():
                return folder
        return None

    def next_number(self, folder: Path) -> int:
        """The number that the next version of a report gets."""
        versions = self.versions(folder)
        return versions[-1].number + 1 if versions else 1

    def publish(self, package: Package, number: int, validate: Validate) -> Version:
        """Write a package as a version, all or nothing.

        Args:
            package: what to write.
            number: the version's number; it must be free.
            validate: called with the staged package before it becomes visible.

        Raises:
            InvalidPackageError: `validate` found the package wanting; nothing was stored.
            StoreError: the disk refused; the message says whether the version was stored.
        """
        version = Version(self.folder_of(package.metadata), number)
        self.put(self.stage(package, validate), version)
        return version

    def stage(self, package: Package, validate: Validate) -> Path:
        """Write a package where no reader looks, validate it, and wait until it is on disk; return its folder.

        Processes that work for the one writer may stage at the same time.

        Raises:
            InvalidPackageError: `validate` found the package wanting; nothing is left of it.
            StoreError: the disk refused; nothing is left of it.
        """
        with naming_refusals(self.folder_of(package.metadata)):
            staging = self.root / _STAGING
            make_folder(staging)
            staged = Path(tempfile.mkdtemp(dir=staging))
            with ExitStack() as failing:
                failing.callback(self.discard, staged)
                staged.chmod(0o755)
                for path, content in package.files.items():
                    write_synced(staged / path, content)
                validate(staged)
                for child in (staged, *(one for one in staged.rglob("*") if one.is_dir())):
                    sync_folder(child)
                failing.pop_all()
        return staged

    def put(self, staged: Path, version: Version) -> None:
        """Make a staged package the version that readers see.

        Raises:
            StoreError: the disk refused; the message says whether the version was stored.
        """
        with naming_refusals(version.path):
            try:
                make_folder(version.folder)
                staged.rename(version.path)
            finally:
                self.discard(staged)
            confirm(version.folder, version.folder.parent, self.root)

    def discard(self, staged: Path) -> None:
        """Remove a staged package; what cannot be removed now is, when the next writer begins."""
        shutil.rmtree(staged, ignore_errors=True)

    def withdraw(self, version: Version, reason: str, when: datetime) -> None:
        """Withdraw a version: its files stay, readers no longer see it.

        Raises:
            StoreError: the disk refused; the message says whether the version was withdrawn.
        """
        record = {"version": version.number, "withdrawn": when.isoformat(timespec="seconds"), "reason": reason}
        content = (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()
        with naming_refusals(version.withdrawal_path):
            write_atomically(version.withdrawal_path, content)

    def restore(self, version: Version) -> None:
        """Undo a withdrawal.

        Raises:
            StoreError: the disk refused; the message says whether the version was restored.
        """
        with naming_refusals(version.withdrawal_path):
            version.withdrawal_path.unlink(missing_ok=True)
            confirm(version.folder)


def validate_package(folder: Path) -> None:
    """Check a package against its own descriptor with frictionless: schemas, keys, sizes, hashes.

    Raises:
        InvalidPackageError: with the first errors found.
    """
    from frictionless import Package as FrictionlessPackage

    report = FrictionlessPackage(str(folder / DESCRIPTOR)).validate()
    if not report.valid:
        errors = report.flatten(["title", "rowNumber", "fieldName", "note"])[:5]
        raise InvalidPackageError(f"生成的数据包没有通过校验（程序缺陷，请报告给维护者）：{errors}")


def read_rows(version: Version, resource: str) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a tabular resource of a version; none where it has no such resource."""
    for one in version.descriptor["resources"]:
        if one["name"] == resource:
            with (version.path / one["path"]).open(encoding="utf-8-sig", newline="") as lines:
                yield from csv.DictReader(lines)
