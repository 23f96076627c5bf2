"""What the dossier of an institution shows of this room: hits, leads, and the reports that its ledgers tell of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bureau.kernel.access import Actor
from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.registry.figures import Issued, Number, dossier_figures, issued_reports
from bureau.registry.models import Institution
from bureau.screening.models import with_merged
from bureau.screening.selectors import leads_seen, reports_by_year, undecided_hits


@dossier_figures("screening")
def hits_and_leads(institution: Institution, for_: Actor, until: dt.date | None) -> Iterator[Number]:
    """What waits today; how it waited on a past day is not kept as rows that could be opened."""
    if until is not None or not (isinstance(for_, Account) and for_.may(P.HIT_READ)):
        return
    own, query = with_merged([institution.pk]), urlencode({"institution": institution.reference})
    hits = undecided_hits(for_, None).filter(own)
    yield Number(_("Hits to be judged"), hits.count(), f"{reverse('screening:hits')}?{query}")
    leads = leads_seen(for_, None).filter(own).running()  # type: ignore[attr-defined] # a queryset of leads
    yield Number(_("Leads under way"), leads.count(), f"{reverse('screening:leads')}?{query}")


@issued_reports("screening")
def in_ledgers(institution: Institution, for_: Actor, until: dt.date | None) -> Iterator[Issued]:
    """Reports by year and field, as the ledgers that count today tell of them."""
    if not for_.may(P.LEDGER_READ):
        return
    for one in reports_by_year(institution, until=until):
        told = tuple((number, reverse("screening:ledger", args=[number])) for number in one.ledgers)
        yield Issued(one.year, one.domain, one.reports, told)
