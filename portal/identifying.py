"""What files are, told without storing anything: one record a file, null where its text does not tell."""

import json
from pathlib import Path
from typing import Any

from ingest.agency_names import canonical_name
from ingest.blocks import Block, find_source
from ingest.errors import IngestError
from ingest.headings import Outline, find_headings
from ingest.identify import CONFIDENCE, Clue, Decision, Declared, decide, find_clues, find_refusal
from ingest.readers import read_document
from ingest.source import decode_name, load_source


def tell_file(path: Path) -> dict[str, Any]:
    """What a file says of itself, ready for JSON; with `error` alone where it cannot be read.

    `evidence` has for each value that is told the words it rests on, where they were found (`title`, `field`,
    `heading`, `sentence`, `file_name`), the page where the format has pages, and the number of the paragraph or table;
    `refusal` says why a file is no report of an agency, and its type is null then.
    """
    name = decode_name(path)
    try:
        source = load_source(path)
        outline = find_headings(read_document(source).blocks)
    except IngestError as error:
        return {"file": name, "error": str(error)}
    clues = find_clues(outline, source.stem)
    refusal = find_refusal(clues, outline, named=False)
    return {"file": name, **_told(decide(clues, outline, Declared(), lambda _: None), outline, refusal)}


def _told(decision: Decision, outline: Outline, refusal: str | None) -> dict[str, Any]:
    kind = decision.report_type if refusal is None else None
    place, agency = decision.place, decision.agency
    evidence = {
        "agency": agency,
        "region": place,
        "year": decision.year,
        "type": kind,
        "coverage": decision.coverage if kind else None,
        "subject": decision.subject if kind else None,
    }
    values: dict[str, Any] = {key: clue.value if clue else None for key, clue in evidence.items()}
    if agency is not None:
        values["agency"] = canonical_name(agency.value, place.value) if place else agency.value.printed
    if place is not None:
        region = place.value
        values["region"] = {
            "adcode": region.adcode,
            "province": region.province,
            "city": region.city,
            "county": region.county,
        }
    return {
        **values,
        "confidence": min((CONFIDENCE[clue.origin] for clue in evidence.values() if clue), default=None),
        "refusal": refusal,
        "evidence": {key: _where(clue, outline) for key, clue in evidence.items() if clue},
    }


def _where(clue: Clue[Any], outline: Outline) -> dict[str, Any]:
    block: Block | None = outline.blocks[clue.at] if clue.at is not None else None
    return {
        "words": clue.words,
        "from": clue.origin.name.lower(),
        "page": block.page if block and find_source(block) == 1 else None,
        "paragraph": clue.at + 1 if clue.at is not None else None,
        "confidence": CONFIDENCE[clue.origin],
    }


def as_line(told: dict[str, Any]) -> str:
    """The record as one line of JSON, Chinese as it is."""
    return json.dumps(told, ensure_ascii=False)
