"""Accounts with which institutions sign in: opened from the dossier with a password that is shown once, and closed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from bureau.kernel.access import needs
from bureau.people.permissions import P
from bureau.people.services import Opened
from bureau.registry import services
from bureau.registry.forms import OpenInstitutionAccountForm, ReasonForm
from bureau.registry.lifecycle import INSTITUTION
from bureau.registry.views.answers import done, form_page, institution_of, speaker_of, who


@needs(P.SPEAKER_MANAGE)
@never_cache
def open_institution_account(request: HttpRequest, reference: str) -> HttpResponse:
    """Open one; the one-time password stands on the answer and nowhere else."""
    row, by = institution_of(request, reference), who(request)
    form = OpenInstitutionAccountForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        clean, base = form.cleaned_data, form.base_version
        opened: list[Opened] = []
        if done(
            form,
            lambda: opened.append(
                services.open_institution_account(
                    institution=row,
                    username=clean["username"],
                    full_name=clean["full_name"],
                    email=clean["email"],
                    by=by,
                    base=base,
                )
            ),
        ):
            context = {"institution": row, "opened": opened[0]}
            return render(request, "registry/institution_account_opened.html", context)
    objection = INSTITUTION.objection("open_institution_account", row, by)
    context = {"institution": row, "objection": objection}
    return form_page(request, "registry/open_institution_account.html", form, **context)


@needs(P.SPEAKER_MANAGE)
def close_institution_account(request: HttpRequest, reference: str, username: str) -> HttpResponse:
    """Close one, with its sessions."""
    row, by = institution_of(request, reference), who(request)
    account = speaker_of(row, username)
    form = ReasonForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        reason, base = form.cleaned_data["reason"], form.base_version
        if done(
            form,
            lambda: services.close_institution_account(
                institution=row, account=account, by=by, reason=reason, base=base
            ),
        ):
            messages.success(request, _("Closed: the account of %(name)s.") % {"name": account})
            return redirect("registry:institution", reference)
    objection = INSTITUTION.objection("close_institution_account", row, by)
    context = {"institution": row, "account": account, "objection": objection}
    return form_page(request, "registry/close_institution_account.html", form, **context)
