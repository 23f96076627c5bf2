"""Findings, as what a basis is chosen for: their conduct, domain and days, once they are written down."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.inspection.lifecycle import FindingState
from bureau.inspection.models import Finding
from bureau.inspection.selectors import finding_of
from bureau.kernel.access import Actor
from bureau.law.subjects import Subject, tells_of
from bureau.people.permissions import P

MOST = 120  # characters of what was found that serve as a title


@tells_of("D-")
def tell_of_finding(reference: str, actor: Actor) -> Subject | None:
    """A finding that somebody may see."""
    if not actor.may(P.VISIT_READ):
        return None
    try:
        found = finding_of(reference, actor)
    except Http404:
        return None
    return Subject(
        reference=found.reference,
        title=found.what[:MOST],
        address=reverse("inspection:finding", args=[found.reference]),
        unit=found.jurisdiction,
        conduct=found.conduct,
        domain=found.domain,
        first=found.conduct_from,
        last=found.conduct_to,
        closed=_closed(found),
    )


def _closed(found: Finding) -> str:
    if found.state == FindingState.DRAFTED:
        return _("The finding is not signed yet; a basis is chosen for what two officers have established.")
    if found.state == FindingState.WITHDRAWN:
        return _("The finding was withdrawn; no basis is chosen for it.")
    return ""
