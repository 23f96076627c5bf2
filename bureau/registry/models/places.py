"""Sites 检验检测场所, and presence without one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.registry.models.facts import Fact


class Site(Fact):
    """A place of work."""

    division = models.CharField(_("division code"), max_length=6, db_index=True)
    address = models.CharField(_("address"), max_length=200, blank=True)

    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=6, null=True, blank=True)

    content = ("division", "address", "longitude", "latitude")

    class Meta(Fact.Meta):
        verbose_name = _("site")
        constraints = (
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(longitude__isnull=True, latitude__isnull=True)
                | models.Q(longitude__isnull=False, latitude__isnull=False),
                name="registry_site_both_coordinates",
            ),
        )

    def __str__(self) -> str:
        return self.address or self.division


class Presence(Fact):
    """It works in a division without a site there."""

    division = models.CharField(_("division code"), max_length=6, db_index=True)
    remarks = models.CharField(_("remarks"), max_length=200, blank=True)

    content = ("division", "remarks")

    class Meta(Fact.Meta):
        verbose_name = _("presence")

    def __str__(self) -> str:
        return self.remarks or self.division
