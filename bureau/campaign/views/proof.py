"""The proof that nobody was forgotten, and the reasons for not inspecting: proposed, decided, withdrawn."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.campaign import services
from bureau.campaign.entry_forms import ExcuseForm
from bureau.campaign.forms import ConfirmForm, ReasonForm
from bureau.campaign.lifecycle_beside import EXCUSE
from bureau.campaign.models import Campaign, Excuse
from bureau.campaign.selectors import tally_of
from bureau.campaign.selectors.proof import proof_of
from bureau.campaign.selectors.scope import scope_of
from bureau.campaign.views.answers import campaign_asked, posted, who
from bureau.campaign.views.steps import Step, step_page
from bureau.kernel.access import needs
from bureau.people.permissions import P
from bureau.registry.models import Institution


def _back(campaign: Campaign) -> str:
    return reverse("campaign:proof", args=[campaign.reference])


def _excuse(request: HttpRequest, reference: str, institution: str) -> Excuse:
    """The reason that waits or stands for an institution in a campaign that whoever asks sees."""
    campaign = campaign_asked(request, reference)
    seen = Institution.objects.visible_to(who(request))
    rows = Excuse.objects.standing().filter(campaign=campaign, institution__in=seen)
    found: Excuse = get_object_or_404(
        rows.select_related("campaign__unit", "institution"), institution__reference=institution
    )
    return found


@needs(P.CAMPAIGN_READ)
def proof(request: HttpRequest, reference: str) -> HttpResponse:
    """Every institution inspected or with an approved reason; by field, by unit, one by one. It prints as a sheet."""
    row, by = campaign_asked(request, reference), who(request)
    whole = by.units_reached().filter(pk=row.unit_id).exists()
    may = by.may(P.CAMPAIGN_MANAGE, at=row.unit) and row.is_running
    context = {"campaign": row, "proof": proof_of(row, for_=by), "whole": whole, "may_propose": may}
    context["out"] = scope_of(row, for_=by).out
    return render(request, "campaign/proof.html", context)


@needs(P.CAMPAIGN_MANAGE)
def propose_excuse(request: HttpRequest, reference: str, institution: str) -> HttpResponse:
    """Propose why an institution is not inspected."""
    row, by = campaign_asked(request, reference), who(request)
    body: Institution = get_object_or_404(tally_of(row, for_=by).due, reference=institution)
    form = ExcuseForm(posted(request))
    step = Step(
        _("Why is %(name)s not inspected?") % {"name": body.name},
        _("Propose the reason"),
        _("It counts once the leader or a deputy of the lead group has approved it."),
        back=_back(row),
    )
    return step_page(
        request,
        row,
        step,
        form,
        lambda clean: services.propose_excuse(campaign=row, institution=body, by=by, **clean),
        objection=EXCUSE.objection("propose_excuse", Excuse(campaign=row, institution=body), by),
        said=_("Proposed; it waits for the leader or a deputy."),
    )


@needs(P.CAMPAIGN_MANAGE)
def decide_excuse(request: HttpRequest, reference: str, institution: str) -> HttpResponse:
    """The reason with its facts, and the way to each decision."""
    row, by = _excuse(request, reference, institution), who(request)
    objections = {name: EXCUSE.objection(name, row, by) for name in EXCUSE.moves if name != "propose_excuse"}
    context = {"campaign": row.campaign, "excuse": row, "objections": objections, "back": _back(row.campaign)}
    return render(request, "campaign/decide_excuse.html", context)


@needs(P.CAMPAIGN_MANAGE)
def approve_excuse(request: HttpRequest, reference: str, institution: str) -> HttpResponse:
    """Approve it."""
    row, by = _excuse(request, reference, institution), who(request)
    form = ConfirmForm(posted(request), row=row)
    step = Step(
        _("Leave %(name)s out of the visits?") % {"name": row.institution.name},
        _("Approve the reason"),
        f"{row.get_ground_display()}{_(': ')}{row.words}",
        back=_back(row.campaign),
    )
    return step_page(
        request,
        row.campaign,
        step,
        form,
        lambda _clean: services.approve_excuse(excuse=row, by=by, base=form.base_version),
        objection=EXCUSE.objection("approve_excuse", row, by),
        said=_("Approved."),
    )


@needs(P.CAMPAIGN_MANAGE)
def refuse_excuse(request: HttpRequest, reference: str, institution: str) -> HttpResponse:
    """Refuse it: the institution is to be inspected."""
    return _against(request, _excuse(request, reference, institution), "refuse_excuse")


@needs(P.CAMPAIGN_MANAGE)
def withdraw_excuse(request: HttpRequest, reference: str, institution: str) -> HttpResponse:
    """Withdraw it: the institution is due again."""
    return _against(request, _excuse(request, reference, institution), "withdraw_excuse")


def _against(request: HttpRequest, row: Excuse, name: str) -> HttpResponse:
    by, form = who(request), ReasonForm(posted(request), row=row)
    words = {
        "refuse_excuse": (_("Refuse the reason for %(name)s?"), _("Refuse the reason"), _("Refused.")),
        "withdraw_excuse": (
            _("Withdraw the reason for %(name)s?"),
            _("Withdraw the reason"),
            _("Withdrawn."),
        ),
    }[name]
    title, do, said = words
    step = Step(
        title % {"name": row.institution.name},
        do,
        _("The institution is to be inspected in this campaign."),
        danger=True,
        back=_back(row.campaign),
    )
    return step_page(
        request,
        row.campaign,
        step,
        form,
        lambda clean: getattr(services, name)(
            excuse=row, by=by, reason=clean["reason"], base=form.base_version
        ),
        objection=EXCUSE.objection(name, row, by),
        said=said,
    )
