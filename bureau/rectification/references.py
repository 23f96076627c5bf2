"""What `P-…` stands for in the chain."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.lateness import late_words
from bureau.kernel.references import Card, resolves
from bureau.people.calendars import calendar_of
from bureau.people.permissions import P
from bureau.rectification.models import Problem
from bureau.ui.tones import tone


@resolves("P-")
def problem_card(reference: str, actor: Actor) -> Card | None:
    """A problem, for officers who read the register of its unit."""
    rows = Problem.objects.visible_to(actor).select_related("institution", "officer", "closed_by", "unit")
    row = rows.filter(reference=reference).first() if actor.may(P.PROBLEM_READ) else None
    if row is None:
        return None
    today, late = clock.today(), row.is_late_on(clock.today())
    said = late_words(row.deadline_on, today, calendar_of(row.unit)) if late else row.get_state_display()
    return Card(
        reference=row.reference,
        stage="problem",
        title=row.title,
        url=reverse("rectification:problem", args=[row.reference]),
        state=str(said),
        tone="bad" if late else tone(row.state),
        at=row.closed_at or row.recorded_at,
        by=_("closed by %(name)s") % {"name": row.closed_by} if row.closed_by else str(row.officer),
        note=row.withdrawn_why,
    )
