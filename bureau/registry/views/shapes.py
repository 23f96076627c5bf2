"""Headers of rosters that somebody explained by hand: what is remembered of them, and forgetting it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bureau.kernel.access import gate, needs
from bureau.people.permissions import P
from bureau.registry import services
from bureau.registry.forms import ReasonForm
from bureau.registry.models import RosterShape
from bureau.registry.views.answers import done, form_page, who
from bureau.ui.paging import page


@needs(P.ROSTER_IMPORT)
def shapes(request: HttpRequest) -> HttpResponse:
    """Every header that is remembered, with which of its words stands for what."""
    rows = RosterShape.objects.visible_to(who(request)).remembered().select_related("unit", "roster__file")
    context = {"page": page(rows, ("-id",), request.GET.get("cursor", ""))}
    return render(request, "registry/shapes.html", context)


@needs(P.ROSTER_IMPORT)
def forget_shape(request: HttpRequest, key: UUID) -> HttpResponse:
    """Forget one: the next file with this header is read as any other."""
    by = who(request)
    row: RosterShape = gate(RosterShape.objects.select_related("unit", "roster"), for_=by, pk=key)
    form = ReasonForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        reason, base = form.cleaned_data["reason"], form.base_version
        if done(form, lambda: services.forget_shape(shape=row, by=by, reason=reason, base=base)):
            messages.success(request, _("Forgotten. The next file with this header is read as any other."))
            return redirect("registry:shapes")
    return form_page(request, "registry/forget_shape.html", form, shape=row)
