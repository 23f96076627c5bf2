"""What is decided and written about problems, each move by the name it has in the lifecycle."""

from bureau.rectification.services.answers import answer_problem, record_answer, return_answer
from bureau.rectification.services.closing import close_problem, verify_answer
from bureau.rectification.services.deadlines import Period, extend_deadline
from bureau.rectification.services.recording import record_problem, reopen_problem, withdraw_problem
from bureau.rectification.services.revising import Words, correct_problem, hand_over_problem

__all__ = [
    "Period",
    "Words",
    "answer_problem",
    "close_problem",
    "correct_problem",
    "extend_deadline",
    "hand_over_problem",
    "record_answer",
    "record_problem",
    "reopen_problem",
    "return_answer",
    "verify_answer",
    "withdraw_problem",
]
