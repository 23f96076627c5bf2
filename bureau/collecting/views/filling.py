"""Which kinds of facts may be entered in a part, by an account and by a link."""

from __future__ import annotations

from django.http import Http404

from bureau.collecting.lifecycle import PART
from bureau.collecting.models import Part
from bureau.collecting.selectors import part_page
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.registry.models import Institution

# Who may sign or is qualified is chosen among the staff on record, so members of staff may be entered with it.
ALONG = {"authorisation": "employment", "qualification": "employment"}


def kinds_of(part: Part) -> set[str]:
    """The kinds by which what was asked can be entered."""
    asked = {one.kind for one in part_page(part).entries if one.kind}
    return asked | {ALONG[one] for one in asked if one in ALONG}


def offered(part: Part, kind: str, by: Actor) -> Institution:
    """The institution about which the kind is entered.

    Raises:
        Http404: this was not asked. NotNow: the part is not open to them now.
    """
    if part.institution is None or kind not in kinds_of(part):
        raise Http404(kind)
    objection = PART.objection("send_in_part", part, by)
    if objection:
        raise NotNow(objection)
    return part.institution
