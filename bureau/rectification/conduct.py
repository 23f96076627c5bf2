"""The codes of conduct that a problem may carry: what is suspected, never which article or fine answers it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.inspection.conducts import Conduct

Text = str | Promise
CONDUCTS: dict[str, Text] = {
    **{one.value: one.label for one in Conduct},
    "NOCERT": _("no approval held"),
    "CONDITIONS": _("conditions of the approval not kept"),
    "MARK": _("mark missing or misused"),
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
