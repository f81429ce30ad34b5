"""What is made from the store and the register: `index` and `agencies`."""

from pathlib import Path

import click
from rich.markup import escape

from index.building import SyncReport, rebuild_index
from ingest.orphans import tell_orphans
from ingest.settings import Settings
from ingest.store import Store
from portal.catalogue.filling import Filled, rebuild_catalogue
from portal.commands.console import naming_the_remedy, say, show_progress, sync, with_settings


@click.group()
def index() -> None:
    """搜索索引和目录。"""


@index.command("rebuild")
@with_settings
def index_rebuild(settings: Settings) -> None:
    """从数据包重建索引和目录；重建期间照常可用。"""
    store = Store(settings.store)
    with naming_the_remedy():
        filled = rebuild_catalogue(store, settings)
        with show_progress("索引") as advance:
            rebuild_index(store, settings.index, advance)
    say(f"已重建：{filled.reports} 份报告。")
    _warn_of_orphans(settings)


@index.command("update")
@with_settings
def index_update(settings: Settings) -> None:
    """使索引和目录与数据包一致。"""
    say(_tell_update(*sync(settings)))
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


@click.group()
def agencies() -> None:
    """单位名录。"""


@agencies.command("roster")
@click.argument("path", metavar="名册.csv", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_settings
def agencies_roster(settings: Settings, path: Path) -> None:
    """载入应公开名册：CSV，列为 agency,report_types,since,until（单位写全称）。"""
    from ingest.rosters import load_roster

    store = Store(settings.store)
    with store.writing():
        count = load_roster(store.root, path)
    sync(settings)
    say(f"名册已载入：{count} 个单位。")
