"""The generated corpus: 24 agencies of six regions, several years and types of reports each.

Bodies of the usual kinds (卫生健康局, 市场监督管理局 …) stand in several regions, since that is what makes a short name mean
one body or many. What they spend, run and write is the generator's: every amount is drawn by chance. One seed, so the
corpus is always the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ingest.register import FormerName, Register
from ingest.samples.agencies import Agency, agency
from ingest.samples.chance import Chance
from ingest.samples.output import write_report
from ingest.samples.performance.report import Annexes
from ingest.samples.regions import region
from ingest.samples.report import Author, Shape, author, make
from ingest.samples.truth import truth_of
from ingest.samples.writers import Medium

_SEED = 20_250_901
_ACCOUNTS, _BUDGET, _PERFORMANCE, _PROJECT = "final_accounts", "budget", "performance", "project_performance"
# Places of whose usual forms the generator knows too few sentences.
_WRITING_VARIEDLY = ("yunnan",)
_FORMS = {"hunan": Annexes(base_data=True, evaluation=True)}


@dataclass(frozen=True, slots=True)
class Body:
    """An agency of the corpus.

    Attributes:
        adcode: its region.
        kind: of the generator's; what it does.
        voice: the manner of writing of its province.
        stem: its name without the region; empty for a name of the generator's.
        units: whether it has subordinate units (a department) or not (a unit).
        first: its first fiscal year; reports are there up to 2023.
        more: types of reports beside the final accounts of all years, and of which years.
        former: names that it bore until a year.
        aliases: further names, as an editor of the register notes them.
    """

    adcode: str
    kind: str
    voice: str
    stem: str = ""
    units: bool = True
    first: int = 2020
    more: tuple[tuple[str, tuple[int, ...]], ...] = ()
    former: tuple[FormerName, ...] = ()
    aliases: tuple[str, ...] = ()


def _evaluated(*years: int) -> tuple[str, tuple[int, ...]]:
    return _PERFORMANCE, years


def _planned(*years: int) -> tuple[str, tuple[int, ...]]:
    return _BUDGET, years


_TIANYUAN, _TIANXIN, _PINGJIANG, _YUECHENG, _FENGXIAN, _WUHUA = (
    "430211",
    "430103",
    "430626",
    "330602",
    "310120",
    "530102",
)
BODIES = (
    Body(
        _TIANYUAN,
        "health",
        "hunan",
        "卫生健康局",
        more=(_evaluated(2021, 2022, 2023), _planned(2023)),
        former=(FormerName("株洲市天元区卫生和计划生育局"),),
    ),
    Body(_TIANYUAN, "data", "hunan", "人力资源和社会保障局", more=(_evaluated(2022, 2023), _planned(2022, 2023))),
    Body(
        _TIANYUAN,
        "market",
        "hunan",
        "市场监督管理局",
        units=False,
        more=(_evaluated(2023), _planned(2022, 2023)),
        former=(FormerName("株洲市天元区工商行政管理局"), FormerName("株洲市天元区食品药品监督管理局")),
    ),
    Body(_TIANYUAN, "space", "hunan", "城市管理和综合执法局", more=(_evaluated(2021, 2022, 2023), _planned(2023))),
    Body(_TIANYUAN, "school", "hunan", "教育局", more=(_evaluated(2022), (_PROJECT, (2022,)))),
    Body(
        _TIANYUAN,
        "emergency",
        "hunan",
        "应急管理局",
        first=2021,
        former=(FormerName("株洲市天元区安全生产监督管理局"),),
    ),
    Body(_TIANYUAN, "eldercare", "hunan", "民政局", units=False, more=(_evaluated(2021, 2022, 2023),)),
    Body(_TIANXIN, "space", "hunan", "城市管理和综合执法局", more=(_evaluated(2022, 2023),)),
    Body(_TIANXIN, "health", "hunan", "卫生健康局", units=False, more=(_planned(2023),)),
    Body(_TIANXIN, "school", "hunan", "教育局", first=2021, more=(_evaluated(2022, 2023), _planned(2023))),
    Body(_TIANXIN, "street", "hunan", first=2021, more=(_evaluated(2022, 2023),)),
    Body(
        _PINGJIANG,
        "crop",
        "hunan",
        "农业农村局",
        more=(_evaluated(2022, 2023), _planned(2023)),
        former=(FormerName("岳阳市平江县农业局"),),
    ),
    Body(_PINGJIANG, "rural_road", "hunan", "交通运输局", more=(_evaluated(2023), _planned(2023), (_PROJECT, (2022,)))),
    Body(_PINGJIANG, "health", "hunan", "卫生健康局", units=False, first=2021),
    Body(_PINGJIANG, "space", "hunan", "城市管理局", first=2021, aliases=("平江县城管执法局",)),
    Body(_YUECHENG, "canal", "zhejiang", "水利局", more=(_planned(2022, 2023),)),
    Body(_YUECHENG, "reading", "zhejiang", "文化广电旅游局", units=False, aliases=("越城区文旅局",)),
    Body(_YUECHENG, "space", "zhejiang", "综合行政执法局", more=(_planned(2023),)),
    Body(_YUECHENG, "canal", "zhejiang", first=2021, units=False),
    Body(_FENGXIAN, "greenway", "shanghai", "绿化和市容管理局", more=(_planned(2023),)),
    Body(_FENGXIAN, "eldercare", "shanghai", "民政局", more=(_planned(2022, 2023),)),
    Body(_FENGXIAN, "market", "shanghai", "市场监督管理局", units=False, first=2021),
    Body(_WUHUA, "greenway", "yunnan", first=2021),
    Body(_WUHUA, "reading", "yunnan", units=False, first=2021, more=((_PROJECT, (2023,)),)),
)
_LAST = 2023


def _invent(body: Body) -> Agency:
    """The generator's agency, under the body's name."""
    made = agency(body.adcode, body.kind, body.voice, with_units=body.units)
    if not body.stem:
        return made
    place = region(body.adcode)
    names = tuple(f"{front}{body.stem}" for front in (place.full_name, place.name, place.path))
    units = tuple(f"{place.name}{unit}" for unit in made.kind.units) or (f"{place.name}{body.stem}服务中心",)
    return replace(
        made,
        key=f"{made.key}-{body.stem}",
        name=names[0],
        alternatives=tuple(name for name in dict.fromkeys(names[1:]) if name != names[0]),
        units=units if body.units else (),
    )


def _reports(body: Body) -> Iterator[tuple[int, str]]:
    for year in range(body.first, _LAST + 1):
        yield year, _ACCOUNTS
    for report_type, years in body.more:
        for year in years:
            yield year, report_type


def _author(body: Body) -> Author:
    varied = body.voice in _WRITING_VARIEDLY
    return author(_invent(body), range(body.first, _LAST + 1), Chance(_SEED), varied=varied)


def _shape(voice: str, report_type: str) -> Shape:
    if report_type == _PERFORMANCE:
        return Shape(annexes=_FORMS.get(voice, Annexes(evaluation=True)), cover=True)
    return Shape()


def _stem(who: Author, year: int, report_type: str) -> str:
    whose = "部门" if who.agency.is_department else "单位"
    kind = {_ACCOUNTS: f"{whose}决算", _BUDGET: f"{whose}预算", _PERFORMANCE: "整体支出绩效自评报告"}
    return f"{who.agency.name}{year}年度{kind.get(report_type, '项目支出绩效自评报告')}"


def write_generated(directory: Path) -> list[Path]:
    """Write the reports, without truths, and return their paths."""
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for body in BODIES:
        who = _author(body)
        for year, report_type in _reports(body):
            scene, document = make(who, year, report_type, _shape(body.voice, report_type))
            stem = _stem(who, year, report_type)
            medium, chance = Medium("txt"), scene.chance.of("file")
            report = write_report(
                directory, stem, scene, document, report_type, medium, chance=chance, with_truth=False
            )
            written.append(report.path)
    return written


def read_generated_truths() -> Iterator[dict[str, Any]]:
    """The truth of every report, as the generator tells it; nothing is read or ingested."""
    for body in BODIES:
        who = _author(body)
        for year, report_type in _reports(body):
            scene, document = make(who, year, report_type, _shape(body.voice, report_type))
            yield truth_of(scene, document, report_type, f"{_stem(who, year, report_type)}.txt")


def with_former_names(register: Register) -> Register:
    """The register with what an editor knows of the agencies: former names and further ones."""
    known = {_invent(body).name: body for body in BODIES}
    agencies = {
        key: replace(one, former_names=known[one.name].former, aliases=(*one.aliases, *known[one.name].aliases))
        if one.name in known
        else one
        for key, one in register.agencies.items()
    }
    return replace(register, agencies=agencies)
