"""Documents that are no report of an agency: what they are, by name, and what to hand in instead.

A department's own report mentions notices, plans and its government's debt without being one of them: a cover that names
an agency and a kind of report is never overruled by what stands further inside.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.blocks import Paragraph
from ingest.folding import fold, squeeze
from ingest.forms import find_form
from ingest.headings import Outline
from ingest.identify.clues import Clues
from ingest.identify.evidence import Origin
from ingest.identify.titles import BUDGET, FINAL_ACCOUNTS, is_government_account, parse_title
from ingest.regions import load_gazetteer
from ingest.vocabulary import read_table, split_list

_GOVERNMENT = "政府（或财政）总决算、总预算"
_GOVERNMENT_HAND_IN = "请导入各部门、单位自己的部门决算或部门预算"
_NOTICE = "通知、公告或来往公文"
_NOTICE_HAND_IN = "附有报告的，请单独导入报告本身"
_CIRCULAR = re.compile(
    r"现(?:将|予以)?[^。]{0,80}?(?:印发|转发|下发|分解下达)给(?:你|各)[^。,]{0,6}|请(?:认真|一并)?(?:遵照|贯彻|组织)(?:执行|实施|落实)|特此(?:通知|公告|批复)"
    r"|关于[^。《》]{4,60}的?通知\s*[^\s《》]{1,8}[(\[【]20\d\d[)\]】]\s*第?\d+号"  # not one that the text cites
)
_CIRCULAR_BLOCKS = 14
_SUMMED_BLOCKS = 30
_SUMMED = re.compile(
    r"经[^,。;]{0,14}财政[局厅所]汇总|推进政府预算信息公开[^。;]{0,30},[^,。;局办委院校]{1,8}[省市县区州旗盟]20\d\d年"
    r"|(?:经汇总,|^)(?:20\d\d年度?)?(?:全[省市县区州旗]|[^,。;]{0,6}(?<!财政)[省市县区州旗]本?级)"
    r"(?:部门)?(?:汇总的?)?(?:一般公共预算|公共预算)?(?:财政拨款)?(?:支出)?(?:中|安排)?的?[\"“]?三公[\"”]?经费"
)
_LONGEST_TITLE = 60
_LABELLED = re.compile(r"^[^:(]{2,12}(?:\([^()]*\))?[^:(]{0,4}:")  # 部门(单位)名称:某局
_LONGEST_SIGN = 36
_LONGEST_COLUMN = 6
_ENOUGH_SIGNS = 3  # different ones; a department may mention one or two
_ENOUGH_FORMS = 3
_REGION_ALONE = re.compile(r"(?:本?级|本级|全[省市县区]|财政|政府|总|收支|及|和|\d)*")


@dataclass(frozen=True, slots=True)
class _Kind:
    label: str
    endings: re.Pattern[str]
    hand_in: str


def find_refusal(clues: Clues, outline: Outline, *, named: bool) -> str | None:
    """Return why a file is no report, as a sentence for its operator; None where nothing says so.

    Args:
        clues: what the text says of itself.
        outline: the text.
        named: the operator named the agency, so that a blank name is no template.
    """
    if clues.placeholders and not named:
        return f"这是空白模板，不是填好的报告：单位名称还是“{clues.placeholders[0]}”。请导入填写完成的报告。"
    for title, whole in _titles(clues):
        kind = _kind_of(title) if whole else None
        if kind is not None and not _is_column(title, clues) and not _holds_report(outline):
            return _refuse(kind.label, title, kind.hand_in)
        if is_government_account(title) and not _names_agency(title):
            return _refuse(_GOVERNMENT, title, _GOVERNMENT_HAND_IN)
    circular = None if any(map(_is_full_title, clues.titles)) else _find_circular(outline)
    if circular is not None and not _holds_report(outline):
        return _refuse(_NOTICE, circular, _NOTICE_HAND_IN)
    government = None if _is_some_agencys(clues) else _find_government(clues, outline) or _find_summed(outline)
    return _refuse(_GOVERNMENT, government, _GOVERNMENT_HAND_IN) if government else None


def _find_circular(outline: Outline) -> str | None:
    """The words by which an authority hands something on to those below it (现将…印发给你们), near the beginning."""
    for block in outline.blocks[:_CIRCULAR_BLOCKS]:
        match = _CIRCULAR.search(fold(block.text)) if isinstance(block, Paragraph) else None
        if match:
            return match[0]
    return None


def _refuse(label: str, title: str, hand_in: str) -> str:
    return f"这是{label}（“{title}”），不是部门或单位的决算、预算或绩效自评报告，不在收录范围：{hand_in}。"


def _titles(clues: Clues) -> Iterator[tuple[str, bool]]:
    """The lines of the cover, alone and joined, and whether each may be read as one title.

    A line that ends as a title of a report does is not read on: 2022年度部门决算 above 工作的通知 is, since the latter
    is the rest of something.
    """
    for count in (1, 2, 3, 4):
        for at in range(len(clues.titles) - count + 1):
            lines = clues.titles[at : at + count]
            if count > 1 and any(_is_full_title(line) for line in lines):
                continue
            if any(_LABELLED.search(fold(line)) for line in lines):
                continue  # 预算编码：, a field
            joined = re.sub(r"\s+", "", "".join(lines))
            yield joined, parse_title(joined).report_type is None and (count == 1 or _is_rest(lines[-1], lines[0]))


def _is_full_title(line: str) -> bool:
    title = parse_title(line)
    return bool(title.report_type and title.agency and title.agency.regions)


def _is_rest(last: str, first: str) -> bool:
    """Tell whether a line goes on with the one above: 关于… runs to its end, and 工作的通知 begins nothing."""
    return fold(first).lstrip().startswith(("关于", "对")) or bool(
        re.match(r"(?:工作|情况|的|实施|管理)", last.strip())
    )


@cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(
        _Kind(
            row["label"],
            re.compile(
                "(?:" + "|".join(map(re.escape, map(squeeze, split_list(row["endings"])))) + r")(?:\(.{0,24}\))?$"
            ),
            row["hand_in"],
        )
        for row in read_table("other_documents.csv")
    )


def _kind_of(title: str) -> _Kind | None:
    """What other document a title is of; the longest ending decides (审计结果公告 is no mere 公告)."""
    words = squeeze(title).rstrip("。.")
    found = [(match.start(), kind) for kind in _kinds() if (match := kind.endings.search(words))]
    return min(found, key=lambda one: one[0])[1] if found else None


def _is_column(title: str, clues: Clues) -> bool:
    """Tell whether a line such as 通知公告 is only the column of a site in which a report was put up."""
    if len(squeeze(title)) > _LONGEST_COLUMN:
        return False
    return any(one.report_type and one.agency for one in map(parse_title, clues.titles))


def _names_agency(title: str) -> bool:
    """某局2022年财政预决算公开: loosely named, but an agency's; a finance bureau, a town or a zone may mean its government's."""
    words = re.split(r"(?:20\d\d|[二2][〇零○O0])", squeeze(title), maxsplit=1)[0] or squeeze(title)
    words = re.sub(r"(?:的?(?:部门|单位)?(?:财政|收支|预决算|总)*(?:预决算|决算|预算).*)$", "", words)
    agency = parse_title(words).agency
    return agency is not None and not re.search(r"财政(?:局|厅|所)|人民政府|政府$|[镇乡]$|区$", agency.stem)


def _holds_report(outline: Outline) -> bool:
    """Tell whether a report stands below a notice: its title with an agency, or several of the accounts' forms."""
    forms: set[str] = set()
    for at, block in enumerate(outline.blocks):
        if not isinstance(block, Paragraph) or at in outline.contents or len(block.text) > _LONGEST_TITLE:
            continue
        heading = outline.headings.get(at)
        text = heading.title if heading and heading.title else block.text
        form = find_form(text)
        if form is not None:
            forms.add(form)
        if re.search(r"[。；：]", text):
            continue
        title = parse_title(text)
        if title.report_type and title.agency and title.agency.regions:
            return True
    return len(forms) >= _ENOUGH_FORMS


def _is_some_agencys(clues: Clues) -> bool:
    """The text says outright that it is a department's, or a cover or field names one: its accounts stay its accounts.

    The name of a government or of its finance bureau alone says nothing.
    """
    if any(clue.origin.clear and re.search(r"部门|单位|绩效", clue.words) for clue in clues.types):
        return True
    return any(
        clue.origin in {Origin.TITLE, Origin.FIELD}
        and not re.search(r"^人民政府$|财政[局厅所]$|[镇乡](?:人民)?政府$", clue.value.stem)
        for clue in clues.agencies
    )


def _find_government(clues: Clues, outline: Outline) -> str | None:
    """The title or the words that show a government's own accounts."""
    for line in clues.titles:
        title = parse_title(line)
        if title.report_type in {FINAL_ACCOUNTS, BUDGET} and not re.search(r"部门|单位", line) and _is_region(line):
            return line
    found = _signs(outline)
    if len(found) >= _ENOUGH_SIGNS and not any(clue.origin is Origin.HEADING for clue in clues.agencies):
        return "、".join(found[:_ENOUGH_SIGNS])
    return None


def _find_summed(outline: Outline) -> str | None:
    """The words by which a finance bureau sums up what all departments of its region spend on the three kinds."""
    for block in outline.blocks[:_SUMMED_BLOCKS]:
        match = _SUMMED.search(re.sub(r"\s+", "", fold(block.text))) if isinstance(block, Paragraph) else None
        if match:
            return match[0]
    return None


def _is_region(line: str) -> bool:
    """荷塘区2022年决算: the words before the type are a region's name and nothing else."""
    words = re.sub(r"20\d\d年?度?", "", squeeze(line))
    match = load_gazetteer().match_prefix(words)
    if match is None or not match.certain:
        return False
    rest = re.split(r"决算|预算", words[match.end :], maxsplit=1)[0]
    return _REGION_ALONE.fullmatch(rest) is not None


def _signs(outline: Outline) -> list[str]:
    """Different signs of a government's accounts, each the beginning or end of a line of its own, as titles are."""
    lines = [squeeze(block.text) for block in outline.blocks if isinstance(block, Paragraph)]
    short = [line for line in lines if len(line) <= _LONGEST_SIGN and not re.search(r"[。;；:：、]", line[4:])]
    found: list[str] = []
    for row in read_table("government_signs.csv"):
        words = re.compile("|".join(map(re.escape, split_list(row["words"]))))
        if any(words.search(line) for line in short):
            found.append(next(match[0] for line in short if (match := words.search(line))))
    return found
