"""mingjian serve on a new installation: it starts, answers, works and ends; what can be mended is one sentence."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.console.conftest import MINGJIAN
from tests.house.project import ROOT
from tests.processes import copied_to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.console.conftest import Run

PATIENCE = 90


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def started(surroundings: dict[str, str], port: int) -> subprocess.Popen[str]:
    """`mingjian serve` in a process of its own, which may not be open yet."""
    return subprocess.Popen(
        [*MINGJIAN, "serve", "--port", str(port)],
        env=surroundings,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


@contextmanager
def serving(surroundings: dict[str, str], port: int) -> Iterator[subprocess.Popen[str]]:
    """`mingjian serve` in a process of its own, once it says where it is open."""
    with started(surroundings, port) as process:
        try:
            assert process.stdout is not None
            said = [process.stdout.readline()]
            while said[-1] and "Open http" not in said[-1]:
                said.append(process.stdout.readline())
            assert f"http://127.0.0.1:{port}/" in said[-1]
            yield process
        finally:
            process.kill()


def ask(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def health(port: int, wanted: str = "ok") -> dict[str, object]:
    """What /healthz says, once it says what is wanted."""
    until = time.monotonic() + PATIENCE
    while True:
        said: dict[str, object] = json.loads(ask(port, "/healthz")[1])
        if said["status"] == wanted or time.monotonic() > until:
            return said
        time.sleep(0.3)


def children(pid: int) -> list[int]:
    path = f"/proc/{pid}/task/{pid}/children"
    with open(path, encoding="ascii") as file:  # noqa: PTH123 - a file of the kernel
        return [int(word) for word in file.read().split()]


def closed(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return True
    return False


@pytest.mark.full
@pytest.mark.db
@pytest.mark.loopback
def test_a_new_installation_is_served(surroundings: dict[str, str], mingjian: Run) -> None:
    port = free_port()
    with serving(surroundings, port) as process:
        assert health(port)["status"] == "ok"
        assert ask(port, "/login/")[0] == 200
        assert ask(port, "/jobs/")[0] == 302
        second = mingjian("serve", "--port", str(port))
        assert (second.returncode, second.stdout) == (2, "")
        assert second.stderr == f"Port {port} is in use; take another: --port {port + 1}\n"
        lost = mingjian("serve", "--port", str(port + 1), "--host", "192.0.2.7")
        assert (lost.returncode, lost.stderr) == (2, "This machine has no address 192.0.2.7.\n")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
        assert closed(port)
    verified = mingjian("trail", "verify")
    assert verified.returncode == 0, verified.stderr
    with serving(surroundings, port) as process:  # nothing to bring up to date the second time
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0


@pytest.mark.full
@pytest.mark.loopback
def test_a_worker_that_dies_is_started_again_and_nothing_outlives_the_server(
    migrated: dict[str, str], tmp_path: Path
) -> None:
    surroundings, port = copied_to(tmp_path / "copy", migrated) | {"MINGJIAN_LANG": "en"}, free_port()
    with serving(surroundings, port) as process:
        health(port)
        worker = next(pid for pid in children(process.pid) if "commands.worker" in command(pid))
        os.kill(worker, signal.SIGKILL)
        until = time.monotonic() + PATIENCE
        while not (
            again := [
                pid for pid in children(process.pid) if pid != worker and "commands.worker" in command(pid)
            ]
        ):
            assert time.monotonic() < until
            time.sleep(0.2)
        process.kill()
        process.wait()
        until = time.monotonic() + PATIENCE
        while not closed(port) or running(again[0]):
            assert time.monotonic() < until
            time.sleep(0.2)


def command(pid: int) -> str:
    with open(f"/proc/{pid}/cmdline", encoding="utf-8") as file:  # noqa: PTH123 - a file of the kernel
        return file.read()


def running(pid: int) -> bool:
    try:
        return bool(command(pid))
    except OSError:
        return False


@pytest.mark.loopback
def test_what_can_be_mended_is_one_sentence(mingjian: Run, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_text("a file, not a folder", encoding="utf-8")
    faults = {
        "folder of data cannot be written": mingjian("serve", MINGJIAN_DATA=str(plain / "x")),
        "setting cannot be read": mingjian("trail", "head", MINGJIAN_NOW="midsummer"),
        "out of reach": mingjian(
            "serve", DATABASE_URL="postgresql://nobody@127.0.0.1:9/none?connect_timeout=3"
        ),
        "run mingjian serve first": mingjian("worker"),
    }
    for said, done in faults.items():
        assert done.returncode == 2, (said, done.stderr)
        assert said in done.stderr
        assert "Traceback" not in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
