"""Rule E04 in lists: a column of the body's own name in which one cell names a body that the report knows nothing else of."""

import re
from collections import defaultdict
from collections.abc import Iterator

from ingest.agency_forms import same_stem
from ingest.agency_names import AgencyName, parse_agency_name
from ingest.checks.evidence import Evidence
from ingest.checks.rules import Outcome
from ingest.findings import NOTICE, Finding
from ingest.folding import squeeze
from ingest.table_view import Slot

_SUPERIOR = "主管部门"
_LABELS = frozenset((_SUPERIOR, "实施单位", "项目单位", "项目实施单位"))
_INSTITUTIONS = ("中心", "站", "所", "处", "队", "馆", "院", "园")
_UNITS = re.compile(r"(?:下属|所属|二级)(?:预算)?单位")
_CARRIED_OUT = (
    re.compile(r"项目的?(?:实施单位|承担单位|实施主体)(?:是|为|：)(?P<name>[\u4e00-\u9fff]{6,40}?)(?=[，。；\n])"),
    re.compile(r"项目由(?P<name>[\u4e00-\u9fff]{6,40}?)(?:组织实施|负责实施|具体实施|承担)"),
)
_TITLE = re.compile(r"^(?P<mark>#+ )?(?P<words>[^|\n。；]{8,80})$", re.MULTILINE)
_FEWEST_BESIDE = 6  # characters of a title beside the name: more than a year
_OFFICE = re.compile(
    r"\|\s*(?P<name>[\u4e00-\u9fff]{6,40}?)(?:局?本级|机关(?:本级)?|本部|[（(](?:本级|机关|机关本级|本部)[）)])\s*(?=\|)"
)
_FEWEST = 2  # cells with the own name beside the odd one


def check_name_columns(evidence: Evidence) -> Iterator[Outcome]:
    """Name the odd cell of each column, and of each label of the forms of several projects."""
    own = parse_agency_name(evidence.agency)
    if own is None:
        return
    yield from _check_title(evidence)
    yield from _check_implementers(evidence, own)
    yield from _check_own_office(evidence, own)
    yield from _check_repeated_title(evidence, own)
    for cells in _list_columns(evidence):
        mine = [slot for slot in cells if slot.words == evidence.agency]
        others = [slot for slot in cells if slot.words and slot.words != evidence.agency]
        if len(mine) < _FEWEST or len(others) != 1 or others[0].span is None:
            continue
        odd = others[0]
        other = parse_agency_name(odd.words)
        known = other is not None and bool(other.regions) and other.certain
        if not known or evidence.text.count(odd.text.strip()) > 1 or own.stem in odd.words:
            continue
        assert odd.span is not None
        yield Finding(
            rule="E04",
            severity=NOTICE,
            message=f"同一栏的其他各处都写“{evidence.agency}”，这里写的“{odd.words}”在报告别处没有出现，请核对。",
            disclosed=evidence.text[odd.span.start : odd.span.end],
            start=odd.span.start,
            end=odd.span.end,
            expected=evidence.agency,
        )


def _check_title(evidence: Evidence) -> Iterator[Outcome]:
    """A body that the title alone names, where every form names another as both its 主管部门 and its 实施单位."""
    at = evidence.text.find(evidence.agency)
    if at < 0 or evidence.text.count(evidence.agency) > 1:
        return
    values = [
        (slot.words, value)
        for view in evidence.views
        for row in view.rows
        for place, slot in enumerate(row)
        if slot.words in _LABELS and (value := next((one for one in row[place + 1 :] if one.words), None)) is not None
    ]
    names = {value.words for _, value in values}
    name = next(iter(names), "")
    other = parse_agency_name(name) if len(names) == 1 and len({label for label, _ in values}) > 1 else None
    if other is None or not other.regions or not other.certain or name == evidence.agency:
        return
    yield Finding(
        rule="E04",
        severity=NOTICE,
        message=f"只有标题写作“{evidence.agency}”，所附的表都写“{name}”，请核对是哪个单位的报告。",
        disclosed=evidence.agency,
        start=at,
        end=at + len(evidence.agency),
        expected=name,
        related=tuple((value.span.start, value.span.end) for _, value in values if value.span is not None),
    )


def _check_repeated_title(evidence: Evidence, own: AgencyName) -> Iterator[Outcome]:
    """A line near the top, or a heading, that is another one word for word but for whose report it is."""
    titles = [line for line in _TITLE.finditer(evidence.text) if _is_title(evidence, line)]
    mine = {squeeze(line["words"]) for line in titles if evidence.agency in squeeze(line["words"])}
    for title in mine:
        head, _, tail = title.partition(evidence.agency)
        for line in titles:
            words = squeeze(line["words"])
            name = words[len(head) : len(words) - len(tail)] if words.startswith(head) and words.endswith(tail) else ""
            other = parse_agency_name(name) if len(head) + len(tail) >= _FEWEST_BESIDE else None
            if other is None or not other.certain or other.region is None or other.region != own.region:
                continue
            at = evidence.text.find(name, line.start(), line.end())
            if at < 0 or own.stem in name or evidence.text.count(name) > 1 or same_stem(own.stem, other.stem):
                continue
            yield Finding(
                rule="E04",
                severity=NOTICE,
                message=f"同样的标题另一处写“{evidence.agency}”，这里写的“{name}”在报告别处没有出现，请核对。",
                disclosed=name,
                start=at,
                end=at + len(name),
                expected=evidence.agency,
            )


def _is_title(evidence: Evidence, line: re.Match[str]) -> bool:
    first = min((section.start for section in evidence.sections), default=len(evidence.text))
    return line["mark"] is not None or line.start() < first


def _check_own_office(evidence: Evidence, own: AgencyName) -> Iterator[Outcome]:
    """The only office (机关, 本级) in a table of units, of a body that the report knows nothing else of."""
    offices = list(_OFFICE.finditer(evidence.text))
    if len(offices) != 1:
        return
    (office,) = offices
    words = re.sub(r"\s+", "", office["name"])
    other = parse_agency_name(words)
    if other is None or not other.certain or other.region is None or other.region != own.region:
        return
    if own.stem in words or same_stem(own.stem, other.stem) or evidence.text.count(office["name"]) > 1:
        return
    start, end = office.span("name")
    yield Finding(
        rule="E04",
        severity=NOTICE,
        message=f"这是“{evidence.agency}”的报告，所列单位中的机关（本级）却写作“{words}”，报告别处没有出现这个单位，请核对。",
        disclosed=evidence.text[start:end],
        start=start,
        end=end,
        expected=evidence.agency,
    )


def _check_implementers(evidence: Evidence, own: AgencyName) -> Iterator[Outcome]:
    """A body that the report names once, as who carries out a project of an institution that has no units to do so.

    A department's projects are carried out by its units, whose names the report need not tell again; an institution
    carries out its own.
    """
    if not _is_institution(own.stem) or evidence.agency not in evidence.text or _has_units(evidence):
        return
    for start, end in _implementers(evidence):
        words = evidence.text[start:end]
        other = parse_agency_name(words)
        known = other is not None and bool(other.regions) and other.certain
        if known and words != evidence.agency and own.stem not in words and evidence.text.count(words) == 1:
            yield Finding(
                rule="E04",
                severity=NOTICE,
                message=f"这是“{evidence.agency}”的项目，这里写的“{words}”在报告别处没有出现，请核对是否写错了单位。",
                disclosed=words,
                start=start,
                end=end,
                expected=evidence.agency,
            )


def _implementers(evidence: Evidence) -> Iterator[tuple[int, int]]:
    """Where it is told whose a project is and who carries it out: in forms, where one of both is the own body; in words."""
    for view in evidence.views:
        cells = [
            (slot.words, value)
            for row in view.rows
            for at, slot in enumerate(row)
            if slot.words in _LABELS and (value := next((one for one in row[at + 1 :] if one.words), None)) is not None
        ]
        if any(value.words == evidence.agency for _, value in cells):
            for label, value in cells:
                # An institution is under a department, never under another institution.
                above = label == _SUPERIOR and not _is_institution(value.words)
                if value.span is not None and not above and value.words not in (evidence.agency, *_LABELS):
                    at = evidence.text.find(value.text.strip(), value.span.start, value.span.end)
                    if at >= 0:
                        yield at, at + len(value.text.strip())
    for pattern in _CARRIED_OUT:
        yield from (match.span("name") for match in pattern.finditer(evidence.text))


def _is_institution(stem: str) -> bool:
    return stem.endswith(_INSTITUTIONS)


def _has_units(evidence: Evidence) -> bool:
    return bool(_UNITS.search(evidence.text))


def _list_columns(evidence: Evidence) -> Iterator[list[Slot]]:
    """The cells with words of each column that holds the own name, and those behind each label of forms."""
    labelled: dict[str, list[Slot]] = defaultdict(list)
    for view in evidence.views:
        columns: dict[int, list[Slot]] = defaultdict(list)
        for row in view.rows:
            for at, slot in enumerate(row):
                if slot.words in _LABELS:
                    value = next((one for one in row[at + 1 :] if one.words), None)
                    if value is not None:
                        labelled[slot.words].append(value)
                elif slot.words.endswith(
                    ("局", "中心", "站", "所", "处", "院", "委", "办", "会", "委员会", "镇", "街道")
                ):
                    columns[slot.column].append(slot)
        yield from columns.values()
    yield from labelled.values()
