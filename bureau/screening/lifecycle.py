"""The lifecycles of this room: a ledger handed in, a part of it, a run, a hit, a question about it, a lead."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from bureau.kernel.access import Actor
from bureau.kernel.lifecycle import Lifecycle, move
from bureau.people.permissions import P
from bureau.ui import tones


class HandInState(models.TextChoices):
    """What became of a ledger that was handed in."""

    CHECKING = "ledger_checking", gettext_lazy("being checked")
    FAULTY = "ledger_faulty", gettext_lazy("has faults")
    REPEATED = "ledger_repeated", gettext_lazy("handed in before")
    TAKEN = "ledger_taken", gettext_lazy("taken as a version")
    PUT_ASIDE = "ledger_put_aside", gettext_lazy("put aside")


class PartState(models.TextChoices):
    """Whether what a hand-in says of one institution counts, or gave way to a newer one."""

    CURRENT = "part_current", gettext_lazy("counts")
    REPLACED = "part_replaced", gettext_lazy("replaced by a newer one")


class RunState(models.TextChoices):
    """Where a run stands."""

    SCREENING = "run_screening", gettext_lazy("being screened")
    SCREENED = "run_screened", gettext_lazy("screened")
    STOPPED = "run_cut_short", gettext_lazy("cut short")


class HitState(models.TextChoices):
    """What was decided about a hit."""

    OPEN = "hit_open", gettext_lazy("to be judged")
    ASKED = "hit_asked", gettext_lazy("institution asked")
    ANSWERED = "hit_answered", gettext_lazy("institution answered")
    ACCEPTED = "hit_accepted", gettext_lazy("accepted as a lead")
    JOINED = "hit_joined", gettext_lazy("joined to a lead")
    DISMISSED = "hit_dismissed", gettext_lazy("dismissed")


class QuestionState(models.TextChoices):
    """Whether a question was answered."""

    ASKED = "question_asked", gettext_lazy("waiting for an answer")
    ANSWERED = "question_answered", gettext_lazy("answered")
    WITHDRAWN = "question_withdrawn", pgettext_lazy("question", "no longer asked")


class LeadState(models.TextChoices):
    """What became of a lead."""

    OPEN = "lead_open", gettext_lazy("to be checked")
    ON_VISIT = "lead_on_visit", gettext_lazy("put on a visit")
    CONFIRMED = "lead_confirmed", gettext_lazy("confirmed on site")
    EXPLAINED = "lead_explained", gettext_lazy("explained on site")
    NOT_FOUND = "lead_not_found", gettext_lazy("not found on site")
    CLOSED = "lead_closed", gettext_lazy("closed without a visit")


class MappingState(models.TextChoices):
    """Whether the columns of a shape of file are read as they were explained."""

    USED = "mapping_used", gettext_lazy("used")
    DROPPED = "mapping_dropped", pgettext_lazy("mapping", "no longer used")


class Outcome(models.TextChoices):
    """What a visit finds of a lead."""

    CONFIRMED = "confirmed", gettext_lazy("confirmed on site")
    EXPLAINED = "explained", gettext_lazy("explained on site")
    NOT_FOUND = "not_found", gettext_lazy("not found on site")


def speaks_for_another(row: Any, by: Actor) -> str:  # noqa: ANN401 - rows lie above their lifecycle
    """An institution hands in, and answers, for itself only."""
    return "" if row.may_be_spoken_by(by) else _("Your account does not speak for this institution.")


def columns_are_known(handin: Any, _by: Actor) -> str:  # noqa: ANN401 - as above
    """Columns are explained where a file was refused because nobody knew them."""
    return (
        ""
        if handin.unmapped
        else _("The columns of this ledger are known; mend its faults and hand it in again.")
    )


def no_longer_made(hit: Any, _by: Actor) -> str:  # noqa: ANN401 - as above
    """What the newest run no longer says is not judged any more."""
    if hit.gone_run_id is None:
        return ""
    return _("The newest run no longer makes this hit; there is nothing left to decide about it.")


H, L, Q, R = HitState, LeadState, QuestionState, HandInState
UNDECIDED = (H.OPEN, H.ASKED, H.ANSWERED)

HANDIN = Lifecycle(
    "screening.handin",
    HandInState,
    finals={R.REPEATED, R.TAKEN, R.PUT_ASIDE},
    moves=[
        move("hand_in_ledger", None, R.CHECKING, P.LEDGER_HAND_IN, [speaks_for_another]),
        move("refuse_ledger", R.CHECKING, R.FAULTY, P.LEDGER_HAND_IN),
        move("map_columns", R.FAULTY, R.CHECKING, P.LEDGER_HAND_IN, [speaks_for_another, columns_are_known]),
        move("recognise_ledger", R.CHECKING, R.REPEATED, P.LEDGER_HAND_IN),
        move("take_ledger", R.CHECKING, R.TAKEN, P.LEDGER_HAND_IN, [speaks_for_another]),
        move("put_ledger_aside", R.CHECKING, R.PUT_ASIDE, P.LEDGER_HAND_IN, [speaks_for_another]),
    ],
)
PART = Lifecycle(
    "screening.ledgerpart",
    PartState,
    finals={PartState.REPLACED},
    moves=[
        move("count_part", None, PartState.CURRENT, P.LEDGER_HAND_IN),
        move("replace_part", PartState.CURRENT, PartState.REPLACED, P.LEDGER_HAND_IN),
    ],
)
RUN = Lifecycle(
    "screening.run",
    RunState,
    finals={RunState.SCREENED, RunState.STOPPED},
    moves=[
        move("start_run", None, RunState.SCREENING, P.LEDGER_SCREEN),
        move("pin_run", RunState.SCREENING, RunState.SCREENING, P.LEDGER_SCREEN),
        move("finish_run", RunState.SCREENING, RunState.SCREENED, P.LEDGER_SCREEN),
        move("stop_run", RunState.SCREENING, RunState.STOPPED, P.LEDGER_SCREEN),
    ],
)
HIT = Lifecycle(
    "screening.hit",
    HitState,
    finals={H.ACCEPTED, H.JOINED},
    moves=[
        move("find_hit", None, H.OPEN, P.LEDGER_SCREEN),
        move("ask_institution", (H.OPEN, H.ANSWERED), H.ASKED, P.HIT_TRIAGE, [no_longer_made]),
        move("hear_institution", H.ASKED, H.ANSWERED, P.LEDGER_HAND_IN),
        move("accept_hit", UNDECIDED, H.ACCEPTED, P.HIT_TRIAGE, [no_longer_made]),
        move("join_hit", UNDECIDED, H.JOINED, P.HIT_TRIAGE, [no_longer_made]),
        move("dismiss_hit", UNDECIDED, H.DISMISSED, P.HIT_TRIAGE),
        move("reopen_hit", H.DISMISSED, H.OPEN, P.HIT_TRIAGE),
        move("lapse_dismissal", H.DISMISSED, H.OPEN, P.HIT_TRIAGE),
    ],
)
QUESTION = Lifecycle(
    "screening.question",
    QuestionState,
    finals={Q.ANSWERED, Q.WITHDRAWN},
    moves=[
        move("put_question", None, Q.ASKED, P.HIT_TRIAGE),
        move("answer_question", Q.ASKED, Q.ANSWERED, P.LEDGER_HAND_IN, [speaks_for_another]),
        move("withdraw_question", Q.ASKED, Q.WITHDRAWN, P.HIT_TRIAGE),
    ],
)
LEAD = Lifecycle(
    "screening.lead",
    LeadState,
    finals={L.CONFIRMED, L.EXPLAINED, L.NOT_FOUND, L.CLOSED},
    moves=[
        move("open_lead", None, L.OPEN, P.HIT_TRIAGE),
        move("hand_over_lead", L.OPEN, L.OPEN, P.HIT_TRIAGE),
        move("close_lead", L.OPEN, L.CLOSED, P.HIT_TRIAGE),
        move("put_on_visit", L.OPEN, L.ON_VISIT, P.VISIT_PLAN),
        move("take_off_visit", L.ON_VISIT, L.OPEN, P.VISIT_PLAN),
        move("confirm_lead", L.ON_VISIT, L.CONFIRMED, P.VISIT_CONDUCT),
        move("explain_lead", L.ON_VISIT, L.EXPLAINED, P.VISIT_CONDUCT),
        move("miss_lead", L.ON_VISIT, L.NOT_FOUND, P.VISIT_CONDUCT),
    ],
)

MAPPING = Lifecycle(
    "screening.columnmapping",
    MappingState,
    finals=set(),
    moves=[
        move("keep_mapping", None, MappingState.USED, P.LEDGER_HAND_IN, [speaks_for_another]),
        move(
            "replace_mapping",
            (MappingState.USED, MappingState.DROPPED),
            MappingState.USED,
            P.LEDGER_HAND_IN,
            [speaks_for_another],
        ),
        move("rename_mapping", MappingState.USED, MappingState.USED, P.LEDGER_HAND_IN, [speaks_for_another]),
        move("drop_mapping", MappingState.USED, MappingState.DROPPED, P.LEDGER_HAND_IN, [speaks_for_another]),
    ],
)

tones.register("run", R.CHECKING, RunState.SCREENING, H.ACCEPTED, H.JOINED, L.ON_VISIT)
tones.register("good", MappingState.USED)
tones.register("good", R.TAKEN, PartState.CURRENT, RunState.SCREENED, Q.ANSWERED, L.EXPLAINED)
tones.register("bad", R.FAULTY, L.CONFIRMED)
tones.register("warn", H.OPEN, H.ASKED, H.ANSWERED, Q.ASKED, L.OPEN)
tones.register("idle", R.REPEATED, R.PUT_ASIDE, PartState.REPLACED, RunState.STOPPED, H.DISMISSED)
tones.register("idle", MappingState.DROPPED)
tones.register("idle", Q.WITHDRAWN, L.NOT_FOUND, L.CLOSED)
