"""An import is taken back whole: what it wrote is withdrawn, what it superseded stands again, later work stays."""

from __future__ import annotations

from typing import Any

from bureau.kernel.access import Actor
from bureau.registry.lifecycle import ROSTER, FactState, InstitutionState
from bureau.registry.models import Fact, Identity, Institution, RosterImport
from bureau.registry.models.objections import WRITTEN, later_work, opened_by, rested_upon, stays
from bureau.registry.services.refreshing import refresh
from bureau.registry.services.sources import again, end


def undo_roster(*, roster: RosterImport, by: Actor, reason: str, base: int | None = None) -> RosterImport:
    """Take back a whole import; what others did since stays.

    Dossiers that it opened are closed, but for those in which others have worked since: these stay open with who they
    are and where, and with what later facts rest on. What it superseded is said once more, with its old source, so
    that the record shows for every day what stood on it.
    """
    with ROSTER.moving("undo_roster", roster, by=by, reason=reason, base=base) as held:
        later, rested = later_work(held), rested_upon(held)
        touched: dict[Any, Institution] = {}
        for model in WRITTEN:
            for fact in (
                model.objects.standing()
                .filter(roster_row__roster=held)
                .select_related("follows", "institution")
            ):
                earlier = _before(fact, held)
                if earlier is None and stays(fact, later, rested):
                    continue
                end(fact, by, FactState.WITHDRAWN)
                if fact.institution_id not in touched:
                    touched[fact.institution_id] = fact.institution.fresh()
                institution = touched[fact.institution_id]
                if earlier is not None:
                    restored = again(earlier, by, fact)
                    if isinstance(restored, Identity):
                        _restore(institution, restored)
        closed = opened_by(held).filter(state=InstitutionState.ACTIVE).exclude(pk__in=list(later))
        for opened in closed:
            touched.setdefault(opened.pk, opened.fresh()).state = InstitutionState.CLOSED
        for institution in touched.values():
            refresh(institution)
            institution.save()
    return held


def _before(fact: Fact, roster: RosterImport) -> Fact | None:
    """What stood before the import said anything: a later line of it may have completed an earlier one."""
    found: Fact | None = fact.follows
    while found is not None and found.roster_row is not None and found.roster_row.roster_id == roster.pk:
        found = found.follows
    return found


def _restore(institution: Institution, identity: Identity) -> None:
    """Who it is, as it was said before; a provisional number that it had stands for the code again."""
    institution.name, institution.uscc = identity.name, identity.uscc or None
    institution.kind, institution.home_division = identity.kind, identity.home_division
