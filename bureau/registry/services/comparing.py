"""The whole registry is compared in the background for dossiers of one body, and what was found is kept."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from bureau.jobs.models import Job
from bureau.jobs.services import start_job
from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.registry.bodies import bodies_among
from bureau.registry.likeness import likely
from bureau.registry.models import Comparison, Institution, LikelyPair

WORK = "institution.compare"
Step = Callable[[int, int], None]


def comparing() -> Job | None:
    """The comparison that is under way, if one is."""
    found: Job | None = Job.objects.unfinished().filter(kind=WORK).first()
    return found


def compare_institutions(*, by: Actor) -> Job:
    """Have the whole registry compared in the background, unless that is under way."""
    if comparing() is not None:
        raise NotNow(_("The registry is being compared already; what is found appears by itself."))
    return start_job(WORK, title=_("Comparing all dossiers"), arguments={}, by=by)


def keep_likely_pairs(step: Step) -> int:
    """Compare every kept dossier with the others and keep the pairs instead of the earlier ones; gives how many."""
    made_at = clock.now()
    bodies = bodies_among(Institution.objects.active())
    found = likely(bodies, step)
    rows = [
        LikelyPair(
            first_id=one.first,
            second_id=one.second,
            strength=one.strength,
            reasons=one.reasons,
            against=one.against,
        )
        for one in found
    ]
    with transaction.atomic():
        LikelyPair.objects.all().delete()
        LikelyPair.objects.bulk_create(rows, batch_size=1_000)
        Comparison.objects.update_or_create(
            pk=Comparison.ONLY, defaults={"made_at": made_at, "compared": len(bodies)}
        )
    return len(rows)
