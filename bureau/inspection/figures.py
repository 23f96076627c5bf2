"""What the dossier of an institution shows of this room: visits that were concluded, and what they found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bureau.inspection.lifecycle import FindingState, VisitState
from bureau.inspection.models import Finding, Visit
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
    visits = Visit.objects.visible_to(for_).filter(own, state=VisitState.CONCLUDED)
    query = {"view": "concluded", "institution": institution.reference}
    if until is not None:
        visits, query = visits.filter(planned_on__lte=until), query | {"until": until.isoformat()}
    count = visits.order_by().aggregate(all=Count("pk"), last=Max("concluded_on"))
    note = gettext("the last on %(day)s") % {"day": count["last"].isoformat()} if count["all"] else ""
    where = f"{reverse('inspection:visits')}?{urlencode(query)}"
    yield Number(_("Visits concluded"), count["all"], where, note)
    if until is None:
        found = Finding.objects.visible_to(for_).filter(own).exclude(state=FindingState.WITHDRAWN)
        left = Count("pk", filter=Q(state=FindingState.ESTABLISHED))
        count = found.order_by().aggregate(all=Count("pk"), left=left)
        note = gettext("%(n)s without a problem yet") % {"n": count["left"]} if count["left"] else ""
        where = f"{reverse('inspection:findings')}?{urlencode({'institution': institution.reference})}"
        yield Number(_("Findings"), count["all"], where, note)
