"""Documents that are no report are named for what they are; an agency's report is never refused for words it mentions."""

import pytest

from first_pages import FIRST_PAGES
from ingest.blocks import Paragraph
from ingest.headings import find_headings
from ingest.identify import find_clues, find_refusal

BODY = "一、总体情况\n2022年收入5亿元。"
TABLES = "表一 一般公共预算收入表\n表二 一般公共预算支出表\n表三 政府债务限额和余额情况表\n表四 税收返还和转移支付表\n表五 社会保险基金收入表"


def refusal(text: str, file: str = "文件") -> str | None:
    outline = find_headings([Paragraph(line) for line in text.split("\n")])
    return find_refusal(find_clues(outline, file), outline, named=False)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"2022年湘阴县财政决算\n{BODY}", "政府（或财政）"),
        (f"2022年区级政府决算公开\n{BODY}", "政府（或财政）"),
        (f"荷塘区2022年决算公开\n{BODY}", "政府（或财政）"),
        (f"株洲市荷塘区\n2023年政府预算公开\n{TABLES}", "政府（或财政）"),
        (f"株洲市2022年本级财政决算（草案）\n{BODY}", "政府（或财政）"),
        (f"云溪镇2023年财政预算草案\n{BODY}", "政府（或财政）"),
        (f"附件\n2022年度决算公开表\n目录\n{TABLES}", "政府（或财政）"),
        (f"株洲市荷塘区人民政府2022年财政决算\n{TABLES}", "政府（或财政）"),
        (f"荷塘区财政局\n2022年度财政总决算说明\n{TABLES}", "政府（或财政）"),
        (f"关于荷塘区2022年预算执行情况和2023年预算（草案）的报告\n{BODY}", "草案"),
        (f"关于开展2022年度部门整体支出绩效自评工作的通知\n{BODY}", "通知"),
        (f"关于开展2022年度部门整体支出绩效自评\n工作的通知\n各预算单位：\n{BODY}", "通知"),
        (f"荷塘区财政局\n关于批复2022年度部门决算的通知\n荷财〔2023〕8号\n{BODY}", "通知"),
        (f"荷塘区财政局关于2022年度部门决算公开工作的通报\n{BODY}", "通报"),
        (f"关于公布荷塘区2023年部门预算公开检查结果的公告\n{BODY}", "公告"),
        (f"荷塘区林业局2022年度部门决算审计报告\n{BODY}", "审计"),
        (f"关于荷塘区林业局2022年度预算执行情况的审计结果公告\n{BODY}", "审计"),
        (f"关于2022年度本级预算执行和其他财政收支的审计工作报告\n{BODY}", "审计"),
        (f"2023年荷塘区人民政府工作报告\n{BODY}", "政府工作报告"),
        (f"荷塘区林业局2023年工作计划\n{BODY}", "计划"),
        (f"荷塘区“十四五”林业发展规划\n{BODY}", "规划"),
        (f"2022年度部门整体支出绩效自评\n工作方案\n{BODY}", "方案"),
        (f"荷塘区预算绩效管理办法\n{BODY}", "办法"),
        (f"2022年度部门整体支出绩效评价指标体系\n{BODY}", "评价标准"),
        (f"荷塘区林业局2022年工作总结\n{BODY}", "总结"),
        (f"荷塘区林业局2022年政府信息公开工作年度报告\n{BODY}", "总结"),
        (f"上海市 XX 局\n2024 年度部门决算\n{BODY}", "空白模板"),
        (
            f"株洲市XX局2022年度部门决算\n编制单位：株洲市荷塘区林业局\n第一部分 XX局概况\n{BODY}\n第二部分 株洲市XX局2022年度部门决算表",
            "空白模板",
        ),
        (f"关于做好2025年荷塘区部门预算信息公开工作的通知（荷财预〔2024〕114 号）\n{BODY}", "通知"),
        ("2026年度荷塘区部门预算公开情况检查表\n部门名称：株洲市荷塘区林业局\n及时公开部门预算", "检查表"),
        (f"株洲市人民政府关于2023年度国有资产管理情况的综合报告\n{BODY}", "国有资产"),
        (f"关于荷塘区2023年决算草案的报告\n——在区人大常委会会议上\n{BODY}", "政府（或财政）"),
        (f"2024年株洲市荷塘区云溪镇政府预算公开\n目录\n{BODY}", "政府（或财政）"),
        (f"荷塘区人大财经委关于2023年预算草案的审查结果报告\n{BODY}", "审查"),
        ("各镇人民政府，区级预算部门：\n我局制定了《荷塘区绩效评价管理办法》，现印发给你们，请遵照执行。", "通知"),
        ("荷财库〔2023〕15号\n区直各单位：\n现将《部门决算公开工作的通知》转发给你们。\n特此通知", "通知"),
        (f"7.关于荷塘区2021年财政预算执行情况和2022年财政预算（草案）相关表格.pdf\n{TABLES}", "政府（或财政）"),
        (f"首页 > 财政预决算 > 政府决算\n2022年荷塘区政府决算公开\n{TABLES}", "政府（或财政）"),
        (
            "荷塘区2022年财政拨款“三公”经费预算情况\n按照工作安排，经荷塘区财政局汇总，2022年荷塘区“三公”经费预算总额800万元。",
            "政府（或财政）",
        ),
        ("经汇总，2022年区本级一般公共预算中“三公”经费支出预算为400万元。\n单位：万元", "政府（或财政）"),
        (
            "根据关于推进政府预算信息公开的决策部署和区政府工作安排，荷塘区2022年一般公共预算安排“三公”经费决算数230万元。",
            "政府（或财政）",
        ),
        ("2022年“三公”经费预算情况说明\n2022年县级一般公共预算安排“三公”经费支出预算39万元。", "政府（或财政）"),
        (f"2022年株洲市荷塘区云溪镇政府预算公开\n{TABLES}", "政府（或财政）"),
    ],
)
def test_other_documents_are_named(text: str, told: str) -> None:
    """The sentence says what the document is, and what to hand in instead."""
    said = refusal(text)
    assert said is not None
    assert told in said
    assert "请" in said


MENTIONS = (
    "一、部门职责\n（一）组织编制政府决算、财政决算，执行税收返还、转移支付和债务限额管理。\n"
    "二、机构设置\n内设预算股、社会保险基金股。\n第三部分 2022年度部门决算情况说明\n"
    "一、收入支出决算总体情况\n按照《部门决算公开通知》和工作方案，2022年度收入总计5万元。\n"
    "附表：一般公共预算收入表、政府债务限额表、转移支付表、社会保险基金收入表由区人民政府另行公开\n"
    "第四部分 名词解释\n一、转移支付：指上级政府的补助。\n二、债务限额：指举债的上限。"
)


@pytest.mark.parametrize(
    "cover",
    [
        "株洲市荷塘区财政局2022年度部门决算",
        "2022年度\n株洲市荷塘区财政局\n部门决算",
        "株洲市荷塘区林业局2022年度部门决算",
        "株洲市荷塘区审计局2022年度部门决算",
        "株洲市荷塘区税务事务中心2022年度单位决算",
        "池州市贵池区云溪镇人民政府2022年度部门决算",
        "中共株洲市荷塘区委政策研究室2022年度部门决算",
        "2022年度部门决算\n单位名称：株洲市荷塘区财政局",
        "株洲市荷塘区规划局2022年度部门决算",
        "关于株洲市荷塘区林业局2022年度部门决算的公告",
        "株洲市荷塘区政府债务管理中心2022年度单位决算",
        "株洲市荷塘区社会保险基金管理中心2022年度单位决算",
        "株洲市荷塘区林业局2022年财政预决算公开",
        "株洲市荷塘区林业局2022年度部门预算执行情况绩效自评报告",
        "株洲市荷塘区林业局\n2022年部门整体支出绩效自评结果公示",
        "首页 > 政务公开 > 财政预决算 > 林业局\n株洲市荷塘区林业局2022年度部门决算",
        "通知公告\n林业局汇总2022年度部门决算公开报告",
        "今天是\n名称：株洲市荷塘区第九小学本级2022年度决算\n株洲市荷塘区第九小学本级2022年度决算",
        "预算主管部门：株洲市荷塘区林业局\n荷塘区2022年区级部门预算\n一、部门主要职能………………………………",
        "株洲市荷塘区林业局2022年度部门决算\n第二部分 株洲市XX局2022年度部门决算表",
        "株洲市XX局2022年度部门决算\n单位名称：株洲市荷塘区林业局",
        "荷塘区2022年度部门整体支出\n绩效评价自评报告\n部门（单位）名称：荷塘区云溪镇政府\n预算编码：",
        "根据《荷塘区政府办关于做好预决算公开工作的通知》（荷政办发〔2014〕130号）的要求，公开我单位2022年部门决算如下：",
    ],
)
def test_an_agencys_report_is_not_refused(cover: str) -> None:
    """Whatever of governments' accounts, notices and plans it mentions."""
    assert refusal(f"{cover}\n{MENTIONS}") is None


def test_a_notice_that_holds_the_report() -> None:
    """关于公开…的通知 with the report below it is the report."""
    text = f"关于公开2022年度部门决算的通知\n附件\n株洲市荷塘区林业局2022年度部门决算\n{MENTIONS}"
    assert refusal(text) is None


def test_no_first_page_of_a_report_is_refused() -> None:
    """Nor one that goes on with such words."""
    assert [page.text for page in FIRST_PAGES if refusal(page.text, page.file)] == []
    assert [page.text for page in FIRST_PAGES if page.agency and refusal(f"{page.text}\n{MENTIONS}")] == []
