"""What is in the store: `withdraw` and `restore` a version, `reread` reports, list what was left `unread`."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.markup import escape

from ingest.register_files import load_register
from ingest.rereading import reread_versions
from ingest.running import tell_reading
from ingest.settings import Settings
from ingest.store import Store
from ingest.unread_listing import find_package, list_unread
from portal.commands.console import say, show_progress, sync, with_settings
from portal.withdrawing import choose_to_restore, choose_to_withdraw, tell_public, tell_withdrawn


@click.command()
@click.argument("name", metavar="报告名")
@click.option("--version", "number", type=int, help="版本号（默认当前版本）。")
@click.option("--reason", required=True, help="撤下的理由，会留档并写在报告页上。")
@with_settings
def withdraw(settings: Settings, name: str, number: int | None, reason: str) -> None:
    """撤下一份报告的一个版本。"""
    if not reason.strip():
        raise click.ClickException("撤下的理由不能为空：请在 --reason 后面写明，它会留档并写在报告页上。")
    with _writing_report(settings, name) as (store, folder):
        version = choose_to_withdraw(name, store.versions(folder), number)
        store.withdraw(version, reason.strip(), datetime.now(UTC))
        told = tell_withdrawn(name, version, store.versions(folder))
    sync(settings)
    say(escape(told))


@click.command()
@click.argument("name", metavar="报告名")
@click.option("--version", "number", type=int, required=True, help="版本号。")
@with_settings
def restore(settings: Settings, name: str, number: int) -> None:
    """恢复撤下的版本。"""
    with _writing_report(settings, name) as (store, folder):
        store.restore(choose_to_restore(name, store.versions(folder), number))
        told = f"已恢复 {name} 第 {number} 版。{tell_public(store.versions(folder))}"
    sync(settings)
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


@click.command()
@click.argument("names", nargs=-1, metavar="[报告名…]")
@click.option("--dry-run", is_flag=True, help="只看会有什么变化，不发布。")
@click.option("--details", is_flag=True, help="逐行列出多了什么、少了什么、改了什么。")
@with_settings
def reread(settings: Settings, names: tuple[str, ...], *, dry_run: bool, details: bool) -> None:
    """用现在的程序重新读取已发布的报告（默认全部），有变化的发布为新版本。"""
    store = Store(settings.store)
    with store.writing():
        versions = [find_package(store, name) for name in names] if names else list(store.published())
        counts = Counter[str]()
        with show_progress("重新读取") as advance:
            for number, outcome in enumerate(reread_versions(store, versions, settings.soffice, dry_run=dry_run), 1):
                counts[outcome.status] += 1
                if outcome.status != "same":
                    say(f"{escape(outcome.title)}：{escape(outcome.told)}")
                for line in outcome.rows if details else ():
                    say(f"  {escape(line)}")
                advance(number, len(versions))
    if not dry_run and counts["renewed"]:
        sync(settings)
    done = "会有变化" if dry_run else "发布新版本"
    say(
        f"共 {len(versions)} 份报告：{done} {counts['renewed']} 份，没有变化 {counts['same']} 份，未能读取 {counts['failed']} 份。"
    )
    if counts["failed"]:
        sys.exit(1)


@click.command()
@click.argument("packages", nargs=-1, required=True, metavar="数据包…")
@with_settings
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
