"""Listening for browsers; where that cannot be, a sentence that says why."""

import errno
from typing import Any

from flask import Flask

from ingest.os_errors import explain_os_error
from ingest.settings import Settings, SettingsError

_THREADS = 8
_REASONS = {
    errno.EADDRINUSE: "端口 {port} 已被另一个程序占用：请停下那个程序，或换一个端口（mingzhang 用 --port 9000，make 用 make run PORT=9000）。",
    errno.EACCES: "没有权限使用端口 {port}：请换一个 1024 以上的端口（mingzhang 用 --port 9000，make 用 make run PORT=9000）。",
    errno.EADDRNOTAVAIL: "这台机器没有地址 {host}：请改正 --host；只在本机用写 127.0.0.1，让别的机器也能访问写 0.0.0.0。",
}
_OTHER_REASON = "不能在 {host} 的端口 {port} 上启动网站（{reason}）：请用 --host、--port 换一个地址或端口。"
_BAD_HOST = "监听地址“{host}”不对：请改正 --host；只在本机用写 127.0.0.1，让别的机器也能访问写 0.0.0.0。"


def open_server(app: Flask, settings: Settings) -> tuple[Any, str]:
    """Return waitress's server, which listens but does not answer yet, and the address to show.

    Raises:
        SettingsError: host or port cannot be listened on.
    """
    from waitress.server import create_server

    try:
        server = create_server(app, host=settings.host, port=settings.port, threads=_THREADS)
    except ValueError as error:
        raise SettingsError(_BAD_HOST.format(host=settings.host)) from error
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, _OTHER_REASON)
        raise SettingsError(
            reason.format(host=settings.host, port=settings.port, reason=explain_os_error(error))
        ) from error
    return server, f"http://{_in_address(settings.host)}:{_port(server)}/"


def _in_address(host: str) -> str:
    """A host as it stands in an address: one of IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


def _port(server: Any) -> int:
    """The port, also where the system chose it; a name with several addresses has a server for several sockets."""
    port: int = server.effective_listen[0][1] if hasattr(server, "effective_listen") else server.effective_port
    return port
