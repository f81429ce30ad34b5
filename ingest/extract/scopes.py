"""Which money a figure is about: the fund that its label or its section's heading names."""

from collections.abc import Sequence
from functools import cache

from ingest.figures import ALL, FISCAL, GENERAL_PUBLIC
from ingest.folding import squeeze
from ingest.sections import Section
from ingest.vocabulary import read_table, split_list

# By definition of the indicator, whatever section tells it.
_FIXED = {"agency_operation": GENERAL_PUBLIC}
_ALWAYS_ALL: tuple[str, ...] = (
    "meetings",
    "training",
    "procurement",
    "assets",
    "staff",
    "income",
    "income.superior",
    "income.undertaking",
    "income.operating",
    "income.subsidiary",
    "income.other",
    "income.special_account",
    "income.unit_funds",
    "use_of_nonfiscal_balance",
    "surplus_distribution",
)


@cache
def _scope_words() -> tuple[tuple[str, str], ...]:
    pairs = [(squeeze(word), row["scope"]) for row in read_table("scopes.csv") for word in split_list(row["words"])]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def scope_of_heading(title: str) -> str:
    """The fund that a heading names; all where it names none.

    >>> scope_of_heading("一般公共预算财政拨款支出决算情况说明"), scope_of_heading("收入决算情况说明")
    ('general_public', 'all')
    """
    text = squeeze(title)
    return next((scope for word, scope in _scope_words() if word in text), ALL)


def section_scope(path: Sequence[Section]) -> str:
    """The scope of a section: the numbered heading 一、 sets it, headings below it only narrow it."""
    scope = ALL
    for section in path:
        if section.level < 2:
            continue
        own = scope_of_heading(section.title)
        if scope == ALL or (scope == FISCAL and own != ALL):
            scope = own
    return scope


def narrow_scope(section: str, title: str) -> str:
    """The scope of a section below a title that names a fund (`title`, else all): 财政拨款 alone means that fund."""
    return title if title != ALL and section in {ALL, FISCAL} else section


def figure_scope(indicator: str, told: str | None, section: str) -> str:
    """The scope of a figure from what stands with its label (`told`) and its section.

    The word 财政拨款 alone does not say which fund; in a section about one it means that one.
    """
    if indicator in _FIXED:
        return _FIXED[indicator]
    family = indicator.partition(".")[0]
    if indicator in _ALWAYS_ALL or (family in _ALWAYS_ALL and family != "income"):
        return ALL
    scope = told if told is not None and (told != FISCAL or section == ALL) else section
    if indicator == "income.fiscal" and scope == FISCAL:
        return ALL  # the sum over the funds
    return scope
