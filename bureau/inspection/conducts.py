"""Conducts that a finding may suggest, by code; which article applies is looked up by the day of the conduct."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Conduct(models.TextChoices):
    """Untrue, false, beyond the approval, or a matter of management. Suggested here, decided elsewhere."""

    U1 = "U1", _("untrue: samples managed against the standard")
    U2 = "U2", _("untrue: instruments not verified or calibrated")
    U3 = "U3", _("untrue: against a mandatory procedure or method")
    U4 = "U4", _("untrue: raw data and reports not transferred or kept as the standard requires")
    F1 = "F1", _("false: not tested at all")
    F2 = "F2", _("false: raw data or records forged or altered")
    F3 = "F3", _("false: required items left out or changed, or key conditions changed")
    F4 = "F4", _("false: the sample exchanged or its state changed")
    F5 = "F5", _("false: a forged seal, signature or date of issue")
    SCOPE = "SCOPE", _("issued beyond the approved scope")
    CERT = "CERT", _("issued with no certificate in force")
    CHANGE = "CHANGE", _("a change of standard not declared")
    SIGN = "SIGN", _("the signatory does not meet the requirements")
    MANAGEMENT = "MANAGEMENT", _("a matter of management")
