"""Files into the store: `ingest`, and `identify`, which only looks at them."""

import sys
from collections import Counter
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ingest.identify import Declared
from ingest.manifest import parse_declared
from ingest.running import FileOutcome, find_files, find_stray_rows, ingest_files
from ingest.settings import Settings
from ingest.store import Store
from portal.commands.console import console, say, show_progress, sync, with_settings
from portal.identifying import as_line, tell_file

_STATUS = {
    "published": "[green]已发布[/]",
    "new_version": "[green]新版本[/]",
    "unchanged": "未变化",
    "withdrawn": "[yellow]已撤下，未动[/]",
    "same_report": "[yellow]同一份报告[/]",
    "failed": "[red]未发布[/]",
}
_SUMMARY = {
    "published": "发布",
    "unchanged": "未变化",
    "withdrawn": "已撤下未动",
    "same_report": "同一份报告",
    "failed": "未发布",
}
_ALWAYS_TOLD = {"published", "failed"}


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="路径…", type=click.Path(exists=True, path_type=Path))
@click.option("--agency", help="单位名称（全称最好）。")
@click.option("--year", help="报告所属年度，如 2023。")
@click.option(
    "--type", "report_type", help="报告类型：决算、预算、绩效自评、项目支出绩效自评（或 final_accounts 等代号）。"
)
@click.option("--coverage", help="覆盖范围：部门（department，汇总）或单位（unit，本级）。")
@click.option("--subject", help="项目名称，只用于项目支出绩效自评。")
@click.option("--force", is_flag=True, help="指定的信息与报告正文矛盾时，以指定的为准。")
@click.option("--as-version", is_flag=True, help="同一次导入中的同一份报告，作为新版本发布。")
@click.option(
    "-j", "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="用几个进程读取文件、更新索引。"
)
@with_settings
def ingest(
    settings: Settings,
    paths: tuple[Path, ...],
    agency: str | None,
    year: str | None,
    report_type: str | None,
    coverage: str | None,
    subject: str | None,
    *,
    force: bool,
    as_version: bool,
    jobs: int,
) -> None:
    """导入报告：文件，或整个文件夹（可带 manifest.csv）。"""
    words = {"agency": agency, "year": year, "type": report_type, "coverage": coverage, "subject": subject}
    declared = parse_declared({key: value or "" for key, value in words.items()}, "命令行")
    files = find_files(paths)
    if not files:
        say("没有找到可以导入的文件。")
        sys.exit(1)
    outcomes = publish_files(settings, files, declared, force=force, as_version=as_version, jobs=jobs)
    sync(settings, jobs)
    if any(outcome.failed for outcome in outcomes):
        sys.exit(1)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="文件…", type=click.Path(path_type=Path))
def identify(paths: tuple[Path, ...]) -> None:
    """只看报告是什么，不导入：每个文件输出一行 JSON，写明单位、地区、年度、类型及依据，看不出的为 null。"""
    failed = False
    for path in (file for one in paths for file in find_files([one])):
        told = tell_file(path)
        failed = failed or "error" in told
        click.echo(as_line(told))
    if failed:
        sys.exit(1)


def publish_files(
    settings: Settings,
    files: list[Path],
    declared: Declared,
    *,
    force: bool = False,
    as_version: bool = False,
    jobs: int = 1,
) -> list[FileOutcome]:
    """Publish files and show what became of each, of a run that was broken off too."""
    store = Store(settings.store)
    outcomes: list[FileOutcome] = []
    try:
        with show_progress("导入") as advance:

            def tell_page(label: str, done: int, pages: int) -> None:
                advance(len(outcomes), len(files), f"识别 {label}：第 {done} 页，共 {pages} 页")

            run = ingest_files(
                store,
                files,
                declared,
                force=force,
                as_version=as_version,
                jobs=jobs,
                soffice=settings.soffice,
                progress=tell_page,
            )
            for outcome in run:
                outcomes.append(outcome)
                advance(len(outcomes), len(files))
    finally:
        if outcomes:
            _show_outcomes(outcomes)
    for sentence in find_stray_rows(files):
        say(f"[yellow]{escape(sentence)}[/]")
    return outcomes


def _show_outcomes(outcomes: list[FileOutcome]) -> None:
    table = Table(show_lines=False)
    table.add_column("文件", overflow="fold")
    table.add_column("结果", no_wrap=True)
    table.add_column("说明", overflow="fold")
    for outcome in outcomes:
        table.add_row(escape(outcome.label), _STATUS[outcome.status], escape(outcome.reason))
    wide = console if console.is_terminal else Console(width=200)
    wide.print(table)
    say(_sum_up(outcomes))


def _sum_up(outcomes: list[FileOutcome]) -> str:
    """How many files became what; the numbers add up, and what did not occur is left out but for the two that matter."""
    counts = Counter("published" if one.status == "new_version" else one.status for one in outcomes)
    told = [
        f"{word} {counts[status]} 个" for status, word in _SUMMARY.items() if counts[status] or status in _ALWAYS_TOLD
    ]
    return f"共 {len(outcomes)} 个文件：{'，'.join(told)}。"
