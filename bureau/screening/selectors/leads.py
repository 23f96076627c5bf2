"""Leads: the list, and what rooms above ask for."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from bureau.kernel.access import Actor, gate
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.registry.models import Institution
from bureau.screening.lifecycle import LeadState
from bureau.screening.models import Lead, with_merged


def leads_seen(by: Account, unit: Unit | None) -> QuerySet[Lead]:
    """Leads that somebody sees, of institutions of the unit that lists are about."""
    rows = Lead.objects.visible_to(by)
    if unit is not None:
        rows = rows.filter(with_merged(Institution.objects.within(unit)))
    found: QuerySet[Lead] = rows.select_related("institution__merged_into", "officer", "unit")
    return found


def open_leads(for_: Any, institution: Institution | None = None) -> QuerySet[Lead]:  # noqa: ANN401 - an account
    """Leads that wait to be checked and are on no visit yet, those due first."""
    rows = Lead.objects.visible_to(for_).filter(state=LeadState.OPEN)
    if institution is not None:
        rows = rows.filter(with_merged([institution.pk]))
    found: QuerySet[Lead] = rows.select_related("institution", "officer", "unit").order_by(
        "due_on", "reference"
    )
    return found


def open_leads_about(institution: Institution) -> QuerySet[Lead]:
    """Leads of an institution to which another hit may be joined."""
    found: QuerySet[Lead] = Lead.objects.filter(Q(state=LeadState.OPEN) & with_merged([institution.pk]))
    return found.order_by("due_on", "reference")


def lead_of(reference: str, for_: Actor) -> Lead:
    """One lead, or none (404) for whoever may not see it."""
    rows = Lead.objects.select_related("institution", "officer", "unit")
    found: Lead = gate(rows, for_=for_, reference=reference)
    return found


def officers_for(unit: Unit) -> list[Account]:
    """Officers who may hold a lead of a unit."""
    found = [one for one in Account.objects.officers().active() if one.may(P.HIT_TRIAGE, at=unit)]
    return sorted(found, key=lambda one: one.full_name)
