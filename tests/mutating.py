"""Files broken in the ways in which files break, and in those in which somebody would break them on purpose.

Every mutation takes a source of chance and bytes, and gives bytes; the same chance gives the same ones.
"""

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from random import Random
from xml.sax.saxutils import escape

Mutation = Callable[[Random, bytes], bytes]

NUMBERS = (
    *("0", "-1", "1.5", "x", "", "²", "１２", "1e999", "255", "65536", "2147483648", "30000000"),
    "9" * 400,
    "9" * 5000,
)
TEXTS = (
    *(
        "\u2028",
        "\u0085",
        "\ufeff",
        "\ue000",
        "\U0001f600",
        "\u202e",
        "\t",
        "\f",
        "\x1b",
        "\r",
        "|",
        "**",
        "\\",
        "&#0;",
        "]]>",
    ),
    *(
        "[" * 2000,
        "![](" * 500,
        "（" * 3000,
        "“" * 3000,
        "<div>" * 3000,
        "<b>" * 300,
        ">" * 300 + " ",
        "`" * 999,
        "{" * 999,
    ),
    *(
        "1" * 31 + "万元",
        "1," * 3000,
        "-" * 3000,
        "0." + "0" * 40 + "1%",
        "9" * 5000 + "年",
        "第" + "一" * 6000 + "部分",
    ),
    *(
        "一、收入\n" * 300,
        "（一）收入。收入5万元。\n" * 300,
        "目录\n",
        "单位：万元\n",
        "项目\t金额\n" * 300,
        "\t收入\n\n" * 99,
    ),
    # without a stop for pages: what reads to the next stop must not begin again at each character
    *("城" * 30_000, "城市（管理）" * 5_000, "其中：基本支出10万元，占5%；" * 1_500),
    *(
        "| 项目 |\n| --- |\n",
        "<table><tr><td rowspan=99999 colspan=99999>收入</td></tr></table>\n",
        "- 收入\n  - 支出\n",
    ),
    *(
        "".join("  " * depth + "- 收入\n" for depth in range(150)),
        "43020319900101001X",
        "联系电话：13800138000",
        "附件1\n",
    ),
)


def flip_bytes(chance: Random, content: bytes) -> bytes:
    """Some bytes have other values."""
    changed = bytearray(content)
    for _ in range(chance.choice([1, 3, 20, 200])):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def truncate(chance: Random, content: bytes) -> bytes:
    """The end is missing."""
    return content[: chance.randrange(1, len(content))]


def lose_piece(chance: Random, content: bytes) -> bytes:
    """A piece in the middle is missing."""
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.randrange(1, 5000) :]


def repeat_piece(chance: Random, content: bytes) -> bytes:
    """A piece comes again and again."""
    start = chance.randrange(len(content))
    piece = content[start : start + chance.randrange(1, 300)]
    return content[:start] + piece * chance.choice([2, 20, 500]) + content[start:]


def insert_text(chance: Random, content: bytes) -> bytes:
    """Text that is awkward in one way or another stands somewhere in the middle, between characters."""
    text = _decode(content)
    for _ in range(chance.choice([1, 2, 6])):
        at = chance.choice([chance.randrange(len(text)), text.find("\n", chance.randrange(len(text))) + 1])
        text = text[:at] + chance.choice(TEXTS) + text[at:]
    return text.encode()


def change_encoding(chance: Random, content: bytes) -> bytes:
    """The text is in another encoding, or in two."""
    text = _decode(content)
    at = chance.randrange(len(text))
    first, second = (chance.choice(["utf-8", "gb18030", "utf-16", "utf-8-sig"]) for _ in range(2))
    return text[:at].encode(first) + text[at:].encode(second)


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def change_numbers(chance: Random, content: bytes) -> bytes:
    """Some numbers are others, impossible ones among them."""
    found = list(re.finditer(rb"\d+(?:\.\d+)?", content))
    changed = bytearray(content)
    for match in sorted(chance.sample(found, min(len(found), chance.choice([1, 5, 30]))), key=lambda m: -m.start()):
        changed[match.start() : match.end()] = chance.choice(NUMBERS).encode()
    return bytes(changed)


def change_attributes(chance: Random, content: bytes) -> bytes:
    """Some attributes of elements have other values, impossible ones among them."""
    found = list(re.finditer(rb'="([^"]*)"', content))
    changed = bytearray(content)
    for match in sorted(chance.sample(found, min(len(found), chance.choice([1, 5, 40]))), key=lambda m: -m.start()):
        value = chance.choice([*NUMBERS, chance.choice(found)[1].decode()])
        changed[match.start(1) : match.end(1)] = value.encode()
    return bytes(changed)


def lose_tags(chance: Random, content: bytes) -> bytes:
    """Some tags are missing or come twice, so that elements do not close."""
    found = list(re.finditer(rb"<[^>]*>", content))
    changed = bytearray(content)
    for match in sorted(chance.sample(found, min(len(found), chance.choice([1, 4]))), key=lambda m: -m.start()):
        changed[match.start() : match.end()] = match[0] * chance.choice([0, 2])
    return bytes(changed)


def move_elements(chance: Random, content: bytes) -> bytes:
    """Whole elements stand where they do not belong, and many times; all tags close."""
    found = list(re.finditer(rb"<w:(\w+)(?: [^>]*)?>(?:(?!<w:\1[ >]).)*?</w:\1>", content, re.DOTALL))
    changed = bytearray(content)
    for match in sorted(chance.sample(found, min(len(found), chance.choice([1, 4]))), key=lambda m: -m.start()):
        other = chance.choice(found)[0] * chance.choice([0, 1, 3, 300])
        changed[match.start() : match.end()] = other[:2_000_000] if other.endswith(b">") else other
    return bytes(changed)


def nest_elements(chance: Random, content: bytes) -> bytes:
    """A paragraph lies deep inside of tables, controls or runs."""
    layers = (
        (b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"),
        (b"<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>", b"</w:tc></w:tr></w:tbl>"),
        (b"<w:sdt><w:sdtContent>", b"</w:sdtContent></w:sdt>"),
        (b"<w:ins>", b"</w:ins>"),
    )
    before, after = chance.choice(layers)
    depth = chance.choice([3, 40, 80, 120, 400])
    return re.sub(
        rb"<w:p[ >].*?</w:p>",
        lambda match: before * depth + match[0] + after * depth,
        content,
        count=1,
        flags=re.DOTALL,
    )


def insert_words(chance: Random, content: bytes) -> bytes:
    """Runs of text hold awkward text."""
    found = list(re.finditer(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>", content))
    changed = bytearray(content)
    for match in sorted(chance.sample(found, min(len(found), chance.choice([1, 5]))), key=lambda m: -m.start()):
        words = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", chance.choice(TEXTS))
        changed[match.start(1) : match.end(1)] = escape(words).encode()
    return bytes(changed)


_OF_PARTS: tuple[Mutation, ...] = (
    *(flip_bytes, lose_piece, lose_tags, repeat_piece),  # what comes of these is rarely XML
    *(change_attributes, move_elements, nest_elements, insert_words) * 3,
)


def move_tags(chance: Random, content: bytes) -> bytes:
    """Whole elements of a page or a drawing stand where they do not belong, and many times; all tags close."""
    found = list(re.finditer(rb"<([\w:]+)(?: [^>]*)?>(?:(?!<\1[ >]).){0,5000}?</\1>", content, re.DOTALL))
    changed = bytearray(content)
    for match in sorted(chance.sample(found, min(len(found), chance.choice([1, 4]))), key=lambda m: -m.start()):
        changed[match.start() : match.end()] = (chance.choice(found)[0] * chance.choice([0, 1, 3, 300]))[:2_000_000]
    return bytes(changed)


def nest_tags(chance: Random, content: bytes) -> bytes:
    """An element lies deep inside of others of its kind."""
    match = chance.choice(list(re.finditer(rb"<([\w:]+)(?: [^>]*)?>[^<]{1,200}</\1>", content)))
    tags = chance.choice([(match[1],), (b"div",), (b"table", b"tr", b"td"), (b"span",), (b"ofd:PageBlock",)])
    before = b"".join(b"<%s>" % tag for tag in tags)
    after = b"".join(b"</%s>" % tag for tag in reversed(tags))
    depth = chance.choice([3, 40, 120, 400])
    return content[: match.start()] + before * depth + match[0] + after * depth + content[match.end() :]


def insert_among_tags(chance: Random, content: bytes) -> bytes:
    """Elements hold awkward text."""
    found = list(re.finditer(rb">([^<]{2,})<", content))
    changed = bytearray(content)
    for match in sorted(chance.sample(found, min(len(found), chance.choice([1, 5]))), key=lambda m: -m.start()):
        words = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", chance.choice(TEXTS))
        changed[match.start(1) : match.end(1)] = escape(words).encode()
    return bytes(changed)


_OF_TAGS: tuple[Mutation, ...] = (move_tags, nest_tags, insert_among_tags, change_attributes, change_numbers)


def change_page(chance: Random, content: bytes) -> bytes:
    """A page or another part of an OFD file is broken; the archive is whole."""
    parts = _unzip(content)
    chosen = chance.choice([name for name in parts if name.endswith(".xml")])
    for _ in range(chance.choice([1, 1, 3])):
        mutation = chance.choice([*_OF_TAGS * 3, flip_bytes, lose_piece, lose_tags, repeat_piece])
        parts[chosen] = mutation(chance, parts[chosen] or b" ")
    return _zip(parts)


def change_member(chance: Random, content: bytes) -> bytes:
    """A file inside of the archive is broken in the way of its kind; the archive is whole."""
    members = _unzip(content)
    chosen = chance.choice(list(members))
    members[chosen] = chance.choice(MUTATIONS[chosen[chosen.rindex(".") :]])(chance, members[chosen])
    return _zip(members)


def change_names(chance: Random, content: bytes) -> bytes:
    """The files inside of the archive are called something else."""
    members = _unzip(content)
    names = (
        "../a.docx",
        "/a.docx",
        "a/../../b.txt",
        "C:\\a.pdf",
        "__MACOSX/a",
        ".a",
        "a" * 3000,
        "a.zip",
        "a\u202e.docx",
    )
    return _zip({chance.choice(names) if chance.random() < 0.5 else name: part for name, part in members.items()})


def _unzip(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        return {name: old.read(name) for name in old.namelist()}


def change_part(chance: Random, content: bytes) -> bytes:
    """A part inside of the archive is broken; the archive is whole."""
    parts = _unzip(content)
    names = [name for name in ("word/document.xml", "word/numbering.xml", "word/styles.xml") if name in parts]
    chosen = chance.choice(["word/document.xml", *names])
    for _ in range(chance.choice([1, 1, 3])):
        parts[chosen] = chance.choice(_OF_PARTS)(chance, parts[chosen] or b" ")
    return _zip(parts)


def change_parts(chance: Random, content: bytes) -> bytes:
    """Parts are missing, or one stands in place of another."""
    parts = _unzip(content)
    first, second = (chance.choice(list(parts)) for _ in range(2))
    if chance.random() < 0.5:
        del parts[first]
    else:
        parts[first], parts[second] = parts[second], parts[first]
    return _zip(parts)


def insert_cell_words(chance: Random, content: bytes) -> bytes:
    """Strings and names of a workbook hold awkward text."""
    found = list(re.finditer(rb"<(t|v|f)(?: [^>]*)?>([^<]*)</\1>|<sheet name=\"(?P<name>[^\"]*)\"", content))
    changed = bytearray(content)
    for match in sorted(chance.sample(found, min(len(found), chance.choice([1, 5]))), key=lambda m: -m.start()):
        words = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\"]", "", chance.choice(TEXTS))
        group: int | str = "name" if match["name"] is not None else 2
        changed[match.start(group) : match.end(group)] = escape(words).encode()
    return bytes(changed)


_OF_SHEETS: tuple[Mutation, ...] = (
    *(flip_bytes, lose_piece, lose_tags, repeat_piece),
    *(change_attributes, change_attributes, change_numbers, insert_cell_words) * 2,
)


def change_sheet(chance: Random, content: bytes) -> bytes:
    """A part of a workbook is broken: a sheet, the list of sheets, styles or strings; the archive is whole."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    names = sorted(name for name in parts if name.startswith("xl/") and name.endswith(".xml") and "theme" not in name)
    chosen = chance.choice(names)
    for _ in range(chance.choice([1, 1, 3])):
        parts[chosen] = chance.choice(_OF_SHEETS)(chance, parts[chosen] or b" ")
    return _zip(parts)


def change_records(chance: Random, content: bytes) -> bytes:
    """Fields of an old workbook or document hold numbers that make no sense, each two or four bytes."""
    changed = bytearray(content)
    for _ in range(chance.choice([1, 5, 30])):
        width = chance.choice([2, 4])
        at = chance.randrange(512, len(changed) - width)
        changed[at : at + width] = chance.choice([0, 1, 255, 2 ** (8 * width) - 1, 2 ** (8 * width - 1)]).to_bytes(
            width, "little"
        )
    return bytes(changed)


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def change_stream(chance: Random, content: bytes) -> bytes:
    """What a page of a PDF draws is broken; the stream around it is whole."""
    match = chance.choice(list(re.finditer(rb"stream\r?\n([^~]*~>)\s*endstream", content)))
    drawn = zlib.decompress(base64.a85decode(b"<~" + match[1], adobe=True))
    drawn = chance.choice([flip_bytes, truncate, lose_piece, repeat_piece, change_numbers, change_numbers])(
        chance, drawn
    )
    packed = base64.a85encode(zlib.compress(drawn), adobe=True).removeprefix(b"<~")
    return content[: match.start(1)] + packed + content[match.end(1) :]


_OF_BYTES: tuple[Mutation, ...] = (flip_bytes, truncate, lose_piece, repeat_piece)
MUTATIONS: dict[str, tuple[Mutation, ...]] = {
    ".txt": (*_OF_BYTES, insert_text, insert_text, insert_text, change_encoding, change_numbers),
    ".md": (*_OF_BYTES, insert_text, insert_text, insert_text, change_encoding, change_numbers),
    ".docx": (*_OF_BYTES, change_part, change_part, change_part, change_part, change_part, change_parts),
    ".html": (*_OF_BYTES, insert_text, change_encoding, lose_tags, *_OF_TAGS * 2),
    ".ofd": (*_OF_BYTES, *(change_page,) * 8, change_parts),
    ".zip": (*_OF_BYTES, change_member, change_member, change_names, change_parts),
    ".pdf": (*_OF_BYTES, change_numbers, change_stream, change_stream, change_stream, change_stream),
    ".jpg": _OF_BYTES,
    ".tif": _OF_BYTES,
}
OFFICE_MUTATIONS: dict[str, tuple[Mutation, ...]] = {
    ".xlsx": (*_OF_BYTES, *(change_sheet,) * 6, change_parts),
    ".xls": (*_OF_BYTES, change_records, change_records),
    ".doc": (*_OF_BYTES, change_records, change_records),
    ".rtf": (*_OF_BYTES, change_numbers, insert_text),
}
