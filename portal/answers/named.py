"""Which of an agency's projects and functions the words of a question name.

A name that is the same goes before one that is near: a project's before a function's, among those of the years asked for.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from index.tokens import find_units
from index.understanding.model import FUNCTION
from index.vocabulary import load_doings, load_everyday_functions
from ingest.function_names import bare_name
from portal.answers.asking import Asked
from portal.catalogue.names import project_key
from portal.catalogue.spending_queries import SpendingRow
from portal.services import Services

PROJECT, FUNCTION_KIND = "project", "function"
FEWEST_INSIDE = 4  # of a name that is only part of what was typed, or whose words stand apart
_FEWEST = 2  # characters of a name
_FEWEST_OF_FUNCTION = 3  # of a part of a function's name; 管理 and 运行 are parts of many
_LEVELS = {"类": "category", "款": "group", "项": "item"}
_LEVEL = re.compile(r"[(（]([类款项])[)）]")
_OTHER = "其他"
_AND = re.compile("[和与及跟]")
_COST = "费"


def level_asked(asked: Asked) -> str | None:
    """The level of the classification that is typed behind a name (防汛（项）), as rows have it."""
    levels = {_LEVELS[one] for one in _LEVEL.findall(asked.understood.text)}
    return levels.pop() if len(levels) == 1 else None


def find_named(agency: str, asked: Asked, services: Services, *, exact: bool = False) -> tuple[str, list[SpendingRow]]:
    """Return the projects or the functions that are named, of all years; `exact` takes no name of a project that is only near."""
    functions = _functions_asked(agency, asked, services)
    if level_asked(asked):
        return FUNCTION_KIND, functions
    projects = services.catalogue.spending.projects(agency) if asked.words else []
    typed = _typed(asked) if asked.understood.functions else (*asked.words, "".join(asked.words))
    same = _with_keys(projects, {project_key(one) for one in typed} & _keys_in_years(projects, asked))
    if same or functions or asked.understood.functions:
        return (PROJECT, same) if same else (FUNCTION_KIND, functions)
    if exact:
        return FUNCTION_KIND, []
    near = _with_keys(projects, _near_names(projects, asked))
    return (PROJECT, near) if near else (FUNCTION_KIND, _near_functions(agency, asked, services))


def _typed(asked: Asked) -> set[str]:
    """The name of a function as it was typed, and what it makes with the words beside it, which a project may be called."""
    text = asked.understood.text
    told = {text[chip.start : chip.end] for chip in asked.understood.chips if chip.kind == FUNCTION}
    return {one for one in (*asked.names_typed, *told) if len(one) >= FEWEST_INSIDE} | set(_beside_functions(asked))


def _keys_in_years(rows: Iterable[SpendingRow], asked: Asked) -> set[str]:
    return {row.key for row in rows if not asked.years or row.year in asked.years}


def _near_names(projects: Iterable[SpendingRow], asked: Asked) -> frozenset[str]:
    """The names in the years asked for that words mean; of words that name a project of another year those that hold it."""
    projects = list(projects)
    found = find_names(asked.words, _keys_in_years(projects, asked))
    elsewhere = {row.key for row in projects} & {project_key(one) for one in (*asked.words, "".join(asked.words))}
    return frozenset(key for key in found if not elsewhere or any(one in key for one in elsewhere))


def _with_keys(rows: Iterable[SpendingRow], keys: Collection[str]) -> list[SpendingRow]:
    return [row for row in rows if row.key in keys] if keys else []


def _functions_asked(agency: str, asked: Asked, services: Services) -> list[SpendingRow]:
    """The functions of the very names or codes that are asked for, of the level that is."""
    level = level_asked(asked)
    return [row for row in _named_functions(agency, asked, services) if level in {None, row.level}]


def _named_functions(agency: str, asked: Asked, services: Services) -> list[SpendingRow]:
    spending = services.catalogue.spending
    longer = {bare_name(one) for one in _beside_functions(asked)}
    if longer:
        # 小学 makes another function of 教育支出, 占教育支出的比重 none: of several words nobody knows what they ask.
        return spending.functions(agency, (), longer) if len(asked.words) == 1 else []
    codes = {one for one in asked.understood.functions if one.isdigit()}
    names = {bare_name(one) for one in asked.understood.functions if not one.isdigit()}
    names |= {name for word in asked.words for name in (bare_name(word), bare_name(project_key(word)))}
    if not (codes or names):
        return []
    names |= spending.names_of(codes) | _printed_names(codes)
    rows = spending.functions(agency, codes, names)
    if not rows and not codes:
        rows = _each_of(asked.words, lambda parts: spending.functions(agency, (), set(map(bare_name, parts))))
    by_code = [row for row in rows if row.code in codes]
    if by_code or not codes:
        return by_code or rows
    # Printed by their names alone: those of the class that the code is of.
    classes = {code[:3] for code in codes}
    return [row for row in rows if not row.code and row.category_code in classes]


def _printed_names(codes: Collection[str]) -> set[str]:
    """The names of functions that have everyday names, as they are compared."""
    return {bare_name(one.name) for meant in load_everyday_functions().values() for one in meant if one.code in codes}


def _each_of(words: Sequence[str], find: Callable[[list[str]], list[SpendingRow]]) -> list[SpendingRow]:
    """The rows of several names joined by 和 (小学教育和初中教育), where each of them is the name of some."""
    parts = [part for word in words for part in _AND.split(word) if part]
    rows = find(parts) if len(parts) > len(words) else []
    return rows if {bare_name(part) for part in parts} <= {row.key for row in rows} else []


def _beside_functions(asked: Asked) -> Iterator[str]:
    """What the words beside the name of a function may make of it: 其他城乡社区支出 is not 城乡社区支出."""
    text = asked.understood.text
    for chip in asked.understood.chips:
        typed = text[chip.start : chip.end]
        if chip.kind == FUNCTION and not any(char.isdigit() for char in typed):
            for word in asked.words:
                yield word + typed
                yield typed + word


def _near_functions(agency: str, asked: Asked, services: Services) -> list[SpendingRow]:
    """What the words are an everyday name of, else the one function of the years asked for whose name holds them."""
    if not asked.words:
        return []
    rows = services.catalogue.spending.all_functions(agency)
    said = {one.code: bare_name(one.name) for one in load_everyday_functions().get("".join(asked.words), ())}
    if said:
        return [row for row in rows if row.code in said or (not row.code and row.key in said.values())]
    words = [name for one in asked.words if len(name := bare_name(one)) >= _FEWEST_OF_FUNCTION]
    if len(words) < len(asked.words):
        return []
    known = {row.key for row in rows if (not asked.years or row.year in asked.years) and not row.key.startswith(_OTHER)}
    found = {key for key in known if all(_is_much_of(word, key) for word in words)}
    return _with_keys(rows, found) if len(found) == 1 else []


def _is_much_of(asked: str, key: str) -> bool:
    """Whether words are so much of a name that nothing else is likely to be meant."""
    enough = 3 if len(asked) >= FEWEST_INSIDE else 2
    return len(asked) * enough >= len(key) and (asked in key or _has_in_order(asked, key))


def find_names(words: Sequence[str], keys: Iterable[str]) -> frozenset[str]:
    """Return the names that words mean: one that is the same, else those that hold them or are held, else in order.

    Last comes the one name that says the same the other way round or by another verb: 修护栏 for 护栏维修.

    Args:
        words: as typed, one after the other.
        keys: names of projects as they are compared.
    """
    known = sorted(keys)
    asked = [key for one in (*words, "".join(words)) if len(key := project_key(one)) >= _FEWEST]
    plain = [one.removesuffix(_COST) for one in asked if one.endswith(_COST) and len(one) > _FEWEST]
    matches: Callable[[str, str], bool]
    for matches in (_is_same, _is_within, _has_in_order):
        # 保洁费 is 辖区保洁 only where nothing is called so.
        for names in (asked, plain):
            found = frozenset(key for key in known if any(matches(one, key) for one in names))
            if found:
                return found
    found = frozenset(key for key in known if asked and says_the_same(asked[-1], key))
    return found if len(found) == 1 else frozenset()


def _is_same(asked: str, key: str) -> bool:
    return asked == key


def _is_within(asked: str, key: str) -> bool:
    return asked in key or (len(key) >= FEWEST_INSIDE and key in asked)


def _has_in_order(asked: str, key: str) -> bool:
    """Whether a name holds all words of what was typed, in their order."""
    at = 0
    for unit in find_units(asked.replace("的", "")):
        found = key.find(unit.text, at)
        if found < 0:
            return False
        at = found + len(unit.text)
    return len(asked) >= FEWEST_INSIDE


def says_the_same(asked: str, key: str) -> bool:
    """Whether a name holds what was typed in any order, with the same verb or one that is as good (换 and 更新)."""
    doings, left, named = load_doings(), key, 0
    for unit in find_units(asked):
        word = unit.text
        if word in doings.light:
            continue
        like = next((one for one in (word, *doings.like.get(word, ())) if one in left), None)
        if like is None:
            return False
        left = left.replace(like, "|", 1)
        named += 0 if word in doings.like else len(word)
    return named >= _FEWEST
