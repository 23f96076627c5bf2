"""Problems, as what a basis is chosen for; the days of the conduct are those of the finding that they came from."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.kernel.access import Actor
from bureau.law.subjects import Subject, subject_of, tells_of
from bureau.people.permissions import P
from bureau.rectification.lifecycle import ProblemState
from bureau.rectification.selectors import get_problem


@tells_of("P-")
def tell_of_problem(reference: str, actor: Actor) -> Subject | None:
    """A problem that somebody may see."""
    if not (actor.may(P.PROBLEM_READ) and actor.may(P.LAW_READ)):
        return None
    try:
        found = get_problem(reference, for_=actor)
    except Http404:
        return None
    source = subject_of(found.source, for_=actor) if found.source else None
    same = source is not None and source.conduct == found.conduct
    withdrawn = found.state == ProblemState.WITHDRAWN
    return Subject(
        reference=found.reference,
        title=found.title,
        address=reverse("rectification:problem", args=[found.reference]),
        unit=found.unit,
        conduct=found.conduct,
        domain=found.domain,
        first=source.first if source is not None and same else None,
        last=source.last if source is not None and same else None,
        closed=_("The problem was withdrawn; no basis is chosen for it.") if withdrawn else "",
        earlier=(found.source,) if same else (),
    )
