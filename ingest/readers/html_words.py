"""Elements of a page: which are shown, which stand in blocks of their own, and the words that they hold."""

import re
from typing import Any

HEADINGS = {f"h{level}": level for level in range(1, 7)}
CONTAINERS = {
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
    ),
    *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend", "li", "main"),
    *(
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ),
}
BLOCKS = {*HEADINGS, *CONTAINERS}
_UNSEEN = {
    *(
        "applet",
        "audio",
        "button",
        "canvas",
        "datalist",
        "embed",
        "head",
        "iframe",
        "input",
        "map",
        "noscript",
        "object",
    ),
    *("option", "script", "select", "style", "svg", "template", "textarea", "title", "video", "xml"),
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
LINE_BREAK = "\u2028"  # where the page breaks the line; a plain line feed stands where its source does
_SOURCE_BREAK = re.compile(r"[ \t\f]*[\r\n][ \t\f\r\n]*")
_SPACES = re.compile(r"[ \t\f]+")
# Beside one of these the end of a line in the source is no blank: browsers leave it out between two of them (CSS Text,
# segment break transformation), and beside a number it means as little.
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—"
_WIDE_BREAK = re.compile(rf"(?<=[{_WIDE}])\n|\n(?=[{_WIDE}])")


def is_seen(element: Any) -> bool:
    """Whether a browser shows the element; comments and the like are shown by none."""
    if not isinstance(element.tag, str) or element.tag in _UNSEEN or element.get("hidden") is not None:
        return False
    return not _HIDDEN.search(element.get("style") or "")


def is_centred(element: Any, *, around: bool) -> bool:
    """Whether the text of an element is centred, given whether the text around it is."""
    style = element.get("style") or ""
    if "text-align" in style.lower():
        return bool(_CENTRED.search(style))
    align = element.get("align")
    if align is not None and element.tag != "table":
        return bool(align.strip().lower() == "center")
    return element.tag == "center" or (around and element.tag != "table")


def is_block(element: Any) -> bool:
    """A block, or an element within a line that holds one all the same."""
    return element.tag in BLOCKS or any(one.tag in BLOCKS for one in element.iter("*"))


def read_words(element: Any) -> str:
    """The words of an element within a line, a mark where it breaks the line."""
    if not is_seen(element):
        return ""
    if element.tag == "br":
        return LINE_BREAK
    return (element.text or "") + "".join(read_words(child) + (child.tail or "") for child in element)


def collapse(words: str) -> str:
    """Words as a browser sets them: blanks of the source are one blank, its line ends none beside Chinese."""
    text = _SPACES.sub(" ", _SOURCE_BREAK.sub("\n", words))
    return _WIDE_BREAK.sub("", text).replace("\n", " ")
