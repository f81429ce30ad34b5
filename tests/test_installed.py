"""The distribution as it is installed elsewhere: its own data files, templates and style sheet come with it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.long
def test_the_wheel_holds_what_the_portal_needs(tmp_path: Path) -> None:
    """Templates, style sheet, vocabulary and schemas are in the wheel, and the application finds them there."""
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", "--wheel-dir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, timeout=300)
    wheel = next(tmp_path.glob("mingzhang-*.whl"))
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(installed)
    assert {
        "portal/templates/home.html",
        "portal/static/style.css",
        "ingest/vocabulary/labels.csv",
        "ingest/schemas/figures.json",
        "ingest/samples/data/regions.csv",
    } <= names
    code = (
        "from ingest.settings import Settings; from pathlib import Path; from portal import create_app;"
        "import portal; assert 'installed' in portal.__file__, portal.__file__;"
        "from portal.catalogue.filling import sync_catalogue; from ingest.store import Store;"
        f"s = Settings(store=Path({str(tmp_path / 'store')!r}), data=Path({str(tmp_path / 'data')!r}));"
        "sync_catalogue(Store(s.store), s);"
        "client = create_app(s).test_client();"
        "assert '收录' in client.get('/').text; assert client.get('/static/style.css').status_code == 200"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=installed, timeout=120)
