"""Draws of the demonstration: one for a visit that is still to come, one whose reports were all looked at."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bureau.console.demo.inspection import CAMPAIGN, ENTRY, LEAVING
from bureau.inspection import services
from bureau.inspection.models import FrameKind, Visit
from bureau.inspection.services import Aim, Frame, Plan
from bureau.kernel import clock
from bureau.people.models import Account
from bureau.registry.models import Institution
from bureau.screening.models import LedgerPart
from bureau.screening.selectors import reports_handed_in

COMING = dt.date(2022, 6, 20)
FROM, UNTIL = dt.date(2021, 6, 1), dt.date(2022, 5, 31)
NOTES = ("原始记录、仪器日志与报告一致。", "调出设备文件核对，时间、人员、数值一致。")


def draw_samples(accounts: dict[str, Account]) -> None:
    """Draw once everything else is there: the ledgers are what one draws from."""
    coming = Visit.objects.get(state="planned", planned_on=COMING)
    with clock.standing_at("2022-06-17T16:05"):
        _draw(coming, Aim(Decimal("0.2"), Decimal("0.9"), targeted=2), coming.first_officer)
    _looked_at(accounts)


def _draw(visit: Visit, aim: Aim, by: Account) -> None:
    listed = reports_handed_in(visit.institution, FROM, UNTIL, for_=by)
    frame = Frame(FrameKind.LEDGER, listed, FROM, UNTIL)
    services.draw_reports(visit=visit, frame=frame, aim=aim, by=by, seed=f"云川{visit.reference}")


def _looked_at(accounts: dict[str, Account]) -> None:
    """A clean body drawn at random by the campaign: everything could be traced."""
    flawed = set(Institution.objects.filter(hits__isnull=False).values_list("pk", flat=True))
    parts = (
        LedgerPart.objects.current()
        .exclude(institution__in=flawed)
        .select_related("institution__officer__officer")
    )
    institution = next(iter(parts.order_by("institution__name"))).institution
    first, second = institution.officer or accounts["station1"], accounts["office"]
    plan = Plan(dt.date(2022, 6, 15), "random", "随机抽取报告，追溯原始数据", first, second, CAMPAIGN)
    unit = first.officer.unit
    with clock.standing_at("2022-06-10T10:30"):
        visit = services.plan_visit(institution=institution, unit=unit, plan=plan, by=first)
        _draw(visit, Aim(Decimal("0.2"), Decimal("0.9")), first)
    with clock.standing_at("2022-06-15T09:06"):
        visit = services.begin_visit(visit=visit, entry=ENTRY, by=first)
    for item in visit.items.order_by("number"):
        with clock.standing_at(f"2022-06-15T{9 + item.number // 6:02}:{10 + item.number % 6 * 8:02}"):
            note = NOTES[item.number % len(NOTES)]
            services.answer_item(
                item=item, answer="explained", note=note, by=(first, second)[item.number % 2]
            )
    with clock.standing_at("2022-06-15T16:40"):
        services.conclude_visit(visit=visit, leaving=LEAVING, by=second)
