"""Agencies and regions are understood in every usual form, and nothing else is taken for one."""

from collections.abc import Callable

import pytest

from index.understanding.lexicon import Lexicon
from index.understanding.model import AGENCY, ALIAS, EXACT, FORMER, INSIDE, PINYIN, REGION, SHORT, TYPO, Understood
from meaning_of import agencies, chips

Ask = Callable[..., Understood]
CITY_MANAGEMENT = {"芦淞城管", "开福城管", "株洲城管", "楼区城管"}


@pytest.mark.parametrize(
    ("text", "meant", "how"),
    [
        ("株洲市芦淞区城市管理和综合执法局", {"芦淞城管"}, EXACT),
        ("湖南省株洲市芦淞区城市管理和综合执法局", {"芦淞城管"}, ALIAS),
        ("芦淞区城市管理和综合执法局", {"芦淞城管"}, ALIAS),
        ("芦淞区城市管理综合执法局", {"芦淞城管"}, ALIAS),
        ("芦淞区城管局", {"芦淞城管"}, ALIAS),
        ("芦淞区城管局（本级）", {"芦淞城管"}, ALIAS),
        ("芦淞城管局", {"芦淞城管"}, ALIAS),
        ("株洲芦淞城管局", {"芦淞城管"}, ALIAS),
        ("蘆淞區城管局", {"芦淞城管"}, ALIAS),
        ("岳阳楼区城管局", {"楼区城管"}, ALIAS),
        ("株洲市城管局", {"株洲城管"}, ALIAS),
        ("株洲市城管支队", {"株洲支队"}, ALIAS),
        ("芦淞区人社局", {"芦淞人社"}, ALIAS),
        ("芦淞区市场监管局", {"芦淞市监"}, ALIAS),
        ("芦淞区委组织部", {"芦淞组织"}, ALIAS),
        ("中共株洲市芦淞区委组织部", {"芦淞组织"}, EXACT),
        ("普陀区社工部", {"普陀社工"}, ALIAS),
        ("株洲市民政局", {"株洲民政"}, EXACT),
        ("株洲市环境保护局", {"株洲生态"}, FORMER),
        ("人社局", {"芦淞人社"}, SHORT),
        ("城管局", CITY_MANAGEMENT, SHORT),
        ("城市管理和综合执法局", CITY_MANAGEMENT, SHORT),
        ("卫健委", {"芦淞卫健", "荷塘卫健"}, SHORT),
        ("法院", {"芦淞法院"}, SHORT),
        ("妇联", {"株洲妇联"}, SHORT),
        ("龙坪镇政府", {"龙坪镇"}, SHORT),
        ("芦淞区城菅局", {"芦淞城管"}, TYPO),
        ("芦淞区城馆局", {"芦淞城管"}, TYPO),
        ("芦淞区城局管", {"芦淞城管"}, TYPO),
        ("芦淞区城市管里和综合执法局", {"芦淞城管"}, TYPO),
        ("城馆局", CITY_MANAGEMENT, TYPO),
        ("芦淞区人设局", {"芦淞人社"}, TYPO),
        ("芦淞区市场监督管理居", {"芦淞市监"}, TYPO),
        ("芦淞区人力资源和会保障局", {"芦淞人社"}, TYPO),
        ("lusongqu chengguanju", {"芦淞城管"}, PINYIN),
        ("lusongquchengguanju", {"芦淞城管"}, PINYIN),
        ("LuSongQu ChengGuanJu", {"芦淞城管"}, PINYIN),
        ("lu song qu cheng guan ju", {"芦淞城管"}, PINYIN),
        ("lsqcgj", {"芦淞城管"}, PINYIN),
        ("cgj", CITY_MANAGEMENT, PINYIN),
        ("芦淞区cgj", {"芦淞城管"}, PINYIN),
        ("芦淞区chengguanju", {"芦淞城管"}, PINYIN),
        ("城guan局", CITY_MANAGEMENT, PINYIN),
        ("单位:芦淞区城管局", {"芦淞城管"}, ALIAS),
        ("单位：“芦淞区 城管局”", {"芦淞城管"}, ALIAS),
        ("單位：城管局", CITY_MANAGEMENT, SHORT),
        ("单位:芦淞区城馆局", {"芦淞城管"}, TYPO),
        ("单位:lsqcgj", {"芦淞城管"}, PINYIN),
        ("单位 : 芦淞区城管局", {"芦淞城管"}, ALIAS),
        ("单位=芦淞区城管局", {"芦淞城管"}, ALIAS),
        ("agency:芦淞区城管局", {"芦淞城管"}, ALIAS),
        ("单位:芦淞区城管局|芦淞区教育局", {"芦淞城管", "芦淞教育"}, ALIAS),
        ("单位:芦淞区城管局、芦淞区教育局", {"芦淞城管", "芦淞教育"}, ALIAS),
        ("地区:荷塘区|开福区", {"荷塘卫健", "开福城管", "开福财政"}, INSIDE),
        ("region:荷塘区,开福区 year:2022", {"荷塘卫健", "开福城管", "开福财政"}, INSIDE),
    ],
)
def test_agencies_in_every_form(ask: Ask, text: str, meant: set[str], how: str) -> None:
    """A name narrows the search to the agencies that bear it; no word of it is searched for."""
    understood = ask(text)
    assert agencies(understood) == meant
    assert {match.how for match in understood.agencies} == {how}
    assert not understood.query.terms
    assert not understood.query.wordless
    assert set(understood.query.filters.agencies) == {match.id for match in understood.agencies}


@pytest.mark.parametrize("text", ["芦松区城管局", "芦松城管局", "芦淞区 城管局", "城管局 芦淞区", "芦松区 城菅局"])
def test_region_and_short_name_apart(ask: Ask, text: str) -> None:
    """A region beside a short name tells which of its bearers is meant, in any order, also where it is misspelt."""
    understood = ask(text)
    assert agencies(understood) == {"芦淞城管"}
    assert {kind for kind, _ in chips(understood)} == {AGENCY, REGION}
    assert not understood.query.terms


def test_a_short_name_of_several_is_one_chip(ask: Ask) -> None:
    """It says how many bodies it stands for."""
    assert ask("卫健委").chips[0].label == "卫健委（2个单位）"
    slip = ask("卫建委").chips[0].label
    assert slip.endswith("等2个单位")
    assert "建" not in slip


@pytest.mark.parametrize(
    ("text", "note"),
    [("城菅局", "由“城菅局”识别"), ("芦淞区cgj", "由“cgj”识别"), ("芦淞区城管局", "")],
)
def test_a_slip_is_told(ask: Ask, text: str, note: str) -> None:
    """The chip says what was taken for what."""
    assert ask(text).chips[-1].note == note


@pytest.mark.parametrize(
    "text",
    [
        "教育支出",
        "财政拨款",
        "政府采购",
        "政府性基金",
        "政府",
        "教育",
        "城管",
        "教育局长",
        "城管局长工资",
        "区块链",
        "失业保险",
        "马克思",
        "法院系统信息化建设",
        "芦淞区财政局",  # of another district only
        "龙泉镇人民政府",  # another place than 龙坪镇 and 龙潭镇
        "第三中学",
        "白石小学",
        "城建局",
        "药监局",
        "人防局",
        "环卫市场化",
        "PPP",
        "智慧城管工单",
        "队伍管理的考评",
        "政府办公厅",
        "人民政府交办的任务",
        "行政审批和监管",
        "APP开发",
        '"城管局"',
        "-城管局",
    ],
)
def test_other_words_name_no_agency(ask: Ask, text: str) -> None:
    """Terms, other bodies, phrases and exclusions are taken for no agency."""
    assert not ask(text).agencies


@pytest.mark.parametrize(
    ("behind", "rest"),
    [
        ("内设机构", "内设机构"),  # 局内 is a word, too
        ("数据共享平台", "数据共享平台"),  # so is 局数
        ("部门决算", ""),
        ("面积", "面积"),
        ("里有多少人", ""),
    ],
)
def test_words_right_behind_a_name(ask: Ask, behind: str, rest: str) -> None:
    """A name ends where another word begins, though its last character may make up a word with it."""
    understood = ask(f"芦淞区城管局{behind}")
    assert agencies(understood) == {"芦淞城管"}
    assert understood.rest == rest


def test_two_agencies(ask: Ask) -> None:
    """Reports of either are asked for."""
    assert agencies(ask("芦淞区卫健局和荷塘区卫健委的三公经费")) == {"芦淞卫健", "荷塘卫健"}


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("开福区 基本支出", "430105"),
        ("长沙市开福区 基本支出", "430105"),
        ("长沙市 开福区 基本支出", "430105"),
        ("开福区 长沙市 基本支出", "430105"),
        ("株洲 基本支出", "430200"),
        ("湖南省 基本支出", "430000"),
        ("普陀区 基本支出", "310107"),  # not that of 舟山, which has no agency here
        ("株州市 基本支出", "430200"),
        ("地区:开福区 基本支出", "430105"),
        ("地区：kaifuqu 基本支出", "430105"),
        ("地区:430105 基本支出", "430105"),
        ("地区:不知道的地方 基本支出", None),
        ("芦淞区 开福区 基本支出", None),  # no report lies in both
        ("北京市 基本支出", "110000"),  # has no agency here: nothing is found rather than what others have
        ("开福区块链 基本支出", None),
    ],
)
def test_regions(ask: Ask, text: str, region: str | None) -> None:
    """A region narrows the search, also one where no agency is."""
    understood = ask(text)
    assert understood.region == region
    assert understood.query.filters.region == region


@pytest.mark.parametrize(
    "text", ["天河区教育局 三公经费", "广州市天河区教育局2022年培训费", "长沙市雨花区卫健局 三公经费"]
)
def test_the_body_of_a_region_that_has_none(ask: Ask, text: str) -> None:
    """It is never taken for the body of that name in another region."""
    understood = ask(text)
    assert not understood.agencies
    assert understood.query.filters.region in {"440106", "430111"}


def test_live_register(ask: Ask, lexicon: Lexicon) -> None:
    """Whoever bears a name in the register's own writing goes before those whom a rule gives it."""
    assert lexicon.names.bodies
    assert [match.how for match in ask("株洲市城市管理和综合执法局").agencies] == [EXACT]


def test_a_question_over_a_city_means_all_in_it(ask: Ask) -> None:
    """哪个区的城管局 is asked of the districts' bodies, too."""
    assert agencies(ask("株洲市 城管局 三公经费")) == {"株洲城管"}
    assert agencies(ask("株洲市哪个区的城管局三公经费最高")) == {"株洲城管", "芦淞城管"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("芦淞城管2021年", {"芦淞城管"}),
        ("芦淞城管 接待费", {"芦淞城管"}),
        ("芦淞卫健", {"芦淞卫健"}),
        ("芦淞区资源保障局", set()),
        ("芦淞区人力社保局", {"芦淞人社"}),
        ("芦淞区市场监督局", {"芦淞市监"}),
        ("株洲市管理执法支队", {"株洲支队"}),
        ("株洲城市管理执法支队", {"株洲支队"}),
        ("城市管理行政支队", {"株洲支队"}),
    ],
)
def test_names_shortened_at_will(ask: Ask, text: str, meant: set[str]) -> None:
    """Some characters of a name in their order, with its beginning or end, mean the only agency that fits."""
    assert agencies(ask(text)) == meant


@pytest.mark.parametrize(
    "text",
    [
        "芦淞城管工作",
        "芦淞教育",
        "芦淞区水利局",
        "芦淞区中学",
        "芦淞区管理局",
        "芦淞区服务中心",
        "管理支队",
        "芦淞区财政支出",
    ],
)
def test_what_shortens_no_name(ask: Ask, text: str) -> None:
    """Other bodies, everyday words, and what many names may be short for."""
    assert not agencies(ask(text))
