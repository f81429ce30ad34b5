"""Codes of regions (GB/T 2260): which codes lie in a region."""


def significant(adcode: str) -> str:
    """The digits of a region's code that all codes inside it begin with.

    >>> significant("430200"), significant("310000"), significant("430203")
    ('4302', '31', '430203')
    """
    if adcode.endswith("0000"):
        return adcode[:2]
    return adcode[:4] if adcode.endswith("00") else adcode
