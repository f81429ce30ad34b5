"""Where the portal's own files lie, in a checkout and once installed."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def templates_folder() -> Path:
    """`portal/templates` in an installed distribution, `templates` beside the packages in a checkout."""
    installed = _HERE / "templates"
    return installed if installed.is_dir() else _HERE.parent / "templates"


def static_folder() -> Path:
    """Style sheet and images."""
    return _HERE / "static"
