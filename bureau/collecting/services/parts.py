"""Parts are asked for, sent in, accepted, returned with the reason, withdrawn."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bureau.collecting.entries import missing_words
from bureau.collecting.lifecycle import PART
from bureau.collecting.models import Part
from bureau.collecting.services.waiting import await_decision, await_part, nothing_waits, tell_decided
from bureau.kernel import clock
from bureau.kernel.access import Actor, Consequence
from bureau.kernel.refusals import NotNow
from bureau.people.models import Unit
from bureau.registry.models import Institution, InstitutionAccount
from bureau.registry.services.awaiting import when_handed_over
from bureau.registry.speakers import when_linked
from bureau.reminders.services import end_reminders_about


def ask_part(*, part: Part, by: Actor) -> Part:
    """Ask a body or a unit for its part; it waits in the queue of whoever must act."""
    part.asked_at = clock.now()
    with PART.creating("ask_part", part, by=by) as made:
        made.save()
        await_part(made, by)
    return made


def send_in_part(*, part: Part, by: Actor, note: str = "", base: int | None = None) -> Part:
    """A body sends in its part: everything is entered, or it says why something cannot be.

    Raises:
        MissingPermission, NotNow: it is not theirs, or something is neither entered nor explained.
    """
    with PART.moving("send_in_part", part, by=by, base=base) as held:
        _send_in(held, by, note)
    return held


def report_part(*, part: Part, by: Actor, note: str = "", base: int | None = None) -> Part:
    """A unit reports that its dossiers have what the office must supply, or why not."""
    with PART.moving("report_part", part, by=by, base=base) as held:
        _send_in(held, by, note)
    return held


def _send_in(held: Part, by: Actor, note: str) -> None:
    missing = missing_words(held)
    if missing and not note:
        raise NotNow(
            _("Not entered yet: %(what)s. Enter it, or say in the note why it cannot be.") % {"what": missing}
        )
    held.note, held.reason = note, ""
    held.sent_in_at, held.sent_in_by = clock.now(), by.trail_name
    held.decided_at, held.decided_by = None, ""
    nothing_waits(held, by)
    end_reminders_about(subject=held.reference, by=by)
    await_decision(held, by)


def accept_part(*, part: Part, by: Actor, base: int | None = None) -> Part:
    """It is settled. What was entered was decided before, each entry for itself."""
    with PART.moving("accept_part", part, by=by, base=base) as held:
        held.decided_at, held.decided_by = clock.now(), by.trail_name
        nothing_waits(held, by)
        tell_decided(held, by, accepted=True)
    return held


def return_part(*, part: Part, by: Actor, reason: str, base: int | None = None) -> Part:
    """It goes back with the reason, and waits for them again."""
    with PART.moving("return_part", part, by=by, reason=reason, base=base) as held:
        held.decided_at, held.decided_by, held.reason = clock.now(), by.trail_name, reason
        nothing_waits(held, by)
        tell_decided(held, by, accepted=False)
        await_part(held, by)
    return held


def withdraw_part(*, part: Part, by: Actor, reason: str, base: int | None = None) -> Part:
    """It is not asked for any more."""
    with PART.moving("withdraw_part", part, by=by, reason=reason, base=base) as held:
        held.decided_at, held.decided_by, held.reason = clock.now(), by.trail_name, reason
        nothing_waits(held, by, reason=reason)
    return held


def move_part(*, part: Part, unit: Unit, by: Actor) -> Part:
    """Another unit or officer answers for the body from now on; what waited for the former waits there."""
    with PART.moving("move_part", part, by=by) as held:
        nothing_waits(held, by, reason=_("Others answer for the institution now."))
        held.unit = unit
        if held.institution_id:
            held.institution = part.institution
        if held.waits_for_them:
            await_part(held, by)
        else:
            await_decision(held, by)
    return held


@when_handed_over
def _follow(institution: Institution, by: Actor) -> None:
    if institution.unit is None:
        return
    for part in Part.objects.open().filter(institution=institution):
        part.institution = institution
        move_part(part=part, unit=institution.unit, by=Consequence(by.trail_name))


@when_linked
def _await_from(link: InstitutionAccount, by: Actor) -> None:
    for part in Part.objects.open().filter(institution=link.institution):
        if part.waits_for_them:
            nothing_waits(part, by, reason=_("An account speaks for the institution now."))
            await_part(part, by)
