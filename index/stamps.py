"""How what is derived from a version, a document of the index or rows of the catalogue, knows that it is still of it."""

from hashlib import sha256

from ingest.errors import StoreError
from ingest.os_errors import explain_os_error
from ingest.package import DESCRIPTOR
from ingest.store import Version

_DIGITS = 16


def make_stamp(version: Version, *also: str) -> str:
    """Return what changes whenever a version is another, though report and number are the same.

    The descriptor tells all of it: when the version was made, by which engine, and the hash of every file.

    Args:
        version: the version that something is derived from.
        also: what else it is derived from: names of the register, the form of what is made.

    Raises:
        StoreError: the version has no descriptor.
    """
    path = version.path / DESCRIPTOR
    try:
        descriptor = path.read_bytes()
    except OSError as error:
        raise StoreError(f"版本读不出来：{path}（{explain_os_error(error)}）：请从备份恢复这个文件。") from error
    digest = sha256(descriptor)
    for one in also:
        digest.update(f"\0{one}".encode())
    return f"v{version.number}-{digest.hexdigest()[:_DIGITS]}"
