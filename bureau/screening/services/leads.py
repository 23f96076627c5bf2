"""Leads: opened from a hit, handed over, closed without a visit, put on a visit, concluded on site."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bureau.kernel import clock
from bureau.kernel.access import Actor, Consequence
from bureau.kernel.refusals import NotNow
from bureau.law.selectors import find_term, reckon_term
from bureau.law.selectors.closures import calendar_of
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.reminders.selectors import waiting_about
from bureau.reminders.services import add_due_date, finish_due_date, withdraw_due_date
from bureau.screening.lifecycle import LEAD, Outcome
from bureau.screening.models import Hit, Lead
from bureau.trail.services import link, next_number

PERIOD = "clue"  # as the texts of the law call it: verify a lead and decide on filing
WHY = gettext_noop("You accepted the hit as a lead; its 15 working days run from the next day.")
HANDED = gettext_noop("The lead was handed over to you; its period goes on.")


def name_of(by: Actor) -> str:
    """Whoever acts, as pages name them."""
    return by.full_name if isinstance(by, Account) else by.trail_name


def open_lead(*, hit: Hit, officer: Account, title: str, reason: str, by: Actor) -> Lead:
    """Open a lead about a hit's institution; its period runs from the next day. The caller moves the hit."""
    body = hit.body
    unit = body.unit or _unit_of(officer)
    if unit is None:
        raise NotNow(_("No unit answers for the institution yet. Hand it to one first."))
    due = reckon_term(PERIOD, clock.today(), calendar=calendar_of(unit)).due
    year = clock.today().year
    row = Lead(
        institution=body,
        unit=unit,
        officer=officer,
        title=title[:400],
        reason=reason[:500],
        accepted_at=clock.now(),
        accepted_by=name_of(by),
        due_on=due.on,
        due_published=due.published,
        opened_under=find_term(PERIOD, clock.today()).pin,
    )
    with LEAD.creating("open_lead", row, by=by, reason=reason) as made:
        _may_hold(officer, unit)
        series = f"L-{unit.division}-{year}"
        made.reference = f"{series}-{next_number(series):04}"
    _let_wait(made, WHY, by)
    return made


def _unit_of(officer: Account) -> Unit | None:
    return officer.jurisdiction


def _may_hold(officer: Account, unit: Unit) -> None:
    if not officer.may(P.HIT_TRIAGE, at=unit):
        raise NotNow(
            _("%(name)s may not hold leads of %(unit)s.") % {"name": officer, "unit": unit.short_name}
        )


def _let_wait(lead: Lead, why: str, by: Actor) -> None:
    add_due_date(
        subject=lead.reference,
        title=lead.title,
        why=why,
        address=reverse("screening:lead", args=[lead.reference]),
        due_on=lead.due_on,
        account=lead.officer,
        unit=lead.unit,
        by=Consequence(by.trail_name),
    )


def _wait_no_more(lead: Lead, by: Actor) -> None:
    for due in waiting_about(lead.reference):
        finish_due_date(due_date=due, by=Consequence(by.trail_name))


def hand_over_lead(*, lead: Lead, to: Account, by: Actor, reason: str, base: int | None = None) -> Lead:
    """Another officer answers for the lead from now on; its period goes on."""
    with LEAD.moving("hand_over_lead", lead, by=by, reason=reason, base=base) as held:
        if to.pk == held.officer_id:
            raise NotNow(_("%(name)s holds it already.") % {"name": to})
        _may_hold(to, held.unit)
        held.officer = to
        for due in waiting_about(held.reference):
            withdraw_due_date(due_date=due, by=Consequence(by.trail_name), reason=reason)
        _let_wait(held, HANDED, by)
    return held


def close_lead(*, lead: Lead, by: Actor, reason: str, base: int | None = None) -> Lead:
    """Close a lead without a visit, for a reason that stands in the record."""
    with LEAD.moving("close_lead", lead, by=by, reason=reason, base=base) as held:
        held.ended_at, held.ended_why = clock.now(), reason[:500]
        _wait_no_more(held, by)
    return held


def put_on_visit(*, lead: Lead, item_reference: str, by: Actor) -> Lead:
    """A lead becomes an item of a visit."""
    with LEAD.moving("put_on_visit", lead, by=by, reason=item_reference) as held:
        held.item_reference = item_reference
        link(source=held.reference, target=item_reference, kind="put_on", by=by.trail_name)
    return held


def take_off_visit(*, lead: Lead, by: Actor, reason: str) -> Lead:
    """The visit did not come to it; it waits to be checked as before. The link stays, as what was planned."""
    with LEAD.moving("take_off_visit", lead, by=by, reason=reason) as held:
        held.item_reference = ""
    return held


def conclude_lead(*, lead: Lead, outcome: str, by: Actor) -> Lead:
    """What a visit found of a lead: `confirmed`, `explained` or `not_found`."""
    moves = {
        Outcome.CONFIRMED: confirm_lead,
        Outcome.EXPLAINED: explain_lead,
        Outcome.NOT_FOUND: miss_lead,
    }
    return moves[Outcome(outcome)](lead=lead, by=by)


def confirm_lead(*, lead: Lead, by: Actor) -> Lead:
    """The visit confirmed what the hit says."""
    return _concluded("confirm_lead", lead, by)


def explain_lead(*, lead: Lead, by: Actor) -> Lead:
    """The visit found an explanation."""
    return _concluded("explain_lead", lead, by)


def miss_lead(*, lead: Lead, by: Actor) -> Lead:
    """The visit did not find what it was about."""
    return _concluded("miss_lead", lead, by)


def _concluded(move: str, lead: Lead, by: Actor) -> Lead:
    with transaction.atomic(), LEAD.moving(move, lead, by=by) as held:
        held.ended_at = clock.now()
        _wait_no_more(held, by)
    return held
