"""The operator's words: what the fields of a manifest are called, and which words name a type or a coverage.

The command line, manifests and rosters take the same words.
"""

from collections.abc import Mapping

from ingest.agency_names import DEPARTMENT, UNIT
from ingest.folding import fold
from ingest.identify.decide import COVERAGE_WORDS, TYPE_LABELS
from ingest.identify.titles import BUDGET, FINAL_ACCOUNTS, PERFORMANCE, PROJECT

FIELD_LABELS = {
    "file": "文件",
    "agency": "单位",
    "year": "年度",
    "type": "类型",
    "coverage": "覆盖范围",
    "subject": "项目",
    "source_url": "来源网址",
    "published": "发布日期",
    "note": "备注",
}
FIELD_NAMES = {label: field for field, label in FIELD_LABELS.items()} | {
    "文件名": "file",
    "单位名称": "agency",
    "报告类型": "type",
    "口径": "coverage",
    "项目名称": "subject",
    "网址": "source_url",
    "公布日期": "published",
}
_TYPES = {
    FINAL_ACCOUNTS: ("决算", "部门决算", "单位决算"),
    BUDGET: ("预算", "部门预算", "单位预算"),
    PERFORMANCE: ("绩效自评", "整体支出绩效自评", "部门整体支出绩效自评"),
    PROJECT: ("项目支出绩效自评", "项目绩效自评"),
}
_COVERAGES = {
    DEPARTMENT: ("部门", "部门汇总", "汇总"),
    UNIT: ("单位", "单位本级", "本级", "机关"),
}


def parse_type(text: str) -> str:
    """The report type that a word means.

    Raises:
        ValueError: none.

    >>> parse_type("部门决算"), parse_type("final_accounts")
    ('final_accounts', 'final_accounts')
    """
    return _choose(text, "报告类型", _TYPES, TYPE_LABELS)


def parse_coverage(text: str) -> str:
    """What the accounts cover, by a word for it.

    Raises:
        ValueError: the word is none for it.

    >>> parse_coverage("单位（本级）")
    'unit'
    """
    return _choose(text, "覆盖范围", _COVERAGES, COVERAGE_WORDS)


def _choose(text: str, what: str, words: Mapping[str, tuple[str, ...]], labels: Mapping[str, str]) -> str:
    said = _plain(text)
    for key, usual in words.items():
        if said in {key, _plain(labels[key]), *usual}:
            return key
    choices = "、".join(f"{usual[0]}（{key}）" for key, usual in words.items())
    raise ValueError(f"{what}“{text}”不对，应为 {choices} 之一")


def _plain(text: str) -> str:
    return fold(text).replace(" ", "").removesuffix("报告").replace("(", "").replace(")", "")
