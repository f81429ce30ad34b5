"""Names of agencies without their regions: which of them mean one body, and how a long one is said in short.

Two names mean one body where they differ in writing only (委员会 and 委, with or without 和), or where the vocabulary
lists them together. A short form may belong to several bodies (综合执法局): it joins one that is known in full, but never
two of them to each other. A word such as 服务 or 管理 is no mere writing: 文化中心 and 文化服务中心 may be two bodies.
"""

import re
from dataclasses import dataclass
from functools import cache

from ingest.folding import squeeze
from ingest.vocabulary import AgencyStem, load_agency_stems, load_organ_heads

PARTY = "中共"

# How the parts of names are shortened in writing, the longer before those that they contain.
_WRITINGS = (
    (re.compile(r"管理委员会"), "管委会"),
    (re.compile(r"人民代表大会"), "人大"),
    (re.compile(r"常务委员会"), "常委会"),
    (re.compile(r"纪律检查委员会"), "纪委"),
    (re.compile(r"监察委员会"), "监委"),
    (re.compile(r"委员会"), "委"),
    (re.compile(r"(?<=^政协)委"), ""),
    (re.compile(r"(?<!街道)办公室"), "办"),
    (re.compile(r"街道(?:办事处|办公室|办)$|街办$"), "街道"),
    (re.compile(r"^人民政府(?=.+街道$)"), ""),
    (re.compile(r"(?<=[镇乡])(?:人民)?政府$"), ""),
    (re.compile(r"人民政府"), "政府"),
    (re.compile(r"(?<!^)[和与及、]"), ""),
)
_PLATES = re.compile(r"(.+?)[(（](.+?)[)）]$")
_SUBORDINATES = ("总队", "支队", "大队", "中队")
_KINDS = "局厅委办部"
# Endings by which people leave out what a full name has; good for finding, too little for telling bodies apart.
_LOOSE = (("服务中心", "中心"), ("管理中心", "中心"), ("管理局", "局"), ("联合会", "联"))
_SPOKEN = (
    ("委员会办公室", ("委办", "委办公室")),
    ("管理委员会", ("管委会",)),
    ("街道办事处", ("街道", "街道办", "街办")),
    ("人民政府", ("政府",)),
    ("委员会", ("委",)),
    ("办公室", ("办",)),
    *((long, (short,)) for long, short in _LOOSE),
)


@dataclass(frozen=True, slots=True)
class _Row:
    """Names of one kind of body, in their plain form; `short` holds only what is no full name of another kind."""

    full: frozenset[str]
    short: frozenset[str]
    stems: AgencyStem


def split_head(name: str) -> tuple[str, str]:
    """Split off what stands before the region in the names of parties and the like.

    >>> split_head("中国致公党株洲市委员会")
    ('中国致公党', '株洲市委员会')
    """
    heads = (one for head in load_organ_heads() for one in head.names if name.startswith(one))
    head = max(heads, key=len, default="")
    return head, name[len(head) :]


def head_forms(head: str) -> tuple[str, ...]:
    """All spellings of a head, the usual one first."""
    for one in load_organ_heads():
        if head in one.names:
            return tuple(dict.fromkeys((one.short, *one.names)))
    return (head,)


@cache
def plain_form(stem: str) -> str:
    """The name in the shortest writing that keeps every telling word; equal for two writings of one name.

    >>> plain_form("中国共产党委员会办公室") == plain_form("委办")
    True
    >>> plain_form("文化服务中心") == plain_form("文化中心")
    False
    """
    head, rest = split_head(squeeze(stem))
    # 团 alone begins many words: 团委 is the league's, 团结小学 is not.
    plain = (head_forms(head)[0] if len(head) > 1 or rest.startswith("委") else head) + rest
    if plain.startswith("委") and not plain.startswith("委员会"):
        plain = PARTY + plain  # 区委组织部: who has a 委 without another name is the party
    for pattern, short in _WRITINGS:
        plain = pattern.sub(short, plain)
    return plain


@cache
def _rows() -> tuple[_Row, ...]:
    stems = load_agency_stems()
    full = [frozenset(map(plain_form, one.stems)) for one in stems]
    known = frozenset[str]().union(*full)
    return tuple(
        _Row(own, frozenset(map(plain_form, one.short_forms)) - known, one)
        for own, one in zip(full, stems, strict=True)
    )


def is_known_organ(stem: str) -> bool:
    """Tell whether bodies of this name exist in many regions: the vocabulary knows it, in full or in short."""
    plain = plain_form(stem)
    return plain in {"政府", f"{PARTY}委"} or any(plain in row.full | row.short for row in _rows())


def is_short_form(stem: str) -> bool:
    """Tell whether a name is only the short form of others, such as 城管局."""
    return any(plain_form(stem) in row.short for row in _rows())


def same_stem(one: str, other: str) -> bool:
    """Tell whether two names without regions may mean one body.

    >>> same_stem("城管局", "城市管理和综合执法局"), same_stem("综合行政执法局", "城市管理和综合执法局")
    (True, False)
    """
    return any(_same_plain(mine, theirs) for mine in _plates(one) for theirs in _plates(other))


def same_writing(one: str, other: str) -> bool:
    """Tell whether two names differ in writing only."""
    return plain_form(one) == plain_form(other)


def _plates(stem: str) -> tuple[str, ...]:
    """The plain forms of a name and, where it has two plates (综合行政执法局（城市管理局）), of either."""
    match = _PLATES.fullmatch(stem)
    names = (stem, match[1], match[2]) if match else (stem,)
    return tuple(map(plain_form, names))


def _same_plain(one: str, other: str) -> bool:
    if one == other or one in _shorts(other) or other in _shorts(one):
        return True
    if any(one in row.full and other in row.full for row in _rows()):
        return True
    mine, theirs = ([row for row in _rows() if name in row.short] for name in (one, other))
    return bool(mine) and mine == theirs


@cache
def _shorts(plain: str) -> frozenset[str]:
    """The short forms of a full name, those of its superior's 支队 with them."""
    found = frozenset[str]().union(*(row.short for row in _rows() if plain in row.full))
    for row in _rows():
        for full in row.full:
            rest = plain.removeprefix(full)
            if rest != plain and rest in _SUBORDINATES:
                found |= {short.rstrip("局委办") + rest for short in row.short}
    return found


def short_stem(stem: str) -> str | None:
    """The usual short form of a name (城管局), or None where it has none or is one itself.

    A short form keeps the kind of organ: 教育委员会 is 教委, a 教育厅 is not.

    >>> short_stem("教育委员会"), short_stem("教育厅"), short_stem("残疾人联合会")
    ('教委', None, '残联')
    """
    plain = plain_form(stem)
    for row in _rows():
        if stem in row.stems.short_forms or plain not in row.full:
            continue
        fitting = (form for form in row.stems.short_forms if len(form) < len(stem) and _kind(form) == _kind(plain))
        return next(fitting, None)
    return None


def _kind(name: str) -> str:
    return name[-1] if name[-1] in _KINDS else ""


@cache
def spoken_forms(stem: str) -> frozenset[str]:
    """Every way in which people may say a name when they look for the body; several bodies may answer to one."""
    dropped = re.sub(r"(?<!^)[和与及、]", "", stem)
    forms = {stem, dropped}
    plate = _PLATES.fullmatch(stem)
    if plate:
        forms |= spoken_forms(plate[1]) | spoken_forms(plate[2])
    for row in _rows():
        if plain_form(stem) in row.full or plain_form(stem) in row.short:
            forms |= {*row.stems.stems, *row.stems.short_forms}
    for ending, shorts in _SPOKEN:
        if stem.endswith(ending) and len(stem) > len(ending) + 1:
            forms |= {stem.removesuffix(ending) + short for short in shorts}
            break
    return frozenset(forms)
