"""Names of agencies: taking them apart, writing them canonically, and telling whether two of them mean one body.

An agency's name is its region's names and a stem (`株洲市芦淞区` + `城市管理和综合执法局`); party and group organs
carry the region inside (`中共` + `上海市普陀区` + `委社会工作部`). What follows the name is its coverage: 系统, （本级）.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ingest.folding import fold
from ingest.regions import Region, RegionPlace, load_gazetteer
from ingest.vocabulary import load_agency_stems

DEPARTMENT, UNIT = "department", "unit"

# How the names of agencies end; longer endings first, so that 人民检察院 is not taken for a 院.
_ORGANS = (
    "街道办事处|人民政府办公室|人民政府|人民法院|人民检察院|人民代表大会常务委员会|人民代表大会|管理委员会|委员会办公室|委员会"
    "|社会工作部|统一战线工作部|统战部|组织部|宣传部|政法委|巡察工作领导小组办公室|领导小组办公室|办公室|办事处|联合会|联合社|总工会"
    "|基金会|研究院|研究所|设计院|科学院|图书馆|博物馆|文化馆|档案馆|纪念馆|体育馆|美术馆|规划馆|医院|卫生院|保健院|服务站|监督所|派出所|事务所"
    "|幼儿园|小学|中学|学校|学院|大学|党校|开发区|园区|管委会|总队|支队|大队|中队|消防队|林场|农场|水库|公园|动物园|广播电视台|电视台|报社|出版社"
    "|中心|协会|学会|商会|侨联|科协|残联|妇联|工商联|文联|社科联|红十字会|团委|纪委监委|监委|纪委|党委|政协|人大|法院|检察院"
    "|总站|分局|总局|局|厅|处|站|所|委|办|队|院|校|馆|园|场|台|社|库|部|会|镇|乡|街道|苏木"
)
_ORGAN_END = re.compile(rf"(?:{_ORGANS})$")
_PARTY = re.compile(
    r"^(?:中共|中国共产党|中国共产主义青年团|共青团|中国人民政治协商会议|中国国民党革命委员会|民革|民盟|民建|民进|农工党|致公党|九三学社)"
)
_COVERAGE = (
    (re.compile(r"(?:\((?:本级|机关|局机关|部门|汇总|局本级|机关本级|本部)\)|局本级|机关本级|本级|机关)$"), UNIT),
    (re.compile(r"(?:系统|部门汇总|\(汇总\)|汇总|\(部门\)|及所属(?:单位)?|\(含下属单位\)|\(系统\))$"), DEPARTMENT),
)
_BUDGET_CODE = re.compile(r"^\d{3,9}\s*[-－—]?\s*(?=[\u4e00-\u9fff])")
_PLACEHOLDER = re.compile(r"[xX×ＸＹ]{2,}|[*＊○〇_＿]{2,}|某{1,2}(?=[省市县区局部单])|[…·]{2,}|\((?:单位|部门)名称\)")
_NOT_NAMES = re.compile(
    r"^(?:我|本|各|该|贵|上级|主管|预算|有关|相关|所属|下属|二级|其他|全[省市县区]|[省市县区](?:直|级|属))"
)
_DROPPED = re.compile(r"[和与及、]")


@dataclass(frozen=True, slots=True)
class AgencyName:
    """An agency's name taken apart.

    `region` is None where the name has no region or one that several places share; `regions` are then the candidates.
    `stem` is the name without the region; `printed` the name as found, coverage left off.
    """

    printed: str
    stem: str
    regions: tuple[Region, ...] = ()
    certain: bool = True
    coverage: str | None = None

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
    name = _BUDGET_CODE.sub("", re.sub(r"\s+", "", text)).strip("：:，,、。.-—_")
    name, coverage = split_coverage(name)
    if not 2 <= len(name) <= 45 or is_placeholder(name):
        return None
    party = _PARTY.match(name)
    head = party.end() if party else 0
    match = load_gazetteer().match_prefix(name[head:])
    if match is None:
        if not _ORGAN_END.search(_without_plate(name)) or _NOT_NAMES.match(name) or len(name) < 3:
            return None
        return AgencyName(name, name, coverage=coverage)
    stem = name[:head] + name[head + match.end :]
    if not _is_stem(stem):
        return None
    return AgencyName(name, stem, match.candidates, match.certain, coverage)


def _is_stem(stem: str) -> bool:
    bare = _without_plate(stem)
    return bool(bare) and bool(_ORGAN_END.search(bare)) and not re.search(r"[，。；！？\d]{2,}|[，。；！？]", bare)


def _without_plate(name: str) -> str:
    """The name without a second plate in brackets: 综合行政执法局（城市管理局）."""
    return re.sub(r"[（(][^）)]*[）)]$", "", name)


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
    party = _PARTY.match(name.stem)
    head = party.end() if party else 0
    return name.stem[:head] + place.prefix + name.stem[head:]


@cache
def stem_variants(stem: str) -> frozenset[str]:
    """Every usual form of a name without its region: itself, short forms, full forms of a short form.

    A short form may belong to several bodies (综合执法局); whoever matches by it must find only one.
    """
    plain = _DROPPED.sub("", stem)
    variants = {stem, plain}
    plate = re.match(r"(.+?)[（(](.+?)[）)]$", stem)
    if plate:
        variants |= stem_variants(plate[1]) | stem_variants(plate[2])
    for row in load_agency_stems():
        full = {one for one in row.stems if "X" not in one}
        forms = full | {_DROPPED.sub("", one) for one in full} | set(row.short_forms)
        if stem in forms or plain in forms:
            variants |= forms
    variants |= _abbreviated(stem)
    return frozenset(variants)


_ENDINGS = (
    ("委员会办公室", ("委办", "委办公室")),
    ("管理委员会", ("管委会",)),
    ("街道办事处", ("街道", "街道办", "街办")),
    ("人民政府", ("政府",)),
    ("服务中心", ("中心",)),
    ("管理中心", ("中心",)),
    ("管理局", ("局",)),
    ("委员会", ("委",)),
    ("办公室", ("办",)),
    ("联合会", ("联",)),
)


def _abbreviated(stem: str) -> set[str]:
    """Forms with the ending shortened: 街道办事处 → 街道, 服务中心 → 中心."""
    for ending, shorts in _ENDINGS:
        if stem.endswith(ending) and len(stem) > len(ending) + 1:
            return {stem.removesuffix(ending) + short for short in shorts}
    return set()


def short_stem(stem: str) -> str | None:
    """The usual short form of a name without its region (城管局), or None where it has none or is one itself.

    Among several, the one that ends as the name does: 卫生健康委员会 is 卫健委, 卫生健康局 is 卫健局.
    """
    plain = _DROPPED.sub("", stem)
    for row in load_agency_stems():
        if stem in row.short_forms or plain not in {_DROPPED.sub("", one) for one in row.stems}:
            continue
        shorter = [form for form in row.short_forms if len(form) < len(stem)]
        ending = "委" if stem.endswith("委员会") else "办" if stem.endswith("办公室") else stem[-1]
        return next((form for form in shorter if form.endswith(ending)), shorter[0] if shorter else None)
    return None


def short_name(name: AgencyName, place: RegionPlace) -> str:
    """The name by which people know the agency: 芦淞区城管局."""
    party = _PARTY.match(name.stem)
    if party:
        return place.name + re.sub(r"^委员会", "委", name.stem[party.end() :])
    return place.name + (short_stem(name.stem) or name.stem)


def usual_names(names: Iterable[str], place: RegionPlace) -> list[str]:
    """Every usual way to name an agency known by `names`: with and without upper regions, short, by region's stem.

    >>> from ingest.regions import load_gazetteer
    >>> "芦淞城管局" in usual_names(["株洲市芦淞区城市管理和综合执法局"], load_gazetteer().place("430203"))
    True
    """
    own = place.name
    heads = [place.prefix, own, place.province + place.prefix]
    if len(own) > 2 and own[-1] in "省市区县旗":
        heads.append(own[:-1])
    found: dict[str, None] = {}
    for name in names:
        found[name] = None
        parsed = parse_agency_name(name)
        stem = parsed.stem if parsed else name
        party = _PARTY.match(stem)
        for variant in sorted(stem_variants(stem)):
            tail = variant[party.end() :] if party and variant == stem else variant
            for head in heads:
                found[(party[0] if party and variant == stem else "") + head + tail] = None
                if party and variant == stem:
                    found[head + tail] = None
    return list(found)
