"""What can be done with the registry, by noun."""

from bureau.registry.services.accounts import (
    close_institution_account,
    link_account,
    open_institution_account,
    unlink_account,
)
from bureau.registry.services.annexes import call_for_annexes, submit_annex
from bureau.registry.services.comparing import compare_institutions, comparing, keep_likely_pairs
from bureau.registry.services.distinguishing import distinguish_institution, undistinguish_institution
from bureau.registry.services.documents import add_document
from bureau.registry.services.facts import record_fact, withdraw_fact
from bureau.registry.services.importing import import_roster
from bureau.registry.services.institutions import (
    Identification,
    amend_institution,
    assign_institution,
    close_institution,
    register_institution,
    reopen_institution,
)
from bureau.registry.services.merging import merge_institution
from bureau.registry.services.proposals import accept_fact, propose_fact, return_fact, withdraw_proposal
from bureau.registry.services.receiving import receive_annex
from bureau.registry.services.refreshing import refresh
from bureau.registry.services.rosters import read_roster, receive_roster, refuse_roster, withdraw_roster
from bureau.registry.services.schedules import brought_by, import_schedule, read_schedule, undo_schedule
from bureau.registry.services.shapes import forget_shape
from bureau.registry.services.sources import Source
from bureau.registry.services.undoing import undo_roster
from bureau.registry.services.unmerging import unmerge_institution

__all__ = [
    "Identification",
    "Source",
    "accept_fact",
    "add_document",
    "amend_institution",
    "assign_institution",
    "brought_by",
    "call_for_annexes",
    "close_institution",
    "close_institution_account",
    "compare_institutions",
    "comparing",
    "distinguish_institution",
    "forget_shape",
    "import_roster",
    "import_schedule",
    "keep_likely_pairs",
    "link_account",
    "merge_institution",
    "open_institution_account",
    "propose_fact",
    "read_roster",
    "read_schedule",
    "receive_annex",
    "receive_roster",
    "record_fact",
    "refresh",
    "refuse_roster",
    "register_institution",
    "reopen_institution",
    "return_fact",
    "submit_annex",
    "undistinguish_institution",
    "undo_roster",
    "undo_schedule",
    "unlink_account",
    "unmerge_institution",
    "withdraw_fact",
    "withdraw_proposal",
    "withdraw_roster",
]
