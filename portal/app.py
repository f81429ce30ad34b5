"""The Flask application: settings in, blueprints and error pages together."""

from pathlib import Path

from flask import Flask, Response, current_app, jsonify, render_template, request
from flask.json.provider import DefaultJSONProvider
from werkzeug.exceptions import HTTPException

from index.building import LiveIndex
from index.protocol import SearchIndexError
from index.understanding.lexicon import LiveLexicon
from ingest.settings import Settings, load_settings
from ingest.store import Store
from portal.catalogue.derived import DerivedCatalogue
from portal.catalogue.filling import open_catalogue
from portal.catalogue.queries import Catalogue
from portal.known import KnownReports
from portal.paths import static_folder, templates_folder
from portal.presentation import FILTERS, TESTS
from portal.services import EXTENSION, Services
from portal.source_pages.pictures import Pictures
from portal.suggesting import Suggestions
from portal.views import agencies, finding_pages, findings, home, indicators, reports, search, source_pages, years

_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
_MESSAGES = {
    400: ("请求有误", "网址或查询条件不对，请检查后再试。"),
    404: ("没有这个页面", "网址可能写错了，或者内容已经撤下。可以回首页，或者用上面的搜索框查找。"),
    405: ("不支持这种操作", "这个地址不支持这种操作。"),
    410: ("已经撤下", "这份报告已经撤下，不再公开。"),
    500: ("出错了", "页面暂时打不开，我们已经记下了这个错误。请稍后再试。"),
    503: ("暂时不能搜索", "搜索索引正在准备，请稍后再试；其他页面照常可用。"),
}
# What a program is told of an error.
_CODES = {400: "bad_request", 404: "not_found", 405: "method_not_allowed", 410: "withdrawn", 503: "unavailable"}


def create_app(config: Settings | None = None) -> Flask:
    """Make the application.

    Args:
        config: the settings; by default those of the environment.
    """
    settings = config or load_settings()
    app = Flask("portal", template_folder=str(templates_folder().resolve()), static_folder=str(static_folder()))
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.tests.update(TESTS)
    assert isinstance(app.json, DefaultJSONProvider)
    app.json.ensure_ascii = False
    engine = open_catalogue(settings)
    catalogue = Catalogue(engine)
    app.extensions[EXTENSION] = Services(
        settings=settings,
        store=Store(Path(settings.store)),
        catalogue=catalogue,
        derived=DerivedCatalogue(engine),
        index=LiveIndex(settings.index),
        lexicon=LiveLexicon(Path(settings.store)),
        pictures=Pictures(settings.pictures),
        known=KnownReports(catalogue),
        suggestions=Suggestions(catalogue),
    )
    app.context_processor(lambda: {"site_name": settings.site_name})
    for view in (home, search, agencies, years, reports, source_pages, findings, finding_pages, indicators):
        app.register_blueprint(view.blueprint)
    app.register_error_handler(HTTPException, _show_error)
    app.register_error_handler(SearchIndexError, _show_no_search)
    app.register_error_handler(Exception, _show_failure)
    app.after_request(_add_headers)
    return app


def _show_error(error: HTTPException) -> tuple[str | Response, int] | HTTPException:
    code = error.code or 500
    if 300 <= code < 400:
        return error
    return _error_page(code, error.description if code in {400, 404, 410} and _is_chinese(error.description) else None)


def _show_no_search(error: SearchIndexError) -> tuple[str | Response, int]:
    """There is no index that could be searched: for the operator in the log, for readers a page."""
    current_app.logger.error("no search: %s", error, exc_info=error.__cause__)
    return _error_page(503)


def _show_failure(error: Exception) -> tuple[str | Response, int]:
    """The last resort of a request: logged with its trace, shown as a page."""
    if current_app.debug or current_app.testing:
        raise error
    current_app.logger.error("request failed: %s %s", request.method, request.path, exc_info=error)
    return _error_page(500)


def _error_page(code: int, message: str | None = None) -> tuple[str | Response, int]:
    """What a reader is told, or a program that asked for JSON."""
    title, text = _MESSAGES.get(code, ("出错了", "请求没有成功，请稍后再试。"))
    if request.path.endswith(".json"):
        return jsonify(error={"code": _CODES.get(code, "failed"), "message": message or text}), code
    return render_template("error.html", code=code, title=title, message=message or text), code


def _is_chinese(text: str | None) -> bool:
    return bool(text) and any("\u4e00" <= char <= "\u9fff" for char in text or "")


def _add_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
