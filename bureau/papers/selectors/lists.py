"""Lists of papers: by how far they are, of a unit, and of one record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.kernel.access import Actor
from bureau.papers.lifecycle import PaperState
from bureau.papers.models import Paper
from bureau.people.models import Unit
from bureau.people.permissions import P


@dataclass(frozen=True)
class View:
    """One view of the list: its word in the address, its name, the states in it."""

    name: str
    title: Promise
    states: tuple[str, ...] = ()

    def condition(self) -> Q:
        """The papers in it."""
        return Q(state__in=self.states) if self.states else Q()


VIEWS: tuple[View, ...] = (
    View("", _("All")),
    View("drafts", _("Drafts"), (PaperState.DRAFTED,)),
    View("proposed", _("Wait for approval"), (PaperState.PROPOSED,)),
    View("approved", _("To be issued"), (PaperState.APPROVED,)),
    View("unsigned", _("Signed copy awaited"), (PaperState.ISSUED,)),
    View("signed", _("Signed"), (PaperState.SIGNED,)),
)


def view_named(name: str) -> View:
    """The view of this word; of another word, all."""
    return next((view for view in VIEWS if view.name == name), VIEWS[0])


def listed(by: Actor, unit: Unit | None) -> QuerySet[Paper]:
    """Papers that somebody sees, of the unit that lists are about."""
    rows = Paper.objects.visible_to(by)
    if unit is not None:
        rows = rows.filter(unit__in=Unit.objects.within(unit))
    found: QuerySet[Paper] = rows.select_related("unit", "issuer", "drafted_by", "signed_file")
    return found


def papers_of(reference: str, *, for_: Actor) -> list[Paper]:
    """The papers made from a record that somebody may see, the newest first."""
    if not for_.may(P.PAPER_READ):
        return []
    rows = Paper.objects.visible_to(for_).about_record(reference)
    return list(rows.select_related("unit", "issuer", "signed_file"))


def served(records: Iterable[str]) -> QuerySet[Paper]:
    """What was served because of these records, the newest first; the room that holds them says who may see it."""
    rows = Paper.objects.served().filter(source__in=records).order_by("-issued_at", "-reference")
    found: QuerySet[Paper] = rows.select_related("issuer", "file", "signed_file")
    return found
