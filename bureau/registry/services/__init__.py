"""What can be done with the registry, by noun."""

from bureau.registry.services.annexes import submit_annex
from bureau.registry.services.facts import record_fact, withdraw_fact
from bureau.registry.services.institutions import (
    Identification,
    amend_institution,
    assign_institution,
    close_institution,
    register_institution,
    reopen_institution,
    speak_for,
)
from bureau.registry.services.refreshing import refresh
from bureau.registry.services.rosters import import_roster, receive_roster, undo_roster, withdraw_roster
from bureau.registry.services.sources import Source

__all__ = [
    "Identification",
    "Source",
    "amend_institution",
    "assign_institution",
    "close_institution",
    "import_roster",
    "receive_roster",
    "record_fact",
    "refresh",
    "register_institution",
    "reopen_institution",
    "speak_for",
    "submit_annex",
    "undo_roster",
    "withdraw_fact",
    "withdraw_roster",
]
