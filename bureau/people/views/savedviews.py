"""Saved views of lists: saved from the list's address, renamed, removed; everybody has their own only."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.kernel.access import gate, needs
from bureau.people import services
from bureau.people.forms import RenameViewForm
from bureau.people.models import SavedView
from bureau.people.permissions import P
from bureau.people.selectors.savedviews import conditions_in, may_open
from bureau.people.views.answers import done, form_page, who
from bureau.ui.forms import VersionedForm


@needs(P.QUEUE_READ)
def save_view(request: HttpRequest) -> HttpResponse:
    """Save what the list shows; `?place=` names the list, `query` its conditions."""
    by, place = who(request), request.GET.get("place", "")
    query = conditions_in(request.GET.get("query", ""))
    if not query or len(query) > 1000 or not may_open(place, by):
        raise Http404(place)
    form = RenameViewForm(request.POST or None)
    address = f"{reverse(place)}?{query}"
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        if done(form, lambda: services.save_view(place=place, name=name, query=query, by=by)):
            messages.success(request, _("Saved: %(name)s.") % {"name": name})
            return redirect(address)
    return form_page(request, "people/save_view.html", form, {"address": address})


def _view(request: HttpRequest, key: uuid.UUID) -> SavedView:
    found: SavedView = gate(SavedView.objects.kept(), for_=who(request), pk=key)
    return found


@needs(P.QUEUE_READ)
def rename_view(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give it another name."""
    view, by = _view(request, key), who(request)
    address = f"{reverse(view.place)}?{view.query}"
    form = RenameViewForm(request.POST or None, row=view, initial={"name": view.name})
    if request.method == "POST" and form.is_valid():
        name, base = form.cleaned_data["name"], form.base_version
        if done(form, lambda: services.rename_view(view=view, name=name, by=by, base=base)):
            messages.success(request, _("Saved: %(name)s.") % {"name": name})
            return redirect(address)
    return form_page(request, "people/rename_view.html", form, {"view": view, "address": address})


@needs(P.QUEUE_READ)
def remove_view(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Remove it, after a question."""
    view, by = _view(request, key), who(request)
    form = VersionedForm(request.POST if request.method == "POST" else None, row=view)
    if request.method == "POST" and form.is_valid():
        base = form.base_version
        if done(form, lambda: services.remove_view(view=view, by=by, base=base)):
            messages.success(request, _("Removed: %(name)s.") % {"name": view.name})
            return redirect(view.place)
    address = f"{reverse(view.place)}?{view.query}"
    return form_page(request, "people/remove_view.html", form, {"view": view, "address": address})
