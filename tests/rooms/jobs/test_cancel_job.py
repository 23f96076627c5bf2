"""Stopping a job: by whoever asked for it or may, while it waits or runs, and not after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bureau.jobs.models import Job
from bureau.jobs.running import JobRun
from bureau.jobs.selectors import cancel_objection
from bureau.jobs.services import cancel_job, start_job
from bureau.kernel import clock
from bureau.kernel.access import TheProgram
from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.trail.models import Entry

if TYPE_CHECKING:
    from bureau.people.models import Account, Unit
    from tests.cast import MakeOfficer
    from tests.rooms.jobs.working import Declare

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def waiting(by: Account) -> Job:
    """A job that waits its turn."""
    job = Job(
        kind="test.work",
        title="Import",
        asked_by=by,
        asked_by_name=by.full_name,
        unit=by.jurisdiction,
        created_at=clock.now(),
        queued_at=clock.ticking(),
    )
    job.save(force_insert=True)
    return job


def test_one_that_waits_stops_at_once(officer: MakeOfficer) -> None:
    by = officer("inspector")
    assert cancel_job(job=waiting(by), by=by).state == "cancelled"
    assert Entry.objects.filter(move="cancel_job", actor=by.username).exists()


def test_one_that_runs_stops_at_its_next_step(kind: Declare, officer: MakeOfficer) -> None:
    by = officer()
    after: list[int] = []

    def work(run: JobRun) -> None:
        run.step(1, 3)
        run.checkpoint["at"] = 1
        run.save()
        assert cancel_job(job=Job.objects.get(pk=run.key), by=by).state == "cancelling"
        run.step(2, 3)
        after.append(2)

    found = start_job(kind(work), title="x", arguments={}, by=by)
    assert (found.state, found.done, found.claim, after) == ("cancelled", 2, "", [])
    assert found.checkpoint == {"at": 1}


def test_a_wish_that_comes_too_late_changes_nothing(kind: Declare, officer: MakeOfficer) -> None:
    by = officer()

    def work(run: JobRun) -> dict[str, bool]:
        cancel_job(job=Job.objects.get(pk=run.key), by=by)
        return {"whole": True}

    found = start_job(kind(work), title="x", arguments={}, by=by)
    assert (found.state, found.result) == ("done", {"whole": True})


def test_what_is_over_is_refused_in_words(kind: Declare, officer: MakeOfficer) -> None:
    by = officer()
    found = start_job(kind(lambda _: None), title="x", arguments={}, by=by)
    with pytest.raises(NotNow) as said:
        cancel_job(job=found, by=by)
    assert said.value.sentence == cancel_objection(found, by)
    assert "done" in said.value.sentence


def test_somebody_elses_is_for_those_whose_role_includes_it(
    officer: MakeOfficer, district: Unit, elsewhere: Unit
) -> None:
    job = waiting(officer("inspector", district))
    for other in (officer("inspector", district), officer("office", elsewhere)):
        with pytest.raises(MissingPermission) as said:
            cancel_job(job=job, by=other)
        assert said.value.sentence == cancel_objection(job, other)
    assert cancel_job(job=job, by=officer("office", district)).state == "cancelled"


def test_who_sees_which(officer: MakeOfficer, district: Unit, elsewhere: Unit) -> None:
    mine = officer("inspector", district)
    job = waiting(mine)
    assert list(Job.objects.visible_to(mine)) == [job]
    assert list(Job.objects.visible_to(officer("office", district))) == [job]
    assert list(Job.objects.visible_to(officer("inspector", district))) == []
    assert list(Job.objects.visible_to(officer("office", elsewhere))) == []


def test_the_program_stops_anything(officer: MakeOfficer) -> None:
    assert cancel_job(job=waiting(officer()), by=TheProgram()).state == "cancelled"
