"""Accounts: the list, one account, and what an administrator does with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from bureau.kernel.access import gate, needs
from bureau.people import selectors, services
from bureau.people.forms import AccountFilters, AmendAccountForm, OpenAccountForm, ReasonForm
from bureau.people.lifecycle import ACCOUNT
from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.people.services import Opened
from bureau.people.views.answers import done, form_page, who
from bureau.ui.paging import page

ORDER = ("username",)


def _account(request: HttpRequest, username: str) -> tuple[Account, Account]:
    by = who(request)
    rows = Account.objects.select_related("officer__unit", "keeper")
    return gate(rows, for_=by, username=username), by


@needs(P.ACCOUNT_MANAGE)
def accounts(request: HttpRequest) -> HttpResponse:
    """The accounts that somebody administers, with roles and last sign-in."""
    by = who(request)
    filters = AccountFilters(request, by=by)
    shown = page(selectors.accounts_seen(by, **filters.chosen), ORDER, request.GET.get("cursor", ""))
    context = {"filters": filters, "page": shown, "lines": selectors.account_lines(shown.rows)}
    return render(request, "people/accounts.html", context)


@needs(P.ACCOUNT_MANAGE)
def account(request: HttpRequest, username: str) -> HttpResponse:
    """One account: who, where, which roles from when until when, and what can be done with it."""
    row, by = _account(request, username)
    moves = ("amend_account", "reset_password", "close_account", "reopen_account")
    context = {
        "page": selectors.account_page(row),
        "objections": {name: ACCOUNT.objection(name, row, by) for name in moves},
        "may_grant": by.may(P.ROLE_GRANT) and row.is_active and row.pk != by.pk,
        "is_own": row.pk == by.pk,
    }
    return render(request, "people/account.html", context)


@needs(P.ACCOUNT_MANAGE)
@never_cache
def open_account(request: HttpRequest) -> HttpResponse:
    """Open an officer's account; the one-time password stands on the answer and nowhere else."""
    by = who(request)
    form = OpenAccountForm(request.POST or None, by=by, initial={"unit": request.GET.get("unit", "")})
    if request.method == "POST" and form.is_valid():
        opened = done(form, lambda: services.open_account(**form.entered(), by=by))
        if opened is not None:
            return _show_once(request, opened)
    return form_page(request, "people/open_account.html", form, {})


@needs(P.ACCOUNT_MANAGE)
def amend_account(request: HttpRequest, username: str) -> HttpResponse:
    """Change who somebody is, where they work, their certificate."""
    row, by = _account(request, username)
    form = AmendAccountForm(request.POST or None, row=row, by=by, initial=_present(row))
    if request.method == "POST" and form.is_valid():
        saved = done(
            form,
            lambda: services.amend_account(account=row, by=by, base=form.base_version, **form.entered()),
        )
        if saved is not None:
            messages.success(request, _("Saved: %(name)s.") % {"name": saved})
            return redirect("people:account", username)
    return form_page(request, "people/amend_account.html", form, {"account": row})


@needs(P.ACCOUNT_MANAGE)
def close_account(request: HttpRequest, username: str) -> HttpResponse:
    """Close an account, with its sessions, roles and delegations."""
    row, by = _account(request, username)
    form = ReasonForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if done(
            form, lambda: services.close_account(account=row, by=by, reason=reason, base=form.base_version)
        ):
            messages.success(request, _("Closed: the account of %(name)s.") % {"name": row})
            return redirect("people:account", username)
    context = {
        "page": selectors.account_page(row),
        "objection": ACCOUNT.objection("close_account", row, by),
    }
    return form_page(request, "people/close_account.html", form, context)


@needs(P.ACCOUNT_MANAGE)
@never_cache
def reopen_account(request: HttpRequest, username: str) -> HttpResponse:
    """Open a closed account again."""
    row, by = _account(request, username)
    form = ReasonForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        opened = done(
            form,
            lambda: services.reopen_account(account=row, by=by, reason=reason, base=form.base_version),
        )
        if opened is not None:
            return _show_once(request, opened)
    context = {"account": row, "objection": ACCOUNT.objection("reopen_account", row, by)}
    return form_page(request, "people/reopen_account.html", form, context)


@needs(P.ACCOUNT_MANAGE)
@never_cache
def reset_password(request: HttpRequest, username: str) -> HttpResponse:
    """Replace a lost password by a one-time password."""
    row, by = _account(request, username)
    form = ReasonForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        opened = done(
            form,
            lambda: services.reset_password(account=row, by=by, reason=reason, base=form.base_version),
        )
        if opened is not None:
            return _show_once(request, opened)
    context = {"account": row, "objection": ACCOUNT.objection("reset_password", row, by)}
    return form_page(request, "people/reset_password.html", form, context)


def _show_once(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The page that shows a one-time password: an answer, no address, so that nobody comes back to it."""
    return render(request, "people/one_time_password.html", {"opened": opened})


def _present(account: Account) -> dict[str, Any]:
    """What the form shows before anything is entered."""
    found: dict[str, Any] = {"full_name": account.full_name, "email": account.email}
    if account.jurisdiction is not None:
        found["unit"] = account.jurisdiction.reference
    officer = getattr(account, "officer", None)
    for name in ("post", "phone", "certificate_no", "certificate_from", "certificate_to"):
        found[name] = getattr(officer, name, None)
    return found
