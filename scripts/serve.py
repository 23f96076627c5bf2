"""Serves one folder of report pages to a browser on this machine, and to nobody else."""

from __future__ import annotations

import argparse
import signal
import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

HOST = "127.0.0.1"


class ReportPages(SimpleHTTPRequestHandler):
    """Answers for the files of one folder; lists none, and says nothing while all is well."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".html": "text/html; charset=utf-8"}

    def parse_request(self) -> bool:
        """Refuses a page of another site that calls this machine by a name of its own (DNS rebinding)."""
        if not super().parse_request():
            return False
        name = self.headers.get("Host", "").rsplit(":", 1)[0]
        if name in {HOST, "localhost"}:
            return True
        self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        return False

    def end_headers(self) -> None:
        """The page is screened anew by every `make demo`, so the browser keeps none."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def list_directory(self, path: object) -> None:  # noqa: ARG002 - the signature is the standard library's
        """A folder without index.html is not found."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Keeps the terminal for the address; errors are still logged."""


def port_number(text: str) -> int:
    """A port from 0 (any free one) to 65535."""
    port = int(text)
    if not 0 <= port <= 65535:
        raise ValueError(text)
    return port


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main() -> int:
    """Serves until Ctrl-C; 2 when the folder or the port cannot be used."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=port_number, default=8000, help="0 takes any free port")
    parser.add_argument("--probe", action="store_true", help="only say whether the port can be had")
    asked = parser.parse_args()
    if not asked.probe and not (asked.folder / "index.html").is_file():
        print(f"没有可看的报告 No report page there: {asked.folder / 'index.html'}", file=sys.stderr)
        return 2
    try:
        server = ThreadingHTTPServer((HOST, asked.port), partial(ReportPages, directory=str(asked.folder)))
    except OSError as failure:
        print(f"端口 {asked.port} 不可用，请换一个，例如 PORT={asked.port + 1}", file=sys.stderr)
        print(f"Port {asked.port} cannot be used ({failure.strerror}); try another PORT=", file=sys.stderr)
        return 2
    with server:
        if asked.probe:
            return 0
        # SIGINT too: a shell that starts a program in the background lets it ignore Ctrl-C.
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, _stop)
        address = f"http://{HOST}:{server.server_port}/"
        print(f"筛查结果已可查看：{address} （按 Ctrl-C 结束）")
        print(f"The screening is ready to read: {address} (Ctrl-C ends)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
