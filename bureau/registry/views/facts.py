"""Facts of a dossier, recorded and withdrawn by hand; documents added."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bureau.files.formats import USES, called
from bureau.kernel.access import needs
from bureau.people.permissions import P
from bureau.registry import services
from bureau.registry.forms import (
    FACT_FORMS,
    DocumentedForm,
    DocumentForm,
    FactForm,
    ReasonForm,
    domain_words,
)
from bureau.registry.lifecycle import INSTITUTION
from bureau.registry.models import Fact, Institution, SourceKind
from bureau.registry.services import Source
from bureau.registry.views.answers import done, form_page, institution_of, who


def form_class_of(kind: str) -> type[FactForm]:
    """The form for a word of the address."""
    if kind not in FACT_FORMS:
        raise Http404(kind)
    return FACT_FORMS[kind]


def standing_fact(kind: str, row: Institution, key: str) -> Fact | None:
    """The standing fact of an institution that an address names, or None where it names none."""
    if not key:
        return None
    standing = form_class_of(kind).model.objects.standing().filter(institution=row)
    found: Fact | None = next((one for one in standing if key in {str(one.pk), str(one.lineage)}), None)
    if found is None:
        raise Http404(key)
    return found


@needs(P.INSTITUTION_AMEND)
def record_fact(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Record one; `?follows=` names the standing one that it supersedes."""
    row, by, form_class = institution_of(request, reference), who(request), form_class_of(kind)
    follows = standing_fact(kind, row, request.GET.get("follows", ""))
    if follows is not None and kind == "contact" and not by.may(P.CONTACT_READ):
        raise Http404(kind)
    more = {"documents": by.may(P.INSTITUTION_READ)} if issubclass(form_class, DocumentedForm) else {}
    initial = _initial(form_class, follows, row)
    form = form_class(request.POST or None, row=row, institution=row, initial=initial, **more)
    if request.method == "POST" and form.is_valid():
        fact, base = form.fact(), form.base_version
        source = Source(SourceKind.CERTIFICATE) if kind == "certificate" else Source()
        if done(
            form,
            lambda: services.record_fact(fact=fact, by=by, source=source, follows=follows, base=base),
        ):
            messages.success(request, _("Recorded: %(what)s.") % {"what": form_class.title})
            return redirect("registry:institution", reference)
    context = {
        "institution": row,
        "title": form_class.title,
        "follows": follows,
        "domain_words": domain_words(),
        "objection": INSTITUTION.objection("record_fact", row, by),
    }
    return form_page(request, "registry/record_fact.html", form, **context)


def _initial(form_class: type[FactForm], follows: Fact | None, row: Institution) -> dict[str, Any]:
    if follows is not None:
        return form_class.initial_of(follows)
    return {"division": row.unit.division if row.unit else ""}


@needs(P.INSTITUTION_AMEND)
def withdraw_fact(request: HttpRequest, reference: str, kind: str, key: uuid.UUID) -> HttpResponse:
    """Withdraw one that was wrong."""
    row, by = institution_of(request, reference), who(request)
    fact = standing_fact(kind, row, str(key))
    assert fact is not None  # noqa: S101 - a key was given
    form = ReasonForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        reason, base = form.cleaned_data["reason"], form.base_version
        if done(form, lambda: services.withdraw_fact(fact=fact, by=by, reason=reason, base=base)):
            messages.success(request, _("Withdrawn. It stays on the record with the reason."))
            return redirect("registry:institution", reference)
    context = {
        "institution": row,
        "fact": fact,
        "title": FACT_FORMS[kind].title,
        "objection": INSTITUTION.objection("withdraw_fact", row, by),
    }
    return form_page(request, "registry/withdraw_fact.html", form, **context)


@needs(P.FILE_ADD)
def add_document(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a document to its dossier."""
    row, by = institution_of(request, reference), who(request)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, formed_on = form.cleaned_data["file"], form.cleaned_data["formed_on"]
        if done(
            form,
            lambda: services.add_document(
                institution=row, content=file, name=file.name, by=by, formed_on=formed_on
            ),
        ):
            messages.success(request, _("Kept: %(name)s.") % {"name": file.name})
            return redirect("registry:institution", reference)
    context = {"institution": row, "formats": called(USES["evidence"])}
    return form_page(request, "registry/add_document.html", form, **context)
