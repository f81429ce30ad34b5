"""The passages that the index shows are those that reading the reports anew, one by one, finds; and these are the best."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from documents import document
from hypothesis import given, settings
from hypothesis import strategies as st
from naive_passages import best_stretches, line_of, marks_of

from index.backends.whoosh import WhooshBackend
from index.headings import put_named_first
from index.one_text import mark_terms, read_passages
from index.outline import make_outline
from index.query import Query, parse_query
from ingest.samples.corpus import make_corpus
from ingest.samples.writers.markdown import write_markdown
from ingest.sections import Section, section_at

PIECES = st.sampled_from(
    ["三公", "经费", "“三公”", "公务接待费", "公务接待", "接待", "支出", "决算", "5.20万元", "1,234.50", "２０２２", "二〇二二年", "GDP", "，", "。",
     "\n", "\n\n", "\n## ", " ", '"', "'", "（", "马克思", "的", "万", "芦淞区", "本金公司", "93.3%", "𠀀", "👍",
     "\n| 项目 | 预算数 | 决算数 |\n| --- | --- | --- |\n", "\n| 公务接待费 | 2.36 | 0.81 |", "\n| 支出 | 三公经费 | 2 |", " 4.10 4.20 4.30"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join)
ASKED = st.lists(
    st.sampled_from(
        [
            "三公经费",
            "公务接待费",
            "接待",
            "支出决算",
            "支出",
            '"支出决算"',
            "2022",
            "本金",
            "5.2",
            "gdp",
            "-的",
            "4*",
            "公务*",
            "𠀀",
            "芦淞区",
            "决算",
        ]
    ),
    min_size=1,
    max_size=3,
).map(" ".join)


def sections_of(text: str) -> tuple[Section, ...]:
    starts = [at for at in range(len(text)) if text.startswith("#", at) and (at == 0 or text[at - 1] == "\n")]
    return tuple(
        Section(f"s{number:03}", "final_accounts", 2, "一", text[start:end].partition("\n")[0], start, end)
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=False), 1)
    )


TITLE = "芦淞区公务接待费决算"


def compare(texts: Sequence[str], queries: Sequence[str]) -> None:
    with TemporaryDirectory() as folder:
        backend = WhooshBackend(Path(folder) / "index", create=True)
        documents = {
            f"r{number:02}": document(f"r{number:02}", text, 2022, sections_of(text), title=TITLE)
            for number, text in enumerate(texts)
        }
        half = len(texts) // 2
        backend.update(list(documents.values())[:half], [])
        backend.update([*list(documents.values())[half:], document("gone", "三公经费支出")], [])
        backend.update(list(documents.values())[:1], ["gone"])  # merged, with reports that were replaced and removed
        for asked in map(parse_query, queries):
            found = backend.passages(asked, [*documents, "unknown", "gone"])
            assert found.keys() == documents.keys()
            for name, one in documents.items():
                about = f"{one.title} {one.year}"
                cut = read_passages(one.text, sections_of(one.text), asked, about, 3)
                outline = make_outline(sections_of(one.text), about)
                wanted = put_named_first(cut, outline, one.text, asked)
                assert found[name] == wanted, (name, asked)
        backend.close()


def check_choice(text: str, query: Query, most: int = 3) -> None:
    """The best stretches are chosen, with all of their words marked, and shown as they stand in the report."""
    sections = sections_of(text)
    marks = list(marks_of(text, query)) if query.terms else []
    assert list(mark_terms(text, query.terms)) == marks
    found = read_passages(text, sections, query, TITLE, most)
    if not query.terms:
        assert found == ()
        return
    best = best_stretches(text, sections, query, TITLE, most)
    assert [(one.start, one.whole) for one in found] == [(one.start, one.is_row) for one in best]
    for passage, stretch in zip(found, best, strict=True):
        assert passage.section == section_at(sections, passage.start)
        words = [plain(piece.text) for piece in passage.pieces if piece.marked]
        held = [mark for mark in marks if stretch.start <= mark.start and mark.end <= stretch.end]
        if not passage.whole:  # the end of a very long row is left out
            assert " ".join(plain(text[mark.start : mark.end]) for mark in held) in " ".join(words)
            line = plain(line_of(text, passage.start))
            assert "".join(plain(piece.text) for piece in passage.pieces) in line
        assert words


def plain(text: str) -> str:
    """A text without blanks, without what is markup, and without what stands for it."""
    return re.sub(r"\\|[|#\s]|<br>|&lt;|&amp;|[<&]", "", text)


@settings(deadline=None, max_examples=60)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.lists(ASKED, min_size=1, max_size=3))
def test_passages_of_any_text(texts: list[str], queries: list[str]) -> None:
    """Also of empty texts, of characters beyond 16 bits, in several segments."""
    compare(texts, queries)


OTHERS = st.lists(st.sampled_from([("支出",), ("三公", "经费"), ("接待",), ("5.2",), ("4.2",), ("决算",)]), max_size=3)


@settings(deadline=None)
@given(TEXTS, ASKED, OTHERS, st.integers(1, 4))
def test_the_best_of_any_text(text: str, asked: str, others: list[tuple[str, ...]], most: int) -> None:
    """What is chosen, and in which order, is what looking at every stretch tells, also where other words are as good."""
    query = parse_query(asked)
    first = tuple(replace(term, others=tuple(others)) for term in query.terms[:1])
    check_choice(text, replace(query, terms=(*first, *query.terms[1:])), most)


QUERIES = [
    "支出",
    "三公经费",
    "公务接待费 2020",
    '"支出决算"',
    "培训 会议",
    "项目 绩效 目标",
    "0.00",
    "教育",
    "收入 支出 结余",
    "201*",
    "公务* 支出",
]


def test_passages_of_reports() -> None:
    """Of generated reports of all kinds."""
    texts = [write_markdown(made.document).decode() for made in islice(make_corpus(3, ("md",)), 10)]
    compare(texts, QUERIES)


def test_the_best_of_reports() -> None:
    """Of generated reports of all kinds, in which a word stands hundreds of times."""
    texts = [write_markdown(made.document).decode() for made in islice(make_corpus(3, ("md",)), 5)]
    texts.append("".join(f"第{at}项支出{'，合计5.00元' if at % 97 == 3 else ''}\n" for at in range(300)))
    for text in texts:
        for asked in QUERIES:
            check_choice(text, parse_query(asked))


def test_passages_of_very_long_reports() -> None:
    """A report of a megabyte, one beyond 16 bits in all its characters, and one without any."""
    long = "".join(f"本年第{number}项支出{number}.50万元，公务接待费{number}元。\n" for number in range(17_000))
    assert len(long.encode()) > 1 << 20
    compare([long, "𠀀支出𠀁" * 2_000, ""], ["支出", '"接待费"', "15999.5", "𠀁"])
