"""What a run found becomes hits: new ones are numbered, known ones keep what was decided, missing ones are gone."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bureau.kernel import clock
from bureau.registry.models import Institution
from bureau.screening.lifecycle import HitState
from bureau.screening.models import Hit, HitFigures, Run
from bureau.screening.services.moving import same_but_for_peers
from bureau.trail.services import next_number

Row = dict[str, Any]
MOST_ASKED = 500  # names in one question to the database


@dataclass(frozen=True)
class Written:
    """How many hits are new, and how many are gone."""

    fresh: int
    gone: int


def write_hits(*, run: Run, found: Sequence[Row], bodies: dict[str, Institution]) -> Written:
    """Write what a run found of these institutions, within the move that finishes it."""
    rows = [row for row in found if row["uscc"] in bodies]
    known: dict[str, Hit] = {}
    for hit in Hit.objects.filter(uscc__in=list(bodies)).select_related("figures").iterator():
        known[hit.hit_id] = hit
    fresh = [row for row in rows if row["hit_id"] not in known]
    fresh.sort(key=_weighs_little)  # lists go by number: what weighs little comes after the rest
    year = clock.today().year
    series = f"H-{run.unit.division}-{year}"
    first = next_number(series, count=len(fresh)) if fresh else 0
    Hit.objects.bulk_create(
        [
            find_hit(
                run=run, row=row, institution=bodies[row["uscc"]], reference=f"{series}-{first + place:06}"
            )
            for place, row in enumerate(fresh)
        ]
    )
    again = {row["hit_id"]: row for row in rows if row["hit_id"] in known}
    measured = [_find_again(known[name], row, run) for name, row in again.items()]
    _keep_figures([one for one in measured if one is not None])
    gone = [hit for name, hit in known.items() if name not in again and hit.gone_run_id is None]
    for hit in gone:
        hit.gone_run = run
        hit.save()
    return Written(len(fresh), len(gone))


def _weighs_little(row: Row) -> bool:
    return row["grade"] == "anomaly" and bool(json.loads(row["evidence"]).get("cautions"))


def find_hit(*, run: Run, row: Row, institution: Institution, reference: str) -> Hit:
    """A hit as a run makes it for the first time; it is saved with the others of the run."""
    hit = Hit(
        reference=reference,
        hit_id=row["hit_id"],
        institution=institution,
        uscc=row["uscc"],
        rule=row["rule"],
        grade=row["grade"],
        conduct=row["conduct"],
        report_id=row["report_id"] or "",
        result_id=row["result_id"] or "",
        found_at=clock.now(),
        run=run,
        state=HitState.OPEN,
    )
    _tell(hit, json.loads(row["evidence"]))
    return hit


def _find_again(hit: Hit, row: Row, run: Run) -> HitFigures | None:
    """What a run makes again keeps its number and what was decided; only what it rests on may have changed.

    Where only its peers moved the hit itself is as it was recorded; the figures of this run are given back.
    """
    evidence = json.loads(row["evidence"])
    if row["grade"] == "anomaly" and same_but_for_peers(hit.evidence, evidence):
        if hit.gone_run_id is not None:
            hit.gone_run, hit.run = None, run
            hit.save()
        return HitFigures(hit=hit, run=run, evidence=evidence) if hit.newest != evidence else None
    if hit.gone_run_id is None and hit.evidence == evidence:
        return None
    hit.gone_run, hit.run = None, run
    _tell(hit, evidence)
    hit.save()
    # Figures kept beside it were of what it rested on before.
    return HitFigures(hit=hit, run=run, evidence=evidence) if hasattr(hit, "figures") else None


def _keep_figures(figures: Sequence[HitFigures]) -> None:
    """Keep what this run measured anew; what an earlier one measured gives way."""
    HitFigures.objects.bulk_create(
        figures,
        batch_size=MOST_ASKED,
        update_conflicts=True,
        unique_fields=["hit"],
        update_fields=["run", "evidence"],
    )


def _tell(hit: Hit, evidence: Row) -> None:
    own = evidence.get("row") or {}
    hit.evidence = evidence
    hit.report_no = str(own.get("report_no") or "")[:200]
    hit.instrument_id = str(own.get("instrument_id") or "")[:200]
    hit.person_id = str(own.get("operator_id") or own.get("signatory_id") or own.get("person_id") or "")[:200]
    hit.happened_on = _day(
        evidence.get("on") or own.get("started_at") or own.get("issued_at") or own.get("received_at")
    )


def _day(text: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
