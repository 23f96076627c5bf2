"""A campaign is handed down to units below, taken up there, or taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from bureau.campaign import services
from bureau.campaign.entry_forms import HandDownForm
from bureau.campaign.forms import ConfirmForm, ReasonForm
from bureau.campaign.lifecycle_beside import HAND_DOWN
from bureau.campaign.models import Campaign, HandDown
from bureau.campaign.selectors.cascades import may_take
from bureau.campaign.views.answers import campaign_asked, done, form_page, posted, who
from bureau.campaign.views.steps import Step, step_page
from bureau.kernel.access import needs
from bureau.people.permissions import P


def _hand_down(request: HttpRequest, reference: str, unit: str) -> HandDown:
    """The one of this campaign to this unit, if whoever asks sees it."""
    rows = (
        HandDown.objects.visible_to(who(request)).standing().select_related("campaign__unit", "unit", "lower")
    )
    found: HandDown = get_object_or_404(rows, campaign__reference=reference, unit__reference=unit)
    return found


@needs(P.CAMPAIGN_MANAGE)
def hand_down_campaign(request: HttpRequest, reference: str) -> HttpResponse:
    """Hand it down to one or several units below at once."""
    row, by = campaign_asked(request, reference), who(request)
    form = HandDownForm(posted(request), campaign=row)
    step = Step(
        _("Hand the campaign down"),
        _("Hand it down"),
        _(
            "It waits in the queue of each unit, which makes its own campaign of it within these phases and days."
        ),
    )

    def act(clean: dict[str, Any]) -> object:
        with transaction.atomic():
            return [
                services.hand_down_campaign(campaign=row, unit=unit, due_on=clean["due_on"], by=by)
                for unit in clean["units"]
            ]

    objection = HAND_DOWN.objection("hand_down_campaign", HandDown(campaign=row, unit=row.unit), by)
    refused = objection if not row.is_running else "" if may_take(row).exists() else _nobody_below()
    return step_page(request, row, step, form, act, objection=refused, said=_("Handed down."))


def _nobody_below() -> str:
    return _("Every unit below that runs campaigns of its own has it already, or there is none.")


@needs(P.CAMPAIGN_MANAGE)
def take_up_campaign(request: HttpRequest, reference: str, unit: str) -> HttpResponse:
    """The unit makes its own campaign of it."""
    row, by = _hand_down(request, reference, unit), who(request)
    form = ConfirmForm(posted(request), row=row)
    objection = HAND_DOWN.objection("take_up_campaign", row, by)
    if request.method == "POST" and form.is_valid():
        made: list[Campaign] = []
        if done(
            form,
            lambda: made.append(services.take_up_campaign(hand_down=row, by=by, base=form.base_version)),
        ):
            said = _("Drafted: %(ref)s. Enter your own number, addressees and lead group, then issue.")
            messages.success(request, said % {"ref": made[0].reference})
            return redirect("campaign:campaign", made[0].reference)
    return form_page(request, "campaign/take_up.html", form, hand_down=row, objection=objection)


@needs(P.CAMPAIGN_MANAGE)
def withdraw_hand_down(request: HttpRequest, reference: str, unit: str) -> HttpResponse:
    """Take it back before it was taken up."""
    row, by = _hand_down(request, reference, unit), who(request)
    form = ReasonForm(posted(request), row=row)
    step = Step(
        _("Take “%(campaign)s” back from %(unit)s?") % {"campaign": row.campaign, "unit": row.unit},
        _("Take it back"),
        _("It leaves the queue of the unit."),
        danger=True,
    )
    return step_page(
        request,
        row.campaign,
        step,
        form,
        lambda clean: services.withdraw_hand_down(
            hand_down=row, by=by, reason=clean["reason"], base=form.base_version
        ),
        objection=HAND_DOWN.objection("withdraw_hand_down", row, by),
        said=_("Taken back."),
    )
