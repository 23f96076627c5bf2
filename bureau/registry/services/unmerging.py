"""A merger is taken back: the duplicate is kept again, what it brought into the other dossier is withdrawn."""

from __future__ import annotations

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.registry.lifecycle import INSTITUTION, FactState
from bureau.registry.models import TABLES, Institution, Merger
from bureau.registry.services.refreshing import refresh
from bureau.registry.services.sources import again, end


def unmerge_institution(
    *, institution: Institution, by: Actor, reason: str, base: int | None = None
) -> Institution:
    """Take a merger back, unless others have built on it. What either dossier said before, and since, stays."""
    with INSTITUTION.moving("unmerge_institution", institution, by=by, reason=reason, base=base) as held:
        merger = Merger.objects.get(institution=held, undone_at__isnull=True).fresh()
        with INSTITUTION.moving("withdraw_fact", merger.into, by=by, reason=reason) as kept:
            for kind, key in merger.written:
                fact = TABLES[kind].objects.select_related("follows").get(pk=key)
                end(fact, by, FactState.WITHDRAWN)
                if fact.follows is not None:  # a certificate that both hold: its own word stands again
                    again(fact.follows, by, fact)
            merger.undone_at, merger.undone_by = clock.now(), by.trail_name
            merger.save()
            held.merged_into = None
            refresh(kept, without=held)
        refresh(held)
    return held
