"""Certificates 资质认定证书, approved capabilities, and the domains that somebody states."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bureau.registry.domains import name_of
from bureau.registry.models.facts import Fact
from bureau.registry.models.places import Site


class Certificate(Fact):
    """A CMA certificate. `valid_from` and `valid_to` are its term; `ended_on` when it was revoked or cancelled.

    Without a number where a list gives its dates alone, as the form of the notice does for bodies of other provinces.
    """

    number = models.CharField(_("certificate number"), max_length=40, blank=True, db_index=True)
    first_issued_on = models.DateField(_("first issued"), null=True, blank=True)
    authority = models.CharField(_("issued by"), max_length=60, blank=True)
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    ended_why = models.CharField(_("why it ended"), max_length=100, blank=True)

    content = ("number", "first_issued_on", "authority", "ended_on", "ended_why")

    class Meta(Fact.Meta):
        verbose_name = _("certificate")
        constraints = (
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=False) | models.Q(ended_why=""),
                name="registry_certificate_end_has_day",
            ),
        )

    def __str__(self) -> str:
        return self.number or gettext("number not known")

    @property
    def last_day(self) -> dt.date | None:
        """The last day it is in force, as far as that is known."""
        eve = self.ended_on and self.ended_on - dt.timedelta(days=1)
        known = [day for day in (self.valid_to, eve) if day is not None]
        return min(known, default=None)

    def is_over_on(self, day: dt.date) -> bool:
        """Whether it is known not to be in force: outside its term, or ended."""
        return not self.holds_on(day) or (self.ended_on is not None and day >= self.ended_on)

    def in_force_on(self, day: dt.date) -> bool:
        """Within its term and not ended; one without an end of term is not known to be in force."""
        return self.valid_to is not None and not self.is_over_on(day)


class Capability(Fact):
    """One approved capability: what may be tested, how, at which site, under which certificate, with which limits."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="capabilities")
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="capabilities"
    )
    domain = models.CharField(_("domain"), max_length=40, blank=True)
    parameter = models.CharField(_("parameter"), max_length=120)
    method = models.CharField(_("method"), max_length=120)
    subject = models.CharField(_("product or class"), max_length=120, blank=True)
    limits = models.CharField(_("limits and remarks"), max_length=300, blank=True)

    content = ("certificate_id", "site_id", "domain", "subject", "parameter", "method", "limits")

    class Meta(Fact.Meta):
        verbose_name = _("capability")

    def __str__(self) -> str:
        return " ".join(filter(None, (self.subject, self.parameter, self.method)))


class StatedDomain(Fact):
    """A field in which an institution is said to work."""

    domain = models.CharField(_("domain"), max_length=40)

    content = ("domain",)

    class Meta(Fact.Meta):
        verbose_name = _("domain")

    def __str__(self) -> str:
        return name_of(self.domain)
