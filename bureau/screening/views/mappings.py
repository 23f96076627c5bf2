"""Saved columns of institutions' own files: all of them, one, calling it otherwise, and using it no longer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bureau.kernel.access import gate, needs
from bureau.people.models.accounts import AccountKind
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.screening import services
from bureau.screening.forms import NameForm
from bureau.screening.lifecycle import MAPPING, MappingState
from bureau.screening.models import ColumnMapping
from bureau.screening.selectors.mappings import mapping_page, mappings_seen, table_name
from bureau.screening.views.answers import done, form_page, posted, who
from bureau.ui.forms import VersionedForm
from bureau.ui.paging import page


def _mapping(request: HttpRequest, key: UUID) -> ColumnMapping:
    rows = ColumnMapping.objects.select_related("institution", "unit")
    found: ColumnMapping = gate(rows, for_=who(request), pk=key)
    return found


@needs(P.LEDGER_READ, P.LEDGER_HAND_IN)
@require_safe
def mappings(request: HttpRequest) -> HttpResponse:
    """Headers that were explained, the newest first; an institution sees its own."""
    by = who(request)
    found = page(
        mappings_seen(by, current_unit(request)), ("-saved_at", "-id"), request.GET.get("cursor", "")
    )
    context = {
        "page": found,
        "lines": [(one, table_name(one.table)) for one in found.rows],
        "own": by.kind == AccountKind.INSTITUTION,
    }
    return render(request, "screening/mappings.html", context)


@needs(P.LEDGER_READ, P.LEDGER_HAND_IN)
@require_safe
def mapping(request: HttpRequest, key: UUID) -> HttpResponse:
    """One header with what every word of it is."""
    row, by = _mapping(request, key), who(request)
    context = {
        "found": mapping_page(row),
        "mapping": row,
        "may_change": not MAPPING.objection("rename_mapping", row, by),
        "is_used": row.state == MappingState.USED,
    }
    return render(request, "screening/mapping.html", context)


@needs(P.LEDGER_HAND_IN)
def rename_mapping(request: HttpRequest, key: UUID) -> HttpResponse:
    """Call it otherwise."""
    row, by = _mapping(request, key), who(request)
    form = NameForm(posted(request), row=row, initial={"name": row.name})
    if request.method == "POST" and form.is_valid():
        name, base = form.cleaned_data["name"], form.base_version
        if done(form, lambda: services.rename_mapping(mapping=row, name=name, by=by, base=base)):
            messages.success(request, _("Renamed."))
            return redirect("screening:mapping", row.pk)
    objection = MAPPING.objection("rename_mapping", row, by)
    return form_page(request, "screening/rename_mapping.html", form, mapping=row, objection=objection)


@needs(P.LEDGER_HAND_IN)
def drop_mapping(request: HttpRequest, key: UUID) -> HttpResponse:
    """Use it no longer: files of this header are asked about again."""
    row, by = _mapping(request, key), who(request)
    form = VersionedForm(posted(request), row=row)
    if request.method == "POST" and form.is_valid():
        base = form.base_version
        if done(form, lambda: services.drop_mapping(mapping=row, by=by, base=base)):
            messages.success(request, _("No longer used. The next file of this header is asked about."))
            return redirect("screening:mappings")
    objection = MAPPING.objection("drop_mapping", row, by)
    return form_page(request, "screening/drop_mapping.html", form, mapping=row, objection=objection)
