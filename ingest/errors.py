"""The few ways in which a file cannot be published.

Messages are in Chinese and say what to do: whoever runs ingest, a clerk or an operator, reads them in the outcome
table. What went wrong inside is chained with `from`.
"""

from typing import ClassVar


class IngestError(Exception):
    """A file that is not published, with a sentence for its operator."""

    code: ClassVar[str] = "ingest_error"


class UnreadableSourceError(IngestError):
    """The file is damaged, empty, locked, or has no text to read."""

    code = "unreadable_source"


class UnsupportedFormatError(IngestError):
    """A kind of file that no reader takes."""

    code = "unsupported_format"


class NotAReportError(IngestError):
    """The text is readable but no report of an agency: a blank template, a notice, a government's own accounts."""

    code = "not_a_report"


class UnclearIdentityError(IngestError):
    """Agency, year or type cannot be told with confidence; the message says what to hand in."""

    code = "unclear_identity"


class ContradictedIdentityError(IngestError):
    """What the operator says contradicts what the text clearly says."""

    code = "contradicted_identity"


class InvalidPackageError(IngestError):
    """The package that was assembled does not keep the data contract; a defect of ours, nothing was stored."""

    code = "invalid_package"


class StoreError(IngestError):
    """The store cannot be read or written as asked."""

    code = "store"
