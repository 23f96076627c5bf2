"""The lifecycles of this room: a campaign, its phases, its domains of focus, its lead group, and what was covered."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bureau.kernel.access import Actor
from bureau.kernel.lifecycle import Lifecycle, move
from bureau.people.permissions import P
from bureau.ui import tones

Row = Any  # models lie above their lifecycle and cannot be named here


class CampaignState(models.TextChoices):
    """How far a campaign has come."""

    DRAFTED = "drafted", gettext_lazy("drafted")
    ISSUED = "issued", gettext_lazy("issued")
    CLOSED = "closed", gettext_lazy("closed")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


class PhaseState(models.TextChoices):
    """Whether a phase was signed off."""

    OPEN = "not_signed_off", gettext_lazy("not signed off")
    SIGNED_OFF = "signed_off", gettext_lazy("signed off")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


class FocusState(models.TextChoices):
    """Whether a domain is one of focus."""

    FOCUS = "focus", gettext_lazy("of focus")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


class MemberState(models.TextChoices):
    """Whether somebody belongs to the lead group."""

    STANDING = "standing", gettext_lazy("standing")
    ENDED = "ended", gettext_lazy("ended")


class CoverageState(models.TextChoices):
    """Whether what covered an institution still counts."""

    RECORDED = "counted", gettext_lazy("counted")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


def no_document_number(campaign: Row, _by: Actor) -> str:
    """What is issued has its number."""
    return "" if campaign.document_number else _("It has no document number yet. Enter it, then issue.")


def nobody_addressed(campaign: Row, _by: Actor) -> str:
    """What is issued is issued to somebody."""
    return "" if campaign.addressees_now() else _("It is addressed to no unit yet. Choose them, then issue.")


def phases_without_dates(campaign: Row, _by: Actor) -> str:
    """Every phase of an issued campaign has working dates."""
    phases = campaign.phases_now()
    if not phases:
        return _("It has no phase yet. Add one, then issue.")
    undated = [phase.name for phase in phases if phase.ends_on is None]
    if not undated:
        return ""
    return _("No working dates are set for: %(phases)s.") % {"phases": _(", ").join(undated)}


def no_head(campaign: Row, _by: Actor) -> str:
    """Somebody signs the phases off."""
    if campaign.heads_now():
        return ""
    return _("The lead group has no leader or deputy with an account; nobody could sign the phases off.")


def phases_not_signed_off(campaign: Row, _by: Actor) -> str:
    """A campaign is closed when its phases are."""
    left = [phase.name for phase in campaign.phases_now() if phase.state == PhaseState.OPEN]
    return _("Not signed off yet: %(phases)s.") % {"phases": _(", ").join(left)} if left else ""


def campaign_over(row: Row, _by: Actor) -> str:
    """What belongs to a campaign changes while the campaign is drafted or runs."""
    if row.campaign.state in {CampaignState.DRAFTED, CampaignState.ISSUED}:
        return ""
    return _("The campaign is over; what belongs to it stays as it was.")


def campaign_not_running(row: Row, _by: Actor) -> str:
    """Only what was issued and is not closed goes on."""
    if row.campaign.state == CampaignState.ISSUED:
        return ""
    return _("The campaign is “%(state)s”; this goes on only while it is issued.") % {
        "state": row.campaign.get_state_display()
    }


def only_phase(phase: Row, _by: Actor) -> str:
    """A campaign keeps one phase."""
    return "" if len(phase.campaign.phases_now()) > 1 else _("It is the only phase; a campaign has one.")


def earlier_phase_open(phase: Row, _by: Actor) -> str:
    """Phases are signed off in their order."""
    for one in phase.campaign.phases_now():
        if one.number < phase.number and one.state == PhaseState.OPEN:
            return _("“%(phase)s” comes before it and is not signed off yet.") % {"phase": one.name}
    return ""


def conditions_unmet(phase: Row, _by: Actor) -> str:
    """A phase is signed off when its exit conditions are met."""
    left = phase.unmet()
    if not left:
        return ""
    said = ngettext(
        "%(n)s exit condition is not met yet: %(what)s.",
        "%(n)s exit conditions are not met yet: %(what)s.",
        len(left),
    )
    return said % {"n": len(left), "what": _(", ").join(left)}


def not_a_head(phase: Row, by: Actor) -> str:
    """The leader or a deputy of the lead group signs off."""
    heads = phase.campaign.heads_now()
    if getattr(by, "pk", None) in {head.account_id for head in heads}:
        return ""
    named = _(", ").join(head.called for head in heads)
    return _("The leader or a deputy of the lead group signs this off: %(names)s.") % {"names": named or "—"}


def of_focus_already(focus: Row, _by: Actor) -> str:
    """A domain is of focus once."""
    return _("This domain is one of focus already.") if focus.stands_already() else ""


def neither_account_nor_post(member: Row, _by: Actor) -> str:
    """A member is somebody: by account, or by the name of the post."""
    if member.account_id or member.post:
        return ""
    return _("Choose an account, or write the post.")


def member_already(member: Row, _by: Actor) -> str:
    """Nobody is a member twice at one time."""
    return _("This account belongs to the lead group already.") if member.stands_already() else ""


C, F, D, M, V = CampaignState, PhaseState, FocusState, MemberState, CoverageState

CAMPAIGN = Lifecycle(
    "campaign.campaign",
    CampaignState,
    finals={C.CLOSED, C.WITHDRAWN},
    moves=[
        move("draft_campaign", None, C.DRAFTED, P.CAMPAIGN_MANAGE),
        move("amend_campaign", C.DRAFTED, C.DRAFTED, P.CAMPAIGN_MANAGE),
        move("amend_issued_campaign", C.ISSUED, C.ISSUED, P.CAMPAIGN_MANAGE),
        move(
            "issue_campaign",
            C.DRAFTED,
            C.ISSUED,
            P.CAMPAIGN_MANAGE,
            [no_document_number, nobody_addressed, phases_without_dates, no_head],
        ),
        move("withdraw_campaign", C.DRAFTED, C.WITHDRAWN, P.CAMPAIGN_MANAGE),
        move("close_campaign", C.ISSUED, C.CLOSED, P.CAMPAIGN_MANAGE, [phases_not_signed_off]),
    ],
)
PHASE = Lifecycle(
    "campaign.phase",
    PhaseState,
    finals={F.SIGNED_OFF, F.WITHDRAWN},
    moves=[
        move("add_phase", None, F.OPEN, P.CAMPAIGN_MANAGE, [campaign_over]),
        move("amend_phase", F.OPEN, F.OPEN, P.CAMPAIGN_MANAGE, [campaign_over]),
        move("withdraw_phase", F.OPEN, F.WITHDRAWN, P.CAMPAIGN_MANAGE, [campaign_over, only_phase]),
        move(
            "sign_off_phase",
            F.OPEN,
            F.SIGNED_OFF,
            P.CAMPAIGN_MANAGE,
            [campaign_not_running, earlier_phase_open, conditions_unmet, not_a_head],
        ),
    ],
)
FOCUS = Lifecycle(
    "campaign.focusdomain",
    FocusState,
    finals={D.WITHDRAWN},
    moves=[
        move("focus_domain", None, D.FOCUS, P.CAMPAIGN_MANAGE, [campaign_over, of_focus_already]),
        move("withdraw_domain", D.FOCUS, D.WITHDRAWN, P.CAMPAIGN_MANAGE, [campaign_over]),
    ],
)
MEMBER = Lifecycle(
    "campaign.member",
    MemberState,
    finals={M.ENDED},
    moves=[
        move(
            "add_member",
            None,
            M.STANDING,
            P.CAMPAIGN_MANAGE,
            [campaign_over, neither_account_nor_post, member_already],
        ),
        move("end_member", M.STANDING, M.ENDED, P.CAMPAIGN_MANAGE, [campaign_over]),
    ],
)
# Whoever concluded the visit was judged by the room of visits.
COVERAGE = Lifecycle(
    "campaign.coverage",
    CoverageState,
    finals={V.WITHDRAWN},
    moves=[
        move("record_coverage", None, V.RECORDED, P.VISIT_CONDUCT, [campaign_not_running]),
        move("withdraw_coverage", V.RECORDED, V.WITHDRAWN, P.VISIT_CONDUCT),
    ],
)

tones.register("run", C.ISSUED)
tones.register("good", F.SIGNED_OFF, V.RECORDED)
tones.register("idle", C.WITHDRAWN, M.ENDED)
