"""A run over many files: which there are, what their manifests say, and what becomes of each; a bad one stops nothing."""

import logging
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ingest.errors import IngestError
from ingest.identify import Declared
from ingest.manifest import NAME as MANIFEST
from ingest.manifest import Manifest, ManifestError, load_manifest
from ingest.pipeline import Ingest, Outcome, Result
from ingest.source import IMAGE_SUFFIXES, decode_name
from ingest.store import Store

_log = logging.getLogger(__name__)
_UNPRINTABLE = {"Cc", "Cf", "Cs"}  # controls, directions, surrogates
_NOT_REPORTS = {"readme", "license", "changelog", "thumbs", "desktop"}


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of a file: a status (`failed` or an `Outcome`'s value) and a sentence.

    `label` is the file's name as shown: the path where another file of the run has the same name.
    """

    path: Path
    label: str
    status: str
    reason: str
    result: Result | None = None

    @property
    def failed(self) -> bool:
        """Whether the file could not be published."""
        return self.status == "failed"


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files to ingest: those named, and all in the folders named; in the order of their names.

    In a folder, hidden files, manifests, folders of truth beside generated samples and files such as README are no
    reports. Scans come last: where the same report lies there as a document too, that one is published.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            for file in sorted(path.rglob("*")):
                if file.is_file() and _may_be_report(file.relative_to(path)):
                    found[file] = None
        else:
            found[path] = None
    return sorted(found, key=lambda file: (str(file.parent), _is_scan(file), file.name))


def _is_scan(path: Path) -> bool:
    return path.suffix.lower() in IMAGE_SUFFIXES or "扫描" in path.stem


def _may_be_report(path: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return not hidden and path.suffix.lower() not in {".csv", ".json"} and path.stem.lower() not in _NOT_REPORTS


def label_files(files: Iterable[Path]) -> dict[Path, str]:
    """How each file is called in what the operator reads: by its name, or its path where several have that name."""
    files = list(files)
    count = Counter(path.name for path in files)
    return {path: _printable(decode_name(Path(path.name) if count[path.name] == 1 else path)) for path in files}


def _printable(text: str) -> str:
    """The text on one line, without what would turn or hide what stands beside it."""
    shown = (
        " " if char.isspace() else "\ufffd" if unicodedata.category(char) in _UNPRINTABLE else char for char in text
    )
    return "".join(shown)


def ingest_files(
    store: Store,
    files: Iterable[Path],
    declared: Declared,
    *,
    force: bool = False,
    as_version: bool = False,
    progress: Callable[[str, int, int], None] = lambda _label, _done, _all: None,
) -> Iterator[FileOutcome]:
    """Publish files one by one and yield what becomes of each.

    Args:
        store: where to.
        files: which, in the order in which they should be taken.
        declared: what the operator says of all of them; a folder's manifest says it of one.
        force: take the operator's word against the text.
        as_version: a second file of the same report becomes a version of its own.
        progress: told of each page of a file that was recognised: the file's label, pages done, pages to do.
    """
    manifests: dict[Path, Manifest] = {}
    labels = label_files(files)
    with store.writing():
        run = Ingest(store, force=force, as_version=as_version)
        for path, label in labels.items():
            result: Result | None = None
            try:
                if path.parent not in manifests:
                    manifests[path.parent] = load_manifest(path.parent / MANIFEST)
                said = _combine(declared, manifests[path.parent].declared(path))
                result = run.ingest_file(path, said, partial(progress, label))
                status, reason = result.outcome.value, _describe(result, labels)
            except IngestError as error:
                status, reason = "failed", str(error)
            except Exception as error:  # noqa: BLE001
                # One report's defect of ours must not stop the others; it is logged with its trace and named.
                _log.exception("ingest of %s failed", path)
                status, reason = "failed", f"程序出错（{type(error).__name__}: {error}）：请把文件报告给维护者。"
            yield FileOutcome(path, label, status, _printable(reason), result)


def find_stray_rows(files: Iterable[Path]) -> Iterator[str]:
    """Yield a sentence for each row that names no file, of the manifests beside the files of a run."""
    for folder in dict.fromkeys(file.parent for file in files):
        with suppress(ManifestError):  # its files have failed and say why
            manifest = load_manifest(folder / MANIFEST)
            yield from manifest.find_stray_rows(decode_name(Path(child.name)) for child in folder.iterdir())


def _combine(declared: Declared, row: Declared | None) -> Declared:
    """The command line's word goes before the manifest's."""
    if row is None:
        return declared
    said = {name: getattr(declared, name) for name in Declared.__slots__ if getattr(declared, name) is not None}
    return replace(row, **said)


def _describe(result: Result, labels: Mapping[Path, str]) -> str:
    match result.outcome:
        case Outcome.PUBLISHED | Outcome.NEW_VERSION:
            version = f"（第 {result.version} 版）" if result.version > 1 else ""
            told = f"{result.title}{version}：{result.figures} 个数字，{result.unread} 处金额未读"
            return "；".join([told, *(sentence.rstrip("。") for sentence in result.privacy)])
        case Outcome.UNCHANGED:
            return f"与已发布的相同，没有新内容：{result.title}（第 {result.version} 版）"
        case Outcome.WITHDRAWN:
            return f"{result.title}第 {result.version} 版已撤下，没有重新发布；要恢复请用 mingzhang restore"
        case Outcome.SAME_REPORT:
            first = labels[result.same_as] if result.same_as else ""
            return f"与 {first} 是同一份报告（{result.title}）；要作为新版本发布请加 --as-version"
