"""Instruments 仪器设备 and their calibrations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.registry.models.facts import Fact
from bureau.registry.models.places import Site


class Instrument(Fact):
    """An instrument; `capacity` is how many tests it can run at once."""

    name = models.CharField(_("instrument"), max_length=120)
    own_number = models.CharField(_("own number"), max_length=60, blank=True)
    model = models.CharField(_("model"), max_length=80, blank=True)
    serial_no = models.CharField(_("maker's number"), max_length=80, blank=True)
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="instruments"
    )
    capacity = models.PositiveSmallIntegerField(_("tests at once"), default=1)
    portable = models.BooleanField(_("portable"), default=False)

    content = ("name", "own_number", "model", "serial_no", "site_id", "capacity", "portable")

    class Meta(Fact.Meta):
        verbose_name = _("instrument")
        constraints = (
            *Fact.Meta.constraints,
            models.CheckConstraint(condition=models.Q(capacity__gte=1), name="registry_instrument_runs_one"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.own_number}".strip()


class Calibration(Fact):
    """One calibration or verification: `valid_from` is its day, `valid_to` the last day it is good for."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="calibrations")
    passed = models.BooleanField(_("passed"), default=True)

    content = ("instrument_id", "passed")

    class Meta(Fact.Meta):
        verbose_name = _("calibration")

    def __str__(self) -> str:
        return str(self.instrument)
