"""The terms of the priority list that this room can compute from what it and the registry hold."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from bureau.campaign.models import Campaign
from bureau.campaign.ranking import Points, term
from bureau.kernel import clock
from bureau.people.models import Unit
from bureau.registry.domains import names_of
from bureau.registry.models import Institution

Due = QuerySet[Institution]


@term(
    "area",
    _("Lies in a key area"),
    group="area",
    weight=3,
    why=_("the notice names key areas first; the office says which units those are"),
    asks_units=True,
)
def area(_campaign: Campaign, due: Due, chosen: Sequence[str]) -> Mapping[uuid.UUID, Points]:
    """One point where a unit that was chosen, or one below it, answers for the institution."""
    found: dict[uuid.UUID, Points] = {}
    for unit in Unit.objects.filter(reference__in=chosen):
        for key in due.filter(unit__path__startswith=unit.path).values_list("pk", flat=True):
            found[key] = Points(1, gettext("in the area of %(unit)s") % {"unit": unit.short_name})
    return found


@term(
    "focus",
    _("Works in fields of focus"),
    group="field",
    weight=3,
    why=_("the notice names these fields for key checks"),
)
def focus(campaign: Campaign, due: Due, _chosen: Sequence[str]) -> Mapping[uuid.UUID, Points]:
    """A point for each field of focus it works in."""
    wanted, found = campaign.focus_now(), {}
    for one in due.only("domains"):
        own = [code for code in wanted if code in one.domains]
        if own:
            found[one.pk] = Points(len(own), names_of(own))
    return found


@term(
    "lapsed",
    _("No certificate in force"),
    group="link",
    weight=4,
    why=_("whether it still issues reports is looked at first"),
)
def lapsed(_campaign: Campaign, due: Due, _chosen: Sequence[str]) -> Mapping[uuid.UUID, Points]:
    """One point where the certificate has run out; where none is known, the dossier says so."""
    today = clock.today()
    rows = due.filter(certified_until__lt=today).values_list("pk", "certified_until")
    return {key: Points(1, gettext("ran out on %(day)s") % {"day": day}) for key, day in rows}


@term(
    "incomplete",
    _("Dossier incomplete"),
    group="problem",
    weight=1,
    why=_("what an institution does not show is looked at on site"),
)
def incomplete(_campaign: Campaign, due: Due, _chosen: Sequence[str]) -> Mapping[uuid.UUID, Points]:
    """One point where facts are missing."""
    found = {}
    for key, missing in due.filter(missing__gt=0).values_list("pk", "missing"):
        words = ngettext("%(n)s fact missing", "%(n)s facts missing", missing) % {"n": missing}
        found[key] = Points(1, words)
    return found
