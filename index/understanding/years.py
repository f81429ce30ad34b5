"""Years in what is typed: 2020, 二〇二〇年, 20年, 2019-2021, 2020年以来; not those that are part of amounts or codes."""

import re
from collections.abc import Iterator

from index.understanding.pieces import Piece
from ingest.numbering import parse_numeral

FIRST_YEAR = 2000
_MOST_RANGE = 60
_DIGITS = r"(?:19[89]|20[0-4])\d"
_CHINESE = r"(?:二[〇零○Oo0][〇零○Oo0一二三四][〇零○Oo0一二三四五六七八九]|一九[八九][〇零○一二三四五六七八九])"
_SHORT = r"(?:0[5-9]|[1-3]\d)(?=年(?![来间前后内底期以]|多))"
_YEAR = rf"(?:{_DIGITS}|{_CHINESE})"
# Not the beginning of another number, and nothing that is counted.
_NO_OTHER = (
    r"(?!\d|,\d{3}(?!\d)|\.\d|[-/]\d|:\d|%|\s*(?:元|[十百千万亿](?:元|$|\s))|[十百千万亿]|元|[辆个套]|[人台户家](?![\u4e00-\u9fff])"
    r"|号(?!文)|平方|米|公里|[A-Za-z]{1,2}(?![A-Za-z]))"
)
# 2021年初结转和结余: the balance at the beginning of the year, whose name begins with 年.
_BALANCE = r"年[初末底](?:财政拨款)?(?:结转|结余)"
_YEARS = re.compile(
    rf"""
    (?<![\d第近约¥$])(?:(?<!\d[-~.,:/])|(?<=\d{{4}},))(?:(?<![A-Za-z])|(?<=[a-z]{{3}}))
    (?:从|自)?
    (?:
        (?P<since>{_YEAR}|{_SHORT})(?:年度?|财年)?(?:以来|至今|起|以后|之后|到现在|到今天)
      | (?P<until>{_YEAR}|{_SHORT})(?:年度?)?(?:以前|之前|及以前)
      | (?P<first>{_YEAR}|{_SHORT}|[0-3]\d(?=\s*[-~至到]\s*[0-3]\d年))(?:年度?)?\s*(?:[-~至到/]|--)\s*(?P<last>{_YEAR}|\d\d(?=年))(?:\s?年度?(?:之间|期间)?|{_NO_OTHER})
      | (?P<one>{_YEAR}|{_SHORT})(?:(?=\s?{_BALANCE})|\s?(?:年度|财年|年)|{_NO_OTHER})
    )
    """,
    re.VERBOSE,
)
# The numerals of cheques: 贰零贰贰年.
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖", "一二三四五六七八九")
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
# The year in the number of a document: 株政发[2020]5号.
_NUMBERED = re.compile(r"[\[(]\s*\d{4}\s*[\])]\s*(?:第\s*)?\d+\s*号")


def find_years(folded: str, last_year: int) -> Iterator[Piece]:
    """Yield the years and ranges of years of a folded text; an open range ends with `last_year`."""
    folded = folded.translate(_FORMAL)
    taken = [match.span() for pattern in (_DATE, _NUMBERED) for match in pattern.finditer(folded)]
    for match in _YEARS.finditer(folded):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        years = _years(match, last_year)
        if years:
            yield Piece(match.start(), match.end(), years=years, shown=show_years(years))


def parse_years(text: str, last_year: int) -> tuple[int, ...]:
    """The years of a text that is nothing but years; none if it is anything else."""
    found = list(find_years(text, last_year))
    return found[0].years if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) else ()


def show_years(years: tuple[int, ...]) -> str:
    """How years are shown: 2020年度, 2019—2021年度, 2019、2021年度."""
    if len(years) == 1:
        return f"{years[0]}年度"
    whole = years[-1] - years[0] + 1 == len(years)
    return f"{years[0]}—{years[-1]}年度" if whole else f"{'、'.join(map(str, years))}年度"


def _years(match: re.Match[str], last_year: int) -> tuple[int, ...]:
    if match["one"]:
        return (_parse(match["one"]),)
    if match["since"]:
        first = _parse(match["since"])
        return tuple(range(first, max(first, last_year) + 1))[:_MOST_RANGE]
    if match["until"]:
        last = _parse(match["until"])
        return tuple(range(min(FIRST_YEAR, last), last + 1))
    first, last = sorted((_parse(match["first"]), _parse(match["last"])))
    return tuple(range(first, last + 1))[:_MOST_RANGE]


def _parse(text: str) -> int:
    year = parse_numeral(re.sub("[零○Oo0]", "〇", text) if not text.isdecimal() else text)
    return year if year > 99 else 2000 + year
