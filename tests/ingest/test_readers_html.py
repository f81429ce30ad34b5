"""Web pages: the text of the report is read, what the site puts around it is not."""

import base64
import quopri
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import Cell, Paragraph, Publication, Role, Table
from ingest.errors import UnreadableSourceError
from ingest.readers import read_document
from ingest.samples.writers.html.frames import FRAMES, Notice
from ingest.source import SourceFile
from page_making import FILLER, page, read, texts

TABLE = "<table><tr><td>项目</td><td>金额</td></tr><tr><td>收入</td><td>5.00</td></tr></table>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>收入<b>5</b>万元。</p>", ["收入5万元。"]),
        (
            "<div>一、收入<br>本年收入5万元。<br/>本年支出4万元。</div>",
            ["一、收入", "本年收入5万元。", "本年支出4万元。"],
        ),
        ("<p>收入&nbsp;5&nbsp;万元，占80&#37;。</p>", ["收入 5 万元，占80%。"]),
        ("<p>本年收入合计\n    5.00\n 万元。</p>", ["本年收入合计5.00万元。"]),
        ("<p>Word and\n PDF的文件。</p>", ["Word and PDF的文件。"]),
        ("<p>收入<p>支出</p>", ["收入", "支出"]),
        ("<span>收入<div>支出</div>结余</span>", ["收入", "支出", "结余"]),
        ("<ul><li>收入</li><li>支出</li></ul>", ["收入", "支出"]),
        ("<ol><li>收入</li><li>支出</li></ol>", ["1. 收入", "2. 支出"]),
        ("<ol start=3><li>收入</li></ol>", ["3. 收入"]),
        ("<ol><li>（一）收入</li></ol>", ["（一）收入"]),
        ("<pre>收入\n支出</pre>", ["收入", "支出"]),
        ("<p>收入<script>var a = '支出';</script></p><style>p {}</style>", ["收入"]),
        ("<p>收入<span style='display:none'>9</span>5万元。</p>", ["收入5万元。"]),
        ("<p hidden>支出</p><p>收入</p>", ["收入"]),
        ("<!-- 支出 --><!--[if gte mso 9]><p>支出</p><![endif]--><p>收入</p>", ["收入"]),
        ("<p>收入<o:p></o:p></p>", ["收入"]),
        ("<select><option>支出</option></select><button>支出</button><p>收入</p>", ["收入"]),
        (
            f"{TABLE}<p>附件：<a href='/f/1.xls'>2023年度决算公开表.xls</a></p>",
            ["项目|金额|收入|5.00", "附件：2023年度决算公开表.xls"],
        ),
        (
            "<table><tr><td>索引号：</td><td>1/2022</td></tr><tr><td>发文机关：</td><td>区教育局</td></tr></table><p>收入</p>",
            ["收入"],
        ),
        ("<p><a href='#a'>一、收入</a></p><p><a href='#b'>二、支出</a></p>", ["一、收入", "二、支出"]),
    ],
)
def test_words_of_a_page(body: str, expected: list[str]) -> None:
    """What a browser shows of the text is read, line by line; what it hides is not."""
    assert texts(page(body)) == expected


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav><a href='/'>首页</a><a href='/b'>政务公开</a></nav>",
        "<ul><li><a href='/a'>关于召开会议的通知</a></li><li><a href='/b'>关于放假的通知</a></li></ul>",
        "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/b'>财政信息</a> &gt; 正文</div>",
        "<div class='crumbs'>您所在的位置</div>",
        "<footer><p>主办单位：某某区人民政府</p></footer>",
        "<div class='copyright'>某某区人民政府办公室</div>",
        "<div>版权所有：某某区人民政府　ICP备00000000号</div>",
        "<aside>某某区欢迎你。</aside>",
        "<div class=share>分享到：<a href='javascript:;'>微信</a></div>",
        "<div><p>上一篇：<a href='/1'>工作要点</a></p><p>下一篇：没有了</p></div>",
        "<table><tr><td><a href='/'>首页</a></td><td><a href='/b'>部门</a></td></tr></table>",
    ],
)
@pytest.mark.parametrize("place", ["before", "after", "around"])
def test_furniture_of_sites(furniture: str, place: str) -> None:
    """Navigation, paths, lists of other pages, share buttons and the site's own lines are left out, wherever they stand."""
    before = furniture if place != "after" else ""
    after = furniture if place != "before" else ""
    assert texts(page(f"{before}<div id=zoom><p>本年收入5万元。</p>{TABLE}</div>{after}")) == [
        "本年收入5万元。",
        "项目|金额|收入|5.00",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：2021-09-30　来源：本站　浏览次数：12",
        "【字体：大 中 小】",
        "发布日期：2021年9月30日",
        "【打印本页】 【关闭窗口】",
        "责任编辑：办公室",
        "相关链接",
        "扫一扫在手机打开当前页",
    ],
)
def test_lines_of_the_site(line: str) -> None:
    """Facts about the page and its buttons, above or below the text, are no text of the report."""
    title = "某某区教育局2022年度部门决算"
    body = f"<h1>{title}</h1><p>{line}</p><p>本年收入5万元。</p>"
    assert texts(page(body, f"<title>{title}</title>", f"<p>{line}</p>")) == [title, "本年收入5万元。"]


def test_what_looks_like_a_line_of_the_site_stays_within_the_text() -> None:
    """Between paragraphs of the report nothing is dropped for its words."""
    body = "<p>本年收入5万元。</p><p>来源：财政拨款</p><p>本年支出4万元。</p>"
    assert texts(page(body)) == ["本年收入5万元。", "来源：财政拨款", "本年支出4万元。"]


def test_headings_title_and_what_stands_above_it() -> None:
    """The title of the page is the report's; headings keep their order of levels; the site's name above is dropped."""
    body = "<p>某某区信息网</p><h1>某某区教育局2022年度部门决算</h1><h3>第一部分 概况</h3><h4>一、收入</h4>"
    blocks = read(page(body, "<title>某某区教育局2022年度部门决算_某某区人民政府网站</title>"))
    assert [(block.text, block.role, block.level) for block in blocks if isinstance(block, Paragraph)] == [
        ("某某区教育局2022年度部门决算", Role.TITLE, None),
        ("第一部分 概况", Role.HEADING, 1),
        ("一、收入", Role.HEADING, 2),
    ]


@pytest.mark.parametrize(
    ("head", "given"),
    [
        ("<meta name=ArticleTitle content='某某区教育局2022年度部门决算'>", True),
        ("<title>某某区教育局2022年度部门决算-某某区政府门户网站</title>", True),
        ("<title>某某区教育局2019年度部门决算</title>", False),  # what a word processor left in an old file
    ],
)
def test_a_title_that_only_the_window_shows(head: str, given: bool) -> None:
    """What the site calls the page is put above a text that does not say it; the property of a file is not."""
    first = texts(page("<p>一、收入</p>", head))[0]
    assert first.startswith("某某区教育局") == given


def test_merged_cells() -> None:
    """A cell covers the rows and columns that it says, and no more than there are."""
    rows = (
        "<tr><td rowspan=2>项目</td><th colspan=2>支出</th></tr><tr><td>基本</td><td rowspan=9>项目支出</td></tr>"
        "<tr><td colspan=x>合计</td><td><p>1.00</p><p>2.00</p></td></tr>"
    )
    (table,) = read(page(f"<table><thead></thead><tbody>{rows}</tbody></table>"))
    assert isinstance(table, Table)
    assert table.cells == (
        Cell("项目", 0, 0, 2, 1),
        Cell("支出", 0, 1, 1, 2),
        Cell("基本", 1, 1),
        Cell("项目支出", 1, 2, 2, 1),
        Cell("合计", 2, 0),
        Cell("1.002.00", 2, 1),
    )


def test_tables_that_only_lay_out() -> None:
    """Tables around the text are taken away; a table of data in one of them stays whole."""
    inner = f"<p>一、收入</p><p>本年收入5万元。</p>{TABLE}<p>二、支出</p><p>{FILLER}</p>"
    body = f"<table><tr><td><a href='/'>首页</a><br><a href='/a'>机构</a></td><td><table><tr><td>{inner}</td></tr></table></td></tr></table>"
    assert texts(page(body)) == ["一、收入", "本年收入5万元。", "项目|金额|收入|5.00", "二、支出"]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "gb2312"),
        ("gb18030", "gb2312"),
        ("gb18030", ""),
        ("utf-8", ""),
        ("utf-8", "gb2312"),  # saved anew by a browser that left the old declaration
        ("utf-16", "utf-16"),
    ],
)
def test_encodings(encoding: str, declared: str) -> None:
    """A mark at the beginning goes before the declaration, and a wrong declaration does no harm."""
    meta = f"<meta http-equiv=Content-Type content='text/html; charset={declared}'>" if declared else ""
    text = f"<html><head>{meta}</head><body><p>收入镕5万元。</p><p>{FILLER}</p></body></html>"
    assert texts(text.encode(encoding)) == ["收入镕5万元。"]


def packed(transfer: str) -> bytes:
    """A page as browsers save it in one file."""
    inner = page("<p>本年收入5万元。</p>")
    body = base64.encodebytes(inner) if transfer == "base64" else quopri.encodestring(inner)
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.example.gov.cn/a.html\r\nSubject: a\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--x"\r\n\r\n'
        f"----x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: {transfer}\r\n\r\n"
    )
    picture = (
        "\r\n----x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----x--\r\n"
    )
    return head.encode() + body + picture.encode()


@pytest.mark.parametrize("transfer", ["base64", "quoted-printable"])
def test_packed_pages(transfer: str) -> None:
    """A page in one file (.mht) is unpacked, and says where it came from."""
    document = read_document(SourceFile("a.mht", packed(transfer)))
    assert isinstance(document.blocks[0], Paragraph)
    assert document.blocks[0].text == "本年收入5万元。"
    assert document.publication.source_url == "https://www.example.gov.cn/a.html"


URL = "https://www.example.gov.cn/a.html"


@pytest.mark.parametrize(
    ("head", "body", "told"),
    [
        ("", "<p>发布时间：2021-09-30</p>", Publication(None, date(2021, 9, 30))),
        ("<meta name=PubDate content='2021-09-30 10:00'>", "", Publication(None, date(2021, 9, 30))),
        (
            "<meta name=PubDate content='2021-09-30'>",
            "<p>发布日期：2021年9月30日</p>",
            Publication(None, date(2021, 9, 30)),
        ),
        ("<meta name=PubDate content='2021-09-30'>", "<p>发布日期：2021-10-01</p>", Publication()),
        ("<meta name=PubDate content='2021-13-45'>", "", Publication()),
        ("", "<p>日期为2021-09-30。</p>", Publication()),
        (f"<link rel=canonical href='{URL}'>", "", Publication(URL)),
        (f"<!-- saved from url=(0033){URL} -->", "", Publication(URL)),
        ("<!-- saved from url=(0014)about:internet -->", "", Publication()),
        ("<link rel=canonical href='file:///C:/a.html'>", "", Publication()),
    ],
)
def test_what_a_page_tells_of_its_publication(head: str, body: str, told: Publication) -> None:
    """Address and day are taken where they are clear."""
    assert read_document(SourceFile("a.html", page(body, head))).publication == told


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (page("<p>收入</p>").replace(b"</body></html>", b""), "不完整"),
        (
            "<html><body><h1>2022年度部门决算</h1><p><a href='/1.pdf'>决算公开.pdf</a></p></body></html>".encode(),
            "决算公开.pdf",
        ),
        (
            "<html><body><h1>2022年度部门决算</h1><iframe src='/f/juesuan.pdf'></iframe></body></html>".encode(),
            "juesuan.pdf",
        ),
        (b"<html><body><div id=app></div></body></html>", "没有读到正文"),
        (b"<html></html>", "没有读到正文"),
        (b"<html><body>" + b"<div>" * 200 + b"a" + b"</div>" * 200 + b"</body></html>", "嵌套太深"),
        (b"<html><body>" + b"<div>" * 9000 + b"a</body></html>", "嵌套太深"),
        (b"<html><body>" + b"<p>a</p>" * 300_000 + b"</body></html>", "过多"),
        (b"<html><body>" + b"a" * 21 * 2**20 + b"</body></html>", "MB"),
        (b"<html><body>\xff\xff\xff\xfe\x00</body></html>", "编码"),
    ],
)
def test_pages_that_are_no_report(content: bytes, words: str) -> None:
    """A page that is cut short, leads only to files, or is made to take all there is, is refused for what it is."""
    with pytest.raises(UnreadableSourceError, match=words):
        read_document(SourceFile("a.html", content))


def test_a_short_disclosure_is_whole() -> None:
    """Three amounts in a sentence are a disclosure, however short; a line that announces it states none."""
    told = "“三公”经费预算5万元，其中：公务接待费2万元，公务用车运行费3万元。"
    page = "<html><body><h1>某县教育局2022年“三公”经费预算情况</h1><p>{}</p></body></html>"
    assert told in texts(page.format(told).encode())
    with pytest.raises(UnreadableSourceError, match="没有读到正文"):
        read_document(SourceFile("a.html", page.format("现将我局预算予以公开，共5万元。").encode()))


def test_a_page_is_told_by_its_content() -> None:
    """A page saved under another name is read as the page that it is; a file called a page that is none is refused."""
    assert texts(page("<p>收入</p>")) == ["收入"]
    assert read(page("<p>收入</p>"), "a.txt") == read(page("<p>收入</p>"))
    with pytest.raises(UnreadableSourceError, match=r"不是 \.html 网页"):
        read_document(SourceFile("a.html", "收入合计五万元".encode()))


def test_nothing_is_fetched_or_resolved() -> None:
    """Entities that a page declares itself stay what they are."""
    text = page("<p>收入&x;</p>").replace(
        b"<!DOCTYPE html>", b"<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    )
    assert "root:" not in "".join(texts(text))


@given(
    st.lists(
        st.sampled_from(
            ["本年收入5万元。", "其中：基本支出3万元，占60%；", "（一）收入", "一、概况", "合计 12.5 万元"]
        ),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(sorted(FRAMES)),
)
def test_no_word_of_the_text_is_lost(lines: list[str], site: str) -> None:
    """Whatever stands between the first and the last paragraph comes back in order, in every kind of site."""
    notice = Notice("某某区人民政府门户网站", "某某区教育局2022年度部门决算", URL, "2023-09-30")
    content = FRAMES[site](notice, "\n".join(f"<p>{line}</p>" for line in (FILLER, *lines, FILLER))).encode("gb18030")
    if site != "columns":
        content = content.decode("gb18030").encode()
    told = [block.text for block in read_document(SourceFile("a.html", content)).blocks if isinstance(block, Paragraph)]
    inside = "".join(told[next(at for at, text in enumerate(told) if FILLER in text) :])
    assert inside.startswith("".join((FILLER, *lines, FILLER)))
