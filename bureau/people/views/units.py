"""The tree of units, one unit, and what an administrator does with it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bureau.kernel.access import gate, needs
from bureau.people import selectors, services
from bureau.people.forms import AmendUnitForm, MoveUnitForm, OpenUnitForm, ReasonForm
from bureau.people.lifecycle import UNIT
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.people.views.answers import done, form_page, who


def _unit(request: HttpRequest, reference: str) -> tuple[Unit, Account]:
    by = who(request)
    return gate(Unit.objects.select_related("parent"), for_=by, reference=reference), by


@needs(P.UNIT_READ)
def units(request: HttpRequest) -> HttpResponse:
    """The tree of units that somebody sees."""
    by = who(request)
    closed = "closed" in request.GET
    context = {
        "lines": selectors.unit_tree(by, closed=closed),
        "with_closed": closed,
        "may_manage": by.may(P.UNIT_MANAGE),
    }
    return render(request, "people/units.html", context)


@needs(P.UNIT_READ)
def unit(request: HttpRequest, reference: str) -> HttpResponse:
    """One unit: what stands above and below it, who works there."""
    row, by = _unit(request, reference)
    context = {
        "page": selectors.unit_page(row, by),
        "may_manage": by.may(P.UNIT_MANAGE, at=row),
        "may_open_accounts": by.may(P.ACCOUNT_MANAGE, at=row),
        "may_arrange": by.may(P.DELEGATION_ARRANGE, at=row),
        "objections": {name: UNIT.objection(name, row, by) for name in ("amend_unit", "close_unit")},
    }
    return render(request, "people/unit.html", context)


@needs(P.UNIT_MANAGE)
def open_unit(request: HttpRequest) -> HttpResponse:
    """Open a unit below another."""
    by = who(request)
    initial = {"parent": request.GET.get("parent", "")}
    form = OpenUnitForm(request.POST or None, by=by, initial=initial)
    if request.method == "POST" and form.is_valid():
        entered = {name: form.cleaned_data[name] for name in (*_FIELDS, "parent")}
        opened = done(form, lambda: services.open_unit(**entered, by=by))
        if opened is not None:
            messages.success(
                request, _("Opened: %(name)s, %(ref)s.") % {"name": opened, "ref": opened.reference}
            )
            return redirect("people:unit", opened.reference)
    return form_page(request, "people/open_unit.html", form, {})


@needs(P.UNIT_MANAGE)
def amend_unit(request: HttpRequest, reference: str) -> HttpResponse:
    """Change a unit's names, kind and division."""
    row, by = _unit(request, reference)
    initial = {name: getattr(row, name) for name in _FIELDS}
    form = AmendUnitForm(request.POST or None, row=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        entered = {name: form.cleaned_data[name] for name in _FIELDS}
        if done(form, lambda: services.amend_unit(unit=row, by=by, base=form.base_version, **entered)):
            messages.success(request, _("Saved: %(name)s.") % {"name": entered["name"]})
            return redirect("people:unit", reference)
    return form_page(request, "people/amend_unit.html", form, {"unit": row})


@needs(P.UNIT_MANAGE)
def move_unit(request: HttpRequest, reference: str) -> HttpResponse:
    """Put a unit under another one."""
    row, by = _unit(request, reference)
    form = MoveUnitForm(request.POST or None, row=row, by=by)
    if request.method == "POST" and form.is_valid():
        parent, reason = form.cleaned_data["parent"], form.cleaned_data["reason"]
        moved = done(
            form,
            lambda: services.move_unit(unit=row, parent=parent, by=by, reason=reason, base=form.base_version),
        )
        if moved is not None:
            messages.success(
                request, _("%(name)s belongs to %(above)s now.") % {"name": row, "above": parent}
            )
            return redirect("people:unit", reference)
    below = Unit.objects.within(row).exclude(pk=row.pk).count()
    return form_page(request, "people/move_unit.html", form, {"unit": row, "below": below})


@needs(P.UNIT_MANAGE)
def close_unit(request: HttpRequest, reference: str) -> HttpResponse:
    """Close a unit that nobody works in any more."""
    row, by = _unit(request, reference)
    form = ReasonForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if done(form, lambda: services.close_unit(unit=row, by=by, reason=reason, base=form.base_version)):
            messages.success(request, _("Closed: %(name)s.") % {"name": row})
            return redirect("people:unit", reference)
    context = {"unit": row, "objection": UNIT.objection("close_unit", row, by)}
    return form_page(request, "people/close_unit.html", form, context)


_FIELDS = ("name", "short_name", "area", "kind", "division")
