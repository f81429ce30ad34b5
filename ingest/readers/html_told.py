"""What a web page tells of itself: its title, the day of its publication, its address."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from ingest.blocks import Publication
from ingest.folding import squeeze
from ingest.web_address import is_web_address

_SAVED = re.compile(r"saved from url=(?:\(\d+\))?\s*(\S+)")
_SITE = re.compile(r"(?:网|网站|平台|门户|官网|首页)$")
_PIECES = re.compile(r"\s*(?:[_|｜]|\s[-—–]+\s|-{2,})\s*")
_DASH = re.compile(r"[-—–]")
_SHORTEST = 8
_DATE = re.compile(r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_PUBLISHED = re.compile(rf"(?:发布|发文|发稿)(?:时间|日期)[】\]]?\s*[:：]?\s*{_DATE.pattern}")
_DATE_NAMES = {"pubdate", "publishdate", "article:published_time"}
_TITLE_NAMES = ("articletitle", "og:title")


def find_titles(root: Any) -> list[str]:
    """What the page says it is called, the surest first; the name of the site is left off."""
    names = [value for wanted in _TITLE_NAMES for name, value in _metas(root) if name == wanted]
    for title in root.iter("title"):
        whole = " ".join("".join(title.itertext()).split())
        names += [*_PIECES.split(whole), *_DASH.split(whole)]
        break
    names = [name.strip() for name in names]
    return [name for name in dict.fromkeys(names) if len(squeeze(name)) >= _SHORTEST and not _SITE.search(name)]


def find_given_title(root: Any) -> str | None:
    """The title that the site gives to the page; the title of a file that a word processor saved may be any older one's."""
    given = [value for wanted in _TITLE_NAMES for name, value in _metas(root) if name == wanted]
    whole = next((" ".join("".join(title.itertext()).split()) for title in root.iter("title")), "")
    pieces = [piece for piece in (*_PIECES.split(whole), *_DASH.split(whole)) if piece.strip()]
    if any(_SITE.search(piece.strip()) for piece in pieces):
        given += [piece.strip() for piece in pieces if not _SITE.search(piece.strip())]
    return next((title for title in given if len(squeeze(title)) >= _SHORTEST), None)


def find_publication(root: Any, text: str, address: str | None) -> Publication:
    """Where and when the page was published; a day only where all that tell it tell the same one.

    Args:
        root: the page, as it was saved.
        text: the words that the page shows around and in its text.
        address: what the file says of its own origin.
    """
    days = {day for name, value in _metas(root) if name in _DATE_NAMES and (day := _parse_day(_DATE.match(value)))}
    days |= {day for match in _PUBLISHED.finditer(text) if (day := _parse_day(match))}
    addresses = (one for one in (*_addresses(root), address or "") if is_web_address(one))
    return Publication(next(addresses, None), days.pop() if len(days) == 1 else None)


def _metas(root: Any) -> Iterator[tuple[str, str]]:
    for meta in root.iter("meta"):
        name = meta.get("name") or meta.get("property") or ""
        yield name.strip().lower(), (meta.get("content") or "").strip()


def _addresses(root: Any) -> Iterator[str]:
    for link in root.iter("link"):
        if (link.get("rel") or "").strip().lower() == "canonical":
            yield (link.get("href") or "").strip()
    for comment in root.getroottree().xpath("//comment() | /comment()"):
        if match := _SAVED.search(comment.text or ""):
            yield match[1]


def _parse_day(match: re.Match[str] | None) -> date | None:
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:  # there is no such day
        return None
