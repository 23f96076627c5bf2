"""Which form enters which kind of fact, by the word for its table that stands in addresses."""

from __future__ import annotations

from bureau.registry.forms.earlier import EarlierRecordForm
from bureau.registry.forms.facts import (
    CalibrationForm,
    CapabilityForm,
    CertificateForm,
    ContactForm,
    FactForm,
    InstrumentForm,
    PresenceForm,
    SiteForm,
    StatedDomainForm,
)
from bureau.registry.forms.identity import IdentityForm
from bureau.registry.forms.staff import AuthorisationForm, EmploymentForm
from bureau.registry.forms.undertakings import (
    ManagementFactForm,
    PromiseForm,
    QualificationForm,
    ReviewFindingForm,
    StatedReportsForm,
)

FACT_FORMS: dict[str, type[FactForm]] = {
    "certificate": CertificateForm,
    "capability": CapabilityForm,
    "stateddomain": StatedDomainForm,
    "site": SiteForm,
    "presence": PresenceForm,
    "instrument": InstrumentForm,
    "calibration": CalibrationForm,
    "employment": EmploymentForm,
    "authorisation": AuthorisationForm,
    "contact": ContactForm,
    "qualification": QualificationForm,
    "promise": PromiseForm,
    "reviewfinding": ReviewFindingForm,
    "managementfact": ManagementFactForm,
    "statedreports": StatedReportsForm,
    "earlierrecord": EarlierRecordForm,
}

#: What an institution may propose: its facts, and its code and nature, which officers amend on a page of their own.
PROPOSAL_FORMS: dict[str, type[FactForm]] = {
    "identity": IdentityForm,
    **{kind: form for kind, form in FACT_FORMS.items() if not form.of_officers},
}

#: Those that an institution sees of its own dossier.
OWN_FORMS = {kind: form for kind, form in FACT_FORMS.items() if not form.of_officers}
