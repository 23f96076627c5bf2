"""What stands against undoing an import or a merger, and what others did since, which stays when it is undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from bureau.files.models import StoredFile
from bureau.registry.lifecycle import FactState, InstitutionState
from bureau.registry.models.certificates import Capability, Certificate, StatedDomain
from bureau.registry.models.equipment import Instrument
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
PLACED = (Identity, Site, Presence)  # without which nobody finds a dossier

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
        if fact.follows is not None:
            continue  # its lineage goes on, with whatever rests on it
        for model in TABLES.values():
            for column in NAMING & {field.name for field in model._meta.fields}:
                resting = model.objects.standing().filter(**{column: fact.pk}).exclude(pk__in=written)
                if model._meta.get_field(column).related_model is type(fact) and resting.exists():
                    said = _("%(name)s: %(kind)s rests on %(fact)s")
                    yield said % {"name": merger.into, "kind": model._meta.verbose_name, "fact": fact}


def _objections(roster: RosterImport) -> Iterator[str]:
    """Dossiers that it opened and that went into others: what it wrote there cannot be told from their own words."""
    said = _("%(name)s (%(ref)s) was merged into %(other)s; undo that merger first")
    for one in opened_by(roster).filter(state=InstitutionState.MERGED).select_related("merged_into"):
        yield said % {"name": one.name, "ref": one.reference, "other": one.merged_into}


def opened_by(roster: RosterImport) -> Any:  # noqa: ANN401 - a queryset of institutions
    """The dossiers that an import opened."""
    rows = roster.lines.filter(verdict="new", institution__isnull=False)
    return Institution.objects.filter(pk__in=rows.order_by().values("institution")).order_by("reference")


def later_work(roster: RosterImport) -> dict[Any, list[str]]:
    """What others did since in dossiers that an import opened, in words, by the key of the dossier.

    Undoing the import leaves these dossiers open. A hand-over and a closing are no such work: they stay on the record
    of a closed dossier as they are.
    """
    bodies = list(opened_by(roster).filter(state=InstitutionState.ACTIVE))
    found: dict[Any, list[str]] = {}
    for key, words in chain(_later_facts(roster), _later_ties(roster)):
        found.setdefault(key, []).append(words)
    for of in ABOVE:
        for body, words in _named_by(of, bodies):
            found.setdefault(body.pk, []).append(words)
    return found


def _later_facts(roster: RosterImport) -> Iterator[tuple[Any, str]]:
    from bureau.registry.models import FACTS  # noqa: PLC0415 - the package gathers all tables

    opened = opened_by(roster).order_by().values("pk")
    for model in FACTS:
        others = model.objects.exclude(state=FactState.WITHDRAWN).filter(institution__in=opened)
        rows = others.exclude(roster_row__roster=roster)
        counts = Counter(rows.order_by().values_list("institution", flat=True))
        for key, count in counts.items():
            yield key, _("%(kind)s: %(count)s") % {"kind": model._meta.verbose_name, "count": count}


def _later_ties(roster: RosterImport) -> Iterator[tuple[Any, str]]:
    """Accounts, proposals, branches, documents, and dossiers that went into these or are told from them."""
    from bureau.registry.models import Distinction  # noqa: PLC0415 - as above

    opened = opened_by(roster)
    keys = set(opened.values_list("pk", flat=True))
    ties = (
        (
            opened.filter(accounts__valid_to__isnull=True, accounts__isnull=False),
            _("an account speaks for it"),
        ),
        (opened.filter(proposals__state="proposed"), _("a proposal waits for an officer")),
        (opened.filter(branches__isnull=False), _("a branch belongs to it")),
        (opened.filter(merged__isnull=False), _("another dossier was merged into it")),
    )
    for rows, words in ties:
        for key in rows.distinct().values_list("pk", flat=True):
            yield key, words
    owners = StoredFile.objects.filter(owner__in=opened.order_by().values("reference"))
    held = set(owners.values_list("owner", flat=True))
    for key, reference in opened.values_list("pk", "reference"):
        if reference in held:
            yield key, _("documents were added to it")
    for pair in Distinction.objects.standing().values_list("first_id", "second_id"):
        for key in keys & set(pair):
            yield key, _("it was told from another body")


def _named_by(of: Above, bodies: list[Institution]) -> Iterator[tuple[Institution, str]]:
    """What a room above keeps about each of these; a room is asked about many at once, and again where it kept any."""
    said = list(of(bodies)) if bodies else []
    if not said:
        return
    if len(bodies) == 1:
        yield from ((bodies[0], words) for words in said)
        return
    half = len(bodies) // 2
    yield from _named_by(of, bodies[:half])
    yield from _named_by(of, bodies[half:])


def rested_upon(roster: RosterImport) -> set[Any]:
    """Keys of facts that an import wrote first and on which later facts of others rest, by their lineage."""
    found: set[Any] = set()
    for model, column in ((Capability, "certificate"), (Capability, "site"), (Instrument, "site")):
        named = {"certificate": Certificate, "site": Site}[column]
        rows = model.objects.standing().exclude(roster_row__roster=roster)
        lineages = rows.filter(**{f"{column}__isnull": False}).order_by().values(f"{column}__lineage")
        own = named.objects.standing().filter(roster_row__roster=roster, lineage__in=lineages)
        found |= set(own.values_list("pk", flat=True))
    return found


def stays(fact: Fact, later: Container[Any], rested: Container[Any]) -> bool:
    """Whether a fact that an import was the first to say is kept when it is undone."""
    return fact.pk in rested or (fact.institution_id in later and isinstance(fact, PLACED))
