"""What a web page has around its text: navigation, paths, side columns, buttons, the site's own lines.

The text is what is left, wherever it stands: names of templates differ from site to site, and what is taken for the
text by its name alone loses the half that stands beside it. Nothing that holds much of the page's own words goes.
"""

import re
from dataclasses import dataclass
from typing import Any

from ingest.folding import squeeze
from ingest.readers.html_grid import is_layout
from ingest.readers.html_words import is_seen

_NEVER = {"nav", "footer", "aside"}
_PARTS = {"div", "section", "header", "ul", "ol", "dl", "table", "td", "th", "form", "p", "center", "article", "main"}
_MOST_SHARE = 0.3  # of the page's words
_LONGEST = 500
_NAME = re.compile(r"[a-z]+|[A-Z][a-z]*")
# What designers of pages call the parts around the text, in English and by the initials of the Chinese words.
_NAMES = {
    *("ad", "ads", "aside", "banner", "bdshare", "bdsharebuttonbox", "bottom", "bread", "breadcrumb", "breadcrumbs"),
    *(
        "copyright",
        "crumb",
        "crumbs",
        "dqwz",
        "ewm",
        "foot",
        "footer",
        "friendlink",
        "hot",
        "location",
        "login",
        "logo",
    ),
    *(
        "menu",
        "nav",
        "navbar",
        "navi",
        "navigation",
        "pagination",
        "position",
        "print",
        "qrcode",
        "recommend",
        "related",
    ),
    *("search", "share", "sidebar", "sitemap", "toolbar", "tools", "topbar", "weizhi", "xgbd", "xglj", "xgxx"),
}
_SITE = re.compile(
    r"版权所有|ICP备|公网安备|网站标识码|主办单位[:：]|承办单位[:：]|技术支持[:：]|网站地图|无障碍(?:浏览|阅读)|当前位置|您(?:现在)?(?:的|所在)位置"
    r"|上一[篇条][:：]|下一[篇条][:：]|扫一扫|分享到|设为首页|加入收藏"
)
_PROSE = re.compile(r"[^。]{25,}。")
ATTACHMENT = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar|7z|rtf|txt)(?:$|[?#&])", re.IGNORECASE)
# The label of an item that an article's line of facts consists of.
_LABEL = (
    r"(?:(?:发布|公开|更新|成文|发文|发稿)(?:时间|日期)|日期|时间|(?:信息|文章|稿件|新闻|内容)?来源|作者|撰稿|责任编辑|责编|编辑|审核|"
    r"(?:浏览|点击|阅读|访问|人气)(?:次数|量|数|率)?|字号|字体|视力保护色|发布(?:机构|单位|人)|索引号|信息类别|发文机关|公开方式|文号)"
)
_FACTS = re.compile(rf"[\s【\[（(|｜]*{_LABEL}[】\]）)]?\s*[:：].*|[\s【\[（(]*字[体号]\s*[:：]?.{{0,20}}")
_BUTTON = re.compile(
    r"打印(?:本页|此页|正文|文章)?|关闭(?:窗口|本页|此页|页面)?|收藏(?:本页)?|加入收藏|返回(?:顶部|首页|列表|上一?页|目录)?|分享到?|"
    r"大|中|小|默认|首页|网站首页|网站地图|扫一扫\S{0,20}|相关(?:链接|信息|文档|文件|新闻|阅读|推荐|报道|稿件|文章)|没有了|微信|微博|QQ空间|字[体号]"
)
_BETWEEN_BUTTONS = re.compile(r"[\s【】\[\]［］（）()|｜>＞:：]+")
_NEIGHBOUR = re.compile(r"\s*[上下]一[篇条页]")
_LONGEST_FACTS = 150


@dataclass(frozen=True, slots=True)
class Weight:
    """How many characters an element shows, and how many of them lead to other pages."""

    words: int
    linked: int
    links: int

    @property
    def own(self) -> int:
        """Characters that are the page's own."""
        return self.words - self.linked


def drop_furniture(root: Any, kept: frozenset[Any]) -> None:
    """Take from a page what stands around its text.

    Args:
        root: the body; it is changed.
        kept: elements that stay with all around them, the visible title among them.
    """
    weights: dict[Any, Weight] = {}
    _weigh(root, weights)
    total = max(weights[root].own, 1)
    _prune(root, weights, total, kept)


def _weigh(element: Any, weights: dict[Any, Weight]) -> Weight:
    """Weigh an element and all inside it."""
    words = _length(element.text)
    linked = links = 0
    for child in element:
        if is_seen(child):
            inside = _weigh(child, weights)
            words, linked, links = words + inside.words, linked + inside.linked, links + inside.links
        words += _length(child.tail)
    if element.tag == "a" and _leads_away(element):
        linked, links = words, 1
    weights[element] = Weight(words, linked, links)
    return weights[element]


def _leads_away(link: Any) -> bool:
    """To another page, and not to a place on this one or to an attachment."""
    address = (link.get("href") or "").strip()
    return bool(address) and not address.startswith("#") and not is_attachment(link)


def is_attachment(link: Any) -> bool:
    """Whether a link leads to a file that somebody would download."""
    told = (link.get("href") or "", link.get("title") or "", "".join(link.itertext()))
    return any(ATTACHMENT.search(text.strip()) for text in told)


def _length(text: str | None) -> int:
    return sum(not char.isspace() for char in text or "")


def _prune(element: Any, weights: dict[Any, Weight], total: int, kept: frozenset[Any]) -> None:
    for child in [*element]:
        if child not in weights:
            continue
        if child in kept:
            _prune(child, weights, total, kept)
        elif _is_furniture(child, weights[child], total):
            _remove(child)
        elif child.tag != "table" or is_layout(child):
            _prune(child, weights, total, kept)


def _remove(element: Any) -> None:
    """Take an element away, and leave the words after it."""
    parent, tail = element.getparent(), element.tail
    before = element.getprevious()
    parent.remove(element)
    if tail:
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail


def _is_furniture(element: Any, weight: Weight, total: int) -> bool:
    if element.tag not in _NEVER | _PARTS or not weight.words:
        return False
    if weight.own > _MOST_SHARE * total and weight.own > 0.5 * weight.words:
        return False
    if weight.links > 1 and weight.linked > 0.5 * weight.words:
        return True
    if element.tag in _NEVER:
        return True
    if _is_named(element) and weight.own < 0.1 * total:
        return weight.links > 3 or not _has_prose(element)
    return weight.words < _LONGEST and bool(_SITE.search("".join(element.itertext()))) and not _has_prose(element)


def _has_prose(element: Any) -> bool:
    return bool(_PROSE.search("".join(element.itertext())))


def _is_named(element: Any) -> bool:
    told = f"{element.get('class') or ''} {element.get('id') or ''}"
    return any(word.lower() in _NAMES for word in _NAME.findall(told)) or any(
        word.lower() in _NAMES for word in re.split(r"[^A-Za-z]+", told)
    )


def is_site_line(text: str) -> bool:
    """Whether a line above or below a text is the page's and not the author's: facts about it, buttons, the site's."""
    if len(text) > _LONGEST_FACTS:
        return False
    return bool(_FACTS.fullmatch(text) or _NEIGHBOUR.match(text) or _SITE.search(text)) or _is_buttons(text)


def _is_buttons(text: str) -> bool:
    pieces = [piece for piece in _BETWEEN_BUTTONS.split(text) if piece]
    return bool(pieces) and all(_BUTTON.fullmatch(piece) for piece in pieces)


def is_site_table(texts: list[str]) -> bool:
    """Whether a table is the card that catalogues of government information print above a text."""
    labels = {squeeze(text).rstrip(":") for text in texts}
    return (
        "索引号" in labels or len(labels & {"信息分类", "发文机关", "发布机构", "公开方式", "成文日期", "主题词"}) > 2
    )
