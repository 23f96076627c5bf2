"""The worker is killed at twenty random moments of a ledger's way, or stopped: no row is lost, none is there twice.

Every round begins with the same copy of an office to which a ledger was handed in that replaces an earlier one in part,
and must end with exactly what stands after a round that nobody disturbed.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.console.test_serve import free_port, serving
from tests.house.project import ROOT
from tests.processes import copied_to, surroundings_in
from tests.rooms.trail.test_concurrent import finished

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.full, pytest.mark.db, pytest.mark.loopback, pytest.mark.timeout(600)]
ROUNDS = 20
SEED = int(os.environ.get("MINGJIAN_KILL_SEED", "20220620"))
Standing = dict[str, Any]
OF_THIS_RUN = ("seconds", "attempts")
WRONG = ("discrepancies", "missing", "unnamed", "folders")


class Office:
    """One installation, and the programs that are run in it."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment

    def start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *words],
            env=self.environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def program(self, *words: str) -> subprocess.Popen[str]:
        return self.start("-m", "tests.rooms.screening.killing", *words)

    def copy(self, folder: Path) -> Office:
        return Office(copied_to(folder, self.environment))

    def finish(self) -> Standing:
        """What stands when a worker has nothing left to do."""
        return ending(self.program("finish"))


def let_begin(worker: subprocess.Popen[str]) -> None:
    """Let a worker begin that waits for it."""
    assert worker.stdin is not None
    worker.stdin.write("\n")
    worker.stdin.flush()


def be_ready(worker: subprocess.Popen[str]) -> None:
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready\n"


def ending(worker: subprocess.Popen[str]) -> Standing:
    """What stands when a worker that was started to finish has done so."""
    let_begin(worker)
    said: Standing = json.loads(finished(worker).splitlines()[-1])
    return said


def compared(standing: Standing) -> Standing:
    return {name: value for name, value in standing.items() if name not in OF_THIS_RUN}


def wrong_in(standing: Standing) -> dict[str, Any]:
    return {name: standing[name] for name in WRONG if standing[name]}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A ledger was taken and screened, and another one waits to be checked."""
    office = Office(surroundings_in(tmp_path_factory.mktemp("prepared")))
    assert finished(office.start("manage.py", "migrate", "--verbosity", "0")) == ""
    finished(office.program("hand-in", "first"))
    assert len(office.finish()["hits"]) == 2
    finished(office.program("hand-in", "second"))
    return office


@pytest.fixture(scope="module")
def reference(prepared: Office, tmp_path_factory: pytest.TempPathFactory) -> Standing:
    """What stands after a round that nobody disturbed."""
    standing = prepared.copy(tmp_path_factory.mktemp("undisturbed") / "copy").finish()
    assert wrong_in(standing) == {}
    assert standing["attempts"] == [["ledger.check", 1], ["ledger.screen", 1]]
    fresh, gone = (json.loads(standing["runs"][-1])[place] for place in (3, 4))
    assert (fresh > 20, gone) == (True, 1)
    return standing


def test_a_worker_killed_at_any_moment_loses_nothing_and_does_nothing_twice(
    prepared: Office, reference: Standing, tmp_path: Path
) -> None:
    drawn = random.Random(SEED)  # noqa: S311 - moments, not secrets
    disturbed = 0
    for number in range(ROUNDS):
        moment = reference["seconds"] * (number + drawn.random()) / ROUNDS
        office = prepared.copy(tmp_path / f"{number}")
        first, second = office.program("work"), office.program("finish")
        be_ready(first)
        be_ready(second)
        let_begin(first)
        time.sleep(moment)
        first.kill()
        first.communicate()
        standing = ending(second)
        which = f"round {number}, killed after {moment:.3f} s; MINGJIAN_KILL_SEED={SEED}"
        assert wrong_in(standing) == {}, which
        assert compared(standing) == compared(reference), which
        disturbed += any(attempt > 1 for _kind, attempt in standing["attempts"])
    assert disturbed >= ROUNDS // 2, "most moments fell into the work"


def test_a_run_that_is_cancelled_writes_nothing_and_one_after_it_says_the_same(
    prepared: Office, reference: Standing, tmp_path: Path
) -> None:
    office = prepared.copy(tmp_path / "copy")
    worker, canceller = office.program("finish"), office.program("cancel", "ledger.screen")
    be_ready(worker)
    be_ready(canceller)
    let_begin(canceller)
    standing = ending(worker)
    assert finished(canceller) == ""
    assert wrong_in(standing) | {"unnamed": []} == {"unnamed": []}
    assert json.loads(standing["runs"][-1])[1] == "run_cut_short"
    assert len(standing["hits"]) == 2
    finished(office.program("again"))
    later = office.finish()
    assert wrong_in(later) == {}
    assert by_identity(later) == by_identity(reference)


def test_one_who_is_killed_while_asked_to_stop_leaves_a_run_that_is_over(
    prepared: Office, reference: Standing, tmp_path: Path
) -> None:
    office = prepared.copy(tmp_path / "copy")
    first, canceller = office.program("work"), office.program("cancel-and-kill", "ledger.screen")
    be_ready(first)
    be_ready(canceller)
    let_begin(first)
    assert canceller.stdin is not None
    canceller.stdin.write(f"{first.pid}\n")
    canceller.stdin.flush()
    assert finished(canceller) == ""
    first.communicate()
    standing = office.finish()
    assert len(standing["hits"]) == 2
    assert '"cancelled"' in standing["jobs"][-1]
    finished(office.program("again"))
    later = office.finish()
    assert json.loads(later["runs"][-2])[1] == "run_cut_short"
    assert wrong_in(later) == {}
    assert by_identity(later) == by_identity(reference)


def by_identity(standing: Standing) -> list[list[Any]]:
    """The hits without the runs that made them, which have other numbers after one that was stopped."""
    return [json.loads(row)[:-2] for row in standing["hits"]]


def test_a_server_that_is_stopped_in_good_order_goes_on_when_it_is_started_again(
    prepared: Office, reference: Standing, tmp_path: Path
) -> None:
    office = prepared.copy(tmp_path / "copy")
    surroundings = office.environment | {"MINGJIAN_LANG": "en"}
    watcher = office.program("await", "ledger.check")
    be_ready(watcher)
    let_begin(watcher)
    with serving(surroundings, free_port()) as server:
        assert finished(watcher) == ""
        server.terminate()
        assert server.wait(timeout=60) == 0
    watcher = office.program("await", "")
    with serving(surroundings, free_port()) as server:
        be_ready(watcher)
        let_begin(watcher)
        assert finished(watcher) == ""
        server.terminate()
        assert server.wait(timeout=60) == 0
    standing = office.finish()
    assert standing["attempts"] == reference["attempts"], "a stop that was planned is no attempt"
    assert wrong_in(standing) == {}
    assert compared(standing) == compared(reference)
