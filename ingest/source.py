"""A source file as bytes with its name: loaded once, hashed, and then read without touching the disk again."""

import os
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PurePath

from ingest.errors import UnreadableSourceError
from ingest.os_errors import explain_os_error

MAX_BYTES = 100 * 2**20
_NO_REPORTS = {".csv", ".json"}
_OTHER_FILES = {"readme", "license", "changelog", "thumbs", "desktop"}
IMAGE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp", ".gif"})


@dataclass(frozen=True)
class SourceFile:
    """A file as its publisher gave it. `name` is the bare file name as text, evidence of agency and year too."""

    name: str
    content: bytes

    @property
    def stem(self) -> str:
        """The name without its last suffix."""
        return Path(self.name).stem

    @property
    def suffix(self) -> str:
        """The last suffix in lower case, dot included."""
        return Path(self.name).suffix.lower()

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal digest of the bytes."""
        return sha256(self.content).hexdigest()


def load_source(path: Path) -> SourceFile:
    """Read a file whole.

    Raises:
        UnreadableSourceError: it cannot be opened, is empty, or is larger than `MAX_BYTES`.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableSourceError(
                f"文件有 {size / 2**20:.0f} MB，超过上限 {MAX_BYTES // 2**20} MB：请拆分或压缩后再试。"
            )
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableSourceError(f"文件打不开（{explain_os_error(error)}）：请检查路径和权限。") from error
    if not content.strip(b"\0 \t\r\n"):
        raise UnreadableSourceError("文件是空的：请换上有内容的文件。")
    return SourceFile(decode_name(Path(path.name)), content)


def decode_name(path: Path) -> str:
    """A path as text, where the system could not decode the bytes of a name and left surrogates in their place.

    Archives made on Chinese Windows hold names in GB18030; what is not in that either is replaced.

    >>> decode_name(Path("2022") / os.fsdecode("报告.txt".encode("gb18030")))
    '2022/报告.txt'
    """
    return str(Path(*map(_decode_part, path.parts)))


def _decode_part(name: str) -> str:
    return decode_bytes(os.fsencode(name))


def decode_bytes(content: bytes) -> str:
    """The bytes of a name as text; what is in no usual encoding is replaced."""
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    return content.decode("utf-8", "replace")


def may_be_report(path: PurePath) -> bool:
    """Whether a file among others is one that somebody hands in: not hidden, no manifest or truth, no README."""
    hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts)
    return not hidden and path.suffix.lower() not in _NO_REPORTS and path.stem.lower() not in _OTHER_FILES
