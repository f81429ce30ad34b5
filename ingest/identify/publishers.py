"""Who put a page up, and whether that body may be the one whose report stands on it, where the report itself names nobody."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.agency_names import AgencyName, parse_agency_name
from ingest.blocks import Paragraph
from ingest.folding import fold
from ingest.headings import Outline
from ingest.identify.evidence import Clue, Origin
from ingest.identify.page_furniture import Detail
from ingest.identify.titles import full_width

_BEGINNING = 80  # blocks
# Governments, their finance bureaus and newsrooms put up others' reports.
_FOR_OTHERS = re.compile(r"财政[局厅所]|(?:^|人民)政府(?:办公[室厅]|办)?$|^办公[室厅]$|新闻|信息中心|融媒体|政务公开")
_KINDS = "学校|小学|中学|医院|卫生院|幼儿园|中心|街道|大队|支队|林场|校|院|园|馆|站|所|镇|乡|场|社|局|委|办|厅|处"
_OWN = re.compile(rf"[我本](?P<kind>{_KINDS})(?!部|级|地|年|市|县|区|省)")
# What a body calls itself, and what its name then ends in, where that is another word.
_ENDINGS = {
    "校": "校|小学|中学|学院|大学|小|中",
    "街道": "街道|办事处",
    "委": "委|委员会",
    "办": "办|办公室",
    "镇": "镇|政府",
    "乡": "乡|政府",
}


def find_publishers(details: Sequence[Detail]) -> Iterator[Clue[AgencyName]]:
    """Who put the page up; a government or its finance bureau does so for others."""
    for detail in details:
        if detail.kind == "publisher":
            name = parse_agency_name(full_width(re.split(r"\s{2,}|\s*20\d\d\s*[-/年]", detail.value)[0]))
            if name and name.regions:
                yield Clue(name, detail.words, Origin.CONTEXT, detail.at)


def may_publish_its_own(publisher: AgencyName, outline: Outline) -> bool:
    """Tell whether a publisher may be the body that reports: no body that serves others, none of another kind than 我校, 我中心."""
    if _FOR_OTHERS.search(publisher.stem):
        return False
    paragraphs = (block.text for block in outline.blocks[:_BEGINNING] if isinstance(block, Paragraph))
    kinds = Counter(match["kind"] for text in paragraphs for match in _OWN.finditer(fold(text)))
    if not kinds:
        return True
    kind = kinds.most_common(1)[0][0]
    return re.search(rf"(?:{_ENDINGS.get(kind, kind)})$", publisher.stem) is not None
