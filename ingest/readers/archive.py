"""Zip archives from outside: damaged, locked, or made to swell when they are unpacked."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from ingest.errors import UnreadableSourceError

_MOST_MEMBERS = 10_000
_MOST_BYTES = 64 * 2**20  # of a member; the text of a report of a thousand pages has a tenth
_MOST_TOTAL = 256 * 2**20  # of the members of a document that are read
# Whatever the library may raise over bytes that are no archive, or none that it can unpack.
DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, KeyError)
UNKNOWN = (NotImplementedError, RuntimeError)
_OPENERS = {"OFD": "OFD 阅读器"}  # where a program is not called as its files are
_DIRECTORY_ENTRY = b"PK\x01\x02"


def list_members(content: bytes) -> list[str]:
    """The names of an archive's members.

    Raises:
        UnreadableSourceError: the archive is damaged, or has more members than any document.
    """
    if content.count(_DIRECTORY_ENTRY) > _MOST_MEMBERS:
        raise UnreadableSourceError("文件是含有过多文件的压缩包，不像是报告：请用原来的程序打开后重新保存。")
    with _telling_damage("文件不完整，无法打开（压缩结构已损坏）：请重新下载或重新保存后再试。"):
        return _open(content).namelist()


def read_members(
    content: bytes, names: tuple[str, ...], program: str = "Word", *, most_bytes: int = _MOST_TOTAL
) -> dict[str, bytes]:
    """The bytes of those of the named members that the archive has.

    Args:
        content: the archive.
        names: members of it.
        program: the one whose files these are, or the name of their format.
        most_bytes: of all that are read.

    Raises:
        UnreadableSourceError: a member is damaged, locked, or larger than a document's; its declared size is not trusted.
    """
    with _telling_damage(
        f"{program} 文件已损坏，无法读取：请用 {_OPENERS.get(program, program)} 或 WPS 打开后重新保存。"
    ):
        archive = _open(content)
        present = set(archive.namelist())
        members: dict[str, bytes] = {}
        for name in names:
            if name in present:
                members[name] = _read_member(archive, name, program, most_bytes)
                most_bytes -= len(members[name])
        return members


def _open(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(content))


def _read_member(archive: zipfile.ZipFile, name: str, program: str, most_bytes: int) -> bytes:
    member = archive.getinfo(name)
    if member.flag_bits & 1:
        raise UnreadableSourceError(f"{program} 文件设有密码：请去掉密码，另存后再导入。")
    # Other methods unpack without a bound, and no word processor uses them.
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise NotImplementedError(f"compression method {member.compress_type}")
    with archive.open(member) as opened:
        unpacked = opened.read(min(_MOST_BYTES, most_bytes) + 1)
    if len(unpacked) > min(_MOST_BYTES, most_bytes) or member.file_size > _MOST_BYTES:
        raise UnreadableSourceError(f"{program} 文件解压后过大，不像是报告：请检查文件，或拆分后再试。")
    return unpacked


@contextmanager
def _telling_damage(message: str) -> Iterator[None]:
    try:
        yield
    except (*DAMAGE, *UNKNOWN) as error:
        raise UnreadableSourceError(message) from error
