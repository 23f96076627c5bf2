"""The visits that an officer is to make, as another goes in their place; the second officer stays."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bureau.inspection.lifecycle import VisitState
from bureau.inspection.models import Visit
from bureau.inspection.services import hand_over_visit
from bureau.people.handovers import Change, Held, Kind, declare
from bureau.people.models import Account


def _held(giver: Account, by: Account) -> Iterator[Held]:
    mine = Q(first_officer=giver) | Q(second_officer=giver)
    rows = Visit.objects.visible_to(by).filter(mine, state=VisitState.PLANNED).order_by("reference")
    for one in rows.select_related("institution"):
        title = f"{one.planned_on.isoformat()} {one.institution.name}"
        yield Held(one.reference, title, reverse("inspection:visit", args=[one.reference]))


def _hand_over(reference: str, change: Change) -> object:
    visit = Visit.objects.select_related("unit", "first_officer", "second_officer").get(reference=reference)
    first, second = (change.taker if one == change.giver else one for one in visit.officers)
    return hand_over_visit(
        visit=visit,
        unit=visit.unit,
        first_officer=first,
        second_officer=second,
        by=change.by,
        reason=change.reason,
    )


declare(Kind("visits", _("Visits planned"), _held, _hand_over))
