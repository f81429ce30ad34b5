"""What words say by their form, where no vocabulary lists them: whose money, who speaks, that a name is given."""

import re

# What may stand right before a label without being part of it: whose money it is, or a verb.
_BEFORE_LABEL = re.compile(
    r"(?:[局委办部院校所心位门队县区市镇乡站厅会处社馆园台道团室府]|[省市县区州旗镇乡本]级|[的中内为用是计及和与、月日由]|年[末底]|支付|发放|拨付|开展|其中|含|公开|汇总|机关)$|^\.$"
)
# Bodies whose names end otherwise; a project's name may end so, too.
_BODY = re.compile(r"[联署司网段港盟旗州村街国学厂组库]$")
# Who speaks: 我中心2019年度预算安排….
_SPEAKER = re.compile(r"[局委办部院校所心位门队县区市镇乡站厅会道处馆园社台团室府]$")
_NAMING = re.compile(r"(?:简称|统称|即)(?:为)?$")
_BY_SOURCE = re.compile(r"按.{0,4}采购|采购.*来源")

MONEY_WORDS = {"费", "费用", "经费", "资金"}
TOGETHER = {"共", "合计", "共计", "总计", "总共"}


def may_stand_before_label(text: str) -> bool:
    """Whether a label may begin right behind these words: they are not the beginning of a longer name.

    >>> may_stand_before_label("某某中心"), may_stand_before_label("环卫")
    (True, False)
    """
    return _BEFORE_LABEL.search(text) is not None


def names_body(text: str) -> bool:
    """Whether these words end like the name of a body, or perhaps of a project."""
    return _BODY.search(text) is not None


def names_speaker(text: str) -> bool:
    """Whether these words end like the name of whoever the report is of."""
    return _SPEAKER.search(text) is not None


def gives_name(text: str) -> bool:
    """Whether a name follows for what was told: 以下简称….

    >>> gives_name("以下简称"), gives_name("简称为"), gives_name("名称")
    (True, True, False)
    """
    return _NAMING.search(text) is not None


def divides_purchases(text: str) -> bool:
    """Whether purchases are told by what pays for them from here on: 按政府采购资金类型划分.

    >>> divides_purchases("按政府采购资金来源划分"), divides_purchases("按规定执行")
    (True, False)
    """
    return _BY_SOURCE.search(text) is not None
