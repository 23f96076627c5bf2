"""Background work of this room: large rosters are read and imported, columns that depend on the day drawn again."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from bureau.jobs.kinds import every, job
from bureau.jobs.running import JobRun
from bureau.kernel import clock
from bureau.registry import services
from bureau.registry.lifecycle import InstitutionState, RosterState
from bureau.registry.models import Capability, Certificate, Institution, RosterImport, StatedDomain
from bureau.trail.scope import scope

LOOKED_BACK = dt.timedelta(days=3)


@job("roster.read")
def read_roster(run: JobRun, *, reference: str) -> dict[str, Any]:
    """Read a file that was handed in."""
    roster = RosterImport.objects.select_related("file", "unit").get(reference=reference)
    run.step(0, 2, _("Reading the file"))
    if roster.state == RosterState.RECEIVED:
        roster = services.read_roster(roster=roster, by=run.by)
    run.step(2, 2, roster.get_state_display())
    return {"reference": reference, "lines": roster.lines.count()}


@job("roster.import")
def import_roster(run: JobRun, *, reference: str, differing: str) -> dict[str, Any]:
    """Import it in one transaction; an attempt that was cut off has written nothing."""
    roster = RosterImport.objects.select_related("file", "unit").get(reference=reference)
    total = roster.lines.count()
    run.step(0, total, _("Writing all lines in one piece"))
    if roster.state == RosterState.READ:
        services.import_roster(roster=roster, by=run.by, differing=differing)
    run.step(total, total, _("Imported"))
    return {"reference": reference, "lines": total}


@every(minutes=360)
def refresh_institutions() -> None:
    """Draw again what lists show of institutions for which a period lately began or ended, or that have no initials."""
    today = clock.today()
    lately = Q(valid_from__range=(today - LOOKED_BACK, today)) | Q(
        valid_to__range=(today - LOOKED_BACK - dt.timedelta(days=1), today)
    )
    keys: set[uuid.UUID] = set()
    for model in (Capability, Certificate, StatedDomain):
        keys |= set(model.objects.standing().filter(lately).values_list("institution", flat=True))
    rows = Institution.objects.filter(Q(pk__in=keys, state=InstitutionState.ACTIVE) | Q(initials=""))
    for institution in rows.order_by("reference"):
        _refresh(institution)


def _drawn(institution: Institution) -> tuple[Any, ...]:
    return (institution.domains, institution.certified_until, institution.missing, institution.initials)


def _refresh(institution: Institution) -> None:
    before = _drawn(institution)
    with scope(actor="program", move="refresh_institution", reference=institution.reference) as written:
        written.silent = True
        held = institution.fresh()
        services.refresh(held)
        if _drawn(held) != before:
            held.save()
