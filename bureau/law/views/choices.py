"""A basis chosen for something by its reference: what is offered, the choice with its reason, taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bureau.kernel.access import needs
from bureau.law import services
from bureau.law.authorities import AUTHORITY_WORDS, CONDUCTS, DOMAINS
from bureau.law.forms import ChooseBasisForm, QuestionForm, ReasonForm
from bureau.law.lifecycle import CHOICE
from bureau.law.models import Choice
from bureau.law.reading import read_book
from bureau.law.selectors.choices import choice_of
from bureau.law.selectors.faces import words
from bureau.law.selectors.lines import choice_line, limit_lines, line_of_subject, offered_fine
from bureau.law.subjects import Subject, subject_of
from bureau.law.views.answers import done, form_page, posted, who
from bureau.law.wording import article_words
from bureau.people.permissions import P


@needs(P.LAW_CHOOSE)
def choose_basis(request: HttpRequest, reference: str) -> HttpResponse:
    """What may answer it, and the officer's choice with the reason."""
    by = who(request)
    subject = subject_of(reference, for_=by)
    if subject is None:
        raise Http404(reference)
    question = _question(request, subject)
    form = ChooseBasisForm(posted(request), question=question)
    if request.method == "POST" and question.is_valid() and form.is_valid():
        made: list[Choice] = []
        if done(form, lambda: made.append(_choose(request, subject, form))):
            said = _("Chosen: %(ref)s. Other pages refer to it by this number.")
            messages.success(request, said % {"ref": made[0].reference})
            return redirect(subject.address)
    context = {
        "subject": subject,
        "question": question,
        "proposal": question.proposal,
        "notes": [words(one) for one in question.proposal.missing] if question.proposal else [],
        "limits": limit_lines(question.proposal) if question.proposal else [],
        "held": line_of_subject(subject),
        "objection": subject.closed or _no_power(request, subject),
    }
    return form_page(request, "law/choose_basis.html", form, **context)


def _question(request: HttpRequest, subject: Subject) -> QuestionForm:
    """What is asked: as sent, as the address says, or as it is on record where that is all."""
    if request.method == "POST":
        form = QuestionForm(request.POST, subject=subject)
    elif request.GET:
        form = QuestionForm(request.GET, subject=subject)
    else:
        form = QuestionForm(None, subject=subject)
        if form.complete:
            form = QuestionForm({"domain": subject.domain}, subject=subject)
    form.is_valid()
    return form


def _no_power(request: HttpRequest, subject: Subject) -> str:
    if who(request).may(P.LAW_CHOOSE, at=subject.unit):
        return ""
    return _("It belongs to %(unit)s, where your role does not include choosing a basis.") % {
        "unit": subject.unit.short_name
    }


def _choose(request: HttpRequest, subject: Subject, form: ChooseBasisForm) -> Choice:
    proposal = form.question.proposal
    assert proposal is not None  # noqa: S101 - the question is valid
    return services.choose_basis(
        subject=subject,
        proposal=proposal,
        digest=form.cleaned_data["candidate"],
        book=read_book().digest,
        reason=form.cleaned_data["reason"],
        by=who(request),
    )


@needs(P.LAW_READ)
def choice(request: HttpRequest, reference: str) -> HttpResponse:
    """One choice: what was asked, everything that was offered, what was chosen, why and by whom."""
    by = who(request)
    row = choice_of(reference, for_=by)
    context = {
        "choice": row,
        "line": choice_line(row),
        "conduct": words(CONDUCTS[row.conduct]),
        "domain": words(DOMAINS[row.domain]),
        "offered": [_offered(one, row) for one in row.offered],
        "subject": subject_of(row.subject, for_=by),
        "objection": CHOICE.objection("take_back_choice", row, by),
    }
    return render(request, "law/choice.html", context)


def _offered(one: dict[str, object], row: Choice) -> dict[str, object]:
    """A candidate as it was kept, in words."""
    penalty = str(one["penalty_article"])
    return {
        "law": one["law"],
        "version": one["version"],
        "article": words(article_words(str(one["article"]))),
        "penalty": words(article_words(penalty)) if penalty else "—",
        "fine": offered_fine(one),
        "authority": words(AUTHORITY_WORDS[str(one["handled_by"])]),
        "chosen": one["digest"] == row.digest,
    }


@needs(P.LAW_CHOOSE)
def take_back_choice(request: HttpRequest, reference: str) -> HttpResponse:
    """No basis is chosen any more."""
    by = who(request)
    row = choice_of(reference, for_=by)
    form = ReasonForm(posted(request), row=row)
    if request.method == "POST" and form.is_valid():
        reason, base = form.cleaned_data["reason"], form.base_version
        if done(form, lambda: services.take_back_choice(choice=row, reason=reason, by=by, base=base)):
            messages.success(request, _("Taken back. It stays on record with the reason."))
            return redirect("law:choice", reference)
    objection = CHOICE.objection("take_back_choice", row, by)
    return form_page(request, "law/take_back_choice.html", form, choice=row, objection=objection)
