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


class NoticeState(models.TextChoices):
    """What became of a notice that was handed in."""

    KEPT = "notice_kept", gettext_lazy("to be confirmed")
    TAKEN = "notice_taken", gettext_lazy("campaign drafted")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


class HandDownState(models.TextChoices):
    """Whether a unit took up the campaign that was handed down to it."""

    HANDED = "handed_down", gettext_lazy("to be taken up")
    TAKEN_UP = "taken_up", gettext_lazy("taken up by the unit")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


class TalkState(models.TextChoices):
    """Whether an entry of the contact log stands."""

    RECORDED = "talk_recorded", gettext_lazy("in the log")
    CORRECTED = "talk_corrected", gettext_lazy("corrected")


class WeightState(models.TextChoices):
    """Whether a weight holds; each term has one, which is set anew."""

    SET = "weight_set", gettext_lazy("holds")


class ExcuseState(models.TextChoices):
    """Whether a reason for not inspecting an institution was approved."""

    PROPOSED = "excuse_proposed", gettext_lazy("waits for approval")
    APPROVED = "excuse_approved", gettext_lazy("approved")
    REFUSED = "excuse_refused", gettext_lazy("refused")
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


def not_below(hand_down: Row, _by: Actor) -> str:
    """It goes to units below that have their own campaigns."""
    unit, top = hand_down.unit, hand_down.campaign.unit
    if unit != top and unit.is_within(top):
        return ""
    return _("A campaign is handed down to units below its own; %(unit)s is none.") % {"unit": unit}


def handed_already(hand_down: Row, _by: Actor) -> str:
    """Once to each unit."""
    return _("It was handed down to this unit already.") if hand_down.stands_already() else ""


def not_from_above(hand_down: Row, by: Actor) -> str:
    """The unit that handed it down takes it back."""
    if by.may(P.CAMPAIGN_MANAGE, at=hand_down.campaign.unit):
        return ""
    return _("%(unit)s handed it down and takes it back.") % {"unit": hand_down.campaign.unit}


def nothing_to_follow_up(talk: Row, _by: Actor) -> str:
    """Only what was promised can be done."""
    if talk.follow_up_on is None:
        return _("Nothing was left to be followed up.")
    return _("It was followed up already.") if talk.followed_up_at else ""


def already_covered(excuse: Row, _by: Actor) -> str:
    """Who was inspected needs no reason."""
    if not excuse.is_covered():
        return ""
    return _("It was inspected in this campaign already; no reason is needed.")


def excused_already(excuse: Row, _by: Actor) -> str:
    """One reason at a time."""
    if not excuse.stands_already():
        return ""
    return _("A reason stands for it already. Withdraw that one first.")


def not_a_head_here(excuse: Row, by: Actor) -> str:
    """The leader or a deputy of the lead group decides, never whoever proposed it."""
    if excuse.proposed_by_id == getattr(by, "pk", None):
        return _("You proposed this reason; the leader or another deputy of the lead group decides.")
    heads = excuse.campaign.heads_now()
    if getattr(by, "pk", None) in {head.account_id for head in heads}:
        return ""
    named = _(", ").join(head.called for head in heads)
    return _("The leader or a deputy of the lead group decides this: %(names)s.") % {"names": named or "—"}


N, H, T, E = NoticeState, HandDownState, TalkState, ExcuseState
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
NOTICE = Lifecycle(
    "campaign.notice",
    NoticeState,
    finals={N.TAKEN, N.WITHDRAWN},
    moves=[
        move("keep_notice", None, N.KEPT, P.CAMPAIGN_MANAGE),
        move("take_notice", N.KEPT, N.TAKEN, P.CAMPAIGN_MANAGE),
        move("withdraw_notice", N.KEPT, N.WITHDRAWN, P.CAMPAIGN_MANAGE),
    ],
)
# Handed down by the unit above, taken up by the unit that it goes to.
HAND_DOWN = Lifecycle(
    "campaign.handdown",
    HandDownState,
    finals={H.TAKEN_UP, H.WITHDRAWN},
    moves=[
        move(
            "hand_down_campaign",
            None,
            H.HANDED,
            P.CAMPAIGN_MANAGE,
            [campaign_not_running, not_below, handed_already],
        ),
        move("take_up_campaign", H.HANDED, H.TAKEN_UP, P.CAMPAIGN_MANAGE, [campaign_not_running]),
        move("withdraw_hand_down", H.HANDED, H.WITHDRAWN, P.CAMPAIGN_MANAGE, [not_from_above]),
    ],
)
TALK = Lifecycle(
    "campaign.talk",
    TalkState,
    finals={T.CORRECTED},
    moves=[
        move("record_talk", None, T.RECORDED, P.CONTACT_RECORD),
        move("correct_talk", T.RECORDED, T.CORRECTED, P.CONTACT_RECORD),
        move("follow_up_talk", T.RECORDED, T.RECORDED, P.CONTACT_RECORD, [nothing_to_follow_up]),
    ],
)
EXCUSE = Lifecycle(
    "campaign.excuse",
    ExcuseState,
    finals={E.REFUSED, E.WITHDRAWN},
    moves=[
        move(
            "propose_excuse",
            None,
            E.PROPOSED,
            P.CAMPAIGN_MANAGE,
            [campaign_not_running, already_covered, excused_already],
        ),
        move(
            "approve_excuse",
            E.PROPOSED,
            E.APPROVED,
            P.CAMPAIGN_MANAGE,
            [campaign_not_running, not_a_head_here],
        ),
        move(
            "refuse_excuse", E.PROPOSED, E.REFUSED, P.CAMPAIGN_MANAGE, [campaign_not_running, not_a_head_here]
        ),
        move(
            "withdraw_excuse",
            [E.PROPOSED, E.APPROVED],
            E.WITHDRAWN,
            P.CAMPAIGN_MANAGE,
            [campaign_not_running],
        ),
    ],
)
WEIGHT = Lifecycle(
    "campaign.weight",
    WeightState,
    moves=[
        move("set_weight", None, WeightState.SET, P.CAMPAIGN_MANAGE, [campaign_over]),
        move("change_weight", WeightState.SET, WeightState.SET, P.CAMPAIGN_MANAGE, [campaign_over]),
    ],
)

tones.register("run", C.ISSUED)
tones.register("warn", N.KEPT, H.HANDED, E.PROPOSED)
tones.register("good", F.SIGNED_OFF, V.RECORDED, N.TAKEN, H.TAKEN_UP, E.APPROVED)
tones.register("bad", E.REFUSED)
tones.register("idle", C.WITHDRAWN, M.ENDED, T.CORRECTED)
