"""The leads that an officer holds, as they go over to another."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bureau.people.handovers import Change, Held, Kind, declare
from bureau.people.models import Account
from bureau.screening.lifecycle import LeadState
from bureau.screening.models import Lead
from bureau.screening.services import hand_over_lead


def _held(giver: Account, by: Account) -> Iterator[Held]:
    rows = Lead.objects.visible_to(by).filter(officer=giver, state=LeadState.OPEN).order_by("reference")
    for one in rows:
        yield Held(one.reference, one.title, reverse("screening:lead", args=[one.reference]))


def _hand_over(reference: str, change: Change) -> object:
    lead = Lead.objects.get(reference=reference)
    return hand_over_lead(lead=lead, to=change.taker, by=change.by, reason=change.reason)


declare(Kind("leads", _("Leads"), _held, _hand_over))
