"""The legal basis of something on the page of the room whose thing it is: what was chosen, or what is offered."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from bureau.kernel.access import actor_of
from bureau.law.forms import QuestionForm
from bureau.law.selectors.lines import candidate_lines, line_of_subject
from bureau.law.subjects import subject_of
from bureau.people.permissions import P

register = template.Library()


@register.inclusion_tag("law/_basis.html", takes_context=True)
def legal_basis(context: dict[str, Any], reference: str) -> dict[str, Any]:
    """The basis that was chosen for a reference, else every candidate; a way to choose for whoever may."""
    by = actor_of(context["request"])
    subject = subject_of(reference, for_=by) if by.may(P.LAW_READ) else None
    if subject is None:
        return {"subject": None}
    question = QuestionForm({"domain": subject.domain}, subject=subject)
    asked = question.complete and question.is_valid()
    found = question.proposal if asked else None
    return {
        "subject": subject,
        "held": line_of_subject(subject),
        "lines": candidate_lines(found.candidates, found.during.first) if found is not None else [],
        "spans": found.spans_versions if found is not None else False,
        "why_none": _why_none(question) if found is None else "",
        "may_choose": not subject.closed and by.may(P.LAW_CHOOSE, at=subject.unit),
    }


def _why_none(question: QuestionForm) -> str:
    if not question.complete:
        return _("Conduct, domain and day of the conduct are needed to look up what may answer it.")
    return " ".join(map(str, question.non_field_errors()))
