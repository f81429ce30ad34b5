"""Personal data in a text that is about to be public: telephone, identity-card and bank-account numbers."""

import re
from collections.abc import Iterator

from ingest.checks.rules import Outcome, Passed
from ingest.findings import NOTICE, Finding

_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_LANDLINE = re.compile(r"(?<![\d-])(?:\(0\d{2,3}\)\s?|0\d{2,3}[-—－ ]?)\d{7,8}(?!\d)|(?<=电话[:：])\s*\d{7,8}(?!\d)")
_IDENTITY_CARD = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_ACCOUNT = re.compile(r"(?:账号|帐号|账户|帐户|卡号)[:：]?\s*(?P<number>\d[\d ]{10,22}\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


def check_privacy(text: str) -> Iterator[Outcome]:
    """Name each kind of personal data once, with all its places."""
    found = False
    for kind, places in find_personal_data(text).items():
        found = True
        (start, end), *others = places
        count = f"（共{len(places)}处）" if others else ""
        yield Finding(
            rule="J09",
            severity=NOTICE,
            message=f"文中有{kind}{count}，请核对是否应当公开。",
            disclosed=text[start:end],
            start=start,
            end=end,
            related=tuple(others),
        )
    if not found:
        yield Passed("J09")


def find_personal_data(text: str) -> dict[str, list[tuple[int, int]]]:
    """Return the places of personal data by kind, in reading order; a number counts under one kind only."""
    found: dict[str, list[tuple[int, int]]] = {}
    taken: set[int] = set()

    def add(kind: str, start: int, end: int) -> None:
        if not taken & set(range(start, end)):
            taken.update(range(start, end))
            found.setdefault(kind, []).append((start, end))

    for match in _IDENTITY_CARD.finditer(text):
        if has_valid_check_digit(match[0]):
            add("身份证号", match.start(), match.end())
    for match in _ACCOUNT.finditer(text):
        add("银行账号", match.start("number"), match.end("number"))
    for match in _MOBILE.finditer(text):
        add("手机号", match.start(), match.end())
    for match in _LANDLINE.finditer(text):
        lead = len(match[0]) - len(match[0].lstrip())
        add("电话号码", match.start() + lead, match.end())
    return found


def has_valid_check_digit(number: str) -> bool:
    """Tell whether the last digit of an identity-card number fits the others (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK_DIGITS[total % 11] == number[-1].upper()
