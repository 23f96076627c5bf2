"""What waits for me, and the messages to me."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bureau.kernel.access import actor_of, gate, needs
from bureau.people.permissions import P
from bureau.reminders import selectors, services
from bureau.reminders.models import Reminder
from bureau.ui.paging import page

ORDER = ("due_on", "id")
NEWEST = 50  # messages; those put away make room for earlier ones


@needs(P.QUEUE_READ)
def reminders(request: HttpRequest) -> HttpResponse:
    """What waits, by when it is due, a page at a time; and what is new."""
    by = actor_of(request)
    due = page(selectors.waiting_for(by), ORDER, request.GET.get("cursor", ""))
    queue = selectors.queue_of(due.rows)
    places = (
        (_("Overdue"), queue.overdue, "late"),
        (_("Due today"), queue.today, "soon"),
        (_("Within seven days"), queue.soon, ""),
        (_("Later"), queue.later, ""),
    )
    context = {
        "places": [place for place in places if place[1]],
        "page": due,
        "counts": selectors.queue_counts(by),
        "messages_to_me": selectors.new_reminders(by)[:NEWEST],
    }
    return render(request, "reminders/reminders.html", context)


@needs(P.QUEUE_READ)
@require_POST
def read_reminder(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Put a message away, or go where it leads."""
    by = actor_of(request)
    found = gate(Reminder.objects.new(), for_=by, pk=key)
    services.read_reminder(reminder=found, by=by)
    return redirect(found.address if "go" in request.POST else "reminders:reminders")
