"""Everything that is decided and written in this room."""

from bureau.inspection.services.draws import Aim, Frame, draw_reports, plan_draw, set_aside_draw
from bureau.inspection.services.findings import (
    Statement,
    add_proof,
    amend_finding,
    draft_finding,
    establish_finding,
    hand_on_finding,
    withdraw_finding,
)
from bureau.inspection.services.items import (
    Question,
    add_evidence,
    add_item,
    answer_item,
    correct_answer,
    lacking,
    withdraw_item,
)
from bureau.inspection.services.visits import (
    Entry,
    Leaving,
    Plan,
    amend_visit,
    begin_visit,
    call_off_visit,
    conclude_visit,
    hand_over_visit,
    plan_visit,
)

__all__ = [
    "Aim",
    "Entry",
    "Frame",
    "Leaving",
    "Plan",
    "Question",
    "Statement",
    "add_evidence",
    "add_item",
    "add_proof",
    "amend_finding",
    "amend_visit",
    "answer_item",
    "begin_visit",
    "call_off_visit",
    "conclude_visit",
    "correct_answer",
    "draft_finding",
    "draw_reports",
    "establish_finding",
    "hand_on_finding",
    "hand_over_visit",
    "lacking",
    "plan_draw",
    "plan_visit",
    "set_aside_draw",
    "withdraw_finding",
    "withdraw_item",
]
