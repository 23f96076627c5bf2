"""Proposals that wait for an officer, and the dossier as its own institution sees it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.registry.completeness import Lack, completeness
from bureau.registry.models import TABLES, Fact, FactProposal, Institution
from bureau.registry.selectors.facts import Facts, facts_of

SHOWN = 100


@dataclass(frozen=True)
class ProposalPage:
    """What an institution's own page shows: its facts, what is missing, what it proposed. Nothing else of ours."""

    institution: Institution
    facts: Facts
    lacks: tuple[Lack, ...]
    proposals: list[FactProposal]


def waiting_for(by: Account, unit: Unit | None) -> QuerySet[FactProposal]:
    """Proposals that nobody has decided, about institutions of the unit that lists are about, the oldest first."""
    rows = FactProposal.objects.visible_to(by).waiting()
    if unit is not None:
        rows = rows.filter(institution__in=Institution.objects.within(unit))
    found: QuerySet[FactProposal] = rows.select_related("institution").order_by("proposed_at", "id")
    return found


def own_institution(account: Account) -> ProposalPage | None:
    """The page of the institution that an account speaks for, or None if it speaks for none today."""
    institution = Institution.objects.spoken_for_by(account).select_related("unit").first()
    if institution is None:
        return None
    facts = facts_of(institution)
    return ProposalPage(
        institution=institution,
        facts=facts,
        lacks=completeness(facts, clock.today(), answered=institution.officer_id is not None).lacks,
        proposals=list(institution.proposals.all()[:SHOWN]),
    )


def followed_by(proposal: FactProposal) -> Fact | None:
    """The standing fact that a proposal would amend, if it still stands."""
    if proposal.follows is None:
        return None
    found: Fact | None = (
        TABLES[proposal.kind]
        .objects.standing()
        .filter(institution=proposal.institution_id, lineage=proposal.follows)
        .first()
    )
    return found
