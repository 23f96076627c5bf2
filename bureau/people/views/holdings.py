"""Who holds which role, the table of roles, and who acts for whom."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bureau.kernel.access import gate, needs
from bureau.people import selectors, services
from bureau.people.forms import GrantRoleForm, MakeDelegationForm, ReasonForm
from bureau.people.lifecycle import DELEGATION, ROLE_HELD
from bureau.people.models import Account, Delegation, RoleHeld
from bureau.people.permissions import P
from bureau.people.views.answers import done, form_page, way_back, who


@needs(P.UNIT_READ)
def roles(request: HttpRequest) -> HttpResponse:
    """The two pages of authority as a table, and who holds what where."""
    by = who(request)
    matrix = selectors.role_matrix()
    held = selectors.holders_here(by)
    context = {"matrix": matrix, "holders": [(role, held[role.value]) for role in matrix.roles]}
    return render(request, "people/roles.html", context)


@needs(P.ROLE_GRANT)
def grant_role(request: HttpRequest, username: str) -> HttpResponse:
    """Give somebody a role at a unit."""
    by = who(request)
    account = gate(Account.objects.select_related("officer__unit", "keeper"), for_=by, username=username)
    form = GrantRoleForm(request.POST or None, by=by, account=account)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        held = done(
            form,
            lambda: services.grant_role(
                account=account,
                role=clean["role"],
                unit=clean.get("unit"),
                valid_from=clean["valid_from"],
                valid_to=clean["valid_to"],
                by=by,
            ),
        )
        if held is not None:
            messages.success(request, _("Granted to %(name)s: %(role)s.") % {"name": account, "role": held})
            return redirect("people:account", username)
    return form_page(request, "people/grant_role.html", form, {"account": account})


@needs(P.ROLE_GRANT)
def withdraw_role(request: HttpRequest, username: str, key: uuid.UUID) -> HttpResponse:
    """Take a role away."""
    by = who(request)
    account = gate(Account.objects.all(), for_=by, username=username)
    held = gate(RoleHeld.objects.select_related("unit", "account"), for_=by, account=account, pk=key)
    form = ReasonForm(request.POST or None, row=held)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if done(
            form, lambda: services.withdraw_role(held=held, by=by, reason=reason, base=form.base_version)
        ):
            messages.success(
                request, _("Withdrawn from %(name)s: %(role)s.") % {"name": account, "role": held}
            )
            return redirect("people:account", username)
    context = {
        "account": account,
        "held": held,
        "objection": ROLE_HELD.objection("withdraw_role", held, by),
    }
    return form_page(request, "people/withdraw_role.html", form, context)


@needs(P.UNIT_READ)
def delegations(request: HttpRequest) -> HttpResponse:
    """Who acts for whom, now and soon."""
    by = who(request)
    context = {"lines": selectors.delegation_lines(by), "may_make": by.may(P.DELEGATION_MAKE)}
    return render(request, "people/delegations.html", context)


@needs(P.DELEGATION_MAKE)
def make_delegation(request: HttpRequest, username: str) -> HttpResponse:
    """Lend one's own powers, or arrange it for an officer of the unit."""
    by = who(request)
    giver = gate(Account.objects.select_related("officer__unit"), for_=by, username=username)
    form = MakeDelegationForm(request.POST or None, by=by, giver=giver)
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda: services.make_delegation(giver=giver, by=by, **form.cleaned_data))
        if made is not None:
            messages.success(
                request,
                _("%(taker)s acts for %(giver)s from %(begins)s to %(ends)s.")
                % {
                    "taker": made.taker,
                    "giver": made.giver,
                    "begins": made.valid_from,
                    "ends": made.valid_to,
                },
            )
            return redirect(way_back(request, "/delegations/"))
    return form_page(request, "people/make_delegation.html", form, {"giver": giver})


@needs(P.DELEGATION_MAKE)
def withdraw_delegation(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """End a delegation before its last day."""
    by = who(request)
    made = gate(
        Delegation.objects.select_related("giver__officer__unit", "taker__officer__unit"), for_=by, pk=key
    )
    form = ReasonForm(request.POST or None, row=made)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if done(
            form,
            lambda: services.withdraw_delegation(
                delegation=made, by=by, reason=reason, base=form.base_version
            ),
        ):
            messages.success(
                request,
                _("%(taker)s no longer acts for %(giver)s.") % {"taker": made.taker, "giver": made.giver},
            )
            return redirect("people:delegations")
    context = {
        "delegation": made,
        "objection": DELEGATION.objection("withdraw_delegation", made, by),
    }
    return form_page(request, "people/withdraw_delegation.html", form, context)
