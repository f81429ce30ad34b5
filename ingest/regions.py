"""Administrative regions: GB/T 2260 codes, and how a region's name is found at the head of an agency's name.

Source: GB/T 2260, `vocabulary/regions.csv`. Regions share names (普陀区 in 上海 and in 舟山): a name alone never decides.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ingest.vocabulary import read_table

PROVINCE, PREFECTURE, COUNTY = "province", "prefecture", "county"
_LONGEST_NAME = 16  # 双江拉祜族佤族布朗族傣族自治县 has 15 characters
_MUNICIPALITIES = ("11", "12", "31", "50")
_LONG_PEOPLES = (
    "蒙古|维吾尔|布依|朝鲜|土家|哈尼|哈萨克|傈僳|高山|拉祜|东乡|纳西|景颇|柯尔克孜|达斡尔|仫佬|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米"
    "|塔吉克|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺"
)
_PEOPLES = rf"(?P<peoples>(?:(?:{_LONG_PEOPLES})族?|[回藏苗彝壮满侗瑶白傣黎佤畲水土羌怒京各]族)+)"
_AUTONOMOUS = re.compile(rf"(?P<stem>.*?){_PEOPLES}自治(?P<level>[县旗州])")
_OF_PEOPLES = re.compile(rf"(?P<stem>.{{2,}}?){_PEOPLES}")


@dataclass(frozen=True, slots=True)
class Region:
    """A province, prefecture or county."""

    adcode: str
    name: str
    level: str

    @property
    def municipality(self) -> bool:
        """One of the four cities that are provinces."""
        return self.level == PROVINCE and self.adcode[:2] in _MUNICIPALITIES


@dataclass(frozen=True, slots=True)
class RegionPlace:
    """A region with the names of the levels above it; null below the level that applies, as the contract has it."""

    adcode: str
    province: str
    city: str | None
    county: str | None

    @property
    def prefix(self) -> str:
        """What stands before an agency's canonical name: 株洲市芦淞区, 上海市普陀区, 湖南省."""
        return ((self.city or "") + (self.county or "")) or self.province

    @property
    def name(self) -> str:
        """The region's own name."""
        return self.county or self.city or self.province


@dataclass(frozen=True, slots=True)
class RegionMatch:
    """Regions that a text may begin with, and where their names end in it.

    More than one candidate means that the name is shared and nothing before it decides. `certain` is false where only
    a short form (株洲 for 株洲市) was printed.
    """

    candidates: tuple[Region, ...]
    end: int
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All regions, by code and by the names they bear.

    `spoken_names` are what people say and type for them, and reports do not print (伊旗, 呼市, 延边): for searches alone.
    """

    by_code: dict[str, Region]
    by_name: dict[str, tuple[Region, ...]]
    short_names: dict[str, tuple[Region, ...]]
    spoken_names: dict[str, tuple[Region, ...]]

    def place(self, region: Region | str) -> RegionPlace:
        """The region with the names above it.

        Raises:
            KeyError: no region bears this code.
        """
        code = region if isinstance(region, str) else region.adcode
        own = self.by_code[code]
        province = self.by_code[code[:2] + "0000"]
        if own.level == PROVINCE:
            return RegionPlace(code, province.name, province.name if own.municipality else None, None)
        if own.level == PREFECTURE:
            return RegionPlace(code, province.name, own.name, None)
        prefecture = province if province.municipality else self.by_code.get(code[:4] + "00")
        return RegionPlace(code, province.name, prefecture.name if prefecture else None, own.name)

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Codes of the regions around a region and of itself, the largest first."""
        around = dict.fromkeys((code[:2] + "0000", code[:4] + "00", code))
        return tuple(one for one in around if one in self.by_code)

    def match_prefix(self, text: str) -> RegionMatch | None:
        """Return the region whose name, alone or after those above it, the text begins with.

        A full name goes before a short form, the longest before others: 湖南株洲芦淞区教育局 is in 芦淞区.
        """
        return self._match_full(text, None) or self.match_short(text)

    def _match_full(self, text: str, above: tuple[Region, ...] | None) -> RegionMatch | None:
        """A chain of regions, each inside the one before, that ends in a full name; the upper ones may be short."""
        found: list[RegionMatch] = []
        for length in range(min(len(text), _LONGEST_NAME), 1, -1):
            full = _inside(self.by_name.get(text[:length], ()), above)
            if full:
                below = self._match_full(text[length:], full)
                found.append(RegionMatch(below.candidates, below.end + length) if below else RegionMatch(full, length))
            short = [one for one in self.short_names.get(text[:length], ()) if one.level != COUNTY]
            upper = _inside(short, above)
            below = self._match_full(text[length:], upper) if upper else None
            if below is not None:
                found.append(RegionMatch(below.candidates, below.end + length))
        return max(found, key=lambda match: match.end, default=None)

    def match_short(self, text: str, above: tuple[Region, ...] | None = None) -> RegionMatch | None:
        """Return the region whose short form, alone or behind those above it, the text begins with (湖南株洲教育局).

        Args:
            text: what stands behind the regions `above`.
            above: where the region must lie; anywhere if None.
        """
        for length in range(min(len(text), 6), 1, -1):
            known = self.by_name.get(text[:length], ()) if above is None else ()
            regions = _inside((*known, *self.short_names.get(text[:length], ())), above)
            if not regions:
                continue
            below = self.match_short(text[length:], regions)
            if below is not None:
                return RegionMatch(below.candidates, below.end + length, certain=False)
            if not known:
                return RegionMatch(_owners(regions), length, certain=False)
        return None

    def short_names_around(self, place: RegionPlace) -> list[str]:
        """The short forms of a region and of those above it: 湖南, 株洲, 芦淞."""
        around = self.ancestors(place.adcode)
        return [short for short, regions in self.short_names.items() if any(one.adcode in around for one in regions)]

    def mentions(self, text: str) -> dict[str, int]:
        """How often each region (by code) is named in full in a text; shared names count for none."""
        found = {name: text.count(name) for name in self.by_name if name in text}
        counts: dict[str, int] = defaultdict(int)
        for name, count in found.items():
            # 新宾县 names no 宾县.
            inside = sum(more for longer, more in found.items() if name in longer and name != longer)
            if len(self.by_name[name]) == 1 and count > inside:
                counts[self.by_name[name][0].adcode] += count - inside
        return dict(counts)


_RANK = {PROVINCE: 0, PREFECTURE: 1, COUNTY: 2}


def _inside(regions: Iterable[Region], above: tuple[Region, ...] | None) -> tuple[Region, ...]:
    if above is None:
        return tuple(regions)
    return tuple(region for region in regions if any(_lies_in(region, parent) for parent in above))


def _owners(regions: tuple[Region, ...]) -> tuple[Region, ...]:
    """Whose short form it may be: 衡阳 is 衡阳市, not the 衡阳县 in it, 河北 the province, not a district of that name; 吉林 is the province or its city, nobody knows."""
    if any(region.level == PROVINCE for region in regions):
        regions = tuple(region for region in regions if region.level != COUNTY)
    return tuple(
        region for region in regions if region.level != COUNTY or not any(_lies_in(region, other) for other in regions)
    )


def _lies_in(region: Region, parent: Region) -> bool:
    if region.adcode == parent.adcode or _RANK[region.level] <= _RANK[parent.level]:
        return False
    significant = 2 if parent.level == PROVINCE else 4
    return region.adcode[:significant] == parent.adcode[:significant]


def _everyday_name(name: str) -> str | None:
    """What an autonomous county is called every day, its peoples left out.

    >>> _everyday_name("长阳土家族自治县"), _everyday_name("鄂温克族自治旗"), _everyday_name("长阳县")
    ('长阳县', '鄂温克旗', None)
    """
    match = _AUTONOMOUS.fullmatch(name)
    if match is None:
        return None
    first = re.split("族", match["peoples"], maxsplit=1)[0]
    return (match["stem"] or first) + match["level"]


def without_peoples(name: str) -> str:
    """The name of a township without the peoples at its end.

    >>> without_peoples("白石瑶族"), without_peoples("汉寿")
    ('白石', '汉寿')
    """
    match = _OF_PEOPLES.fullmatch(name)
    return match["stem"] if match else name


@cache
def load_gazetteer() -> Gazetteer:
    """The regions of `vocabulary/regions.csv` with the names of `region_aliases.csv`."""
    by_code = {row["adcode"]: Region(row["adcode"], row["name"], row["level"]) for row in read_table("regions.csv")}
    by_name: dict[str, list[Region]] = defaultdict(list)
    short: dict[str, list[Region]] = defaultdict(list)
    spoken: dict[str, list[Region]] = defaultdict(list)
    for region in by_code.values():
        by_name[region.name].append(region)
        stem = region.name[:-1]
        if len(stem) >= 2 and region.name[-1] in "省市区县旗盟":
            short[stem].append(region)
    for row in read_table("region_aliases.csv"):
        region = by_code[row["adcode"]]
        names = short if row["kind"] == "short" and region.level == PROVINCE else by_name
        (spoken if row["kind"] == "spoken" else names)[row["name"]].append(region)
    for region in by_code.values():
        everyday = _everyday_name(region.name)
        if everyday and everyday not in by_name:
            by_name[everyday].append(region)
        if everyday and len(everyday) > 2:
            spoken[everyday[:-1]].append(region)  # 延边, 楚雄, 耿马
    return Gazetteer(by_code, *(_frozen(names) for names in (by_name, short, spoken)))


def _frozen(names: dict[str, list[Region]]) -> dict[str, tuple[Region, ...]]:
    return {name: tuple(regions) for name, regions in names.items()}
