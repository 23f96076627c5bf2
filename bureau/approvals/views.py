"""What waits for my decision, what I proposed, one proposal, and the decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bureau.approvals import selectors, services
from bureau.approvals.forms import ApproveProposalForm, ReasonForm
from bureau.approvals.models import Proposal
from bureau.kernel.access import needs
from bureau.kernel.refusals import NotNow, Stale
from bureau.people.answering import form_page, posted, who
from bureau.people.conflicts import REFUSED, meet
from bureau.people.models import Account
from bureau.people.permissions import P

READERS = (P.APPROVAL_DECIDE, P.APPROVAL_PROPOSE)


@needs(*READERS)
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits for me, and what became of what I proposed."""
    by = who(request)
    context = {"waiting": selectors.waiting_for(by), "own": selectors.proposed_by(by)}
    return render(request, "approvals/proposals.html", context)


@needs(*READERS)
def proposal(request: HttpRequest, reference: str) -> HttpResponse:
    """One proposal: what, by whom, why, and what may be done with it."""
    by = who(request)
    found = selectors.get_proposal(reference, for_=by)
    return render(request, "approvals/proposal.html", {"page": selectors.proposal_page(found, by)})


@needs(P.APPROVAL_DECIDE)
def approve_proposal(request: HttpRequest, reference: str) -> HttpResponse:
    """Say yes to exactly what was proposed."""

    def approve(found: Proposal, by: Account, form: Any) -> str:  # noqa: ANN401 - the form below
        remark, base = form.cleaned_data["remark"], form.base_version
        services.approve_proposal(proposal=found, by=by, remark=remark, base=base)
        return _("Approved: %(title)s.")

    return _decide(request, reference, ApproveProposalForm, "approve_proposal", approve)


@needs(P.APPROVAL_DECIDE)
def refuse_proposal(request: HttpRequest, reference: str) -> HttpResponse:
    """Say no, and why."""

    def refuse(found: Proposal, by: Account, form: Any) -> str:  # noqa: ANN401 - the form below
        reason, base = form.cleaned_data["reason"], form.base_version
        services.refuse_proposal(proposal=found, by=by, reason=reason, base=base)
        return _("Refused: %(title)s.")

    return _decide(request, reference, ReasonForm, "refuse_proposal", refuse)


@needs(P.APPROVAL_PROPOSE)
def withdraw_proposal(request: HttpRequest, reference: str) -> HttpResponse:
    """Take one's own proposal back."""

    def withdraw(found: Proposal, by: Account, form: Any) -> str:  # noqa: ANN401 - the form below
        reason, base = form.cleaned_data["reason"], form.base_version
        services.withdraw_proposal(proposal=found, by=by, reason=reason, base=base)
        return _("Withdrawn: %(title)s.")

    return _decide(request, reference, ReasonForm, "withdraw_proposal", withdraw)


def _decide(
    request: HttpRequest,
    reference: str,
    form_class: type[ApproveProposalForm | ReasonForm],
    move: str,
    act: Callable[[Proposal, Account, Any], str],
) -> HttpResponse:
    """Show the form, or act on it; an objection comes back on the form with what was written."""
    by = who(request)
    found = selectors.get_proposal(reference, for_=by)
    form = form_class(posted(request), row=found)
    if request.method == "POST" and form.is_valid():
        try:
            said = act(found, by, form)
        except Stale as stale:
            meet(form, stale)
        except NotNow as refusal:
            form.add_error(None, forms.ValidationError(refusal.sentence, code=REFUSED))
        else:
            messages.success(request, said % {"title": found.title})
            return redirect("approvals:proposals")
    page = selectors.proposal_page(found, by)
    return form_page(request, f"approvals/{move}.html", form, page=page, objection=page.objections[move])
