"""Workbooks of the Excel before 2007 (.xls) and WPS's own (.et): read in a process of their own, like PDFs.

The library is exact about whole files and helpless before broken ones, so that time and memory need a bound.
"""

from ingest.blocks import Document
from ingest.readers.apart import Worker
from ingest.readers.workbook import Workbook
from ingest.readers.workbook_layout import lay_out

_worker: Worker[Workbook] = Worker(
    "ingest.readers.xls_worker", "工作簿过于复杂，读取它的时间过长：请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。"
)


def read_xls(content: bytes) -> Document:
    """Read a workbook.

    Raises:
        UnreadableSourceError: the file is damaged or locked, or holds more than a report may.
    """
    return lay_out(_worker.ask(content))
