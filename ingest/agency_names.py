"""Names of agencies: taking them apart, writing them canonically, and telling whether two of them mean one body.

An agency's name is its region's names and a stem (`株洲市芦淞区` + `城市管理和综合执法局`); party and group organs
carry the region inside (`中共` + `上海市普陀区` + `委社会工作部`). What follows the name is its coverage: 系统, （本级）.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.agency_forms import (
    PARTY,
    head_forms,
    is_known_organ,
    same_stem,
    short_stem,
    split_head,
    spoken_forms,
)
from ingest.folding import fold
from ingest.regions import Region, RegionMatch, RegionPlace, load_gazetteer

DEPARTMENT, UNIT = "department", "unit"

# How the names of agencies end; longer endings first, so that 人民检察院 is not taken for a 院.
_ORGANS = (
    "街道办事处|人民政府办公室|人民政府|人民法院|人民检察院|人民代表大会常务委员会|人民代表大会|管理委员会|委员会办公室|委员会"
    "|社会工作部|统一战线工作部|统战部|组织部|宣传部|政法委|巡察工作领导小组办公室|领导小组办公室|办公室|办事处|联合会|联合社|总工会"
    "|基金会|研究院|研究所|设计院|科学院|图书馆|博物馆|文化馆|档案馆|纪念馆|体育馆|美术馆|规划馆|医院|卫生院|保健院|服务站|监督所|派出所|事务所"
    "|幼儿园|小学|中学|学校|学院|大学|党校|学区|完小|附小|附中|高中|职高|开发区|园区|集中区|集聚区|产业区|新区|示范区|度假区|风景区|名胜区|保税区|合作区|试验区|景区|灌区|管理区|管委会|总队|支队|大队|中队|消防队|林场|农场|水库|公园|动物园|广播电视台|电视台|报社|出版社"
    "|中心|协会|学会|商会|侨联|科协|残联|妇联|工商联|文联|社科联|红十字会|团委|纪委监委|监委|纪委|党委|政协|人大|法院|检察院"
    "|讲师团|文工团|歌舞团|艺术团|剧团|杂技团|乐团|研究室|编纂室|监狱|海关|地震台|养路段|公路段|管理段|总站|分局|总局|局|厅|处|站|所|委|办|队|院|校|馆|园|场|台|社|库|部|会|镇|乡|街道|苏木"
)
# 第三中, 实验小: only behind what schools are counted or called by; and regiments of the Corps.
_COUNTED = (
    r"(?<=[镇乡])政府|(?:第?[一二三四五六七八九十\d]{1,3}|实验)[中小]|第?[一二三四五六七八九十百〇零\d]{1,4}[团师]"
)
_ORGAN_END = re.compile(rf"(?:{_ORGANS}|{_COUNTED})$")
_COVERAGE = (
    (re.compile(r"(?:\((?:本级|机关|局机关|局本级|机关本级|本部)\)|局本级|机关本级|本级|机关)$"), UNIT),
    (re.compile(r"(?:系统|部门汇总|\(汇总\)|汇总|\(部门\)|及所属(?:单位)?|\(含下属单位\)|\(系统\))$"), DEPARTMENT),
)
_BUDGET_CODE = re.compile(r"^\d{3,9}\s*[-－—_]?\s*(?=[\u4e00-\u9fff])")
# What a body was called before: 某局（原某某局）.
_FORMERLY = re.compile(r"[（(](?:原名?|曾用名)[^（）()]*[）)]")
# A name that names its superior, too: 某局下属单位某中心. Which of both is meant, and in which form, stays open.
_SUPERIOR_INSIDE = re.compile(r"(?:下属|所属|下辖)(?:单位|机构)?(?=.)")
_PLACEHOLDER = re.compile(r"[xX×ＸＹ]{2,}|[*＊○〇_＿]{2,}|某{1,2}(?=[省市县区局部单])|[…·]{2,}|\((?:单位|部门)名称\)")
_NOT_NAMES = re.compile(
    r"^(?:我|本|各|该|贵|上级|主管|预算|有关|相关|所属|下属|二级|其他|全[省市县区]|[省市县区](?:直|级|属))"
)
# Offices that every body has: the name of none.
_INNER_OFFICE = re.compile(r"(?:办公室|委员会|管理委员会|中心|领导小组办公室)")
# 岳阳经济技术开发区: the region's short form is part of the zone's name and tells where it lies.
_ZONE = re.compile(
    r"(?:国家|国家级)?(?:经济|高新|工业)(?:技术)?(?:产业)?(?:开发|园)?区(?:管理委员会|管委会)?"
    r"|[^市县区]{0,10}(?:(?:开发|高新|产业|园|新|商务|示范|保税|合作|试验)区|产业园|工业园)(?:管理委员会|管委会)$"
    r"|生产建设兵团"
)


@dataclass(frozen=True, slots=True)
class AgencyName:
    """An agency's name taken apart.

    `region` is None where the name has no region or one that several places share; `regions` are then the candidates.
    `stem` is the name without the region; `printed` the name as found, coverage left off. `head` is the part of the
    stem before the region, in names of parties and the like. `certain` is false where the region is only a short form
    (株洲教育局).
    """

    printed: str
    stem: str
    regions: tuple[Region, ...] = ()
    certain: bool = True
    coverage: str | None = None
    head: str = ""

    @property
    def region(self) -> Region | None:
        """The one region that the name gives, if it gives one."""
        return self.regions[0] if len(self.regions) == 1 else None


def is_placeholder(text: str) -> bool:
    """Tell whether a name was left blank in a template: 上海市 XX 局, XX单位.

    >>> is_placeholder("上海市XX局"), is_placeholder("上海市财政局")
    (True, False)
    """
    return bool(_PLACEHOLDER.search(fold(text).replace(" ", "")))


def parse_agency_name(text: str) -> AgencyName | None:
    """Take a name apart, or return None where the text does not look like an agency's name.

    >>> parse_agency_name("株洲市芦淞区城市管理和综合执法局系统").coverage
    'department'
    """
    name = _FORMERLY.sub("", _BUDGET_CODE.sub("", re.sub(r"\s+", "", text))).strip("：:，,、。.-—_")
    name, coverage = split_coverage(name)
    if not 2 <= len(name) <= 45 or is_placeholder(name) or _SUPERIOR_INSIDE.search(name):
        return None
    return _with_region(name, coverage) or _without_region(name, coverage)


def _with_region(name: str, coverage: str | None) -> AgencyName | None:
    """The name taken apart where it has a region: at the beginning, or behind the name of a party."""
    printed_head, rest = split_head(name)
    for head, after in ((printed_head, rest), ("", name)):
        match = _match_region(after)
        if match is None:
            continue
        stem = head + after[match.end :]
        if not _is_stem(stem):
            return None
        # A short form is the beginning of many names (湖南大学, 南京路小学); only of an organ's does it tell the region.
        if match.certain or head or _is_organ(stem):
            return AgencyName(name, stem, match.candidates, match.certain, coverage, head)
    return None


def _match_region(text: str) -> RegionMatch | None:
    """The region at the beginning of a name; 湖南省株洲教育局 is in 株洲, but 湖南省株洲监狱 may be the province's."""
    match = load_gazetteer().match_prefix(text)
    if match is not None and match.certain:
        below = load_gazetteer().match_short(text[match.end :], match.candidates)
        if below is not None and _is_organ(text[match.end + below.end :]):
            return replace(below, end=match.end + below.end)
    return match


def _without_region(name: str, coverage: str | None) -> AgencyName | None:
    match = load_gazetteer().match_prefix(name)
    if match is not None and match.certain:
        return None
    if len(name) < 3 or not _is_stem(name) or _NOT_NAMES.match(name) or _INNER_OFFICE.fullmatch(name):
        return None
    return AgencyName(name, name, coverage=coverage)


def _is_organ(stem: str) -> bool:
    """Tell whether a name behind a region's short form is an organ's, or that of a zone or of an organ of the zone."""
    return is_known_organ(stem) or bool(_ZONE.match(stem))


def _is_stem(stem: str) -> bool:
    bare = _without_plate(stem)
    return bool(bare) and bool(_ORGAN_END.search(bare)) and not re.search(r"[，。；！？\d]{2,}|[，。；！？]", bare)


def _without_plate(name: str) -> str:
    """The name without a second plate in brackets: 综合行政执法局（城市管理局）."""
    return re.sub(r"[（(][^）)]*[）)]$", "", name)


def same_body(one: AgencyName, other: AgencyName) -> bool:
    """Tell whether two names may mean one body: the same region as far as told, and stems with a usual form in common.

    >>> same_body(parse_agency_name("芦淞区城管局"), parse_agency_name("株洲市芦淞区城市管理和综合执法局"))
    True
    """
    mine, theirs = {r.adcode for r in one.regions}, {r.adcode for r in other.regions}
    if mine and theirs and not mine & theirs:
        return False
    return same_stem(one.stem, other.stem)


def split_coverage(name: str) -> tuple[str, str | None]:
    """Split what the accounts cover off a name: 某局（本级） gives (某局, unit).

    >>> split_coverage("芦淞区教育局（本级）")
    ('芦淞区教育局', 'unit')
    """
    folded = fold(name)
    for pattern, coverage in _COVERAGE:
        match = pattern.search(folded)
        if match and match.start() >= 3:
            return name[: match.start()], coverage
    return name, None


def canonical_name(name: AgencyName, place: RegionPlace) -> str:
    """The full name with the region's names in front (behind 中共 and the like), the province left off.

    >>> from ingest.regions import load_gazetteer
    >>> canonical_name(parse_agency_name("芦淞区城管局"), load_gazetteer().place("430203"))
    '株洲市芦淞区城管局'
    """
    if _bears_region(name, place):
        return name.printed if not name.certain else name.stem
    return name.head + place.prefix + name.stem.removeprefix(name.head)


def _bears_region(name: AgencyName, place: RegionPlace) -> bool:
    """Tell whether the region's short form is part of the name itself: 株洲日报社, 岳阳经济技术开发区管委会."""
    if not name.certain:
        return bool(_ZONE.match(name.stem))
    return any(name.stem.startswith(short) for short in load_gazetteer().short_names_around(place))


def short_name(name: AgencyName, place: RegionPlace) -> str:
    """The name by which people know the agency: 芦淞区城管局, 共青团芦淞区委."""
    if _bears_region(name, place):
        return canonical_name(name, place)
    short = short_stem(name.stem)
    if short or not name.head:
        return place.name + (short or name.stem)
    rest = re.sub("^委员会", "委", name.stem.removeprefix(name.head))
    head = head_forms(name.head)[0]
    return (place.name if head == PARTY else head + place.name) + rest


def usual_names(names: Iterable[str], place: RegionPlace) -> list[str]:
    """Every usual way to name an agency known by `names`: with and without upper regions, short, by region's stem.

    >>> from ingest.regions import load_gazetteer
    >>> "芦淞城管局" in usual_names(["株洲市芦淞区城市管理和综合执法局"], load_gazetteer().place("430203"))
    True
    """
    own = place.name
    regions = [place.prefix, own, place.province + place.prefix]
    if len(own) > 2 and own[-1] in "省市区县旗":
        regions.append(own[:-1])
    found: dict[str, None] = {}
    for name in names:
        found[name] = None
        parsed = parse_agency_name(name)
        for form in sorted(spoken_forms(parsed.stem if parsed else name)):
            for head, rest in _headed(form):
                for region in regions:
                    found[head + region + rest] = None
    return list(found)


def _headed(form: str) -> Iterator[tuple[str, str]]:
    """A form as what stands before and behind the region: 中共 may be left off, 民盟 may not."""
    printed, rest = split_head(form)
    if not printed or not rest.startswith(("委", "纪", "直", "总支", "支部")):
        yield "", form
        return
    heads = head_forms(printed)
    for head in heads:
        yield head, rest
    if heads[0] == PARTY:
        yield "", rest
