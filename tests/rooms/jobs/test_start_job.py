"""A job is asked for and brought to its end, with progress, checkpoint, result, or a sentence and a number."""

from __future__ import annotations

import logging
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.test import override_settings

from bureau.jobs import beside
from bureau.jobs.kinds import UnknownKindError, job
from bureau.jobs.models import Job
from bureau.jobs.running import JobRun, run_job
from bureau.jobs.selectors import as_told
from bureau.jobs.services import start_job
from bureau.kernel.access import TheProgram
from bureau.kernel.refusals import NotNow
from bureau.trail.models import Entry

if TYPE_CHECKING:
    from tests.cast import MakeOfficer
    from tests.rooms.jobs.working import Declare

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_it_runs_and_leaves_its_result(kind: Declare, officer: MakeOfficer) -> None:
    seen: list[Any] = []

    def work(run: JobRun, *, rows: int) -> dict[str, int]:
        run.step(0, rows, "reading")
        run.step(rows, rows, "read")
        seen.append(run.by)
        return {"rows": rows}

    by = officer()
    found = start_job(kind(work), title="Import", arguments={"rows": 3}, by=by)
    assert (found.state, found.result, found.done, found.total, found.sentence) == (
        "done",
        {"rows": 3},
        3,
        3,
        "read",
    )
    assert (found.asked_by, found.unit, found.attempt, found.claim) == (by, by.jurisdiction, 1, "")
    assert found.ended_at
    assert seen == [by]
    assert Entry.objects.filter(move="start_job", reference=found.reference, actor=by.username).exists()


def test_the_program_asks_too(kind: Declare) -> None:
    found = start_job(kind(lambda run: {"by": run.by.trail_name}), title="x", arguments={}, by=TheProgram())
    assert (found.state, found.result, found.asked_by, found.asked_by_name) == (
        "done",
        {"by": "program"},
        None,
        "program",
    )


def test_a_fault_gives_a_number_that_the_log_has(kind: Declare, caplog: pytest.LogCaptureFixture) -> None:
    def work(run: JobRun) -> None:
        raise ZeroDivisionError("the inside")

    with caplog.at_level(logging.ERROR):
        found = start_job(kind(work), title="x", arguments={}, by=TheProgram())
    assert found.state == "failed"
    assert found.error_number in found.failure
    assert "the inside" not in found.failure
    assert found.error_number in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_a_refusal_is_what_the_person_reads(kind: Declare) -> None:
    def work(run: JobRun) -> None:
        raise NotNow("The roster has no column of names. Add one.")

    found = start_job(kind(work), title="x", arguments={}, by=TheProgram())
    assert (found.state, found.failure) == ("failed", "The roster has no column of names. Add one.")
    assert found.error_number.startswith("E-")


def test_a_result_that_does_not_fit_is_a_fault(kind: Declare) -> None:
    found = start_job(kind(lambda _: {"row": object()}), title="x", arguments={}, by=TheProgram())
    assert found.state == "failed"


def test_unknown_work_and_unfit_arguments_are_not_queued(kind: Declare) -> None:
    with pytest.raises(UnknownKindError):
        start_job("nobody.does", title="x", arguments={}, by=TheProgram())
    with pytest.raises(TypeError):
        start_job(kind(lambda _: None), title="x", arguments={"row": object()}, by=TheProgram())
    assert not Job.objects.exists()


def test_a_kind_is_declared_once(kind: Declare) -> None:
    kind(lambda _: None)
    with pytest.raises(ValueError, match="two rooms"):
        job("test.work")(lambda _: None)


def test_what_has_ended_is_not_run_again(kind: Declare) -> None:
    runs: list[int] = []
    found = start_job(kind(lambda _: runs.append(1)), title="x", arguments={}, by=TheProgram())
    run_job(found.pk)
    assert runs == [1]


def test_progress_is_not_written_at_every_step(kind: Declare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bureau.jobs.running.STEP_SECONDS", 3600.0)
    seen: list[str] = []

    def work(run: JobRun) -> None:
        for number in range(1, 4):
            run.step(number, 4, str(number))
            seen.append(Job.objects.get(pk=run.key).sentence)
        run.step(4, 4, "4")

    found = start_job(kind(work), title="x", arguments={}, by=TheProgram())
    assert seen == ["1", "1", "1"]
    assert found.sentence == "4"


def test_inside_a_transaction_pages_are_told_beside_the_database(kind: Declare) -> None:
    seen: list[tuple[int, int, str]] = []

    def work(run: JobRun) -> None:
        run.step(0, 9, "begun")
        run.within(4, 9, "inside")
        stored = Job.objects.get(pk=run.key)
        assert (stored.done, stored.sentence) == (0, "begun"), "nothing of it is in the transaction"
        told = as_told(stored)
        seen.append((told.done, told.total, told.sentence))
        beside.tell(run.key, beside.Far("of another worker", 1, 9, "old"))
        other = as_told(Job.objects.get(pk=run.key))
        seen.append((other.done, other.total, other.sentence))
        run.step(9, 9, "over")

    found = start_job(kind(work), title="x", arguments={}, by=TheProgram())
    assert seen == [(4, 9, "inside"), (0, 9, "begun")]
    assert beside.told(found.pk) is None, "it is gone with the work"
    assert as_told(Job.objects.get(pk=found.pk)).sentence == "over"


def test_progress_that_cannot_be_written_or_read_stops_nothing(kind: Declare, tmp_path: Path) -> None:
    key = uuid.uuid4()
    assert beside.told(key) is None
    with override_settings(DATA=tmp_path / "a-file"):
        (tmp_path / "a-file").write_text("no folder")
        beside.tell(key, beside.Far("c", 1, 2, "s"))
        assert beside.told(key) is None
    with override_settings(DATA=tmp_path):
        beside.tell(key, beside.Far("c", 1, 2, "s"))
        next((tmp_path / "progress").iterdir()).write_text("[1]")
        assert beside.told(key) is None


def test_a_job_that_is_rolled_back_was_never_asked_for(kind: Declare) -> None:
    from django.db import transaction

    with pytest.raises(RuntimeError), transaction.atomic():
        start_job(kind(lambda _: None), title="x", arguments={}, by=TheProgram())
        raise RuntimeError
    assert not Job.objects.exists()
