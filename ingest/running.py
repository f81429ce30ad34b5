"""A run over many files: which there are, what their manifests say, and what becomes of each; a bad one stops nothing."""

import logging
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ingest.ahead import Preparing, Processes, prepare_inline
from ingest.errors import ContradictedIdentityError, IngestError, UnclearIdentityError
from ingest.identify import Declared
from ingest.manifest import NAME as MANIFEST
from ingest.manifest import Manifest, ManifestError, load_manifest
from ingest.publishing import Ingest, Options, Outcome, Result
from ingest.source import IMAGE_SUFFIXES, decode_name, may_be_report
from ingest.store import Store

_log = logging.getLogger(__name__)
_UNPRINTABLE = {"Cc", "Cf", "Cs"}  # controls, directions, surrogates


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
                if file.is_file() and may_be_report(file.relative_to(path)):
                    found[file] = None
        else:
            found[path] = None
    return sorted(found, key=lambda file: (str(file.parent), _is_scan(file), file.name))


def _is_scan(path: Path) -> bool:
    return path.suffix.lower() in IMAGE_SUFFIXES or "扫描" in path.stem


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
    jobs: int = 1,
    soffice: str | None = None,
    progress: Callable[[str, int, int], None] = lambda _label, _done, _all: None,
) -> Iterator[FileOutcome]:
    """Publish files one by one and yield what becomes of each.

    Args:
        store: where to.
        files: which, in the order in which they should be taken.
        declared: what the operator says of all of them; a folder's manifest says it of one.
        force: take the operator's word against the text.
        as_version: a second file of the same report becomes a version of its own.
        jobs: how many processes read files; what is published is the same with any number.
        soffice: LibreOffice's program, where it is no command of the machine.
        progress: told of each page of a file that was recognised: its label, pages done, pages to do. Processes apart tell nothing.
    """
    labels = label_files(files)
    said = dict(_declare(labels, declared))
    told = [(path, words) for path, words in said.items() if isinstance(words, Declared)]
    with store.writing(), ExitStack() as stack:
        options = Options(force=force, as_version=as_version, soffice=soffice)
        run = Ingest(store, options)
        if jobs > 1:
            processes = stack.enter_context(Processes(store, jobs, options))
            preparing = processes.ahead(told)
        else:
            preparing = prepare_inline(run, told, lambda path: partial(progress, labels[path]))
        for path, label in labels.items():
            result: Result | None = None
            try:
                result = _publish(run, path, said[path], preparing)
                status, reason = result.outcome.value, _describe(result, labels)
            except IngestError as error:
                status, reason = "failed", str(error)
            except Exception as error:  # noqa: BLE001 - one report's defect of ours must not stop the others
                _log.exception("ingest of %s failed", path)
                status, reason = "failed", f"程序出错（{type(error).__name__}: {error}）：请把文件报告给维护者。"
            yield FileOutcome(path, label, status, _printable(reason), result)


def _declare(files: Iterable[Path], declared: Declared) -> Iterator[tuple[Path, Declared | IngestError]]:
    """Yield for each file what the operator says of it, or why its folder's manifest cannot be read."""
    manifests: dict[Path, Manifest] = {}
    for path in files:
        try:
            if path.parent not in manifests:
                manifests[path.parent] = load_manifest(path.parent / MANIFEST)
            yield path, _combine(declared, manifests[path.parent].declared(path))
        except IngestError as error:
            yield path, error


def _publish(run: Ingest, path: Path, said: Declared | IngestError, preparing: Iterator[Preparing]) -> Result:
    """Publish a file of which something could be said: the next of those that are prepared."""
    if isinstance(said, IngestError):
        raise said
    file = next(preparing)
    try:
        prepared = file.prepare()
    except (UnclearIdentityError, ContradictedIdentityError):
        if not file.early:
            raise
        prepared = run.prepare(path, said)  # a file before it may have made its agency known since
    return run.publish(path, said, prepared)


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


def tell_reading(amounts: int, unread: int) -> str:
    """Say how much of a report's amounts was read: `读取率 96.5%，4 处金额未读`.

    The rate is rounded down, so that it is 100% only where nothing was left.
    """
    rate = (amounts - unread) * 1000 // amounts / 10 if amounts else 100.0
    return f"读取率 {rate:.1f}%，{unread} 处金额未读"


def _describe(result: Result, labels: Mapping[Path, str]) -> str:
    match result.outcome:
        case Outcome.PUBLISHED | Outcome.NEW_VERSION:
            tally = result.tally
            version = f"（第 {result.version} 版）" if result.version > 1 else ""
            told = f"{result.title}{version}：{tally.figures} 个数字，{tell_reading(tally.amounts, tally.unread)}"
            return "；".join([told, *(sentence.rstrip("。") for sentence in (*tally.privacy, *tally.notes))])
        case Outcome.UNCHANGED:
            return f"与已发布的相同，没有新内容：{result.title}（第 {result.version} 版）"
        case Outcome.WITHDRAWN:
            return f"{result.title}第 {result.version} 版已撤下，没有重新发布；要恢复请用 mingzhang restore"
        case Outcome.SAME_REPORT:
            first = labels[result.same_as] if result.same_as else ""
            return f"与 {first} 是同一份报告（{result.title}）；要作为新版本发布请加 --as-version"
