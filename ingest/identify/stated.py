"""What sentences near the beginning tell of the report itself: what is announced (现将…公开如下), whose money is stated, and whether as budgeted or as spent."""

import re
from collections.abc import Iterator

from ingest.agency_names import parse_agency_name
from ingest.blocks import Paragraph
from ingest.folding import fold, squeeze
from ingest.headings import Outline
from ingest.identify.evidence import Clue, Origin
from ingest.identify.subjects import clean_subject
from ingest.identify.titles import BUDGET, FINAL_ACCOUNTS, PROJECT, Title, full_width, parse_title

_BEGINNING = 80  # blocks
_ANNOUNCED = re.compile(
    r"现将(?P<title>[^。:;,]{6,70}?)(?:的?(?:有关|相关|具体|基本)?(?:情况|信息|内容|事项))*(?:汇报|报告|公开|公布|公示|说明)*如下"
)
# An amount as the accounts state it (决算为5万元), and as a budget does; a year's accounts state 年初预算 beside it.
_SPENT = re.compile(r"决算(?:数|总数|总额|支出|收入)*(?:共计|合计|总计|为|是|约)?\d")
_BUDGETED = re.compile(
    r"预算(?:数|总数|总额|支出|收入|拨款|财政拨款|安排|执行)*(?:共计|合计|总计|为|是|约)?\d|(?:安排|编制)[^,。;\d]{0,20}预算\d"
)
_ADOPTED = re.compile(r"(?:年初|全年|调整后?|完成)预算数?(?:为|是|的)?\d")
# A project's form that was poured into one line: its labels still stand before what was filled in.
_POURED_FORM = re.compile(
    r"绩效(?:目标)?自评表\s*(?:\(?(?P<year>20\d\d)年度?\)?)?\s*项目(?:支出)?名称\s+(?P<subject>\S{2,60})\s+(?:\S+\s+){0,4}?"
    r"主管部门\S{0,6}\s+\S+\s+(?:项目)?实施单位(?:\(盖章\))?\s+(?P<name>\S{4,40})(?=\s)"
)
_MONEY = re.compile(r"\d(?:万|亿)?元")


def find_announced(outline: Outline) -> Iterator[tuple[Title, Origin, int | None]]:
    """Titles within a sentence that announces what follows: 现将某局2023年部门预算情况公开如下."""
    for at, block in enumerate(outline.blocks[:_BEGINNING]):
        if not isinstance(block, Paragraph) or at in outline.contents:
            continue
        for match in _ANNOUNCED.finditer(squeeze(block.text)):
            title = parse_title(match["title"])
            if title.report_type and title.agency and title.agency.regions and title.agency.certain:
                yield title, Origin.SENTENCE, at


def find_poured_forms(outline: Outline) -> Iterator[tuple[Title, Origin, int | None]]:
    """A project's self-evaluation form that lost its cells: the project, who carries it out, the year."""
    for at, block in enumerate(outline.blocks[:_BEGINNING]):
        match = _POURED_FORM.search(fold(block.text)) if isinstance(block, Paragraph) else None
        if match is None:
            continue
        agency = parse_agency_name(full_width(match["name"]))
        subject = clean_subject(match["subject"])
        year = int(match["year"]) if match["year"] else None
        if agency and agency.regions and subject:
            yield Title(match[0], agency, year, PROJECT, subject=subject), Origin.SENTENCE, at


def find_types_of_amounts(outline: Outline) -> Iterator[Clue[str]]:
    """Whether the text states what was spent or what is budgeted; nothing where it states both, as accounts may do."""
    spent: tuple[str, int] | None = None
    budgeted: tuple[str, int] | None = None
    for at, block in enumerate(outline.blocks):
        if not isinstance(block, Paragraph) or at in outline.contents:
            continue
        text = re.sub(r"\s+", "", fold(block.text))
        if not _MONEY.search(text):
            continue
        if spent is None and _SPENT.search(text):
            spent = (block.text[:60], at)
        if _ADOPTED.search(text):
            return
        if budgeted is None and _BUDGETED.search(text):
            budgeted = (block.text[:60], at)
    if spent is not None:
        yield Clue(FINAL_ACCOUNTS, spent[0], Origin.SENTENCE, spent[1])
    elif budgeted is not None:
        yield Clue(BUDGET, budgeted[0], Origin.SENTENCE, budgeted[1])
