"""The register that tests of understanding ask about, and its agencies by short keys."""

from dataclasses import replace

from index.understanding.model import Understood
from ingest.agency_names import parse_agency_name
from ingest.regions import load_gazetteer
from ingest.register import FormerName, Register

LAST_YEAR = 2025
# Keys by which tests name the agencies; names are of bodies that every county has, the schools and centres are invented.
AGENCIES = {
    "芦淞城管": "株洲市芦淞区城市管理和综合执法局",
    "开福城管": "长沙市开福区城市管理和综合执法局",
    "株洲城管": "株洲市城市管理和综合执法局",
    "楼区城管": "岳阳市岳阳楼区城市管理局",
    "芦淞教育": "株洲市芦淞区教育局",
    "芦淞卫健": "株洲市芦淞区卫生健康局",
    "荷塘卫健": "株洲市荷塘区卫生健康委员会",
    "开福财政": "长沙市开福区财政局",
    "芦淞市监": "株洲市芦淞区市场监督管理局",
    "芦淞人社": "株洲市芦淞区人力资源和社会保障局",
    "株洲支队": "株洲市城市管理综合行政执法支队",
    "芦淞组织": "中共株洲市芦淞区委组织部",
    "普陀社工": "中共上海市普陀区委社会工作部",
    "芦淞政府办": "株洲市芦淞区人民政府办公室",
    "芦淞法院": "株洲市芦淞区人民法院",
    "株洲民政": "株洲市民政局",
    "株洲生态": "株洲市生态环境局",
    "龙坪镇": "株洲市芦淞区龙坪镇人民政府",
    "龙潭镇": "株洲市芦淞区龙潭镇人民政府",
    "一中": "株洲市芦淞区第一中学",
    "二中": "株洲市芦淞区第二中学",
    "株洲妇联": "株洲市妇女联合会",
}
_FORMER = {"株洲生态": "株洲市环境保护局"}


def make_register() -> Register:
    """The register of these agencies."""
    gazetteer = load_gazetteer()
    register = Register()
    for key, name in AGENCIES.items():
        parsed = parse_agency_name(name)
        assert parsed is not None
        region = parsed.region
        assert region is not None
        register, agency = register.add(parsed, gazetteer.place(region))
        if key in _FORMER:
            changed = replace(agency, former_names=(FormerName(_FORMER[key]),))
            register = replace(register, agencies=register.agencies | {agency.id: changed})
    return register


_KEYS = {
    agency.name: key
    for agency in make_register().agencies.values()
    for key, name in AGENCIES.items()
    if agency.name == name
}
_IDS = {agency.id: _KEYS[agency.name] for agency in make_register().agencies.values()}


def agencies(understood: Understood) -> set[str]:
    """The keys of the agencies that were understood."""
    return {_IDS[match.id] for match in understood.agencies}


def chips(understood: Understood) -> list[tuple[str, str]]:
    """Kind and typed stretch of each chip."""
    return [(chip.kind, understood.text[chip.start : chip.end]) for chip in understood.chips]


def asked(understood: Understood) -> set[tuple[str | None, ...]]:
    """Code, scope, phase, measure of each figure that is asked for."""
    return {(one.code, one.scope, one.phase, one.measure) for one in understood.indicators}


def meaning(understood: Understood) -> object:
    """All that was understood, without where it stands."""
    return (
        {(match.id, match.how) for match in understood.agencies},
        understood.region,
        understood.years,
        understood.report_type,
        asked(understood),
        set(understood.functions),
        understood.amounts,
        understood.over_agencies,
        set(understood.rest.split()),
        set(understood.query.terms),
        replace(understood.query.filters, agencies=tuple(sorted(understood.query.filters.agencies))),
    )


def words(understood: Understood) -> set[str]:
    """The words that are searched for."""
    return set(understood.query.words)
