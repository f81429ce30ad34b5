"""Rules that read words: a purpose of another item, wrong wording, a year that was left standing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.checks.evidence import Evidence
from ingest.checks.rules import Outcome
from ingest.findings import ERROR, NOTICE, Finding
from ingest.folding import squeeze
from ingest.vocabulary import read_table, split_list

_LINE = re.compile(r"[^\n]+")
_WRONG_BASE = re.compile(r"完成(?:了)?(?:年初|全年|当年|调整后?)?(?P<wrong>决算数?)的\s*\d")
_PURPOSE = re.compile(r"(?:主要)?用于(?:以下方面)?[:：]?(?P<words>[^。；;]{2,60})[。；;]")
_SENTENCE = re.compile(r"[^。；;]+")
_COMPARED = re.compile(
    r"比|较|相对|对比|同期|上年|上一年|去年|以前年度|历年|结转|结余|自\s*20|从\s*20|至\s*20|根据|按照.{0,20}文件|《"
)
_REPORTED = (
    r"(?:本?部门|本?单位)?(?:整体支出|财政拨款|一般公共预算|政府性基金|国有资本|收、?支|收入|支出|[“\"]?三公|机关运行|政府采购"
    r"|末开支|绩效自评|项目年初预算|项目支出|(?:\d+|[一二三四五六七八九十]+)个项目)"
)
_SAME_WORDS = 8  # characters behind the year that two paragraphs have in common


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of running text and where it begins."""

    text: str
    start: int


def check_paragraphs(evidence: Evidence) -> Iterator[Outcome]:
    """Name wrong words of the running text; that a text has none of them is no check passed."""
    lines = [
        _Line(match[0], match.start()) for match in _LINE.finditer(evidence.text) if not match[0].startswith(("|", "#"))
    ]
    yield from _find_wrong_base(lines)
    yield from _find_foreign_purposes(evidence)
    yield from _find_left_years(lines, evidence.year)
    yield from _find_other_years(lines, evidence.year)


def _find_wrong_base(lines: list[_Line]) -> Iterator[Finding]:
    """J06: 完成年初决算数的88.8%: what is completed is a budget."""
    for line in lines:
        for match in _WRONG_BASE.finditer(line.text):
            words = match[0].rstrip("0123456789 ")
            right = words.replace(match["wrong"], match["wrong"].replace("决算", "预算"))
            yield Finding(
                rule="J06",
                severity=NOTICE,
                message=f"“{words}”中的“{match['wrong']}”应为“{match['wrong'].replace('决算', '预算')}”：完成率以预算数为基数。",
                disclosed=words,
                start=line.start + match.start(),
                end=line.start + match.start() + len(words),
                expected=right,
            )


def _find_foreign_purposes(evidence: Evidence) -> Iterator[Finding]:
    """D05: an item of the classification whose purpose is that of another one."""
    for row in evidence.functions:
        if row.level != "item" or row.start is None or row.end is None:
            continue
        match = _PURPOSE.search(evidence.text, row.start, row.end)
        own = [words for subject, words in _purposes() if any(one in row.item for one in subject)]
        if match is None or not own:
            continue
        told = squeeze(match["words"])
        if any(word in told for words in own for word in words):
            continue
        others = [subject for subject, words in _purposes() if any(word in told for word in words)]
        if others:
            yield Finding(
                rule="D05",
                severity=ERROR,
                message=f"“{row.item}”的用途写为“{match['words'].strip()}”，这是{others[0][0]}的用途，与科目不符，像是别的科目的用途。",
                disclosed=match["words"],
                start=match.start("words"),
                end=match.end("words"),
                expected=f"与{row.item}相符的用途",
                related=((row.start, match.start()),),
            )


@cache
def _purposes() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    return tuple(
        (tuple(split_list(row["subject"])), tuple(split_list(row["words"]))) for row in read_table("purposes.csv")
    )


def _find_left_years(lines: list[_Line], year: int) -> Iterator[Finding]:
    """J05: a paragraph that begins as another one does, but with last year's number."""
    begin = re.compile(rf"(?P<year>{year - 1}|{year})年(?:度)?，?(?P<words>[^，。；]{{{_SAME_WORDS},30}})")
    starts = [(line, match) for line in lines if (match := begin.match(line.text.lstrip()))]
    own = {match["words"] for _, match in starts if match["year"] == str(year)}
    for line, match in starts:
        if match["year"] != str(year) and match["words"] in own:
            start = line.start + len(line.text) - len(line.text.lstrip())
            yield Finding(
                rule="J05",
                severity=NOTICE,
                message=f"这是{year}年度的报告，这一段以“{match[0]}”开头，另有一段同样的话写作{year}年，疑似沿用了上年的文字。",
                disclosed=match[0],
                start=start,
                end=start + len(match[0]),
                expected=f"{year}年",
            )


def _find_other_years(lines: list[_Line], year: int) -> Iterator[Finding]:
    """J05: a sentence that reports on the year before as if it were this one; one that compares the two does not."""
    other = re.compile(rf"(?P<year>{year - 1}\s*年\s*(?:度|全年)?)\s*{_REPORTED}")
    for line in lines:
        for sentence in _SENTENCE.finditer(line.text):
            match = other.search(sentence[0])
            before = sentence[0][: match.start()] if match else ""
            if match is None or str(year) in sentence[0] or _COMPARED.search(before):
                continue
            start = line.start + sentence.start() + match.start("year")
            yield Finding(
                rule="J05",
                severity=NOTICE,
                message=f"这是{year}年度的报告，此处却写作“{match['year'].strip()}”，疑似沿用了以前年度的文字。",
                disclosed=match["year"].strip(),
                start=start,
                end=start + len(match["year"].strip()),
                expected=f"{year}年度",
            )
