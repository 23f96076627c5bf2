"""What this room does: ledgers, runs, hits, questions, leads."""

from bureau.screening.services.abandoned import stop_abandoned
from bureau.screening.services.finding import find_hit
from bureau.screening.services.hits import (
    accept_hit,
    accept_hits,
    dismiss_hit,
    dismiss_hits,
    join_hit,
    lapse_dismissal,
    lapse_dismissals,
    reopen_hit,
)
from bureau.screening.services.leads import (
    close_lead,
    conclude_lead,
    confirm_lead,
    explain_lead,
    hand_over_lead,
    miss_lead,
    open_lead,
    put_on_visit,
    take_off_visit,
)
from bureau.screening.services.ledgers import (
    check_again,
    check_hand_in,
    count_part,
    hand_in_ledger,
    put_ledger_aside,
    recognise_ledger,
    refuse_ledger,
    replace_part,
    take_ledger,
)
from bureau.screening.services.questions import (
    answer_question,
    ask_institution,
    hear_institution,
    put_question,
    withdraw_question,
)
from bureau.screening.services.runs import finish_run, pin_run, screen_run, start_run, stop_run
from bureau.screening.services.workplaces import clear_workplaces, workplace

__all__ = [
    "accept_hit",
    "accept_hits",
    "answer_question",
    "ask_institution",
    "check_again",
    "check_hand_in",
    "clear_workplaces",
    "close_lead",
    "conclude_lead",
    "confirm_lead",
    "count_part",
    "dismiss_hit",
    "dismiss_hits",
    "explain_lead",
    "find_hit",
    "finish_run",
    "hand_in_ledger",
    "hand_over_lead",
    "hear_institution",
    "join_hit",
    "lapse_dismissal",
    "lapse_dismissals",
    "miss_lead",
    "open_lead",
    "pin_run",
    "put_ledger_aside",
    "put_on_visit",
    "put_question",
    "recognise_ledger",
    "refuse_ledger",
    "reopen_hit",
    "replace_part",
    "screen_run",
    "start_run",
    "stop_abandoned",
    "stop_run",
    "take_ledger",
    "take_off_visit",
    "withdraw_question",
    "workplace",
]
