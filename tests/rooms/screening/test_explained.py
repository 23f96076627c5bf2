"""A hit explained once stays explained, whatever runs lie between, until its day; figures of peers are no news."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.urls import reverse

from bureau.kernel import clock
from bureau.kernel.access import TheProgram
from bureau.people.models import Unit
from bureau.people.roles import Role
from bureau.screening import services
from bureau.screening.lifecycle import HitState
from bureau.screening.models import Hit, HitFigures, Run
from bureau.screening.services.moving import same_but_for_peers
from bureau.trail.histories import steps_since
from bureau.trail.verify import verify
from screener.run import screen
from tests.cast import client_for, make_officer
from tests.rooms.screening.conftest import Screened
from tests.rooms.screening.ledgers import Tables, as_files, only, register, sample, work_off

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bureau.jobs.services.enqueue", lambda _key: None)


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """Within the block the engine's runs do not make these hits: as if the rows behind them were corrected."""

    def screened(ledger: Path, out: Path, **more: Any) -> dict[str, Any]:
        summary = screen(ledger, out, **more)
        table = pq.read_table(out / "hits.parquet")
        kept = [row for row in table.to_pylist() if row["hit_id"] not in names]
        pq.write_table(table.from_pylist(kept, table.schema), out / "hits.parquet")
        return summary

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bureau.screening.services.runs.screen", screened)
        yield


def _run(stage: Screened) -> Run:
    run = services.start_run(unit=stage.handin.unit, by=stage.office)
    with services.workplace() as work:
        return services.screen_run(run=run, work=work, by=TheProgram(), progress=lambda *_: None)


def _explained(stage: Screened, days: int, why: str = "该设备可同时做两组") -> Hit:
    hit = stage.hit("instrument.double_booked")
    until = clock.today() + dt.timedelta(days=days)
    return services.dismiss_hit(hit=hit, until=until, by=stage.office, reason=why)


def test_a_hit_that_vanished_in_one_run_is_still_explained_in_the_next(screened: Screened) -> None:
    hit = _explained(screened, 90)
    with _without(hit.hit_id):
        gone = _run(screened)
    hit.refresh_from_db()
    assert (hit.state, hit.gone_run) == (HitState.DISMISSED, gone)
    back = _run(screened)
    hit.refresh_from_db()
    assert (hit.state, hit.gone_run, hit.run) == (HitState.DISMISSED, None, back)
    assert (hit.dismissed_why, hit.dismissed_by) == ("该设备可同时做两组", screened.office.full_name)
    assert back.fresh_hits == 0
    page = client_for(screened.office).get(reverse("screening:hit", args=[hit.reference])).content.decode()
    assert "该设备可同时做两组" in page
    assert screened.office.full_name in page
    assert verify().discrepancies == ()


def test_an_explanation_that_ran_out_while_the_hit_was_gone_holds_no_longer(screened: Screened) -> None:
    hit = _explained(screened, 5)
    with _without(hit.hit_id):
        _run(screened)
    with clock.standing_at((clock.today() + dt.timedelta(days=5)).isoformat()):
        _run(screened)
        hit.refresh_from_db()
        assert hit.state == HitState.DISMISSED, "the last day counts"
    with clock.standing_at((clock.today() + dt.timedelta(days=6)).isoformat()):
        _run(screened)
    hit.refresh_from_db()
    assert (hit.state, hit.gone_run) == (HitState.OPEN, None), "no round of the clock lies between"
    assert hit in Hit.objects.undecided()


def test_explained_expired_and_explained_again_keeps_every_reason(screened: Screened) -> None:
    hit = _explained(screened, 5, "设备更换中")
    first_day = clock.today()
    with clock.standing_at((first_day + dt.timedelta(days=6)).isoformat()):
        _run(screened)
        hit.refresh_from_db()
        again = _explained(screened, 30, "两台设备共用编号，已更正标识")
        assert again.pk == hit.pk
        _run(screened)
        hit.refresh_from_db()
        assert hit.state == HitState.DISMISSED
        assert hit.dismissed_why == "两台设备共用编号，已更正标识"
        assert [one["why"] for one in hit.explained_earlier] == ["设备更换中"]
        assert hit.explained_earlier[0]["until"] == (first_day + dt.timedelta(days=5)).isoformat()
        shown = client_for(screened.office).get(reverse("screening:hit", args=[hit.reference]))
    assert "设备更换中" in shown.content.decode()
    assert "两台设备共用编号，已更正标识" in shown.content.decode()


def _with_peers(unit: Unit) -> tuple[Tables, Screened]:
    tables = sample(40_000, 40, planted=False)
    office = make_officer("office7", Role.OFFICE, unit)
    bodies = register(tables, unit)
    handin = services.hand_in_ledger(files=as_files(tables), unit=unit, by=office)
    work_off()
    handin.refresh_from_db()
    return tables, Screened(tables, bodies, handin, office, office)


def test_figures_of_peers_that_move_are_kept_without_noise_in_the_record(district: Unit) -> None:
    tables, stage = _with_peers(district)
    hit = Hit.objects.get(rule="workload.too_high")
    stage_by = stage.office
    services.dismiss_hit(
        hit=hit, until=clock.today() + dt.timedelta(days=90), by=stage_by, reason="外聘两人未登记"
    )
    hit.refresh_from_db()
    before, version, told = hit.newest, hit.version, len(steps_since(hit, 0))
    own = {line.split(b",")[0] for line in only(tables, hit.uscc)["reports"].splitlines()}
    header, *lines = tables["results"].splitlines(keepends=True)
    kept = [line for place, line in enumerate(lines) if place % 3 or line.split(b",")[1] in own]
    mended = tables | {"results": header + b"".join(kept)}
    services.hand_in_ledger(files=as_files(mended), unit=district, by=stage_by)
    work_off()
    hit = Hit.objects.get(pk=hit.pk)
    assert stage.run.state == "run_screened"
    assert (hit.version, len(steps_since(hit, 0))) == (version, told), "nothing of it changed"
    assert hit.state == HitState.DISMISSED
    assert hit.newest["statistic"] == before["statistic"]
    assert hit.newest["z"] != before["z"]
    assert HitFigures.objects.get(hit=hit).run == stage.run
    assert verify().discrepancies == ()


def test_what_is_the_institutions_own_is_no_figure_of_its_peers() -> None:
    row = {
        "row": {"uscc": "A", "parameter": "铅"},
        "n": 300,
        "statistic": 2.0,
        "q": 1e-4,
        "peers_median": 1.0,
    }
    group = {"parameter": "铅", "method": "甲", "n": 90, "z": 4.0}
    spoken = row | {"groups": [group, group | {"method": "乙", "z": 5.0}]}
    moved = spoken | {"q": 1e-5, "groups": [group | {"method": "乙", "z": 3.0}, group | {"z": 3.5}]}
    assert same_but_for_peers(spoken, moved)
    assert not same_but_for_peers(spoken, spoken | {"n": 301})
    assert not same_but_for_peers(spoken, spoken | {"statistic": 2.1})
    assert not same_but_for_peers(spoken, spoken | {"groups": [group]})
    banded = row | {"band": 0.5, "near": 120}
    assert same_but_for_peers(banded, banded | {"band": 0.6, "near": 130, "statistic": 3.0})
