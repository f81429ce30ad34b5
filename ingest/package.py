"""Assembling a report's data package: descriptor and files, as the data contract says; pure, nothing is written here."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from ingest.blocks import find_source
from ingest.csv_format import format_csv
from ingest.figures import Figure
from ingest.findings import CheckReport, Finding
from ingest.identify.decide import TYPE_LABELS
from ingest.markdown import Span
from ingest.places import Place
from ingest.regions import RegionPlace
from ingest.report_tables import ReportTable
from ingest.rows import Row, Unit
from ingest.schemas import field_names, load_schema
from ingest.sections import Section
from ingest.source import SourceFile
from ingest.tables import TableData
from ingest.vocabulary import load_indicators

DESCRIPTOR = "datapackage.json"
_UNPACKED = {".zip", ".gz"}  # by frictionless, for their names
MAX_NAME_BYTES = 255  # of a file, on the usual file systems
_MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".doc": "application/msword",
    ".rtf": "application/rtf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".xls": "application/vnd.ms-excel",
    ".html": "text/html",
    ".htm": "text/html",
    ".mht": "multipart/related",
    ".ofd": "application/ofd",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".bmp": "image/bmp",
    ".webp": "image/webp",
    ".gif": "image/gif",
}


@dataclass(frozen=True, slots=True)
class AgencyRef:
    """An agency as a package names it."""

    id: str
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a package says of its report as a whole; `note` is the operator's, for its readers."""

    agency: AgencyRef
    place: RegionPlace
    year: int
    report_type: str
    parts: tuple[str, ...]
    coverage: str | None
    evaluator: str | None
    subject: str | None
    subject_slug: str | None
    source_url: str | None
    published: date | None
    note: str | None = None

    @property
    def name(self) -> str:
        """The package's `name`, which identifies the report over all its versions."""
        return f"{self.agency.id}-{self.folder}"

    @property
    def folder(self) -> str:
        """The report's folder below its agency's: year, type, coverage of a unit, subject."""
        parts = [str(self.year), self.report_type.replace("_", "-")]
        if self.coverage == "unit":
            parts.append("unit")
        if self.subject_slug:
            parts.append(self.subject_slug)
        return "-".join(parts)

    @property
    def title(self) -> str:
        """The report's title for people."""
        kind = TYPE_LABELS[self.report_type]
        if self.coverage == "unit":
            kind = kind.replace("部门", "单位", 1)
        subject = f"“{self.subject}”" if self.subject else ""
        return f"{self.agency.name}{self.year}年度{subject}{kind}"


@dataclass(frozen=True, slots=True)
class Reading:
    """How the report was read: the extractor's version, the amounts it prints and those that no row covers."""

    engine: str
    amounts: int
    unread: int
    ocr: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that was read from a report; `pages` is how many each source has, None where it has no pages."""

    text: str
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...]
    rows: Mapping[str, Sequence[Row | Unit]]  # of the further resources, by their names
    tables: tuple[ReportTable, ...]
    checks: CheckReport
    reading: Reading
    notes: tuple[str, ...] = ()
    unread: tuple[Span, ...] = ()  # the amounts that no row covers
    places: tuple[Place, ...] = ()
    pages: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """A package ready to be written: where it belongs, its descriptor, and its files by path."""

    metadata: Metadata
    descriptor: dict[str, Any]
    files: Mapping[str, bytes]

    def rows(self, resource: str) -> Iterator[Mapping[str, str]]:
        """Yield the rows of a tabular resource, as text; none where it has no such resource."""
        for one in self.descriptor["resources"]:
            if one["name"] == resource:
                yield from csv.DictReader(io.StringIO(self.files[one["path"]].decode(), newline=""))


def assemble_package(
    metadata: Metadata,
    content: Content,
    sources: Sequence[SourceFile],
    *,
    version: int,
    reason: str,
    created: datetime,
) -> Package:
    """Put a package together.

    Args:
        metadata: what the report is.
        content: what was read from it.
        sources: the file as published, or the files, in reading order.
        version: number of the version, from 1.
        reason: why this version exists (`first`, `new_bytes`, `corrected` by the operator's word, `reread`).
        created: when; handed in, so that the same input gives the same package.
    """
    files: dict[str, bytes] = {}
    resources: list[dict[str, Any]] = []

    def add(resource: dict[str, Any], data: bytes) -> None:
        files[resource["path"]] = data
        resources.append(resource | {"bytes": len(data), "hash": f"sha256:{sha256(data).hexdigest()}"})

    for number, (source, name) in enumerate(zip(sources, _name_files(sources), strict=True), 1):
        pages = content.pages[number - 1] if content.pages else None
        add(_source_resource(source, name, number, pages), source.content)
    add(_text_resource(metadata), content.text.encode())
    rows_by_name: dict[str, list[dict[str, Any]]] = {
        "sections": [_section_row(section) for section in content.sections],
        "figures": [_figure_row(number, figure) for number, figure in enumerate(content.figures, 1)],
        "findings": [_finding_row(number, finding) for number, finding in enumerate(content.checks.findings, 1)],
    }
    for name, rows in content.rows.items():
        prefix = "".join(word[0] for word in name.split("-"))  # fe, ee, p, pi
        rows_by_name[name] = [_row(f"{prefix}{number:03d}", name, row) for number, row in enumerate(rows, 1)]
    for name in ("sections", "figures", *content.rows):
        if rows_by_name[name]:
            add(_table_resource(name), format_csv(field_names(name), rows_by_name[name]))
    for table in content.tables:
        add(_printed_table_resource(table), _printed_table_csv(table.data))
    if rows_by_name["findings"]:
        add(_table_resource("findings"), format_csv(field_names("findings"), rows_by_name["findings"]))
    if content.places:
        add(_table_resource("places"), format_csv(field_names("places"), map(_place_row, content.places)))
    _drop_dangling_keys(resources)
    descriptor = _descriptor(metadata, content, sources, version, reason, created, resources)
    files[DESCRIPTOR] = (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()
    return Package(metadata, descriptor, files)


def _descriptor(
    metadata: Metadata,
    content: Content,
    sources: Sequence[SourceFile],
    version: int,
    reason: str,
    created: datetime,
    resources: list[dict[str, Any]],
) -> dict[str, Any]:
    place, checks = metadata.place, content.checks
    return {
        "name": metadata.name,
        "title": metadata.title,
        "version": str(version),
        "created": created.isoformat(timespec="seconds"),
        "agency": {"id": metadata.agency.id, "name": metadata.agency.name, "shortName": metadata.agency.short_name},
        "region": {"adcode": place.adcode, "province": place.province, "city": place.city, "county": place.county},
        "fiscalYear": metadata.year,
        "reportType": metadata.report_type,
        "parts": list(metadata.parts),
        "coverage": metadata.coverage,
        "evaluator": metadata.evaluator,
        "subject": metadata.subject,
        "sourceUrl": metadata.source_url,
        "published": metadata.published.isoformat() if metadata.published else None,
        "sources": [
            {"title": source.name} | ({"path": metadata.source_url} if metadata.source_url else {})
            for source in sources
        ],
        "licenses": [{"name": "other-open", "title": "依法公开的政府信息"}],
        "keywords": [
            metadata.agency.short_name,
            place.name,
            str(metadata.year),
            TYPE_LABELS[metadata.report_type],
        ],
        "reading": {
            "engine": content.reading.engine,
            "ocr": content.reading.ocr,
            "confidence": content.reading.confidence,
            "amounts": content.reading.amounts,
            "unread": content.reading.unread,
        },
        "checks": {
            "passed": checks.passed,
            "passedByRule": dict(checks.passed_by_rule),
            "findings": len(checks.findings),
            "cannotCheck": len(checks.unchecked),
            "unchecked": [{"rule": one.rule, "reason": one.reason} for one in checks.unchecked],
        },
        "notes": [*filter(None, [metadata.note]), *content.notes],
        "note": metadata.note,
        "versionReason": reason,
        "resources": resources,
    }


def _source_resource(source: SourceFile, name: str, number: int, pages: int | None) -> dict[str, Any]:
    suffix = source.suffix
    resource: dict[str, Any] = {
        "name": _name_source(number),
        "type": "file",
        "title": "源文件" if number == 1 else f"源文件之{number}",
        "description": "报告公开时的原文件，未作改动",
        "path": f"source/{name}",
        "format": suffix.lstrip(".") or "bin",
        "mediatype": _MEDIA_TYPES.get(suffix, "application/octet-stream"),
    }
    return resource | ({"pages": pages} if pages is not None else {})


def _name_source(number: int) -> str:
    """The resource of the source of that number."""
    return "source" if number == 1 else f"source-{number}"


def _name_files(sources: Sequence[SourceFile]) -> list[str]:
    """The names of the files in the package, each its own: files of an archive may have lain in different folders."""
    names: list[str] = []
    for source in sources:
        wanted = name = safe_file_name(source.name)
        number = 1
        while name.casefold() in {one.casefold() for one in names}:
            number += 1
            path = PurePath(wanted)
            name = f"{_shorten(path.stem)[: MAX_NAME_BYTES // 4]}-{number}{path.suffix}"
        names.append(name)
    return names


def safe_file_name(name: str) -> str:
    """A file name that is safe as a path in a package: no folder, no leading dot, nothing that cannot be stored.

    A report under the name of an archive gets a suffix more: readers of packages would unpack it.

    >>> safe_file_name("../x/.报告.pdf"), safe_file_name("报告.zip")
    ('报告.pdf', '报告.zip.bin')
    """
    bare = re.split(r"[/\\]", name)[-1]
    bare = re.sub(r'[\x00-\x1f\x7f\ud800-\udfff<>:"|?*]', "_", bare).lstrip(". ~")
    packed = PurePath(bare).suffix.lower() in _UNPACKED
    return _shorten(f"{bare}.bin" if packed else bare) or "source"


def _shorten(name: str) -> str:
    """The name cut to what a file system takes, its suffix kept: a name in GB18030 is longer in UTF-8."""
    suffix = PurePath(name).suffix
    suffix = suffix if len(suffix.encode()) <= 16 else ""
    stem = name.removesuffix(suffix).encode()[: MAX_NAME_BYTES - len(suffix.encode())]
    return stem.decode(errors="ignore") + suffix


def _text_resource(metadata: Metadata) -> dict[str, Any]:
    return {
        "name": "text",
        "type": "file",
        "title": metadata.title,
        "description": "报告全文（Markdown）",
        "path": "report.md",
        "format": "md",
        "mediatype": "text/markdown",
        "encoding": "utf-8",
    }


def _table_resource(name: str) -> dict[str, Any]:
    schema = dict(load_schema(name))
    return {
        "name": name,
        "type": "table",
        "title": schema.pop("title"),
        "description": schema.pop("description"),
        "path": f"data/{name.replace('-', '_')}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _drop_dangling_keys(resources: list[dict[str, Any]]) -> None:
    """Take foreign keys to resources that were left out, having no rows, from the schemas of the others."""
    names = {resource["name"] for resource in resources}
    for resource in resources:
        schema = resource.get("schema", {})
        keys = [key for key in schema.get("foreignKeys", ()) if key["reference"]["resource"] in names]
        if keys:
            schema["foreignKeys"] = keys
        else:
            schema.pop("foreignKeys", None)


def _printed_table_resource(table: ReportTable) -> dict[str, Any]:
    description = "报告中的表格，按印出的样子，合并单元格的文字写在它的每一行" + (
        f"；{table.unit}" if table.unit else ""
    )
    fields = [{"name": name, "type": "string", "title": name} for name in table.data.fields]
    resource: dict[str, Any] = {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": description,
        "path": f"data/{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
    }
    if table.form:
        resource["form"] = table.form
    if table.placed.block.page is not None:
        resource["page"] = table.placed.block.page
        resource["source"] = _name_source(find_source(table.placed.block))
    return resource


def _printed_table_csv(data: TableData) -> bytes:
    return format_csv(data.fields, (dict(zip(data.fields, row, strict=True)) for row in data.rows))


def _section_row(section: Section) -> dict[str, Any]:
    return {name: getattr(section, name) for name in field_names("sections")}


def _figure_row(number: int, figure: Figure) -> dict[str, Any]:
    known = {name: getattr(figure, name) for name in field_names("figures") if name not in {"id", "label"}}
    known["value"] = _fixed(figure.value, figure.unit)
    known["step"] = f"{figure.step.normalize():f}"
    return {"id": f"f{number:03d}", "label": load_indicators()[figure.indicator].label} | known


def _row(number: str, resource: str, row: Row | Unit) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in field_names(resource) if name != "id"}
    return {"id": number} | {name: _as_written(value) for name, value in values.items()}


def _as_written(value: object) -> object:
    """Decimals without an exponent; truth as the schema writes it."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value).lower() if isinstance(value, bool) else value


def _fixed(value: Decimal, unit: str) -> Decimal:
    """Money with at least two places; other values as printed."""
    if unit == "元" and value == value.quantize(Decimal("0.01")):
        return value.quantize(Decimal("0.01"))
    return value


def _finding_row(number: int, finding: Finding) -> dict[str, Any]:
    row = {name: getattr(finding, name) for name in field_names("findings") if name not in {"id", "related"}}
    related = json.dumps([list(place) for place in finding.related]) if finding.related else ""
    return {"id": f"c{number:03d}", "related": related} | row


def _place_row(place: Place) -> dict[str, Any]:
    """A ten-thousandth of a page is less than the width of a stroke."""
    spot = place.spot
    left, top, right, bottom = (f"{edge:.4f}" for edge in spot.box)
    return {
        "start": place.start,
        "end": place.end,
        "page": spot.page,
        "left": left,
        "top": top,
        "right": right,
        "bottom": bottom,
        "confidence": "" if spot.confidence is None else f"{spot.confidence:.3f}",
        "source": _name_source(spot.source),
    }
