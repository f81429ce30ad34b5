"""Several files that are one report: read one by one, held against each other, put together in reading order.

The file with the most running text comes first, the others follow by their names. A place on a page names its file: the
number alone would send a reader to the wrong one.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.blocks import Block, Document, Paragraph, Publication, Spot
from ingest.errors import ContradictedIdentityError, IngestError
from ingest.folding import squeeze
from ingest.headings import Outline, find_headings
from ingest.identify import Clues, find_clues
from ingest.identify.merging import find_difference, merge_clues
from ingest.source import SourceFile

_REPEATED = 0.85  # of a file's words that stand in another: the same report in another format, or its tables alone
_NUMBER = re.compile(r"(\d+)")
Read = Callable[[SourceFile], Document]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Sources in reading order, and their outline as one.

    `pages` are those of each source, None where it has none; `notes` and `clues` of several files are of all of them.
    """

    sources: tuple[SourceFile, ...]
    outline: Outline
    publication: Publication
    pages: tuple[int | None, ...] = ()
    notes: tuple[str, ...] = ()
    clues: Clues | None = None


@dataclass(frozen=True, slots=True)
class _Member:
    source: SourceFile
    document: Document
    number: int = 1  # among the report's files, in reading order


def gather_sources(sources: Sequence[SourceFile], stem: str, read: Read, *, force: bool = False) -> Gathered:
    """Read the files of one report.

    Args:
        sources: at least one.
        stem: the name of what they were handed in as, without suffix.
        read: gives a file's blocks.
        force: take them for one report whatever they say.

    Raises:
        ContradictedIdentityError: they are different reports; both are named.
        IngestError: one of them cannot be read; it is named.
    """
    if len(sources) == 1:
        document = read(sources[0])
        outline = find_headings(document.blocks)
        return Gathered((sources[0],), outline, document.publication, (document.pages,), document.notes)
    members = _in_reading_order([_Member(source, _read_member(source, read)) for source in sources])
    clues = [find_clues(find_headings(one.document.blocks), one.source.stem) for one in members]
    if not force:
        _refuse_different(members, clues)
    told = [*_without_repeats(members)]
    outline = find_headings(tuple(_join(told)))
    every = merge_clues((*clues, find_clues(find_headings(()), stem)))
    publication = next((one.document.publication for one in members if one.document.publication.source_url), None)
    return Gathered(
        tuple(one.source for one in members),
        outline,
        publication or Publication(),
        tuple(one.document.pages for one in members),
        tuple(f"{one.source.name}：{note}" for one in members for note in one.document.notes),
        every,
    )


def _read_member(source: SourceFile, read: Read) -> Document:
    try:
        return read(source)
    except IngestError as error:
        raise type(error)(f"压缩包里的“{source.name}”：{error}") from error


def _refuse_different(members: Sequence[_Member], clues: Sequence[Clues]) -> None:
    difference = find_difference(clues)
    if difference is not None:
        first, second = (members[at].source.name for at in difference.places)
        raise ContradictedIdentityError(
            f"压缩包里不是同一份报告：“{first}”是{difference.first}，“{second}”是{difference.second}。"
            "请分开导入，或解压到文件夹后导入；确认是同一份可加 --force。"
        )


def _in_reading_order(members: Sequence[_Member]) -> list[_Member]:
    by_name = sorted(members, key=lambda one: _natural(one.source.name))
    first = max(by_name, key=lambda one: _count_prose(one.document))
    return [
        replace(one, number=number)
        for number, one in enumerate((first, *(one for one in by_name if one is not first)), 1)
    ]


def _natural(name: str) -> list[tuple[int, str]]:
    """A name as it is sorted by people: 附件2 before 附件10."""
    return [(int(piece), "") if piece.isdecimal() else (0, piece) for piece in _NUMBER.split(name)]


def _count_prose(document: Document) -> int:
    return sum(len(block.text) for block in document.blocks if isinstance(block, Paragraph) and "。" in block.text)


def _without_repeats(members: Sequence[_Member]) -> Iterator[_Member]:
    """The members but for those whose words stand in another one: a report is often published in two formats.

    Of two that say the same, the one is read that has paragraphs and cells of its own, and no printed pages.
    """
    words = [dict(_pieces(one.document)) for one in members]
    rank = [(one.document.pages is not None, at) for at, one in enumerate(members)]
    for at, one in enumerate(members):
        others = [other for other in range(len(members)) if other != at and _is_repeated(words[at], words[other])]
        if not any(rank[other] < rank[at] or not _is_repeated(words[other], words[at]) for other in others):
            yield one


def _pieces(document: Document) -> Iterator[tuple[str, int]]:
    """The words of each paragraph and cell, and how many characters these are."""
    for block in document.blocks:
        texts = [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
        for text in texts:
            if words := squeeze(text):
                yield words, len(words)


def _is_repeated(words: dict[str, int], other: dict[str, int]) -> bool:
    """Whether nearly all of the words stand in the other's."""
    same = sum(length for piece, length in words.items() if piece in other)
    return same >= _REPEATED * sum(words.values())


def _join(members: Sequence[_Member]) -> Iterator[Block]:
    for one in members:
        for block in one.document.blocks:
            yield block if one.number == 1 else _placed_in(block, one.number)


def _placed_in(block: Block, source: int) -> Block:
    """The block with its places on the pages of that source."""
    if isinstance(block, Paragraph):
        return replace(block, spots=_spots_in(block.spots, source))
    return replace(block, cells=tuple(replace(cell, spots=_spots_in(cell.spots, source)) for cell in block.cells))


def _spots_in(spots: Sequence[Spot], source: int) -> tuple[Spot, ...]:
    return tuple(replace(spot, source=source) for spot in spots)
