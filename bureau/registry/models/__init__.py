"""Institutions and their facts, proposals, rosters, submitted annex forms."""

from bureau.registry.models.annexes import AnnexSubmission
from bureau.registry.models.certificates import Capability, Certificate, StatedDomain
from bureau.registry.models.equipment import Calibration, Instrument
from bureau.registry.models.facts import Fact, SourceKind
from bureau.registry.models.institutions import (
    Assignment,
    Identity,
    Institution,
    InstitutionAccount,
    InstitutionKind,
)
from bureau.registry.models.mergers import Distinction, Merger
from bureau.registry.models.places import Presence, Site
from bureau.registry.models.proposals import FactProposal
from bureau.registry.models.rosters import Differing, RosterImport, RosterRow, RosterShape, Verdict
from bureau.registry.models.staff import Authorisation, Contact, Employment, Staff

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
)

TABLES: dict[str, type[Fact]] = {model._meta.model_name or "": model for model in FACTS}

__all__ = [
    "FACTS",
    "TABLES",
    "AnnexSubmission",
    "Assignment",
    "Authorisation",
    "Calibration",
    "Capability",
    "Certificate",
    "Contact",
    "Differing",
    "Distinction",
    "Employment",
    "Fact",
    "FactProposal",
    "Identity",
    "Institution",
    "InstitutionAccount",
    "InstitutionKind",
    "Instrument",
    "Merger",
    "Presence",
    "RosterImport",
    "RosterRow",
    "RosterShape",
    "Site",
    "SourceKind",
    "Staff",
    "StatedDomain",
    "Verdict",
]
