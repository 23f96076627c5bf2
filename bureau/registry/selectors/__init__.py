"""What pages read of the registry."""

from bureau.registry.selectors.annexes import THIRD, annex_of, annex_of_unit, basis_of, bodies_of
from bureau.registry.selectors.dossiers import Dossier, dossier
from bureau.registry.selectors.duplicates import (
    Compared,
    Pair,
    distinctions,
    duplicates_among,
    likely_duplicates,
)
from bureau.registry.selectors.earlier import earlier_numbers
from bureau.registry.selectors.facts import as_it_stood, facts_of
from bureau.registry.selectors.hints import Hint, hints_of
from bureau.registry.selectors.histories import Change, changes_since, history, lately
from bureau.registry.selectors.issued import IssuedLine, issued_lines
from bureau.registry.selectors.lists import (
    TERMS,
    VIEWS,
    Found,
    find_institutions,
    is_number,
    listed,
    numbered,
    view_named,
)
from bureau.registry.selectors.plans import plan_of
from bureau.registry.selectors.proposals import ProposalPage, own_institution, waiting_for
from bureau.registry.selectors.rollups import RollUp, basis_of_sum, roll_up
from bureau.registry.selectors.rosters import RosterPage, Undoing, roster_page, sheet_cells, undoing
from bureau.registry.selectors.submissions import Difference, differences, form_of, why_there
from bureau.registry.selectors.surveys import (
    Survey,
    Unfinished,
    names_by_reference,
    rosters_to_confirm,
    survey_of,
    unfinished,
)

__all__ = [
    "TERMS",
    "THIRD",
    "VIEWS",
    "Change",
    "Compared",
    "Difference",
    "Dossier",
    "Found",
    "Hint",
    "IssuedLine",
    "Pair",
    "ProposalPage",
    "RollUp",
    "RosterPage",
    "Survey",
    "Undoing",
    "Unfinished",
    "annex_of",
    "annex_of_unit",
    "as_it_stood",
    "basis_of",
    "basis_of_sum",
    "bodies_of",
    "changes_since",
    "differences",
    "distinctions",
    "dossier",
    "duplicates_among",
    "earlier_numbers",
    "facts_of",
    "find_institutions",
    "form_of",
    "hints_of",
    "history",
    "is_number",
    "issued_lines",
    "lately",
    "likely_duplicates",
    "listed",
    "names_by_reference",
    "numbered",
    "own_institution",
    "plan_of",
    "roll_up",
    "roster_page",
    "rosters_to_confirm",
    "sheet_cells",
    "survey_of",
    "undoing",
    "unfinished",
    "view_named",
    "waiting_for",
    "why_there",
]
