"""Where an agency is: its name's own region, else what the register, its other names or the text decide."""

import re
from collections.abc import Callable, Iterable, Sequence

from ingest.agency_forms import is_known_organ
from ingest.agency_names import AgencyName, same_body
from ingest.blocks import Paragraph
from ingest.errors import UnclearIdentityError
from ingest.headings import Outline
from ingest.identify.clues import Clues
from ingest.identify.evidence import Clue, Origin
from ingest.regions import COUNTY, Region, RegionPlace, load_gazetteer

_AGAIN = 3  # mentions of a county
_MOST = 0.75  # of all regions that are mentioned
_PROVINCIAL = re.compile(r"厅$|大学$|高级人民法院|^省|中国")

Locate = Callable[[AgencyName], RegionPlace | None]


def locate_agency(clue: Clue[AgencyName], clues: Clues, outline: Outline, locate: Locate) -> Clue[RegionPlace]:
    """The region of an agency: its name's own, else what the register, other names or the text decide.

    Raises:
        UnclearIdentityError: several regions are possible, or none is told.
    """
    gazetteer = load_gazetteer()
    name = clue.value
    if name.region is not None and name.certain:
        return _place(clue, name.region)
    candidates = {region.adcode for region in name.regions}
    # Every region has a 教育局: that the register knows only one of them tells nothing.
    known = locate(name) if candidates or not is_known_organ(name.stem) else None
    if known is not None:
        return Clue(known, "名录", Origin.OPERATOR)
    for said in clues.agencies:
        other = said.value.region
        if other is None or not said.value.certain:
            continue
        if other.adcode in candidates or (not candidates and same_body(said.value, name)):
            return _place(said, other)
    if name.region is not None:
        return _place(clue, name.region)
    mentioned = gazetteer.mentions("\n".join(_paragraphs(outline)))
    if candidates:
        around = [code for code in candidates if any(a in mentioned for a in gazetteer.ancestors(code) if a != code)]
        if len(around) == 1:
            return _mention(outline, around[0])
        names = "、".join(gazetteer.place(code).prefix for code in sorted(candidates))
        raise UnclearIdentityError(
            f"“{name.printed}”可能属于几个地区（{names}）：请用 --agency 写明带上级地区的全称，或填在 manifest.csv 里。"
        )
    # The county that put the page up; a city does so for its districts' bodies, too.
    for said in clues.agencies:
        other = said.value.region
        if said.origin is Origin.CONTEXT and other is not None and other.level == COUNTY and said.value.certain:
            return _place(said, other)
    told_around = _around(name, mentioned, outline)
    if told_around is not None:
        return told_around
    hint = gazetteer.match_prefix(name.stem)
    example = gazetteer.place(hint.candidates[0]).prefix if hint else "株洲市芦淞区"
    raise UnclearIdentityError(
        f"“{name.printed}”没有写明所属地区：请用 --agency 在名称前写上所属地区（如“{example}{name.stem}”），或填在 manifest.csv 里。"
    )


def _around(name: AgencyName, mentioned: dict[str, int], outline: Outline) -> Clue[RegionPlace] | None:
    """The region of which the text speaks: that of the name's short form, else the one county that it names again and again."""
    gazetteer = load_gazetteer()
    hint = gazetteer.match_prefix(name.printed)
    own = [region.adcode for region in hint.candidates if region.adcode in mentioned] if hint else []
    if len(own) == 1:
        return _mention(outline, own[0], own)
    if _PROVINCIAL.search(name.stem):
        return None
    counties = {code: count for code, count in mentioned.items() if gazetteer.by_code[code].level == COUNTY}
    code = max(counties, key=lambda one: counties[one], default=None)
    if code is None or counties[code] < _AGAIN:
        return None
    if hint and any(region.adcode in gazetteer.ancestors(code) for region in hint.candidates):
        return None  # 南京博物院 is in a district of 南京, and need not be its
    around = sum(mentioned.get(above, 0) for above in gazetteer.ancestors(code))
    return _mention(outline, code, [code]) if around >= _MOST * sum(mentioned.values()) else None


def _place(clue: Clue[AgencyName], region: Region) -> Clue[RegionPlace]:
    return Clue(load_gazetteer().place(region), clue.words, clue.origin, clue.at)


def _mention(outline: Outline, code: str, named: Sequence[str] = ()) -> Clue[RegionPlace]:
    """The place, with the first words that name it (`named`) or a region around it."""
    gazetteer = load_gazetteer()
    around = named or [above for above in gazetteer.ancestors(code) if above != code]
    names = [gazetteer.by_code[above].name for above in around]
    origin = Origin.CONTEXT if named else Origin.SENTENCE
    for at, block in enumerate(outline.blocks):
        if isinstance(block, Paragraph) and any(name in block.text for name in names):
            start = max(0, min(block.text.find(name) for name in names if name in block.text) - 20)
            return Clue(gazetteer.place(code), block.text[start : start + 60], origin, at)
    raise AssertionError("a region that the text mentions stands in it")


def _paragraphs(outline: Outline) -> Iterable[str]:
    return (block.text for block in outline.blocks if isinstance(block, Paragraph))
