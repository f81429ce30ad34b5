"""Web pages as bytes: told from other files, unpacked where a browser packed them, decoded, parsed within bounds."""

import re
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from typing import Any

from lxml import etree

from ingest.errors import UnreadableSourceError

_MOST_BYTES = 20 * 2**20  # of the page alone; pictures of a packed one come on top
_MOST_TAGS = 500_000
_MOST_PARTS = 2_000  # of a packed page, and lines that look like the bounds between them
_DEEPEST = 150  # real pages stay below half
_HEAD = 4096  # bytes in which a page says what it is
_START = re.compile(rb"<(?:!doctype\s{1,9}html|html|head|body|meta)\b", re.IGNORECASE)
_BEFORE = ((b"<!--", b"-->"), (b"<?", b">"))  # what may stand before a page begins
_PACKED = re.compile(rb"^MIME-Version\s*:", re.IGNORECASE | re.MULTILINE)
_PACKED_PAGE = re.compile(rb"multipart/related|text/html", re.IGNORECASE)
_CHARSET = re.compile(
    rb"""<(?:meta\b[^>]{0,300}\bcharset|\?xml\b[^>]{0,100}\bencoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE
)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CHINESE = {"gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "gb18030"}
_END = re.compile(rb"</\s*(?:html|body|frameset)\s*>", re.IGNORECASE)
_BEGIN = re.compile(rb"<(?:html|body)\b", re.IGNORECASE)
_SCRIPT_PAGE = re.compile(r"<(?:script|style)\b.*?</(?:script|style)\s*>", re.IGNORECASE | re.DOTALL)
_BROKEN = "网页文件不完整，后面的内容丢失了：请在浏览器里打开原来的网页，重新另存为“网页，全部”后再导入。"


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page as text, with the address that its file says it came from."""

    text: str
    address: str | None = None


def is_packed_page(content: bytes) -> bool:
    """Whether this is a page that a browser packed into one file (.mht, .mhtml)."""
    head = content[:_HEAD]
    return bool(_PACKED.search(head)) and bool(_PACKED_PAGE.search(head)) and b"\0" not in head


def is_page(content: bytes) -> bool:
    """Whether this begins as web pages do, whatever the file's name says."""
    head = content[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    while opened := next(((begin, end) for begin, end in _BEFORE if head.startswith(begin)), None):
        _, closed, head = head[len(opened[0]) :].partition(opened[1])
        if not closed:
            return False
        head = head.lstrip()
    return bool(_START.match(head))


def unpack_page(content: bytes) -> WebPage:
    """Return the page that a file holds.

    Raises:
        UnreadableSourceError: it is too large, cut short, or in no encoding of Chinese text.
    """
    if not is_packed_page(content):
        return WebPage(_decode(content, None))
    if content.count(b"\n--") > _MOST_PARTS:
        raise UnreadableSourceError("网页内容过多，不像是报告：请检查文件，或拆分后再试。")
    try:
        message = message_from_bytes(content, policy=policy.default)
        return _find_part(message)
    except (MessageError, LookupError, ValueError, AttributeError, TypeError, IndexError, RecursionError) as error:
        # The library parses the headers of each part when they are asked for, and some errors are plain ones.
        raise UnreadableSourceError(_BROKEN) from error


def _find_part(message: Any) -> WebPage:
    address = message.get("Snapshot-Content-Location")
    for part in message.walk():
        if part.get_content_type() == "text/html":
            assert isinstance(part, EmailMessage)
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            text = _decode(content, part.get_content_charset())
            return WebPage(text, str(address or part.get("Content-Location") or "").strip() or None)
    raise UnreadableSourceError("这个 .mht 文件里没有网页：请在浏览器里打开原来的网页，重新另存后再导入。")


def _decode(content: bytes, told: str | None) -> str:
    """The text of a page: a byte order mark goes before what the server or the page says, which is often wrong."""
    if len(content) > _MOST_BYTES:
        raise UnreadableSourceError(f"网页有 {len(content) / 2**20:.0f} MB，不像是报告：请检查文件，或拆分后再试。")
    if _BEGIN.search(content) and not _END.search(content):
        raise UnreadableSourceError(_BROKEN)
    encodings = [name for mark, name in _MARKS if content.startswith(mark)]
    declared = _CHARSET.search(content[:_HEAD])
    encodings += [_usual_name(name) for name in (told, declared and declared[1].decode("ascii")) if name]
    for encoding in dict.fromkeys((*encodings, "utf-8", "gb18030")):
        with suppress(UnicodeDecodeError, LookupError):
            text = content.decode(encoding)
            if "\0" not in text:
                return text
    raise UnreadableSourceError("网页的编码识别不了：请在浏览器里打开，另存为 UTF-8 编码的网页后再导入。")


def _usual_name(name: str) -> str:
    """What pages call GB2312 holds characters that only its successors have."""
    return "gb18030" if name.lower() in _CHINESE else name


def parse_page(text: str) -> Any:
    """Return the root element of a page.

    Nothing is fetched and no entity is resolved but those of HTML itself.

    Raises:
        UnreadableSourceError: it holds more elements, or nests them deeper, than any report.
    """
    if text.count("<") > _MOST_TAGS:
        raise UnreadableSourceError("网页内容过多，不像是报告：请检查文件，或拆分后再试。")
    # As bytes, since the library takes no text that names an encoding of its own.
    content = text.encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableSourceError("网页里没有读到正文：请在浏览器里打开原来的网页，重新另存后再导入。") from error
    if root is None:
        raise UnreadableSourceError("网页里没有读到正文：请在浏览器里打开原来的网页，重新另存后再导入。")
    _check_depth(root, parser)
    return root


def _check_depth(root: Any, parser: Any) -> None:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    if deepest > _DEEPEST or any("depth" in entry.message for entry in parser.error_log):
        raise UnreadableSourceError(
            "网页里的标签嵌套太深，无法读取：请在浏览器里打开，把正文复制到 Word 里另存后再导入。"
        )
