"""Findings of visits, as what problems are recorded from: signed ones that nothing has taken over yet."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404

from bureau.inspection.lifecycle import FindingState
from bureau.inspection.models import Finding
from bureau.inspection.selectors import established_findings, finding_of
from bureau.inspection.services import hand_on_finding, release_finding
from bureau.kernel.access import Actor, Consequence
from bureau.people.models import Unit
from bureau.rectification.conduct import CONDUCTS
from bureau.rectification.sources import Offered, Source
from bureau.registry.models import Institution

MOST = 60  # characters of what was found that serve as a title


def _offered(finding: Finding) -> Offered:
    first = finding.what.strip().splitlines()[0] if finding.what.strip() else finding.reference
    body: Institution = finding.institution
    return Offered(
        reference=finding.reference,
        institution=body.merged_into or body,
        title=first if len(first) <= MOST else f"{first[: MOST - 1]}…",
        what=finding.what,
        conduct=finding.conduct if finding.conduct in CONDUCTS else "",
        domain=finding.domain,
        campaign=finding.visit.campaign,
    )


def fetch(reference: str, for_: Actor) -> Offered | None:
    """A signed finding that somebody may take over."""
    try:
        found = finding_of(reference, for_)
    except Http404:
        return None
    return _offered(found) if found.state == FindingState.ESTABLISHED else None


def waiting(for_: Actor, unit: Unit | None) -> Sequence[Offered]:
    """Signed findings that have become nothing yet."""
    rows = established_findings(for_)
    if unit is not None:
        rows = rows.filter(visit__unit__in=Unit.objects.within(unit))
    return [_offered(one) for one in rows]


def became(reference: str, problem: str, by: Actor) -> None:
    """The finding is handed on, in the transaction that records the problem."""
    hand_on_finding(finding=finding_of(reference, by), to=problem, by=by)


def released(reference: str, problem: str, by: Actor, reason: str) -> None:
    """The finding waits again, in the transaction that withdraws the problem, whoever may withdraw it."""
    found: Finding | None = Finding.objects.filter(reference=reference, handed_on_to=problem).first()
    if found is not None:
        release_finding(finding=found, by=Consequence(by.trail_name), reason=reason)


FINDINGS = Source("D-", fetch=fetch, waiting=waiting, became=became, released=released)
