"""The corpus of the later sets of queries: 24 other agencies of 13 regions, none of which the first sets know.

Among them are prefecture-level bodies, two regions of one name (鼓楼区), a banner and a city of an autonomous prefecture.
"""

from ingest.register import FormerName
from search_quality.harness.bodies import PROJECT, Body, Plan, evaluated, planned

_BODIES = (
    Body(
        "330600",
        "canal",
        "zhejiang",
        "水利局",
        first=2021,
        more=(planned(2022, 2023),),
        former=(FormerName("绍兴市水利水电局"),),
    ),
    Body("330600", "reading", "zhejiang", "文化广电旅游局", units=False, aliases=("绍兴市文旅局",)),
    Body("330600", "emergency", "zhejiang", "应急管理局", first=2022, former=(FormerName("绍兴市安全生产监督管理局"),)),
    Body("320106", "market", "jiangsu", "市场监督管理局", more=(planned(2023),)),
    Body(
        "320106",
        "health",
        "jiangsu",
        "卫生健康委员会",
        first=2021,
        former=(FormerName("南京市鼓楼区卫生和计划生育局"),),
    ),
    Body("350102", "health", "ministry", "卫生健康局", units=False, first=2021),
    Body("350102", "eldercare", "ministry", "民政局", first=2021, more=(evaluated(2023),)),
    Body("420106", "school", "hubei", "教育局", more=(evaluated(2022, 2023), planned(2023))),
    Body("420106", "street", "hubei", "柳荫街道办事处", first=2021, more=(planned(2022),)),
    Body("420106", "space", "hubei", "城市管理执法局", first=2021),
    Body("440103", "street", "guangdong", "望塔街道办事处", first=2021, more=((PROJECT, (2023,)),)),
    Body("440103", "space", "guangdong", "城市管理和综合执法局", more=(evaluated(2022),)),
    Body("500103", "greenway", "chongqing", "城市管理局", first=2021, more=(planned(2023),)),
    Body("500103", "data", "chongqing", "大数据应用发展管理局", units=False, first=2021, aliases=("渝中区大数据局",)),
    Body("510104", "eldercare", "sichuan", "民政局", first=2020, more=(planned(2022, 2023), evaluated(2022))),
    Body("510104", "reading", "sichuan", "城市书房服务中心", units=False, first=2021),
    Body("320583", "school", "jiangsu", "教育局", first=2021, more=((PROJECT, (2022,)),)),
    Body("320583", "crop", "jiangsu", "农业农村局", more=(planned(2023),), former=(FormerName("昆山市农业委员会"),)),
    Body("433101", "rural_road", "hunan", "交通运输局", more=(evaluated(2021, 2022, 2023), planned(2023))),
    Body(
        "433101",
        "health",
        "hunan",
        "卫生健康局",
        first=2021,
        more=(evaluated(2022, 2023),),
        former=(FormerName("湘西土家族苗族自治州吉首市卫生和计划生育局"),),
    ),
    Body("450103", "emergency", "guangxi", "应急管理局", first=2021, more=(planned(2023),)),
    Body(
        "150627", "crop", "inner_mongolia", "农牧局", first=2021, former=(FormerName("鄂尔多斯市伊金霍洛旗农牧业局"),)
    ),
    Body("610104", "market", "shaanxi", "市场监督管理局", units=False, first=2021),
    Body("532300", "rural_road", "yunnan", "交通运输局", first=2021),
)
_VARIED = ("yunnan", "inner_mongolia", "jiangsu", "hubei", "guangdong", "chongqing", "guangxi", "shaanxi")
ELSEWHERE = Plan(77_310_452, _BODIES, frozenset(_VARIED))
