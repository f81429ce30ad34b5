"""The units that a report covers, from its part on 单位构成: sentences, lists and tables; offices inside the agency are none."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.agency_forms import same_writing
from ingest.agency_names import parse_agency_name
from ingest.amounts import view_text
from ingest.blocks import Table
from ingest.extract.unit_names import (
    SHORTEST,
    UnitName,
    find_names,
    mask_brackets,
    nature_before,
    read_name,
    tell_level,
    tell_nature,
    words_of,
)
from ingest.extract.walking import walk_sections
from ingest.folding import squeeze
from ingest.forms import find_form
from ingest.markdown import Placed, ReportText, Span, unescape
from ingest.numbering import parse_numbering
from ingest.rows import Unit
from ingest.sections import Section

_LONGEST_ITEM = 120
_AGENCIES = 0.7  # of a column's names; a unit may be called what no agency is called (某某公司)
_HEADER_WITHIN = 3  # rows at the top of a table, among which the names of its columns are looked for


@dataclass(frozen=True, slots=True)
class _Found:
    """A unit with how sure it is that the report covers it: told to be covered, not only to be below the agency."""

    unit: Unit
    covered: bool


def read_units(
    report: ReportText, sections: Sequence[Section], parts: Sequence[str], agency: str, coverage: str | None
) -> tuple[Unit, ...]:
    """Return the units that a report covers, in its order, each once.

    Args:
        report: the report.
        sections: its outline.
        parts: the part of each block.
        agency: the name of the report's agency, whose own accounts are those of the 本级.
        coverage: what the report covers; a unit's own report covers none of the units below it.
    """
    found = list(_Walk(report, agency).walk(walk_sections(report, sections, parts)))
    chosen = [one.unit for one in found if one.covered]
    if not chosen and coverage != "unit":
        chosen = [one.unit for one in found]
    return _join(chosen, agency)


class _Walk:
    """Goes through the blocks with what was opened in mind: a list of units, of offices, or nothing."""

    def __init__(self, report: ReportText, agency: str) -> None:
        self._report = report
        self._agency = agency
        self._mode = ""  # kind of the section: covered, about, offices, other
        self._list: bool | None = None  # a list of units goes on; whether they are covered
        self._level = ""
        self._offices = False
        self._items = False  # items of the list have been read
        self._told = False  # since the last heading a sentence said what the report covers

    def walk(self, blocks: Iterable[tuple[Placed, str, Sequence[Section]]]) -> Iterator[_Found]:
        for placed, _, path in blocks:
            if placed.in_contents:
                continue
            if placed.heading is not None:
                item = Span(placed.span.start, placed.body.start)
                if self._list is not None and not self._offices and (found := self._read_item(item)):
                    self._items = True
                    yield from found
                    continue
                self._enter(path)
            if isinstance(placed.block, Table):
                yield from self._read_table(placed, placed.block)
            elif placed.body.end > placed.body.start:
                yield from self._read_paragraph(placed.body)

    def _enter(self, path: Sequence[Section]) -> None:
        """Take the kind of the innermost section whose title tells it."""
        self._list, self._level = None, ""
        self._offices = self._items = self._told = False
        for section in reversed(path):
            title = squeeze(section.title)
            if find_form(section.title) or title.endswith("表"):
                break
            kind = next((one for one in ("other", "covered", "offices", "about") if _has(title, "title", one)), "")
            if kind:
                self._mode = kind
                self._list = True if kind == "covered" and section is path[-1] else None
                self._offices = kind == "covered" and _has(title, "title", "offices")
                return
        self._mode = ""

    def _view(self, span: Span) -> tuple[str, list[int]]:
        """The text of a span without its Markdown, and where each character stands in the report."""
        text = self._report.text[span.start : span.end].replace("<br>", "    ").replace("\\", " ")
        view, places = view_text(text)
        return view, [span.start + place for place in places]

    def _read_paragraph(self, span: Span) -> Iterator[_Found]:
        view, places = self._view(span)
        if self._mode == "other" or not view:
            return
        if self._list is not None and not self._offices:
            if found := self._read_item(span):
                self._items = True
                yield from found
                return
            if self._items:  # the list is over
                self._list, self._items, self._told = None, False, False
        for start, end in _sentences(view):
            yield from self._read_sentence(view, places, start, end)

    def _read_item(self, span: Span) -> list[_Found]:
        """The units of an item of an open list; none where the paragraph is no such item."""
        view, places = self._view(span)
        if self._list is None or (len(view) > _LONGEST_ITEM and parse_numbering(view) is None):
            return []
        masked = mask_brackets(view)
        if re.search(f"{words_of('offices')}|{words_of('none')}", masked[: _first_stop(masked)]):
            return []
        if _opening(masked, 0, len(masked)) is not None and not re.match(r"\(?[\d一二三四五六七八九十]", masked):
            return []
        names = list(find_names(view, 0, _first_stop(masked), self._level))
        if names and ":" in masked[: names[0].start]:  # 事业单位2个：甲中心、乙站
            names = list(find_names(view, 0, len(view.rstrip("。;")), self._level))
        return [self._found(name, places, covered=self._list) for name in names]

    def _read_sentence(self, view: str, places: list[int], start: int, end: int) -> Iterator[_Found]:
        masked = mask_brackets(view)
        sentence = masked[start:end]
        opening = None if re.search(words_of("none"), sentence) else _opening(masked, start, end)
        office = re.search(words_of("offices"), sentence)
        if opening is None:
            if office:
                self._list, self._offices = None, True
            return
        covered = (
            self._mode == "covered"
            or self._told
            or re.search(words_of("covered"), sentence[: opening - start]) is not None
        )
        below = re.search(f"{words_of('subordinate')}", sentence[: opening - start]) is not None
        if not (covered or (below and self._mode == "about")):
            return
        if (
            office
            and start + office.start() < opening
            and not re.search(words_of("body"), masked[start + office.end() + 2 : opening])
        ):
            self._list, self._offices = None, True
            return
        stop = start + office.start() if office and start + office.start() > opening else end
        level = tell_level(sentence[: opening - start])
        names = list(find_names(view, opening, stop, level, nature_before(view, start, opening)))
        self._told = covered
        yield from (self._found(name, places, covered=covered) for name in names)
        self._offices = False
        self._list = covered if not names or (end == len(view) and view.endswith(":")) else None
        self._level = level

    def _read_table(self, placed: Placed, table: Table) -> Iterator[_Found]:
        """The names in a table's column of names, where a list of units is open."""
        if self._list is None:
            return
        grid = table.grid()
        top = [[squeeze(cell.text) if cell else "" for cell in row] for row in grid[:_HEADER_WITHIN]]
        at = next((at for at, heads in enumerate(top) if words_of_column("name") & set(heads)), None)
        if at is None:
            return
        spans = {(cell.row, cell.column): span for cell, span in placed.cells}
        heads = top[at]
        named = [column for column, head in enumerate(heads) if head in words_of_column("name")]
        natures = [column for column, head in enumerate(heads) if head in words_of_column("nature")]
        levels = [column for column, head in enumerate(heads) if head in words_of_column("level")]
        found = []
        for number in range(at + 1, len(grid)):
            for column in named:
                span = spans.get((number, column))
                if span is None or span.end == span.start:
                    continue
                view, places = self._view(span)
                lead = re.match(r"(?:其中:)?", view)
                name = read_name(view, lead.end() if lead else 0, len(view), listed=True)
                if name is None:
                    continue
                beside = [grid[number][one] for one in (*natures, *levels)]
                told = "".join(cell.text for cell in beside if cell is not None)
                name = replace(name, nature=name.nature or tell_nature(told), level=name.level or tell_level(told))
                found.append(self._found(name, places, covered=self._list))
        self._list = None
        # Forms of amounts have such a head, too (单位名称 beside a value), and labels of other things below it.
        known = sum(one.unit.own_office or parse_agency_name(one.unit.name) is not None for one in found)
        if known >= _AGENCIES * len(found):
            yield from found

    def _found(self, name: UnitName, places: Sequence[int], *, covered: bool) -> _Found:
        start, end = places[name.start], places[name.end - 1] + 1
        told = name.stem - name.start >= SHORTEST
        printed = unescape(self._report.text[start : places[name.stem - 1] + 1]) if told else self._agency
        return _Found(Unit(re.sub(r"\s+", "", printed), name.own_office, name.nature, name.level, start, end), covered)


def words_of_column(kind: str) -> frozenset[str]:
    """The heads of a column, folded."""
    return frozenset(squeeze(word.replace("\\", "")) for word in words_of("column", kind).split("|"))


def _has(title: str, kind: str, value: str) -> bool:
    return re.search(words_of(kind, value), title) is not None


def _sentences(view: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences; a clause on offices stands for itself, those on units stay together."""
    masked = mask_brackets(view)
    start = 0
    about_offices = False
    for stop in [*re.finditer("[。;]", masked), None]:
        end = stop.start() if stop else len(view)
        following = re.split("[。;]", masked[end + 1 :], maxsplit=1)[0]
        about_offices = about_offices or re.search(words_of("offices"), masked[start:end]) is not None
        if stop and stop[0] == ";" and not about_offices and not re.search(words_of("offices"), following):
            continue
        if end > start:
            yield start, end
        start = end + 1
        about_offices = False


def _first_stop(masked: str) -> int:
    """Where the first clause of an item ends."""
    stop = re.search(r"[,。;]", masked)
    return stop.start() if stop else len(masked)


def _opening(masked: str, start: int, end: int) -> int | None:
    """Where a list begins in a sentence on units: behind 包括, 分别为 or the like; None where none begins."""
    strong = re.compile(f"(?:{words_of('verb')}):?").search(masked, start, end)
    if strong is not None:
        return strong.end()
    weak = re.compile(rf"(?:{words_of('body')}|预算|决算)(?:共|仅|只)?[有为是由含](?:\d+[个家],?)?:?|:").search(
        masked, start, end
    )
    return weak.end() if weak is not None else None


def _join(units: Iterable[Unit], agency: str) -> tuple[Unit, ...]:
    """Each unit once: what is told of it later is added, and of two names of the own office the longer is kept."""
    joined: list[Unit] = []
    for unit in units:
        own = unit.own_office or _same(unit.name, agency)
        now = replace(unit, own_office=own)
        at = next((at for at, one in enumerate(joined) if (own and one.own_office) or _same(one.name, unit.name)), None)
        if at is None:
            joined.append(now)
            continue
        before = joined[at]
        kept, other = (now, before) if own and len(now.name) > len(before.name) else (before, now)
        joined[at] = replace(
            kept,
            own_office=before.own_office or own,
            nature=kept.nature or other.nature,
            level=kept.level or other.level,
        )
    return tuple(joined)


def _same(one: str, other: str) -> bool:
    """Tell whether two names are one written in two ways, with or without the region."""
    mine, theirs = parse_agency_name(one), parse_agency_name(other)
    if mine is None or theirs is None:
        return squeeze(one) == squeeze(other)
    return same_writing(mine.stem, theirs.stem)
