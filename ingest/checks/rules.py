"""The rules by code, from `vocabulary/rules.csv`, of which `docs/checks.md` is made; and what a check may say."""

from dataclasses import dataclass

from ingest.findings import Finding, Unchecked
from ingest.recognition import REVIEW_BELOW
from ingest.vocabulary import read_table


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the public sees it.

    Attributes:
        code: as in findings.
        title: what has to agree, in a few words.
        tolerance: kinds of comparison, of those that `TOLERANCES` explains.
        formula: what has to hold.
        needs: which parts of a report it looks at.
        note: where it does not apply; may be empty.
    """

    code: str
    title: str
    tolerance: tuple[str, ...]
    formula: str
    needs: str
    note: str


@dataclass(frozen=True, slots=True)
class Passed:
    """A check that was made and found nothing; `places` are those of the numbers that agree."""

    rule: str
    places: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Noted:
    """A difference that is none: a sentence for the report's readers."""

    sentence: str


Outcome = Finding | Unchecked | Passed | Noted

TOLERANCES = {
    "sum": "合计：相差不超过各数四舍五入可能造成的差额，是四舍五入；否则是不一致",
    "copy": "同一数：完全相同；相差一个末位单位是四舍五入，再多是不一致",
    "ratio": "比率：与按金额计算的一致；相差末位一个单位是四舍五入，再多是不一致",
    "sign": "方向：用语与金额的正负一致",
    "ineq": "大小：不超过应有的上限",
    "exact": "文字：与应有的一致",
}
# The first letter of a rule's code, and what its rules compare.
GROUPS = {
    "A": "表内",
    "B": "表间",
    "C": "正文与表",
    "D": "正文",
    "E": "格式",
    "F": "与上年的报告",
    "G": "与同年的其他报告",
    "H": "绩效自评表",
    "J": "绩效自评报告与全文",
    "K": "预算",
}
_PREFACE = """\
# 核对规则

导入时，报告里的数字按下面的规则互相核对，结果写在数据包的 `data/findings.csv` 和报告页上；`rule` 一栏是规则的代码。

结果分三种：`error`，数字或文字自相矛盾；`rounding`，相差在四舍五入的范围内；`notice`，提示，如漏写单位、年度写错、留有个人信息。
参加核对的数字没有全部读到时，记为“无法核对”，既不算通过，也不算发现。

F、G 两组要几份报告放在一起核对，结果随收录、撤下和更新的报告而变，所以不写进数据包；它们列在核对结果的清单里，每条有自己的网页，各份报告的页上也有。
按其中一份报告的一版核对的结果，那份报告撤下或更新以后可能没有了，原来的网址会写明原因。其他各组写在数据包里。

本页由 `ingest/vocabulary/rules.csv` 生成，改动后运行 `make golden`。
"""


def _load() -> dict[str, Rule]:
    return {
        row["code"]: Rule(
            row["code"],
            row["title"],
            tuple(row["tolerance"].split(", ")),
            row["formula"].format(review_below=REVIEW_BELOW),
            row["needs"],
            row["note"],
        )
        for row in read_table("rules.csv")
    }


RULES = _load()


def render_rules() -> str:
    """The page of rules, as Markdown for readers of findings."""
    lines = [_PREFACE, "## 容许的差额", "", *(f"- {words}。" for words in TOLERANCES.values())]
    for group, name in GROUPS.items():
        lines += [
            "",
            f"## {name}（{group}）",
            "",
            "| 代码 | 核对什么 | 应当成立 | 需要 | 说明 |",
            "|---|---|---|---|---|",
        ]
        lines += [
            f"| {rule.code} | {rule.title} | {rule.formula} | {rule.needs} | {rule.note} |"
            for rule in RULES.values()
            if rule.code.startswith(group)
        ]
    return "\n".join((*lines, ""))
