"""A paper is issued as a file that changes no more, its signed copy comes back, or it is withdrawn with its number."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from bureau.approvals.services import void_if_changed
from bureau.files.formats import DOCX, JPEG, PDF, PNG
from bureau.files.services import keep_file
from bureau.kernel import clock
from bureau.papers.drawing import draw_paper, number_words
from bureau.papers.lifecycle import PAPER
from bureau.papers.models import Paper
from bureau.papers.objections import KIND
from bureau.papers.telling import hush
from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.trail.services import link

SCANS = frozenset({PDF, JPEG, PNG})
POLICY = "papers.paper"


def file_name(paper: Paper, suffix: str) -> str:
    """What the file is called: kind, number, and about whom."""
    return f"{paper.blank.title} {number_words(paper) or paper.reference} {paper.about}.{suffix}"


def issue_paper(*, paper: Paper, by: Account, base: int | None = None) -> Paper:
    """Draw it for good: from now on this file is the paper."""
    with PAPER.moving("issue_paper", paper, by=by, base=base) as held:
        held.file = keep_file(
            content=draw_paper(held),
            name=file_name(held, "docx"),
            policy=POLICY,
            owner=held.reference,
            use={DOCX},
            formed_on=held.approved_on or clock.today(),
            permission=P.PAPER_DRAFT,
            at=held.unit,
            by=by,
        )
        held.issued_at, held.issued_by = clock.now(), by
        hush(held, by)
        if (
            held.blank.approved
        ):  # a notice is a step of the chain; a record of what happened is part of the step before
            link(source=held.source, target=held.reference, kind="notice", by=by.trail_name)
    return held


def file_signed_copy(
    *,
    paper: Paper,
    content: Any,  # noqa: ANN401 - an upload
    name: str,
    signed_on: dt.date,
    by: Account,
    reason: str = "",
    base: int | None = None,
) -> Paper:
    """File the scan of what was signed or sealed: it is the authoritative copy, a later one replaces it, both are kept.

    Raises:
        NotAccepted: it is no PDF, JPEG or PNG.
    """
    with PAPER.moving("file_signed_copy", paper, by=by, reason=reason, base=base) as held:
        held.signed_file = keep_file(
            content=content,
            name=name,
            policy=POLICY,
            owner=held.reference,
            use=SCANS,
            formed_on=signed_on,
            permission=P.PAPER_DRAFT,
            at=held.unit,
            by=by,
        )
        held.signed_on = signed_on
    return held


def withdraw_paper(*, paper: Paper, by: Account, reason: str, base: int | None = None) -> Paper:
    """It is not to be used; its number stays with it, so that the series has no gap."""
    with transaction.atomic():
        with PAPER.moving("withdraw_paper", paper, by=by, reason=reason, base=base) as held:
            held.withdrawn_why = reason
            hush(held, by)
        void_if_changed(kind=KIND, subject=held.reference, by=by)
    return held
