"""How values are shown: amounts in 万元, labels in Chinese. Templates use these as filters and calculate nothing."""

from datetime import datetime
from decimal import Decimal

from ingest.checks.rules import RULES
from ingest.identify.decide import TYPE_LABELS
from ingest.sections import Section
from ingest.vocabulary import load_indicators

SCOPE_LABELS = {
    "all": "全口径",
    "fiscal": "财政拨款",
    "general_public": "一般公共预算财政拨款",
    "gov_fund": "政府性基金",
    "state_capital": "国有资本经营",
    "social_insurance": "社会保险基金",
    "special_account": "财政专户管理资金",
    "unit_funds": "单位资金",
}
PHASE_LABELS = {"budget": "预算", "adjusted": "调整预算", "actual": "决算"}
MEASURE_LABELS = {
    "amount": "金额",
    "share": "占比",
    "completion_rate": "完成率",
    "change_amount": "比上年增减额",
    "change_rate": "比上年增减率",
    "versus_budget_amount": "比预算增减额",
    "versus_budget_rate": "比预算增减率",
    "count": "数量",
    "score": "得分",
    "weight": "分值",
}
PART_LABELS = {
    "final_accounts": "决算正文",
    "performance_report": "绩效自评报告",
    "base_data_table": "基础数据表",
    "self_evaluation_table": "自评表",
    "project_self_evaluation_table": "项目自评表",
    "budget": "预算正文",
}
COVERAGE_LABELS = {"department": "部门汇总", "unit": "单位本级"}
EVALUATOR_LABELS = {"self": "单位自评", "department": "部门评价", "finance": "财政评价", "third_party": "第三方评价"}
SEVERITY_LABELS = {"error": "不一致", "rounding": "四舍五入差异", "notice": "提示"}
SOURCE_LABELS = {"narrative": "文字", "table": "表格"}
# Columns of the data contract that hold codes.
CODES = {
    "part": PART_LABELS,
    "scope": SCOPE_LABELS,
    "phase": PHASE_LABELS,
    "measure": MEASURE_LABELS,
    "source": SOURCE_LABELS,
    "severity": SEVERITY_LABELS,
    "level": {"category": "类", "group": "款", "item": "项"},
}
SHORT_TYPES = {"final_accounts": "决算", "budget": "预算", "performance": "自评", "project_performance": "项目"}
REASON_LABELS = {"first": "首次收录", "new_bytes": "源文件有变动", "corrected": "更正了收录信息", "reread": "重新读取"}
# With fewer checks passed than this, that nothing was found says little of a report.
ENOUGH_CHECKS = 5
_TEN_THOUSAND = Decimal(10_000)
_INNER_QUOTES = str.maketrans("“”", "‘’")


def show_money(yuan: Decimal | None) -> str:
    """An amount in 万元 with thousands separators, two places.

    >>> show_money(Decimal("150195200")), show_money(None)
    ('15,019.52', '—')
    """
    return "—" if yuan is None else f"{yuan / _TEN_THOUSAND:,.2f}"


def show_value(value: Decimal, unit: str) -> str:
    """A figure's value for people: money in 万元, other values with their unit.

    >>> show_value(Decimal("579300"), "元"), show_value(Decimal("91.0"), "%")
    ('57.93 万元', '91.0%')
    """
    if unit == "元":
        return f"{show_money(value)} 万元"
    return f"{value:f}{unit}" if unit == "%" else f"{value:f} {unit}"


def show_count(number: int) -> str:
    """A count with thousands separators."""
    return f"{number:,}"


def show_day(moment: str | None) -> str:
    """The day of an ISO time in Chinese.

    >>> show_day("2024-08-20T09:30:00+00:00")
    '2024年8月20日'
    """
    if not moment:
        return ""
    day = datetime.fromisoformat(moment)
    return f"{day.year}年{day.month}月{day.day}日"


def show_size(size: int) -> str:
    """A file's size.

    >>> show_size(2048), show_size(3_500_000)
    ('2 KB', '3.3 MB')
    """
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(1, round(size / 1024))} KB"


def label_indicator(code: str) -> str:
    """An indicator's Chinese label, or its code where the vocabulary does not know it."""
    indicator = load_indicators().get(code)
    return indicator.label if indicator else code


def title_rule(code: str) -> str:
    """A rule's title, or its code where a package was checked by rules of another time."""
    rule = RULES.get(code)
    return rule.title if rule else code


def label_kind(report_type: str, coverage: str | None) -> str:
    """What a report calls itself: a unit's own accounts are no department's.

    >>> label_kind("final_accounts", "unit"), label_kind("final_accounts", "department")
    ('单位决算', '部门决算')
    """
    label = TYPE_LABELS.get(report_type, report_type)
    return label.replace("部门", "单位", 1) if coverage == "unit" else label


def show_heading(section: Section) -> str:
    """A section's number and title as they are printed: 一、收入决算情况说明, （一）总体情况, 第三部分 情况说明."""
    if not section.number or not section.title:
        return section.number or section.title
    if section.number.startswith(("第", "附")):
        return f"{section.number} {section.title}"
    if section.number.endswith(("）", ")")):
        return section.number + section.title
    return f"{section.number}{'.' if section.number.isdecimal() else '、'}{section.title}"


def has_enough_checks(passed: int) -> bool:
    """Whether so many checks passed that it means something that none failed."""
    return passed >= ENOUGH_CHECKS


def show_percent(fraction: float) -> str:
    """A fraction as a style sheet or a drawing takes it.

    >>> show_percent(0.12345)
    '12.35%'
    """
    return f"{fraction * 100:.2f}%"


def quote(text: str) -> str:
    """A text in quotation marks; those within become single ones.

    >>> quote("“三公”经费")
    '“‘三公’经费”'
    """
    return f"“{text.translate(_INNER_QUOTES)}”"


TESTS = {"enough_checks": has_enough_checks}
FILTERS = {
    "quoted": quote,
    "heading": show_heading,
    "money": show_money,
    "value": show_value,
    "count": show_count,
    "day": show_day,
    "size": show_size,
    "percent": show_percent,
    "indicator": label_indicator,
    "kind_label": label_kind,
    "type_label": lambda key: TYPE_LABELS.get(key, key),
    "short_type": lambda key: SHORT_TYPES.get(key, key),
    "scope_label": lambda key: SCOPE_LABELS.get(key, key),
    "coverage_label": lambda key: COVERAGE_LABELS.get(key, "未写明"),
    "evaluator_label": lambda key: EVALUATOR_LABELS.get(key, key),
    "reason_label": lambda key: REASON_LABELS.get(key, key),
    "rule_title": title_rule,
    "severity_label": lambda key: SEVERITY_LABELS.get(key, key),
}
