"""What supervision knows of an institution from before this program, or from elsewhere: kept by officers alone."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.registry.models.facts import Fact
from bureau.registry.models.undertakings import Documented


class EarlierSort(models.TextChoices):
    """Of what an earlier record tells."""

    INSPECTION = "inspection", _("inspection")
    PROBLEM = "problem", _("problem found")
    CASE = "case", _("case")
    PENALTY = "penalty", _("penalty")
    TIP = "tip", _("tip or complaint")


class EarlierRecord(Documented):
    """So many inspections, problems, cases, penalties or tips; `valid_from` is their day, or their first.

    Of tips only how many there were: not what was said, lest it tell who spoke.
    """

    sort = models.CharField(_("record of"), max_length=20, choices=EarlierSort)
    count = models.PositiveSmallIntegerField(_("how many"), default=1)
    what = models.CharField(_("what it was about"), max_length=500, blank=True)
    number = models.CharField(_("document number"), max_length=80, blank=True)
    authority = models.CharField(_("authority"), max_length=80, blank=True)

    content = ("sort", "count", "what", "number", "authority", "document_id")

    class Meta(Documented.Meta):
        verbose_name = _("earlier record")
        constraints = (
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(sort__in=EarlierSort.values, count__gte=1),
                name="registry_earlierrecord_words",
            ),
            models.CheckConstraint(
                condition=~models.Q(sort=EarlierSort.TIP)
                | models.Q(what="", number="", document__isnull=True),
                name="registry_earlierrecord_tip_is_a_count",
            ),
        )

    def __str__(self) -> str:
        return self.what or str(EarlierSort(self.sort).label)
