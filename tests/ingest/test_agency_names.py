import pytest

from ingest.agency_names import (
    canonical_name,
    is_placeholder,
    parse_agency_name,
    short_name,
    split_coverage,
    stem_variants,
    usual_names,
)
from ingest.identify.decide import same_body
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
    "text", ["本单位", "我局", "部门", "2020年度收入支出决算表", "区直部门", "单位：万元", "负责管理，做好服务"]
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
    assert "综合行政执法局" not in stem_variants("城市管理和综合执法局")


def test_usual_names() -> None:
    """An agency is found by its full name, without upper regions, and by its short forms."""
    names = usual_names(["株洲市芦淞区城市管理和综合执法局"], load_gazetteer().place("430203"))
    assert {"芦淞区城市管理和综合执法局", "芦淞区城管局", "株洲市芦淞区城管局", "芦淞城管局"} <= set(names)
