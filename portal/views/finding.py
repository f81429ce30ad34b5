"""The report of an address, or the page that says why there is none."""

from flask import abort

from ingest.store import Version
from portal.presentation import show_day
from portal.published import PublishedReport, find_published, find_withdrawn
from portal.services import services
from portal.views.arguments import integer_argument


def find_report(name: str) -> PublishedReport:
    """The report of a name, in the version that the address asks for; ends the request where it is not public."""
    return find_version(name, integer_argument("v", 1, 100_000))


def find_version(name: str, number: int | None) -> PublishedReport:
    """A version of a report, the current one where no number is given; ends the request where it is not public."""
    report = find_published(services().store, name, number)
    if report is None:
        withdrawn = find_withdrawn(services().store, name, number)
        if withdrawn is not None:
            abort(410, tell_withdrawal(withdrawn, number))
        abort(404, "没有这份报告：网址可能写错了。")
    return report


def tell_withdrawal(version: Version, number: int | None) -> str:
    """That a version is withdrawn, when and why, as far as recorded; `number` is the version that was asked for."""
    which = f"的第 {number} 版" if number else ""
    told = f"《{version.descriptor['title']}》{which}"
    record = version.withdrawal
    if record is None:
        return f"{told}已经撤下，不再公开。"
    return f"{told}已于 {show_day(record.when.isoformat())}撤下，不再公开。理由：{record.reason}"
