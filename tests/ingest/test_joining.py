"""Paragraphs that a conversion cut are whole again; paragraphs that a writer ended, with a full stop or without, stay."""

import pytest

from docx_making import docx, p
from ingest.blocks import Paragraph
from ingest.readers import read_document
from ingest.source import SourceFile

FORMATS = ("报告.docx", "报告.md", "报告.txt")


def read(name: str, paragraphs: list[str]) -> list[str]:
    """The paragraphs that are read from a file with these paragraphs."""
    content = (
        docx("".join(p(text) for text in paragraphs)) if name.endswith("docx") else "\n\n".join(paragraphs).encode()
    )
    return [block.text for block in read_document(SourceFile(name, content)).blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "paragraphs",
    [
        [
            "本年收入合计500.00万元，其中财政拨款收入400.00万元，其他收入100.00万元",
            "本年支出合计480.00万元，其中基本支出300.00万元，项目支出180.00万元",
        ],
        ["内设机构包括办公室、财务科、人事科、基础教育科、安全科，没有下属的二级预算单位", "机构设置情况如下"],
        ["本单位负责全县农村公路的养护、巡查、抢修和安全方面的管理工作", "部门决算由本级决算组成"],
        ["完成道路保洁任务，清运垃圾；", "完成绿化管护任务，补种苗木；", "其他任务没有完成。"],
        ["报送单位（盖章", "二〇二三年八月"],
        ["本年重点做好道路养护、桥梁加固和安全防护三个方面的项目", "支出绩效由财务科负责评价"],
        ["接待国内来访人员(含陪同）共二十八人，全部为工作接待", "所有接待都有公函（见附表）"],
    ],
)
def test_a_missing_full_stop_joins_nothing(name: str, paragraphs: list[str]) -> None:
    """Two amounts of two sentences never come to stand in one."""
    assert read(name, paragraphs) == paragraphs


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "paragraphs",
    [
        ["年初预算为五万元，", "决算为四万元。"],
        ["设有办公室、", "财务科两个科室。"],
        ["负责招投标监管（含勘察设计", "和监理）等工作。"],
        ["按照《政府采购", "法》的规定执行。"],
        ["本年对生活垃圾做到了全部分类处", "理，没有积存。"],
        ["年末没有结转和结余的资金", "，与上年相同。"],
        ["教育支出（类）普通教育（款）小学教育", "（项）。年初没有安排。"],
        ["2022年度一般公共预算财政拨款支出", "841.40万元，比上年多。"],
        ["全年支出300.00万元中，基本支出180.00万元，占60.00%；项目", "支出120.00万元，占40.00%。"],
        ["校舍维修，年初预算20.00万元，调整预算35.00万元，实际", "支出35.00万元，用于屋面防水。"],
    ],
)
def test_an_end_that_nobody_writes_was_a_cut(name: str, paragraphs: list[str]) -> None:
    """After a comma, inside a bracket, inside a word, before the level of an item, before what was spent."""
    assert read(name, paragraphs) == ["".join(paragraphs)]
