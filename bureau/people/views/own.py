"""One's own account: password, preferences, sessions, delegations."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from bureau.kernel.access import needs
from bureau.people import selectors, services, sessions
from bureau.people.forms import ChangePasswordForm, ChoosePreferencesForm
from bureau.people.permissions import P
from bureau.people.views.answers import form_page, who
from bureau.people.views.signing import remember_language


@needs()
def own_account(request: HttpRequest) -> HttpResponse:
    """Who one is here, which roles one holds, what one may change."""
    by = who(request)
    initial = {"language": by.language, "large_text": by.large_text}
    context = {
        "page": selectors.account_page(by),
        "form": ChoosePreferencesForm(initial=initial),
        "ends_at": sessions.ends_at(request.session),
        "idle_minutes": int(sessions.IDLE.total_seconds() // 60),
        "may_delegate": by.may(P.DELEGATION_MAKE, at=by.jurisdiction),
    }
    return render(request, "people/own_account.html", context)


@needs()
@require_POST
def choose_preferences(request: HttpRequest) -> HttpResponse:
    """The language and the size of the text."""
    by = who(request)
    form = ChoosePreferencesForm(request.POST)
    answer = redirect("people:own-account")
    if form.is_valid():
        services.choose_preferences(account=by, by=by, **form.cleaned_data)
        remember_language(answer, form.cleaned_data["language"])
        messages.success(request, _("Saved. The pages look like this from now on."))
    return answer


@needs()
@never_cache
@sensitive_post_parameters("current", "chosen", "again")
def change_password(request: HttpRequest) -> HttpResponse:
    """A password of one's own choosing; the first thing after a one-time password."""
    by = who(request)
    forced = by.must_change_password
    form = ChangePasswordForm(request.POST or None, request=request, account=by)
    if request.method == "POST" and form.is_valid():
        changed = services.change_password(account=by, password=form.cleaned_data["chosen"], by=by)
        sessions.keep(request, changed)
        messages.success(request, _("The password is changed. Every other session of yours has ended."))
        return redirect(resolve_url("/") if forced else "people:own-account")
    return form_page(request, "people/change_password.html", form, {"forced": forced})


@needs()
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of one's own, this one too."""
    by = who(request)
    services.sign_out_everywhere(account=by, by=by)
    logout(request)
    return redirect(f"{resolve_url('people:login')}?why=everywhere")
