"""Notices are handed in, confirmed field by field into a draft, or withdrawn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bureau.campaign import services
from bureau.campaign.citing import why_of_focus
from bureau.campaign.forms import ReasonForm
from bureau.campaign.lifecycle_beside import NOTICE
from bureau.campaign.models import Campaign, Notice
from bureau.campaign.notice_forms import ConfirmNoticeForm, KeepNoticeForm
from bureau.campaign.notice_texts import text_of
from bureau.campaign.notices import read_notice
from bureau.campaign.selectors.notices import notice_of
from bureau.campaign.views.answers import done, form_page, posted, who
from bureau.files.intake import NotAccepted
from bureau.kernel.access import needs
from bureau.people.permissions import P
from bureau.people.selectors import current_unit


@needs(P.CAMPAIGN_MANAGE)
def keep_notice(request: HttpRequest) -> HttpResponse:
    """Hand in a notice for the unit chosen in the top bar; nothing is drafted yet."""
    by, unit = who(request), current_unit(request)
    if unit is None:
        raise Http404("unit")
    form = KeepNoticeForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        clean, made = form.cleaned_data, []
        file = clean["file"]
        try:
            kept = done(
                form,
                lambda: made.append(
                    services.keep_notice(
                        unit=unit, by=by, content=file, name=file.name if file else "", pasted=clean["pasted"]
                    )
                ),
            )
        except NotAccepted as refusal:
            form.add_error("file", refusal.sentence)
            kept = False
        if kept:
            return redirect("campaign:notice", made[0].reference)
    return form_page(request, "campaign/keep_notice.html", form, unit=unit)


@needs(P.CAMPAIGN_MANAGE)
def notice(request: HttpRequest, reference: str) -> HttpResponse:
    """What was read of it, each field beside its sentence; confirmed, it becomes a draft."""
    row, by = notice_of(reference, who(request)), who(request)
    proposals = read_notice(text_of(row))
    form = ConfirmNoticeForm(posted(request), notice=row, proposals=proposals, unit=row.unit, by=by)
    objection = NOTICE.objection("draft_from_notice", row, by)
    if request.method == "POST" and form.is_valid():
        made: list[Campaign] = []
        if done(form, lambda: made.append(_drafted(form, row, by))):
            said = _("Drafted: %(ref)s. Name the lead group, then issue.")
            messages.success(request, said % {"ref": made[0].reference})
            return redirect("campaign:campaign", made[0].reference)
    issuer = proposals.issuer
    context = {
        "notice": row,
        "objection": objection,
        "issuer": issuer,
        "another_issuer": issuer is not None and issuer.value not in {row.unit.name, row.unit.short_name},
        "found": len(proposals.fields) + len(proposals.phases) + len(proposals.domains),
    }
    return form_page(request, "campaign/notice.html", form, **context)


def _drafted(form: ConfirmNoticeForm, row: Notice, by: Any) -> Campaign:  # noqa: ANN401 - an account
    domains = form.proposals.domains
    return services.draft_from_notice(
        notice=row,
        plan=form.entered(),
        phases=[plan for _number, plan in form.phases()],
        domains=[(code, why_of_focus(domains.get(code))) for code in form.cleaned_data["focus"]],
        cited=form.cited(),
        by=by,
        addressees=form.cleaned_data["addressees"],
        base=form.base_version,
    )


@needs(P.CAMPAIGN_MANAGE)
def withdraw_notice(request: HttpRequest, reference: str) -> HttpResponse:
    """No campaign is drafted from it."""
    row, by = notice_of(reference, who(request)), who(request)
    form = ReasonForm(posted(request), row=row)
    objection = NOTICE.objection("withdraw_notice", row, by)
    if request.method == "POST" and form.is_valid():
        reason, base = form.cleaned_data["reason"], form.base_version
        if done(form, lambda: services.withdraw_notice(notice=row, by=by, reason=reason, base=base)):
            messages.success(request, _("Withdrawn."))
            return redirect("campaign:campaigns")
    return form_page(request, "campaign/withdraw_notice.html", form, notice=row, objection=objection)
