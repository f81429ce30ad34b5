"""What is asked: the queries of the bench, as Mingzhang understands them, in a form that any engine can be given."""

from collections.abc import Iterator, Sequence
from typing import Any

from index.query import Filters, Query, Term, parse_query

_WORDS = (
    # one word, from those of every report to rare ones
    "支出", "决算", "预算", "项目", "绩效", "培训", "会议费", "采购", "车辆", "养护", "环卫", "图书馆", "防汛", "疫苗",
    # rows of words
    "三公经费", "公务接待费", "一般公共预算财政拨款", "政府采购", "机关运行经费", "城市管理", "绩效目标", "基本支出",
    # two and three words
    "公务接待费 2020", "培训费 会议费", "三公经费 公务用车", "项目 绩效 目标", "政府采购 货物 服务", "教育局 决算 2021",
    "城管局 养护 经费", "收入 支出 结余", "住房保障 公积金", "医疗卫生 支出 2019", "环卫 车辆 购置", "图书馆 购书 经费",
    # phrases
    '"支出决算"', '"财政拨款收入"', '"公务用车运行维护费"', '"年初预算数"', '"一般公共服务支出"', '"政府采购支出总额"',
    '"基本支出决算"', '"增长的主要原因"', '"国有资产占有使用情况"',
    # excluded words
    "政府采购 -培训", "培训 -会议", "支出 -教育", '项目 -"绩效目标"', "-教育 -卫生",
    # amounts and years
    "2020", "2019年", "15.00", "100", "0.00", "1.5万元", "2016 预算", "2023年 决算 教育",
    # questions
    "2021年三公经费是多少", "公务接待费花了多少钱",
)  # fmt: skip
_FILTERED = ("支出", "三公经费", "公务接待费 2020", '"支出决算"', "培训", "")


def make_queries(agencies: Sequence[str], regions: Sequence[str]) -> list[dict[str, Any]]:
    """The queries, some of them narrowed to agencies and regions of the corpus."""
    filters = [
        Filters(years=(2020,)),
        Filters(report_type="final_accounts"),
        Filters(region=regions[1]),
        Filters(region=regions[-1], years=(2019,)),
        Filters(agencies=(agencies[0],)),
        Filters(report_type="budget", years=(2022,)),
    ]
    queries = [parse_query(text) for text in _WORDS]
    queries += [parse_query(text, one) for text, one in zip(_FILTERED, filters, strict=True)]
    return [_plain(query) for query in queries]


def _plain(query: Query) -> dict[str, Any]:
    return {
        "text": query.text,
        "terms": [list(term.units) for term in query.terms],
        "excluded": [list(term.units) for term in query.excluded],
        "whole": [term.whole for term in query.terms],
        "beside": [list(row) for row in query.beside],
        "years": list(query.years),
        "filters": dict(_filters(query.filters)),
    }


def _filters(filters: Filters) -> Iterator[tuple[str, str]]:
    """The filters by the names of their facets; the bench asks for one value of each."""
    for name, values in (
        ("agency", filters.agencies),
        ("region", (filters.region,)),
        ("year", filters.years),
        ("type", (filters.report_type,)),
    ):
        for value in values:
            if value is not None:
                yield name, str(value)


def as_query(plain: dict[str, Any]) -> Query:
    """The query again."""
    narrowed = plain["filters"]
    return Query(
        plain["text"],
        tuple(Term(tuple(units), whole) for units, whole in zip(plain["terms"], plain["whole"], strict=True)),
        tuple(Term(tuple(units)) for units in plain["excluded"]),
        beside=tuple(map(tuple, plain["beside"])),
        years=tuple(plain["years"]),
        filters=Filters(
            agencies=(narrowed["agency"],) if "agency" in narrowed else (),
            region=narrowed.get("region"),
            years=(int(narrowed["year"]),) if "year" in narrowed else (),
            report_type=narrowed.get("type"),
        ),
    )
