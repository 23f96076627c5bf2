"""The forms of this room."""

from bureau.inspection.forms.draws import DrawReportsForm
from bureau.inspection.forms.filters import FindingFilters, VisitFilters
from bureau.inspection.forms.findings import AmendFindingForm
from bureau.inspection.forms.items import AddItemForm, AnswerItemForm
from bureau.inspection.forms.visits import (
    AmendVisitForm,
    BeginVisitForm,
    ConcludeVisitForm,
    HandOverVisitForm,
    PlanVisitForm,
    ReasonForm,
)

__all__ = [
    "AddItemForm",
    "AmendFindingForm",
    "AmendVisitForm",
    "AnswerItemForm",
    "BeginVisitForm",
    "ConcludeVisitForm",
    "DrawReportsForm",
    "FindingFilters",
    "HandOverVisitForm",
    "PlanVisitForm",
    "ReasonForm",
    "VisitFilters",
]
