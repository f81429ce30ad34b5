import pytest

from ingest.regions import load_gazetteer


@pytest.mark.parametrize(
    ("text", "codes", "rest"),
    [
        ("株洲市芦淞区教育局", ["430203"], "教育局"),
        ("湖南省株洲市芦淞区教育局", ["430203"], "教育局"),
        ("湖南株洲市教育局", ["430200"], "教育局"),
        ("岳阳楼区教育局", ["430602"], "教育局"),  # not 岳阳
        ("上海市普陀区委社会工作部", ["310107"], "委社会工作部"),
        ("普陀区教育局", ["310107", "330903"], "教育局"),  # shared by 上海 and 舟山
        ("浙江省普陀区教育局", ["330903"], "教育局"),
        ("吉林市教育局", ["220200"], "教育局"),  # the city, not the province
        ("仙桃市教育局", ["429004"], "教育局"),
        ("东莞市虎门镇人民政府", ["441900"], "虎门镇人民政府"),
        ("湘西州吉首市教育局", ["433101"], "教育局"),
        ("株洲县教育局", ["430212"], "教育局"),  # 渌口区 since 2018
        ("楼区财政局", ["430602"], "财政局"),  # as people there say
        ("湖南株洲芦淞区教育局", ["430203"], "教育局"),  # short forms before a full name
        ("湖南省株洲芦淞区教育局", ["430203"], "教育局"),
        ("株洲芦淞区教育局", ["430203"], "教育局"),
        ("北京朝阳区教育局", ["110105"], "教育局"),  # not the one in 长春
        ("双江拉祜族佤族布朗族傣族自治县教育局", ["530925"], "教育局"),
        ("双江县教育局", ["530925"], "教育局"),  # as it is called every day
        ("宜昌市长阳县教育局", ["420528"], "教育局"),
        ("鄂温克旗教育局", ["150724"], "教育局"),
        ("前郭县教育局", ["220721"], "教育局"),
        ("恩施州教育局", ["422800"], "教育局"),
    ],
)
def test_region_at_the_head_of_a_name(text: str, codes: list[str], rest: str) -> None:
    """Upper levels decide between regions of one name; the longest name wins."""
    match = load_gazetteer().match_prefix(text)
    assert match is not None
    assert (sorted(region.adcode for region in match.candidates), text[match.end :]) == (codes, rest)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("株洲教育局", ["430200"]),
        ("湖南株洲教育局", ["430200"]),
        ("衡阳教育局", ["430400"]),  # not the county in the city
        ("吉林教育局", ["220000", "220200"]),  # the province or its city
        ("朝阳教育局", ["110105", "211300", "220104"]),  # a city in 辽宁, districts elsewhere
    ],
)
def test_short_forms_are_not_certain(text: str, codes: list[str]) -> None:
    """株洲教育局 names 株洲市 without saying so; of a city and a county in it the city is meant."""
    gazetteer = load_gazetteer()
    match = gazetteer.match_prefix(text)
    assert match is not None
    assert (sorted(region.adcode for region in match.candidates), match.certain) == (codes, False)


def test_a_name_inside_another_is_not_mentioned() -> None:
    """新宾县 names no 宾县."""
    assert load_gazetteer().mentions("新宾县在抚顺市。新宾满族自治县。") == {"210422": 2, "210400": 1}


def test_no_region() -> None:
    """Other words are no region."""
    assert load_gazetteer().match_prefix("财政局") is None


@pytest.mark.parametrize(
    ("code", "place", "prefix"),
    [
        ("430203", ("湖南省", "株洲市", "芦淞区"), "株洲市芦淞区"),
        ("310107", ("上海市", "上海市", "普陀区"), "上海市普陀区"),
        ("429004", ("湖北省", None, "仙桃市"), "仙桃市"),
        ("430000", ("湖南省", None, None), "湖南省"),
        ("441900", ("广东省", "东莞市", None), "东莞市"),
    ],
)
def test_levels_above(code: str, place: tuple[str, str | None, str | None], prefix: str) -> None:
    """A municipality is its districts' city; a level that does not apply is null."""
    found = load_gazetteer().place(code)
    assert ((found.province, found.city, found.county), found.prefix) == (place, prefix)
