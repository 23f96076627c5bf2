"""Facts of a dossier, recorded and withdrawn by hand."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bureau.kernel.access import needs
from bureau.people.permissions import P
from bureau.registry import services
from bureau.registry.forms import FACT_FORMS, ReasonForm
from bureau.registry.lifecycle import INSTITUTION
from bureau.registry.views.answers import done, form_page, institution_of, who


@needs(P.INSTITUTION_AMEND)
def record_fact(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Record one; `?follows=` names the standing one that it supersedes."""
    row, by = institution_of(request, reference), who(request)
    if kind not in FACT_FORMS:
        raise Http404(kind)
    form_class = FACT_FORMS[kind]
    key = request.GET.get("follows", "")
    follows = None
    if key:
        standing = form_class.model.objects.standing().filter(institution=row)
        follows = next((one for one in standing if str(one.pk) == key), None)
        if follows is None:
            raise Http404(key)
    initial = follows.said if follows is not None else {"division": row.unit.division if row.unit else ""}
    form = form_class(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        fact = form.fact()
        fact.institution = row
        if done(form, lambda: services.record_fact(fact=fact, by=by, follows=follows)):
            messages.success(request, _("Recorded: %(what)s.") % {"what": form_class.title})
            return redirect("registry:institution", reference)
    context = {
        "institution": row,
        "title": form_class.title,
        "follows": follows,
        "objection": INSTITUTION.objection("record_fact", row, by),
    }
    return form_page(request, "registry/record_fact.html", form, **context)


@needs(P.INSTITUTION_AMEND)
def withdraw_fact(request: HttpRequest, reference: str, kind: str, key: uuid.UUID) -> HttpResponse:
    """Withdraw one that was wrong."""
    row, by = institution_of(request, reference), who(request)
    if kind not in FACT_FORMS:
        raise Http404(kind)
    fact = FACT_FORMS[kind].model.objects.standing().filter(institution=row, pk=key).first()
    if fact is None:
        raise Http404(str(key))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if done(form, lambda: services.withdraw_fact(fact=fact, by=by, reason=reason)):
            messages.success(request, _("Withdrawn. It stays on the record with the reason."))
            return redirect("registry:institution", reference)
    context = {
        "institution": row,
        "fact": fact,
        "title": FACT_FORMS[kind].title,
        "objection": INSTITUTION.objection("withdraw_fact", row, by),
    }
    return form_page(request, "registry/withdraw_fact.html", form, **context)
