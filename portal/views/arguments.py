"""Arguments of requests, read strictly: what cannot be understood is a 400 in Chinese, never a guess."""

import re
from collections.abc import Container

from flask import abort, request

_SHOWN = 40
# As a browser writes it: ASCII digits, no sign, no zero in front; none of our numbers has more than nine.
_WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
_YEAR = re.compile(r"[12][0-9]{3}")


def integer_argument(name: str, least: int, most: int) -> int | None:
    """A whole number from the address, or None where it is not given."""
    text = request.args.get(name, "").strip()
    if not text:
        return None
    if not _WHOLE_NUMBER.fullmatch(text) or not least <= int(text) <= most:
        abort(400, f"“{name}”应是 {least} 到 {most} 之间的整数。")
    return int(text)


def choice_argument(name: str, known: Container[str]) -> str | None:
    """A word from the address that must be one of those known, or None where it is not given."""
    text = request.args.get(name, "").strip()
    if not text:
        return None
    if text not in known:
        abort(400, f"不认识的“{name}”：{show_argument(text)}。")
    return text


def year_of_address(text: str) -> int:
    """The year of an address like `/years/2023`; what is no year has no page."""
    if not _YEAR.fullmatch(text):
        abort(404, f"“{show_argument(text)}”不是年度：年度是四位数字，如 2023。")
    return int(text)


def version_of_address(text: str) -> int:
    """The number of a version in an address like `/findings/<report>/v2/c001`."""
    if not _WHOLE_NUMBER.fullmatch(text) or text == "0":
        abort(404, f"“v{show_argument(text)}”不是版本：版本写作 v1、v2。")
    return int(text)


def show_argument(text: str) -> str:
    """What was handed in, short enough to repeat."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"
