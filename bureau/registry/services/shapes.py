"""What was corrected by hand of a roster's header is remembered, for the next file of that shape, or forgotten."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import MissingPermission, NotNow, Stale
from bureau.people.models import Unit
from bureau.people.permissions import P
from bureau.registry.models import RosterImport, RosterShape
from bureau.registry.roster import Synonyms, own_synonyms, shape_of
from bureau.registry.roster.cards import open_lists
from bureau.registry.roster.values import text_of
from bureau.trail.scope import scope


def remember_shape(
    roster: RosterImport, path: Path, sheet: str, by_hand: Mapping[str, Any]
) -> RosterShape | None:
    """Keep the columns of a sheet for its header, inside the scope that is writing; None if it has no header."""
    grid = next((one for one in open_lists(path) if (one.name or "") == sheet), None)
    at = by_hand["header"] - (grid.first if grid else 1)
    if grid is None or not 0 <= at < len(grid.rows):
        return None
    words = [text_of(cell) for cell in grid.rows[at]]
    shape = shape_of(words)
    if not shape:
        return None
    key = hashlib.sha256(shape.encode()).hexdigest()
    known = RosterShape.objects.filter(unit=roster.unit, shape=key).first()
    row = known.fresh() if known else RosterShape(unit=roster.unit, shape=key)
    row.words, row.columns, row.roster = words, dict(by_hand["columns"]), roster
    row.forgotten_at, row.forgotten_by = None, ""
    row.save()
    return row


def forget_shape(*, shape: RosterShape, by: Actor, reason: str, base: int | None = None) -> RosterShape:
    """Forget what was given a header by hand: the next file of that shape is read as any other.

    Raises:
        MissingPermission, Stale, NotNow: nothing was changed.
    """
    if not by.may_now(P.ROSTER_IMPORT, at=shape.unit):
        raise MissingPermission(P.ROSTER_IMPORT, _("Your role does not include this."))
    with scope(actor=by.trail_name, move="forget_shape", reference=shape.roster.reference, reason=reason):
        row = shape.fresh()
        if base is not None and row.version != base:
            raise Stale(_("Somebody else saved this while you had it open."), row=row, base=base)
        if row.forgotten_at is not None:
            raise NotNow(_("It is forgotten already."))
        row.forgotten_at, row.forgotten_by = clock.now(), by.trail_name
        row.save()
    return row


def remembered_for(unit: Unit) -> dict[str, dict[str, int]]:
    """Columns by field of every shape that the unit explained before."""
    return {shape_of(one.words): one.columns for one in RosterShape.objects.remembered().filter(unit=unit)}


def synonyms_for(unit: Unit) -> Synonyms:
    """The program's words, with those that the unit explained and the program does not know.

    A word that was given two meanings is left out, and so is one that the program knows: 编号 may be anything.
    """
    known = own_synonyms()
    meant: dict[str, set[str]] = {}
    for one in RosterShape.objects.remembered().filter(unit=unit).order_by("id"):
        for word, name in _explained(one.words, one.columns):
            if not known.field_of(word):
                meant.setdefault(word, set()).add(name)
    more: dict[str, list[str]] = {}
    for word, names in meant.items():
        if len(names) == 1:
            more.setdefault(names.pop(), []).append(word)
    return known.with_more(more)


def _explained(words: Sequence[str], columns: Mapping[str, int]) -> Iterable[tuple[str, str]]:
    return ((words[at], name) for name, at in columns.items() if at < len(words) and words[at])
