"""Reports that say that part of them is secret: their sums may lawfully exceed the parts that they print."""

import re
from collections.abc import Iterable, Iterator

from ingest.checks.rules import Outcome
from ingest.findings import ERROR, NOTICE, Finding, Unchecked

_WITHHELD = re.compile(
    r"因(?:涉密|涉及(?:国家)?秘密|保密)[^。；\n]{0,20}(?:不|未|免)予?公开"
    r"|(?:涉密|涉及(?:国家)?秘密)的?(?:内容|信息|事项|项目|支出|资金|部分|数据|单位)[^。；\n]{0,12}(?:(?:不|未|免)予?公开|除外|未列|不列|不含)"
    r"|部分(?:内容|项目|科目|数据|支出)[^。；\n]{0,12}(?:涉密|秘密)[^。；\n]{0,12}(?:不|未|免)予?公开"
)
# Rules by which a total is the sum of what is listed.
_SUMS = frozenset(("A01", "A03", "A04", "A05", "C02", "C05", "C06", "J01", "K01", "G02"))


def withhold_secret(outcomes: Iterable[Outcome], text: str) -> Iterator[Outcome]:
    """Outcomes in which a sum of a report that leaves out secrets is no finding: it could not be checked."""
    secret = bool(_WITHHELD.search(text))
    for one in outcomes:
        if secret and isinstance(one, Finding) and one.rule in _SUMS and one.severity in (ERROR, NOTICE):
            yield Unchecked(one.rule, f"“{one.disclosed}”：报告写明有的内容因涉密不公开，合计可以大于所列各项")
        else:
            yield one
