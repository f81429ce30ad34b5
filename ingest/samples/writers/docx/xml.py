"""Elements of WordprocessingML: names, and one function to make them."""

from lxml import etree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = {
    "w": _W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
_ROOTS = frozenset(("w:document", "w:hdr", "w:ftr", "w:styles", "w:numbering", "w:settings"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def _name(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else name


def element(tag: str, *children: "etree._Element | str | None", **attributes: object) -> etree._Element:
    """Return an element.

    Args:
        tag: with prefix (`w:p`).
        children: elements, at most one text; None is left out.
        attributes: those of the element's own namespace (`val` of `w:jc`); `ns_name` for others (`r_id`).
    """
    made = etree.Element(_name(tag), nsmap=NAMESPACES if tag in _ROOTS else None)
    prefix = tag.partition(":")[0]
    own = f"{prefix}:" if prefix == "w" else ""
    for name, value in attributes.items():
        key = name.replace("_", ":") if "_" in name else f"{own}{name}"
        made.set(_name(key), str(value))
    for child in children:
        if isinstance(child, str):
            made.text = child
            if child != child.strip() or "  " in child:
                made.set(_SPACE, "preserve")
        elif child is not None:
            made.append(child)
    return made


def serialized(root: etree._Element) -> bytes:
    """Return a part's bytes."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r", "mc", "w14", "wps", "wp"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
