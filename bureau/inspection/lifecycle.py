"""The lifecycles of this room: a visit, one item that is looked at on it, and what was found."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy

from bureau.inspection import objections as no
from bureau.kernel.lifecycle import Lifecycle, move
from bureau.people.permissions import P
from bureau.ui import tones


class VisitState(models.TextChoices):
    """How far a visit is."""

    PLANNED = "planned", gettext_lazy("planned")
    UNDER_WAY = "under_way", gettext_lazy("under way")
    CONCLUDED = "concluded", gettext_lazy("concluded")
    CALLED_OFF = "called_off", gettext_lazy("called off")


class ItemState(models.TextChoices):
    """Whether an item was looked at."""

    UNANSWERED = "unanswered", gettext_lazy("not looked at yet")
    ANSWERED = "answered", gettext_lazy("looked at")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


class DrawState(models.TextChoices):
    """Whether a draw stands."""

    DRAWN = "drawn", gettext_lazy("drawn")
    SET_ASIDE = "set_aside", gettext_lazy("set aside")


class FindingState(models.TextChoices):
    """What became of a finding."""

    DRAFTED = "drafted", gettext_lazy("waits for the second officer")
    ESTABLISHED = "established", gettext_lazy("established")
    HANDED_ON = "handed_on", gettext_lazy("taken over as a problem")
    CLOSED = "closed", gettext_lazy("closed without a problem")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


V, I, F = VisitState, ItemState, FindingState  # noqa: E741 - three tables, three letters

VISIT = Lifecycle(
    "inspection.visit",
    VisitState,
    finals={V.CONCLUDED, V.CALLED_OFF},
    moves=[
        move(
            "plan_visit",
            None,
            V.PLANNED,
            P.VISIT_PLAN,
            [no.dossier_not_kept, no.same_officer, no.officer_without_power, no.certificate_not_in_force],
        ),
        move("amend_visit", V.PLANNED, V.PLANNED, P.VISIT_PLAN),
        move("hand_over_visit", V.PLANNED, V.PLANNED, P.VISIT_PLAN),
        move("call_off_visit", (V.PLANNED, V.UNDER_WAY), V.CALLED_OFF, P.VISIT_PLAN, [no.looked_at_already]),
        move(
            "begin_visit",
            V.PLANNED,
            V.UNDER_WAY,
            P.VISIT_CONDUCT,
            [no.not_on_this_visit, no.before_its_day, no.officer_without_power, no.certificate_not_in_force],
        ),
        move(
            "conclude_visit",
            V.UNDER_WAY,
            V.CONCLUDED,
            P.VISIT_CONDUCT,
            [no.not_on_this_visit, no.nothing_looked_at, no.items_unanswered, no.confirmed_without_finding],
        ),
    ],
)
ITEM = Lifecycle(
    "inspection.visititem",
    ItemState,
    finals={I.ANSWERED, I.WITHDRAWN},
    moves=[
        move("add_item", None, I.UNANSWERED, P.VISIT_PLAN, [no.visit_over, no.put_on_already]),
        move("withdraw_item", I.UNANSWERED, I.WITHDRAWN, P.VISIT_PLAN, [no.visit_over]),
        move(
            "answer_item", I.UNANSWERED, I.ANSWERED, P.VISIT_CONDUCT, [no.not_on_site, no.not_on_this_visit]
        ),
        move(
            "correct_answer",
            I.ANSWERED,
            I.ANSWERED,
            P.VISIT_CONDUCT,
            [no.not_on_site, no.not_on_this_visit, no.built_upon],
        ),
    ],
)
DRAW = Lifecycle(
    "inspection.draw",
    DrawState,
    finals={DrawState.SET_ASIDE},
    moves=[
        move("draw_reports", None, DrawState.DRAWN, P.VISIT_PLAN, [no.visit_over]),
        move("set_aside_draw", DrawState.DRAWN, DrawState.SET_ASIDE, P.VISIT_PLAN, [no.visit_over]),
    ],
)
FINDING = Lifecycle(
    "inspection.finding",
    FindingState,
    finals={F.CLOSED, F.WITHDRAWN},
    moves=[
        move("draft_finding", None, F.DRAFTED, P.VISIT_CONDUCT, [no.not_on_this_visit, no.not_confirmed]),
        move("amend_finding", F.DRAFTED, F.DRAFTED, P.VISIT_CONDUCT, [no.not_on_this_visit]),
        move(
            "establish_finding",
            F.DRAFTED,
            F.ESTABLISHED,
            P.VISIT_CONDUCT,
            [no.not_on_this_visit, no.own_words, no.conduct_unnamed, no.days_unnamed, no.nothing_shown],
        ),
        move("hand_on_finding", F.ESTABLISHED, F.HANDED_ON, P.PROBLEM_RECORD),
        move("release_finding", F.HANDED_ON, F.ESTABLISHED, P.PROBLEM_CLOSE),
        move("close_finding", F.ESTABLISHED, F.CLOSED, P.PROBLEM_CLOSE, [no.own_finding]),
        move(
            "withdraw_finding",
            (F.DRAFTED, F.ESTABLISHED),
            F.WITHDRAWN,
            P.VISIT_CONDUCT,
            [no.not_on_this_visit],
        ),
    ],
)

tones.register("run", V.UNDER_WAY, DrawState.DRAWN)
tones.register("good", V.CONCLUDED, F.ESTABLISHED)
tones.register("idle", V.PLANNED, V.CALLED_OFF, I.UNANSWERED, F.HANDED_ON, F.CLOSED, DrawState.SET_ASIDE)
tones.register("warn", F.DRAFTED)
