"""What a question asks for, beside what understanding makes of its words: the words left over, and links that narrow."""

import re
from dataclasses import dataclass, replace

from index.understanding.model import EXACT, AgencyMatch, Understood
from index.vocabulary import load_question_words
from ingest.agency_names import DEPARTMENT, UNIT, parse_agency_name
from ingest.folding import fold

_BETWEEN = re.compile(r"[\s，,。？?！!；;：:、“”\"']+")
_LIGHT_AT_START = re.compile(r"^(?:的|在|用于|用在|花在|和|与|及|关于|其中)+")
_LIGHT_AT_END = re.compile(r"(?:的|上|了|情况|数据|金额|方面|一共|总共|共|花费|花|用)+$")
# Of a body that is under the one named: its figures are others.
_INSIDE = re.compile(r"下属|所属|下辖|下面|二级")
_OWN_OFFICE = re.compile(r"本级|机关$|本部")
_WHOLE = re.compile(r"汇总|系统$")
# What makes of a figure another one, or of another year than any that was understood.
_OTHERWISE = re.compile(r"人均|平均|每人|上年|去年|前年|明年|[上前去]一?年度|累计|合计|总和|总额的|除以")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as cards answer it; `words` are those left over that say something, `coverage` what they say of it."""

    understood: Understood
    agencies: tuple[AgencyMatch, ...]
    years: tuple[int, ...]
    region: str | None
    report_type: str | None
    words: tuple[str, ...]
    coverage: str | None = None

    @property
    def is_other_figure(self) -> bool:
        """Whether words left over ask for another body's figure, or for one that is none of those in reports."""
        return any(_INSIDE.search(word) or _OTHERWISE.search(word) or _is_body(word) for word in self.words)


def read_question(understood: Understood) -> Asked:
    """Return a question with what links narrow it to, and the words that are left over of it."""
    filters = understood.query.filters
    agencies = understood.agencies or tuple(AgencyMatch(one, EXACT) for one in filters.agencies)
    # A name that is somebody's in full means him, though others may be called so for short.
    likeliest = tuple(one for one in agencies if one.how == agencies[0].how)
    words = tuple(filter(None, map(_bare, _BETWEEN.split(fold(understood.rest)))))
    coverage = next((DEPARTMENT if _WHOLE.search(one) else UNIT for one in words if _covers(one)), None)
    return Asked(
        understood=understood,
        agencies=likeliest,
        years=understood.years or filters.years,
        region=understood.region or filters.region,
        report_type=understood.report_type or filters.report_type,
        words=tuple(one for one in words if not _covers(one)),
        coverage=coverage,
    )


def only_agency(asked: Asked, agency: str) -> Asked:
    """The same question about one of the agencies."""
    return replace(asked, agencies=tuple(one for one in asked.agencies if one.id == agency))


def _covers(word: str) -> bool:
    return len(word) <= len("部门汇总") and bool(_OWN_OFFICE.search(word) or _WHOLE.search(word))


def _bare(word: str) -> str:
    """A word without the words of asking around it."""
    while word:
        shorter = _LIGHT_AT_START.sub("", word)
        shorter = _LIGHT_AT_END.sub("", shorter)
        for one in sorted(load_question_words(), key=len, reverse=True):
            shorter = shorter.removeprefix(one).removesuffix(one)
        if shorter == word:
            return word
        word = shorter
    return word


def _is_body(word: str) -> bool:
    return parse_agency_name(word) is not None
