"""The codes of conduct that a problem may carry: what is suspected, never which article or fine answers it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONDUCTS: dict[str, Promise] = {
    "U1": _("untrue: handling of samples"),
    "U2": _("untrue: instruments not verified or calibrated"),
    "U3": _("untrue: against a mandatory procedure or method"),
    "U4": _("untrue: raw data and reports not kept"),
    "F1": _("false: not tested"),
    "F2": _("false: raw data or records forged"),
    "F3": _("false: items left out or conditions changed"),
    "F4": _("false: sample exchanged"),
    "F5": _("false: forged seal, signature or date"),
    "NOCERT": _("no approval held"),
    "CONDITIONS": _("conditions of the approval not kept"),
    "SCOPE": _("beyond the approved scope"),
    "CERT": _("certificate not in force"),
    "CHANGE": _("change not declared"),
    "MARK": _("mark missing or misused"),
    "SIGN": _("signatory not authorised"),
    "SUBCONTRACT": _("subcontracted against the rules"),
    "MANDATORY": _("mandatory requirement not kept"),
    "TWOJOBS": _("staff employed by two institutions"),
    "ARCHIVE": _("archive incomplete"),
    "DECLARE": _("declaration not made"),
    "PT": _("proficiency test failed or missed"),
    "COMMITMENT": _("commitment not kept"),
}


def conduct_choices() -> list[tuple[str, str]]:
    """Every code with its words, for a form."""
    return [(code, f"{code} {title}") for code, title in CONDUCTS.items()]
