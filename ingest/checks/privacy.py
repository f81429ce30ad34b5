"""Personal data in a text that is about to be public: telephone, identity-card and bank-account numbers."""

import re
from collections.abc import Iterator, Sequence

from ingest.checks.rules import Outcome, Passed
from ingest.findings import NOTICE, Finding
from ingest.folding import fold
from ingest.sections import Section, section_at

# The patterns are for folded text: （０７３１） is (0731), — and － are -, ： is :.
# The first character is looked at first: most places are none, and are left at once.
_NOT_INSIDE = r"(?<![\dA-Za-z])(?<![\dA-Za-z]-)(?<!\d\.)"  # not the rest of a longer number or of a code
_NO_MONEY = r"(?! \d | \.\d | \s*[十百千万亿]*元 | [%‰])"  # 18523456789.12, 18523456789 元
_NO_QUANTITY = rf"{_NO_MONEY} (?! [十百千万亿个人次批家户项件份辆台套株棵吨米亩] | 公里 | 公斤 | 平方 | 立方)"
_AREA_CODE = r"0(?:10|2\d|[3-9]\d{2})"
_LOCAL = r"[2-8]\d{2,3}[-\ ]?\d{4}"
_MOBILE = r"(?:\+?86[-\ ]?)?1[3-9]\d[-\ ]?\d{4}[-\ ]?\d{4}"
# What stands between a label and its number: 联系电话（办公）：8233456, | 联系电话 | 8233456 |, 帐号为 6222 0212.
_UP_TO_NUMBER = r"(?:号码)? (?:\([^()\n]{1,8}\))? [\s:-]* (?:[为是]|\|)? [\s:-]*"
_PHONE_LABEL = rf"(?:电话|手机|座机|传真|联系方式) {_UP_TO_NUMBER}"

_KINDS = tuple(
    (kind, re.compile(pattern, re.VERBOSE))
    for kind, pattern in (
        (
            "身份证号",
            rf"""(?=[1-9]) {_NOT_INSIDE} (?P<number>
                [1-9]\d{{5}} \ ? (?:19|20)\d{{2}} \ ? (?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]) \ ? \d{{3}}[\dXx]
            ) (?![\dA-Za-z])""",
        ),
        ("手机号", rf"{_PHONE_LABEL} (?P<number>{_MOBILE}) {_NO_MONEY}"),
        ("手机号", rf"(?=[+18]) {_NOT_INSIDE} (?P<number>{_MOBILE}) {_NO_QUANTITY}"),
        (
            "银行账号",
            rf"""(?:[账帐][号户]|卡号) {_UP_TO_NUMBER}
            (?P<number>(?=(?:[-\ ]?\d){{10,30}}(?!\d)) \d{{3,}}(?:[-\ ]\d{{3,}})*) {_NO_MONEY}""",
        ),
        (
            "电话号码",
            rf"(?=[(0]) {_NOT_INSIDE} (?P<number>(?:\({_AREA_CODE}\)[-\ ]?|{_AREA_CODE}[-\ ]{{0,2}}){_LOCAL}) {_NO_QUANTITY}",
        ),
        ("电话号码", rf"{_PHONE_LABEL} (?P<number>{_LOCAL}) {_NO_MONEY}"),
    )
)
_ANOTHER = re.compile(rf"\s*[/、]\s*(?P<number>{_LOCAL}) {_NO_MONEY}", re.VERBOSE)  # 0731-22345678/22345679
_CODE = re.compile(r"(?:代码|编码|编号|文号)[\s:|为是]*$")  # a number of something else follows
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


def check_privacy(text: str, sections: Sequence[Section] = ()) -> Iterator[Outcome]:
    """Name each kind of personal data once a part of the report, with all its places there."""
    found = False
    parts: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for kind, places in find_personal_data(text).items():
        for place in places:
            section = section_at(sections, place[0])
            parts.setdefault((kind, section.part if section else ""), []).append(place)
    for (kind, _), ((start, end), *others) in parts.items():
        found = True
        count = f"（共{len(others) + 1}处）" if others else ""
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
    folded = fold(text)
    found: dict[str, list[tuple[int, int]]] = {}
    taken: set[int] = set()

    def add(kind: str, start: int, end: int) -> None:
        if not taken & set(range(start, end)):
            taken.update(range(start, end))
            found.setdefault(kind, []).append((start, end))

    for kind, pattern in _KINDS:
        for match in pattern.finditer(folded):
            number: re.Match[str] | None = match
            if _CODE.search(folded, max(0, match.start("number") - 12), match.start("number")):
                continue
            if kind == "身份证号" and not has_valid_check_digit(match["number"].replace(" ", "")):
                continue
            while number:
                add(kind, *number.span("number"))
                number = _ANOTHER.match(folded, number.end()) if kind == "电话号码" else None
    return {kind: sorted(places) for kind, places in found.items()}


def has_valid_check_digit(number: str) -> bool:
    """Tell whether the last digit of an identity-card number fits the others (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK_DIGITS[total % 11] == number[-1].upper()
