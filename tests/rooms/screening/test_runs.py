"""Runs: cut off at any step and resumed, stopped, overtaken; hits keep their number and what was decided."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.urls import reverse, reverse_lazy

from bureau.files.selectors import damages
from bureau.files.services import place
from bureau.jobs.models import Job
from bureau.jobs.rescue import rescue
from bureau.jobs.running import Cancelled, Interrupted, run_job
from bureau.kernel import clock
from bureau.kernel.access import TheProgram
from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.models import Unit
from bureau.screening import services
from bureau.screening.lifecycle import HitState, RunState
from bureau.screening.models import Hit, LedgerPart, LedgerTable, Run, RunTable, RunVerdict
from bureau.screening.selectors import run_page, runs_seen
from bureau.screening.work import end_abandoned
from tests.cast import MakeOfficer, client_for
from tests.rooms.screening.conftest import Screened
from tests.rooms.screening.ledgers import work_off

pytestmark = [pytest.mark.django_db]
RUNS = reverse_lazy("screening:runs")


class Killed(BaseException):
    """The worker is gone."""


def killed_at(step: int) -> object:
    """A progress that ends the world at its n-th word."""
    said: list[str] = []

    def progress(stage: str, _done: int, _total: int) -> None:
        said.append(stage)
        if len(said) == step:
            raise Killed

    return progress


def quiet(_stage: str, _done: int, _total: int) -> None:
    """Say nothing."""


def told() -> dict[str, tuple[str, str | None]]:
    return {one.hit_id: (one.reference, one.result_id) for one in Hit.objects.filter(gone_run=None)}


def test_a_run_that_is_cut_off_at_any_step_and_resumed_gives_the_same_hits(
    screened: Screened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bureau.jobs.services.enqueue", lambda _key: None)
    before = told()
    run = services.start_run(unit=screened.handin.unit, by=screened.office)
    cut = 0
    for step in range(1, 40):
        work = tmp_path / f"cut-{step}"
        work.mkdir()
        run.refresh_from_db()
        try:
            run = services.screen_run(run=run, work=work, by=TheProgram(), progress=killed_at(step))  # type: ignore[arg-type]
        except Killed:
            cut += 1
            assert told() == before
            assert RunVerdict.objects.filter(run=run).count() == 0
        else:
            break
    assert cut > 4
    assert run.state == RunState.SCREENED
    assert told() == before
    assert run.fresh_hits == run.gone_hits == 0
    first = Run.objects.earliest("started_at", "id")
    assert (run.ledger_hash, run.reference_hash) == (first.ledger_hash, first.reference_hash)
    again = tmp_path / "again"
    again.mkdir()
    assert services.screen_run(run=run, work=again, by=TheProgram(), progress=quiet).version == run.version


def test_the_transaction_that_writes_is_cut_off(
    screened: Screened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bureau.jobs.services.enqueue", lambda _key: None)
    before, run = told(), services.start_run(unit=screened.handin.unit, by=screened.office)
    with monkeypatch.context() as patch:
        patch.setattr("bureau.screening.services.runs.write_hits", lambda **_: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            services.screen_run(run=run, work=tmp_path, by=TheProgram(), progress=quiet)
    assert told() == before
    assert not RunVerdict.objects.filter(run=run).exists()
    work = tmp_path / "again"
    work.mkdir()
    run.refresh_from_db()
    assert run.ledger_hash
    assert services.screen_run(run=run, work=work, by=TheProgram(), progress=quiet).state == RunState.SCREENED
    assert told() == before


def test_the_job_is_interrupted_then_goes_on_and_is_cancelled_or_fails(
    screened: Screened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bureau.jobs.services.enqueue", lambda _key: None)
    monkeypatch.setattr("bureau.jobs.running.enqueue", lambda _key: None)
    outcomes: dict[type[BaseException], tuple[str, str]] = {
        Interrupted: ("queued", "run_screening"),
        Cancelled: ("cancelled", "run_cut_short"),
        ValueError: ("failed", "run_cut_short"),
    }
    for error, (job_state, run_state) in outcomes.items():
        run = services.start_run(unit=screened.handin.unit, by=screened.office)
        job = run.job
        assert job is not None
        with monkeypatch.context() as patch:
            patch.setattr(
                "bureau.screening.services.runs.screen", lambda *_a, _e=error, **_k: (_ for _ in ()).throw(_e)
            )
            run_job(job.pk)
        run.refresh_from_db()
        assert (Job.objects.get(pk=job.pk).state, run.state) == (job_state, run_state)
        if error is Interrupted:
            run_job(job.pk)
            run.refresh_from_db()
            assert run.state == RunState.SCREENED


def test_a_worker_that_was_taken_for_dead_does_not_stop_the_run_of_the_one_after_it(
    screened: Screened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bureau.jobs.services.enqueue", lambda _key: None)
    run = services.start_run(unit=screened.handin.unit, by=screened.office)
    job = run.job
    assert job is not None

    def overtaken(*_words: object, **_more: object) -> None:
        Job.objects.filter(pk=job.pk).update(claim="another")
        raise ValueError

    monkeypatch.setattr("bureau.screening.services.runs.screen", overtaken)
    run_job(job.pk)
    run.refresh_from_db()
    assert (Job.objects.get(pk=job.pk).state, run.state) == ("running", "run_screening")


def test_one_that_waits_is_the_one_that_is_asked_for(
    screened: Screened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bureau.jobs.services.enqueue", lambda _key: None)
    first = services.start_run(unit=screened.handin.unit, by=screened.office)
    assert services.start_run(unit=screened.handin.unit, by=screened.office) == first


def test_an_older_run_that_ends_later_says_nothing(
    screened: Screened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bureau.jobs.services.enqueue", lambda _key: None)
    older = services.start_run(unit=screened.handin.unit, by=screened.office)
    assert older.job is not None
    Job.objects.filter(pk=older.job.pk).moved(
        "claim_job", claim="x", heartbeat_at=older.started_at, started_at=older.started_at
    )
    newer = services.start_run(unit=screened.handin.unit, by=screened.office)
    assert newer != older
    assert newer.job is not None
    run_job(newer.job.pk)
    with services.workplace() as work:
        older = services.screen_run(run=older, work=work, by=TheProgram(), progress=quiet)
    assert older.state == RunState.STOPPED
    assert "newer run" in older.ended_why


def test_a_run_whose_work_was_stopped_before_it_began_is_over(
    screened: Screened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bureau.jobs.services.enqueue", lambda _key: None)
    run = services.start_run(unit=screened.handin.unit, by=screened.office)
    assert run.job is not None
    Job.objects.filter(pk=run.job.pk).moved("cancel_waiting", ended_at=run.started_at)
    told = client_for(screened.office).get(reverse("screening:run", args=[run.reference])).content.decode()
    assert "cut short" in told
    assert "being screened" not in told, "the page does not wait for the round"
    end_abandoned()
    run.refresh_from_db()
    assert run.state == RunState.STOPPED


def test_a_run_that_followed_by_itself_names_the_person(screened: Screened) -> None:
    assert screened.run.started_by == screened.office.full_name
    told = client_for(screened.office).get(RUNS).content.decode()
    assert screened.office.full_name in told


def test_a_run_whose_worker_was_killed_says_so_before_it_is_rescued(
    screened: Screened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bureau.jobs.services.enqueue", lambda _key: None)
    run = services.start_run(unit=screened.handin.unit, by=screened.office)
    client, pages = client_for(screened.office), (reverse("screening:run", args=[run.reference]), RUNS)

    def told() -> list[str]:
        return [client.get(page).content.decode() for page in pages]

    assert run.job is not None
    held = Job.objects.filter(pk=run.job.pk)
    assert all("waiting its turn" in page for page in told())
    held.moved("claim_job", claim="x", heartbeat_at=clock.ticking(), started_at=run.started_at)
    assert all("being screened" in page for page in told())
    held.update(heartbeat_at=clock.ticking() - dt.timedelta(seconds=30))
    assert all("interrupted" in page for page in told())
    assert "another goes on with it" in told()[0]
    held.moved("ask_to_stop")
    assert all("stopping" in page for page in told())
    assert "it stands here as stopped" in told()[0]
    assert rescue() == 0, "silence of half a minute is no death yet"
    held.update(heartbeat_at=clock.ticking() - dt.timedelta(minutes=2))
    assert rescue() == 1
    assert all("cut short" in page for page in told())
    run_job(held.get().pk)
    assert run.job.attempt <= 1, "what was stopped is not run again"


def test_who_starts_a_run_and_who_sees_it(screened: Screened, elsewhere: Unit, officer: MakeOfficer) -> None:
    unit = screened.handin.unit
    with pytest.raises(MissingPermission):
        services.start_run(unit=unit, by=officer("inspector"))
    with pytest.raises(NotNow, match="No ledger counts"):
        services.start_run(unit=elsewhere, by=officer("office", elsewhere))
    assert not runs_seen(officer("office", elsewhere)).exists()
    page = run_page(screened.run, for_=screened.office)
    assert sum(one.hits for one in page.rules) == screened.run.found == Hit.objects.count()
    assert len(page.bodies) == 2
    assert {one.side for one in RunTable.objects.filter(run=screened.run)} == {
        "ledger",
        "reference",
        "found",
    }


def test_the_tables_of_ledgers_and_runs_are_verified_with_the_store(screened: Screened) -> None:
    kept, joined = (
        LedgerTable.objects.all()[0],
        RunTable.objects.filter(run=screened.run, side="reference")[0],
    )
    assert not any(damages())
    place(kept.sha256).unlink()
    place(joined.sha256).write_bytes(b"x")
    found = {one.sha256: (one.fault, one.references) for one in damages() if one}
    assert found[kept.sha256][0] == "missing"
    assert f"{screened.handin.reference} {kept.table}" in found[kept.sha256][1]
    assert found[joined.sha256] == ("changed", (f"{screened.run.reference} reference/{joined.table}",))


def test_hits_keep_their_number_and_what_was_decided(screened: Screened) -> None:
    by = screened.office
    dismissed, accepted = screened.hit("raw.reused"), screened.hit("raw.missing")
    from tests.rooms.screening.test_triage import later

    services.dismiss_hit(hit=dismissed, until=later(30), by=by, reason="同一批")
    lead = services.accept_hit(hit=accepted, officer=by, by=by)
    numbers = told()
    services.start_run(unit=screened.handin.unit, by=by)
    work_off()
    assert told() == numbers
    dismissed.refresh_from_db()
    accepted.refresh_from_db()
    assert (dismissed.state, dismissed.dismissed_why) == (HitState.DISMISSED, "同一批")
    assert accepted.lead == lead
    assert LedgerPart.objects.current().count() == 2
