"""The lifecycles of this room: an institution, a roster that was handed in, a submitted annex form."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bureau.kernel.access import Actor
from bureau.kernel.lifecycle import Lifecycle, move
from bureau.people.permissions import P


class InstitutionState(models.TextChoices):
    """Whether the dossier is kept."""

    ACTIVE = "active", gettext_lazy("kept")
    CLOSED = "closed", gettext_lazy("closed")


class RosterState(models.TextChoices):
    """What became of a roster."""

    RECEIVED = "received", gettext_lazy("to be confirmed")
    IMPORTED = "imported", gettext_lazy("imported")
    UNDONE = "undone", gettext_lazy("undone")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


class SubmissionState(models.TextChoices):
    """A form that was submitted is frozen."""

    SUBMITTED = "submitted", gettext_lazy("submitted")


class FactState(models.TextChoices):
    """Whether a fact stands, gave way to a newer word, or was withdrawn."""

    STANDING = "standing", gettext_lazy("standing")
    SUPERSEDED = "superseded", gettext_lazy("superseded")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


def built_upon(roster: Any, _by: Actor) -> str:  # noqa: ANN401 - a roster, which this module is below
    """What an import wrote cannot be taken back once somebody has changed it."""
    names = roster.built_upon()
    if not names:
        return ""
    return _("Since the import somebody changed %(names)s. Correct these one by one.") % {
        "names": "、".join(names)
    }


A, R = InstitutionState, RosterState

INSTITUTION = Lifecycle(
    "registry.institution",
    InstitutionState,
    moves=[
        move("register_institution", None, A.ACTIVE, P.INSTITUTION_AMEND),
        move("amend_institution", A.ACTIVE, A.ACTIVE, P.INSTITUTION_AMEND),
        move("record_fact", A.ACTIVE, A.ACTIVE, P.INSTITUTION_AMEND),
        move("withdraw_fact", A.ACTIVE, A.ACTIVE, P.INSTITUTION_AMEND),
        move("assign_institution", A.ACTIVE, A.ACTIVE, P.INSTITUTION_ASSIGN),
        move("close_institution", A.ACTIVE, A.CLOSED, P.INSTITUTION_CLOSE),
        move("reopen_institution", A.CLOSED, A.ACTIVE, P.INSTITUTION_CLOSE),
    ],
)
ROSTER = Lifecycle(
    "registry.rosterimport",
    RosterState,
    finals={R.UNDONE, R.WITHDRAWN},
    moves=[
        move("receive_roster", None, R.RECEIVED, P.ROSTER_IMPORT),
        move("import_roster", R.RECEIVED, R.IMPORTED, P.ROSTER_IMPORT),
        move("withdraw_roster", R.RECEIVED, R.WITHDRAWN, P.ROSTER_IMPORT),
        move("undo_roster", R.IMPORTED, R.UNDONE, P.ROSTER_UNDO, [built_upon]),
    ],
)
SUBMISSION = Lifecycle(
    "registry.annexsubmission",
    SubmissionState,
    finals={SubmissionState.SUBMITTED},
    moves=[move("submit_annex", None, SubmissionState.SUBMITTED, P.ANNEX_SUBMIT)],
)
