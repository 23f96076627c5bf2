"""Runs the server; Ctrl-C ends it in good order."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

BUSY = "端口 {port} 已被占用，换一个：--port {other}\nPort {port} is in use; take another: --port {other}"
TARGET = "bureau.console.wsgi:application"


def serve(host: str, port: int) -> int:
    """Serve until told to end; the exit status."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            sys.stderr.write(BUSY.format(port=port, other=port + 1) + "\n")
            return 2
    server = Path(sys.executable).with_name("granian")
    options = [
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--workers",
        "1",
        "--blocking-threads",
        "4",
    ]
    command = [str(server), *options, "--no-ws", "--log-level", "warning", TARGET]
    process = subprocess.Popen(command, env=dict(os.environ))  # noqa: S603 - our own server
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        return 0
