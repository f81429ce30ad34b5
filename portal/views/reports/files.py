"""The files of a report's package, one by one and together."""

import mimetypes
from io import BytesIO

from flask import Response, abort, request, send_file

from ingest.identify.decide import TYPE_LABELS
from portal.downloads import csv_for_excel, zip_package
from portal.presentation import SEVERITY_LABELS
from portal.published import PublishedReport, Resource
from portal.views.finding import find_report


def file(name: str, path: str) -> Response:
    """A file of the package; a CSV with `excel=1` as Excel opens it."""
    published = find_report(name)
    found = published.file(path)
    if found is None:
        abort(404, "这份报告里没有这个文件。")
    stem = f"{published.descriptor['title']}-{found.stem}"
    if request.args.get("excel") and found.suffix == ".csv":
        titles = next((one.titles for one in published.resources if one.path == path), {})
        content = BytesIO(csv_for_excel(found.read_bytes(), titles))
        response = send_file(content, mimetype="text/csv", as_attachment=True, download_name=f"{stem}.csv")
    else:
        kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        if found.suffix == ".md":
            kind = "text/markdown"
        # A source is shown by nobody's browser as a page of this site: it comes from outside.
        download = found.name if path.startswith("source/") else f"{stem}{found.suffix}"
        response = send_file(found.resolve(), mimetype=kind, as_attachment=True, download_name=download)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def archive(name: str) -> Response:
    """The whole package as one zip."""
    published = find_report(name)
    content = zip_package(published.version.path, published.created, _readme(published))
    filename = f"{published.name}-v{published.version.number}.zip"
    return send_file(content, mimetype="application/zip", as_attachment=True, download_name=filename)


def _unit_note(resource: Resource) -> str:
    return f"（{resource.unit_line or '没有印出金额单位'}）" if resource.printed else ""


def _money_notes(published: PublishedReport) -> list[str]:
    """In what the amounts are: nothing converts what is printed."""
    notes = ["从报告读出的数据（data/figures.csv 等）里，金额以元计。"]
    if any(one.printed for one in published.resources):
        notes.append("data/table-NN.csv 是报告印出的表格，数字照印出的样子，没有换算：金额单位见上面各表，多为万元。")
    return notes


def _readme(published: PublishedReport) -> str:
    descriptor = published.descriptor
    lines = [
        descriptor["title"],
        "",
        f"单位：{descriptor['agency']['name']}",
        f"年度：{descriptor['fiscalYear']}",
        f"类型：{TYPE_LABELS[descriptor['reportType']]}",
        f"版本：{published.version.number}（{descriptor['created']}）",
        "",
        "文件：",
        *(f"  {one.path}  {one.title}{_unit_note(one)}" for one in published.resources),
        "  datapackage.json  说明文件（Frictionless Data Package），各表各列的含义都在里面",
        "",
        "CSV 为 UTF-8 编码、无 BOM。用 Excel 打开时，请在网站上下载“Excel 版”。",
        *_money_notes(published),
        f"核对结果的级别：{'、'.join(SEVERITY_LABELS.values())}。",
    ]
    return "\r\n".join(lines) + "\r\n"
