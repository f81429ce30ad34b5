"""Documents that are no report of an agency: what they are, and what to hand in instead."""

from ingest.headings import Outline
from ingest.identify.clues import Clues, Origin
from ingest.identify.titles import is_government_account, is_other_document


def find_refusal(clues: Clues, outline: Outline, *, named: bool) -> str | None:
    """Return why a file is no report, as a sentence for its operator; None where nothing says so.

    Args:
        clues: what the text says of itself.
        outline: the text.
        named: the operator named the agency, so that a blank name is no template.
    """
    if clues.placeholders and not named:
        return f"这是空白模板，不是填好的报告：单位名称还是“{clues.placeholders[0]}”。请导入填写完成的报告。"
    for title in (*clues.titles, *("".join(clues.titles[at : at + 2]) for at in range(len(clues.titles) - 1))):
        if is_government_account(title):
            return f"这是政府决算或预算执行文件（“{title}”），不是部门或单位的报告，不在收录范围。"
        if is_other_document(title) and not any(clue.origin is Origin.TITLE for clue in clues.types):
            return f"这是“{title}”，不是决算、预算或绩效自评报告，不在收录范围。"
    return None
