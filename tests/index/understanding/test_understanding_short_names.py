"""Short names put together of the parts of full ones, shared names of regions, several names behind one region, two slips."""

from dataclasses import replace

import pytest

from index.query import Filters
from index.understanding import understand
from index.understanding.lexicon import Lexicon, make_lexicon
from index.understanding.model import AGENCY, REGION, Understood
from ingest.agency_names import parse_agency_name
from ingest.regions import load_gazetteer
from ingest.register import FormerName, Register

# Bodies by the code of their region; the parks and streets are invented.
BODIES = {
    "420106": ("城市管理执法局", "教育局", "柳荫街道办事处"),
    "440103": ("城市管理和综合执法局", "望塔街道办事处"),
    "500103": ("城市管理局", "大数据应用发展管理局", "规划和自然资源局"),
    "330600": ("水利局", "应急管理局", "文化广电旅游局"),
    "330603": ("教育局",),
    "450103": ("应急管理局", "城市管理监督局"),
    "320106": ("市场监督管理局", "卫生健康委员会"),
    "350102": ("卫生健康局", "民政局"),
    "320583": ("教育局", "农业农村局"),
    "430211": ("教育科技局", "民政局", "文化旅游广电体育局"),
    "430203": ("教育科技局", "教育局", "龙坪镇人民政府", "白石瑶族乡人民政府", "住房城乡建设和交通局"),
    "430602": ("城市管理督查考评中心", "卫生健康和体育局"),
    "150627": ("农牧和科技局",),
    "530926": ("财政局",),
    "222400": ("财政局",),
    "422801": ("民政局",),
    "340104": ("人民政府三里街道办事处",),
    "410104": ("园林绿化管理处", "文化市场综合行政执法大队"),
}
_FORMER = {"昆山市农业农村局": "昆山市农业委员会"}


@pytest.fixture(scope="module")
def bodies() -> Lexicon:
    """Names of these bodies."""
    gazetteer = load_gazetteer()
    register = Register()
    for code, stems in BODIES.items():
        place = gazetteer.place(code)
        for stem in stems:
            parsed = parse_agency_name(place.prefix + stem)
            assert parsed is not None
            register, agency = register.add(parsed, place)
            former = _FORMER.get(place.name + stem)
            if former:
                changed = replace(agency, former_names=(FormerName(former),))
                register = replace(register, agencies=register.agencies | {agency.id: changed})
    return make_lexicon(register, 2025)


def named(text: str, lexicon: Lexicon) -> set[str]:
    """The agencies that a text names, without the regions around their own."""
    names = {one.id: one.name for one in lexicon.register.agencies.values()}
    places = {one.id: one.place for one in lexicon.register.agencies.values()}
    found = understand(text, lexicon).agencies
    return {names[one.id].removeprefix(places[one.id].city if places[one.id].county else "") for one in found}


def region_chips(understood: Understood) -> list[str]:
    """What the chips of regions say."""
    return [chip.label for chip in understood.chips if chip.kind == REGION]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("武昌区城管局", "武昌区城市管理执法局"),
        ("武昌城管执法局", "武昌区城市管理执法局"),
        ("武昌城管", "武昌区城市管理执法局"),
        ("武昌区综合执法局", "武昌区城市管理执法局"),
        ("青秀区城管局", "青秀区城市管理监督局"),
        ("岳阳楼区卫健局", "岳阳楼区卫生健康和体育局"),
        ("岳阳楼区卫健委", "岳阳楼区卫生健康和体育局"),
        ("岳阳楼区卫健体局", "岳阳楼区卫生健康和体育局"),
        ("岳阳楼区卫健和体育局", "岳阳楼区卫生健康和体育局"),
        ("岳阳楼区体育局", "岳阳楼区卫生健康和体育局"),
        ("天元区教育局", "天元区教育科技局"),
        ("天元区教科局", "天元区教育科技局"),
        ("天元区文体局", "天元区文化旅游广电体育局"),
        ("天元区文旅体局", "天元区文化旅游广电体育局"),
        ("渝中区大数据局", "渝中区大数据应用发展管理局"),
        ("渝中区数据局", "渝中区大数据应用发展管理局"),
        ("渝中区规自局", "渝中区规划和自然资源局"),
        ("渝中区规划资源局", "渝中区规划和自然资源局"),
        ("芦淞区住建局", "芦淞区住房城乡建设和交通局"),
        ("芦淞区建交局", "芦淞区住房城乡建设和交通局"),
        ("芦淞区交通局", "芦淞区住房城乡建设和交通局"),
        ("伊旗农科局", "伊金霍洛旗农牧和科技局"),
        ("伊旗农牧局", "伊金霍洛旗农牧和科技局"),
        ("耿马财政局", "耿马傣族佤族自治县财政局"),
        ("管城区园林处", "管城回族区园林绿化管理处"),
        ("管城区文化执法大队", "管城回族区文化市场综合行政执法大队"),
        ("柳荫办事处 三公经费", "武昌区柳荫街道办事处"),
        ("荔湾区望塔街", "荔湾区望塔街道办事处"),
        ("芦淞区龙坪镇", "芦淞区龙坪镇人民政府"),
        ("龙坪镇 三公经费", "芦淞区龙坪镇人民政府"),
        ("白石乡 三公经费", "芦淞区白石瑶族乡人民政府"),
        ("昆山市农委", "昆山市农业农村局"),
        ("昆山农业局", "昆山市农业农村局"),
        ("绍兴市文化和旅游局", "绍兴市文化广电旅游局"),  # 和 is written as people like
        ("天元区教育和科技局", "天元区教育科技局"),
        ("绍兴市安监局", "绍兴市应急管理局"),  # what is now its field was another body's
        ("鼓楼区工商局", "鼓楼区市场监督管理局"),
    ],
)
def test_a_short_name_of_parts(bodies: Lexicon, asked: str, meant: str) -> None:
    """Behind its region a body is known by the parts of its name in short, by the leading ones, and by what it was called."""
    assert named(asked, bodies) == {meant}
    assert not understand(asked, bodies).rest


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("芦淞区教育局", {"芦淞区教育局"}),  # not the other one that educates, too
        ("城管局", {"武昌区城市管理执法局", "荔湾区城市管理和综合执法局", "渝中区城市管理局", "青秀区城市管理监督局"}),
        ("安监局", set()),
        ("天元区安监局", set()),
        ("旅游局", set()),  # by itself too little for a body of many fields
        ("芦淞区旅游局", set()),
        ("芦淞区财政局", set()),
        ("蒙城城管局", set()),  # of a county that has no agency here, in short
        ("绍兴教育局", set()),  # that of a district in it is another body
        ("岳阳楼区文体局", set()),
        ("龙坪镇垃圾中转站", set()),
        ("望塔街改造", set()),
    ],
)
def test_no_short_name_is_guessed(bodies: Lexicon, asked: str, meant: set[str]) -> None:
    """Who bears a name more surely goes before; no body of another region or of another field is taken for one."""
    assert named(asked, bodies) == meant


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("绍兴水利局和应急局2023年三公经费", {"绍兴市水利局", "绍兴市应急管理局"}),
        (
            "绍兴水利局、应急局、文旅局三公经费",
            {"绍兴市水利局", "绍兴市应急管理局", "绍兴市文化广电旅游局"},
        ),
        ("绍兴水利局和教育局三公经费", {"绍兴市水利局"}),
        ("武昌区和昆山市教育局三公经费", {"武昌区教育局", "昆山市教育局"}),
        ("荔湾、武昌、渝中城管局", {"荔湾区城市管理和综合执法局", "武昌区城市管理执法局", "渝中区城市管理局"}),
        ("荔湾区城管局和柳荫街道三公经费", {"荔湾区城市管理和综合执法局", "武昌区柳荫街道办事处"}),
        ("城管局 荔湾 渝中", {"荔湾区城市管理和综合执法局", "渝中区城市管理局"}),
    ],
)
def test_one_region_and_several_names(bodies: Lexicon, asked: str, meant: set[str]) -> None:
    """A region before two names is that of both, and two regions before one name are each meant."""
    assert named(asked, bodies) == meant


@pytest.mark.parametrize(
    ("asked", "regions"),
    [
        ("鼓楼区2022年政府采购", ("320106", "350102")),
        ("鼓楼 政府采购", ("320106", "350102")),
        ("地区:鼓楼区", ("320106", "350102")),
        ("福州鼓楼区 政府采购", ("350102",)),
        ("鼓楼区 南京市 政府采购", ("320106",)),
        ("鼓楼区 民政局 三公经费", ("350102",)),
        ("鼓楼区和武昌区教育局 三公经费", ()),  # only tells whose body is not known
        ("武昌区和荔湾区政府采购", ("420106", "440103")),
        ("伊旗 三公经费", ("150627",)),
        ("延边 三公经费", ("222400",)),
    ],
)
def test_regions_that_are_meant(bodies: Lexicon, asked: str, regions: tuple[str, ...]) -> None:
    """A shared name stands for every region that bears it, unless something beside it tells which; none is guessed."""
    understood = understand(asked, bodies)
    assert understood.regions == regions
    filters = understood.query.filters
    assert ((filters.region,) if filters.region else filters.regions) == regions
    if "鼓楼" in asked and len(regions) > 1:
        (label,) = region_chips(understood)
        assert "2个同名地区：南京市鼓楼区、福州市鼓楼区" in label


@pytest.mark.parametrize(
    ("asked", "meant", "notes"),
    [
        ("岳阳搂区考评中心", "岳阳楼区城市管理督查考评中心", ("岳阳搂区", "考评中心")),
        ("武冒区城管局", "武昌区城市管理执法局", ("武冒区",)),
        ("天元区明政局", "天元区民政局", ("明政局",)),
        ("天园区民证局", "天元区民政局", ("天园区", "民证局")),
    ],
)
def test_slips_in_region_and_name(bodies: Lexicon, asked: str, meant: str, notes: tuple[str, ...]) -> None:
    """A slip in the region hides neither a shortened name behind it nor a second slip; each is told."""
    assert named(asked, bodies) == {meant}
    told = " ".join(chip.note for chip in understand(asked, bodies).chips if chip.kind in {AGENCY, REGION})
    assert all(note in told for note in notes)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("恩施民政局2021年三公", "恩施市民政局"),  # the prefecture and a city in it are both called so
        ("恩施市民政局", "恩施市民政局"),
        ("三里街道 2023年招待费", "蜀山区人民政府三里街道办事处"),
        ("蜀山区三里街道办", "蜀山区人民政府三里街道办事处"),
        ("恩施州民政局", None),  # the prefecture's own, which is not registered
    ],
)
def test_names_shared_with_the_region_around_and_of_bodies_of_a_government(
    bodies: Lexicon, text: str, name: str | None
) -> None:
    """A short name of a region is that of any that bears it; 人民政府 before a street's name is left out."""
    assert named(text, bodies) == ({name} if name else set())


@pytest.mark.parametrize(
    ("link", "region", "regions"),
    [
        (None, None, ("430203", "430211")),
        ("430200", None, ("430203", "430211")),  # both lie in it
        ("430203", "430203", ()),  # one of both
        ("330600", "330600", ()),  # neither: the link says where to look
    ],
)
def test_regions_side_by_side_beside_a_link(
    bodies: Lexicon, link: str | None, region: str | None, regions: tuple[str, ...]
) -> None:
    """A link narrows to what of the text lies in it."""
    filters = understand("天元区和芦淞区 三公经费", bodies, Filters(region=link)).query.filters
    assert (filters.region, filters.regions) == (region, regions)
