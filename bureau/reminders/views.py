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


@needs(P.QUEUE_READ)
def reminders(request: HttpRequest) -> HttpResponse:
    """Everything that waits, by when it is due, and what is new."""
    by = actor_of(request)
    queue = selectors.queue_of(by)
    places = (
        (_("Overdue"), queue.overdue, "late"),
        (_("Due today"), queue.today, "soon"),
        (_("Within seven days"), queue.soon, ""),
        (_("Later"), queue.later, ""),
    )
    context = {
        "places": [place for place in places if place[1]],
        "counts": queue.counts,
        "messages_to_me": selectors.new_reminders(by),
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
