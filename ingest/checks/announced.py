"""Rule E01: tables and attachments that a report announces and does not hold."""

import re
from collections.abc import Iterator

from ingest.checks.evidence import Evidence
from ingest.checks.rules import Outcome
from ingest.findings import NOTICE, Finding
from ingest.folding import squeeze
from ingest.forms import find_form

_SEE_TABLES = re.compile(r"^\s*(?P<words>[（(]?(?:详见|见|另见)(?:后)?(?:附表|附件)\d*[)）]?)[。.]?\s*$", re.MULTILINE)
_ATTACHMENT = re.compile(
    r"^\s*(?P<words>附件\s*[\d一二三四五六七八九十]*\s*[:：、.]?\s*(?:\d+\s*[、.])?\s*《?(?P<title>[^\n|。；《》]{4,40}表)》?)\s*$",
    re.MULTILINE,
)


def check_announced(evidence: Evidence) -> Iterator[Outcome]:
    """Name each announcement that nothing in the report answers; a report that announces nothing was not checked."""
    yield from _find_tables(evidence)
    yield from _find_attachments(evidence)


def _find_tables(evidence: Evidence) -> Iterator[Finding]:
    """（见附表） in the part on tables, in a report that holds none of the accounts tables."""
    if any(ledger.sheets for ledger in evidence.ledgers.values()):
        return
    for match in _SEE_TABLES.finditer(evidence.text):
        section = [one for one in evidence.sections if one.start <= match.start() < one.end]
        if any("表" in one.title for one in section):
            yield _finding(match, f"这里只写“{match['words']}”，本文件中没有所说的表。")


def _find_attachments(evidence: Evidence) -> Iterator[Finding]:
    """附件：…自评表 as a line of its own, without such a table anywhere."""
    for match in _ATTACHMENT.finditer(evidence.text):
        form = find_form(squeeze(match["title"]))
        titles = "\n".join(squeeze(view.title) for view in evidence.views)
        present = any(view.form == form for view in evidence.views) if form else True
        if not present and squeeze(match["title"]) not in titles:
            yield _finding(match, f"文中列有“{match['words'].strip()}”，本文件中没有这张表。")


def _finding(match: re.Match[str], message: str) -> Finding:
    return Finding(
        rule="E01",
        severity=NOTICE,
        message=message,
        disclosed=match["words"],
        start=match.start("words"),
        end=match.end("words"),
    )
