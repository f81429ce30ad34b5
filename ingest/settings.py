"""Where things lie and how they run: from a file, the environment, or options, in that order of increasing weight."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import IngestError
from ingest.os_errors import explain_os_error

CONFIG_FILE = "mingzhang.toml"
_VARIABLES = {
    "store": "MINGZHANG_STORE",
    "data": "MINGZHANG_DATA",
    "site_name": "MINGZHANG_SITE_NAME",
    "catalogue_url": "MINGZHANG_CATALOGUE_URL",
    # Not HOST: conda and many shells export one that means this machine's own name or another thing.
    "host": "MINGZHANG_HOST",
    "port": "PORT",
}


class SettingsError(IngestError):
    """A setting that cannot be used."""

    code = "settings"


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings.

    `store` holds the published packages; `data` the catalogue, the index and whatever else is derived or in work;
    `catalogue_url` is SQLAlchemy's address of the catalogue, by default a SQLite file in `data`.
    """

    store: Path = Path("datapackages")
    data: Path = Path("var")
    site_name: str = "明账"
    catalogue_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000

    @property
    def index(self) -> Path:
        """The folder of the search index."""
        return self.data / "index"

    @property
    def pictures(self) -> Path:
        """The folder of pictures of sources' pages."""
        return self.data / "pages"


def load_settings(
    options: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] = os.environ,
    config_file: Path | None = None,
) -> Settings:
    """Gather the settings.

    Args:
        options: what was given on the command line; None values count as not given.
        environment: environment variables, `MINGZHANG_STORE` and the others.
        config_file: a TOML file; by default the one that `MINGZHANG_CONFIG` names, or `mingzhang.toml` here.

    Raises:
        SettingsError: the file cannot be read, or a value is of the wrong kind.
    """
    path = config_file or Path(environment.get("MINGZHANG_CONFIG", CONFIG_FILE))
    values: dict[str, Any] = _read_file(path, required=config_file is not None or "MINGZHANG_CONFIG" in environment)
    values |= {key: environment[name] for key, name in _VARIABLES.items() if environment.get(name)}
    values |= {key: value for key, value in (options or {}).items() if value is not None}
    return _build(values)


def _read_file(path: Path, *, required: bool) -> dict[str, Any]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        if required:
            raise SettingsError(f"找不到配置文件 {path}：请检查路径。") from error
        return {}
    except OSError as error:
        raise SettingsError(f"配置文件 {path} 打不开（{explain_os_error(error)}）：请检查路径和权限。") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"配置文件 {path} 读不懂：不是 UTF-8 文本，请另存为 UTF-8。") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"第 {line[1]} 行" if line else "文件末尾"
        raise SettingsError(
            f'配置文件 {path} 读不懂：{where}不合 TOML 格式，请改正，如 port = 9000、store = "datapackages"。'
        ) from error
    unknown = set(content) - set(_VARIABLES)
    if unknown:
        raise SettingsError(f"配置文件 {path} 有不认识的设置：{'、'.join(sorted(unknown))}。")
    return content


def _build(values: Mapping[str, Any]) -> Settings:
    made = dict(values)
    for key in ("store", "data"):
        if key in made:
            made[key] = Path(made[key])
    if "port" in made:
        made["port"] = _parse_port(made["port"])
    return Settings(**made)


def _parse_port(value: Any) -> int:
    """A port; 0 lets the system choose one."""
    try:
        port = int(value)
    except (TypeError, ValueError) as error:
        raise SettingsError(f"端口“{value}”不是数字：请写 1 到 65535 之间的数字。") from error
    if not 0 <= port <= 65535:
        raise SettingsError(f"端口 {port} 超出范围：请写 1 到 65535 之间的数字。")
    return port
