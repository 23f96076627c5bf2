"""Proposals: what an institution says of itself on its own page, and how an officer decides it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.kernel.access import gate, needs
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.registry import selectors, services
from bureau.registry.forms import OWN_FORMS, PROPOSAL_FORMS, FactForm, ReasonForm
from bureau.registry.lifecycle import PROPOSAL
from bureau.registry.models import Fact, FactProposal
from bureau.registry.selectors import ProposalPage
from bureau.registry.selectors.proposals import followed_by
from bureau.registry.views.answers import done, form_page, posted, who
from bureau.registry.views.proposing import Offer, offer_fact
from bureau.ui.forms import VersionedForm
from bureau.ui.paging import page


@needs(P.FACT_ACCEPT)
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits for an officer, the oldest first."""
    rows = selectors.waiting_for(who(request), current_unit(request))
    context = {
        "page": page(rows, ("proposed_at", "id"), request.GET.get("cursor", "")),
    }
    return render(request, "registry/proposals.html", context)


def _proposal(request: HttpRequest, reference: str) -> FactProposal:
    rows = FactProposal.objects.select_related("institution__unit")
    found: FactProposal = gate(rows, for_=who(request), reference=reference)
    return found


def _entered(row: FactProposal) -> FactForm:
    """The form as the institution filled it in, checked again as things now stand."""
    form = PROPOSAL_FORMS[row.kind](row.entered, institution=row.institution)
    form.is_valid()
    return form


@needs(P.FACT_ACCEPT)
def proposal(request: HttpRequest, reference: str) -> HttpResponse:
    """One proposal beside what the dossier says now."""
    row, by = _proposal(request, reference), who(request)
    form, stands = _entered(row), followed_by(row)
    context = {
        "proposal": row,
        "institution": row.institution,
        "title": PROPOSAL_FORMS[row.kind].title,
        "compared": _compared(row, form, stands),
        "faults": form.errors,
        "stands": stands,
        "objections": {name: PROPOSAL.objection(name, row, by) for name in ("accept_fact", "return_fact")},
    }
    return render(request, "registry/proposal.html", context)


def _compared(row: FactProposal, form: FactForm, stands: Fact | None) -> list[tuple[str, str, str]]:
    """Label, what the dossier says, what is proposed."""
    before: dict[str, str] = {}
    if stands is not None:
        shown = PROPOSAL_FORMS[row.kind](
            {name: value for name, value in form.initial_of(stands).items() if value is not None},
            institution=row.institution,
        )
        shown.is_valid()
        before = dict(shown.shown())
    after = dict(form.shown())
    return [(name, before.get(name, "—"), after.get(name, "—")) for name in dict.fromkeys((*before, *after))]


@needs(P.FACT_ACCEPT)
def accept_fact(request: HttpRequest, reference: str) -> HttpResponse:
    """Put it on record as the institution's word."""
    row, by = _proposal(request, reference), who(request)
    form, entered = VersionedForm(posted(request), row=row), _entered(row)
    if request.method == "POST" and form.is_valid():
        base = form.base_version
        if entered.errors:
            form.add_error(
                None, _("It can no longer be recorded as it was entered. Return it with the reason.")
            )
        elif done(
            form,
            lambda: services.accept_fact(
                proposal=row, fact=entered.fact(), follows=followed_by(row), by=by, base=base
            ),
        ):
            messages.success(request, _("Accepted; it stands in the dossier as the institution's word."))
            return redirect("registry:proposals")
    objection = PROPOSAL.objection("accept_fact", row, by)
    return form_page(request, "registry/accept_fact.html", form, proposal=row, objection=objection)


@needs(P.FACT_ACCEPT)
def return_fact(request: HttpRequest, reference: str) -> HttpResponse:
    """Return it with the reason."""
    row, by = _proposal(request, reference), who(request)
    form = ReasonForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        reason, base = form.cleaned_data["reason"], form.base_version
        if done(form, lambda: services.return_fact(proposal=row, by=by, reason=reason, base=base)):
            messages.success(request, _("Returned; the institution reads the reason."))
            return redirect("registry:proposals")
    objection = PROPOSAL.objection("return_fact", row, by)
    return form_page(request, "registry/return_fact.html", form, proposal=row, objection=objection)


def _own(request: HttpRequest) -> ProposalPage:
    found = selectors.own_institution(who(request))
    if found is None:
        raise Http404("institution")
    return found


@needs(P.FACT_PROPOSE)
def own_institution(request: HttpRequest) -> HttpResponse:
    """What is on record of the institution that the account speaks for, what is missing, what it proposed."""
    found = selectors.own_institution(who(request))
    if found is None:
        return render(request, "registry/own_institution_none.html")
    context = {
        "own": found,
        "institution": found.institution,
        "fact_kinds": OWN_FORMS,
        "proposal_kinds": PROPOSAL_FORMS,
    }
    return render(request, "registry/own_institution.html", context)


@needs(P.FACT_PROPOSE)
def propose_fact(request: HttpRequest, kind: str) -> HttpResponse:
    """Propose a fact, or a correction of the one that `?follows=` names."""
    own = _own(request).institution
    offer = Offer(own, kind, who(request), reverse("registry:own-institution"))
    return offer_fact(request, offer, follows=request.GET.get("follows", ""))


@needs(P.FACT_PROPOSE)
def withdraw_proposal(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a proposal back before it is decided."""
    row, by = _proposal(request, reference), who(request)
    form = VersionedForm(posted(request), row=row)
    if request.method == "POST" and form.is_valid():
        base = form.base_version
        if done(form, lambda: services.withdraw_proposal(proposal=row, by=by, base=base)):
            messages.success(request, _("Taken back."))
            return redirect("registry:own-institution")
    objection = PROPOSAL.objection("withdraw_proposal", row, by)
    return form_page(request, "registry/withdraw_proposal.html", form, proposal=row, objection=objection)
