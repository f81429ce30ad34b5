"""Pages of a list: which there are, and their addresses."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import abort

_AROUND = 2


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of a list; without an address it stands for those that are left out."""

    number: int
    url: str | None
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a list goes on: the first and the last page and those around the current one."""

    page: int
    pages: int
    links: tuple[PageLink, ...]
    previous_url: str | None
    next_url: str | None


def make_pager(total: int, size: int, page: int, url: Callable[[int], str]) -> Pager:
    """The pager of a list; a page that is not there ends the request.

    Args:
        total: how many rows there are in all.
        size: how many make a page.
        page: the page that is asked for, from 1.
        url: gives the address of a page.
    """
    pages = max(1, -(-total // size))
    if page > pages:
        abort(404, f"没有第 {page} 页：一共 {pages} 页。")
    shown = sorted({1, pages, *range(max(1, page - _AROUND), min(pages, page + _AROUND) + 1)})
    links: list[PageLink] = []
    for number in shown:
        if links and number - links[-1].number > 1:
            links.append(PageLink(number - 1, url(number - 1) if number - links[-1].number == 2 else None))
        links.append(PageLink(number, url(number), number == page))
    return Pager(
        page=page,
        pages=pages,
        links=tuple(links),
        previous_url=url(page - 1) if page > 1 else None,
        next_url=url(page + 1) if page < pages else None,
    )
