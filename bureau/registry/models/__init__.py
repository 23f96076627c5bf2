"""Institutions and their facts, proposals, rosters, submitted annex forms."""

from bureau.registry.models.annexes import AnnexSubmission
from bureau.registry.models.certificates import Capability, Certificate, StatedDomain
from bureau.registry.models.earlier import EarlierRecord, EarlierSort
from bureau.registry.models.equipment import Calibration, Instrument
from bureau.registry.models.facts import Fact, SourceKind
from bureau.registry.models.institutions import (
    Assignment,
    Identity,
    Institution,
    InstitutionAccount,
    InstitutionKind,
)
from bureau.registry.models.likenesses import Comparison, LikelyPair
from bureau.registry.models.mergers import Distinction, Merger
from bureau.registry.models.places import Presence, Site
from bureau.registry.models.proposals import FactProposal
from bureau.registry.models.rosters import Differing, Elsewhere, RosterImport, RosterRow, RosterShape, Verdict
from bureau.registry.models.staff import Authorisation, Contact, Employment, Staff
from bureau.registry.models.undertakings import (
    Aspect,
    ManagementFact,
    Matter,
    Promise,
    PromiseSort,
    Qualification,
    ReviewFinding,
    StatedReports,
)

FACTS: tuple[type[Fact], ...] = (
    Identity,
    Site,
    Presence,
    Certificate,
    StatedDomain,
    Capability,
    Instrument,
    Calibration,
    Employment,
    Authorisation,
    Contact,
    Qualification,
    Promise,
    ReviewFinding,
    ManagementFact,
    StatedReports,
    EarlierRecord,
)

TABLES: dict[str, type[Fact]] = {model._meta.model_name or "": model for model in FACTS}

__all__ = [
    "FACTS",
    "TABLES",
    "AnnexSubmission",
    "Aspect",
    "Assignment",
    "Authorisation",
    "Calibration",
    "Capability",
    "Certificate",
    "Comparison",
    "Contact",
    "Differing",
    "Distinction",
    "EarlierRecord",
    "EarlierSort",
    "Elsewhere",
    "Employment",
    "Fact",
    "FactProposal",
    "Identity",
    "Institution",
    "InstitutionAccount",
    "InstitutionKind",
    "Instrument",
    "LikelyPair",
    "ManagementFact",
    "Matter",
    "Merger",
    "Presence",
    "Promise",
    "PromiseSort",
    "Qualification",
    "ReviewFinding",
    "RosterImport",
    "RosterRow",
    "RosterShape",
    "Site",
    "SourceKind",
    "Staff",
    "StatedDomain",
    "StatedReports",
    "Verdict",
]
