"""Read one small report when this module is imported, so that the processes forked from the importing one start warm.

Dictionaries, patterns and the schemas of packages are loaded at their first use, which takes as long as reading several
reports; memory that is filled before the fork is shared by all.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.identify import Declared
from ingest.publishing import Ingest, Options
from ingest.store import Store

_AGENCY = "株洲市天元区公共数据服务中心"
_REPORT = f"""{_AGENCY}2020年度部门决算公开

一、收入支出决算总体情况

2020年度收入总计100.00万元，支出总计100.00万元，与上年相比增加10.00万元，增长11.1%。
"""


def _read_one() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.md"
        path.write_text(_REPORT, encoding="utf-8")
        declared = Declared(agency=_AGENCY, year=2020, report_type="final_accounts")
        Ingest(Store(Path(folder) / "store"), Options()).prepare(path, declared)


_read_one()
