"""The lifecycles of this room: an institution, a proposal, a roster that was handed in, a submitted annex form."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bureau.kernel.access import Actor
from bureau.kernel.lifecycle import Lifecycle, move
from bureau.people.permissions import P
from bureau.ui import tones


class InstitutionState(models.TextChoices):
    """Whether the dossier is kept."""

    ACTIVE = "active", gettext_lazy("kept")
    CLOSED = "closed", gettext_lazy("closed")
    MERGED = "merged", gettext_lazy("merged into another")


class ProposalState(models.TextChoices):
    """What became of what an institution proposed."""

    PROPOSED = "proposed", gettext_lazy("waiting for an officer")
    ACCEPTED = "accepted", gettext_lazy("accepted")
    RETURNED = "returned", gettext_lazy("returned")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


class RosterState(models.TextChoices):
    """What became of a roster."""

    RECEIVED = "received", gettext_lazy("being read")
    READ = "read", gettext_lazy("to be confirmed")
    UNREADABLE = "unreadable", gettext_lazy("cannot be read")
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


def speaks_for_another(proposal: Any, by: Actor) -> str:  # noqa: ANN401 - a proposal, which this module is below
    """An institution proposes, and takes back, what concerns itself only."""
    if proposal.is_spoken_by(by):
        return ""
    return _("Your account does not speak for this institution.")


def dossier_not_kept(proposal: Any, _by: Actor) -> str:  # noqa: ANN401 - as above
    """Nothing is added to a dossier that is closed."""
    return "" if proposal.institution.is_kept else _("The dossier is closed; nothing can be added to it.")


def nobody_answers(institution: Any, _by: Actor) -> str:  # noqa: ANN401 - an institution, as above
    """An account of an institution is kept by the unit that answers for it."""
    return "" if institution.unit_id else _("No unit answers for it yet. Hand it to one first.")


def nothing_read(roster: Any, _by: Actor) -> str:  # noqa: ANN401 - a roster, as above
    """There is something to import."""
    return "" if roster.lines.exists() else _("No line was read of this roster; there is nothing to import.")


def built_upon(roster: Any, _by: Actor) -> str:  # noqa: ANN401 - as above
    """What an import wrote cannot be taken back where that would destroy the work of others."""
    found = roster.built_upon()
    if not found:
        return ""
    return _("Undoing the import would destroy the work of others: %(what)s.") % {"what": "；".join(found)}


def merger_built_upon(institution: Any, _by: Actor) -> str:  # noqa: ANN401 - as above
    """What a merger wrote cannot be taken back once somebody has built on it."""
    found = institution.merger_built_upon()
    if not found:
        return ""
    return _("Since the merger others built on it: %(what)s. Undo or correct these one by one.") % {
        "what": "；".join(found)
    }


A, F, R = InstitutionState, ProposalState, RosterState

INSTITUTION = Lifecycle(
    "registry.institution",
    InstitutionState,
    moves=[
        move("register_institution", None, A.ACTIVE, P.INSTITUTION_AMEND),
        move("amend_institution", A.ACTIVE, A.ACTIVE, P.INSTITUTION_AMEND),
        move("record_fact", A.ACTIVE, A.ACTIVE, P.INSTITUTION_AMEND),
        move("withdraw_fact", A.ACTIVE, A.ACTIVE, P.INSTITUTION_AMEND),
        move("import_schedule", A.ACTIVE, A.ACTIVE, P.INSTITUTION_AMEND),
        move("undo_schedule", A.ACTIVE, A.ACTIVE, P.INSTITUTION_AMEND),
        move("assign_institution", A.ACTIVE, A.ACTIVE, P.INSTITUTION_ASSIGN),
        move("link_account", A.ACTIVE, A.ACTIVE, P.INSTITUTION_ASSIGN),
        move("unlink_account", A.ACTIVE, A.ACTIVE, P.INSTITUTION_ASSIGN),
        move("open_institution_account", A.ACTIVE, A.ACTIVE, P.SPEAKER_MANAGE, [nobody_answers]),
        move("close_institution_account", A.ACTIVE, A.ACTIVE, P.SPEAKER_MANAGE),
        move("close_institution", A.ACTIVE, A.CLOSED, P.INSTITUTION_CLOSE),
        move("reopen_institution", A.CLOSED, A.ACTIVE, P.INSTITUTION_CLOSE),
        move("merge_institution", A.ACTIVE, A.MERGED, P.INSTITUTION_CLOSE),
        move("distinguish_institution", A.ACTIVE, A.ACTIVE, P.INSTITUTION_CLOSE),
        move("undistinguish_institution", A.ACTIVE, A.ACTIVE, P.INSTITUTION_CLOSE),
        move("unmerge_institution", A.MERGED, A.ACTIVE, P.INSTITUTION_CLOSE, [merger_built_upon]),
    ],
)
PROPOSAL = Lifecycle(
    "registry.factproposal",
    ProposalState,
    finals={F.ACCEPTED, F.RETURNED, F.WITHDRAWN},
    moves=[
        move("propose_fact", None, F.PROPOSED, P.FACT_PROPOSE, [speaks_for_another, dossier_not_kept]),
        move("withdraw_proposal", F.PROPOSED, F.WITHDRAWN, P.FACT_PROPOSE, [speaks_for_another]),
        move("accept_fact", F.PROPOSED, F.ACCEPTED, P.FACT_ACCEPT, [dossier_not_kept]),
        move("return_fact", F.PROPOSED, F.RETURNED, P.FACT_ACCEPT),
    ],
)
ROSTER = Lifecycle(
    "registry.rosterimport",
    RosterState,
    finals={R.UNREADABLE, R.UNDONE, R.WITHDRAWN},
    moves=[
        move("receive_roster", None, R.RECEIVED, P.ROSTER_IMPORT),
        move("read_roster", (R.RECEIVED, R.READ), R.READ, P.ROSTER_IMPORT),
        move("refuse_roster", R.RECEIVED, R.UNREADABLE, P.ROSTER_IMPORT),
        move("import_roster", R.READ, R.IMPORTED, P.ROSTER_IMPORT, [nothing_read]),
        move("withdraw_roster", (R.RECEIVED, R.READ), R.WITHDRAWN, P.ROSTER_IMPORT),
        move("undo_roster", R.IMPORTED, R.UNDONE, P.ROSTER_UNDO, [built_upon]),
    ],
)
SUBMISSION = Lifecycle(
    "registry.annexsubmission",
    SubmissionState,
    finals={SubmissionState.SUBMITTED},
    moves=[
        move("submit_annex", None, SubmissionState.SUBMITTED, P.ANNEX_SUBMIT),
        move("receive_annex", None, SubmissionState.SUBMITTED, P.ANNEX_SUBMIT),
    ],
)

tones.register("good", F.ACCEPTED, R.IMPORTED, SubmissionState.SUBMITTED, FactState.STANDING)
tones.register("warn", F.PROPOSED, R.READ)
tones.register("run", R.RECEIVED)
tones.register("bad", F.RETURNED, R.UNREADABLE)
tones.register("idle", A.MERGED, F.WITHDRAWN, R.UNDONE, FactState.SUPERSEDED)
