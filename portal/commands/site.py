"""The web site: `serve`, and `run`, which fills it with samples first; the `samples` alone."""

from pathlib import Path
from typing import Any

import click
from flask import Flask

from ingest.identify import Declared
from ingest.running import find_files
from ingest.settings import Settings
from portal.commands.console import say, sync, with_settings
from portal.commands.importing import publish_files
from portal.first_run import filling, is_empty, is_unfinished
from portal.serving import open_server


@click.command()
@click.option("--host", help="监听地址（默认 127.0.0.1）。")
@click.option("--port", type=int, help="端口（默认 8000）。")
@with_settings
def serve(settings: Settings) -> None:
    """启动网站。"""
    app, server, address = _listen(settings)
    sync(settings)
    _answer(app, server, address)


@click.command()
@click.option("--host", help="监听地址（默认 127.0.0.1）。")
@click.option("--port", type=int, help="端口（默认 8000）。")
@with_settings
def run(settings: Settings) -> None:
    """第一次运行：没有报告时先生成并导入示例，然后启动网站。"""
    app, server, address = _listen(settings)
    if is_empty(settings) or is_unfinished(settings):
        from ingest.samples import write_samples

        say("还没有报告，先导入随附的示例……" if is_empty(settings) else "上次导入示例没有完成，接着导入……")
        with filling(settings) as folder:
            write_samples(folder)
            publish_files(settings, find_files([folder]), Declared())
    sync(settings)
    _answer(app, server, address)


@click.command()
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


def _listen(settings: Settings) -> tuple[Flask, Any, str]:
    """Take the port before the work that takes long, so that a wrong one is told at once."""
    from portal.app import create_app

    app = create_app(settings)
    return app, *open_server(app, settings)


def _answer(app: Flask, server: Any, address: str) -> None:
    from portal.warming import warm_in_background

    warm_in_background(app)
    say(f"明账已启动：{address}　（按 Ctrl+C 停止）")
    try:
        server.run()
    except KeyboardInterrupt:
        say("已停止。")
