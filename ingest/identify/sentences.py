"""Agencies and years that sentences tell: who is said to be what, whose accounts are meant, who signs, which year money is of."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ingest.agency_forms import is_known_organ
from ingest.agency_names import AgencyName, parse_agency_name
from ingest.blocks import Paragraph
from ingest.folding import fold
from ingest.headings import Outline
from ingest.identify.evidence import Clue, Origin
from ingest.identify.titles import full_width, parse_year

_SUBJECT_VERB = r"(?:是|为|系|共设置|内设|下设|下辖|设有|设置|共有|现有|属于?|隶属|位于|成立于|组建于|由|包括|作为|主要职[责能]|主要履行|履行|的?主要职责|机关行政|核定|编制|于\d{4}年|部门决算|部门预算|(?:收入|支出)预算|(?:的?一般公共预算|的?财政拨款|的)*[\"“]?三公[\"”]?经费|(?:20\d\d)年)"
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
# What is said of a superior, or of an authority that does something to the reporting body: 某局是我中心的主管部门.
_ANOTHER = re.compile(
    r"[我本该](?:局|委|办|部|厅|院|校|所|站|会|队|社|镇|乡|街道|中心|室|馆|园|场|处|团|单位|机关|系统)"
    r"|上级|(?:主管|主办|管理|指导|领导|监督)(?:部门|单位|机关)|下达|批复|拨付|印发|下发|转发"
)
_COVERED = re.compile(
    r"(?:纳入|列入)(?P<name>[^,。;:纳]{3,40}?)(?:20\d\d年?度?)?(?:部门|单位)?(?:汇总)?(?:决算|预算)(?:汇总)?(?:编制|编报|公开)范围"
)
_IS_SOMETHING = re.compile(
    r"(?P<name>(?![省市县区州旗本我该各其])[^,。;:()|\s]{3,24}[院校所站园馆中心处镇乡街道]{1,2})(?:是一|是[^,。;]{0,20}(?:单位|机关|机构|学校|医院|部门)|(?:隶?属于?|为)[^,。;]{0,12}(?:单位|机关|机构))"
)
_BASED = re.compile(
    r"^(?:根据|按照|依据|依照)[^。;]*?(?:》|\)|规定|精神|要求)(?:(?:等|的)?(?:有关|相关)?(?:文件)?(?:规定|要求|精神))?,\s*"
)
_YEAR_BEFORE = re.compile(r"^20\d\d年度?,?\s*(?!\d)")
_BEGINNING = 80  # blocks
_LONGEST_NAME = 45
_DAY = re.compile(
    r"20\d\d年\d{1,2}月\d{1,2}日|[二2][〇零○O0][〇零○O一二三四五六七八九\d]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_MONEY = re.compile(r"\d\s*(?:万|亿)?元")
_FLOW = re.compile(r"收入|支出|预算|决算|拨款")


def find_subjects(outline: Outline) -> Iterator[Clue[AgencyName]]:
    """Agencies, named with their region, of whom a sentence near the beginning says what they are or have."""
    for at, sentence in _first_sentences(outline):
        name = _subject(sentence)
        if name:
            yield Clue(name, sentence[:60], Origin.SENTENCE, at)


def find_subjects_without_region(outline: Outline) -> Iterator[Clue[AgencyName]]:
    """Agencies of whom a sentence says outright what they are, though not where: 云溪乡卫生院是一所公立医院."""
    for at, sentence in _first_sentences(outline):
        match = _IS_SOMETHING.match(fold(sentence))
        name = parse_agency_name(full_width(match["name"])) if match else None
        if name and not name.regions and not is_known_organ(name.stem):
            yield Clue(name, sentence[:60], Origin.SENTENCE, at)


def _first_sentences(outline: Outline) -> Iterator[tuple[int, str]]:
    """Sentences near the beginning, with the places of their blocks."""
    for at, block in enumerate(outline.blocks[:_BEGINNING]):
        if at not in outline.contents and isinstance(block, Paragraph):
            yield from ((at, sentence.strip()) for sentence in re.split(r"(?<=。)", block.text)[:4])


def find_signature(outline: Outline) -> Iterator[Clue[AgencyName]]:
    """Who signs at the end, above the date; a finance authority may sign what it received or evaluated."""
    signed: dict[str, Clue[AgencyName]] = {}
    for at, (block, below) in enumerate(pairwise(outline.blocks)):
        if not isinstance(block, Paragraph) or not isinstance(below, Paragraph) or len(block.text) > _LONGEST_NAME:
            continue
        if _DAY.fullmatch(re.sub(r"\s+", "", fold(below.text))) and at not in outline.headings:
            name = parse_agency_name(block.text)
            if name and name.regions and name.certain and not re.search(r"财政(?:局|厅)", name.stem):
                signed[name.printed] = Clue(name, block.text, Origin.SENTENCE, at)
    if len(signed) == 1:
        yield from signed.values()


def find_covered(outline: Outline) -> Iterator[Clue[AgencyName]]:
    """纳入某局2023年度部门决算编制范围的单位: whose accounts these are."""
    for at, block in enumerate(outline.blocks):
        if isinstance(block, Paragraph) and at not in outline.contents and (match := _COVERED.search(fold(block.text))):
            name = parse_agency_name(full_width(match["name"]))
            if name and name.regions:
                yield Clue(name, match[0], Origin.SENTENCE, at)


def _subject(sentence: str) -> AgencyName | None:
    """The agency of which a sentence says what it is; what it is based on may stand before (根据《…》，某局…)."""
    begun = _YEAR_BEFORE.sub("", _BASED.sub("", fold(sentence)))
    sentence = sentence[len(sentence) - len(begun) :]
    verb = re.match(
        rf"(.{{3,40}}?[局委办部厅院校所站会队社镇乡心府室馆园场司处团道联协区])(?P<aside>{_ASIDE.pattern})?(?={_SUBJECT_VERB})",
        sentence,
    )
    name = parse_agency_name(verb[1]) if verb else None
    if verb is None or name is None or not name.regions:
        return None
    if not name.certain and "以下简称" not in (verb["aside"] or ""):
        return None
    clause = _ASIDE.sub("", re.split(r"[，,。；;]", sentence[verb.end() :], maxsplit=1)[0])
    return None if _ANOTHER.search(clause) else name


def find_years_of_amounts(outline: Outline) -> Iterator[Clue[int]]:
    """The year of which most sentences speak that state money received, budgeted or spent."""
    counts: Counter[int] = Counter()
    words: dict[int, tuple[str, int]] = {}
    for at, block in enumerate(outline.blocks):
        if not isinstance(block, Paragraph):
            continue
        for sentence in re.split(r"(?<=[。；])", block.text):
            year = parse_year(fold(sentence))
            if year and _MONEY.search(fold(sentence)) and _FLOW.search(sentence):
                # Whose year opens the sentence is spoken of; further inside it is often the year compared with.
                counts[year] += 2 if _YEAR_BEFORE.match(fold(sentence).strip()) else 1
                words.setdefault(year, (sentence.strip()[:60], at))
    if counts:
        year, count = counts.most_common(1)[0]
        if count > 0.6 * counts.total() or (count >= 2 and count > 1.5 * counts.most_common(2)[-1][1]):
            yield Clue(year, words[year][0], Origin.SENTENCE, words[year][1])
