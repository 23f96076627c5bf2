"""Hits are judged: accepted as a lead, joined to one, dismissed until a day, reopened; the institution is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import Actor, TheProgram
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account
from bureau.screening.ledgers.telling import title_of
from bureau.screening.lifecycle import HIT, HitState, LeadState
from bureau.screening.models import Hit, Lead
from bureau.screening.services.leads import name_of, open_lead
from bureau.trail.services import link

LONGEST = dt.timedelta(days=3 * 366)


def accept_hit(*, hit: Hit, officer: Account, by: Actor, reason: str = "", base: int | None = None) -> Lead:
    """Accept a hit as a lead in the hands of an officer."""
    with HIT.moving("accept_hit", hit, by=by, reason=reason, base=base) as held:
        title = title_of(held.rule, held.newest, held.uscc, chinese=True)
        lead = open_lead(hit=held, officer=officer, title=title, reason=reason, by=by)
        held.lead = lead
        link(source=held.reference, target=lead.reference, kind="accepted", by=by.trail_name)
    return lead


def join_hit(*, hit: Hit, lead: Lead, by: Actor, reason: str = "", base: int | None = None) -> Hit:
    """Join a hit to a lead that runs about the same institution."""
    with HIT.moving("join_hit", hit, by=by, reason=reason, base=base) as held:
        into = lead.fresh()
        if into.state != LeadState.OPEN:
            raise NotNow(_("%(lead)s is not open any more; choose another lead.") % {"lead": into.reference})
        if into.body.pk != held.body.pk:
            raise NotNow(_("%(lead)s is about another institution.") % {"lead": into.reference})
        held.lead = into
        link(source=held.reference, target=into.reference, kind="accepted", by=by.trail_name)
    return held


def dismiss_hit(*, hit: Hit, until: dt.date, by: Actor, reason: str, base: int | None = None) -> Hit:
    """Dismiss a hit for a reason that holds for later runs too, until a day; then it stands open again."""
    with HIT.moving("dismiss_hit", hit, by=by, reason=reason, base=base) as held:
        today = clock.today()
        if not reason.strip():
            raise NotNow(_("Say why: the reason stands for every later run."))
        if not today < until <= today + LONGEST:
            raise NotNow(_("Let the reason hold until a day within the next three years."))
        if held.dismissed_why:
            held.explained_earlier = [*held.explained_earlier, _explanation(held)]
        held.dismissed_why, held.dismissed_by = reason[:500], name_of(by)
        held.dismissed_on, held.dismissed_until = today, until
    return held


def _explanation(hit: Hit) -> dict[str, str]:
    """What an explanation said that gives way to another: reason, person, from which day and until which."""
    on, until = hit.dismissed_on, hit.dismissed_until
    return {
        "why": hit.dismissed_why,
        "by": hit.dismissed_by,
        "on": on.isoformat() if on else "",
        "until": until.isoformat() if until else "",
    }


def reopen_hit(*, hit: Hit, by: Actor, reason: str, base: int | None = None) -> Hit:
    """A dismissed hit is to be judged again; the earlier reason stays in the record."""
    with HIT.moving("reopen_hit", hit, by=by, reason=reason, base=base) as held:
        pass
    return held


def lapse_dismissal(*, hit: Hit, by: Actor) -> Hit:
    """The day until which a dismissal held is over."""
    with HIT.moving("lapse_dismissal", hit, by=by) as held:
        if held.dismissed_until is None or held.dismissed_until >= clock.today():
            raise NotNow(_("The reason still holds."))
    return held


def lapse_dismissals() -> int:
    """Every dismissal whose day is over; how many."""
    over = Hit.objects.filter(state=HitState.DISMISSED, dismissed_until__lt=clock.today())
    for hit in over:
        lapse_dismissal(hit=hit, by=TheProgram())
    return len(over)


def accept_hits(*, hits: Sequence[Hit], officer: Account, by: Actor, reason: str) -> Lead:
    """Accept several hits of one institution as one lead, all or none."""
    with transaction.atomic():
        lead = accept_hit(hit=hits[0], officer=officer, by=by, reason=reason)
        for hit in hits[1:]:
            join_hit(hit=hit, lead=lead, by=by, reason=reason)
    return lead


def dismiss_hits(*, hits: Sequence[Hit], until: dt.date, by: Actor, reason: str) -> int:
    """Dismiss several hits for one reason, all or none."""
    with transaction.atomic():
        for hit in hits:
            dismiss_hit(hit=hit, until=until, by=by, reason=reason)
    return len(hits)
