"""The amounts of a published report that no row of its package covers, told with their sentences.

The source in the package is read again by the extractor at hand; nothing is stored.
"""

from dataclasses import dataclass
from pathlib import Path

from ingest.errors import StoreError
from ingest.extract.unread import sentence_around
from ingest.register import Register
from ingest.rereading import read_again
from ingest.store import Store, Version


@dataclass(frozen=True, slots=True)
class UnreadList:
    """What was not read of a report: each amount as printed, and the sentence or the row of a table it stands in.

    `amounts` counts all amounts; `changed` tells that the text is no longer read as it was when it was published.
    """

    title: str
    amounts: int
    unread: tuple[tuple[str, str], ...]
    changed: bool


def find_package(store: Store, name: str) -> Version:
    """Return the version of a package by its folder, or the current one by the report's name.

    Raises:
        StoreError: there is no such package.
    """
    folder = Path(name)
    if (folder / "datapackage.json").is_file() and folder.name.startswith("v") and folder.name[1:].isdecimal():
        return Version(folder.parent, int(folder.name[1:]))
    report = store.find_report(name)
    current = store.current(report) if report is not None else None
    if current is None:
        raise StoreError(
            f"没有数据包“{name}”：请写报告名（报告页网址的最后一段，问号前面），或数据包所在的文件夹（以 v1 这样的版本号结尾）。"
        )
    return current


def list_unread(version: Version, register: Register, *, soffice: str | None = None) -> UnreadList:
    """Return the amounts of a package's report that no row covers, in reading order.

    Raises:
        IngestError: the source cannot be read any more.
    """
    descriptor = version.descriptor
    content = read_again(version, register, soffice=soffice).content
    text = next(one["path"] for one in descriptor["resources"] if one["name"] == "text")
    return UnreadList(
        title=descriptor["title"],
        amounts=content.reading.amounts,
        unread=tuple(
            (content.text[span.start : span.end], sentence_around(content.text, span)) for span in content.unread
        ),
        changed=content.text != (version.path / text).read_text(encoding="utf-8"),
    )
