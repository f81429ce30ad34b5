"""The rules by code: title and description, from which `docs/checks.zh.md` is made; and what a check may say."""

from dataclasses import dataclass

from ingest.findings import Finding, Unchecked
from ingest.recognition import REVIEW_BELOW


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the public sees it."""

    code: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Passed:
    """A check that was made and found nothing; `places` are those of the numbers that agree."""

    rule: str
    places: tuple[tuple[int, int], ...] = ()


Outcome = Finding | Unchecked | Passed

_PREFACE = """\
# 核对规则

导入时，报告里的数字按下面的规则互相核对，结果写在数据包的 `data/findings.csv` 和报告页上；`rule` 一栏是规则的代码。

结果分三种：`error`，数字或文字自相矛盾；`rounding`，相差在四舍五入的范围内；`notice`，提示，如漏写单位、年度写错、留有个人信息。
参加核对的数字没有全部读到时，记为“无法核对”，既不算通过，也不算发现。

本页由 `ingest/checks/rules.py` 生成，改动后运行 `make golden`。
"""

RULES = {
    rule.code: rule
    for rule in (
        Rule(
            "J02",
            "支出分项与合计相符",
            "基本支出等于人员经费与公用经费之和；财政拨款口径的支出等于基本支出与项目支出之和。",
        ),
        Rule(
            "C11",
            "“三公”经费分项与合计相符",
            "“三公”经费等于因公出国（境）费、公务用车购置及运行维护费、公务接待费之和；各项占比等于分项金额除以总额。",
        ),
        Rule("C02", "收入、支出占比与金额相符", "各项收入、支出的占比等于分项金额除以本年收入或本年支出。"),
        Rule("C04", "财政拨款占比与金额相符", "财政拨款收入、支出的占比等于分项金额除以所写明的整体金额。"),
        Rule("C09", "人员、公用经费占比与金额相符", "人员经费、公用经费占基本支出的比重等于分项金额除以基本支出。"),
        Rule("D03", "政府采购占比与金额相符", "授予中小企业、小微企业合同金额的占比等于其金额除以所写明的采购金额。"),
        Rule("C07", "完成率与金额相符", "报告写明的完成率等于决算数除以所写明的预算数。"),
        Rule("D01", "增减率与增减额相符", "增减率等于增减额除以上年数（本年数减去增减额）。"),
        Rule("J04", "金额单位完整", "金额漏写单位，或单位与上下文相差一万倍。"),
        Rule(
            "J05",
            "年度与报告年度一致",
            "正文数字旁写的年度应是报告年度；写成别的年度而又不是与以前年度比较的，予以提示。",
        ),
        Rule("E03", "模板里的名称已经填写", "正文里还有模板里没有填写的单位名称（如“某市XX局”）的，予以提示。"),
        Rule("J07", "同一数字前后一致", "同一指标、口径和阶段的数字在一份报告里写了两次，两处应当相同。"),
        Rule(
            "J10",
            "扫描件的数字识别可靠",
            f"扫描件和页面图片上的数字，识别把握低于 {REVIEW_BELOW} 的逐个列出，请对照原件；用到这些数字的核对记为“无法核对”。",
        ),
        Rule("J09", "个人信息", "文中有手机号、固定电话、身份证号或银行账号，公开前请核对是否需要遮盖。"),
    )
}


def render_rules() -> str:
    """The page of rules, as Markdown for readers of findings."""
    rows = [f"| {rule.code} | {rule.title} | {rule.description} |" for _, rule in sorted(RULES.items())]
    return "\n".join((_PREFACE, "| 代码 | 核对什么 | 说明 |", "|---|---|---|", *rows, ""))
