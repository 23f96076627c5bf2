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
from bureau.inspection.origins import Known, source_of
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
    known = _known(item, by)
    days = [one.day for one in known if one.day is not None]
    finding = Finding(
        visit=visit,
        item=item,
        institution=visit.institution,
        domain=item.domain,
        what=item.note,
        conduct=item.conduct,
        conduct_from=min(days, default=None),
        conduct_to=max(days, default=None),
        reports=list(dict.fromkeys(one.report for one in known if one.report)),
        proposed=[
            {
                "source": one.source,
                "report": one.report,
                "day": one.day.isoformat() if one.day else "",
                "day_of": one.day_of,
            }
            for one in known
            if one.report or one.day
        ],
        drafted_at=clock.now(),
        drafted_by=by,
    )
    with FINDING.creating("draft_finding", finding, by=by) as row:
        series = f"D-{visit.unit.division}-{clock.today().year}"
        row.reference = f"{series}-{next_number(series):04}"
        link(source=item.reference, target=row.reference, kind="found", by=by.trail_name)
        await_signature(row, by)
    return row


def _known(item: VisitItem, by: Actor) -> Sequence[Known]:
    """What the origin of an item knows of reports and days; a sampled report is one itself."""
    source = source_of(item.origin) if item.origin else None
    origin = source.origin(item.origin, for_=by) if source is not None else None
    if origin is not None and origin.known:
        return origin.known
    return [Known(item.origin, item.origin)] if item.origin_kind == OriginKind.REPORT else ()


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


def release_finding(*, finding: Finding, by: Actor, reason: str, base: int | None = None) -> Finding:
    """What took it over was withdrawn: it waits again, to be taken over anew or closed. The chain keeps both."""
    with (
        holding(finding.visit),
        FINDING.moving("release_finding", finding, by=by, reason=reason, base=base) as held,
    ):
        held.handed_on_to = ""
    return held


def close_finding(*, finding: Finding, by: Actor, reason: str, base: int | None = None) -> Finding:
    """It holds, and no problem is made of it, for a reason that stays on record."""
    with (
        holding(finding.visit),
        FINDING.moving("close_finding", finding, by=by, reason=reason, base=base) as held,
    ):
        held.closed_why = reason
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
