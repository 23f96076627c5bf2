"""The list of findings: its views, whom each waits for, and what somebody sees of a unit."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from bureau.inspection.lifecycle import FindingState
from bureau.inspection.models import Finding
from bureau.inspection.selectors.lists import View
from bureau.people.models import Account, Unit
from bureau.people.permissions import P


def _to_sign(_today: dt.date, by: Account) -> Q:
    """Drafted on a visit of theirs, by the other officer."""
    mine = Q(visit__first_officer=by) | Q(visit__second_officer=by)
    return Q(state=FindingState.DRAFTED) & mine & ~Q(drafted_by=by)


FINDING_VIEWS: tuple[View, ...] = (
    View("", _("All"), lambda _today, _by: ~Q(state=FindingState.WITHDRAWN)),
    View("mine", _("Mine to sign"), _to_sign),
    View("drafted", _("To be signed"), lambda _today, _by: Q(state=FindingState.DRAFTED)),
    View("unassigned", _("No problem yet"), lambda _today, _by: Q(state=FindingState.ESTABLISHED)),
    View("taken-over", _("Taken over"), lambda _today, _by: Q(state=FindingState.HANDED_ON)),
    View("closed", _("Closed without a problem"), lambda _today, _by: Q(state=FindingState.CLOSED)),
    View("withdrawn", _("Withdrawn"), lambda _today, _by: Q(state=FindingState.WITHDRAWN)),
)


def finding_view_named(name: str) -> View:
    """The view of this word; of another word, all that were not withdrawn."""
    return next((view for view in FINDING_VIEWS if view.name == name), FINDING_VIEWS[0])


def listed_findings(by: Account, unit: Unit | None) -> QuerySet[Finding]:
    """Findings that somebody sees, of visits of the unit that lists are about; those of their own visits always."""
    rows = Finding.objects.visible_to(by)
    if unit is not None:
        own = Q(visit__first_officer=by) | Q(visit__second_officer=by)
        rows = rows.filter(Q(visit__unit__in=Unit.objects.within(unit)) | own)
    found: QuerySet[Finding] = rows.select_related(
        "visit__unit",
        "visit__first_officer",
        "visit__second_officer",
        "item",
        "institution",
        "drafted_by",
        "established_by",
    )
    return found


def findings_waiting(by: Account, unit: Unit | None) -> QuerySet[Finding]:
    """Those that wait for somebody: to be signed by them, or to be taken over where they may record problems."""
    waiting = _to_sign(dt.date.min, by)
    if by.may(P.PROBLEM_RECORD):
        waiting |= Q(state=FindingState.ESTABLISHED)
    return listed_findings(by, unit).filter(waiting)
