"""A dossier is closed, opened again, or merged into another."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bureau.kernel.access import needs
from bureau.people.permissions import P
from bureau.registry import services
from bureau.registry.forms import MergeInstitutionForm, ReasonForm
from bureau.registry.lifecycle import INSTITUTION
from bureau.registry.views.answers import done, form_page, institution_of, who


def _with_reason(
    request: HttpRequest, reference: str, name: str, move: Callable[..., object], said: str
) -> HttpResponse:
    """A move of the dossier that asks for nothing but a reason."""
    row, by = institution_of(request, reference), who(request)
    form = ReasonForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        clean, base = form.cleaned_data, form.base_version
        if done(form, lambda: move(institution=row, by=by, base=base, reason=clean["reason"])):
            messages.success(request, said % {"name": row})
            return redirect("registry:institution", reference)
    objection = INSTITUTION.objection(name, row, by)
    return form_page(request, f"registry/{name}.html", form, institution=row, objection=objection)


@needs(P.INSTITUTION_CLOSE)
def close_institution(request: HttpRequest, reference: str) -> HttpResponse:
    """Close its dossier."""
    said = _("Closed: the dossier of %(name)s.")
    return _with_reason(request, reference, "close_institution", services.close_institution, said)


@needs(P.INSTITUTION_CLOSE)
def reopen_institution(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep its dossier again."""
    said = _("The dossier of %(name)s is kept again.")
    return _with_reason(request, reference, "reopen_institution", services.reopen_institution, said)


@needs(P.INSTITUTION_CLOSE)
def merge_institution(request: HttpRequest, reference: str) -> HttpResponse:
    """Merge a duplicate into the dossier that is kept."""
    row, by = institution_of(request, reference), who(request)
    form = MergeInstitutionForm(
        request.POST or None, row=row, by=by, initial={"into": request.GET.get("into")}
    )
    if request.method == "POST" and form.is_valid():
        clean, base = form.cleaned_data, form.base_version
        if done(
            form,
            lambda: services.merge_institution(
                institution=row,
                by=by,
                base=base,
                **{name: clean[name] for name in ("into", "reason", "differing")},
            ),
        ):
            messages.success(
                request, _("Merged into %(name)s; nothing was removed.") % {"name": clean["into"]}
            )
            return redirect("registry:institution", reference)
    objection = INSTITUTION.objection("merge_institution", row, by)
    return form_page(request, "registry/merge_institution.html", form, institution=row, objection=objection)


@needs(P.INSTITUTION_CLOSE)
def unmerge_institution(request: HttpRequest, reference: str) -> HttpResponse:
    """Take back the merger by which it went into another dossier."""
    said = _("The dossier of %(name)s is kept for itself again.")
    return _with_reason(request, reference, "unmerge_institution", services.unmerge_institution, said)
