"""The demonstration's server: one folder, this machine only, a clear word when it cannot."""

from __future__ import annotations

import http.client
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.house.project import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SERVE = [sys.executable, str(ROOT / "scripts" / "serve.py")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    served = tmp_path / "report"
    (served / "empty").mkdir(parents=True)
    (served / "index.html").write_text("<p>筛查</p>", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("not served", encoding="utf-8")
    return served


@contextmanager
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The server in a process of its own, on any free port."""
    with subprocess.Popen([*SERVE, str(folder), "--port", "0"], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())
            assert address is not None
            yield process, int(address[1])
        finally:
            process.kill()


def ask(port: int, path: str, host: str | None = None) -> tuple[int, bytes]:
    """Status and body of one answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"Host": host or f"127.0.0.1:{port}"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@pytest.mark.loopback
def test_it_serves_the_folder_and_nothing_else(folder: Path) -> None:
    with serving(folder) as (_, port):
        assert ask(port, "/") == (200, "<p>筛查</p>".encode())
        assert ask(port, "/../secret.txt")[0] == 404
        assert ask(port, "/%2e%2e/secret.txt")[0] == 404
        assert ask(port, "/empty/")[0] == 404
        assert ask(port, "/", host="elsewhere.example")[0] == 421


@pytest.mark.loopback
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly(folder: Path, ending: signal.Signals) -> None:
    with serving(folder) as (process, port):
        ask(port, "/")
        process.send_signal(ending)
        assert process.wait(timeout=10) == 0


@pytest.mark.loopback
def test_a_taken_port_is_one_clear_message(folder: Path) -> None:
    with serving(folder) as (_, port):
        second = subprocess.run(
            [*SERVE, str(folder), "--port", str(port)], capture_output=True, text=True, check=False
        )
        probe = subprocess.run([*SERVE, str(folder), "--port", str(port), "--probe"], check=False)
    assert (second.returncode, probe.returncode) == (2, 2)
    assert str(port) in second.stderr
    assert "Traceback" not in second.stderr


def test_a_folder_without_a_page_is_one_clear_message(tmp_path: Path) -> None:
    tried = subprocess.run([*SERVE, str(tmp_path)], capture_output=True, text=True, check=False)
    assert tried.returncode == 2
    assert "index.html" in tried.stderr
    assert "Traceback" not in tried.stderr
