"""What pages of this room let people enter."""

from bureau.registry.forms.facts import FACT_FORMS, FactForm
from bureau.registry.forms.filters import InstitutionFilters
from bureau.registry.forms.institutions import AssignInstitutionForm, IdentificationForm, ReasonForm
from bureau.registry.forms.rosters import ReceiveRosterForm

__all__ = [
    "FACT_FORMS",
    "AssignInstitutionForm",
    "FactForm",
    "IdentificationForm",
    "InstitutionFilters",
    "ReasonForm",
    "ReceiveRosterForm",
]
