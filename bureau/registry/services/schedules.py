"""Schedules 附表 are read, imported into a dossier in one piece, and that import is taken back in one piece."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from bureau.files.models import StoredFile
from bureau.files.services import place
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.registry.importing import Chosen, ScheduleLine, plan_schedule
from bureau.registry.lifecycle import INSTITUTION, FactState
from bureau.registry.models import (
    Authorisation,
    Calibration,
    Capability,
    Employment,
    Fact,
    Institution,
    Instrument,
    SourceKind,
    Staff,
)
from bureau.registry.roster.refusing import Said, UnreadableError
from bureau.registry.schedules import Schedules, read_schedules
from bureau.registry.services.refreshing import refresh
from bureau.registry.services.sources import Source, end, stamped

# In the order in which a fact may name another one.
WRITTEN: tuple[type[Fact], ...] = (Capability, Instrument, Calibration, Employment, Authorisation)
WORD = {
    "capability": SourceKind.CERTIFICATE,
    "authorisation": SourceKind.CERTIFICATE,
    "instrument": SourceKind.INSTITUTION,
    "employment": SourceKind.INSTITUTION,
}


def read_schedule(file: StoredFile, *, hidden: bool = False) -> Schedules:
    """Read a document of a dossier; hidden sheets of it only if asked for.

    Raises:
        UnreadableError: it holds no table, or cannot be opened.
    """
    with _opened(file) as path:
        try:
            return read_schedules(path, hidden=hidden)
        except UnreadableError as unreadable:
            said = unreadable.said
            raise UnreadableError(
                Said(said.zh.replace(path.name, file.name), said.en.replace(path.name, file.name))
            ) from unreadable


@contextmanager
def _opened(file: StoredFile) -> Iterator[Path]:
    """The file under the suffix it was given."""
    kept = place(file.sha256)
    path = kept.with_name(f"{kept.name}.{file.reference}.read{Path(file.name).suffix.lower()}")
    path.unlink(missing_ok=True)
    path.hardlink_to(kept)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def import_schedule(
    *,
    institution: Institution,
    file: StoredFile,
    chosen: Chosen,
    by: Actor,
    hidden: bool = False,
    base: int | None = None,
) -> list[ScheduleLine]:
    """Import every entry that is new, or nothing; what the dossier says already stays as it is."""
    entries = read_schedule(file, hidden=hidden).entries
    with INSTITUTION.moving("import_schedule", institution, by=by, reason=file.name, base=base) as held:
        lines = plan_schedule(held, entries, chosen)
        made: dict[type[Fact], list[Fact]] = defaultdict(list)
        people: dict[object, Staff] = {}
        for line in lines:
            for fact in line.facts:
                source = Source(WORD[line.entry.kind], f"{file.reference} {line.entry.place}")
                made[type(fact)].append(stamped(fact, source, by))
                if isinstance(fact, Employment | Authorisation) and not fact.person.version:
                    people[fact.person.pk] = fact.person
        if not made:
            raise NotNow(_("Nothing in it is new; the dossier says all of it already."))
        for person in people.values():
            person.save()
        for model in WRITTEN:
            if made[model]:
                model.objects.bulk_create(made[model])
        refresh(held)
    return lines


def undo_schedule(
    *, institution: Institution, file: StoredFile, by: Actor, reason: str, base: int | None = None
) -> int:
    """Take back what a file brought into the dossier, unless something else rests on it; gives how many facts."""
    with INSTITUTION.moving("undo_schedule", institution, by=by, reason=reason, base=base) as held:
        facts = brought_by(held, file)
        if not facts:
            raise NotNow(_("Nothing in the dossier stands by this file."))
        own = {fact.pk for fact in facts}
        instruments = {fact.lineage for fact in facts if isinstance(fact, Instrument)}
        resting = (
            Calibration.objects.standing().filter(instrument__lineage__in=instruments).exclude(pk__in=own)
        )
        if resting.exists():
            said = _(
                "Later calibrations rest on instruments of this file, such as %(one)s; withdraw those first."
            )
            raise NotNow(said % {"one": resting[0]})
        for fact in facts:
            end(fact, by, FactState.WITHDRAWN)
        refresh(held)
    return len(facts)


def brought_by(institution: Institution, file: StoredFile) -> list[Fact]:
    """Standing facts that a file brought into a dossier, those first that rest on others."""
    return [
        fact
        for model in reversed(WRITTEN)
        for fact in model.objects.standing().filter(
            institution=institution, source_reference__startswith=f"{file.reference} "
        )
    ]
