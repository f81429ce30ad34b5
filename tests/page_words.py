"""What is printed in a box on a page of a PDF, read by the library and not by the extractor."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pdfplumber

from ingest.csv_format import read_csv
from ingest.folding import fold, mend_radicals

_SLACK = 0.0002  # of the page: places are rounded


def read_resource(version: Path, name: str) -> list[Mapping[str, str]]:
    """The rows of a resource of a package; none where it has no such resource."""
    path = version / "data" / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        header, *rows = read_csv(lines)
    return [dict(zip(header, row, strict=True)) for row in rows]


def words_at(pdf: pdfplumber.PDF, places: list[Mapping[str, str]]) -> str:
    """The characters inside the boxes of places, without blanks, folded."""
    words = ""
    for place in places:
        page = pdf.pages[int(place["page"]) - 1]
        left, top, right, bottom = (float(place[edge]) for edge in ("left", "top", "right", "bottom"))
        inside = page.crop(
            (
                max(left - _SLACK, 0) * float(page.width),
                max(top - _SLACK, 0) * float(page.height),
                min(right + _SLACK, 1) * float(page.width),
                min(bottom + _SLACK, 1) * float(page.height),
            )
        )
        words += "".join(char["text"] for char in sorted(inside.chars, key=lambda char: (char["top"], char["x0"])))
    return bare(words)


def bare(text: str) -> str:
    """Characters for comparison: no blanks, no separators of thousands, one form of each."""
    return re.sub(r"[\s,\\]", "", fold(mend_radicals(text)))


def places_of(places: list[Mapping[str, str]], start: int, end: int) -> list[Mapping[str, str]]:
    """The places in which a piece of the report stands."""
    return [one for one in places if int(one["start"]) < end and int(one["end"]) > start]


def find_wrong_places(version: Path, resource: str) -> Iterator[str]:
    """Yield what is wrong with the page or the places of each row of a package whose sources are PDFs."""
    text = (version / "report.md").read_text(encoding="utf-8")
    places = read_resource(version, "places")
    resources = json.loads((version / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    with ExitStack() as stack:
        pdfs = {
            one["name"]: stack.enter_context(pdfplumber.open(version / one["path"]))
            for one in resources
            if one["path"].startswith("source/")
        }
        for row in read_resource(version, resource):
            start, end = int(row["start"]), int(row["end"])
            own = places_of(places, start, end)
            if not own:
                yield f"{row['id']} {text[start:end]!r}: no place"
            elif row["page"] != own[0]["page"]:
                yield f"{row['id']} {text[start:end]!r}: on page {own[0]['page']}, not {row['page']}"
            else:
                digits = re.findall(r"\d+(?:\.\d+)?", bare(text[start:end].replace("<br>", "")))
                (source,) = {place["source"] for place in own}
                shown = words_at(pdfs[source], own)
                if not all(one in shown for one in digits):
                    yield f"{row['id']} {text[start:end]!r}: the box shows {shown!r}"
