"""The papers of a record on the record's own page, and the blanks that may be made from it."""

from __future__ import annotations

from typing import Any

from django import template

from bureau.kernel.access import Actor
from bureau.papers.blanks import for_record
from bureau.papers.drawing import number_words
from bureau.papers.models import Paper
from bureau.papers.selectors import papers_of
from bureau.people.permissions import P

register = template.Library()


@register.filter
def official(paper: Paper) -> str:
    """The official number; empty before it is given."""
    return number_words(paper)


@register.inclusion_tag("papers/_papers_of.html", takes_context=True)
def papers_of_record(context: dict[str, Any], reference: str, unit: Any) -> dict[str, Any]:  # noqa: ANN401 - a unit
    """A panel with the papers made from a record, for whoever reads papers."""
    by: Actor = context["request"].user
    may_draft = by.may(P.PAPER_DRAFT, at=unit)
    return {
        "may_read": by.may(P.PAPER_READ),
        "papers": papers_of(reference, for_=by),
        "blanks": for_record(reference) if may_draft else [],
        "source": reference,
    }
