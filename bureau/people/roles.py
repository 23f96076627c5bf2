"""Which role holds which permissions: the second of the two pages of authority.

A role is held at a unit and reaches that unit and those below it; the role of an institution reaches that
institution only.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.people.permissions import P


class Role(models.TextChoices):
    """The posts of the notice, and what an installation needs beside them."""

    LEADER = "leader", _("Leader")
    OFFICE = "office", _("Office")
    EXPERT = "expert", _("Expert")
    INSPECTOR = "inspector", _("Inspector")
    SUPERIOR = "superior", _("Superior")
    ADMINISTRATOR = "administrator", _("Administrator")
    INSTITUTION = "institution", _("Institution")


SEEING = frozenset(
    {
        *(P.UNIT_READ, P.JOB_READ, P.FILE_READ, P.QUEUE_READ, P.INSTITUTION_READ, P.ANNEX_READ),
        *(P.LAW_READ, P.CAMPAIGN_READ, P.LEDGER_READ, P.HIT_READ, P.VISIT_READ, P.PROBLEM_READ),
        P.PAPER_READ,
    }
)

ROLES: dict[str, frozenset[P]] = {
    Role.LEADER: SEEING
    | {
        P.CONTACT_READ,
        P.INSTITUTION_EXPORT,
        P.INSTITUTION_ASSIGN,
        P.APPROVAL_PROPOSE,
        P.APPROVAL_DECIDE,
        P.DELEGATION_MAKE,
        P.DELEGATION_ARRANGE,
        P.TRAIL_READ,
        P.LAW_CONFIRM,
        P.ANNEX_SUBMIT,
        P.PAPER_APPROVE,
        P.COLLECTION_MANAGE,
        P.CAMPAIGN_MANAGE,
        P.CONTACT_RECORD,
        P.PROBLEM_EXTEND,
        P.PROBLEM_CLOSE,
    },
    Role.OFFICE: SEEING
    | {
        P.CONTACT_READ,
        P.JOB_CANCEL,
        P.FILE_ADD,
        P.INSTITUTION_AMEND,
        P.INSTITUTION_CLOSE,
        P.INSTITUTION_ASSIGN,
        P.INSTITUTION_EXPORT,
        P.SPEAKER_MANAGE,
        P.FACT_ACCEPT,
        P.ROSTER_IMPORT,
        P.ROSTER_UNDO,
        P.ANNEX_SUBMIT,
        P.APPROVAL_PROPOSE,
        P.APPROVAL_DECIDE,
        P.DELEGATION_MAKE,
        P.PAPER_DRAFT,
        P.PAPER_APPROVE,
        P.TEMPLATE_REPLACE,
        P.LAW_CONFIRM,
        P.LAW_CHOOSE,
        P.COLLECTION_MANAGE,
        P.CAMPAIGN_MANAGE,
        P.CONTACT_RECORD,
        P.LEDGER_HAND_IN,
        P.LEDGER_SCREEN,
        P.HIT_TRIAGE,
        P.VISIT_PLAN,
        P.VISIT_CONDUCT,
        P.PROBLEM_RECORD,
        P.PROBLEM_VERIFY,
        P.PROBLEM_CLOSE,
    },
    Role.EXPERT: SEEING | {P.FILE_ADD},
    Role.INSPECTOR: SEEING
    | {
        P.CONTACT_READ,
        P.FILE_ADD,
        P.INSTITUTION_AMEND,
        P.FACT_ACCEPT,
        P.CONTACT_RECORD,
        P.APPROVAL_PROPOSE,
        P.DELEGATION_MAKE,
        P.PAPER_DRAFT,
        P.LAW_CHOOSE,
        P.LEDGER_HAND_IN,
        P.HIT_TRIAGE,
        P.VISIT_PLAN,
        P.VISIT_CONDUCT,
        P.PROBLEM_RECORD,
        P.PROBLEM_VERIFY,
    },
    Role.SUPERIOR: frozenset({P.UNIT_READ, P.QUEUE_READ, P.INSTITUTION_READ, P.ANNEX_READ, P.CAMPAIGN_READ}),
    Role.ADMINISTRATOR: frozenset(
        {
            P.UNIT_READ,
            P.UNIT_MANAGE,
            P.ACCOUNT_MANAGE,
            P.ROLE_GRANT,
            P.TRAIL_READ,
            P.JOB_READ,
            P.JOB_CANCEL,
            P.QUEUE_READ,
        }
    ),
    Role.INSTITUTION: frozenset({P.FACT_PROPOSE, P.QUEUE_READ, P.LEDGER_HAND_IN, P.PROBLEM_ANSWER}),
}

# What somebody who acts for another does not get by it: nobody lends on, and nobody makes others powerful by it.
NOT_LENT = frozenset({P.DELEGATION_MAKE, P.DELEGATION_ARRANGE, P.ROLE_GRANT})


def holders(permission: str) -> frozenset[str]:
    """The roles that hold a permission."""
    return frozenset(role for role, held in ROLES.items() if permission in held)
