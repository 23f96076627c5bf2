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
from bureau.kernel.access import TheProgram
from bureau.registry import services
from bureau.registry.completeness import drawn_on
from bureau.registry.lifecycle import InstitutionState, RosterState
from bureau.registry.models import (
    Authorisation,
    Calibration,
    Capability,
    Certificate,
    Elsewhere,
    Employment,
    Institution,
    Instrument,
    ManagementFact,
    Promise,
    Qualification,
    RosterImport,
    Site,
    StatedDomain,
)
from bureau.registry.selectors.duplicates import AT_ONCE
from bureau.registry.services.comparing import WORK
from bureau.trail.scope import scope

LOOKED_BACK = dt.timedelta(days=3)
# Facts whose beginning or end changes what lists show, or what a dossier lacks.
DATED = (
    *(Authorisation, Calibration, Capability, Certificate, Employment, Instrument, ManagementFact, Promise),
    *(Qualification, Site, StatedDomain),
)


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
def import_roster(
    run: JobRun, *, reference: str, differing: str, elsewhere: str = Elsewhere.LEAVE
) -> dict[str, Any]:
    """Import it in one transaction; an attempt that was cut off has written nothing."""
    roster = RosterImport.objects.select_related("file", "unit").get(reference=reference)
    total = roster.lines.count()
    run.step(0, total, _("Writing all lines in one piece"))
    if roster.state == RosterState.READ:
        services.import_roster(
            roster=roster, by=run.by, differing=differing, elsewhere=elsewhere, tell=run.within
        )
    run.step(total, total, _("Imported"))
    return {"reference": reference, "lines": total}


@job(WORK)
def compare_institutions(run: JobRun) -> dict[str, Any]:
    """Compare all dossiers; an attempt that was cut off has written nothing and begins again."""
    run.step(0, 1, _("Reading what is compared"))
    pairs = services.keep_likely_pairs(lambda done, total: run.step(done, total, _("Comparing dossiers")))
    run.step(1, 1, _("Compared"))
    return {"pairs": pairs}


@every(minutes=1440)
def compare_once_a_day() -> None:
    """Have a registry compared that is too large to be compared while somebody waits."""
    is_large = Institution.objects.active().order_by()[AT_ONCE : AT_ONCE + 1].exists()
    if is_large and services.comparing() is None:
        services.compare_institutions(by=TheProgram())


@every(minutes=360)
def refresh_institutions() -> None:
    """Draw again what lists show where a period lately began or ended, or where earlier rules drew it."""
    today = clock.today()
    lately = Q(valid_from__range=(today - LOOKED_BACK, today)) | Q(
        valid_to__range=(today - LOOKED_BACK - dt.timedelta(days=1), today)
    )
    keys: set[uuid.UUID] = set()
    for model in DATED:
        keys |= set(model.objects.standing().filter(lately).values_list("institution", flat=True))
    ended = Certificate.objects.standing().filter(ended_on__range=(today - LOOKED_BACK, today))
    keys |= set(ended.values_list("institution", flat=True))
    stale = Q(initials="") | (~Q(drawn_by=drawn_on(today)) & Q(state=InstitutionState.ACTIVE))
    rows = Institution.objects.filter(Q(pk__in=keys, state=InstitutionState.ACTIVE) | stale)
    for institution in rows.order_by("reference"):
        _refresh(institution)


def _drawn(institution: Institution) -> tuple[Any, ...]:
    return (
        institution.domains,
        institution.certified_until,
        institution.missing,
        institution.initials,
        institution.drawn_by,
    )


def _refresh(institution: Institution) -> None:
    before = _drawn(institution)
    with scope(actor="program", move="refresh_institution", reference=institution.reference) as written:
        written.silent = True
        held = institution.fresh()
        services.refresh(held)
        if _drawn(held) != before:
            held.save()
