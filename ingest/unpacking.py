"""Zip archives of files that are handed in together: their members as sources, within bounds, nothing written to disk."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath

from ingest.errors import IngestError, UnreadableSourceError, UnsupportedFormatError
from ingest.readers.archive import DAMAGE, UNKNOWN, list_members
from ingest.readers.formats import Format, recognise_format
from ingest.source import MAX_BYTES, SourceFile, decode_bytes, may_be_report

_MOST_FILES = 30
_SWELLING = 100  # times its packed size; text and tables shrink to a tenth, pictures not at all
_SMALL = 2**20  # bytes below which nothing swells
_DRIVE = re.compile(r"[A-Za-z]:")
_UTF8 = 0x800  # the flag of a name in UTF-8; others are in the encoding of the machine that packed them


def unpack_sources(source: SourceFile) -> tuple[SourceFile, ...]:
    """The files that a source consists of, in the order of their names: itself, unless it is an archive of several.

    Raises:
        UnsupportedFormatError: archives lie in the archive.
        UnreadableSourceError: it is damaged or locked, has no report in it, names that lead elsewhere, or more than a
            report may have.
    """
    if recognise_format(source) is not Format.ARCHIVE:
        return (source,)
    list_members(source.content)  # refuses what is damaged, or has members without number
    try:
        with zipfile.ZipFile(BytesIO(source.content)) as archive:
            members = sorted(_find_members(archive), key=lambda one: one[0])
            unpacked = tuple(_read(archive, members))
    except (*DAMAGE, *UNKNOWN) as error:
        raise UnreadableSourceError("压缩包已损坏，解不开：请重新下载或重新打包成 .zip 再导入。") from error
    if not unpacked:
        raise UnreadableSourceError("压缩包里没有报告文件：请检查压缩包，或直接导入报告文件。")
    return unpacked


def _find_members(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The files of an archive that may be a report, with their names as text."""
    for member in archive.infolist():
        name = _name_of(member)
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or _DRIVE.match(name):
            raise UnreadableSourceError(f"压缩包里的文件名“{name}”指向压缩包以外，没有读取：请重新打包后再导入。")
        if not member.is_dir() and not name.endswith("/") and may_be_report(path):
            yield name, member


def _name_of(member: zipfile.ZipInfo) -> str:
    if member.flag_bits & _UTF8:
        return member.filename.replace("\\", "/")
    try:
        return decode_bytes(member.filename.encode("cp437")).replace("\\", "/")
    except UnicodeEncodeError:  # the name stands in a field of its own, in UTF-8
        return member.filename.replace("\\", "/")


def _read(archive: zipfile.ZipFile, members: list[tuple[str, zipfile.ZipInfo]]) -> Iterator[SourceFile]:
    if len(members) > _MOST_FILES:
        raise UnreadableSourceError(
            f"压缩包里有 {len(members)} 个文件，超过上限 {_MOST_FILES}，不像是一份报告：请解压到文件夹后导入。"
        )
    left = MAX_BYTES
    for name, member in members:
        bare = PurePosixPath(name).name
        content = _unpack(archive, member, bare, left)
        left -= len(content)
        if not content.strip(b"\0 \t\r\n"):
            raise UnreadableSourceError(f"压缩包里的“{bare}”是空的：请换上有内容的文件。")
        one = SourceFile(bare, content)
        try:
            kind = recognise_format(one)
        except IngestError as error:
            raise type(error)(f"压缩包里的“{bare}”：{error}") from error
        if kind is Format.ARCHIVE:
            raise UnsupportedFormatError(
                f"压缩包里还有压缩包“{bare}”：请全部解压，把报告的几个文件直接打成一个 .zip 再导入。"
            )
        yield one


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, left: int) -> bytes:
    if member.flag_bits & 1:
        raise UnreadableSourceError("压缩包设有密码：请去掉密码，重新打包后再导入。")
    # Other methods unpack without a bound.
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise UnreadableSourceError("压缩包用了少见的压缩方式，解不开：请重新打包成普通的 .zip 再导入。")
    most = min(left, max(_SWELLING * member.compress_size, _SMALL))
    with archive.open(member) as opened:
        content = opened.read(most + 1)
    if len(content) > most or member.file_size > most:
        raise UnreadableSourceError(f"压缩包里的“{name}”解压后过大，不像是报告：请检查文件，或直接导入报告文件。")
    return content
