"""Arguments of requests, read strictly: what cannot be understood is a 400 in Chinese, never a guess."""

from flask import abort, request


def integer_argument(name: str, least: int, most: int) -> int | None:
    """A whole number from the address, or None where it is not given."""
    text = request.args.get(name, "").strip()
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or not least <= int(text) <= most:
        abort(400, f"“{name}”应是 {least} 到 {most} 之间的整数。")
    return int(text)


def choice_argument(name: str, known: object) -> str | None:
    """A word from the address that must be one of those known, or None where it is not given."""
    text = request.args.get(name, "").strip()
    if not text:
        return None
    if text not in known:  # type: ignore[operator]
        abort(400, f"不认识的“{name}”：{text[:40]}。")
    return text
