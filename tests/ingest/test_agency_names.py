import pytest
from hypothesis import given
from hypothesis.strategies import sampled_from

from ingest.agency_forms import same_stem, split_head
from ingest.agency_names import (
    canonical_name,
    is_placeholder,
    parse_agency_name,
    same_body,
    short_name,
    split_coverage,
    usual_names,
)
from ingest.regions import load_gazetteer


@pytest.mark.parametrize(
    ("text", "canonical", "short"),
    [
        ("芦淞区城市管理和综合执法局", "株洲市芦淞区城市管理和综合执法局", "芦淞区城管局"),
        ("湖南省株洲市芦淞区教育局", "株洲市芦淞区教育局", "芦淞区教育局"),
        ("中共上海市普陀区委社会工作部", "中共上海市普陀区委社会工作部", "普陀区委社会工作部"),
        ("长沙市雅礼中学", "长沙市雅礼中学", "长沙市雅礼中学"),
        ("219-池州市贵池区棠溪镇人民政府", "池州市贵池区棠溪镇人民政府", "贵池区棠溪镇人民政府"),
        ("湖南省财政厅", "湖南省财政厅", "湖南省财政厅"),
        ("开福区卫生健康委员会", "长沙市开福区卫生健康委员会", "开福区卫健委"),
        ("耿马傣族佤族自治县应急管理局", "临沧市耿马傣族佤族自治县应急管理局", "耿马傣族佤族自治县应急局"),
        ("湖南株洲芦淞区教育局", "株洲市芦淞区教育局", "芦淞区教育局"),
        ("湖南省株洲教育局", "株洲市教育局", "株洲市教育局"),
        ("湖南省长沙监狱", "湖南省长沙监狱", "湖南省长沙监狱"),
        # a 厅 is no 委: a short form keeps the kind of organ
        ("湖南省教育厅", "湖南省教育厅", "湖南省教育厅"),
        ("北京市教育委员会", "北京市教育委员会", "北京市教委"),
        # the region's short form is part of the name
        ("岳阳经济技术开发区管理委员会", "岳阳经济技术开发区管理委员会", "岳阳经济技术开发区管理委员会"),
        ("株洲市株洲日报社", "株洲日报社", "株洲日报社"),
        ("芦淞区民建小学", "株洲市芦淞区民建小学", "芦淞区民建小学"),
    ],
)
def test_names(text: str, canonical: str, short: str) -> None:
    """Names of party, government, schools and towns, canonical with the region in front, and as people know them."""
    name = parse_agency_name(text)
    assert name is not None
    assert name.region is not None
    place = load_gazetteer().place(name.region)
    assert (canonical_name(name, place), short_name(name, place)) == (canonical, short)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("中国共产党株洲市芦淞区委员会", "芦淞区委"),
        ("中共株洲市芦淞区委办公室", "芦淞区委办"),
        ("中共株洲市芦淞区纪律检查委员会", "芦淞区纪委"),
        ("株洲市芦淞区委组织部", "芦淞区委组织部"),
        ("中国人民政治协商会议株洲市芦淞区委员会", "芦淞区政协"),
        ("政协株洲市芦淞区委员会办公室", "芦淞区政协办"),
        ("中国共产主义青年团株洲市芦淞区委员会", "芦淞区团委"),
        ("中国国民党革命委员会株洲市芦淞区委员会", "民革芦淞区委"),
        ("中国民主同盟株洲市芦淞区委员会", "民盟芦淞区委"),
        ("中国民主建国会株洲市芦淞区委员会", "民建芦淞区委"),
        ("中国民主促进会株洲市芦淞区委员会", "民进芦淞区委"),
        ("中国农工民主党株洲市芦淞区委员会", "农工党芦淞区委"),
        ("中国致公党株洲市芦淞区委员会", "致公党芦淞区委"),
        ("九三学社株洲市芦淞区委员会", "九三学社芦淞区委"),
        ("台湾民主自治同盟株洲市芦淞区委员会", "台盟芦淞区委"),
        ("株洲市芦淞区人大常委会办公室", "芦淞区人大办"),
        ("株洲市芦淞区人民政府办公室", "芦淞区政府办"),
        ("株洲市芦淞区人民法院", "芦淞区法院"),
        ("株洲市芦淞区人民检察院", "芦淞区检察院"),
        ("株洲市芦淞区工商业联合会", "芦淞区工商联"),
        ("株洲市芦淞区总工会", "芦淞区总工会"),
        ("株洲市芦淞区妇女联合会", "芦淞区妇联"),
        ("株洲市芦淞区残疾人联合会", "芦淞区残联"),
        ("株洲市芦淞区科学技术协会", "芦淞区科协"),
        ("株洲市芦淞区文学艺术界联合会", "芦淞区文联"),
        ("株洲市芦淞区归国华侨联合会", "芦淞区侨联"),
        ("株洲市芦淞区红十字会", "芦淞区红十字会"),
        ("株洲市芦淞区建设街道办事处", "芦淞区建设街道办事处"),
        ("株洲市芦淞区白关镇人民政府", "芦淞区白关镇人民政府"),
        ("株洲市芦淞区人民医院", "芦淞区人民医院"),
        ("株洲市芦淞区第一中学", "芦淞区第一中学"),
        ("株洲市芦淞区航空城管理委员会", "芦淞区航空城管理委员会"),
    ],
)
def test_organs_of_a_district(text: str, short: str) -> None:
    """Parties, people's organs, courts, mass organisations, towns, schools: each is known, by a short name of its own."""
    name = parse_agency_name(text)
    assert name is not None
    place = load_gazetteer().place("430203")
    assert [region.adcode for region in name.regions] == ["430203"]
    assert (canonical_name(name, place), short_name(name, place)) == (text, short)


@given(
    code=sampled_from(sorted(load_gazetteer().by_code)),
    stem=sampled_from(["教育局", "中共委组织部", "政协委员会办公室", "中国致公党委员会", "人民法院", "城南镇人民政府"]),
)
def test_a_canonical_name_reads_back(code: str, stem: str) -> None:
    """The canonical name of a body in any region tells that body and that region."""
    place = load_gazetteer().place(code)
    head, rest = split_head(stem)
    full = head + place.prefix + rest
    name = parse_agency_name(full)
    assert name is not None
    assert ([region.adcode for region in name.regions], name.stem) == ([code], stem)
    assert canonical_name(name, place) == full


@pytest.mark.parametrize("text", ["湖南大学", "株洲日报社", "南京路小学", "中山陵园管理局", "和平街道办事处"])
def test_names_that_begin_like_a_region(text: str) -> None:
    """A region's short form before anything but an organ of government tells no region."""
    name = parse_agency_name(text)
    assert name is not None
    assert (name.stem, name.regions) == (text, ())


@pytest.mark.parametrize(
    "text",
    ["办公室", "本单位", "我局", "部门", "2020年度收入支出决算表", "区直部门", "单位：万元", "负责管理，做好服务"],
)
def test_words_that_are_no_names(text: str) -> None:
    """What stands in for a name, or is none."""
    assert parse_agency_name(text) is None


@pytest.mark.parametrize("text", ["上海市XX局", "××单位", "某某局", "上海市 ＸＸ 局", "（单位名称）"])
def test_placeholders(text: str) -> None:
    """Names that a template left blank."""
    assert is_placeholder(text)
    assert parse_agency_name(text) is None


@pytest.mark.parametrize(
    ("name", "split"),
    [
        ("芦淞区教育局（本级）", ("芦淞区教育局", "unit")),
        ("芦淞区教育局系统", ("芦淞区教育局", "department")),
        ("芦淞区教育局机关", ("芦淞区教育局", "unit")),
        ("芦淞区教育局（汇总）", ("芦淞区教育局", "department")),
        ("芦淞区教育局（部门）", ("芦淞区教育局", "department")),
        ("芦淞区教育局", ("芦淞区教育局", None)),
    ],
)
def test_coverage_is_no_part_of_the_name(name: str, split: tuple[str, str | None]) -> None:
    """系统 and （本级） say what is covered."""
    assert split_coverage(name) == split


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("芦淞区城管局", "株洲市芦淞区城市管理和综合执法局", True),
        ("芦淞区城市管理综合执法局", "芦淞区城市管理和综合执法局", True),
        ("芦淞区卫健委", "芦淞区卫生健康委员会", True),
        ("芦淞区城管局", "天元区城市管理和综合执法局", False),
        ("芦淞区委组织部", "芦淞区委宣传部", False),
        ("芦淞区科协", "芦淞区残联", False),
        ("芦淞区教育局", "芦淞区财政局", False),
        ("芦淞区政协", "政协株洲市芦淞区委员会办公室", True),
        ("芦淞区委办", "中国共产党株洲市芦淞区委员会办公室", True),
        ("团芦淞区委", "中国共产主义青年团株洲市芦淞区委员会", True),
        ("致公党株洲市委", "中国致公党株洲市委员会", True),
        ("芦淞区建设街道", "株洲市芦淞区人民政府建设街道办事处", True),
        ("芦淞区白关镇", "株洲市芦淞区白关镇人民政府", True),
        ("株洲市城管支队", "株洲市城市管理和综合执法局支队", True),
        ("芦淞区文化中心", "芦淞区文化服务中心", False),
        ("芦淞区文化服务中心", "芦淞区文化管理中心", False),
        ("芦淞区林业局", "芦淞区林业管理局", False),
        ("共青团芦淞区委", "九三学社芦淞区委", False),
        ("芦淞区委", "政协芦淞区委员会", False),
        ("芦淞区委", "共青团芦淞区委", False),
        ("芦淞区综合执法局", "芦淞区城管局", False),  # short for one body in common, and for another each
    ],
)
def test_two_names_of_one_body(one: str, other: str, *, same: bool) -> None:
    """Usual short forms mean the same body in the same region, and only there."""
    mine, theirs = parse_agency_name(one), parse_agency_name(other)
    assert mine is not None
    assert theirs is not None
    assert same_body(mine, theirs) is same


def test_forms_of_several_bodies_do_not_make_them_one() -> None:
    """综合执法局 may be short for two bodies, which are still two."""
    assert not same_stem("综合行政执法局", "城市管理和综合执法局")


def test_usual_names() -> None:
    """An agency is found by its full name, without upper regions, and by its short forms."""
    names = usual_names(["株洲市芦淞区城市管理和综合执法局"], load_gazetteer().place("430203"))
    assert {"芦淞区城市管理和综合执法局", "芦淞区城管局", "株洲市芦淞区城管局", "芦淞城管局"} <= set(names)


def test_usual_names_of_parties() -> None:
    """A party is found by both its names, and not as the committee of another."""
    names = usual_names(["中国致公党株洲市芦淞区委员会"], load_gazetteer().place("430203"))
    assert {"致公党芦淞区委", "中国致公党株洲市芦淞区委员会"} <= set(names)
    assert not {"芦淞区委", "株洲市芦淞区委员会"} & set(names)
    assert "芦淞区委组织部" in usual_names(["中共芦淞区委组织部"], load_gazetteer().place("430203"))
