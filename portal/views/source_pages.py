"""A page of a report's source as a picture, with the place of a figure marked, beside what was read on it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from flask import Blueprint, Response, abort, current_app, make_response, render_template, request, url_for

from ingest.drawing.pages import Picture
from ingest.errors import UnreadableSourceError
from portal.published import PublishedReport, Source
from portal.services import services
from portal.source_pages.words import PlaceRow, Words, read_words
from portal.views.arguments import integer_argument, show_argument
from portal.views.finding import find_report

blueprint = Blueprint("source_pages", __name__)
_NUMBER = re.compile(r"[1-9][0-9]{0,4}")
_ID = re.compile(r"[a-z]{1,4}\d{1,6}")
# Where the rows of an id stand; each resource has ids of its own form.
_WITH_IDS = (
    "figures",
    "function-expenditure",
    "economic-expenditure",
    "projects",
    "performance-indicators",
    "units",
    "findings",
)
_LARGEST_ZOOM = 3
_FOREVER = "private, max-age=31536000, immutable"  # private: what is withdrawn must not go on in caches that many share
_ASK_FIRST = "private, no-cache"


@dataclass(frozen=True, slots=True)
class SourcePage:
    """Context of `source_page.html`.

    `recognised` tells that the words were read from a picture, `doubted` how many pieces of it had better be looked at,
    `unsure` where those stand that are not marked; `zoom` is how many times as wide as its frame the picture is shown.
    `source` names the source where the address must, `file` is its file, and `sources` are all that have pages.
    """

    report: PublishedReport
    descriptor: Mapping[str, Any]
    version: int | None
    number: int
    pages: int | None
    picture: Picture
    picture_url: str
    words: tuple[Words, ...]
    marks: tuple[PlaceRow, ...]
    unsure: tuple[PlaceRow, ...]
    recognised: bool
    doubted: int
    at: str
    zoom: int
    source: str | None
    file: str
    sources: tuple[Source, ...]

    @property
    def previous(self) -> int | None:
        """The number of the page before."""
        return self.number - 1 if self.number > 1 else None

    @property
    def following(self) -> int | None:
        """The number of the next page; None on the last."""
        return self.number + 1 if self.pages is None or self.number < self.pages else None


@blueprint.get("/reports/<name>/pages/<number>")
def page(name: str, number: str) -> str:
    """A page of the source: its picture, marks, and what was read there."""
    published = find_report(name)
    wanted = _page_number(number)
    source = _find_source(published)
    picture = _find_picture(published, source, wanted)
    own = [place for place in published.places if (place.source, place.page) == (source["name"], wanted)]
    start, end = _asked_for(published)
    marks = tuple(place for place in own if place.start < end and place.end > start)
    if marks and end - start == 1:  # an offset asks for its line
        start, end = marks[0].start, marks[0].end
    words = tuple(read_words(published.text, own, (start, end)))
    unsure = [piece.place for one in words for piece in one.pieces if piece.unsure]
    shown = SourcePage(
        report=published,
        descriptor=published.descriptor,
        version=_version(published),
        number=wanted,
        pages=source.get("pages"),
        picture=picture,
        picture_url=url_for(
            "source_pages.picture",
            name=name,
            number=wanted,
            v=published.version.number,
            source=_named(published, source["name"]),
            hash=_hash_of(source)[:16],
        ),
        words=words,
        marks=marks,
        unsure=tuple(place for place in unsure if place not in marks),
        recognised=any(place.confidence is not None for place in own),
        doubted=len(unsure),
        at=request.args.get("at", ""),
        zoom=integer_argument("zoom", 1, _LARGEST_ZOOM) or 1,
        source=_named(published, source["name"]),
        file=PurePath(source["path"]).name,
        sources=published.paged_sources,
    )
    return render_template("source_page.html", page=shown)


@blueprint.get("/reports/<name>/pages/<number>/picture")
def picture(name: str, number: str) -> Response:
    """The picture alone; an address that names the source's bytes may be kept for ever."""
    published = find_report(name)
    source = _find_source(published)
    wanted = _page_number(number)
    drawn = _find_picture(published, source, wanted)
    response = make_response(drawn.content)
    response.mimetype = drawn.mimetype
    named = request.args.get("hash", "")
    certain = len(named) == 16 and _hash_of(source).startswith(named)
    response.headers["Cache-Control"] = _FOREVER if certain else _ASK_FIRST
    response.set_etag(sha256(drawn.content).hexdigest()[:32])
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.make_conditional(request)
    return response


def link_page(published: PublishedReport, number: str, at: str, source: str | None) -> str | None:
    """The address of the page where something is printed, its place marked; None where no page can be shown.

    Args:
        published: the report.
        number: the page, as the column `page` has it.
        at: an offset in `report.md`, or the id of a row.
        source: the resource whose page it is.
    """
    if not number or source not in {one.name for one in published.paged_sources}:
        return None
    return url_for(
        "source_pages.page",
        name=published.name,
        number=number,
        at=at or None,
        source=_named(published, source),
        v=_version(published),
        _anchor="mark" if at else None,
    )


def _named(published: PublishedReport, source: str) -> str | None:
    """The source as an address names it: the first one with pages need not be named."""
    return None if source == published.paged_sources[0].name else source


def _version(published: PublishedReport) -> int | None:
    return None if published.is_current else published.version.number


def _page_number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        abort(404, f"“{show_argument(text)}”不是页码：页码是 1 起的整数。")
    return int(text)


def _find_source(published: PublishedReport) -> Mapping[str, Any]:
    """The source that the address names, the first one with pages where it names none."""
    first = next((one.name for one in published.paged_sources), "source")
    name = request.args.get("source") or first
    sources = [one for one in published.descriptor["resources"] if one["path"].startswith("source/")]
    found: Mapping[str, Any] | None = next((one for one in sources if one["name"] == name), None)
    if found is None:
        abort(404, f"这份报告没有源文件“{show_argument(name)}”。")
    if not found.get("pages") or published.resource("places") is None:
        abort(
            404, "这份报告没有可以显示的原件页面（源文件不分页，或收录时还没有记下位置）：可以在报告页下载源文件查看。"
        )
    return found


def _hash_of(source: Mapping[str, Any]) -> str:
    return str(source["hash"]).removeprefix("sha256:")


def _find_picture(published: PublishedReport, source: Mapping[str, Any], number: int) -> Picture:
    """The picture of a page; ends the request where there is none."""
    pages = source["pages"]
    if number > pages:
        abort(404, f"源文件只有 {pages} 页，没有第 {number} 页。")
    expected = _hash_of(source)

    def load() -> bytes:
        content: bytes = (published.version.path / source["path"]).read_bytes()
        if sha256(content).hexdigest() != expected:
            raise UnreadableSourceError("存放的源文件已损坏（与登记的校验值不符），不能显示：请与本站联系。")
        return content

    try:
        found = services().pictures.find(expected, number, load)
    except UnreadableSourceError as error:
        current_app.logger.warning("no picture of page %s of %s: %s", number, published.version.path, error)
        abort(404, str(error))
    except OSError as error:
        current_app.logger.error(  # noqa: TRY400 - the disk's word says it all
            "the source of %s cannot be read: %s", published.version.path, error
        )
        abort(404, "源文件读不出来，暂时不能显示这一页：请稍后再试，或与本站联系。")
    if found is None:
        abort(404, f"源文件没有第 {number} 页。")
    return found


def _asked_for(published: PublishedReport) -> tuple[int, int]:
    """The piece of the report to be marked: an offset, or the words of a row; an empty piece where none is asked for."""
    at = request.args.get("at", "").strip()
    if not at:
        return 0, 0
    offset = integer_argument("at", 0, 999_999_999) if at.isdecimal() else None
    if offset is not None:
        return offset, offset + 1
    found = _find_row(published, at) if _ID.fullmatch(at) else None
    if found is None:
        abort(404, f"这份报告里没有“{show_argument(at)}”：网址可能写错了。")
    return found


def _find_row(published: PublishedReport, identity: str) -> tuple[int, int] | None:
    for resource in _WITH_IDS:
        for row in published.rows(resource):
            if row["id"] == identity:
                return (int(row["start"]), int(row["end"])) if row["start"] else (0, 0)
    return None
