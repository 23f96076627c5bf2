"""The list of campaigns, one campaign's page, and what is done to the campaign itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bureau.campaign import services
from bureau.campaign.forms import ConfirmForm, PlanForm, ReasonForm
from bureau.campaign.lifecycle import CAMPAIGN, PHASE, CampaignState
from bureau.campaign.models import Campaign, Notice
from bureau.campaign.selectors.cascades import below_of, may_take
from bureau.campaign.selectors.histories import history
from bureau.campaign.selectors.notices import cites_of, notices_waiting, sentences_of
from bureau.campaign.selectors.progress import progress_of
from bureau.campaign.views.answers import campaign_asked, done, form_page, posted, who
from bureau.campaign.views.steps import Step, step_page
from bureau.kernel import clock
from bureau.kernel.access import needs
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.ui.paging import page

ORDER = ("-begins_on", "reference")
TABS = ("plan", "history")
MOVES = ("amend_campaign", "amend_issued_campaign", "issue_campaign", "withdraw_campaign", "close_campaign")


@needs(P.CAMPAIGN_READ)
def campaigns(request: HttpRequest) -> HttpResponse:
    """Campaigns that whoever asks sees of the unit chosen in the top bar and those above and below, newest first."""
    by, unit = who(request), current_unit(request)
    rows = Campaign.objects.visible_to(by).select_related("unit")
    rows = rows.about(unit) if unit is not None else rows
    context = {
        "page": page(rows, ORDER, request.GET.get("cursor", "")),
        "notices": notices_waiting(by),
        "may_draft": unit is not None and by.may(P.CAMPAIGN_MANAGE, at=unit),
    }
    return render(request, "campaign/campaigns.html", context)


@needs(P.CAMPAIGN_READ)
def campaign(request: HttpRequest, reference: str) -> HttpResponse:
    """One campaign: how far it has come, its plan, its history."""
    row, by = campaign_asked(request, reference), who(request)
    tab = request.GET.get("tab", "")
    objections = {name: CAMPAIGN.objection(name, row, by) for name in MOVES}
    context: dict[str, Any] = {
        "campaign": row,
        "tab": tab if tab in TABS else "",
        "may": {name: not objection for name, objection in objections.items()},
        "may_rank": by.may(P.VISIT_READ),
        "may_see_talks": by.may(P.INSTITUTION_READ),
        "may_manage": by.may(P.CAMPAIGN_MANAGE, at=row.unit)
        and row.state in {CampaignState.DRAFTED, CampaignState.ISSUED},
        "cannot_issue": objections["issue_campaign"] if row.state == CampaignState.DRAFTED else "",
        "addressees": row.addressees_now(),
        "group": row.members_on(clock.today()),
        "whole": by.units_reached().filter(pk=row.unit_id).exists(),
        **_aspect(tab, row, by),
    }
    return render(request, "campaign/campaign.html", context)


def _aspect(tab: str, row: Campaign, by: Any) -> dict[str, Any]:  # noqa: ANN401 - an account
    """What only one tab needs."""
    if tab == "plan":
        lower = Campaign.objects.visible_to(by).filter(superior=row).select_related("unit")
        return {
            "phases": row.phases_now(),
            "domains": row.domains.filter(state="focus").order_by("position", "id"),
            "former": row.members.filter(state="ended").select_related("account"),
            "lower": lower.order_by(*ORDER),
            "below": below_of(row, by),
            "may_hand_down": by.may(P.CAMPAIGN_MANAGE, at=row.unit)
            and row.is_running
            and may_take(row).exists(),
            "cites": cites_of(row),
            "sentences": sentences_of(row),
            "notice": Notice.objects.filter(campaign=row).select_related("file").first(),
        }
    if tab == "history":
        return {"changes": history(row)}
    progress = progress_of(row, for_=by)
    present = progress.present
    return {
        "progress": progress,
        "cannot_sign_off": PHASE.objection("sign_off_phase", present, by) if present else "",
        "may_see_sign_off": by.may(P.CAMPAIGN_MANAGE, at=row.unit),
    }


@needs(P.CAMPAIGN_MANAGE)
def draft_campaign(request: HttpRequest) -> HttpResponse:
    """Draft a campaign of the unit chosen in the top bar; phases and domains of focus are preset."""
    by, unit = who(request), current_unit(request)
    if unit is None:
        raise Http404("unit")
    form = PlanForm(posted(request), unit=unit, by=by, initial=PlanForm.begun())
    if request.method == "POST" and form.is_valid():
        made: list[Campaign] = []
        to = form.cleaned_data["addressees"]
        if done(
            form,
            lambda: made.append(
                services.draft_campaign(plan=form.entered(), unit=unit, addressees=to, by=by)
            ),
        ):
            said = _("Drafted: %(ref)s. Set the working dates of its phases and name the lead group.")
            messages.success(request, said % {"ref": made[0].reference})
            return redirect("campaign:campaign", made[0].reference)
    return form_page(request, "campaign/draft_campaign.html", form, unit=unit)


@needs(P.CAMPAIGN_MANAGE)
def amend_campaign(request: HttpRequest, reference: str) -> HttpResponse:
    """Amend a draft, or what was issued with the reason."""
    row, by = campaign_asked(request, reference), who(request)
    name = "amend_issued_campaign" if row.is_running else "amend_campaign"
    form = PlanForm(posted(request), row=row, unit=row.unit, by=by, initial=PlanForm.of(row))
    step = Step(
        _("Amend the campaign"), _("Save"), _("What stood before stays in its history, with your name.")
    )

    def act(clean: dict[str, Any]) -> object:
        more: dict[str, Any] = {"reason": clean["reason"]} if row.is_running else {}
        return getattr(services, name)(
            campaign=row,
            plan=form.entered(),
            addressees=clean["addressees"],
            by=by,
            base=form.base_version,
            **more,
        )

    objection = CAMPAIGN.objection(name, row, by)
    return step_page(request, row, step, form, act, objection=objection, said=_("Saved."))


@needs(P.CAMPAIGN_MANAGE)
def issue_campaign(request: HttpRequest, reference: str) -> HttpResponse:
    """Issue a draft."""
    row, by = campaign_asked(request, reference), who(request)
    form = ConfirmForm(posted(request), row=row)
    step = Step(
        _("Issue %(number)s?") % {"number": row.document_number or row.reference},
        _("Issue the campaign"),
        _(
            "Its addressees see it from now on, and the end of each phase is on the queue of leader and office."
        ),
        tab="",
    )
    return step_page(
        request,
        row,
        step,
        form,
        lambda _clean: services.issue_campaign(campaign=row, by=by, base=form.base_version),
        objection=CAMPAIGN.objection("issue_campaign", row, by),
        said=_("Issued."),
    )


@needs(P.CAMPAIGN_MANAGE)
def withdraw_campaign(request: HttpRequest, reference: str) -> HttpResponse:
    """Withdraw a draft."""
    row, by = campaign_asked(request, reference), who(request)
    form = ReasonForm(posted(request), row=row)
    step = Step(
        _("Withdraw the draft %(ref)s?") % {"ref": row.reference},
        _("Withdraw the draft"),
        _("It stays in the list as withdrawn and cannot be issued any more."),
        danger=True,
    )
    return step_page(
        request,
        row,
        step,
        form,
        lambda clean: services.withdraw_campaign(
            campaign=row, by=by, reason=clean["reason"], base=form.base_version
        ),
        objection=CAMPAIGN.objection("withdraw_campaign", row, by),
        said=_("Withdrawn."),
    )


@needs(P.CAMPAIGN_MANAGE)
def close_campaign(request: HttpRequest, reference: str) -> HttpResponse:
    """Close a campaign whose phases are signed off."""
    row, by = campaign_asked(request, reference), who(request)
    form = ReasonForm(posted(request), row=row)
    step = Step(
        _("Close the campaign %(ref)s?") % {"ref": row.reference},
        _("Close the campaign"),
        _("Its institutions and coverage are counted as on today; nothing more is added to it."),
        danger=True,
        tab="",
    )
    return step_page(
        request,
        row,
        step,
        form,
        lambda clean: services.close_campaign(
            campaign=row, by=by, reason=clean["reason"], base=form.base_version
        ),
        objection=CAMPAIGN.objection("close_campaign", row, by),
        said=_("Closed."),
    )
