"""Two dossiers that look like one body's are put on record as two, and that is taken back."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.registry.lifecycle import INSTITUTION
from bureau.registry.models import Distinction, Institution


def distinguish_institution(
    *, institution: Institution, other: Institution, by: Actor, reason: str, base: int | None = None
) -> Distinction:
    """Put on record that two dossiers are of two bodies; they are no longer shown as likely duplicates."""
    with INSTITUTION.moving("distinguish_institution", institution, by=by, reason=reason, base=base) as held:
        if held.pk == other.pk:
            raise NotNow(_("A dossier cannot be told from itself."))
        if standing_between(held, other) is not None:
            raise NotNow(_("They are on record as two bodies already."))
        first, second = sorted((held, other), key=lambda one: one.pk)
        made = Distinction(
            first=first, second=second, reason=reason, made_at=clock.now(), made_by=by.trail_name
        )
        made.save()
    return made


def undistinguish_institution(
    *, institution: Institution, other: Institution, by: Actor, reason: str, base: int | None = None
) -> Distinction:
    """Take back that they are two bodies; whether they are one is open again."""
    with INSTITUTION.moving(
        "undistinguish_institution", institution, by=by, reason=reason, base=base
    ) as held:
        found = standing_between(held, other)
        if found is None:
            raise NotNow(_("They are not on record as two bodies, or that was taken back already."))
        found.undone_at, found.undone_by = clock.now(), by.trail_name
        found.save()
    return found


def standing_between(one: Institution, other: Institution) -> Distinction | None:
    """The word that stands that these two are not one body."""
    first, second = sorted((one.pk, other.pk))
    found: Distinction | None = Distinction.objects.standing().filter(first=first, second=second).first()
    return found.fresh() if found is not None else None
