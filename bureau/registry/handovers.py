"""The institutions for which an officer answers, as they go over to another."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bureau.kernel.refusals import NotNow
from bureau.people.handovers import Change, Held, Kind, declare
from bureau.people.models import Account
from bureau.registry.models import Institution
from bureau.registry.services import assign_institution


def _held(giver: Account, by: Account) -> Iterator[Held]:
    rows = Institution.objects.visible_to(by).active().filter(officer=giver).order_by("reference")
    for one in rows:
        yield Held(one.reference, one.name, reverse("registry:institution", args=[one.reference]))


def _hand_over(reference: str, change: Change) -> object:
    """It stays with its unit where the other officer reaches that, and goes with them to theirs where not."""
    row = Institution.objects.select_related("unit").get(reference=reference)
    reached = row.unit is not None and change.taker.units_reached().filter(pk=row.unit.pk).exists()
    unit = row.unit if reached else change.taker.jurisdiction
    if unit is None:
        raise NotNow(_("%(name)s works in no unit. Choose an officer of a unit.") % {"name": change.taker})
    return assign_institution(
        institution=row, unit=unit, officer=change.taker, by=change.by, reason=change.reason
    )


declare(Kind("institutions", gettext_lazy("Institutions"), _held, _hand_over))
