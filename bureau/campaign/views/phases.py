"""Phases are added, amended, withdrawn and signed off."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bureau.campaign import services
from bureau.campaign.forms import ConfirmForm, PhaseForm, ReasonForm
from bureau.campaign.lifecycle import PHASE
from bureau.campaign.models import Phase
from bureau.campaign.views.answers import campaign_asked, phase_of, posted, who
from bureau.campaign.views.steps import Step, step_page
from bureau.kernel.access import needs
from bureau.people.permissions import P


@needs(P.CAMPAIGN_MANAGE)
def add_phase(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a phase after the last."""
    row, by = campaign_asked(request, reference), who(request)
    form = PhaseForm(posted(request))
    step = Step(_("Add a phase"), _("Add the phase"))
    return step_page(
        request,
        row,
        step,
        form,
        lambda _clean: services.add_phase(campaign=row, plan=form.entered(), by=by),
        objection=PHASE.objection("add_phase", Phase(campaign=row), by),
        said=_("Added."),
    )


@needs(P.CAMPAIGN_MANAGE)
def amend_phase(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Amend a phase: its words, its working dates with the reason, its exit conditions."""
    campaign, by = campaign_asked(request, reference), who(request)
    row = phase_of(campaign, number)
    form = PhaseForm(posted(request), row=row, initial=PhaseForm.of(row))
    step = Step(
        _("Amend the phase “%(phase)s”") % {"phase": row.name},
        _("Save"),
        _("What stood before stays in the history of the campaign."),
    )
    return step_page(
        request,
        campaign,
        step,
        form,
        lambda _clean: services.amend_phase(phase=row, plan=form.entered(), by=by, base=form.base_version),
        objection=PHASE.objection("amend_phase", row, by),
        said=_("Saved."),
    )


@needs(P.CAMPAIGN_MANAGE)
def withdraw_phase(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Withdraw a phase."""
    campaign, by = campaign_asked(request, reference), who(request)
    row = phase_of(campaign, number)
    form = ReasonForm(posted(request), row=row)
    step = Step(
        _("Withdraw the phase “%(phase)s”?") % {"phase": row.name},
        _("Withdraw the phase"),
        _("The campaign goes on without it; it stays in the history."),
        danger=True,
    )
    return step_page(
        request,
        campaign,
        step,
        form,
        lambda clean: services.withdraw_phase(
            phase=row, by=by, reason=clean["reason"], base=form.base_version
        ),
        objection=PHASE.objection("withdraw_phase", row, by),
        said=_("Withdrawn."),
    )


@needs(P.CAMPAIGN_MANAGE)
def sign_off_phase(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Sign a phase off, as the leader or a deputy of the lead group."""
    campaign, by = campaign_asked(request, reference), who(request)
    row = phase_of(campaign, number)
    form = ConfirmForm(posted(request), row=row)
    step = Step(
        _("Sign off the phase “%(phase)s”?") % {"phase": row.name},
        _("Sign the phase off"),
        _("Its exit conditions are met. Your name and today stand on it; it cannot be opened again."),
        tab="",
    )
    return step_page(
        request,
        campaign,
        step,
        form,
        lambda _clean: services.sign_off_phase(phase=row, by=by, base=form.base_version),
        objection=PHASE.objection("sign_off_phase", row, by),
        said=_("Signed off: “%(phase)s”.") % {"phase": row.name},
    )
