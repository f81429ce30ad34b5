"""The command `mingzhang`: ingest, index, serve, samples; speaks Chinese to whoever runs it."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Protocol

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from index.building import SyncReport, rebuild_index
from index.protocol import IndexBusyError, SearchIndexError
from ingest.errors import IngestError
from ingest.identify import Declared
from ingest.manifest import parse_declared
from ingest.orphans import tell_orphans
from ingest.os_errors import explain_os_error
from ingest.register_files import load_register
from ingest.rereading import reread_versions
from ingest.running import FileOutcome, find_files, find_stray_rows, ingest_files, tell_reading
from ingest.settings import Settings, load_settings
from ingest.store import Store
from ingest.unread_listing import find_package, list_unread
from portal.catalogue.filling import Filled, rebuild_catalogue
from portal.first_run import filling, is_empty, is_unfinished
from portal.identifying import as_line, tell_file
from portal.serving import open_server
from portal.syncing import sync_all
from portal.usage_errors import explain_usage_error
from portal.withdrawing import choose_to_restore, choose_to_withdraw, tell_public, tell_withdrawn

console = Console(stderr=False)


def say(sentence: str) -> None:
    """Print a sentence; it is never broken or coloured by guess."""
    console.print(sentence, highlight=False, soft_wrap=True)


STATUS = {
    "published": "[green]已发布[/]",
    "new_version": "[green]新版本[/]",
    "unchanged": "未变化",
    "withdrawn": "[yellow]已撤下，未动[/]",
    "same_report": "[yellow]同一份报告[/]",
    "failed": "[red]未发布[/]",
}


SUMMARY = {
    "published": "发布",
    "unchanged": "未变化",
    "withdrawn": "已撤下未动",
    "same_report": "同一份报告",
    "failed": "未发布",
}
ALWAYS_TOLD = {"published", "failed"}


def _with_settings(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that every command has, and the settings they make."""

    @click.option("--store", type=click.Path(path_type=Path), help="数据包存放的文件夹（默认 datapackages）。")
    @click.option("--data", type=click.Path(path_type=Path), help="索引、目录等派生数据的文件夹（默认 var）。")
    @click.option("--config", type=click.Path(path_type=Path), help="配置文件（默认 mingzhang.toml）。")
    @wraps(command)
    def wrapped(store: Path | None, data: Path | None, config: Path | None, **rest: Any) -> Any:
        options: dict[str, Any] = {"store": store, "data": data}
        options |= {key: rest.pop(key) for key in ("host", "port") if key in rest}
        return command(load_settings(options, config_file=config), **rest)

    return wrapped


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mingzhang", message="明账 %(version)s")
def cli() -> None:
    """明账：把政府部门的决算和绩效自评报告变成可以搜索、核对和下载的开放数据。"""


def main() -> None:
    """Run the command line; errors that we name are one sentence, others a trace."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a name that the terminal cannot show stops nothing
    try:
        cli(standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.ClickException as error:
        click.echo(explain_usage_error(error), err=True)
        sys.exit(error.exit_code)
    except click.Abort:
        say("已中断。")
        sys.exit(130)
    except (IngestError, SearchIndexError) as error:
        say(f"[red]{escape(str(error))}[/]")
        sys.exit(1)
    except OSError as error:
        say(f"[red]{escape(_explain(error))}：请检查路径、权限和磁盘。[/]")
        sys.exit(1)


@cli.command()
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
@_with_settings
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
    outcomes = _ingest(settings, files, declared, force=force, as_version=as_version, jobs=jobs)
    _sync(settings, jobs)
    if any(outcome.failed for outcome in outcomes):
        sys.exit(1)


@cli.command()
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


def _ingest(
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
        with _progress("导入") as advance:

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


def _sync(settings: Settings, jobs: int = 1) -> tuple[Filled, SyncReport]:
    """Bring index and catalogue up to date with the store; tells what was done."""
    with _naming_the_remedy(), _progress("索引") as advance:
        return sync_all(settings, advance, jobs)


@contextmanager
def _naming_the_remedy() -> Iterator[None]:
    """Say of an index or catalogue that cannot be brought up to date what mends it: the store itself is not touched."""
    try:
        yield
    except IndexBusyError:
        raise  # it says itself what to wait for
    except (IngestError, SearchIndexError, OSError, SQLAlchemyError) as error:
        raise click.ClickException(
            f"索引和目录没能更新（{_explain(error)}）。已发布的数据包都在："
            "排除原因后请运行 mingzhang index update；仍不行请运行 mingzhang index rebuild。"
        ) from error


def _explain(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.filename}：{explain_os_error(error)}" if error.filename else explain_os_error(error)
    if isinstance(error, SQLAlchemyError):
        # SQLAlchemy puts statement and address below what the database says.
        return "目录数据库出错：" + str(error).partition("\n")[0]
    return str(error).rstrip("。")


class _Advance(Protocol):
    def __call__(self, done: int, of: int, now: str = "") -> None: ...


@contextmanager
def _progress(what: str) -> Iterator[_Advance]:
    """A progress bar where there is a terminal; silent elsewhere. It is told how many are done of how many, and of what."""
    bar = Progress(
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[now]}", markup=False),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    with bar:
        task = bar.add_task(what, total=None, now="")

        def advance(done: int, of: int, now: str = "") -> None:
            bar.update(task, completed=done, total=of, now=now)

        yield advance


def _show_outcomes(outcomes: list[FileOutcome]) -> None:
    table = Table(show_lines=False)
    table.add_column("文件", overflow="fold")
    table.add_column("结果", no_wrap=True)
    table.add_column("说明", overflow="fold")
    for outcome in outcomes:
        table.add_row(escape(outcome.label), STATUS[outcome.status], escape(outcome.reason))
    wide = console if console.is_terminal else Console(width=200)
    wide.print(table)
    say(_sum_up(outcomes))


def _sum_up(outcomes: list[FileOutcome]) -> str:
    """How many files became what; the numbers add up, and what did not occur is left out but for the two that matter."""
    counts = Counter("published" if one.status == "new_version" else one.status for one in outcomes)
    told = [
        f"{word} {counts[status]} 个" for status, word in SUMMARY.items() if counts[status] or status in ALWAYS_TOLD
    ]
    return f"共 {len(outcomes)} 个文件：{'，'.join(told)}。"


@cli.command()
@click.argument("name", metavar="报告名")
@click.option("--version", "number", type=int, help="版本号（默认当前版本）。")
@click.option("--reason", required=True, help="撤下的理由，会留档并写在报告页上。")
@_with_settings
def withdraw(settings: Settings, name: str, number: int | None, reason: str) -> None:
    """撤下一份报告的一个版本。"""
    if not reason.strip():
        raise click.ClickException("撤下的理由不能为空：请在 --reason 后面写明，它会留档并写在报告页上。")
    with _writing_report(settings, name) as (store, folder):
        version = choose_to_withdraw(name, store.versions(folder), number)
        store.withdraw(version, reason.strip(), datetime.now(UTC))
        told = tell_withdrawn(name, version, store.versions(folder))
    _sync(settings)
    say(escape(told))


@cli.command()
@click.argument("name", metavar="报告名")
@click.option("--version", "number", type=int, required=True, help="版本号。")
@_with_settings
def restore(settings: Settings, name: str, number: int) -> None:
    """恢复撤下的版本。"""
    with _writing_report(settings, name) as (store, folder):
        store.restore(choose_to_restore(name, store.versions(folder), number))
        told = f"已恢复 {name} 第 {number} 版。{tell_public(store.versions(folder))}"
    _sync(settings)
    say(escape(told))


@contextmanager
def _writing_report(settings: Settings, name: str) -> Iterator[tuple[Store, Path]]:
    """Hold the store, so that nothing happens to a report between choosing a version of it and changing that."""
    store = Store(settings.store)
    folder = store.find_report(name)
    if folder is None:
        raise click.ClickException(f"没有报告“{name}”：请核对名称，它是报告页网址的最后一段（问号前面）。")
    with store.writing():
        yield store, folder


@cli.group()
def index() -> None:
    """搜索索引和目录。"""


@index.command("rebuild")
@_with_settings
def index_rebuild(settings: Settings) -> None:
    """从数据包重建索引和目录；重建期间照常可用。"""
    store = Store(settings.store)
    with _naming_the_remedy():
        filled = rebuild_catalogue(store, settings)
        with _progress("索引") as advance:
            rebuild_index(store, settings.index, advance)
    say(f"已重建：{filled.reports} 份报告。")
    _warn_of_orphans(settings)


@index.command("update")
@_with_settings
def index_update(settings: Settings) -> None:
    """使索引和目录与数据包一致。"""
    say(_tell_update(*_sync(settings)))
    _warn_of_orphans(settings)


def _tell_update(filled: Filled, synced: SyncReport) -> str:
    """What an update changed for readers: a report may be new to the index or to the catalogue, mostly to both."""
    counts = {
        "更新 {} 份报告": max(filled.reports, synced.indexed),
        "移除 {} 份报告": max(filled.removed, synced.removed),
        "名录 {} 处变化": filled.register_changes,
    }
    told = [words.format(count) for words, count in counts.items() if count]
    return f"索引和目录已是最新：{'，'.join(told) or '没有变化'}。"


def _warn_of_orphans(settings: Settings) -> None:
    for sentence in tell_orphans(Store(settings.store)):
        say(f"[yellow]{escape(sentence)}[/]")


@cli.group()
def agencies() -> None:
    """单位名录。"""


@agencies.command("roster")
@click.argument("path", metavar="名册.csv", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_with_settings
def agencies_roster(settings: Settings, path: Path) -> None:
    """载入应公开名册：CSV，列为 agency,report_types,since,until（单位写全称）。"""
    from ingest.rosters import load_roster

    store = Store(settings.store)
    with store.writing():
        count = load_roster(store.root, path)
    _sync(settings)
    say(f"名册已载入：{count} 个单位。")


@cli.command()
@click.argument("packages", nargs=-1, required=True, metavar="数据包…")
@_with_settings
def unread(settings: Settings, packages: tuple[str, ...]) -> None:
    """列出报告中没有读入任何数据的金额，连同所在的句子。"""
    store = Store(settings.store)
    register = load_register(store.root)
    for package in packages:
        listed = list_unread(find_package(store, package), register, soffice=settings.soffice)
        say(f"[bold]{escape(listed.title)}[/]：{tell_reading(listed.amounts, len(listed.unread))}")
        for words, sentence in listed.unread:
            say(f"  {escape(words)}  ｜ {escape(sentence)}")
        if listed.changed:
            say("  这份报告用现在的程序读，正文与收录时不同：先用 mingzhang reread 重新读取，再核对位置。")


@cli.command()
@click.argument("names", nargs=-1, metavar="[报告名…]")
@click.option("--dry-run", is_flag=True, help="只看会有什么变化，不发布。")
@click.option("--details", is_flag=True, help="逐行列出多了什么、少了什么、改了什么。")
@_with_settings
def reread(settings: Settings, names: tuple[str, ...], *, dry_run: bool, details: bool) -> None:
    """用现在的程序重新读取已发布的报告（默认全部），有变化的发布为新版本。"""
    store = Store(settings.store)
    with store.writing():
        versions = [find_package(store, name) for name in names] if names else list(store.published())
        counts = Counter[str]()
        with _progress("重新读取") as advance:
            for number, outcome in enumerate(reread_versions(store, versions, settings.soffice, dry_run=dry_run), 1):
                counts[outcome.status] += 1
                if outcome.status != "same":
                    say(f"{escape(outcome.title)}：{escape(outcome.told)}")
                for line in outcome.rows if details else ():
                    say(f"  {escape(line)}")
                advance(number, len(versions))
    if not dry_run and counts["renewed"]:
        _sync(settings)
    done = "会有变化" if dry_run else "发布新版本"
    say(
        f"共 {len(versions)} 份报告：{done} {counts['renewed']} 份，没有变化 {counts['same']} 份，未能读取 {counts['failed']} 份。"
    )
    if counts["failed"]:
        sys.exit(1)


@cli.command()
@click.argument("folder", metavar="[文件夹]", type=click.Path(path_type=Path), default=Path("samples"))
@click.option("--corpus", type=int, help="生成多少份用于性能测试的报告（不写则生成随附的示例）。")
@click.option("--seed", type=int, default=1, show_default=True, help="随机种子；同一种子生成同样的文件。")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["txt", "md", "docx", "pdf", "xlsx"]),
    help="性能测试报告的文件格式，可以写几次（不写则各种格式都有）。",
)
def samples(folder: Path, corpus: int | None, seed: int, formats: tuple[str, ...]) -> None:
    """写出示例报告（虚构单位，真实地区），连同正确答案。"""
    from ingest.samples import write_mixed_corpus, write_samples

    if corpus:
        written = list(write_mixed_corpus(folder, corpus, seed, *([formats] if formats else [])))
    else:
        written = list(write_samples(folder))
    say(f"已在 {folder} 写出 {len(written)} 份示例报告。")


@cli.command()
@click.option("--host", help="监听地址（默认 127.0.0.1）。")
@click.option("--port", type=int, help="端口（默认 8000）。")
@_with_settings
def serve(settings: Settings) -> None:
    """启动网站。"""
    server, address = _listen(settings)
    _sync(settings)
    _answer(server, address)


def _listen(settings: Settings) -> tuple[Any, str]:
    """Take the port before the work that takes long, so that a wrong one is told at once."""
    from portal.app import create_app

    return open_server(create_app(settings), settings)


def _answer(server: Any, address: str) -> None:
    say(f"明账已启动：{address}　（按 Ctrl+C 停止）")
    try:
        server.run()
    except KeyboardInterrupt:
        say("已停止。")


@cli.command()
@click.option("--host", help="监听地址（默认 127.0.0.1）。")
@click.option("--port", type=int, help="端口（默认 8000）。")
@_with_settings
def run(settings: Settings) -> None:
    """第一次运行：没有报告时先生成并导入示例，然后启动网站。"""
    server, address = _listen(settings)
    if is_empty(settings) or is_unfinished(settings):
        from ingest.samples import write_samples

        say("还没有报告，先导入随附的示例……" if is_empty(settings) else "上次导入示例没有完成，接着导入……")
        with filling(settings) as folder:
            write_samples(folder)
            _ingest(settings, find_files([folder]), Declared())
    _sync(settings)
    _answer(server, address)
