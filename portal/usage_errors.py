"""What click says of a command that was written wrongly, in Chinese; its exit codes stay."""

import re
from pathlib import Path

import click

_UNKNOWN = "命令写得不对（{said}）"


def explain_usage_error(error: click.ClickException) -> str:
    """A sentence on what is wrong, and for a wrong call where its options are listed."""
    told = _explain(error)
    if not isinstance(error, click.UsageError):
        return told
    command = error.ctx.command_path if error.ctx else "mingzhang"
    return f"{told}{'' if told.endswith('？') else '。'}\n用法见 {command} --help"


def _explain(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}{_suggest(error.possibilities)}"
        case click.NoSuchCommand():
            return f"没有命令“{error.command_name}”{_suggest(error.possibilities)}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 用得不对：要写值的选项请在后面写上值，开关不要写值"
        case click.MissingParameter():
            return f"缺少{_name(error).rstrip()}{_describe(error.param)}"
        case click.BadParameter():
            return f"{_name(error)}不对：{_explain_value(error.param, error.message)}"
        case click.FileError():
            return f"文件 {error.ui_filename} 打不开：请检查路径和权限"
        case click.UsageError():
            # Click has no class of its own for a word too many, and for a group without a command.
            return _UNKNOWN.format(said="多写了或少写了内容")
        case _:
            return error.format_message()


def _suggest(possibilities: list[str] | None) -> str:
    return f"，是不是 {'、'.join(sorted(possibilities))}？" if possibilities else ""


def _name(error: click.BadParameter) -> str:
    if isinstance(error.param, click.Option):
        return f"选项 {error.param.opts[0]} "
    return error.param.make_metavar(error.ctx).rstrip("…") if error.param and error.ctx else "参数"


def _describe(param: click.Parameter | None) -> str:
    text = param.help if isinstance(param, click.Option) else None
    return f"：{text.rstrip('。')}" if text else ""


def _explain_value(param: click.Parameter | None, message: str) -> str:
    """By the kind of value that is wanted; click quotes in its message the one that was written."""
    kind = param.type if param else None
    quoted = re.search(r"(['\"])(?P<value>.*)\1", message)
    value = quoted["value"] if quoted else ""
    if isinstance(kind, click.Path):
        return f"“{value}”{_explain_path(Path(value))}"
    if isinstance(kind, click.types.IntParamType):
        return f"“{value}”不是整数"
    return message


def _explain_path(path: Path) -> str:
    if not path.exists():
        return "不存在，请检查路径"
    return "是文件夹，请写一个文件" if path.is_dir() else "打不开，请检查权限"
