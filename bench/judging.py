"""Whether findings tell of a planted mistake, read strictly and as a reader would follow them; and what is said falsely.

Strictly found is a mistake if a finding that its clean twin does not have says that something is wrong (a difference that
rounding explains is none), and cites the wrong words: they lie in a place that it names, within one line and no longer than
a row of a table. A form that is missing has to be named, a refusal to quote the wrong words. As a reader would follow it, any
new finding will do that touches the place, of whatever severity, and any new one about a missing form.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz import fuzz

from ingest.findings import ROUNDING, Finding
from ingest.folding import squeeze
from ingest.forms import find_form
from ingest.samples import PlantedReport

_LONG = 120  # a region that differs in more characters tells no place by itself
_MISSING = ("E01", "E02", "F05", "J08")  # rules that tell of a form that is not there
_REACH = 24  # characters from a sign word to the end of its number
_ROW = 80  # characters that a place may have which is looked at as one: a row of a form
_ALIKE = 85  # of a hundred: titles of one form, written differently
_RIGHT = re.compile(r"[\d０-９.．,，％% \t]*(?:亿元|万元|元)?")
_LEFT = re.compile(r"[\d０-９.．,， \t-]*$")
_TITLE = re.compile(r"《(?P<title>[^》]+)》")
_BEFORE_TITLE = re.compile(r"^(?:[\d一二三四五六七八九十]+、|20\d\d年(?:度)?)+")


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was read and checked: its findings, milliseconds of all checks; `refused` tells why it is not published."""

    text: str
    findings: tuple[Finding, ...]
    spent: float
    refused: str = ""

    def among(self, further: Sequence[Finding]) -> "Checked":
        """The same with what rules over several reports say of it, too."""
        return replace(self, findings=(*self.findings, *further))


@dataclass(frozen=True, slots=True)
class Judgement:
    """`named`: a finding stands at the wrong words; `strict`, `followed`: it is found in the one sense and in the other."""

    named: bool
    strict: bool
    followed: bool


def judge(report: PlantedReport, clean: Checked, planted: Checked) -> Judgement:
    """What the findings that the clean twin does not have are worth."""
    mistake = report.mistake
    if planted.refused and not clean.refused:
        quoted = mistake.printed in planted.refused
        return Judgement(quoted, quoted, quoted or mistake.right in planted.refused)
    known = Counter(_words(one) for one in clean.findings)
    new = [one for one in planted.findings if not _take(known, _words(one))]
    if mistake.kind == "missing table":
        told = [one for one in new if one.rule in _MISSING]
        named = any(_names_form(one.message, mistake.right) for one in told)
        return Judgement(named, named, bool(told))
    place = find_place(clean.text, planted.text, mistake.printed)
    if place is None:
        return Judgement(named=False, strict=False, followed=False)
    start, end = place
    if mistake.kind == "sign word":
        start, end = start - len(mistake.printed), end + _REACH
    touching = [one for one in new if any(low < end and start < high for low, high in _cited(one))]
    strict = any(
        one.severity != ROUNDING
        and any(low < end and start < high and _is_one_place(planted.text, low, high) for low, high in _cited(one))
        for one in touching
    )
    return Judgement(any(one.start < end and start < one.end for one in new), strict, bool(touching))


def _cited(finding: Finding) -> Iterator[tuple[int, int]]:
    yield finding.start, finding.end
    yield from finding.related


def _is_one_place(text: str, start: int, end: int) -> bool:
    return end - start <= _ROW and "\n" not in text[start:end]


def _names_form(message: str, title: str) -> bool:
    """Whether a message names a form by its title, or by the one that the norm has for it."""
    bare = _BEFORE_TITLE.sub("", squeeze(title))
    form = find_form(bare)
    of_norm = form is not None and any(find_form(match["title"]) == form for match in _TITLE.finditer(message))
    return of_norm or fuzz.partial_ratio(bare, squeeze(message)) >= _ALIKE


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin alike with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def find_place(clean: str, planted: str, printed: str) -> tuple[int, int] | None:
    """What differs in the planted text, widened to whole numbers; None where nothing does."""
    if clean == planted:
        return None
    start = _shared(clean, planted)
    tail = _shared(clean[start:][::-1], planted[start:][::-1])
    end = len(planted) - tail
    if end - start > _LONG:
        at = planted.find(printed, start, end)
        if printed and at >= 0:
            return at, at + len(printed)
    left = _LEFT.search(planted, max(0, start - _LONG), start)
    right = _RIGHT.match(planted, end)
    return (left.start() if left else start), (right.end() if right else end)


def _words(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.severity, finding.message


def _take(known: Counter[tuple[str, str, str]], words: tuple[str, str, str]) -> bool:
    if not known[words]:
        return False
    known[words] -= 1
    return True


def false_findings(report: PlantedReport, checked: Checked) -> Iterator[Finding]:
    """Yield what the checks say of the clean report and its truth does not."""
    assert report.clean.truth is not None
    truth = json.loads(report.clean.truth.read_text(encoding="utf-8"))
    for finding in checked.findings:
        if not any(_same_fault(finding, row) for row in truth["findings"]):
            yield finding


def _same_fault(finding: Finding, row: Mapping[str, Any]) -> bool:
    """The same words, or the same rule and what it expects: one number may be printed in several units."""
    if finding.severity not in (row["severity"], *row.get("severity_alternatives", ())):
        return False
    expected = squeeze(finding.expected).removesuffix("万元")
    if finding.rule == row["rule"] and expected and _number(expected) == _number(row["expected"]):
        return True
    words = squeeze(finding.disclosed)
    quotes = [squeeze(quote) for quote in (row["disclosed"], *row.get("quotes", ())) if quote]
    return any(words in quote or quote in words for quote in quotes)


def _number(words: str) -> str:
    """A number without the zeros at its end."""
    return words.rstrip("0").rstrip(".") if "." in words else words
