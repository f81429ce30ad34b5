"""Names that are probably typing mistakes for a name in the register: the operator is asked, nothing is merged.

One letter apart is not enough: 教育局 and 体育局, 第一中学 and 第二中学, 白关镇 and 白石镇, 道路运输服务中心 and 水路运输服务中心
are different bodies. A mistake is what sounds the same (管里处, 管理处), or what makes no word of one letter of a long
name, outside the name of a place in it.
"""

import re

from pypinyin import lazy_pinyin
from rapidfuzz.distance import OSA, Postfix, Prefix

from ingest.agency_forms import is_known_organ
from ingest.agency_names import AgencyName, canonical_name, parse_agency_name
from ingest.regions import RegionPlace
from ingest.register import Agency, Register
from ingest.segmenting import cut_words

_LONG = 8  # of a name with its region
_LONG_STEM = 7  # of a name without it, where a letter that sounds different is called a mistake
# Letters that tell bodies apart where names agree in all others: numbers, directions, sizes, ranks.
_TELLING = frozenset("〇零一二三四五六七八九十百两甲乙丙丁戊东西南北中上下左右前后内外大小新老高初总分支")
_PLACE = re.compile(r".*?(?:镇|乡|街道|社区|村|苏木)")


def find_mistyped(register: Register, name: AgencyName, place: RegionPlace) -> Agency | None:
    """Return the agency of the same region that a name not in the register is probably a mistyped name of, or None."""
    if len(canonical_name(name, place)) < _LONG:
        return None
    near = (agency for agency in register.agencies.values() if agency.adcode == place.adcode)
    return next((agency for agency in near if any(_is_mistyped(name.stem, one) for one in _stems(agency))), None)


def _stems(agency: Agency) -> list[str]:
    return [parsed.stem for parsed in map(parse_agency_name, agency.all_names) if parsed is not None]


def _is_mistyped(written: str, known: str) -> bool:
    if OSA.distance(written, known, score_cutoff=1) != 1:
        return False
    start = Prefix.similarity(written, known)
    end = Postfix.similarity(written[start:], known[start:])
    mine, theirs = (text[start : len(text) - end] for text in (written, known))
    if _tells_apart(mine, theirs) or (is_known_organ(written) and is_known_organ(known)):
        return False
    if mine and theirs and lazy_pinyin(mine) == lazy_pinyin(theirs):
        return True
    in_place = any(match and start < match.end() for match in (_PLACE.match(written), _PLACE.match(known)))
    another_word = len(mine) == len(theirs) == 1 and _is_in_word(written, start)
    return max(len(written), len(known)) >= _LONG_STEM and not in_place and not another_word


def _is_in_word(text: str, at: int) -> bool:
    """Whether the letter at a place is part of a word of the dictionary."""
    end = 0
    for word in cut_words(text):
        end += len(word)
        if at < end:
            return len(word) > 1
    return False


def _tells_apart(mine: str, theirs: str) -> bool:
    return all(char in _TELLING or char.isdecimal() or char.isascii() for char in mine + theirs)
