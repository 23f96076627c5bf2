"""What pages of this room let people enter."""

from bureau.registry.forms.annexes import CallForAnnexesForm, ReceiveAnnexForm, SubmitAnnexForm
from bureau.registry.forms.facts import FactForm, domain_words
from bureau.registry.forms.filters import InstitutionFilters
from bureau.registry.forms.handing import HandEverythingOverForm
from bureau.registry.forms.institutions import (
    AssignInstitutionForm,
    DistinguishInstitutionForm,
    DocumentForm,
    IdentificationForm,
    LinkAccountForm,
    MergeInstitutionForm,
    OpenInstitutionAccountForm,
    ReasonForm,
)
from bureau.registry.forms.kinds import FACT_FORMS, OWN_FORMS, PROPOSAL_FORMS
from bureau.registry.forms.rosters import FIELD_NAMES, ImportRosterForm, MapRosterForm, ReceiveRosterForm
from bureau.registry.forms.schedules import ImportScheduleForm, ReadScheduleForm
from bureau.registry.forms.staff import SignatoryByNameForm
from bureau.registry.forms.undertakings import DocumentedForm, QualificationByNameForm

__all__ = [
    "FACT_FORMS",
    "FIELD_NAMES",
    "OWN_FORMS",
    "PROPOSAL_FORMS",
    "AssignInstitutionForm",
    "CallForAnnexesForm",
    "DistinguishInstitutionForm",
    "DocumentForm",
    "DocumentedForm",
    "FactForm",
    "HandEverythingOverForm",
    "IdentificationForm",
    "ImportRosterForm",
    "ImportScheduleForm",
    "InstitutionFilters",
    "LinkAccountForm",
    "MapRosterForm",
    "MergeInstitutionForm",
    "OpenInstitutionAccountForm",
    "QualificationByNameForm",
    "ReadScheduleForm",
    "ReasonForm",
    "ReceiveAnnexForm",
    "ReceiveRosterForm",
    "SignatoryByNameForm",
    "SubmitAnnexForm",
    "domain_words",
]
