"""The corpus of the sixth set of queries: 25 other agencies of 17 regions, which neither of the other corpora knows."""

from ingest.register import FormerName
from search_quality.harness.bodies import PROJECT, Body, Plan, evaluated, planned

_BODIES = (
    Body(
        "370200",
        "reading",
        "ministry",
        "文化和旅游局",
        first=2021,
        more=(planned(2023),),
        former=(FormerName("青岛市文化广电新闻出版局"),),
        aliases=("青岛市文旅局",),
    ),
    Body(
        "370200",
        "canal",
        "ministry",
        "水务管理局",
        first=2021,
        more=(planned(2022, 2023),),
        former=(FormerName("青岛市水利局"),),
    ),
    Body("441900", "rural_road", "guangdong", "交通运输局", first=2021),
    Body(
        "370783",
        "crop",
        "ministry",
        "农业农村局",
        more=(evaluated(2022, 2023),),
        former=(FormerName("潍坊市寿光市农业局"),),
    ),
    Body(
        "330782",
        "space",
        "zhejiang",
        "综合行政执法局",
        first=2021,
        more=(planned(2023),),
        aliases=("义乌市城管执法局",),
    ),
    Body("330106", "space", "zhejiang", "住房和城乡建设局", first=2021, more=(planned(2022), evaluated(2023))),
    Body("330106", "eldercare", "zhejiang", "民政局", units=False, first=2021),
    Body("340104", "street", "ministry", "人民政府望塔街道办事处", first=2021),
    Body("340104", "school", "ministry", "教育体育局", more=(evaluated(2023),)),
    Body(
        "360102",
        "health",
        "ministry",
        "卫生健康委员会",
        first=2021,
        more=(evaluated(2022),),
        former=(FormerName("南昌市东湖区卫生和计划生育委员会"),),
    ),
    Body("360102", "eldercare", "ministry", "民政局", first=2021, more=(planned(2023),)),
    Body("110105", "greenway", "beijing", "城市管理委员会", first=2021, more=(planned(2023),)),
    Body("110105", "market", "beijing", "市场监督管理局", units=False, first=2021),
    Body("650102", "emergency", "xinjiang", "应急管理局", first=2021, more=(evaluated(2023),)),
    Body("650102", "space", "xinjiang", "城市管理综合行政执法局", first=2021),
    Body("540102", "school", "ministry", "教育局", units=False, first=2022),
    Body("620102", "school", "ministry", "教育局", first=2021, more=((PROJECT, (2023,)),)),
    Body(
        "620102", "market", "ministry", "市场监督管理局", first=2021, former=(FormerName("兰州市城关区工商行政管理局"),)
    ),
    Body("422801", "rural_road", "hubei", "交通运输局", more=(evaluated(2022), planned(2023))),
    Body("422801", "eldercare", "hubei", "民政局", units=False, first=2021, more=(evaluated(2021, 2022, 2023),)),
    Body("321322", "health", "jiangsu", "卫生健康局", first=2021, more=(planned(2023),)),
    Body("460105", "canal", "ministry", "水务局", first=2021, units=False),
    Body("410102", "data", "ministry", "政务服务和大数据管理局", units=False, first=2021, aliases=("中原区大数据局",)),
    Body("331127", "reading", "zhejiang", "文化和广电旅游体育局", first=2021, units=False),
    Body(
        "431226",
        "space",
        "hunan",
        "城市管理综合行政执法局",
        first=2021,
        more=(evaluated(2021, 2022, 2023), planned(2023)),
    ),
)
_VARIED = ("xinjiang", "beijing", "jiangsu", "hubei", "guangdong")
THIRD_PLACE = Plan(58_204_617, _BODIES, frozenset(_VARIED))
