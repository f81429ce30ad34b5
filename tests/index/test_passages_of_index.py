"""The passages that the index shows are those that cutting the reports into words anew finds."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from cut_passages import find_passages
from documents import document
from hypothesis import given, settings
from hypothesis import strategies as st

from index.backends.whoosh import WhooshBackend
from index.headings import put_named_first
from index.outline import make_outline
from index.passages import Passage, Piece
from index.query import parse_query
from ingest.samples.corpus import make_corpus
from ingest.samples.writers.markdown import write_markdown
from ingest.sections import Section

PIECES = st.sampled_from(
    ["三公", "经费", "“三公”", "公务接待费", "公务接待", "支出", "决算", "5.20万元", "1,234.50", "２０２２", "二〇二二年", "GDP", "，", "。",
     "\n", "\n\n", "\n## ", " ", '"', "'", "（", "马克思", "的", "万", "芦淞区", "本金公司", "93.3%", "𠀀", "👍",
     "\n| 项目 | 预算数 | 决算数 |\n| --- | --- | --- |\n", "\n| 公务接待费 | 2.36 | 0.81 |", "\n| 支出 | 三公经费 | 2 |", " 4.10 4.20 4.30"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join)
ASKED = st.lists(
    st.sampled_from(
        [
            "三公经费",
            "公务接待费",
            "支出决算",
            "支出",
            '"支出决算"',
            "2022",
            "本金",
            "5.2",
            "gdp",
            "-的",
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


def compare(texts: Sequence[str], queries: Sequence[str]) -> None:
    with TemporaryDirectory() as folder:
        backend = WhooshBackend(Path(folder) / "index", create=True)
        documents = {
            f"r{number:02}": document(f"r{number:02}", text, 2022, sections_of(text), title="芦淞区公务接待费决算")
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
                cut = find_passages(one.text, sections_of(one.text), asked, about)
                outline = make_outline(sections_of(one.text), about)
                wanted = put_named_first(cut, outline, one.text, asked)
                assert [*map(joined, found[name])] == [*map(joined, wanted)], (name, asked)
        backend.close()


def joined(passage: Passage) -> Passage:
    """A passage with what is not marked in one piece, between the marked ones."""
    pieces = []
    for marked, each in groupby(passage.pieces, key=lambda piece: piece.marked):
        texts = [piece.text for piece in each]
        pieces += [Piece(text, marked) for text in (texts if marked else ["".join(texts)])]
    return replace(passage, pieces=tuple(pieces))


@settings(deadline=None, max_examples=60)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.lists(ASKED, min_size=1, max_size=3))
def test_passages_of_any_text(texts: list[str], queries: list[str]) -> None:
    """Also of empty texts, of characters beyond 16 bits, in several segments."""
    compare(texts, queries)


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
]


def test_passages_of_reports() -> None:
    """Of generated reports of all kinds."""
    texts = [write_markdown(made.document).decode() for made in islice(make_corpus(3, ("md",)), 10)]
    compare(texts, QUERIES)


def test_passages_of_very_long_reports() -> None:
    """A report of a megabyte, one beyond 16 bits in all its characters, and one without any."""
    long = "".join(f"本年第{number}项支出{number}.50万元，公务接待费{number}元。\n" for number in range(17_000))
    assert len(long.encode()) > 1 << 20
    compare([long, "𠀀支出𠀁" * 2_000, ""], ["支出", '"接待费"', "15999.5", "𠀁"])
