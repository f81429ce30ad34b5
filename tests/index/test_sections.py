"""Sections that are found: the smallest that hold all words, counted over all reports, page after page to the end."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from documents import document
from hypothesis import given, settings
from hypothesis import strategies as st

from index.backends.whoosh import WhooshBackend
from index.protocol import KnownOutside, SectionHit
from index.query import Filters, Query, parse_query
from index.tokens import find_units
from ingest.sections import Section

TEXT = """# 一、收入支出情况

本年收入5万元。培训费支出2万元。

# 二、三公经费

## （一）接待

公务接待费支出3万元，培训费支出1万元。

公务接待费比上年减少。

## （二）车辆

公务用车运行维护费4万元。
"""
WORDS = ["收入", "支出", "决算", "培训", "接待", "车辆", "2022", "三公"]
LINES = st.lists(
    st.one_of(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("，".join),
        st.tuples(st.integers(1, 3), st.lists(st.sampled_from(WORDS), max_size=2)).map(
            lambda one: f"{'#' * one[0]} 关于{'、'.join(one[1])}"
        ),
    ),
    max_size=14,
).map("\n".join)


def outline(text: str) -> tuple[Section, ...]:
    """A section for each heading, down to the next of its level or of a higher one."""
    lines, at, found = text.split("\n"), 0, []
    for line in lines:
        if line.startswith("#"):
            found.append((at, len(line) - len(line.lstrip("#")), line.lstrip("# ")))
        at += len(line) + 1
    ends = [next((at for at, other, _ in found[n + 1 :] if other <= found[n][1]), len(text)) for n in range(len(found))]
    return tuple(
        Section(f"s{n}", "final_accounts", level, "", title, at, end)
        for n, ((at, level, title), end) in enumerate(zip(found, ends, strict=True), 1)
    )


def expected(text: str, sections: Sequence[Section], terms: Sequence[str], about: str) -> set[int]:
    """The numbers of the smallest sections with all words that the title does not say; by reading word after word."""
    told = [unit.text for unit in find_units(about)]
    needed = [word for word in terms if word not in told] or terms
    places = [(unit.text, unit.start) for unit in find_units(text)]
    holding = [
        number
        for number, one in enumerate(sections)
        if all(any(word == term and one.start <= at < one.end for word, at in places) for term in needed)
    ]
    return {
        number
        for number in holding
        if not any(sections[number].start < sections[other].start < sections[number].end for other in holding)
    }


@settings(deadline=None, max_examples=60)
@given(
    st.lists(LINES, min_size=1, max_size=5),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True),
)
def test_sections_of_any_reports(texts: list[str], terms: list[str]) -> None:
    """Over several segments, with reports that were replaced and removed, all that reading them finds and no other."""
    names = [f"r{number}" for number in range(len(texts))]
    with TemporaryDirectory() as folder:
        backend = WhooshBackend(Path(folder) / "index", create=True)
        made = [
            document(name, text, 2022, outline(text), title="决算") for name, text in zip(names, texts, strict=True)
        ]
        backend.update([*made[::2], document("gone", TEXT, sections=outline(TEXT))], [])
        backend.update(made, ["gone"])
        held = {
            (name, number)
            for name, text in zip(names, texts, strict=True)
            if {*terms} <= {unit.text for unit in find_units(f"{text}\n决算 2022")}
            for number in expected(text, outline(text), terms, "决算 2022")
        }
        query = replace(parse_query(" ".join(terms)), size=3)
        found = read_pages(backend, query)
        assert sorted((hit.name, hit.section) for hit in found) == sorted(held)
        first = backend.search_sections(query)
        assert (first.total, first.reports) == (len(held), len({name for name, _ in held}))
        assert sum(first.facets.year.values()) == first.total
        for hit, passage in zip(found, backend.section_passages(query, found), strict=True):
            one = outline(texts[names.index(hit.name)])[hit.section]
            assert passage is not None
            assert passage.section == one
            assert one.start <= passage.start < one.end
        backend.close()


def read_pages(backend: WhooshBackend, query: Query, known: KnownOutside | None = None) -> list[SectionHit]:
    """All sections, page after page."""
    found: list[SectionHit] = []
    for page in range(1, 1000):
        hits = backend.search_sections(replace(query, page=page), known or KnownOutside()).hits
        found += hits
        if len(hits) < query.size:
            break
    return found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("公务接待费", ["s3"]),
        ("培训费", ["s1", "s3"]),
        ("公务接待费 培训费", ["s3"]),
        ("公务接待费 公务用车", ["s2"]),  # only the section around both holds both
        ("收入 车辆", []),
        ("2022 公务接待费", ["s3"]),  # the title says the year
        ('"培训费支出1万元"', ["s3"]),
        ("支出 -航天", ["s1", "s3"]),
        ("支出 -车辆", []),  # of the report, as everywhere
        ("航天", []),
    ],
)
def test_sections_that_hold_all_words(query: str, found: list[str], tmp_path: Path) -> None:
    """The smallest that do, whatever else the title says; what is shown of each lies in it."""
    backend = WhooshBackend(tmp_path / "index", create=True)
    backend.update([document("one", TEXT, 2022, outline(TEXT), title="某局2022年度部门决算")], [])
    asked = parse_query(query)
    hits = backend.search_sections(asked).hits
    passages = backend.section_passages(asked, hits)
    assert sorted(one.section.id for one in passages if one and one.section) == found
    for one in passages:
        assert one
        assert any(piece.marked for piece in one.pieces)
    backend.close()


def test_one_of_some_words_will_do(tmp_path: Path) -> None:
    """In reports as in sections; what must be there must be there all the same."""
    backend = WhooshBackend(tmp_path / "index", create=True)
    backend.update([document("one", TEXT, 2022, outline(TEXT)), document("other", "车辆", 2022, outline("车辆"))], [])

    def found(text: str, *some: str) -> tuple[list[str], list[str]]:
        asked = parse_query(text)
        asked = replace(asked, some=tuple(term for term in asked.terms if term.typed in some))
        reports = [hit.name for hit in backend.search(asked).hits]
        passages = backend.section_passages(asked, backend.search_sections(asked).hits)
        return reports, sorted(one.section.id for one in passages if one and one.section)

    assert found("公务接待费 航天", "公务接待费", "航天") == (["one"], ["s3"])
    assert found("公务接待费 航天", "航天") == ([], [])
    assert found("航天 火箭", "航天", "火箭") == ([], [])
    backend.close()


def test_what_a_section_says(tmp_path: Path) -> None:
    """Not its heading, which is told beside it, where the words stand below it, too; else that."""
    text = "# 名词解释\n\n三公经费是指财政拨款支付的三项费用。\n\n# 三公经费名词\n\n见附表。"
    backend = WhooshBackend(tmp_path / "index", create=True)
    backend.update([document("one", text, 2022, outline(text))], [])

    def said(query: str) -> list[str]:
        asked = parse_query(query)
        told = backend.section_passages(asked, backend.search_sections(asked).hits)
        return ["".join(piece.text for piece in one.pieces) for one in told if one]

    assert said("名词解释 三公经费") == ["三公经费是指财政拨款支付的三项费用。"]
    assert said("三公经费名词 附表") == ["见附表。"]
    assert [one.strip() for one in said('"三公经费名词"')] == ["三公经费名词"]
    backend.close()


def test_order_and_filters(tmp_path: Path) -> None:
    """Headings that hold the words first, in the order of their reports; what answers, or the order asked for, before that."""
    backend = WhooshBackend(tmp_path / "index", create=True)
    bodies = {"a-2021": "# 接待\n\n接待\n\n# 其他\n\n接待，接待", "b-2022": "# 其他\n\n接待，接待\n\n# 接待\n\n接待"}
    backend.update([document(name, text, int(name[-4:]), outline(text)) for name, text in bodies.items()], [])

    def found(**changed: object) -> list[tuple[str, int]]:
        known = changed.pop("known", KnownOutside())
        query = replace(parse_query("接待"), **changed)  # type: ignore[arg-type]
        return [(hit.name, hit.section) for hit in backend.search_sections(query, known).hits]  # type: ignore[arg-type]

    assert {*found()[:2]} == {("a-2021", 0), ("b-2022", 1)}
    assert found(order="newest") == [("b-2022", 1), ("b-2022", 0), ("a-2021", 0), ("a-2021", 1)]
    assert found(known=KnownOutside(first=("a-2021",)))[:2] == [("a-2021", 0), ("a-2021", 1)]
    assert found(filters=Filters(years=(2021,))) == [("a-2021", 0), ("a-2021", 1)]
    facets = backend.search_sections(replace(parse_query("接待"), filters=Filters(years=(2021,)))).facets
    assert dict(facets.year) == {2021: 2, 2022: 2}
    assert dict(facets.report_type) == {"final_accounts": 2}
    assert backend.search_sections(parse_query("")).total == 0
    assert backend.section_passages(parse_query("接待"), [SectionHit("gone", 0, 0.0)]) == (None,)
    backend.close()
