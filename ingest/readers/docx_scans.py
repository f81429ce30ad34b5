"""What the pictures pasted into a Word document say, at their places among its blocks."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.blocks import Block, Table
from ingest.errors import UnreadableSourceError
from ingest.progress import Progress, no_progress
from ingest.readers.archive import read_members
from ingest.readers.docx_pictures import PastedPicture
from ingest.readers.pdf import arrange_pages, count_characters
from ingest.readers.pdf_pages import Page
from ingest.readers.scans.filling import MOST_PAGES, is_installed, read_pictures

_FEWEST_CHARACTERS, _FEWEST_LINES = 60, 4  # of a picture of text without a table; photographs have a sign or two


def recognise_pasted(
    content: bytes, items: Sequence[Block | PastedPicture], progress: Progress
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return the blocks of a document with what its pictures say in their places, and notes on pictures not read.

    A spot on a picture tells as its page which picture it is, counted from 1: the document itself has no pages.
    """
    count = sum(isinstance(one, PastedPicture) for one in items)
    if not is_installed():
        return _without(items), (f"源文件里有 {count} 幅整页或表格大小的图片，其中的文字没有识别，这里没有收录。",)
    if count > MOST_PAGES:
        return _without(items), (f"源文件里的图片有 {count} 幅，超过上限 {MOST_PAGES} 幅，其中的文字没有识别。",)
    blocks: list[Block] = []
    unread: list[int] = []
    done = 0
    for item in items:
        if not isinstance(item, PastedPicture):
            blocks.append(item)
            continue
        done += 1
        try:
            blocks += _read_picture(content, item, done)
        except UnreadableSourceError:
            unread.append(done)  # one picture is no reason to refuse the report around it; the note tells of it
        progress(done, count)
    notes = (f"源文件里第 {'、'.join(map(str, unread))} 幅图片无法读取，其中的文字没有收录。",) if unread else ()
    return tuple(blocks), notes


def _without(items: Sequence[Block | PastedPicture]) -> tuple[Block, ...]:
    return tuple(one for one in items if not isinstance(one, PastedPicture))


def _read_picture(content: bytes, picture: PastedPicture, number: int) -> list[Block]:
    """The blocks of a picture, none of one that shows no page and no table."""
    members = read_members(content, (picture.member,))
    if picture.member not in members:
        return []
    pages = read_pictures(members[picture.member], no_progress)
    if not _is_written(pages):
        return []
    return [_renumber(block, number) for block in arrange_pages(pages).blocks]


def _is_written(pages: list[Page]) -> bool:
    lines = sum(len(page.lines) for page in pages)
    tables = any(page.tables for page in pages)
    return tables or (count_characters(pages) >= _FEWEST_CHARACTERS and lines >= _FEWEST_LINES)


def _renumber(block: Block, number: int) -> Block:
    """The block on no page, its spots on the picture of this number."""
    if isinstance(block, Table):
        cells = tuple(
            replace(cell, spots=tuple(replace(one, page=number) for one in cell.spots)) for cell in block.cells
        )
        return replace(block, page=None, cells=cells)
    return replace(block, page=None, spots=tuple(replace(one, page=number) for one in block.spots))
