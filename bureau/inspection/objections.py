"""What objects to a move on a visit, an item or a finding, each in the sentence that the officer reads."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.people.permissions import P

Row = Any  # a visit, an item or a finding, all of which lie above this module


def visit_of(row: Row) -> Any:  # noqa: ANN401 - a visit, as above
    """The visit that a row belongs to, or is."""
    return getattr(row, "visit", row)


def dossier_not_kept(visit: Row, _by: Actor) -> str:
    """One visits an institution whose dossier is kept."""
    if visit.institution.is_kept:
        return ""
    return _("The dossier of this institution is closed or merged. Plan the visit for the one that is kept.")


def same_officer(visit: Row, _by: Actor) -> str:
    """Two go."""
    if visit.first_officer_id != visit.second_officer_id:
        return ""
    return _("Two different officers conduct a visit. Choose another second officer.")


def officer_without_power(visit: Row, _by: Actor) -> str:
    """Both may conduct visits at the unit."""
    for officer in visit.officers:
        if not (officer.is_active and officer.may(P.VISIT_CONDUCT, at=visit.unit)):
            return _("%(name)s may not conduct visits of %(unit)s. Choose another officer.") % {
                "name": officer,
                "unit": visit.unit.short_name,
            }
    return ""


def certificate_not_in_force(visit: Row, _by: Actor) -> str:
    """Both show an enforcement certificate that is in force on the day."""
    day = visit.day_of_certificates
    for officer in visit.officers:
        person = getattr(officer, "officer", None)
        if person is None or not person.is_certified_on(day):
            return _(
                "The enforcement certificate of %(name)s is not in force on %(day)s. "
                "Choose another officer, or have it renewed in the account."
            ) % {"name": officer, "day": day.isoformat()}
    return ""


def before_its_day(visit: Row, _by: Actor) -> str:
    """A visit begins on its day or later; an earlier day is a change of plan."""
    if clock.today() >= visit.planned_on:
        return ""
    return _("It is planned for %(day)s. Change the day first, if you go earlier.") % {
        "day": visit.planned_on.isoformat()
    }


def not_on_this_visit(row: Row, by: Actor) -> str:
    """What happens on site is written by whoever was there."""
    visit = visit_of(row)
    if getattr(by, "pk", None) in {visit.first_officer_id, visit.second_officer_id}:
        return ""
    return _("Only the two officers of this visit write what happened on it: %(one)s and %(two)s.") % {
        "one": visit.first_officer,
        "two": visit.second_officer,
    }


def looked_at_already(visit: Row, _by: Actor) -> str:
    """What was looked at stays on the record of the visit."""
    if not visit.items.answered().exists():
        return ""
    return _("Something was looked at already; it is on the record. Conclude the visit instead.")


def nothing_looked_at(visit: Row, _by: Actor) -> str:
    """A visit on which nothing was to be looked at is no visit."""
    if visit.items.standing().exists():
        return ""
    return _("There is no item on this visit. Add what was looked at, or call the visit off.")


def items_unanswered(visit: Row, _by: Actor) -> str:
    """Every item has its answer."""
    left = visit.items.unanswered().count()
    if not left:
        return ""
    return ngettext(
        "%(n)s item is not answered yet. Answer it, or withdraw it with the reason.",
        "%(n)s items are not answered yet. Answer them, or withdraw them with the reason.",
        left,
    ) % {"n": left}


def confirmed_without_finding(visit: Row, _by: Actor) -> str:
    """What was confirmed has a finding that stands."""
    for item in visit.items.confirmed():
        if item.standing_finding is None:
            return _("Item %(n)s is confirmed, but its finding was withdrawn. Correct the answer first.") % {
                "n": item.number
            }
    return ""


def visit_over(item: Row, _by: Actor) -> str:
    """Items come and go until the visit is over."""
    if item.visit.is_open:
        return ""
    return _("The visit is over; its items stay as they are. Plan another visit.")


def put_on_already(item: Row, _by: Actor) -> str:
    """One lead or report stands on a visit once."""
    if not item.origin:
        return ""
    other = item.visit.items.standing().filter(origin=item.origin).exclude(pk=item.pk).first()
    if other is None:
        return ""
    return _("%(origin)s stands on this visit already, as item %(n)s.") % {
        "origin": item.origin,
        "n": other.number,
    }


def not_on_site(item: Row, _by: Actor) -> str:
    """Answers are given between entering and leaving."""
    if item.visit.is_under_way:
        return ""
    if item.visit.is_planned:
        return _("The visit has not begun. Record the entry first: certificates shown, rights read.")
    return _("The visit is over; its record stays as it is.")


def built_upon(item: Row, _by: Actor) -> str:
    """An answer is not changed under a finding that was signed or taken over."""
    finding = item.standing_finding
    if finding is None or finding.is_drafted:
        return ""
    return _("Its finding %(ref)s is %(state)s. Withdraw the finding first, with the reason.") % {
        "ref": finding.reference,
        "state": finding.get_state_display(),
    }


def not_confirmed(finding: Row, _by: Actor) -> str:
    """A finding comes from an item that was confirmed, once."""
    item = finding.item
    if item.is_confirmed and item.standing_finding is None:
        return ""
    return _("A finding comes from an item that was confirmed and has none yet.")


def own_words(finding: Row, by: Actor) -> str:
    """The second officer signs, not whoever wrote it."""
    if getattr(by, "pk", None) != finding.drafted_by_id:
        return ""
    return _("You wrote it yourself; the other officer signs: %(name)s.") % {"name": finding.other_officer}


def own_finding(finding: Row, by: Actor) -> str:
    """Whoever was on the visit does not make its finding vanish from what is to be put right."""
    visit = finding.visit
    if getattr(by, "pk", None) not in {visit.first_officer_id, visit.second_officer_id}:
        return ""
    return _("You were on this visit, so somebody else must close its finding without a problem.")


def conduct_unnamed(finding: Row, _by: Actor) -> str:
    """What is signed says which conduct it suggests."""
    return "" if finding.conduct else _("The suggested conduct is not chosen yet. Amend the finding.")


def days_unnamed(finding: Row, _by: Actor) -> str:
    """The law that applies is that of the day of the conduct."""
    if finding.conduct_from:
        return ""
    return _("The day of the conduct is not entered yet; the law is looked up by it. Amend the finding.")


def nothing_shown(finding: Row, _by: Actor) -> str:
    """A finding rests on a photo or a document."""
    if finding.files.exists():
        return ""
    return _("There is neither a photo nor a document. Add one to the finding.")
