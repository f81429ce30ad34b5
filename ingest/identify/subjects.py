"""The project that a project's evaluation is about: its name in a title behind the agency's, or in a form's field."""

import re

from ingest.agency_forms import is_known_organ
from ingest.agency_names import AgencyName, parse_agency_name
from ingest.blocks import Paragraph
from ingest.folding import fold, squeeze
from ingest.headings import Outline

_LONGEST = 60
_BEGINNING = 60  # blocks
_NUMBER = r"(?:[2-9]|[1-9]\d{1,2}|[二三四五六七八九]?十[一二三四五六七八九]?|[二三四五六七八九])"
_SEVERAL = re.compile(
    rf"(?:实施|安排|涉及|纳入|自评|评价|开展|负责)[^。;]{{0,16}}项目(?:支出)?(?:共|共计|共有|合计|总计)?{_NUMBER}个"
    rf"|(?:实施|安排|涉及|纳入|自评|评价|开展|共有?)[^。;,]{{0,10}}?{_NUMBER}个(?:预算|支出|专项|部门)?项目(?!单位|组|部|点)"
)
# Where an agency's name may end before other words; 处, 站, 所, 场 and the like end names of projects just as often.
_AGENCY_END = re.compile(
    r"(?:局|厅|委员会|委|办公室|委办|管委会|中心|街道办事处|街道|人民政府|法院|检察院|总工会|联合会|妇联|残联|科协|总队|支队|大队"
    r"|(?:管理|服务|监督|养护|保护|监测|检测|事务)[处站所]|医院|中学|小学|学校|学院|大学|幼儿园|(?:组织|宣传|统战|工作)部)$"
)
# A body of a government that bears the government's name before its own: 某区人民政府某街道办事处.
_GOVERNMENT = "人民政府"
_OF_GOVERNMENT = re.compile(r"(?:(?!项目).){1,12}?(?:街道办事处|办公室|委员会|局)")
_BRANCH = re.compile(r"(?:[^分总支大中]{0,6}(?:分局|总队|支队|大队|中队)|办公室|办事处)")
_GENERIC = re.compile(
    r"(?:部门|单位|本级|[中省市区县]级|[省市区县]直|中央|上级|财政|预算|年初|年度|重点|专项|一般|其他|所有|各|项目|支出|资金|经费|补助|债券|绩效"
    r"|整体|自评|执行|情况|附件|附|第.{1,3}部分|[\d():：、和与及的.-])*"
)
_EDGES = re.compile(r"^(?:附件\d*[:：.]?|关于|对|的|[-:：、.])+|(?:的|关于|[-:：、.])+$")
# The number under which a finance system keeps a project, before its name: 51000021R000000019951-工资性支出.
_CODE = re.compile(r"^[0-9A-Z]{8,}[-_—](?=.*[\u4e00-\u9fff])")
_NAME_TAIL = re.compile(r"(?:项目)?(?:支出)?$")
_HEADER = re.compile(r"(?:数|额|率|分|元\)?|金额|资金|预算|决算|支出|备注|内容|类别|性质|单位|部门|编码|代码|负责人)$")


def clean_subject(text: str) -> str | None:
    """The project's name without quotation marks, year and the words 项目 and 支出; None where only such words stand.

    >>> clean_subject("“农村公路养护”项目支出"), clean_subject("部门项目支出")
    ('农村公路养护', None)
    """
    name = _EDGES.sub("", re.sub(r"^20\d\d年度?", "", _CODE.sub("", squeeze(text))))
    name = _NAME_TAIL.sub("", name).replace("(", "（").replace(")", "）")
    if len(re.findall(r"[\u4e00-\u9fff]", name)) < 2 or len(name) > _LONGEST or _GENERIC.fullmatch(squeeze(name)):
        return None
    return name


def tells_several(outline: Outline) -> bool:
    """Tell whether a text says near its beginning that it is about more than one project: 实施项目共15个.

    Projects in general are not meant: 10个项目单位, 3个项目组.
    """
    paragraphs = (block for block in outline.blocks[:_BEGINNING] if isinstance(block, Paragraph))
    return any(_SEVERAL.search(fold(block.text)) for block in paragraphs)


def same_subject(one: str, other: str) -> bool:
    """Tell whether two words for a project differ in writing only."""
    return (clean_subject(one) or one) == (clean_subject(other) or other)


def split_subject(before_year: str, rest: str) -> tuple[AgencyName | None, str | None]:
    """Part the agency from the project in the words of a title that stand before its type.

    Args:
        before_year: the words before the year, empty where the title begins with it.
        rest: the words behind the year.

    >>> agency, subject = split_subject("", "株洲市芦淞区教育局校舍维修")
    >>> agency.stem, subject
    ('教育局', '校舍维修')
    """
    agency = parse_agency_name(before_year)
    if agency is not None:
        return agency, clean_subject(rest)
    words = before_year + rest
    quoted = re.fullmatch(r'(.*?)(?:关于)?["《](.+)["》].{0,6}', words)
    if quoted:
        return parse_agency_name(quoted[1]), clean_subject(quoted[2])
    end = _agency_end(words)
    whole = parse_agency_name(words)
    if whole is not None and whole.regions and (end in {None, len(words)} or is_known_organ(whole.stem)):
        return whole, None
    if whole is not None and whole.regions:
        return None, None  # 某局某中心: a body of the bureau, or the bureau's project
    if end is None:
        return None, clean_subject(words)
    return parse_agency_name(words[:end]), clean_subject(words[end:])


def _agency_end(words: str) -> int | None:
    """Where an agency's name with its region ends: a body that the vocabulary knows, else the first that can be one."""
    ends = [at for at in range(3, len(words) + 1) if _AGENCY_END.search(words[:at])]
    named = [(at, name) for at in ends if (name := parse_agency_name(words[:at])) and name.regions]
    if not named:
        return None
    known = [at for at, name in named if is_known_organ(name.stem)]
    end = max(known) if known else named[0][0]
    within = _OF_GOVERNMENT.match(words, end) if words[:end].endswith(_GOVERNMENT) else None
    if within:
        return within.end()
    branch = _BRANCH.match(words, end)
    return branch.end() if branch else end


def is_header(text: str) -> bool:
    """Tell whether a cell beside 项目名称 is the head of another column and no project's name; heads bear no codes."""
    words = squeeze(text)
    return _CODE.match(words) is None and bool(_HEADER.search(words))
