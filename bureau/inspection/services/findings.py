"""Findings come into being, are amended, signed by the other officer, taken over by a problem, or withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bureau.files.models import StoredFile
from bureau.files.services import keep_file
from bureau.inspection.lifecycle import FINDING
from bureau.inspection.models import Finding, OriginKind, VisitItem
from bureau.inspection.services.holding import holding
from bureau.inspection.services.waiting import await_signature, drop_waiting, end_waiting
from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.people.permissions import P
from bureau.trail.services import link, next_number

POLICY = "inspection.visit"


@dataclass(frozen=True)
class Statement:
    """What a finding says."""

    what: str
    conduct: str = ""
    conduct_from: dt.date | None = None
    conduct_to: dt.date | None = None
    reports: Sequence[str] = ()
    domain: str = ""


def draft_finding(*, item: VisitItem, by: Any) -> Finding:  # noqa: ANN401 - an account: a guard has seen to it
    """Write down a finding from a confirmed item, in the words of its note; it waits for the other officer."""
    visit = item.visit
    finding = Finding(
        visit=visit,
        item=item,
        institution=visit.institution,
        domain=item.domain,
        what=item.note,
        conduct=item.conduct,
        reports=[item.origin] if item.origin_kind == OriginKind.REPORT else [],
        drafted_at=clock.now(),
        drafted_by=by,
    )
    with FINDING.creating("draft_finding", finding, by=by) as row:
        series = f"D-{visit.unit.division}-{clock.today().year}"
        row.reference = f"{series}-{next_number(series):04}"
        link(source=item.reference, target=row.reference, kind="found", by=by.trail_name)
        await_signature(row, by)
    return row


def amend_finding(
    *,
    finding: Finding,
    statement: Statement,
    by: Any,  # noqa: ANN401 - as above
    base: int | None = None,
) -> Finding:
    """Say it better. Whoever wrote last is the one who wrote it: the other signs."""
    with holding(finding.visit), FINDING.moving("amend_finding", finding, by=by, base=base) as held:
        held.what, held.conduct = statement.what, statement.conduct
        held.conduct_from = statement.conduct_from
        held.conduct_to = statement.conduct_to or statement.conduct_from
        held.reports, held.domain = list(statement.reports), statement.domain
        if held.drafted_by != by:
            held.drafted_by = by
            drop_waiting(held.reference, by)
            await_signature(held, by)
        held.drafted_at = clock.now()
    return held


def establish_finding(*, finding: Finding, by: Any, base: int | None = None) -> Finding:  # noqa: ANN401 - as above
    """Sign it, as the officer who did not write it; what shows it is pinned by its content."""
    with holding(finding.visit), FINDING.moving("establish_finding", finding, by=by, base=base) as held:
        held.established_at, held.established_by = clock.now(), by
        held.evidence = [{"reference": one.reference, "sha256": one.sha256} for one in held.files]
        end_waiting(held.reference, by)
    return held


def hand_on_finding(*, finding: Finding, to: str, by: Actor, base: int | None = None) -> Finding:
    """A problem or a case takes it over; the step stands in the chain. Called by the room above, in its transaction."""
    with holding(finding.visit), FINDING.moving("hand_on_finding", finding, by=by, base=base) as held:
        held.handed_on_to = to
        link(source=held.reference, target=to, kind="became", by=by.trail_name)
    return held


def withdraw_finding(*, finding: Finding, by: Actor, reason: str, base: int | None = None) -> Finding:
    """It does not stand any more, for a reason that stays on record."""
    with (
        holding(finding.visit),
        FINDING.moving("withdraw_finding", finding, by=by, reason=reason, base=base) as held,
    ):
        held.withdrawn_why = reason
        drop_waiting(held.reference, by, reason)
    return held


def add_proof(*, finding: Finding, files: Iterable[Any], by: Actor) -> list[StoredFile]:
    """Keep further documents with a finding until it is signed.

    Raises:
        MissingPermission, NotNow, NotAccepted: that file, and those after it, were not kept.
    """
    with holding(finding.visit) as visit:
        refused = FINDING.objection("amend_finding", finding.fresh(), by)
        if refused:
            raise NotNow(refused)
        return [
            keep_file(
                content=file,
                name=file.name,
                policy=POLICY,
                owner=finding.reference,
                use="evidence",
                by=by,
                permission=P.VISIT_CONDUCT,
                at=visit.unit,
            )
            for file in files
        ]
