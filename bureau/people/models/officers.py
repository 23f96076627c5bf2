"""Officers 执法人员: who works where, with which enforcement certificate."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.people.models.accounts import Account
from bureau.people.models.units import Unit
from bureau.trail.recorded import Recorded


class Officer(Recorded):
    """One officer, with the account they act by. The certificate's number stands on every record of a visit."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="officer")
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="officers")
    post = models.CharField(_("post"), max_length=60, blank=True)
    phone = models.CharField(_("office telephone"), max_length=30, blank=True)
    certificate_no = models.CharField(_("enforcement certificate"), max_length=40, blank=True)
    certificate_from = models.DateField(_("certificate valid from"), null=True, blank=True)
    certificate_to = models.DateField(_("certificate valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("officer")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(certificate_to__isnull=True)
                | models.Q(certificate_from__isnull=True)
                | models.Q(certificate_from__lte=models.F("certificate_to")),
                name="people_officer_certificate_period",
            ),
        )

    def __str__(self) -> str:
        return self.account.full_name

    @property
    def jurisdiction(self) -> Unit:
        """The unit the officer works in."""
        return self.unit

    def is_certified_on(self, day: dt.date) -> bool:
        """Whether the enforcement certificate is in force on a day; an empty bound is no bound."""
        return bool(
            self.certificate_no
            and (self.certificate_from is None or self.certificate_from <= day)
            and (self.certificate_to is None or day <= self.certificate_to)
        )
