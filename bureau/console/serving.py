"""Runs the pages and one worker side by side, starts the worker again if it dies, and ends both in good order."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from bureau.console.commands.phrases import FAILED, UNUSABLE, Phrase, tell

TAKEN = Phrase(
    "端口 {port} 已被占用，换一个：--port {other}",
    "Port {port} is in use; take another: --port {other}",
)
NO_SUCH_HOST = Phrase(
    "本机没有 {host} 这个地址。",
    "This machine has no address {host}.",
)
OPEN = Phrase("打开 {address} ，按 Ctrl-C 结束。", "Open {address} ; Ctrl-C ends it.")
ENDED = Phrase("页面服务意外结束，详见上文。", "The pages ended by themselves; see above.")
AGAIN = Phrase("后台任务进程意外结束，重新启动。", "The worker ended by itself; it is started again.")
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 20.0  # seconds for requests and the present step of a job to end
PAUSES = (1.0, 2.0, 5.0, 15.0, 60.0)
DIE_WITH_PARENT = 1  # prctl's PR_SET_PDEATHSIG


def serve(host: str, port: int, *, say: Callable[[Phrase], None] = tell) -> int:
    """Serve until told to end; the exit status."""
    fault = _unfit(host, port)
    if fault is not None:
        click.echo(str(fault), err=True)
        return UNUSABLE
    with _told_to_end() as end:
        web, worker = Child(_web(host, port)), Child(_worker())
        try:
            if _answers(web, host, port, end):
                say(OPEN.with_(address=_address(host, port)))
            return _watch(web, worker, end)
        finally:
            _end(web, worker)


class Child:
    """One process of ours in a session of its own, so that Ctrl-C reaches us alone and we end it in order."""

    def __init__(self, command: list[str]) -> None:
        self.command = command
        self.process = self._started()
        self.deaths = 0
        self.again_at = 0.0

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - our own programs
            self.command,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - no other thread runs here that could hold a lock
        )

    def alive(self) -> bool:
        """Whether it runs."""
        return self.process.poll() is None

    def revive(self) -> None:
        """Start it again if it died, after a pause that grows."""
        if self.alive():
            return
        if not self.again_at:
            self.again_at = time.monotonic() + PAUSES[min(self.deaths, len(PAUSES) - 1)]
            self.deaths += 1
        elif time.monotonic() >= self.again_at:
            self.again_at = 0.0
            click.echo(str(AGAIN), err=True)
            self.process = self._started()


def _watch(web: Child, worker: Child, end: threading.Event) -> int:
    while not end.wait(0.2):
        if not web.alive():
            click.echo(str(ENDED), err=True)
            return FAILED
        worker.revive()
    return 0


def _end(*children: Child) -> None:
    """Ask each to end, wait, and insist."""
    for child in children:
        if child.alive():
            child.process.terminate()
    until = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()


def _web(host: str, port: int) -> list[str]:
    """A process for each core, four at most; threads wait for the database, so each has a few."""
    processes = str(max(1, min(4, os.cpu_count() or 1)))
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": processes,
        "--blocking-threads": "4",
        "--workers-kill-timeout": "10",
        "--log-level": "warning",
    }
    listed = [word for pair in options.items() for word in pair]
    target = "bureau.console.wsgi:application"
    return [sys.executable, "-m", "granian", *listed, "--no-ws", "--respawn-failed-workers", target]


def _worker() -> list[str]:
    return [sys.executable, "-m", "bureau.console.commands.worker"]


def _unfit(host: str, port: int) -> Phrase | None:
    """Why nothing can listen there, or None."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except socket.gaierror:
        return NO_SUCH_HOST.with_(host=host)
    except OSError as error:
        if error.errno == 99:  # EADDRNOTAVAIL
            return NO_SUCH_HOST.with_(host=host)
        return TAKEN.with_(port=port, other=port + 1)
    return None


def _answers(web: Child, host: str, port: int, end: threading.Event) -> bool:
    """Wait until the pages answer; False if they end before."""
    while web.alive() and not end.wait(0.1):
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            continue
        return True
    return False


@contextmanager
def _told_to_end() -> Iterator[threading.Event]:
    """An event that is set when somebody presses Ctrl-C or the system ends us; the handlers before come back after."""
    end = threading.Event()
    before = {number: signal.getsignal(number) for number in ENDING}
    for number in ENDING:
        signal.signal(number, lambda *_: end.set())
    try:
        yield end
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _die_with_parent() -> None:
    """On Linux a child is told to end when we are killed without a word, so that the port is free again."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def _address(host: str, port: int) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/"
