"""Runs: started, joined and pinned, screened by the engine, and what came of them written in one piece."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from django.utils.translation import gettext as _

from bureau.files.services import Kept, place
from bureau.jobs.services import start_job
from bureau.kernel import clock
from bureau.kernel.access import Actor, Consequence, TheProgram
from bureau.kernel.refusals import NotNow
from bureau.people.models import Unit
from bureau.people.selectors import names_of
from bureau.registry.models import Institution
from bureau.screening.ledgers.joining import Source, describe, join_ledgers
from bureau.screening.ledgers.registered import write_reference
from bureau.screening.ledgers.shared import ACROSS, shared_in, with_shared, write_shared
from bureau.screening.lifecycle import RUN, RunState
from bureau.screening.models import (
    HandIn,
    LedgerPart,
    LedgerTable,
    Run,
    RunTable,
    RunVerdict,
    kept_one,
    with_merged,
)
from bureau.screening.models.runs import EARLIER
from bureau.screening.services.earlier import COMPARED, handed_in_before
from bureau.screening.services.finding import write_hits
from bureau.screening.services.hits import lapse_dismissals
from bureau.screening.services.workplaces import keep_made
from bureau.trail.services import next_number
from screener.run import RULES_VERSION, screen

MEMORY, THREADS = 512 << 20, 2
GROUPS = "groups.parquet"
Progress = Callable[[str, int, int], None]


def start_run(*, unit: Unit, by: Actor) -> Run:
    """Screen the ledgers that count of a unit's institutions, in the background.

    A run that waits and has not begun to join is that run: it will see what came in meanwhile.
    """
    waiting = Run.objects.filter(unit=unit, state=RunState.SCREENING, ledger_hash="").first()
    if (
        waiting is not None
        and waiting.job is not None
        and not waiting.job.is_over
        and not waiting.job.started_at
    ):
        found: Run = waiting
        return found
    year = clock.today().year
    called = names_of([by.trail_name])[by.trail_name]
    row = Run(unit=unit, started_at=clock.now(), started_by=called)
    with RUN.creating("start_run", row, by=by) as made:
        if not counted_parts(unit):
            raise NotNow(_("No ledger counts yet; hand one in first."))
        series = f"S-{unit.division}-{year}"
        made.reference = f"{series}-{next_number(series):04}"
    title = _("Screening %(number)s") % {"number": made.reference}
    asker = TheProgram() if isinstance(by, Consequence) else by
    start_job("ledger.screen", title=title, arguments={"reference": made.reference}, by=asker, unit=unit)
    return made


def start_run_after(*, handin: HandIn, by: Actor) -> Run | None:
    """The run that follows by itself from a ledger that was taken; none where nobody answers for the institution."""
    if not counted_parts(handin.unit):
        return None
    return start_run(unit=handin.unit, by=Consequence(by.trail_name))


def counted_parts(unit: Unit) -> list[LedgerPart]:
    """What counts of the institutions that a unit answers for, the newest hand-in first."""
    bodies = Institution.objects.within(unit)
    parts = LedgerPart.objects.current().filter(with_merged(bodies)).select_related("handin", "institution")
    return list(parts.order_by("-handin__received_at", "-handin__reference", "uscc"))


def pin_run(*, run: Run, work: Path, by: Actor, progress: Progress) -> Run:
    """Join the ledgers and lay the registry beside them; from then on the run is about exactly these tables."""
    parts = counted_parts(run.unit)
    joined, reference = work / "joined", work / "registered"
    joined.mkdir()
    reference.mkdir()
    rows = join_ledgers(_sources(parts), joined, progress)
    bodies = {part.uscc: kept_one(part.institution) for part in parts}
    registered = write_reference(bodies, joined, reference)
    tables = [("ledger", joined, name, count) for name, count in rows.items()]
    tables += [("reference", reference, name, count) for name, count in registered.items()]
    tables += _joined_before(parts, work, progress)
    kept = [
        (side, name, count, keep_made(folder / f"{name}.parquet")) for side, folder, name, count in tables
    ]
    with RUN.moving("pin_run", run, by=Consequence(by.trail_name)) as held:
        held.parts = [str(part.pk) for part in parts]
        held.ledger_hash = _hash((name, one) for side, name, _rows, one in kept if side == "ledger")
        held.reference_hash = _hash((name, one) for side, name, _rows, one in kept if side == "reference")
        held.rules_version = RULES_VERSION
        RunTable.objects.bulk_create(
            [
                RunTable(run=held, side=side, table=name, rows=count, sha256=one.sha256, size=one.size)
                for side, name, count, one in kept
            ]
        )
    return held


def _joined_before(
    parts: Iterable[LedgerPart], work: Path, progress: Progress
) -> list[tuple[str, Path, str, int]]:
    """What was handed in before these, joined: side, folder, table and rows."""
    tables = []
    for side, older in handed_in_before(parts):
        folder = work / side
        folder.mkdir()
        rows = join_ledgers(_sources(older), folder, progress)
        tables += [(side, folder, name, rows[name]) for name in COMPARED if name in rows]
    return tables


def _sources(parts: Iterable[LedgerPart]) -> list[Source]:
    usccs: dict[HandIn, set[str]] = {}
    for part in parts:
        usccs.setdefault(part.handin, set()).add(part.uscc)
    found = []
    for handin, held in usccs.items():
        tables = LedgerTable.objects.filter(handin=handin)
        paths = {one.table: place(one.sha256) for one in tables}
        found.append(Source(handin.reference, paths, frozenset(held)))
    return found


def _hash(tables: Iterable[tuple[str, Kept]]) -> str:
    lines = sorted(f"{name}:{one.sha256}" for name, one in tables)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def screen_run(*, run: Run, work: Path, by: Actor, progress: Progress) -> Run:
    """Screen what a run is pinned to and write what came of it; a run that is over stays as it is."""
    if run.state != RunState.SCREENING:
        return run
    if not run.ledger_hash:
        run = pin_run(run=run, work=work, by=by, progress=progress)
    ledger, reference = _laid_out(run, "ledger", work), _laid_out(run, "reference", work)
    sides = set(run.tables.values_list("side", flat=True))
    earlier = [_laid_out(run, side, work) for side in EARLIER if side in sides]
    out = work / "out"
    how: dict[str, Any] = {"threads": THREADS, "memory": MEMORY, "progress": progress}
    # The office draws its pages from the tables.
    screen(ledger, out, reference=reference, earlier=earlier, page=False, **how)
    across = _screened_across(ledger, work, progress)
    progress("write hits", 0, 1)
    return finish_run(run=run, out=out, across=across, by=by)


def _screened_across(ledger: Path, work: Path, progress: Progress) -> Path | None:
    """What is said of people and instruments that several institutions list; None where there are none."""
    shared = shared_in(ledger)
    if not shared:
        return None
    part, out = work / "shared", work / "across"
    part.mkdir()
    write_shared(ledger, shared, part)
    screen(part, out, rules=ACROSS, page=False, threads=THREADS, memory=MEMORY, progress=progress)
    return out


def _laid_out(run: Run, side: str, work: Path) -> Path:
    """The folder of one side of a run, its files linked from the store."""
    folder = work / f"{side}-pinned"
    folder.mkdir()
    names = []
    for one in run.tables.filter(side=side):
        (folder / f"{one.table}.parquet").hardlink_to(place(one.sha256))
        names.append(one.table)
    describe(folder, names)
    return folder


def finish_run(*, run: Run, out: Path, by: Actor, across: Path | None = None) -> Run:
    """Write the hits and what every rule said, all of it or nothing; unless a newer run ended first.

    `across`: what came of the rules over people and instruments that several institutions list.
    """
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    found, outcomes, ranked = with_shared(out, across)
    newer = Run.objects.filter(unit=run.unit, state=RunState.SCREENED, started_at__gt=run.started_at)
    if newer.exists():
        return stop_run(run=run, by=by, why=_("A newer run ended first; this one says nothing new."))
    # First, so that what a run makes again on the day after stands open with it.
    lapse_dismissals()
    measured = keep_made(out / GROUPS)
    with RUN.moving("finish_run", run, by=Consequence(by.trail_name)) as held:
        bodies = _bodies(held)
        _write_verdicts(held, (outcomes, ranked), bodies)
        _keep_groups(held, measured, pq.read_metadata(out / GROUPS).num_rows)
        written = write_hits(run=held, found=found, bodies=bodies)
        held.found, held.fresh_hits, held.gone_hits = len(found), written.fresh, written.gone
        held.summary = {name: summary[name] for name in SHOWN if name in summary}
        held.ended_at = clock.now()
    return held


SHOWN = (
    *("institutions", "hits", "by_rule", "by_conduct", "by_outcome", "not_run", "absent_tables"),
    *("rows_read", "dangling", "warnings", "seconds", "versions", "version"),
)


def _bodies(run: Run) -> dict[str, Institution]:
    parts = LedgerPart.objects.filter(pk__in=run.parts).select_related("institution")
    return {part.uscc: part.institution for part in parts}


def _keep_groups(run: Run, kept: Kept, rows: int) -> None:
    """What the anomalies measured of every group: the peers that an institution's page is drawn beside."""
    table = RunTable(run=run, side="found", table="groups", rows=rows, sha256=kept.sha256, size=kept.size)
    table.save()


def _write_verdicts(
    run: Run, found: tuple[list[dict[str, Any]], list[dict[str, Any]]], bodies: dict[str, Institution]
) -> None:
    """What the rules said (`outcomes`) and how the engine ranked, of every institution of the run."""
    outcomes, ranked = found
    standing = {row["uscc"]: _standing(row) for row in ranked}
    told: dict[str, dict[str, Any]] = {}
    for row in outcomes:
        said = {name: row[name] for name in ("outcome", "reason", "tested", "hits")}
        told.setdefault(row["uscc"], {})[row["rule"]] = said
    RunVerdict.objects.bulk_create(
        [
            RunVerdict(
                run=run, institution=bodies[uscc], uscc=uscc, rules=rules, standing=standing.get(uscc, {})
            )
            for uscc, rules in told.items()
            if uscc in bodies
        ]
    )


def _standing(row: dict[str, Any]) -> dict[str, Any]:
    shown = {name: row[name] for name in ("risk", "rank", "reports", "hits", "rate")}
    return shown | {"terms": json.loads(row["terms"] or "[]")}


def stop_run(*, run: Run, by: Actor, why: str) -> Run:
    """A run ends without a word: stopped, failed, or overtaken. Nothing of it was written."""
    with RUN.moving("stop_run", run, by=Consequence(by.trail_name), reason=why[:300]) as held:
        held.ended_at, held.ended_why = clock.now(), why[:300]
    return held
