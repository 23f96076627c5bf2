"""In whose queue a part waits, and who hears what became of it; reminders before and after the day are the queue's."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bureau.collecting.models import Part
from bureau.kernel import clock
from bureau.kernel.access import Actor, Consequence
from bureau.people.lifecycle import AccountState
from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.reminders.selectors import waiting_about
from bureau.reminders.services import add_due_date, finish_due_date, notify, withdraw_due_date

TO_DECIDE = dt.timedelta(days=5)
# Kept as msgids; a page shows them in the language of whoever reads.
OF_BODY = gettext_noop("The supervising unit asks your institution for this.")
OF_UNIT = gettext_noop("A unit above asks yours for what the dossiers of its institutions lack.")
WITHOUT_ACCOUNT = gettext_noop(
    "You answer for this institution, which has no account: give it a link, or call it."
)
TO_JUDGE = gettext_noop("It was sent in; your role accepts it or returns it.")
ACCEPTED = gettext_noop("What you sent in was accepted.")
RETURNED = gettext_noop("What you sent in was returned; the reason stands on its page.")


def speakers(part: Part) -> list[Account]:
    """The accounts that speak for the body today."""
    if part.institution is None:
        return []
    today = clock.today()
    links = part.institution.accounts.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        valid_from__lte=today,
        account__state=AccountState.ACTIVE,
    )
    return [one.account for one in links.select_related("account")]


def await_part(part: Part, by: Actor) -> None:
    """Let it wait until its day: for the body's accounts; where it has none, for whoever answers for it."""
    consequence, own = Consequence(by.trail_name), speakers(part)
    title = f"{part.of_whom}{_(': ')}{part.collection.title}"
    officers = reverse("collecting:part", args=[part.reference])
    for account in own:
        add_due_date(
            subject=part.reference,
            title=title,
            why=OF_BODY,
            address=reverse("collecting:own-part", args=[part.reference]),
            due_on=part.collection.due_on,
            account=account,
            by=consequence,
        )
    if not own:
        add_due_date(
            subject=part.reference,
            title=title,
            why=WITHOUT_ACCOUNT if part.institution_id else OF_UNIT,
            address=officers,
            due_on=part.collection.due_on,
            by=consequence,
            **_whose(part),
        )


def _whose(part: Part) -> dict[str, Any]:
    officer = part.institution.officer if part.institution else None
    if officer is not None and officer.is_active and officer.may(P.INSTITUTION_AMEND, at=part.unit):
        return {"account": officer}
    return {"permission": P.INSTITUTION_AMEND, "unit": part.unit}


def await_decision(part: Part, by: Actor) -> None:
    """Let it wait for whoever decides: at the unit that answers for the body; about a unit, at the one that asked."""
    add_due_date(
        subject=part.reference,
        title=f"{part.of_whom}{_(': ')}{part.collection.title}",
        why=TO_JUDGE,
        address=reverse("collecting:part", args=[part.reference]),
        due_on=clock.today() + TO_DECIDE,
        permission=P.FACT_ACCEPT,
        unit=part.unit if part.institution_id else part.collection.unit,
        by=Consequence(by.trail_name),
    )


def nothing_waits(part: Part, by: Actor, *, reason: str = "") -> None:
    """It leaves every queue: done, or with a reason not needed any more."""
    consequence = Consequence(by.trail_name)
    for due in waiting_about(part.reference):
        if reason:
            withdraw_due_date(due_date=due, by=consequence, reason=reason)
        else:
            finish_due_date(due_date=due, by=consequence)


def tell_decided(part: Part, by: Actor, *, accepted: bool) -> None:
    """The body's accounts hear what became of it; without one, the officers see it in their queue."""
    for account in speakers(part):
        notify(
            account=account,
            subject=part.reference,
            title=part.collection.title,
            why=ACCEPTED if accepted else RETURNED,
            address=reverse("collecting:own-part", args=[part.reference]),
            by=Consequence(by.trail_name),
        )
