"""`report.md` as safe HTML, with places in it that can be linked to and marked.

Offsets into the Markdown do not survive rendering; single characters from a private plane do. They are set into the text
at each boundary before rendering and become tags after the HTML was sanitised, so that nothing a report holds can forge
them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import markdown
import nh3
from markupsafe import Markup, escape

_BASE = 0xF0000
_MARK = re.compile("[\U000f0000-\U000ffffd]")
_PRIVATE = re.compile("[\U000f0000-\U0010ffff]")
_SCROLLING = '<div class="table-scroll" tabindex="0" role="region" aria-label="表格">'
_LINE_BREAKS = re.compile(r"(?:<br>\s*){2,}")
# An amount, among the signs of marks; digits alone may be a code.
_SIGNS = r"[\U000f0000-\U0010ffff]*"
_AMOUNT_CELL = re.compile(rf"<td>(?={_SIGNS}-?(?:\d{{1,3}}(?:,\d{{3}})+|\d*\.\d+|0|[\d.]+[%％]){_SIGNS}</td>)")
_INSIDE = re.compile(r"[^\n|]+")  # a line, or a cell of a table
# Where a note may stand: behind a block, or behind a row of a table; a header's waits for the body.
_BLOCK_END = re.compile(r"<!--note (?P<note>[^>]*)-->|<thead>|</thead>|<tbody>|</tr>|</table>|</(?:p|h[1-6]|li|pre)>")
_TAGS = {
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "ul", "ol", "li", "blockquote", "strong", "em", "code", "pre",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Annotation:
    """A place in the report: an anchor where it is empty, else a marked stretch.

    `css` are the classes of the mark, `title` what a pointer over it says. `badge` stands behind the marked words and
    leads to `note`, which is read below the paragraph, or below the row of a table; `more` is where that leads.
    """

    id: str
    start: int
    end: int
    css: str = ""
    title: str = ""
    note: str = ""
    badge: str = ""
    more: str = ""


def render_markdown(text: str, annotations: Iterable[Annotation] = ()) -> Markup:
    """Return a report as HTML; annotations become anchors and marks with their ids."""
    ordered = tuple(sorted(annotations, key=lambda one: (one.start, one.end, one.id)))
    return _render(text, ordered)


@lru_cache(maxsize=64)
def _render(text: str, annotations: tuple[Annotation, ...]) -> Markup:
    marked, tags = _insert_marks(_PRIVATE.sub("", text) if _PRIVATE.search(text) else text, annotations)
    html = markdown.markdown(marked, extensions=["tables", "sane_lists"], output_format="html")
    safe = nh3.clean(html, tags=_TAGS, attributes={}, link_rel=None)
    safe = _AMOUNT_CELL.sub('<td class="num">', safe)
    # A mark's tags only close what they opened, inside one piece of text.
    html = _settle_notes(_MARK.sub(lambda match: tags[ord(match[0]) - _BASE], safe), annotations)
    return Markup(_wrap_tables(html))  # noqa: S704 - sanitised above


def _insert_marks(text: str, annotations: Sequence[Annotation]) -> tuple[str, list[str]]:
    """The text with a character at each boundary, and the HTML that each of them becomes.

    Stretches may overlap: the text is cut at every boundary, and each piece is marked by all that cover it.
    """
    opening: dict[int, list[Annotation]] = defaultdict(list)
    closing: dict[int, list[Annotation]] = defaultdict(list)
    for one in (piece for annotation in annotations for piece in _pieces(text, annotation)):
        opening[one.start].append(one)
        closing[max(one.end, one.start)].append(one)
    tags: list[str] = []
    pieces: list[str] = []
    active: list[Annotation] = []
    at = 0
    for place in sorted({*opening, *closing}):
        pieces.append(text[at:place])
        at = place
        html = "</span>" if active else ""
        html += "".join(_badge(one) for one in closing[place] if one.note)
        active = [one for one in active if one not in closing[place]]
        anchors = "".join(f'<a id="{escape(one.id)}" class="anchor"></a>' for one in opening[place] if one.id)
        active += [one for one in opening[place] if one.end > one.start]
        if active:
            html += anchors + _open_span(active)
        else:
            html += anchors
        pieces.append(chr(_BASE + len(tags)))
        tags.append(html)
    pieces.append(text[at:])
    return "".join(pieces), tags


def _pieces(text: str, annotation: Annotation) -> list[Annotation]:
    """A stretch over several lines or cells is marked in each of them; its id and its note stand at the first."""
    if annotation.start == annotation.end:
        return [annotation]
    inside = [match.span() for match in _INSIDE.finditer(text, annotation.start, annotation.end)]
    return [
        replace(annotation, start=start, end=end)
        if not number
        else replace(annotation, id="", note="", start=start, end=end)
        for number, (start, end) in enumerate(inside)
    ]


def _badge(one: Annotation) -> str:
    """What stands behind marked words, and the sign that their note is to follow."""
    return (
        f'<sup class="flag {escape(one.css)}"><a href="#{escape(one.id)}-note">{escape(one.badge)}</a></sup>'
        f"<!--note {escape(one.id)}-->"
    )


def _settle_notes(html: str, annotations: Sequence[Annotation]) -> str:
    """Put each note below the paragraph, heading or item that its words stand in, or below their row of a table.

    No comment in the text is taken for a sign: the text was freed of comments.
    """
    notes = {str(escape(one.id)): one for one in annotations if one.note}
    waiting: list[Annotation] = []
    in_head = False

    def settle(match: re.Match[str]) -> str:
        nonlocal in_head
        if match["note"] is not None:
            waiting.append(notes[match["note"]])
            return ""
        end = match[0]
        in_head = (in_head or end == "<thead>") and end != "</thead>"
        if not waiting or end in {"<thead>", "</thead>"} or (in_head and end == "</tr>"):
            return end
        told = "".join(map(_note, waiting))
        waiting.clear()
        if end in {"<tbody>", "</tr>"}:
            return f'{end}\n<tr class="remarks"><td colspan="99">{told}</td></tr>'
        return f"{told}{end}" if end == "</li>" else f"{end}\n{told}"

    settled = _BLOCK_END.sub(settle, html)
    return settled + "".join(map(_note, waiting))


def _note(one: Annotation) -> str:
    more = f' <a href="{escape(one.more)}">怎么算的</a>' if one.more else ""
    return (
        f'<span class="remark {escape(one.css)}" id="{escape(one.id)}-note" role="note">'
        f'<a class="flag" href="#{escape(one.id)}" title="回到原文">{escape(one.badge)}</a> {escape(one.note)}{more}</span>'
    )


def _open_span(active: Sequence[Annotation]) -> str:
    css = " ".join(dict.fromkeys(one.css for one in active if one.css))
    titles = "；".join(dict.fromkeys(one.title for one in active if one.title))
    return f'<span class="{escape(css)}" title="{escape(titles)}">'


def _wrap_tables(html: str) -> str:
    """Wide tables scroll by themselves, also by keyboard; a header without words is no header, blank lines are one break."""
    html = _LINE_BREAKS.sub("<br>", html)
    html = re.sub(r"<thead>\s*<tr>(?:\s*<th></th>)+\s*</tr>\s*</thead>", "", html)
    html = html.replace("<th>", '<th scope="col">')
    return html.replace("<table>", f"{_SCROLLING}<table>").replace("</table>", "</table></div>")
