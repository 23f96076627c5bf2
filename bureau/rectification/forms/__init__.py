"""Forms of the register: its conditions, a problem, and what each move wants to know."""

from bureau.rectification.forms.filters import ProblemFilters
from bureau.rectification.forms.moves import (
    AnswerForm,
    CloseForm,
    DeadlineForm,
    PaperAnswerForm,
    ReasonForm,
    VerifyForm,
)
from bureau.rectification.forms.problems import RecordForm
from bureau.rectification.forms.revisions import CorrectForm, HandOverForm

__all__ = [
    "AnswerForm",
    "CloseForm",
    "CorrectForm",
    "DeadlineForm",
    "HandOverForm",
    "PaperAnswerForm",
    "ProblemFilters",
    "ReasonForm",
    "RecordForm",
    "VerifyForm",
]
