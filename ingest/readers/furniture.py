"""Page numbers as they are printed in the margins of pages, whatever the format of the file."""

import re

_MARKED = re.compile(
    r"""
    [-—–－\s]*
    (?:
        第\s*\d{1,4}\s*页 (?:[\s,，/／、]*共\s*\d{1,4}\s*页)?   # 第3页 共12页
      | \d{1,4}\s*页? \s*[/／]\s* (?:共\s*)?\d{1,4}\s*页?       # 3/12, 3页/共12页
      | \d{1,4}\s*页
    )
    [-—–－\s]*
  | [-—–－]+ \s* \d{1,4} \s* [-—–－]+                          # - 3 -
    """,
    re.VERBOSE,
)
_BARE = re.compile(r"\s*\d{1,3}\s*")


def is_marked_page_number(text: str) -> bool:
    """Tell whether a line is a page number that says so: 第3页, - 3 -, 3/12."""
    return bool(_MARKED.fullmatch(text))


def is_page_number(text: str) -> bool:
    """Tell whether a line at the edge of a page is its number, marked or bare; 2023 or 20805 is none.

    >>> is_page_number("12"), is_page_number("- 3 -"), is_page_number("20805")
    (True, True, False)
    """
    return is_marked_page_number(text) or bool(_BARE.fullmatch(text))
