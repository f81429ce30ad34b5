"""The corpus of the first sets of queries: 24 agencies of six regions.

Bodies of the usual kinds (卫生健康局, 市场监督管理局 …) stand in several regions, since that is what makes a short name mean
one body or many.
"""

from ingest.register import FormerName
from search_quality.harness.bodies import PROJECT, Body, Plan, evaluated, planned

_TIANYUAN, _TIANXIN, _PINGJIANG, _YUECHENG, _FENGXIAN, _WUHUA = (
    "430211",
    "430103",
    "430626",
    "330602",
    "310120",
    "530102",
)
_BODIES = (
    Body(
        _TIANYUAN,
        "health",
        "hunan",
        "卫生健康局",
        more=(evaluated(2021, 2022, 2023), planned(2023)),
        former=(FormerName("株洲市天元区卫生和计划生育局"),),
    ),
    Body(_TIANYUAN, "data", "hunan", "人力资源和社会保障局", more=(evaluated(2022, 2023), planned(2022, 2023))),
    Body(
        _TIANYUAN,
        "market",
        "hunan",
        "市场监督管理局",
        units=False,
        more=(evaluated(2023), planned(2022, 2023)),
        former=(FormerName("株洲市天元区工商行政管理局"), FormerName("株洲市天元区食品药品监督管理局")),
    ),
    Body(_TIANYUAN, "space", "hunan", "城市管理和综合执法局", more=(evaluated(2021, 2022, 2023), planned(2023))),
    Body(_TIANYUAN, "school", "hunan", "教育局", more=(evaluated(2022), (PROJECT, (2022,)))),
    Body(
        _TIANYUAN,
        "emergency",
        "hunan",
        "应急管理局",
        first=2021,
        former=(FormerName("株洲市天元区安全生产监督管理局"),),
    ),
    Body(_TIANYUAN, "eldercare", "hunan", "民政局", units=False, more=(evaluated(2021, 2022, 2023),)),
    Body(_TIANXIN, "space", "hunan", "城市管理和综合执法局", more=(evaluated(2022, 2023),)),
    Body(_TIANXIN, "health", "hunan", "卫生健康局", units=False, more=(planned(2023),)),
    Body(_TIANXIN, "school", "hunan", "教育局", first=2021, more=(evaluated(2022, 2023), planned(2023))),
    Body(_TIANXIN, "street", "hunan", first=2021, more=(evaluated(2022, 2023),)),
    Body(
        _PINGJIANG,
        "crop",
        "hunan",
        "农业农村局",
        more=(evaluated(2022, 2023), planned(2023)),
        former=(FormerName("岳阳市平江县农业局"),),
    ),
    Body(_PINGJIANG, "rural_road", "hunan", "交通运输局", more=(evaluated(2023), planned(2023), (PROJECT, (2022,)))),
    Body(_PINGJIANG, "health", "hunan", "卫生健康局", units=False, first=2021),
    Body(_PINGJIANG, "space", "hunan", "城市管理局", first=2021, aliases=("平江县城管执法局",)),
    Body(_YUECHENG, "canal", "zhejiang", "水利局", more=(planned(2022, 2023),)),
    Body(_YUECHENG, "reading", "zhejiang", "文化广电旅游局", units=False, aliases=("越城区文旅局",)),
    Body(_YUECHENG, "space", "zhejiang", "综合行政执法局", more=(planned(2023),)),
    Body(_YUECHENG, "canal", "zhejiang", first=2021, units=False),
    Body(_FENGXIAN, "greenway", "shanghai", "绿化和市容管理局", more=(planned(2023),)),
    Body(_FENGXIAN, "eldercare", "shanghai", "民政局", more=(planned(2022, 2023),)),
    Body(_FENGXIAN, "market", "shanghai", "市场监督管理局", units=False, first=2021),
    Body(_WUHUA, "greenway", "yunnan", first=2021),
    Body(_WUHUA, "reading", "yunnan", units=False, first=2021, more=((PROJECT, (2023,)),)),
)
GENERATED = Plan(20_250_901, _BODIES, frozenset({"yunnan"}))
