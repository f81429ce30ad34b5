"""Years and amounts are understood in every usual form; what only looks like one is none."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from index.understanding.model import AMOUNT, YEAR, AmountRange, Understood
from meaning_of import chips

Ask = Callable[..., Understood]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("三公经费 2020", (2020,)),
        ("2020三公经费", (2020,)),
        ("２０２０年三公经费", (2020,)),
        ("二〇二〇年三公经费", (2020,)),
        ("二零二零年三公经费", (2020,)),
        ("2020年度三公经费", (2020,)),
        ("三公经费20年", (2020,)),
        ("2020年人员经费", (2020,)),
        ("2020人员经费", (2020,)),
        ("2020 家庭 补助", (2020,)),
        ("城管局2020年2021年三公经费", (2020, 2021)),
        ("2019-2021 三公经费", (2019, 2020, 2021)),
        ("2019—2021年三公经费", (2019, 2020, 2021)),
        ("2019至2021年三公经费", (2019, 2020, 2021)),
        ("2019年到2021年三公经费", (2019, 2020, 2021)),
        ("从2019年至2021年三公经费", (2019, 2020, 2021)),
        ("2021-2019 三公经费", (2019, 2020, 2021)),
        ("2023年以来三公经费", (2023, 2024, 2025)),
        ("2024至今 三公经费", (2024, 2025)),
        ("年度:2020", (2020,)),
        ("年度：2019-2020", (2019, 2020)),
        ("年度:20", (2020,)),
        ("年度:2020,2022", (2020, 2022)),
        ("年度：2020、2022 单位：芦淞区城管局", (2020, 2022)),
        ("年度:2018-2019,2021", (2018, 2019, 2021)),
        ("年度:>=2024", (2024, 2025)),
        ("年度:>2024", (2025,)),
        ("单位:芦淞区城管局，年度:2020，三公经费", (2020,)),
        ("贰零贰零年三公经费", (2020,)),
        ("城管局，2020，三公经费", (2020,)),
        ("城管局/2020/三公经费", (2020,)),
        ("三公经费（2020）", (2020,)),
        ("2020 年度 三公经费", (2020,)),
        ("lsqcgj2020sgjf", (2020,)),
        ("19-21年三公经费", (2019, 2020, 2021)),
        ("2019、2020", (2019, 2020)),
        ("2019,2020", (2019, 2020)),
        ("GB2020", ()),
        ("2020.1.1", ()),
        ("2020-12-31", ()),
        # No years: amounts, codes, dates, numbers of documents, lengths of time.
        ("2020万元", ()),
        ("2020元", ()),
        ("超过2020元", ()),
        ("2,020.00", ()),
        ("12020", ()),
        ("2120101", ()),
        ("株政发〔2020〕5号", ()),
        ("2020人", ()),
        ("2020.5万元", ()),
        ("近20年", ()),
        ("20年以上", ()),
        ("20年来", ()),
        ("第20年", ()),
        ("5年", ()),
        ("去年三公经费", ()),
        ("今年三公经费", ()),
        ('"2020"', ()),
        ("-2020", ()),
    ],
)
def test_years(ask: Ask, text: str, years: tuple[int, ...]) -> None:
    """Years narrow the search and have one chip for each stretch."""
    understood = ask(text)
    assert understood.years == years
    assert understood.query.filters.years == years
    assert bool(years) == any(kind == YEAR for kind, _ in chips(understood))


def share(least: str | None, most: str | None, *, strict: bool = False) -> AmountRange:
    """A range of percentages."""
    return AmountRange(Decimal(least) if least is not None else None, Decimal(most) if most else None, strict, "%")


def counted(least: str | None, most: str | None, counter: str, *, strict: bool = False) -> AmountRange:
    """A range of counts."""
    return AmountRange(Decimal(least) if least else None, Decimal(most) if most else None, strict, counter)


def yuan(least: str | None, most: str | None, *, strict: bool = False) -> AmountRange:
    return AmountRange(Decimal(least) if least is not None else None, Decimal(most) if most else None, strict)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("公务接待费 超过 5万", yuan("50000", None, strict=True)),
        ("公务接待费超过5万元的单位", yuan("50000", None, strict=True)),
        ("公务接待费大于1.5亿", yuan("150000000", None, strict=True)),
        ("公务接待费>5万", yuan("50000", None, strict=True)),
        ("公务接待费＞５万元", yuan("50000", None, strict=True)),
        ("公务接待费5万以上", yuan("50000", None)),
        ("公务接待费≥50万元", yuan("500000", None)),
        ("公务接待费>=50万元", yuan("500000", None)),
        ("公务接待费不低于1,000元", yuan("1000", None)),
        ("公务接待费不超过5万", yuan(None, "50000")),
        ("公务接待费5万元以下", yuan(None, "50000")),
        ("公务接待费5万元以内", yuan(None, "50000")),
        ("公务接待费少于5万", yuan(None, "50000", strict=True)),
        ("公务接待费不到5万", yuan(None, "50000", strict=True)),
        ("公务接待费<=5万", yuan(None, "50000")),
        ("公务接待费10万到50万", yuan("100000", "500000")),
        ("公务接待费10-50万元", yuan("100000", "500000")),
        ("公务接待费10万元~50万元", yuan("100000", "500000")),
        ("公务接待费在10万和50万之间", yuan("100000", "500000")),
        ("公务接待费超过十万", yuan("100000", None, strict=True)),
        ("公务接待费超过一百二十万元", yuan("1200000", None, strict=True)),
        ("公务接待费超过五百元", yuan("500", None, strict=True)),
        ("公务接待费超过2百万", yuan("2000000", None, strict=True)),
        ("公务接待费超过5万不超过10万", yuan("50000", "100000", strict=True)),
        ("公务接待费5万左右", yuan("45000", "55000")),
        ("公务接待费大约5万", yuan("45000", "55000")),
        ("金额:5万-10万", yuan("50000", "100000")),
        ("金额：>5万", yuan("50000", None, strict=True)),
        # An amount that no figure is compared with is searched for.
        ("金额:5万", None),
        ("接待费 金额:5万", yuan("50000", "50000")),
        ("公务接待费为0的单位", yuan("0", "0")),
        ("公务接待费等于5万", yuan("50000", "50000")),
        ("公务接待费5w以上", yuan("50000", None)),
        ("50万<三公经费<100万", yuan("500000", "1000000", strict=True)),
        ("公务接待费近5万", yuan("45000", "55000")),
        ("百万工程", None),
        ("公务接待费一千万以上", yuan("10000000", None)),
        ("公务接待费5万", None),
        ("多于50人", counted("50", None, "人", strict=True)),
        ("公车保有量5辆以上", counted("5", None, "辆")),
        ("公务用车超过5辆", counted("5", None, "辆", strict=True)),
        ("接待十批次以上的单位", counted("10", None, "批次")),
        ("公务接待 10-20批次", counted("10", "20", "批次")),
        ("在职人员不少于50人", counted("50", None, "人")),
        ("公车保有量大于3", counted("3", None, "个", strict=True)),
        ("自评得分低于90分", counted(None, "90", "分", strict=True)),
        ("自评得分低于90", counted(None, "90", "分", strict=True)),
        ("完成率低于90", share(None, "90", strict=True)),
        # No figure says how many meetings there were, and nobody spends three yuan.
        ("会议超过3次", None),
        ("接待费超过3", None),
        ("垃圾分类超过10个小区", None),
        ("接待费5千到2万", yuan("5000", "20000")),
        ("接待费5000到2万", yuan("5000", "20000")),
        ("接待费不为0的单位", yuan("0", None, strict=True)),
        ("三公经费下降超过5%的单位", share(None, "-5", strict=True)),
        ("三公经费减少5%以内的单位", share("-5", "0")),
        ("三公经费减少超过1万元的单位", yuan(None, "-10000", strict=True)),
        ("三公经费增长超过5%的单位", share("5", None, strict=True)),
        ("三公经费增长最多的单位", None),
        ("各单位三公经费增减", None),
        ("接待费为零的单位", yuan("0", "0")),
        ("接待费没有超过5万的单位", yuan(None, "50000")),
        ("接待费未超过5万", yuan(None, "50000")),
        ("接待费没达到5万", yuan(None, "50000", strict=True)),
        ("接待费达到5万的单位", yuan("50000", None)),
        ("接待费三千到一万", yuan("3000", "10000")),
        ("完成率低于90%", share(None, "90", strict=True)),
        # Money as people tell it.
        ("政府采购超百万的单位", yuan("1000000", None, strict=True)),
        ("政府采购过千万的单位", yuan("10000000", None, strict=True)),
        ("政府采购上百万的单位", yuan("1000000", None)),
        ("支出过亿的单位", yuan("100000000", None, strict=True)),
        ("接待费不足万元的单位", yuan(None, "10000", strict=True)),
        ("接待费十几万的单位", yuan("100000", "200000")),
        ("接待费几十万的单位", yuan("200000", "1000000")),
        ("芦淞城管接待费几十万", None),
        ("芦淞城管接待费花了几十万元", None),
        ("接待费5万多的单位", yuan("50000", "60000")),
        ("接待费50多万的单位", yuan("500000", "600000")),
        ("接待费12万元出头的单位", yuan("120000", "130000")),
        ("接待费10万元（含）以上", yuan("100000", None)),
        ("接待费高于或等于20万", yuan("200000", None)),
        ("接待费不止5万的单位", yuan("50000", None, strict=True)),
        ("接待费零支出的单位", yuan("0", "0")),
        ("接待费一分钱没花的单位", yuan("0", "0")),
        ("几万人参加", None),
        ("上万人参加", None),
        ("三公经费通过十万元审核", None),
        # Parts of a whole.
        ("项目支出占比低于三成", share(None, "30", strict=True)),
        ("项目支出占比不到一半的部门", share(None, "50", strict=True)),
        ("项目支出占比九成五以上", share("95", None)),
        ("项目支出占比8成以下", share(None, "80")),
        ("项目支出占比过半的单位", share("50", None, strict=True)),
        ("项目支出占比超半数", share("50", None, strict=True)),
        ("项目支出占比超过四分之三", share("75", None, strict=True)),
        ("项目支出占比三分之二以上", share("66.67", None)),
        ("项目支出占比三成到五成", share("30", "50")),
        ("项目支出占比三到五成", share("30", "50")),
        ("项目支出占比近三成的单位", share("27", "33")),
        ("项目支出占比三成左右", share("27", "33")),
        ("完成率不到百分之80", share(None, "80", strict=True)),
        ("三公经费下降两成以上的单位", share(None, "-20")),
        ("三公经费增长超过10个百分点的单位", share("10", None, strict=True)),
        ("三公经费增长一倍以上的单位", share("100", None)),
        ("三公经费翻番的单位", share("100", None)),
        ("三公经费比上年翻了一番的单位", share("100", None)),
        ("三公经费减半的单位", share(None, "-50")),
        ("项目支出占总支出三成以上的单位", share("30", None)),
        ("项目支出占到三成以上的单位", share("30", None)),
        ("三公经费是上年的两倍以上的单位", None),
        ("三公经费超过三成", None),
        ("完成率提高5个百分点以上的单位", None),
        ("完成成本核算超过", None),
        ("两成半", None),
        ("完成率达到百分之多少", None),
        ("垃圾分类率超过90%", None),
        ("执行率 80%-90%", share("80", "90")),
        ("三公经费完成率100%的单位", share("100", "100")),
        ("哪些单位完成率是百分之百", share("100", "100")),
        ("完成率为95%以上的单位", share("95", None)),
        ("城管局三公经费完成率100%", None),  # of one body it is what somebody read, and is searched for
        ("三公经费完成率百分之八十以下", share(None, "80")),
        ("接待费 > 30000", yuan("30000", None, strict=True)),
        ("接待费 30000~45000", yuan("30000", "45000")),
        ("接待费45,000以上", yuan("45000", None)),
        ("接待超过3000人次", counted("3000", None, "人次", strict=True)),
        ("科目大于2100", yuan("2100", None, strict=True)),
        ("一亿两千万以上", yuan("120000000", None)),
        ("三公经费超过三十五万五千元的单位", yuan("355000", None, strict=True)),
        ("超过5", None),
        ("面积5万平方米以上", None),
        ("单位价值50万元以上通用设备", None),
        ('"5万以上"', None),
    ],
)
def test_amounts(ask: Ask, text: str, amounts: AmountRange | None) -> None:
    """A comparison with an amount of money is a range in yuan, and none of its words are searched for."""
    understood = ask(text)
    assert understood.amounts == amounts
    if amounts is not None:
        assert any(kind == AMOUNT for kind, _ in chips(understood))
        assert not any("万" in word or word.isdecimal() for word in understood.query.words)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("15019.52万", {("15019.52",), ("150195200",), ("1.501952",)}),
        ("15,019.52万元", {("15019.52",), ("150195200",), ("1.501952",)}),
        ("１.５亿", {("1.5",), ("15000",), ("150000000",)}),
        ("150195200元", {("15019.52",), ("150195200",), ("1.501952",)}),
        ("150195200", {("15019.52",), ("150195200",), ("1.501952",)}),
        ("三百三十万七千九百元", {("330.79",), ("3307900",), ("0.033079",)}),
        ("三百零七点八二万", {("307.82",), ("3078200",), ("0.030782",)}),
    ],
)
def test_an_amount_is_found_in_any_unit(ask: Ask, text: str, rows: set[tuple[str, ...]]) -> None:
    """Whichever unit the report has, its number counts."""
    (term,) = ask(text).query.terms
    assert {row for row in term.rows if "?" not in row[0]} == rows


@pytest.mark.parametrize(
    ("text", "printed", "found"),
    [
        ("0.3107亿", "3107.85", True),
        ("0.3107亿", "31078500", False),
        ("0.3107亿", "3108.2", False),
        ("1.2亿", "12345.6", True),
        ("1.2亿", "1234.56", False),
        ("一亿二千万", "12345.6", True),
        ("310万", "310.85", True),
        ("310万", "3108.5", False),
        ("31.1万", "31.14", True),
        ("310785", "31.0785", True),
    ],
)
def test_an_amount_told_with_few_digits_is_the_beginning_of_the_printed_one(
    ask: Ask, text: str, printed: str, *, found: bool
) -> None:
    """0.3107亿 is how 3107.85万元 is said; other amounts that hold the digits are none."""
    (term,) = ask(text).query.terms
    assert any(term.takes(printed, row[0], row) for row in term.rows) == found


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("哪些单位有因公出国费", yuan("0", None, strict=True)),
        ("哪些部门发生了购车支出", yuan("0", None, strict=True)),
        ("哪些单位有接待费5万以上", yuan("50000", None)),
        ("哪些单位有多少公车", None),
        ("哪些单位有食堂", None),
        ("哪些单位没有接待费", yuan("0", "0")),
        ("哪些局2022年没有接待费", yuan("0", "0")),
        ("没有公务接待费的单位", yuan("0", "0")),
        ("哪些单位2022年有接待费", yuan("0", None, strict=True)),
        ("哪些单位有没有接待费", None),
        ("哪些单位买了公车", yuan("0", None, strict=True)),
        ("哪些单位有接待费最多", None),
    ],
)
def test_who_has_a_figure_has_more_than_nothing(ask: Ask, text: str, amounts: AmountRange | None) -> None:
    """Those with 0 are none of them; other bounds go before."""
    understood = ask(text)
    assert understood.over_agencies
    assert understood.amounts == amounts


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("哪些单位三公经费下降了", share(None, "0", strict=True)),
        ("三公经费比上年增长的单位", share("0", None, strict=True)),
        ("各单位三公经费增减", None),
        ("三公经费下降最多的单位", None),
        ("三公经费下降", None),
        ("三公经费变化最大的单位", None),
    ],
)
def test_of_many_those_that_changed_as_asked(ask: Ask, text: str, amounts: AmountRange | None) -> None:
    """Who asks whose figure fell wants none that rose."""
    assert ask(text).amounts == amounts


def test_a_change_compared_with_money_is_one_in_money(ask: Ask) -> None:
    """A rate is never compared with yuan."""
    assert {one.measure for one in ask("三公经费减少超过1万元的单位").indicators} == {"change_amount"}
