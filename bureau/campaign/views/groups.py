"""Domains of focus and the lead group: who and what comes in, and leaves, with the reason."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from bureau.campaign import services
from bureau.campaign.forms import EndMemberForm, FocusForm, MemberForm, ReasonForm
from bureau.campaign.lifecycle import FOCUS, MEMBER, FocusState
from bureau.campaign.models import FocusDomain, Member
from bureau.campaign.views.answers import campaign_asked, posted, who
from bureau.campaign.views.steps import Step, step_page
from bureau.kernel.access import needs
from bureau.people.permissions import P


@needs(P.CAMPAIGN_MANAGE)
def focus_domain(request: HttpRequest, reference: str) -> HttpResponse:
    """Put a domain into the focus."""
    row, by = campaign_asked(request, reference), who(request)
    form = FocusForm(posted(request), campaign=row)
    return step_page(
        request,
        row,
        Step(_("Put a domain into focus"), _("Put it into focus")),
        form,
        lambda clean: services.focus_domain(campaign=row, by=by, **clean),
        objection=FOCUS.objection("focus_domain", FocusDomain(campaign=row), by),
        said=_("Saved."),
    )


@needs(P.CAMPAIGN_MANAGE)
def withdraw_domain(request: HttpRequest, reference: str, domain: str) -> HttpResponse:
    """Take a domain out of the focus."""
    campaign, by = campaign_asked(request, reference), who(request)
    row: FocusDomain = get_object_or_404(campaign.domains, domain=domain, state=FocusState.FOCUS)
    form = ReasonForm(posted(request), row=row)
    step = Step(
        _("Take “%(domain)s” out of the focus?") % {"domain": row},
        _("Take it out of the focus"),
        _("Its institutions stay due like all others."),
        danger=True,
    )
    return step_page(
        request,
        campaign,
        step,
        form,
        lambda clean: services.withdraw_domain(
            focus=row, by=by, reason=clean["reason"], base=form.base_version
        ),
        objection=FOCUS.objection("withdraw_domain", row, by),
        said=_("Saved."),
    )


@needs(P.CAMPAIGN_MANAGE)
def add_member(request: HttpRequest, reference: str) -> HttpResponse:
    """Put somebody into the lead group."""
    row, by = campaign_asked(request, reference), who(request)
    form = MemberForm(posted(request), by=by)
    return step_page(
        request,
        row,
        Step(_("Add a member of the lead group"), _("Add the member")),
        form,
        lambda clean: services.add_member(campaign=row, by=by, **clean),
        objection=MEMBER.objection("add_member", Member(campaign=row, post="—"), by),
        said=_("Added."),
    )


@needs(P.CAMPAIGN_MANAGE)
def end_member(request: HttpRequest, reference: str, key: uuid.UUID) -> HttpResponse:
    """Somebody leaves the lead group."""
    campaign, by = campaign_asked(request, reference), who(request)
    row: Member = get_object_or_404(campaign.members.select_related("account"), pk=key)
    form = EndMemberForm(posted(request), row=row)
    step = Step(
        _("End the membership of %(name)s?") % {"name": row},
        _("End the membership"),
        _("It stays on record with its dates."),
        danger=True,
    )
    return step_page(
        request,
        campaign,
        step,
        form,
        lambda clean: services.end_member(
            member=row, by=by, reason=clean["reason"], on=clean["on"], base=form.base_version
        ),
        objection=MEMBER.objection("end_member", row, by),
        said=_("Saved."),
    )
