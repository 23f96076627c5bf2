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

from tests.console.test_serve import free_port, serving, started
from tests.house.project import ROOT
from tests.processes import copied_to
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


def let_begin(program: subprocess.Popen[str], word: object = "") -> None:
    """Let a program begin that waits for a line."""
    assert program.stdin is not None
    program.stdin.write(f"{word}\n")
    program.stdin.flush()


def be_ready(*programs: subprocess.Popen[str]) -> None:
    """Wait until they stand ready to begin."""
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"


def ending(worker: subprocess.Popen[str]) -> Standing:
    """What stands when a worker that was started to finish has done so."""
    let_begin(worker)
    said: Standing = json.loads(finished(worker).splitlines()[-1])
    return said


def compared(standing: Standing) -> Standing:
    return {name: value for name, value in standing.items() if name not in OF_THIS_RUN}


#: Two results without a raw record, and what the institution says of itself, which the registry has otherwise.
HITS = 3


def wrong_in(standing: Standing) -> dict[str, Any]:
    return {name: standing[name] for name in WRONG if standing[name]}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, migrated: dict[str, str]) -> Office:
    """A ledger was taken and screened, and another one waits to be checked."""
    office = Office(copied_to(tmp_path_factory.mktemp("prepared") / "copy", migrated))
    finished(office.program("hand-in", "first"))
    assert len(office.finish()["hits"]) == HITS
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
    disturbed = number = 0
    # On a machine that is shared a worker may be faster than the one that was timed: then more rounds are played.
    while number < ROUNDS or (disturbed < ROUNDS // 2 and number < 3 * ROUNDS):
        moment = reference["seconds"] * (number % ROUNDS + drawn.random()) / ROUNDS
        office = prepared.copy(tmp_path / f"{number}")
        first, second = office.program("work"), office.program("finish")
        be_ready(first, second)
        let_begin(first)
        time.sleep(moment)
        first.kill()
        first.communicate()
        standing = ending(second)
        which = f"round {number}, killed after {moment:.3f} s; MINGJIAN_KILL_SEED={SEED}"
        assert wrong_in(standing) == {}, which
        assert compared(standing) == compared(reference), which
        disturbed += any(attempt > 1 for _kind, attempt in standing["attempts"])
        number += 1
    assert disturbed >= ROUNDS // 2, "most moments fell into the work"


def test_a_run_that_is_cancelled_writes_nothing_and_one_after_it_says_the_same(
    prepared: Office, reference: Standing, tmp_path: Path
) -> None:
    office = prepared.copy(tmp_path / "copy")
    worker, canceller = office.program("finish"), office.program("await", "ledger.screen", "cancel")
    be_ready(worker, canceller)
    let_begin(canceller)
    standing = ending(worker)
    assert finished(canceller) == ""
    assert set(wrong_in(standing)) <= {"unnamed"}, "what was joined and not pinned is swept a day later"
    assert json.loads(standing["runs"][-1])[1] == "run_cut_short"
    assert len(standing["hits"]) == HITS
    assert_another_run_says_the_same(office, reference)


def test_a_worker_killed_when_its_run_was_cancelled_leaves_nothing_that_waits(
    prepared: Office, reference: Standing, tmp_path: Path
) -> None:
    office = prepared.copy(tmp_path / "copy")
    worker, canceller = office.program("work"), office.program("await", "ledger.screen", "cancel", "kill")
    be_ready(worker, canceller)
    let_begin(canceller, worker.pid)
    let_begin(worker)
    assert finished(canceller) == ""
    worker.communicate()
    standing = office.finish()
    assert set(wrong_in(standing)) <= {"unnamed", "folders"}, "both are cleared by rounds"
    assert [json.loads(row)[2] for row in standing["jobs"]].count("cancelled") == 1
    assert len(standing["hits"]) == HITS
    assert_another_run_says_the_same(office, reference)


def assert_another_run_says_the_same(office: Office, reference: Standing) -> None:
    """One that is started by hand after the round that tidies up; its number, and those of its joins, are others."""
    finished(office.program("again"))
    standing = office.finish()
    states = [json.loads(row)[1] for row in standing["runs"]]
    assert states == ["run_screened", "run_cut_short", "run_screened"]
    assert wrong_in(standing) == {}
    hits, expected = ([json.loads(row)[:-2] for row in one["hits"]] for one in (standing, reference))
    assert hits == expected
    for rows in ("handins", "parts", "tables"):
        assert standing[rows] == reference[rows]


def test_a_server_that_is_stopped_in_good_order_goes_on_when_it_is_started_again(
    prepared: Office, reference: Standing, tmp_path: Path
) -> None:
    office = prepared.copy(tmp_path / "copy")
    surroundings = office.environment | {"MINGJIAN_LANG": "en"}
    ender, watcher = office.program("await", "ledger.check", "end"), office.program("await", "-")
    be_ready(ender, watcher)
    with started(surroundings, free_port()) as server:
        # At once: its worker may be through with the check before the pages are open.
        let_begin(ender, server.pid)
        assert server.wait(timeout=60) == 0
    assert finished(ender) == ""
    standing = json.loads(finished(office.program("look")))
    assert [json.loads(row)[2] for row in standing["jobs"]].count("queued") == 1
    assert wrong_in(standing) == {}
    with serving(surroundings, free_port()) as server:
        let_begin(watcher)
        assert finished(watcher) == ""
        server.terminate()
        assert server.wait(timeout=60) == 0
    standing = json.loads(finished(office.program("look")))
    assert standing["attempts"] == reference["attempts"], "a stop that was planned is no attempt"
    assert wrong_in(standing) == {}
    assert compared(standing) == compared(reference)
