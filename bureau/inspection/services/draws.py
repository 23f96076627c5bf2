"""Reports are drawn for a visit: some by their hits, the others at random, so that a guarantee can be stated."""

from __future__ import annotations

import datetime as dt
import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.metadata import version
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from bureau.files.services import keep_file
from bureau.inspection.lifecycle import DRAW
from bureau.inspection.models import RANDOM, TARGETED, Draw, OriginKind, Visit, VisitItem
from bureau.inspection.services.findings import POLICY
from bureau.inspection.services.holding import holding
from bureau.inspection.services.items import Question, add_item, withdraw_item
from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.people.permissions import P
from bureau.screening.selectors import Listed, SamplePlan, draw_sample, plan_sample

MOST_PICKED = 300  # what two officers can look at on one visit, and more
LONGEST_ORIGIN, LONGEST_QUESTION = 80, 300


@dataclass(frozen=True)
class Aim:
    """What a draw is to show: shares as fractions of one, and how many reports are picked by their hits."""

    rate: Decimal
    assurance: Decimal
    sensitivity: Decimal = Decimal(1)
    targeted: int = 0


@dataclass(frozen=True)
class Frame:
    """The reports to draw from. Days only where they come from ledgers."""

    kind: str
    reports: Sequence[Listed]
    first_day: dt.date | None = None
    last_day: dt.date | None = None


def plan_draw(frame: Frame, aim: Aim) -> SamplePlan:
    """How many are to be drawn at random beside the targeted ones.

    Raises:
        NotNow: there is nothing to draw from, no sample is large enough, or it is more than a visit can look at.
    """
    if not frame.reports:
        raise NotNow(_("There is no report to draw from. Choose another period, or hand in a list."))
    if aim.targeted > len(frame.reports):
        raise NotNow(
            _("Of %(n)s reports no %(m)s can be picked by their hits.")
            % {"n": len(frame.reports), "m": aim.targeted}
        )
    planned = plan_sample(
        len(frame.reports),
        rate=aim.rate,
        assurance=aim.assurance,
        sensitivity=aim.sensitivity,
        targeted=aim.targeted,
    )
    if planned.size + aim.targeted > MOST_PICKED:
        raise NotNow(
            _(
                "That would be %(n)s reports; a visit looks at %(most)s at most. "
                "Look for a larger share, or be content with less assurance."
            )
            % {"n": planned.size + aim.targeted, "most": MOST_PICKED}
        )
    return planned


def draw_reports(*, visit: Visit, frame: Frame, aim: Aim, by: Actor, seed: str = "") -> Draw:
    """Draw reports and put each on the visit as an item. The seed is made now, after the list is fixed.

    Raises:
        MissingPermission, NotNow: nothing was drawn.
    """
    planned = plan_draw(frame, aim)
    by_name = {one.report_id: one for one in frame.reports}
    if len(by_name) < len(frame.reports) or any("\n" in name for name in by_name):
        raise NotNow(
            _("A report stands twice in the list, or its number runs over two lines. Correct the list.")
        )
    suspected = sorted(frame.reports, key=lambda one: (-one.hits, one.report_id))[: aim.targeted]
    rest = sorted(by_name.keys() - {one.report_id for one in suspected})
    seed = seed or secrets.token_hex(16)
    drawn = draw_sample(rest, planned.size, seed)
    with holding(visit) as held:
        number = (held.draws.aggregate(last=Max("number"))["last"] or 0) + 1
        row = Draw(
            visit=held, number=number, reference=f"{held.reference}/S{number}", frame_kind=frame.kind,
            first_day=frame.first_day, last_day=frame.last_day, population=len(by_name), targeted=aim.targeted,
            rest=planned.rest, rate=aim.rate, assurance=aim.assurance, sensitivity=aim.sensitivity, bad=planned.bad,
            size=planned.size, seed=seed, frame_sha256=drawn.frame_sha256, program=f"mingjian {version('mingjian')}",
            drawn_at=clock.now(), drawn_by=by,  # type: ignore[misc] # an account, as the permission says
        )  # fmt: skip
        with DRAW.creating("draw_reports", row, by=by) as made:
            keep_file(
                content=("\n".join(rest) + "\n").encode(),
                name=f"{made.reference.replace('/', '-')}.txt",
                policy=POLICY,
                owner=made.reference,
                use="table",
                by=by,
                permission=P.VISIT_PLAN,
                at=held.unit,
            )
            chosen = [(one, TARGETED) for one in suspected] + [
                (by_name[name], RANDOM) for name in drawn.drawn
            ]
            made.picked = _put_on(held, made, chosen, by)
    return made


def set_aside_draw(*, draw: Draw, by: Actor, reason: str, base: int | None = None) -> Draw:
    """A draw that was wrong is set aside with the reason; what nobody has looked at is taken off the visit."""
    with holding(draw.visit), DRAW.moving("set_aside_draw", draw, by=by, reason=reason, base=base) as held:
        own = [one["item"] for one in held.picked if one["own"]]
        for item in held.visit.items.unanswered().filter(reference__in=own):
            withdraw_item(item=item, by=by, reason=reason)
        held.set_aside_why = reason
    return held


def _put_on(visit: Visit, row: Draw, chosen: Sequence[tuple[Listed, str]], by: Actor) -> list[dict[str, Any]]:
    """An item each; a report that stands on the visit already is not asked about twice."""
    often = Counter(one.report_no for one, _how in chosen)
    standing: dict[str, VisitItem] = {one.origin: one for one in visit.items.standing() if one.origin}
    picked = []
    for one, how in chosen:
        plain = one.report_no if one.report_no and often[one.report_no] == 1 else one.report_id
        origin = plain if len(plain) <= LONGEST_ORIGIN else ""
        item = standing.get(origin)
        own = item is None
        if item is None:
            item = add_item(visit=visit, question=_question(row, one, origin, how), by=by)
        picked.append(
            {"id": one.report_id, "no": one.report_no, "how": how, "item": item.reference, "own": own}
        )
    return picked


def _question(row: Draw, one: Listed, origin: str, how: str) -> Question:
    """The wording is the office's: it goes onto the record of the visit."""
    why = _("picked by its hits") if how == TARGETED else _("drawn at random")
    named = {"no": one.report_no or one.report_id, "why": why}
    text = _("Report %(no)s: trace its data to the origin (%(why)s)") % named
    look = _(
        "Have the original records, the instrument's log and file, the sample's hand-over and the printed report "
        "brought; compare times, persons, values and signatures line by line. Draw %(ref)s."
    ) % {"ref": row.reference}
    kind = OriginKind.REPORT if origin else OriginKind.CHECKLIST
    return Question(text[:LONGEST_QUESTION], look, "", kind, origin)
