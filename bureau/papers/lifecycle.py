"""The lifecycles of papers and of templates: approved by somebody else, numbered then, frozen when issued, signed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.kernel.lifecycle import Lifecycle, move
from bureau.papers import objections as no
from bureau.people.permissions import P
from bureau.ui import tones


class PaperState(models.TextChoices):
    """How far a paper is."""

    DRAFTED = "paper_drafted", _("paper drafted")
    PROPOSED = "paper_proposed", _("waits for approval")
    APPROVED = "paper_approved", _("approved, to be issued")
    ISSUED = "paper_issued", _("issued, signed copy awaited")
    SIGNED = "paper_signed", _("signed copy filed")
    WITHDRAWN = "paper_withdrawn", _("withdrawn")


class TemplateState(models.TextChoices):
    """Whether a template of an office is the one that counts."""

    IN_USE = "template_in_use", _("in use")
    RETIRED = "template_retired", _("retired")


S, T = PaperState, TemplateState
# What is proposed, approved or issued is whole and true on that day.
WHOLE = (
    no.something_empty,
    no.record_moved_on,
    no.day_has_passed,
    no.law_not_of_the_day,
    no.remedies_changed,
    no.basis_not_chosen,
)
PAPER = Lifecycle(
    "papers.paper",
    PaperState,
    finals={S.SIGNED, S.WITHDRAWN},
    moves=[
        move("draft_paper", None, S.DRAFTED, P.PAPER_DRAFT),
        # A change after the approval makes it void: the paper is a draft again, and keeps the number it has.
        move("amend_paper", (S.DRAFTED, S.PROPOSED, S.APPROVED), S.DRAFTED, P.PAPER_DRAFT),
        move(
            "propose_paper",
            S.DRAFTED,
            S.PROPOSED,
            P.PAPER_DRAFT,
            [no.needs_no_approval, no.number_of_another_year, *WHOLE],
        ),
        move(
            "approve_paper",
            S.PROPOSED,
            S.APPROVED,
            P.PAPER_APPROVE,
            [no.number_of_another_year, *WHOLE],
        ),
        # What follows from a refusal, and from a proposal or an approval that became void.
        move("return_paper", (S.PROPOSED, S.APPROVED), S.DRAFTED, P.PAPER_DRAFT),
        move(
            "issue_paper",
            (S.DRAFTED, S.APPROVED),
            S.ISSUED,
            P.PAPER_DRAFT,
            [no.not_approved, *WHOLE, no.changed_since_approval],
        ),
        move("file_signed_copy", (S.ISSUED, S.SIGNED), S.SIGNED, P.PAPER_DRAFT),
        move("withdraw_paper", (S.DRAFTED, S.PROPOSED, S.APPROVED, S.ISSUED), S.WITHDRAWN, P.PAPER_DRAFT),
    ],
)
TEMPLATE = Lifecycle(
    "papers.template",
    TemplateState,
    finals={T.RETIRED},
    moves=[
        move("replace_template", None, T.IN_USE, P.TEMPLATE_REPLACE),
        move("retire_template", T.IN_USE, T.RETIRED, P.TEMPLATE_REPLACE),
    ],
)

tones.register("warn", S.PROPOSED, S.ISSUED)
tones.register("run", S.APPROVED)
tones.register("good", S.SIGNED, T.IN_USE)
tones.register("idle", S.DRAFTED, S.WITHDRAWN, T.RETIRED)
