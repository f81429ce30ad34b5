"""The sites around a text: invented ones, with navigation, columns, buttons and the lines that sites print."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Notice:
    """What a site tells of a page that it shows.

    Attributes:
        site: the name of the site.
        title: the title above the text; empty where the page shows none.
        address: where the page was saved from.
        published: the day, as 2021-09-30.
    """

    site: str
    title: str
    address: str
    published: str


_COLUMNS = ("首页", "政务公开", "办事服务", "互动交流", "走进本区", "数据发布", "专题专栏")
_OTHERS = (
    "关于做好防汛值守工作的通知",
    "本区召开重点项目推进会",
    "2020年政府工作报告解读",
    "行政许可事项目录公布",
    "招聘公告（第三批）",
    "一图读懂：惠民政策",
)


def _links(names: Iterable[str]) -> str:
    return "".join(f'<li><a href="/c/{number}.html">{name}</a></li>' for number, name in enumerate(names))


def portal(notice: Notice, text: str) -> str:
    """Return a page of a modern portal: header, path, title, line of facts, text, buttons, neighbours, footer."""
    title = f'<h1 class="article-title">{escape(notice.title)}</h1>' if notice.title else ""
    return f"""<!DOCTYPE html>
<!-- saved from url=(0058){notice.address} -->
<html lang="zh-CN"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<title>{escape(notice.title or "信息公开")}_{notice.site}</title>
<meta name="SiteName" content="{notice.site}"><meta name="ArticleTitle" content="{escape(notice.title)}">
<meta name="PubDate" content="{notice.published} 10:32"><meta name="ColumnName" content="财政信息">
<style>.zoom p {{ line-height: 2em; }}</style>
<script>var _hits = 3520; document.write("<p>统计代码。</p>");</script></head>
<body class="detail-page">
<header class="site-top"><div class="logo"><img src="logo.png" alt="徽标"><h2>{notice.site}</h2></div>
<form class="search"><input type="text" value="请输入关键词"><button>搜索</button></form>
<nav><ul>{_links(_COLUMNS)}</ul></nav></header>
<div class="container"><div class="bread-crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 正文</div>
<div class="article-wrap">{title}
<div class="article-info"><span>发布时间：{notice.published}</span>&nbsp;&nbsp;<span>来源：本站</span><span>浏览次数：352</span>
<span class="font">字号：[<a href="javascript:;">大</a> <a href="javascript:;">中</a> <a href="javascript:;">小</a>]</span></div>
<div id="zoom" class="zoom article-content">
{text}
</div>
<div class="bdsharebuttonbox">分享到：<a href="#" class="bds_weixin">微信</a><a href="#">微博</a></div>
<p class="editor">责任编辑：办公室</p>
<div class="print-box"><a href="javascript:print()">【打印本页】</a><a href="javascript:close()">【关闭窗口】</a></div>
<div class="pre-next"><p>上一篇：<a href="/a/1.html">{_OTHERS[0]}</a></p><p>下一篇：没有了</p></div></div>
<div class="related"><h3>相关链接</h3><ul>{_links(_OTHERS)}</ul></div></div>
<footer class="foot"><p>主办单位：{notice.site.removesuffix("门户网站")}办公室　网站标识码：9900000001</p>
<p>备案号：某ICP备00000000号　某公网安备99009900990099号</p></footer>
<div style="display:none">隐藏的统计文字，支出1.00万元。</div></body></html>
"""


def columns(notice: Notice, text: str) -> str:
    """Return a page built of tables, as old sites are: a column of links on the left, the text in a cell on the right."""
    rows = "".join(f'<tr><td>·<a href="/n{number}.htm">{name}</a></td></tr>' for number, name in enumerate(_OTHERS))
    heads = "".join(f'<td align=center><a href="/{number}/">{name}</a></td>' for number, name in enumerate(_COLUMNS))
    title = f"<font size=5 color=red><b>{escape(notice.title)}</b></font>" if notice.title else ""
    return f"""<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312">
<TITLE>{notice.site}--{escape(notice.title)}</TITLE><link rel="canonical" href="{notice.address}"></HEAD>
<BODY bgColor=#ffffff><TABLE width=980 align=center><TR><TD colspan=2><IMG src="top.jpg"></TD></TR>
<TR>{heads}</TR></TABLE>
<TABLE width=980 align=center><TR><TD vAlign=top width=200><TABLE><TR><TD>栏目导航</TD></TR>{rows}</TABLE></TD>
<TD vAlign=top><TABLE width="100%"><TR><TD>您现在的位置：<A href="/">首页</A>&gt;&gt;<A href="/cw">财务公开</A></TD></TR>
<TR><TD align=center>{title}</TD></TR>
<TR><TD align=center>【字体：大 中 小】　发布日期：{notice.published}　　点击数：78</TD></TR>
<TR><TD class=TRS_Editor>
{text}
</TD></TR>
<TR><TD align=right>【<A href="javascript:window.print()">打印</A>】【<A href="javascript:window.close()">关闭</A>】</TD></TR></TABLE>
</TD></TR></TABLE>
<TABLE width=980 align=center><TR><TD align=center>版权所有：{notice.site}　技术支持：信息中心</TD></TR></TABLE></BODY></HTML>
"""


def office(notice: Notice, text: str) -> str:
    """Return a page that a word processor saved, without any site around it."""
    return f"""<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<title>{escape(notice.title)}</title>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
<style><!-- p.MsoNormal {{margin:0cm; font-size:10.5pt;}} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt'>
{text}
</body></html>
"""


FRAMES: Mapping[str, Callable[[Notice, str], str]] = {"portal": portal, "columns": columns, "office": office}
