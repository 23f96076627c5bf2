"""In whatever order moves are tried, a job stands in no contradictory state, and the database would refuse one."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from hypothesis import given, settings
from hypothesis import strategies as st

from bureau.jobs.lifecycle import ATTEMPTS, FINALS, HELD, MOVES, JobState
from bureau.jobs.models import Job
from bureau.kernel import clock

pytestmark = [pytest.mark.django_db, pytest.mark.db]
SOME_TIME = clock.read_moment("2022-06-20")


def waiting() -> Job:
    job = Job(kind="k", title="t", asked_by_name="n", created_at=clock.now(), queued_at=clock.ticking())
    job.save(force_insert=True)
    return job


def fields_of(move: str) -> dict[str, object]:
    """What the code sets with each move."""
    over: dict[str, object] = {"claim": "", "ended_at": clock.now()}
    known: dict[str, dict[str, object]] = {
        "claim_job": {
            "claim": uuid.uuid4().hex,
            "heartbeat_at": clock.ticking(),
            "attempt": F("attempt") + 1,
        },
        "fail_job": {**over, "error_number": "E-0001", "failure": "x"},
        "ask_to_stop": {},
        "cancel_waiting": {"ended_at": clock.now()},
        "requeue_job": {"claim": ""},
    }
    return known.get(move, over)


@settings(max_examples=60)
@given(moves=st.lists(st.sampled_from(sorted(MOVES)), max_size=12))
def test_no_contradictory_state_is_reached(moves: list[str]) -> None:
    job = waiting()
    for move in moves:
        if move == "claim_job" and job.attempt == ATTEMPTS:
            continue  # rescue gives it up instead of queueing it
        before = job.state
        moved = Job.objects.filter(pk=job.pk).moved(move, **fields_of(move))
        job.refresh_from_db()
        assert moved == (before in MOVES[move].sources)
        assert job.state == (MOVES[move].target if moved else before)
        assert (job.claim != "") == (job.state in HELD)
        assert (job.ended_at is not None) == (job.state in FINALS)
        assert (job.error_number != "") == (job.state == "failed")


def test_every_state_is_reached_and_finals_are_dead_ends() -> None:
    assert {step.target for step in MOVES.values()} | {"queued"} == set(JobState.values)
    assert {source for step in MOVES.values() for source in step.sources}.isdisjoint(FINALS)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost"},
        {"state": "running"},
        {"state": "done"},
        {"ended_at": SOME_TIME},
        {"claim": "x"},
        {"error_number": "E-1"},
        {"state": "failed", "ended_at": SOME_TIME},
        {"attempt": ATTEMPTS + 1},
    ],
    ids=str,
)
def test_the_database_refuses_contradictions(wrong: dict[str, object]) -> None:
    job = waiting()
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**wrong)
