"""What all commands share: how they speak, their settings, progress, and bringing index and catalogue up to date."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, Protocol

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy.exc import SQLAlchemyError

from index.building import SyncReport
from index.protocol import IndexBusyError, SearchIndexError
from ingest.errors import IngestError
from ingest.os_errors import explain_os_error
from ingest.settings import Settings, load_settings
from portal.catalogue.filling import Filled
from portal.syncing import sync_all

console = Console(stderr=False)


def say(sentence: str) -> None:
    """Print a sentence; it is never broken or coloured by guess."""
    console.print(sentence, highlight=False, soft_wrap=True)


def with_settings(command: Callable[..., Any]) -> Callable[..., Any]:
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


def sync(settings: Settings, jobs: int = 1) -> tuple[Filled, SyncReport]:
    """Bring index and catalogue up to date with the store; tells what was done."""
    with naming_the_remedy(), show_progress("索引") as advance:
        return sync_all(settings, advance, jobs)


@contextmanager
def naming_the_remedy() -> Iterator[None]:
    """Say of an index or catalogue that cannot be brought up to date what mends it: the store itself is not touched."""
    try:
        yield
    except IndexBusyError:
        raise  # it says itself what to wait for
    except (IngestError, SearchIndexError, OSError, SQLAlchemyError) as error:
        raise click.ClickException(
            f"索引和目录没能更新（{explain_error(error)}）。已发布的数据包都在："
            "排除原因后请运行 mingzhang index update；仍不行请运行 mingzhang index rebuild。"
        ) from error


def explain_error(error: Exception) -> str:
    """What went wrong, for people, without a full stop."""
    if isinstance(error, OSError):
        return f"{error.filename}：{explain_os_error(error)}" if error.filename else explain_os_error(error)
    if isinstance(error, SQLAlchemyError):
        # SQLAlchemy puts statement and address below what the database says.
        return "目录数据库出错：" + str(error).partition("\n")[0]
    return str(error).rstrip("。")


class Advance(Protocol):
    """Takes how far the work is."""

    def __call__(self, done: int, of: int, now: str = "") -> None:
        """Show that so many are done of so many, and what is at work now."""


@contextmanager
def show_progress(what: str) -> Iterator[Advance]:
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
