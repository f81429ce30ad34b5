"""Fictional agencies: a kind of work, a real place, an invented name.

Knows who the agency is; what it spends is `accounts/`, how it writes is `manner.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from ingest.samples.chance import Chance
from ingest.samples.classification import numeral
from ingest.samples.data_files import load_tree
from ingest.samples.regions import Region, region, regions


@dataclass(frozen=True, slots=True)
class Output:
    """What a project does, as a countable thing: 养护绿道 … 公里."""

    name: str
    unit: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class ProjectPlan:
    """A project that agencies of a kind run every year or now and then.

    Attributes:
        code: the 项 that pays for it.
        fund: `general_public` or `gov_fund`.
        size: smallest and largest yearly amount in 万元.
    """

    name: str
    code: str
    fund: str
    purpose: str
    size: tuple[int, int]
    outputs: tuple[Output, ...]
    quality: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of agency, as `data/kinds.toml` describes it."""

    key: str
    stems: tuple[str, ...]
    short: str
    nature: str
    operation: str
    superior: str
    staff: tuple[int, int]
    departments: tuple[str, ...]
    units: tuple[str, ...]
    duties: tuple[str, ...]
    projects: tuple[ProjectPlan, ...]
    since: int


@dataclass(frozen=True, slots=True)
class Agency:
    """An invented agency.

    Attributes:
        name: canonical name, the region in front.
        alternatives: other names under which the same agency may be written.
        units: full names of its subordinate units; empty for a unit without any.
        voice: the manner of writing that its region keeps to (`data/voices.toml`).
        area_code: of its telephone; not the real one of the place.
    """

    key: str
    name: str
    alternatives: tuple[str, ...]
    region: Region
    kind: Kind
    units: tuple[str, ...]
    voice: str
    area_code: str

    @property
    def is_department(self) -> bool:
        """Whether its accounts are a department's, with those of subordinate units."""
        return bool(self.units)

    @property
    def self_name(self) -> str:
        """What it calls itself: 我局, 我中心 …"""
        last = self.kind.stems[0]
        return "我" + next((word for word in ("街道", "中心", "局", "处") if word in last), "单位")


def project_plan(row: Mapping[str, Any]) -> ProjectPlan:
    """Return the plan that a row of `data/kinds.toml` or `data/extras.toml` describes."""
    return ProjectPlan(
        name=row["name"],
        code=row["code"],
        fund=row.get("fund", "general_public"),
        purpose=row["purpose"],
        size=(row["size"][0], row["size"][1]),
        outputs=tuple(Output(*output) for output in row["outputs"]),
        quality=tuple(row["quality"]),
    )


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """Return all kinds of agencies by key."""
    return {
        key: Kind(
            key=key,
            stems=tuple(row["stems"]),
            short=row["short"],
            nature=row["nature"],
            operation=row["operation"],
            superior=row["superior"],
            staff=(row["staff"][0], row["staff"][1]),
            departments=tuple(row["departments"]),
            units=tuple(row["units"]),
            duties=tuple(row["duties"]),
            projects=tuple(project_plan(project) for project in row["projects"]),
            since=row.get("since", 0),
        )
        for key, row in load_tree("kinds").items()
    }


def agency(
    adcode: str, kind: str, voice: str, *, stem: int = 0, with_units: bool = True, area_code: str = ""
) -> Agency:
    """Return the agency of a kind in a region."""
    place, work = region(adcode), kinds()[kind]
    name = work.stems[stem]
    spellings = (f"{place.name}{name}", f"{place.path}{name}")
    full = f"{place.full_name}{name}"
    return Agency(
        key=f"{adcode}-{kind}-{stem}",
        name=full,
        alternatives=tuple(spelling for spelling in dict.fromkeys(spellings) if spelling != full),
        region=place,
        kind=work,
        units=tuple(f"{place.name}{unit}" for unit in work.units) if with_units else (),
        voice=voice,
        area_code=area_code or f"0{3 + int(adcode[0])}{adcode[1:3]}",
    )


def numbered(body: Agency, ordinal: int) -> Agency:
    """Return an agency like `body` with a number in its name: 第二公共数据服务中心, where the name is taken."""
    place = body.region.full_name
    stem = body.name.removeprefix(place)

    def renamed(name: str) -> str:
        return f"{name.removesuffix(stem)}第{numeral(ordinal)}{stem}"

    return replace(
        body,
        key=f"{body.key}-{ordinal}",
        name=renamed(body.name),
        alternatives=tuple(map(renamed, body.alternatives)),
        units=tuple(f"{unit}（{numeral(ordinal)}）" for unit in body.units),
    )


def random_agency(chance: Chance, first_year: int) -> Agency:
    """Return some agency whose codes exist in `first_year`, writing as its province does."""
    place = chance.pick("region", regions())
    # A street office is an office of a county-level government.
    fitting = [
        kind
        for kind in kinds().values()
        if kind.since <= first_year and (place.county is not None or kind.key != "street")
    ]
    kind = chance.pick("kind", fitting)
    voices = load_tree("voices")
    at_home = [key for key, voice in voices.items() if place.province in voice["provinces"]]
    others = [key for key, voice in voices.items() if not voice["provinces"]]
    return agency(
        place.adcode,
        kind.key,
        chance.pick("voice", at_home or others),
        stem=chance.between("stem", 0, len(kind.stems) - 1),
        with_units=chance.happens("units", 0.6),
    )
