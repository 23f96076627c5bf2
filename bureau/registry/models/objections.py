"""What stands against undoing an import: whatever others have built on what it wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from bureau.registry.lifecycle import FactState
from bureau.registry.models.certificates import Capability, Certificate, StatedDomain
from bureau.registry.models.facts import Fact
from bureau.registry.models.institutions import Identity, Institution
from bureau.registry.models.places import Presence, Site
from bureau.registry.models.staff import Contact

if TYPE_CHECKING:
    from bureau.registry.models.rosters import RosterImport

SHOWN = 5
NAMING = {"site", "certificate", "instrument"}  # columns by which a fact names another of the same dossier
# What a line of a roster can write.
WRITTEN: tuple[type[Fact], ...] = (Identity, Site, Presence, Certificate, StatedDomain, Contact)

# Rooms above say what they keep about institutions: `ABOVE.append(of)`, where `of(institutions)` gives sentences.
Above = Callable[[list[Institution]], Iterable[str]]
ABOVE: list[Above] = []


def built_upon(roster: RosterImport) -> list[str]:
    """The first few objections, in words."""
    return list(islice(_objections(roster), SHOWN))


def merger_built_upon(institution: Institution) -> list[str]:
    """The first few objections to undoing the merger that an institution went into another by, in words."""
    return list(islice(_against_unmerging(institution), SHOWN))


def _against_unmerging(institution: Institution) -> Iterator[str]:
    from bureau.registry.models import TABLES, Merger  # noqa: PLC0415 - the package gathers all tables

    merger = Merger.objects.filter(institution=institution, undone_at__isnull=True).first()
    if merger is None:
        yield _("it was merged before mergers were kept so that they can be undone")
        return
    if not merger.into.is_kept:
        yield _("the dossier of %(name)s (%(ref)s) is not kept any more") % {
            "name": merger.into,
            "ref": merger.into.reference,
        }
    written = {key for _kind, key in merger.written}
    for kind, key in merger.written:
        fact = TABLES[kind].objects.get(pk=key)
        if fact.state != FactState.STANDING:
            said = _("%(name)s: %(kind)s %(fact)s was corrected or withdrawn")
            yield said % {"name": merger.into, "kind": fact._meta.verbose_name, "fact": fact}
        for model in TABLES.values():
            for column in NAMING & {field.name for field in model._meta.fields}:
                resting = model.objects.standing().filter(**{column: fact.pk}).exclude(pk__in=written)
                if model._meta.get_field(column).related_model is type(fact) and resting.exists():
                    said = _("%(name)s: %(kind)s rests on %(fact)s")
                    yield said % {"name": merger.into, "kind": model._meta.verbose_name, "fact": fact}


def _objections(roster: RosterImport) -> Iterator[str]:
    lines = roster.lines.filter(verdict="new", institution__isnull=False).select_related("institution")
    opened = [(row.institution, row.left_version) for row in lines if row.institution is not None]
    changed = {institution for institution, left in opened if institution.version != left}
    for institution in sorted(changed, key=lambda one: one.reference):
        yield _("%(name)s (%(ref)s) was changed") % {"name": institution.name, "ref": institution.reference}
    for model in WRITTEN:
        ended = model.objects.exclude(state=FactState.STANDING).filter(roster_row__roster=roster)
        # A later line of the same list may have completed what an earlier one said.
        completed = model.objects.filter(roster_row__roster=roster, follows__isnull=False).values("follows")
        ended = ended.exclude(pk__in=completed)
        for fact in ended.exclude(institution__in=changed).select_related("institution"):
            said = _("%(name)s: %(kind)s %(fact)s was corrected or withdrawn")
            yield said % {"name": fact.institution, "kind": fact._meta.verbose_name, "fact": fact}
    resting = Capability.objects.standing().filter(certificate__roster_row__roster=roster)
    for capability in resting.exclude(institution__in=changed).select_related("institution")[:SHOWN]:
        yield _("%(name)s: a capability rests on an imported certificate") % {"name": capability.institution}
    bodies = [institution for institution, _left in opened]
    proposing = Institution.objects.filter(pk__in=[one.pk for one in bodies], proposals__state="proposed")
    for institution in proposing.distinct():
        yield _("%(name)s has a proposal that waits for an officer") % {"name": institution.name}
    for of in ABOVE:
        yield from of(bodies)
