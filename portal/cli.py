"""The command `mingzhang`: its commands together, and what becomes of errors; speaks Chinese to whoever runs it."""

import sys
from io import TextIOWrapper

import click
from rich.markup import escape

from index.protocol import SearchIndexError
from ingest.errors import IngestError
from portal.commands import derived, importing, site, versions
from portal.commands.console import explain_error, say
from portal.usage_errors import explain_usage_error


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mingzhang", message="明账 %(version)s")
def cli() -> None:
    """明账：把政府部门的决算和绩效自评报告变成可以搜索、核对和下载的开放数据。"""


for _command in (
    importing.ingest,
    importing.identify,
    versions.withdraw,
    versions.restore,
    versions.reread,
    versions.unread,
    derived.index,
    derived.agencies,
    site.serve,
    site.run,
    site.samples,
):
    cli.add_command(_command)


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
        say(f"[red]{escape(explain_error(error))}：请检查路径、权限和磁盘。[/]")
        sys.exit(1)
