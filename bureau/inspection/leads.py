"""Leads, as what visits are planned for: those that are checked on site, with what to look at."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404

from bureau.inspection.conducts import Conduct
from bureau.inspection.models.items import OriginKind
from bureau.inspection.origins import Known, Origin
from bureau.kernel.access import Actor
from bureau.registry.models import Institution
from bureau.screening.ledgers.dating import conduct_day
from bureau.screening.ledgers.telling import looks_of
from bureau.screening.models import Hit, Lead
from bureau.screening.selectors import lead_of, open_leads
from bureau.screening.services import conclude_lead, put_on_visit, take_off_visit

LONGEST = 300  # characters of a question


class Leads:
    """The source of this room's own making: leads are told of by the room of screening, below."""

    prefix: str = "L-"
    kind: str = OriginKind.LEAD

    def open_origins(self, institution: Institution, *, for_: Actor) -> Iterable[Origin]:
        """Leads about the institution that are on no visit yet."""
        return [_origin(lead) for lead in open_leads(for_, institution)]

    def origin(self, reference: str, *, for_: Actor) -> Origin | None:
        """One lead, for whoever may see it."""
        try:
            return _origin(lead_of(reference, for_))
        except Http404:
            return None

    def put_on(self, reference: str, *, item: str, by: Actor) -> None:
        """The lead waits for the visit now."""
        put_on_visit(lead=lead_of(reference, by), item_reference=item, by=by)

    def tell_outcome(self, reference: str, *, item: str, outcome: str, by: Actor) -> None:
        """The visit has answered it, or did not come to it."""
        lead = lead_of(reference, by)
        if outcome == "withdrawn":
            take_off_visit(lead=lead, by=by, reason=item)
        else:
            conclude_lead(lead=lead, outcome=outcome, by=by)


def _origin(lead: Lead) -> Origin:
    hits = list(lead.hits.order_by("reference"))
    rules = dict.fromkeys(hit.rule for hit in hits)
    looks = [look for rule in rules for look in looks_of(rule)]
    conduct = next((hit.conduct for hit in hits if hit.conduct in Conduct.values), "")
    body = lead.body
    return Origin(
        reference=lead.reference,
        institution=body,
        question=lead.title[:LONGEST],
        how="\n".join(f"{look.look}：{look.fix}。{look.settles}" for look in looks),
        domain=body.domains[0] if len(body.domains) == 1 else "",
        conduct=conduct,
        known=tuple(_known(hit) for hit in hits),
    )


def _known(hit: Hit) -> Known:
    """The report of a hit, and the day on which what it suggests was done."""
    day, column = conduct_day(hit.evidence) or (None, "")
    return Known(hit.reference, hit.report_no, day, column)


LEADS = Leads()
