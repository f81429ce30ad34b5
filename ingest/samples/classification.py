"""The classifications of government revenue and expenditure as they stood in a year.

Functional: 类 three digits, 款 five, 项 seven. Economic: 类 three digits, 款 five. The tables hold the codes that the
samples use, each with the years for which its name was in force.
"""

from collections.abc import Mapping
from functools import cache

from ingest.samples.data_files import load_rows

# The lines of the summary forms follow the classes of the ministry's form of the year (no 223 and 234 before 2020,
# no 224 before 2019); 债务发行费用支出 stands in no department's form.
_NUMERALS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")


def numeral(number: int) -> str:
    """Return a number of 1 … 99 in Chinese.

    >>> numeral(26)
    '二十六'
    """
    tens, ones = divmod(number, 10)
    return f"{_NUMERALS[tens] if tens > 1 else ''}{'十' if tens else ''}{_NUMERALS[ones]}"


def _in_force(name: str, year: int) -> Mapping[str, str]:
    return {
        row["code"]: row["name"]
        for row in load_rows(name)
        if int(row["since"]) <= year and (not row["until"] or year <= int(row["until"]))
    }


@cache
def function_names(year: int) -> Mapping[str, str]:
    """Return the names of the functional classification by code."""
    return _in_force("functions", year)


@cache
def economic_names(year: int) -> Mapping[str, str]:
    """Return the names of the economic classification by code, in the order of the form."""
    return _in_force("economic", year)


@cache
def class_lines(year: int) -> tuple[tuple[str, str], ...]:
    """Return (code, line) of the expenditure side of the summary forms: `("201", "一、一般公共服务支出")`."""
    names = function_names(year)
    # 223 and 224 stand before 其他支出 by code; 234 is the last line.
    codes = sorted(code for code in names if len(code) == 3)
    return tuple((code, f"{numeral(place)}、{names[code]}") for place, code in enumerate(codes, 1))


def medical_group(year: int) -> str:
    """Return the 款 of medical insurance: 21005 up to 2016, 21011 since."""
    return "21011" if year >= 2017 else "21005"


def housing_code(year: int) -> str:
    """Return the economic code of the housing fund: it moved from 303 to 301 in 2018."""
    return "30113" if year >= 2018 else "30311"
