"""New reports that match a search as a feed (Atom, RFC 4287): the latest first, each under an id that never changes."""

import re
from dataclasses import replace
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from flask import Response, url_for

from index.protocol import KnownOutside
from index.query import HIGHEST, RELEVANCE
from ingest.identify.decide import TYPE_LABELS
from portal.catalogue.queries import ReportRow
from portal.services import services
from portal.views.search.address import REPORTS, Address, read_address
from portal.views.search.asking import ask

_ATOM = "http://www.w3.org/2005/Atom"
_ENTRIES = 50
_NEVER = "1970-01-01T00:00:00+00:00"  # of a feed without entries
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_atom() -> Response:
    """The reports published last of those that match."""
    address = replace(read_address(), scope=REPORTS, order=RELEVANCE, size=_ENTRIES, page=1)
    asking = ask(address)
    rows: list[ReportRow] = []
    if not asking.asks_nothing:
        known = KnownOutside(asking.known.findings, services().known.created(), asking.known.only)
        found = services().index.search(replace(asking.query, order=HIGHEST, size=_ENTRIES, page=1), known)
        by_name = {row.name: row for row in services().catalogue.reports(names=[hit.name for hit in found.hits])}
        rows = [by_name[hit.name] for hit in found.hits if hit.name in by_name]
    return Response(_write(address, rows), mimetype="application/atom+xml")


def _write(address: Address, rows: list[ReportRow]) -> bytes:
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    site = services().settings.site_name
    _add(feed, "id", _permanent_id("search", *(f"{name}={value}" for name, value in sorted(address.arguments.items()))))
    _add(feed, "title", f"{site}：{address.text or '报告'}")
    _add(feed, "updated", max((row.created for row in rows), default=_NEVER))
    _add(feed, "link", rel="self", type="application/atom+xml", href=address.url("search.as_atom", external=True))
    _add(feed, "link", rel="alternate", type="text/html", href=address.url(external=True))
    _add(_add(feed, "author"), "name", site)
    for row in rows:
        entry = _add(feed, "entry")
        _add(entry, "id", _permanent_id("report", row.name))
        _add(entry, "title", row.title)
        _add(entry, "updated", row.created)
        _add(entry, "link", rel="alternate", type="text/html", href=_report_url(row))
        _add(_add(entry, "author"), "name", row.agency_name)
        _add(entry, "summary", _tell(row))
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    child.text = _FORBIDDEN.sub("", text) or None
    return child


def _permanent_id(*parts: str) -> str:
    """An id that is the same wherever the site stands."""
    return uuid5(NAMESPACE_URL, "mingzhang:" + ":".join(parts)).urn


def _report_url(row: ReportRow) -> str:
    return url_for("reports.report", name=row.name, _external=True)


def _tell(row: ReportRow) -> str:
    kind = TYPE_LABELS.get(row.report_type, row.report_type)
    found = f"{row.errors} 处不一致，{row.notices} 条提示" if row.errors or row.notices else "核对未列出不一致"
    return f"{row.agency_name}，{row.year}年度，{kind}；第 {row.version} 版；{found}。"
