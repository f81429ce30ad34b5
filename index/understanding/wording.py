"""Terms of the field that a run of characters holds: figures, funds, phases, kinds of reports, words of questions."""

import re
from collections.abc import Iterator
from dataclasses import replace

from index.understanding.lexicon import Terms
from index.understanding.model import NONE, SOME, AmountRange
from index.understanding.money import parse_plain, show_range
from index.understanding.pieces import NOTHING, WORD_END, Piece
from index.understanding.vocabulary import ASIDE, EVERY, FIGURE, LEAST, MEASURE, MOST, OVER, UNKNOWN_BASE, FiscalTerm
from index.vocabulary import load_paying, load_shares
from ingest.amounts import PERCENT

_ABOVE = 2
_MANY = "(?:单位|部门|机构|机关|局)"
_WHO = rf"(?:(?:有?哪些|哪个|哪家|哪几个|哪几家|什么){_MANY}?|谁)"
# Behind those who are asked for, and the year where it stands there (unreadable by then), what they have or have not.
_HAVING = re.compile(
    rf"""
    (?P<who>{_WHO})(?P<when>[|\s]*(?:年度?|里|中)?)
    (?:
        (?P<none>(?:都|还|并)?(?:没有?|未|无)(?:有过?|发生|花过?|用过?|开支|支出|产生|安排)?)(?!多少|几)
      | (?P<some>(?:还|都)?(?:有过?|发生过?了?|花[了过]|用[了过]|开支[了过]|支出[了过]|产生[了过]?))(?!没|多少|几|什么|哪|无|关)
    )
    """,
    re.VERBOSE,
)
# Before what they have or have not: 没有接待费的单位, 买了车的单位.
_OF_THOSE = re.compile(
    rf"""
    (?<![^\s|的度年])
    (?:(?P<none>没有|没买|没花|没|无|未发生)|(?P<some>有过?|发生[了过]?|花了)(?!没|多少|几|什么|哪|无|关))
    (?=[^\s|]{{2,16}}的{_MANY})
    """,
    re.VERBOSE,
)
# Nothing was spent: 接待费 零支出 的单位.
_NOTHING = re.compile(r"零(?:支出|开支|花费|开销|消费)|一分钱?(?:都|也)?没有?花(?:过|掉)?|没有?花过?一分钱")
# How a figure stands to its budget, which its card shows beside it: 比预算多还是少, 有没有超预算.
_AGAINST_BUDGET = re.compile(
    r"""
    (?: [比较](?:年初)?预算[数额]? | [和跟与同](?:年初)?预算[数额]?相?比(?:较|起来)? )
        (?:[多少高低](?:还是|或者?)[多少高低]|[多少高低](?:了?多少|吗)|吗)?
  | (?:有没有|是否|是不是|有无)超(?:出|过)?(?:了)?(?:年初)?(?:预算|支)
  | 超(?:出|过)?(?:了)?(?:年初)?(?:预算|支)(?:了)?(?:吗|没有?)
  | 超没超(?:预算|支)
  | 在(?:年初)?预算(?:以|之)?内吗
    """,
    re.VERBOSE,
)
_BASE = re.compile(
    r"占[到了]?(?![比到了])(?P<base>[^\s|,;!?。占]{2,16}?)的?"
    r"(?P<share>比重|比例|百分比|比率|百分之几|百分之多少|几成|几分之几|多少|(?=\|))"
    # 占三成以上, 占比在三成以上: the number is masked by then.
    r"|占(?:到|了|比)?(?:在|为|是|达到?)?(?=\|)"
)
# Around the words for what a share is of: 占其全部支出总额.
_WHOSE = re.compile("^(?:其|它|他们|了|到)?(?:本单位|全单位|单位|部门|本部门|当年|全年|年度|本年度|同期)?的?")
_IN_ALL = re.compile("(?:总额|总数|总量|总和|合计|金额|总计|数)$")
_TO_BUDGET = re.compile(
    r"[比较](?:年初)?预算[数额]?(?:增长|增加|减少|下降|上升|降低|增减)了?(?:多少|几成|百分之几)?|与(?:年初)?预算[数额]?的?差异率?"
)
_HALVES = {word: row for row in load_shares() if row.bound for word in row.words}
_HALVED = re.compile("|".join(sorted(_HALVES, key=len, reverse=True)))
_PLAIN_TOTAL = 2  # 支出, 花费; 本年支出 is a figure of its own
_NOISE = re.compile(r"(?<!\S)(?:and|or|&+|\++)(?!\S)|(?:附件|附表)\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?![\w.%])")
_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_COUNTED = re.compile(
    rf"""
    (?<![\d.])(?:
        (?:排名?|位居|位列|排在|排到|列|居)?(?:倒数)?(?:前|头(?={_NUMBER}[名位家])|(?<=倒数)第?|(?<=排)第|(?<=排名)第|(?<=[居列在])第)(?P<first>{_NUMBER})
            (?:名|位|个|家)?(?:的?(?:单位|部门|局|机构|机关))?(?![年月季])
      | 第(?P<nth>{_NUMBER})(?:名|(?:[多高大]|(?P<from_below>[少低小]))(?=的|的?(?:单位|部门|局)|$|[\s|,?。]))
      | (?P<below>最后|末尾?|后|垫底的?)(?P<last>{_NUMBER})(?:[名位家]|个(?=单位|部门|局))(?:的?(?:单位|部门|局))?
      | top\s?(?P<top>\d{{1,3}})
      | 哪?(?P<bodies>{_NUMBER})[个家](?:单位|部门|局|机构|机关)
      | (?:哪|(?<=最[多高大少低小快慢猛]的)|(?<=[多高大少低小快慢]的是))(?P<some>{_NUMBER})[个家]
    )
    """,
    re.VERBOSE,
)
_ASKED_ROWS = ("first", "nth", "last", "top", "bodies", "some")
# So many years, the latest; 近20年 is none of 2020.
_PERIOD = re.compile(
    rf"(?:最近|近|过去|这)(?P<years>{_NUMBER})个?年度?(?:以来|来|间|内|里)?(?!前|以?上|以?下|级|龄)"
    rf"|(?<![\d第一二三四五六七八九十])(?P<shown>{_NUMBER})年(?:间|来|内)?的?(?=变化|变动|增减|对比|比较|趋势|走势)"
)

_FIRST = re.compile("排|前|头|第|居|列|位|top")


def find_terms(run: str, terms: Terms) -> Iterator[Piece]:
    """Yield the terms in a run of characters (folded, without blanks and quotation marks)."""
    for at in range(len(run)):
        for length in (*terms.lengths.lengths(run, at), 1):
            term = terms.by_text.get(run[at : at + length])
            if term is not None:
                piece = term_piece(at, at + length, term)
                yield piece
                if term.tells == FIGURE and not term.measure and not is_total(term):
                    yield from _with_total(run, piece, terms)
                if term.paid:
                    yield from _with_paying(run, piece)


def is_total(term: FiscalTerm) -> bool:
    """Whether a term is what was spent or received as a whole, by a word that may also stand behind a figure."""
    return term.tells == FIGURE and term.scope is None and bool({"expenditure", "income"} & set(term.indicators[:1]))


def _with_total(run: str, piece: Piece, terms: Terms) -> Iterator[Piece]:
    """A figure with the word for spending behind it, which is part of its name: 三公经费支出."""
    for length in terms.lengths.lengths(run, piece.end):
        behind = terms.by_text.get(run[piece.end : piece.end + length])
        if behind is not None and is_total(behind) and behind.phase is None and len(behind.text) == _PLAIN_TOTAL:
            yield replace(piece, end=piece.end + length, bonus=piece.bonus + 1)


def _with_paying(run: str, piece: Piece) -> Iterator[Piece]:
    """What is paid for the staff with the words that say so: 给职工交了多少公积金, 养老保险缴费."""
    words, start, end = load_paying(), piece.start, piece.end
    while before := next((one for one in words["before"] if run.endswith(one, 0, start)), ""):
        start -= len(before)
    while behind := next((one for one in words["behind"] if run.startswith(one, end)), ""):
        end += len(behind)
    if (start, end) != (piece.start, piece.end):
        yield replace(piece, start=start, end=end, bonus=piece.bonus + 1)


def find_noise(folded: str) -> Iterator[Piece]:
    """Yield what other search engines join words by (AND), and the numbers of what is attached (附件2)."""
    for pattern in (_NOISE, _AGAINST_BUDGET):
        yield from (Piece(match.start(), match.end()) for match in pattern.finditer(folded))


def find_counted(folded: str) -> Iterator[Piece]:
    """Yield words that ask for so many agencies: 前10名, 10个单位; or for all that have something or have it not: 哪些单位有."""
    over = FiscalTerm("", OVER, "", words=())
    for match in _COUNTED.finditer(folded):
        below = "倒数" in match[0] or match["from_below"] or match["below"]
        order = LEAST if below else MOST if _FIRST.match(match[0]) else ""
        rows = parse_plain(next(filter(None, (match[name] for name in _ASKED_ROWS)))) or 0
        yield Piece(match.start(), match.end(), term=replace(over, order=order, rows=int(rows)))
    for match in _PERIOD.finditer(folded):
        years = int(parse_plain(match["years"] or match["shown"]) or 0)
        if years > 1:
            term = FiscalTerm(match[0], EVERY, match[0], words=(), rows=years)
            yield Piece(match.start(), match.end(), term=term)
    # Who asks which agencies have a figure wants none of those with 0.
    for match in _HAVING.finditer(folded):
        amounts, shown = (NONE, "为0") if match["none"] else (SOME, "大于0")
        yield Piece(*match.span("who"), term=over)
        yield Piece(*match.span("none" if match["none"] else "some"), term=over, amounts=amounts, shown=shown)
    for match in _NOTHING.finditer(folded):
        yield Piece(match.start(), match.end(), amounts=NONE, shown="为0")
    for match in _OF_THOSE.finditer(folded):
        amounts, shown = (NONE, "为0") if match["none"] else (SOME, "大于0")
        yield Piece(match.start(), match.end(), term=over, amounts=amounts, shown=shown)


def find_compared(folded: str, terms: Terms) -> Iterator[Piece]:
    """Yield what says with what a figure is compared, which is none that is asked for itself: 占本年收入的比重, 比预算减少."""
    for match in _BASE.finditer(folded):
        text = match["share"] or match[0]
        bases = _read_base(match["base"], terms) if match["base"] else ()
        term = FiscalTerm(text, MEASURE, match[0], measure="share", words=(), bases=bases)
        yield Piece(match.start(), match.end(), term=term)
    for match in _HALVED.finditer(folded):
        row = _HALVES[match[0]]
        changed = FiscalTerm(match[0], MEASURE, match[0], measure=row.measure, words=()) if row.measure else None
        found = AmountRange(least=row.percent, strict=row.bound == "above", unit=PERCENT)
        yield Piece(match.start(), match.end(), term=changed, amounts=found, shown=show_range(found))
    for match in _TO_BUDGET.finditer(folded):
        term = FiscalTerm(match[0], MEASURE, match[0], measure="versus_budget_rate", words=())
        yield Piece(match.start(), match.end(), term=term)


def _read_base(typed: str, terms: Terms) -> tuple[str, ...]:
    """The indicators that the words for the whole of a share mean."""
    words = _WHOSE.sub("", typed.strip("'\""))
    for text in (words, _IN_ALL.sub("", words), f"{_IN_ALL.sub('', words)}支出"):
        term = terms.by_text.get(text)
        if term is not None and term.indicators and term.measure is None:
            return term.indicators
    return (UNKNOWN_BASE,)


def term_piece(start: int, end: int, term: FiscalTerm, note: str = "") -> Piece:
    """The piece of a term."""
    edge = NOTHING if term.alone else WORD_END
    bonus = 0 if term.tells in ASIDE else _ABOVE
    return Piece(
        start,
        end,
        term=term,
        functions=term.functions,
        report_type=term.report_type,
        note=note,
        before=edge,
        after=edge,
        bonus=bonus,
    )
