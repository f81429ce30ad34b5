"""What is found is what Whoosh's own searcher finds: how many, the best with their scores, and the counts of every facet."""

import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from math import inf
from pathlib import Path

from documents import tokens_of
from hypothesis import given, settings
from hypothesis import strategies as st
from stock import Stock

from index.backends.whoosh import WhooshBackend
from index.documents import ReportDocument
from index.outline import make_outline
from index.protocol import KnownOutside, NamedGroups, NamedNumbers, SearchResults
from index.query import HIGHEST, LOWEST, NEWEST, OLDEST, RELEVANCE, Filters, Query, Term

WORDS = [*"甲乙丙丁戊己庚", "甲乙", "2021", "2022", "212", "2120101", "212.5"]
YEARS, TYPES, REGIONS = (2021, 2022, 2023), ("final_accounts", "budget"), (("43", "4302"), ("43", "4301"), ("33",))

texts = st.lists(st.sampled_from(WORDS), max_size=30).map(lambda words: [(word, at) for at, word in enumerate(words)])


@st.composite
def documents(draw: st.DrawFn) -> ReportDocument:
    """A report of few words, of one of few agencies, now and then with two words at one place."""
    body: list[tuple[str, int]] = draw(texts)
    body = sorted({*body, *((word, at) for word, at in draw(texts) if at % 7 == 0)}, key=lambda token: token[1])
    number = draw(st.integers(0, 11))
    return ReportDocument(
        name=f"r{number:02}",
        stamp=draw(st.text("abc", min_size=1, max_size=3)),
        title="",
        agency=f"agency-{number % 4}",
        regions=REGIONS[number % 3],
        year=draw(st.sampled_from(YEARS)),
        report_type=draw(st.sampled_from(TYPES)),
        names_tokens=tokens_of(draw(texts)[:3]),
        title_tokens=tokens_of(draw(texts)[:5]),
        body_tokens=tokens_of(body),
        text="",
        outline=make_outline((), ""),
    )


terms = st.builds(
    Term,
    units=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(tuple),
    whole=st.none() | st.sampled_from(WORDS),
    others=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(tuple), max_size=2).map(tuple),
)
beginnings = st.sampled_from(["甲", "212", "2"]).map(lambda word: Term((word,), others=(("乙",),), prefix=True))
queries = st.builds(
    Query,
    text=st.just("x"),
    terms=st.lists(terms | beginnings, max_size=3).map(tuple),
    excluded=st.lists(terms | beginnings, max_size=1).map(tuple),
    beside=st.lists(st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(tuple), max_size=2).map(tuple),
    years=st.lists(st.sampled_from(YEARS), max_size=1).map(tuple),
    filters=st.builds(
        Filters,
        agencies=st.lists(st.sampled_from(["agency-0", "agency-1", "agency-9"]), max_size=2).map(tuple),
        region=st.none() | st.sampled_from(["43", "4301"]),
        regions=st.lists(st.sampled_from(["43", "4301", "33"]), max_size=2).map(tuple),
        years=st.lists(st.sampled_from(YEARS), max_size=2).map(tuple),
        report_type=st.none() | st.sampled_from(TYPES),
        findings=st.none() | st.sampled_from(["errors", "notices", "unknown"]),
    ),
    page=st.integers(1, 3),
    size=st.sampled_from([2, 5, 20]),
    order=st.sampled_from([RELEVANCE, NEWEST, OLDEST, HIGHEST, LOWEST]),
)
queries |= st.builds(lambda query, most: replace(query, some=query.terms[:most]), queries, st.integers(1, 3))
NAMES = [f"r{number:02}" for number in range(12)]
known_outside = st.builds(
    KnownOutside,
    findings=st.builds(
        NamedGroups, st.fixed_dictionaries({"errors": st.sets(st.sampled_from(NAMES)), "notices": st.just({"r01"})})
    ),
    numbers=st.builds(NamedNumbers, st.dictionaries(st.sampled_from(NAMES), st.integers(-5, 5).map(float))),
    only=st.just(NamedGroups())
    | st.builds(NamedGroups, st.fixed_dictionaries({"some": st.sets(st.sampled_from(NAMES))})),
)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.lists(documents(), max_size=6), st.lists(st.integers(0, 11), max_size=3)), max_size=6),
    st.lists(st.tuples(queries, known_outside), min_size=1, max_size=6),
)
def test_the_same_as_whoosh(
    commits: Sequence[tuple[list[ReportDocument], list[int]]], asked: Sequence[tuple[Query, KnownOutside]]
) -> None:
    """After any updates and removals, in any number of segments, merged or not."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(WhooshBackend(Path(folder) / "index", create=True)) as backend,
    ):
        living: dict[str, ReportDocument] = {}
        for put, removed in commits:
            names = [f"r{number:02}" for number in removed]
            latest = {document.name: document for document in put}
            backend.update(latest.values(), names)
            living = {name: one for name, one in living.items() if name not in names} | latest
        assert backend.stamps() == {name: document.stamp for name, document in living.items()}
        with closing(Stock(Path(folder) / "index")) as stock:
            for query, known in asked:
                compare(backend.search(query, known), stock.scores(query), living, query, known)


def compare(
    found: SearchResults,
    scores: dict[str, float],
    living: dict[str, ReportDocument],
    query: Query,
    known: KnownOutside,
) -> None:
    """Filters, facets and orders are made here from the reports themselves."""
    filters, groups, numbers = query.filters, known.findings.groups, known.numbers.numbers
    wanted = {filters.region} if filters.region else {*filters.regions}

    def passing(skip: str = "") -> list[ReportDocument]:
        return [
            one
            for name in scores
            if (one := living[name])
            and all(name in group for group in known.only.groups.values())
            and (skip == "agency" or (not filters.agencies or one.agency in filters.agencies))
            and (skip == "region" or not wanted or not wanted.isdisjoint(one.regions))
            and (skip == "year" or (not filters.years or one.year in filters.years))
            and (skip == "report_type" or filters.report_type in {None, one.report_type})
            and (skip == "findings" or filters.findings is None or name in groups.get(filters.findings, ()))
        ]

    def first(one: ReportDocument) -> float:
        if query.order in {HIGHEST, LOWEST} and one.name not in numbers:
            return inf
        number = numbers[one.name] if query.order in {HIGHEST, LOWEST} else one.year
        return {NEWEST: -number, HIGHEST: -number, OLDEST: number, LOWEST: number}.get(query.order, 0)

    kept = sorted(passing(), key=lambda one: (first(one), -round(scores[one.name], 9), -one.year, one.name))
    assert found.total == len(kept)
    start = (query.page - 1) * query.size
    assert [(hit.name, round(hit.score, 6)) for hit in found.hits] == [
        (one.name, round(scores[one.name], 6)) for one in kept[start : start + query.size]
    ]
    assert found.facets.agency == Counter(one.agency for one in passing("agency"))
    assert found.facets.region == Counter(code for one in passing("region") for code in one.regions)
    assert found.facets.year == Counter(one.year for one in passing("year"))
    assert found.facets.report_type == Counter(one.report_type for one in passing("report_type"))
    without = [one.name for one in passing("findings")]
    assert found.facets.findings == {value: len(names.intersection(without)) for value, names in groups.items()}
