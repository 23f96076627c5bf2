"""The moves of a paper, each on a page of its own: proposed, issued, its signed copy filed, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bureau.kernel.access import needs
from bureau.papers import services
from bureau.papers.drawing import number_words
from bureau.papers.forms import GroundsForm, ReasonForm, SignedCopyForm
from bureau.papers.lifecycle import PAPER
from bureau.papers.models import Paper
from bureau.papers.selectors import get_paper
from bureau.papers.views.answers import done, form_page, sent, who
from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.ui.forms import VersionedForm

Act = Callable[[Paper, Account, Any], object]


@needs(P.PAPER_DRAFT)
def propose_paper(request: HttpRequest, reference: str) -> HttpResponse:
    """Put it before somebody else."""

    def act(row: Paper, by: Account, form: Any) -> object:  # noqa: ANN401 - the form below
        grounds = form.cleaned_data["grounds"]
        return services.propose_paper(paper=row, grounds=grounds, by=by, base=form.base_version)

    said = _("Proposed. Somebody else decides; the number is given with the approval.")
    return _move_page(request, reference, "propose_paper", GroundsForm, act, said)


@needs(P.PAPER_DRAFT)
def issue_paper(request: HttpRequest, reference: str) -> HttpResponse:
    """Draw it for good."""

    def act(row: Paper, by: Account, form: Any) -> object:  # noqa: ANN401 - the form below
        return services.issue_paper(paper=row, by=by, base=form.base_version)

    said = _("Issued. Print it, have it signed, and file the signed copy here.")
    return _move_page(request, reference, "issue_paper", VersionedForm, act, said)


@needs(P.PAPER_DRAFT)
def file_signed_copy(request: HttpRequest, reference: str) -> HttpResponse:
    """The scan of what was signed."""

    def act(row: Paper, by: Account, form: Any) -> object:  # noqa: ANN401 - the form below
        scan = form.cleaned_data["scan"]
        return services.file_signed_copy(
            paper=row,
            content=scan,
            name=scan.name,
            signed_on=form.cleaned_data["signed_on"],
            by=by,
            base=form.base_version,
        )

    said = _("Filed. The signed copy is the one that counts.")
    return _move_page(request, reference, "file_signed_copy", SignedCopyForm, act, said)


@needs(P.PAPER_DRAFT)
def withdraw_paper(request: HttpRequest, reference: str) -> HttpResponse:
    """It is not to be used."""

    def act(row: Paper, by: Account, form: Any) -> object:  # noqa: ANN401 - the form below
        reason = form.cleaned_data["reason"]
        return services.withdraw_paper(paper=row, reason=reason, by=by, base=form.base_version)

    said = _("Withdrawn. It stays on the list with its number and the reason.")
    return _move_page(request, reference, "withdraw_paper", ReasonForm, act, said)


def _move_page(  # noqa: PLR0917 - what differs between the moves, in the order of reading
    request: HttpRequest,
    reference: str,
    move: str,
    form_class: Callable[..., Any],
    act: Act,
    said: str,
) -> HttpResponse:
    """Show the form, or act on it; an objection comes back on the form with what was written."""
    by = who(request)
    row = get_paper(reference, for_=by)
    form = form_class(**sent(request), row=row)
    if request.method == "POST" and form.is_valid() and done(form, lambda: act(row, by, form)):
        messages.success(request, said)
        return redirect("papers:paper", reference)
    context = {"paper": row, "number": number_words(row), "objection": PAPER.objection(move, row, by)}
    return form_page(request, f"papers/{move}.html", form, **context)
