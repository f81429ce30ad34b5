"""Addresses of pages on the web."""

from urllib.parse import urlsplit


def is_web_address(text: str) -> bool:
    """Whether a text is an address that a browser would open over the web.

    >>> is_web_address("https://www.example.gov.cn/a.html"), is_web_address("file:///C:/a.html")
    (True, False)
    """
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not any(map(str.isspace, text))
    except ValueError:  # brackets that are no address
        return False
