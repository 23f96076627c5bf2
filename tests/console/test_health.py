"""/healthz says whether the pages can work and how the background does, and nothing of the inside."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError
from django.test import Client

from bureau.console import boot
from bureau.console.views import health
from bureau.jobs.models import Periodic
from bureau.jobs.periodics import beat, run_due_rounds
from bureau.kernel import clock

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def asked() -> tuple[int, dict[str, object]]:
    answer = Client().get("/healthz")
    return answer.status_code, answer.json()


def test_well() -> None:
    beat()
    run_due_rounds()
    status, said = asked()
    assert (status, said["status"], said["late_rounds"]) == (200, "ok", [])
    assert isinstance(said["worker_seconds"], float)
    assert set(said) == {"status", "worker_seconds", "late_rounds"}


def test_a_silent_worker_degrades() -> None:
    run_due_rounds()
    assert asked()[1] == {"status": "degraded", "worker_seconds": None, "late_rounds": []}
    beat()
    Periodic.objects.filter(pk="worker").update(ended_at=clock.ticking() - dt.timedelta(minutes=3))
    status, said = asked()
    assert (status, said["status"]) == (200, "degraded")


def test_a_round_that_stopped_degrades() -> None:
    beat()
    run_due_rounds()
    Periodic.objects.update(ended_at=clock.ticking() - dt.timedelta(days=2))
    assert "files.sweep_orphans" in str(asked()[1]["late_rounds"])


def test_a_database_behind_or_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not boot.is_behind()
    monkeypatch.setattr(health, "is_behind", lambda: True)
    assert asked() == (503, {"status": "database not up to date"})

    def out_of_reach() -> bool:
        raise DatabaseError("password of the database")

    monkeypatch.setattr(health, "is_behind", out_of_reach)
    assert asked() == (503, {"status": "database out of reach"})
