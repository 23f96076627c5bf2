"""What rooms above show on the pages of rooms below: a button that leads on, a number that leads to its rows."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from bureau.campaign.selectors.talks import talks_with
from bureau.collecting.models import Part
from bureau.inspection.models import Finding
from bureau.kernel.access import actor_of
from bureau.people.permissions import P
from bureau.rectification.sources import offered
from bureau.registry.models import Institution
from bureau.screening.lifecycle import LeadState
from bureau.screening.models import Lead
from bureau.ui.slots import fill

LAST_CONTACTS = 3


@fill("inspection.finding.actions")
def record_the_problem(request: HttpRequest, finding: Finding) -> str:
    """A signed finding becomes a problem of the register."""
    by = actor_of(request)
    if not by.may(P.PROBLEM_RECORD, at=finding.jurisdiction) or offered(finding.reference, for_=by) is None:
        return ""
    query = urlencode({"source": finding.reference})
    return format_html(
        '<a class="btn btn-primary" href="{}?{}">{}</a>',
        reverse("rectification:record-problem"),
        query,
        _("Record as a problem"),
    )


@fill("screening.lead.acts")
def plan_a_visit(request: HttpRequest, lead: Lead) -> str:
    """A lead that is open waits for a visit to its institution."""
    if lead.state != LeadState.OPEN or not actor_of(request).may(P.VISIT_PLAN, at=lead.jurisdiction):
        return ""
    return format_html(
        '<a class="btn btn-primary" href="{}?{}">{}</a>',
        reverse("inspection:plan-visit"),
        urlencode({"institution": lead.body.reference}),
        _("Plan a visit"),
    )


@fill("registry.dossier.head")
def what_the_ledger_tells(request: HttpRequest, institution: Institution) -> str:
    """The portrait of the institution, for whoever may read hits."""
    if not actor_of(request).may(P.HIT_READ):
        return ""
    return format_html(
        '<span><a class="textlink" href="{}">{}</a></span>',
        reverse("screening:portrait", args=[institution.reference]),
        _("Portrait"),
    )


@fill("registry.dossier.head")
def what_is_asked_of_it(request: HttpRequest, institution: Institution) -> str:
    """The part of a collection that is not settled, if one is; the newest."""
    rows = Part.objects.visible_to(actor_of(request)).open().filter(institution=institution)
    part = rows.order_by("-asked_at").first()
    if part is None:
        return ""
    return format_html(
        '<span><a class="textlink" href="{}">{}</a></span>',
        reverse("collecting:part", args=[part.reference]),
        _("Asked to fill in: %(state)s") % {"state": part.get_state_display()},
    )


@fill("registry.dossier.foot")
def contact_log(request: HttpRequest, institution: Institution) -> str:
    """The last contacts with the institution, and the way to all of them."""
    by = actor_of(request)
    if not by.may(P.INSTITUTION_READ):
        return ""
    context = {
        "institution": institution,
        "rows": list(talks_with(institution, by)[:LAST_CONTACTS]),
        "may_record": by.may(P.CONTACT_RECORD),
    }
    return render_to_string("campaign/_talks_panel.html", context, request=request)
