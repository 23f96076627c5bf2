"""What is decided and written about problems, each move by the name it has in the lifecycle."""

from bureau.rectification.services.answers import answer_problem, record_answer, return_answer
from bureau.rectification.services.closing import close_problem, verify_answer
from bureau.rectification.services.deadlines import Period, extend_deadline
from bureau.rectification.services.recording import record_problem, reopen_problem, withdraw_problem

__all__ = [
    "Period",
    "answer_problem",
    "close_problem",
    "extend_deadline",
    "record_answer",
    "record_problem",
    "reopen_problem",
    "return_answer",
    "verify_answer",
    "withdraw_problem",
]
