"""Legacy Word files (.doc, .wps, .rtf) made .docx by LibreOffice, which reads them as Word does.

LibreOffice runs apart: in a folder and with a profile of its own that are gone afterwards, without macros, links and
network, within bounds of time, memory and disk, and whatever it started ends with it.
"""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from ingest.errors import UnreadableSourceError, UnsupportedFormatError
from ingest.os_errors import explain_os_error

RTF = "Rich Text Format"  # LibreOffice's name of its filter
_COMMANDS = ("soffice", "libreoffice")
# Where its own installers put it without making it a command.
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
)
_SECONDS = 30  # an ordinary file takes two, on a machine busy with others ten
_KIBIBYTES = 4 * 2**20  # of address space; ordinary files take half
_MOST_OUTPUT = 128 * 2**20
_BLOCK = 512  # bytes in which a shell counts the size of files
_MISSING = (
    "读取旧版 Word 文件（.doc、.wps、.rtf）需要 LibreOffice，这台机器上没有找到：Debian、Ubuntu 请运行"
    " apt-get install --no-install-recommends libreoffice-writer-nogui，Fedora 请安装 libreoffice-writer，macOS、Windows"
    " 请从 LibreOffice 官网安装；装在别处的，把 soffice 的路径写进 MINGZHANG_SOFFICE。或者用 Word、WPS 另存为 .docx 再导入。"
)
_DAMAGED = "Word 文件已损坏，LibreOffice 打不开：请用 Word 或 WPS 打开，另存为 .docx 再导入。"
_TOO_LONG = "Word 文件过于复杂，转换它的时间过长：请用 Word 或 WPS 打开，另存为 .docx 再导入。"
# Limits that the program inherits; a system that lacks one goes without it. `$0` and the others come from outside.
_BOUNDED = 'ulimit -v "$0" 2>/dev/null; ulimit -t "$1" 2>/dev/null; ulimit -f "$2" 2>/dev/null; shift 2; exec "$@"'
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    # What would still be fetched is asked of a proxy that is not there.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def convert_to_docx(content: bytes, kind: str, soffice: str | None = None) -> bytes:
    """Return a legacy Word file as .docx.

    Args:
        content: the file.
        kind: LibreOffice's filter for it, by name: a damaged file must not be read as the text that its bytes spell.
        soffice: the program, where it is no command of the machine.

    Raises:
        UnsupportedFormatError: LibreOffice is not installed.
        UnreadableSourceError: it cannot read the file, or not within bounds.
    """
    program = find_soffice(soffice)
    # A process of the group that is still dying may keep the folder busy; that must not cost the report.
    with TemporaryDirectory(prefix="mingzhang-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, made = folder / "source.bin", folder / "made" / "source.docx"
        source.write_bytes(content)
        _make_profile(folder / "profile")
        _run(program, folder, kind)
        try:
            converted = made.read_bytes()
        except FileNotFoundError as error:
            raise UnreadableSourceError(_DAMAGED) from error
    return converted


def find_soffice(soffice: str | None = None) -> str:
    """The path of the program.

    Args:
        soffice: path or command that the operator named; else the usual commands and places.

    Raises:
        UnsupportedFormatError: it is not there, with what to install.
    """
    if soffice:
        found = which(soffice)
        if found is None:
            raise UnsupportedFormatError(
                f"设置 soffice（MINGZHANG_SOFFICE）指向的 {soffice} 不是可以运行的程序：请改正。"
            )
        return found
    for command in _COMMANDS:
        if found := which(command):
            return found
    for pattern in _PLACES:
        for path in sorted(Path("/").glob(pattern.removeprefix("/"))):
            if os.access(path, os.X_OK):
                return str(path)
    raise UnsupportedFormatError(_MISSING)


def _make_profile(profile: Path) -> None:
    user = profile / "user"
    user.mkdir(parents=True)
    items = "\n".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    (user / "registrymodifications.xcu").write_text(_PROFILE.format(items=items), encoding="utf-8")


def _run(program: str, folder: Path, kind: str) -> None:
    """Convert `source.bin` of the folder into its folder `made`."""
    command = [
        *("/bin/sh", "-c", _BOUNDED, str(_KIBIBYTES), str(_SECONDS), str(_MOST_OUTPUT // _BLOCK), program),
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        f"--infilter={kind}",
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "made"), str(folder / "source.bin")),
    ]
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LC_ALL": "C.UTF-8",
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }
    try:
        process = subprocess.Popen(  # noqa: S603  (the operator's program, with arguments of ours)
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise UnsupportedFormatError(f"LibreOffice（{program}）不能运行：{explain_os_error(error)}。") from error
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise UnreadableSourceError(_TOO_LONG) from error
    finally:
        # The program is a script that starts others; all of them are of its group, and none outlives the conversion.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
