"""What the dossier of an institution shows of this room: visits that were concluded, and what they found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bureau.inspection.lifecycle import FindingState, VisitState
from bureau.inspection.selectors import listed, listed_findings
from bureau.kernel.access import Actor
from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.registry.figures import Number, dossier_figures
from bureau.registry.models import Institution
from bureau.registry.selectors import numbered


@dossier_figures("inspection")
def past_inspections(institution: Institution, for_: Actor, until: dt.date | None) -> Iterator[Number]:
    """Visits by their day; findings have none of their own, so a past day shows visits alone."""
    if not (isinstance(for_, Account) and for_.may(P.VISIT_READ)):
        return
    own = numbered(institution.reference)
    visits = listed(for_, None).filter(own, state=VisitState.CONCLUDED)
    query = {"view": "concluded", "institution": institution.reference}
    if until is not None:
        visits, query = visits.filter(planned_on__lte=until), query | {"until": until.isoformat()}
    url, newest = f"{reverse('inspection:visits')}?{urlencode(query)}", visits.order_by("-concluded_on").first()
    last = newest and newest.concluded_on
    note = gettext("the last on %(day)s") % {"day": last.isoformat()} if last else ""
    yield Number(_("Visits concluded"), visits.count(), url, note)
    if until is None:
        found = listed_findings(for_, None).filter(own).exclude(state=FindingState.WITHDRAWN)
        where = urlencode({"institution": institution.reference})
        left = found.filter(state=FindingState.ESTABLISHED).count()
        note = gettext("%(n)s without a problem yet") % {"n": left} if left else ""
        yield Number(_("Findings"), found.count(), f"{reverse('inspection:findings')}?{where}", note)
