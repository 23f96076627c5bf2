"""What pages read of the registry."""

from bureau.registry.selectors.annexes import annex_of_unit
from bureau.registry.selectors.dossiers import Dossier, dossier, history
from bureau.registry.selectors.lists import VIEWS, Found, find_institutions, listed
from bureau.registry.selectors.surveys import Survey, survey_of

__all__ = [
    "VIEWS",
    "Dossier",
    "Found",
    "Survey",
    "annex_of_unit",
    "dossier",
    "find_institutions",
    "history",
    "listed",
    "survey_of",
]
