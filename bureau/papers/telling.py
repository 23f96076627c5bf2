"""Whoever drafted a paper hears what was decided about it, until the paper has moved on."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_noop

from bureau.kernel.access import Actor, Consequence
from bureau.papers.models import Paper
from bureau.people.models import Account
from bureau.reminders.services import end_reminders_about, notify

# Kept as msgids; a page shows them in the language of whoever reads.
APPROVED = gettext_noop("The paper that you drafted was approved and can be issued.")
REFUSED = gettext_noop("The paper that you drafted was refused; the reason stands on its page.")
VOID = gettext_noop(
    "The proposal or approval of the paper that you drafted is void: it was changed or withdrawn."
)
TEMPLATE = gettext_noop(
    "The template of the paper that you drafted is another now. Look it over; what was proposed or approved is void."
)


def tell_drafter(paper: Paper, why: str, by: Actor) -> None:
    """A message to whoever drafted it, in place of the one before; none of what they did themselves."""
    hush(paper, by)
    drafter = Account.objects.active().filter(pk=paper.drafted_by_id).first()
    if drafter is None or drafter.trail_name == by.trail_name:
        return
    notify(
        account=drafter,
        subject=paper.reference,
        title=f"{paper.blank.title} {paper.about}",
        why=why,
        address=reverse("papers:paper", args=[paper.reference]),
        by=Consequence(by.trail_name),
    )


def hush(paper: Paper, by: Actor) -> None:
    """What the message asked for is done, or somebody goes on with the paper: it is over."""
    end_reminders_about(subject=paper.reference, by=by)
