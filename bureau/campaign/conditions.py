"""The exit conditions that this room can compute from what it and the registry hold."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bureau.campaign.exits import Standing, condition
from bureau.campaign.models import Campaign
from bureau.campaign.selectors.coverage import Tally, tally_of
from bureau.kernel import clock
from bureau.registry.models import (
    AnnexSubmission,
    Certificate,
    Fact,
    ManagementFact,
    Presence,
    Site,
    StatedReports,
)

BODIES = _("bodies")


@condition("annex_submitted", _("The annex form was submitted"))
def annex_submitted(campaign: Campaign, day: dt.date) -> Standing:
    """A form of the unit since the campaign began."""
    sent = AnnexSubmission.objects.filter(
        unit=campaign.unit, reported_on__gte=campaign.begins_on, reported_on__lte=day
    ).count()
    missing = "" if sent else _("no form was submitted since the campaign began")
    return Standing(min(sent, 1), 1, missing, reverse("registry:annex"), campaign.contact_post)


@condition("all_responsible", _("Every institution has a responsible unit and officer"))
def all_responsible(campaign: Campaign, day: dt.date) -> Standing:
    """As the registry has it."""
    due = _whole(campaign, day).due
    left = due.filter(Q(unit=None) | Q(officer=None)).count()
    missing = gettext("%(n)s without") % {"n": left} if left else ""
    return _standing(
        campaign, due.count(), left, missing, reverse("registry:institutions") + "?view=unassigned"
    )


@condition("all_surveyed", _("Every institution was surveyed"), pace=True)
def all_surveyed(campaign: Campaign, day: dt.date) -> Standing:
    """Who and where it is, its certificate and fields, its management system and its reports are on record."""
    due = _whole(campaign, day).due
    left = due.count() - due.filter(_surveyed()).count()
    missing = gettext("%(n)s not surveyed") % {"n": left} if left else ""
    return _standing(
        campaign, due.count(), left, missing, reverse("registry:institutions") + "?view=incomplete"
    )


def _surveyed() -> Q:
    """What the survey of the notice asks of each: qualification, management, issuing of reports, and who it is."""

    def has(model: type[Fact], **more: object) -> Q:
        return Q(Exists(model.objects.standing().filter(institution=OuterRef("pk"), **more)))

    certified = Exists(
        Certificate.objects.standing()
        .filter(institution=OuterRef("pk"), valid_to__isnull=False)
        .exclude(number="")
    )
    return (
        Q(uscc__isnull=False)
        & ~Q(kind="")
        & ~Q(home_division="")
        & ~Q(domain_text__in=("", "  "))
        & (has(Site) | has(Presence))
        & Q(certified)
        & has(ManagementFact)
        & has(StatedReports)
    )


@condition("all_complete", _("Every dossier is complete"), pace=True)
def all_complete(campaign: Campaign, day: dt.date) -> Standing:
    """With nothing missing."""
    due = _whole(campaign, day).due
    left = due.filter(missing__gt=0).count()
    missing = gettext("%(n)s incomplete") % {"n": left} if left else ""
    return _standing(
        campaign, due.count(), left, missing, reverse("registry:institutions") + "?view=incomplete"
    )


@condition("all_visited", _("Every institution was visited"), pace=True)
def all_visited(campaign: Campaign, day: dt.date) -> Standing:
    """All that are due."""
    return _visited(campaign, _whole(campaign, day), "")


@condition("focus_visited", _("Every institution in the domains of focus was visited"), pace=True)
def focus_visited(campaign: Campaign, day: dt.date) -> Standing:
    """Those of at least one domain of focus, each once."""
    return _visited(campaign, _whole(campaign, day).of_focus(campaign.focus_now()), "&domain=focus")


def _whole(campaign: Campaign, day: dt.date) -> Tally:
    return tally_of(campaign, day)


def _visited(campaign: Campaign, tally: Tally, query: str) -> Standing:
    left = tally.left.count()
    missing = gettext("%(n)s not visited") % {"n": left} if left else ""
    url = reverse("campaign:institutions", args=[campaign.reference]) + f"?state=left{query}"
    return _standing(campaign, tally.due.count(), left, missing, url)


def _standing(campaign: Campaign, whole: int, left: int, missing: str, url: str) -> Standing:
    """Nothing is met of no bodies: who has none on record has not begun."""
    if not whole and not tally_of(campaign, clock.today()).due.exists():
        missing, url = gettext("no institution is on record yet"), reverse("registry:rosters")
    return Standing(whole - left, whole, missing, url if missing else "", campaign.contact_post, BODIES)
