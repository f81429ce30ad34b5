"""The words of a report against those of last year's: a name or a year that alone is not what the same words had then (F04).

Reports are written into last year's file. Where words are the same but for numbers, their years move on by one, and who is
named stays.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.across.report import FINDING, Derived, Report, at, cite, passed
from ingest.agency_forms import same_stem
from ingest.agency_names import AgencyName, parse_agency_name
from ingest.findings import NOTICE

_RULE = "F04"
_BLANK = re.compile(r"[^\S\n]+")
_STOP = re.compile(r"[，。；：、|（）()\n“”\"]+")
_YEAR = re.compile(r"(?<!\d)20\d\d(?=年)")
_NUMBER = re.compile(r"\d[\d,.]*")
_UNIT = re.compile(r"(?<=#)[亿万]元")
_OTHER_WORDS = re.compile(r"规划|文件|通知|印发|以来|成立|号|改革")
_WORD = re.compile(r"[\u4e00-\u9fff]")
_FEWEST_BESIDE = 2  # characters beside a name: more than the number of an item
_FEWEST_WORDS = 4  # characters beside the year by which words are known again
_NEAR = 3  # years: another that is further away is no slip
_SHORTEST, _LONGEST = 5, 40  # characters of a name


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words between two stops; `label` is the cell before, of a table's row; `start` and `end` are places in the report."""

    words: str
    label: str
    start: int
    end: int


def check_lines(now: Report, before: Report) -> Iterator[Derived]:
    """F04 for two reports of one type, the second of the year before the first."""
    mine, theirs = list(_pieces(now.text)), list(_pieces(before.text))
    found = [*_check_years(now, before, mine, theirs), *_check_names(now, before, mine, theirs)]
    yield from found or (passed(_RULE, now, before),)


def _pieces(text: str) -> Iterator[_Piece]:
    start, label = 0, ""
    for stop in (*_STOP.finditer(text), None):
        end = stop.start() if stop else len(text)
        words = _BLANK.sub("", text[start:end])
        if words:
            lead = len(text[start:end]) - len(text[start:end].lstrip())
            yield _Piece(words, label, start + lead, end)
        if stop:
            row = "|" in stop[0] and "\n" not in stop[0]
            label = words if row and words else label if row else ""
            start = stop.end()


def _check_years(now: Report, before: Report, mine: list[_Piece], theirs: list[_Piece]) -> Iterator[Derived]:
    """Each year of words that both have, against the year that the same words had: one more, or the slip is told."""
    known: dict[str, dict[int, _Piece]] = defaultdict(dict)
    for words, year, piece in _dated(theirs):
        known[words].setdefault(year, piece)
    printed: dict[str, set[int]] = defaultdict(set)
    for words, year, _ in _dated(mine):
        printed[words].add(year)
    told: set[tuple[int, int]] = set()  # lines and years: one slip is mostly repeated in a line
    for words, year, piece in _dated(mine):
        last = known.get(words, {})
        if not last or year - 1 in last or abs(year - now.year) > _NEAR:
            continue
        old, there = next(iter(last.items()))
        # What does not move on is the year of something that happened; but last year's own year has to.
        if len(last) > 1 or old not in (before.year, before.year - 1) or (year == old != before.year):
            continue
        if year == now.year - 1 and now.year in printed[words]:
            continue  # both years are told side by side, which last year were not
        line = now.text.rfind("\n", 0, piece.start)
        if (line, year) in told:
            continue
        told.add((line, year))
        here = _place_of(now, piece, str(year))
        yield _finding(
            now,
            before,
            here,
            (there.start, there.end),
            f"{cite(now)}写作“{_shorten(piece.words)}”，{cite(before)}的同一句话写的是{old}年，这里应当是{old + 1}年，请核对。",
            f"{old + 1}年",
        )


def _dated(pieces: list[_Piece]) -> Iterator[tuple[str, int, _Piece]]:
    """Pieces with one year, by their words without numbers; those of documents and events are left out."""
    for piece in pieces:
        years = _YEAR.findall(piece.words)
        if len(years) != 1 or _OTHER_WORDS.search(piece.words):
            continue
        words = _UNIT.sub("元", _NUMBER.sub("#", _YEAR.sub("@", piece.words)))  # a larger amount, another unit
        if len(re.sub(r"[@#年度月日万元]", "", words)) >= _FEWEST_WORDS:
            yield words, int(years[0]), piece


def _check_names(now: Report, before: Report, mine: list[_Piece], theirs: list[_Piece]) -> Iterator[Derived]:
    """Another body in words, or behind a label, that named the own one last year."""
    own = _own_name(now)
    if own is None:
        return
    known: dict[tuple[str, str, str], _Piece] = {}
    for piece in theirs:
        at_name = piece.words.find(own.printed)
        if at_name >= 0:
            head, tail = piece.words[:at_name], piece.words[at_name + len(own.printed) :]
            if len(_WORD.findall(head + tail + piece.label)) >= _FEWEST_BESIDE:
                known.setdefault((_masked(head), _masked(tail), piece.label), piece)
    this_year, last_year = (_BLANK.sub("", one.text) for one in (now, before))
    for piece in mine:
        if own.printed in piece.words or len(piece.words) > _LONGEST * 3:
            continue
        for (head, tail, label), there in known.items():
            words = _masked(piece.words)
            if label != piece.label or not (words.startswith(head) and words.endswith(tail)):
                continue
            name = words[len(head) : len(words) - len(tail)]
            if not _SHORTEST <= len(name) <= _LONGEST or "#" in name or not _is_another(name, own):
                continue
            if name in last_year or this_year.count(name) > 1:
                continue  # a body that the reports know: a unit, a superior
            yield _finding(
                now,
                before,
                _place_of(now, piece, name),
                (there.start, there.end),
                f"{cite(now)}这里写的是“{name}”，{cite(before)}的同一处写的是本单位“{own.printed}”，请核对是否写错了单位。",
                own.printed,
            )
            break


def _masked(words: str) -> str:
    return _NUMBER.sub("#", words)


def _own_name(report: Report) -> AgencyName | None:
    """The full name of the body as titles have it."""
    printed = re.split(r"20\d\d", report.title)[0]
    own = parse_agency_name(printed)
    return own if own is not None and own.regions and own.certain and printed.endswith(report.body) else None


def _is_another(name: str, own: AgencyName) -> bool:
    """Whether a name is the full one of another body, or the own with one character changed."""
    if len(name) == len(own.printed) and sum(a != b for a, b in zip(name, own.printed, strict=True)) == 1:
        return True
    other = parse_agency_name(name)
    if other is None or not other.regions or not other.certain or own.stem in name or other.stem in own.printed:
        return False
    return not same_stem(own.stem, other.stem)


def _place_of(report: Report, piece: _Piece, words: str) -> tuple[int, int]:
    """Where words stand that a piece has without the report's blanks."""
    pattern = re.compile(r"\s*".join(map(re.escape, words)))
    match = pattern.search(report.text, piece.start, piece.end)
    return match.span() if match else (piece.start, piece.end)


def _shorten(words: str) -> str:
    return words if len(words) <= 30 else f"{words[:30]}…"


def _finding(
    now: Report, before: Report, here: tuple[int, int], there: tuple[int, int], message: str, expected: str
) -> Derived:
    return Derived(
        FINDING,
        _RULE,
        at(now, *here),
        at(before, *there),
        message,
        NOTICE,
        printed=now.text[slice(*here)],
        expected=expected,
        steps=(
            f"{cite(now)}：{_line(now.text, *here)}",
            f"{cite(before)}：{_line(before.text, *there)}",
        ),
    )


def _line(text: str, start: int, end: int) -> str:
    """The words around a place."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[max(first, start - 20) : min(last if last >= 0 else len(text), end + 20)]
    return _BLANK.sub(" ", line.replace("|", " ")).strip()
