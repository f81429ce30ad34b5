"""Automatic numbers: definitions for headings and lists, and who counts with which.

In an automatically numbered document 一、 and （一） are in no text; a reader must count as Word does.
"""

from dataclasses import dataclass, field

from lxml import etree

from ingest.samples.writers.docx.xml import element

# A mark with `1` or `一` for the number becomes a level's text and format.
_FORMATS = {"一": "chineseCounting", "1": "decimal"}
_MARKS = ("一、", "（一）", "1、", "1.", "（1）")


def _level(place: int, mark: str, style: str | None) -> etree._Element:
    sign = "一" if "一" in mark else "1"
    return element(
        "w:lvl",
        element("w:start", val=1),
        element("w:numFmt", val=_FORMATS[sign]),
        element("w:pStyle", val=style) if style else None,
        element("w:suff", val="space" if mark.startswith("第") else "nothing"),
        element("w:lvlText", val=mark.replace(sign, f"%{place + 1}")),
        element("w:lvlJc", val="left"),
        ilvl=place,
    )


def _mark(number: str) -> str:
    """Return the mark of a printed number: `（十二）` gives `（一）`."""
    for mark in _MARKS:
        sign = "一" if "一" in mark else "1"
        before, after = mark.split(sign)
        inner = number[len(before) : len(number) - len(after)]
        if number.startswith(before) and number.endswith(after) and inner:
            chinese = not inner.isascii()
            if chinese == (sign == "一"):
                return mark
    raise ValueError(number)


@dataclass(slots=True)
class Numbering:
    """The numbering part, as lists come up.

    Attributes:
        heading_marks: marks of the levels of headings, `{}` for the number, outermost first.
    """

    heading_marks: tuple[str, ...]
    _lists: list[str] = field(default_factory=list)
    _current: dict[str, int] = field(default_factory=dict)

    def heading(self, level: int) -> etree._Element:
        """Return the numbering properties of a heading."""
        return element("w:numPr", element("w:ilvl", val=level - 1), element("w:numId", val=1))

    def item(self, number: str, series: str) -> etree._Element:
        """Return the numbering properties of a list item; the first of a series begins a list of its own."""
        mark = _mark(number)
        if number == mark or series not in self._current:
            self._lists.append(mark)
            self._current[series] = len(self._lists) + 1
        return element("w:numPr", element("w:ilvl", val=0), element("w:numId", val=self._current[series]))

    def part(self, heading_styles: tuple[str, ...]) -> etree._Element:
        """Return the numbering part."""
        root = element("w:numbering")
        marks = [mark.replace("{}", "1" if mark == "{}." else "一") for mark in self.heading_marks]
        levels = [*marks, "1."]
        root.append(
            element(
                "w:abstractNum",
                element("w:multiLevelType", val="multilevel"),
                *(
                    _level(place, mark, style)
                    for place, (mark, style) in enumerate(zip(levels, heading_styles, strict=True))
                ),
                abstractNumId=0,
            )
        )
        kinds = list(dict.fromkeys(self._lists))
        for place, mark in enumerate(kinds, 1):
            root.append(
                element(
                    "w:abstractNum",
                    element("w:multiLevelType", val="singleLevel"),
                    _level(0, mark, None),
                    abstractNumId=place,
                )
            )
        root.append(element("w:num", element("w:abstractNumId", val=0), numId=1))
        for place, mark in enumerate(self._lists, 2):
            again = element("w:lvlOverride", element("w:startOverride", val=1), ilvl=0)
            root.append(element("w:num", element("w:abstractNumId", val=kinds.index(mark) + 1), again, numId=place))
        return root
