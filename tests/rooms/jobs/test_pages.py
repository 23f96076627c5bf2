"""The pages of background work: they follow the work while it runs, stop when it is done, and work without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from bureau.jobs.models import Job
from bureau.jobs.services import start_job
from bureau.kernel import clock
from bureau.kernel.refusals import NotNow
from tests.cast import client_for
from tests.rooms.jobs.test_cancel_job import waiting

if TYPE_CHECKING:
    from tests.cast import MakeOfficer
    from tests.rooms.jobs.working import Declare

pytestmark = [pytest.mark.django_db, pytest.mark.db]
LIST = "jobs:jobs"


def running(job: Job) -> Job:
    fields = {"claim": "x", "heartbeat_at": clock.ticking(), "attempt": 2}
    assert Job.objects.filter(pk=job.pk).moved(
        "claim_job", done=3, total=10, sentence="3 of 10 lines", **fields
    )
    job.refresh_from_db()
    return job


def page(officer: Any, name: str, *keys: object, **headers: str) -> str:  # noqa: ANN401 - an account
    answer = client_for(officer).get(reverse(name, args=keys), headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_list_says_what_will_fill_it(officer: MakeOfficer) -> None:
    assert "No work in the background" in page(officer(), LIST)


def test_it_follows_the_work_while_any_is_under_way(officer: MakeOfficer) -> None:
    by = officer()
    job = running(waiting(by))
    shown = page(by, LIST)
    assert 'hx-trigger="every 2s"' in shown
    assert '<progress max="10" value="3"' in shown
    assert "3 of 10 lines" in shown
    assert reverse("jobs:cancel-job", args=[job.pk]) in shown
    fragment = page(by, LIST, hx_request="true", hx_target="jobs-list")
    assert fragment.strip().startswith('<div id="jobs-list"')
    assert "<html" not in fragment


def test_it_stops_asking_when_all_is_done(kind: Declare, officer: MakeOfficer) -> None:
    by = officer()
    job = start_job(kind(lambda _: None), title="Import", arguments={}, by=by)
    assert "hx-trigger" not in page(by, LIST)
    assert "hx-trigger" not in page(by, "jobs:job", job.pk)


def test_one_job_shows_how_far_and_how_often(officer: MakeOfficer) -> None:
    by = officer()
    job = running(waiting(by))
    shown = page(by, "jobs:job", job.pk)
    assert "3 of 10 lines" in shown
    assert "Attempt 2" in shown
    fragment = page(by, "jobs:job", job.pk, hx_request="true", hx_target="job-progress")
    assert fragment.strip().startswith('<div id="job-progress"')


def test_a_failure_says_what_to_do_and_its_number(kind: Declare, officer: MakeOfficer) -> None:
    def work(_run: object) -> None:
        raise NotNow("The roster has no column of names. Add one.")

    by = officer()
    job = start_job(kind(work), title="Import", arguments={}, by=by)
    for shown in (page(by, LIST), page(by, "jobs:job", job.pk)):
        assert "The roster has no column of names. Add one." in shown
        assert job.error_number in shown


def test_stopping_asks_once_more(officer: MakeOfficer) -> None:
    by = officer("inspector")
    job = waiting(by)
    address = reverse("jobs:cancel-job", args=[job.pk])
    assert "Let it go on" in page(by, "jobs:cancel-job", job.pk)
    answer = client_for(by).post(address)
    assert (answer.status_code, answer["Location"]) == (302, reverse("jobs:job", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert client_for(by).post(address).status_code == 409
    assert "nothing left to stop" in page(by, "jobs:cancel-job", job.pk)


def test_running_work_stops_at_its_next_step(officer: MakeOfficer) -> None:
    by = officer()
    job = running(waiting(by))
    answer = client_for(by).post(reverse("jobs:cancel-job", args=[job.pk]), follow=True)
    assert "stops at its next step" in answer.content.decode()


def test_strangers_find_nothing(officer: MakeOfficer) -> None:
    job = waiting(officer())
    client = client_for(officer("inspector"))
    for name in ("jobs:job", "jobs:cancel-job"):
        assert client.get(reverse(name, args=[job.pk])).status_code == 404
    assert str(job.pk) not in client.get(reverse(LIST)).content.decode()
    assert client_for(officer("superior")).get(reverse(LIST)).status_code == 403
