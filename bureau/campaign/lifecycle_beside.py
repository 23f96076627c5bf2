"""The lifecycles beside a campaign: notice, scope, hand-downs, contact log, reasons for not inspecting, weights."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bureau.campaign.lifecycle import campaign_not_running, campaign_over
from bureau.kernel.access import Actor
from bureau.kernel.lifecycle import Lifecycle, move
from bureau.people.permissions import P
from bureau.ui import tones

Row = Any  # models lie above their lifecycle and cannot be named here


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


class ScopeState(models.TextChoices):
    """Whether a rule of scope is in force."""

    PROPOSED = "scope_proposed", gettext_lazy("waits for approval")
    IN_FORCE = "scope_in_force", gettext_lazy("in force")
    REFUSED = "scope_refused", gettext_lazy("refused")
    ENDED = "scope_ended", gettext_lazy("ended")


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
        return _("You proposed this; the leader or another deputy of the lead group decides.")
    heads = excuse.campaign.heads_now()
    if getattr(by, "pk", None) in {head.account_id for head in heads}:
        return ""
    named = _(", ").join(head.called for head in heads)
    return _("The leader or a deputy of the lead group decides this: %(names)s.") % {"names": named or "—"}


def nothing_chosen(rule: Row, _by: Actor) -> str:
    """A rule names what it is about."""
    return "" if rule.chosen else _("It names nothing. Choose at least one.")


def ruled_already(rule: Row, _by: Actor) -> str:
    """The same rule stands once."""
    return _("This very rule stands already.") if rule.stands_already() else ""


N, H, T, E, S = NoticeState, HandDownState, TalkState, ExcuseState, ScopeState

NOTICE = Lifecycle(
    "campaign.notice",
    NoticeState,
    finals={N.TAKEN, N.WITHDRAWN},
    moves=[
        move("keep_notice", None, N.KEPT, P.CAMPAIGN_MANAGE),
        move("draft_from_notice", N.KEPT, N.TAKEN, P.CAMPAIGN_MANAGE),
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
    finals={WeightState.SET},
    moves=[
        move("set_weight", None, WeightState.SET, P.CAMPAIGN_MANAGE, [campaign_over]),
        move("change_weight", WeightState.SET, WeightState.SET, P.CAMPAIGN_MANAGE, [campaign_over]),
    ],
)
SCOPE = Lifecycle(
    "campaign.scoperule",
    ScopeState,
    finals={S.REFUSED, S.ENDED},
    moves=[
        move(
            "propose_scope_rule",
            None,
            S.PROPOSED,
            P.CAMPAIGN_MANAGE,
            [campaign_over, nothing_chosen, ruled_already],
        ),
        move(
            "approve_scope_rule", S.PROPOSED, S.IN_FORCE, P.CAMPAIGN_MANAGE, [campaign_over, not_a_head_here]
        ),
        move("refuse_scope_rule", S.PROPOSED, S.REFUSED, P.CAMPAIGN_MANAGE, [campaign_over, not_a_head_here]),
        move("end_scope_rule", [S.PROPOSED, S.IN_FORCE], S.ENDED, P.CAMPAIGN_MANAGE, [campaign_over]),
    ],
)

tones.register("warn", N.KEPT, H.HANDED, E.PROPOSED, S.PROPOSED)
tones.register("good", N.TAKEN, H.TAKEN_UP, E.APPROVED, S.IN_FORCE)
tones.register("bad", E.REFUSED, S.REFUSED)
tones.register("idle", T.CORRECTED, S.ENDED)
