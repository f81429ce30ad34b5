"""Compound files (OLE), in which the Office of before 2007, WPS, and everything with a password store their documents.

Which document one holds is told by its streams.
"""

import struct
from io import BytesIO
from typing import Any

import olefile

from ingest.errors import UnreadableSourceError, UnsupportedFormatError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD_97, WORD_95 = "MS Word 97", "MS Word 95"  # LibreOffice's names of its filters
_LAST_WORD_95 = 0x69  # of the versions that a file bears; Word 97 wrote 0xC1
_ENCRYPTED = 0x0100  # a bit of the flags: [MS-DOC] 2.5.2, FibBase
_HEADER = 12
# Whatever the library may raise over bytes that are no compound file, or a damaged one.
_DAMAGE = (
    OSError,
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    struct.error,
    RecursionError,
    MemoryError,
)
_BROKEN = "文件已损坏，无法读取：请用原来的程序打开，另存为 .docx 或 .xlsx 再导入。"


def is_workbook(content: bytes) -> bool:
    """Tell a workbook (.xls, .et) from a Word document.

    Raises:
        UnreadableSourceError: the file is damaged, or has a password.
        UnsupportedFormatError: it holds something else.
    """
    streams = _list_streams(content)
    if "encryptedpackage" in streams:
        raise UnreadableSourceError("文件设有打开密码：请去掉密码，另存后再导入。")
    if streams & {"workbook", "book"}:
        return True
    if "worddocument" in streams:
        return False
    if "powerpoint document" in streams:
        raise UnsupportedFormatError("这是演示文稿（.ppt），不能读取：请导出为 .docx 或有文字层的 .pdf 再导入。")
    raise UnsupportedFormatError(
        "不认识的旧版文件，里面没有 Word 文档或工作簿：请用原来的程序另存为 .docx 或 .xlsx 再导入。"
    )


def find_word_filter(content: bytes) -> str:
    """The name of LibreOffice's filter for a Word document of this version.

    Raises:
        UnreadableSourceError: the file is damaged, or has a password.
    """
    try:
        with _open(content) as file:
            header = file.openstream("WordDocument").read(_HEADER)
        version, flags = struct.unpack_from("<H", header, 2)[0], struct.unpack_from("<H", header, 10)[0]
    except _DAMAGE as error:
        raise UnreadableSourceError(_BROKEN) from error
    if flags & _ENCRYPTED:
        raise UnreadableSourceError("Word 文件设有打开密码：请去掉密码，另存后再导入。")
    return WORD_95 if version <= _LAST_WORD_95 else WORD_97


def _list_streams(content: bytes) -> set[str]:
    """The names of the streams at the top, in lower case."""
    try:
        with _open(content) as file:
            return {path[0].lower() for path in file.listdir() if len(path) == 1}
    except _DAMAGE as error:
        raise UnreadableSourceError(_BROKEN) from error


def _open(content: bytes) -> Any:
    return olefile.OleFileIO(BytesIO(content))
