"""One report: its text with figures and findings marked, its data, its files."""

from flask import Blueprint

from portal.views.reports import dataset, files, page

blueprint = Blueprint("reports", __name__)
blueprint.get("/reports/<name>", endpoint="report")(page.report)
blueprint.get("/reports/<name>/data/<resource>", endpoint="dataset")(dataset.dataset)
blueprint.get("/reports/<name>/files/<path:path>", endpoint="file")(files.file)
blueprint.get("/reports/<name>.zip", endpoint="archive")(files.archive)
