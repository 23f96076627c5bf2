"""A stage for this room: a visit that two certified officers go on, and a source of what waits to be looked at."""

from __future__ import annotations

import datetime as dt
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.files.uploadedfile import SimpleUploadedFile

from bureau.inspection import services
from bureau.inspection.models import Finding, OriginKind, Visit, VisitItem
from bureau.inspection.origins import Origin
from bureau.inspection.services import Entry, Leaving, Plan, Question, Statement
from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account, Unit
from bureau.people.roles import Role
from bureau.people.services.accounts import Certificate
from bureau.registry.models import Institution
from bureau.trail.recorded import Recorded
from tests.cast import make_officer
from tests.factories import make_institution

CERTIFIED = Certificate("蒙K-0001", dt.date(2021, 1, 1), None)
ENTRY = Entry(certificates_shown=True, rights_read=True, prevention_met=True, prevention_note="扫码、测温")
LEAVING = Leaving(attendant="质量负责人", conduct_confirmed=True, remarks="无异议")
R = TypeVar("R", bound=Recorded)


def picture(shade: int = 7) -> bytes:
    """A PNG of one grey pixel."""

    def part(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", head)
        + part(b"IDAT", zlib.compress(bytes((0, shade))))
        + part(b"IEND", b"")
    )


def photo(name: str = "日志.png", content: bytes | None = None) -> SimpleUploadedFile:
    """A photo as a phone sends it."""
    return SimpleUploadedFile(name, picture() if content is None else content)


class Trip:
    """An institution, two officers with certificates, a reader, and visits of theirs at every stage."""

    def __init__(self, unit: Unit, called: str = "") -> None:
        self.unit = unit
        self.first = make_officer(
            f"{called}first", Role.INSPECTOR, unit, full_name="马强", certificate=CERTIFIED
        )
        self.second = make_officer(
            f"{called}second", Role.OFFICE, unit, full_name="方磊", certificate=Certificate("蒙K-0002")
        )
        self.reader = make_officer(f"{called}reader", Role.EXPERT, unit, full_name="专家")
        self.institution: Institution = make_institution(
            "云川华衡建材检测有限公司", unit=unit, division=unit.division
        )

    def plan(self, **more: Any) -> Plan:
        fields: dict[str, Any] = {
            "planned_on": clock.today(),
            "kind": "lead",
            "purpose": "核对抗渗仪的运行日志",
            "first_officer": self.first,
            "second_officer": self.second,
        }
        return Plan(**{**fields, **more})

    def planned(self, **more: Any) -> Visit:
        return services.plan_visit(
            institution=self.institution, unit=self.unit, plan=self.plan(**more), by=self.first
        )

    def put_on(self, visit: Visit, text: str = "运行日志与报告时间一致", **more: Any) -> VisitItem:
        return services.add_item(visit=visit, question=Question(text, **more), by=self.first)

    def under_way(self, items: int = 1) -> tuple[Visit, list[VisitItem]]:
        visit = self.planned()
        made = [self.put_on(visit, f"第 {number} 问") for number in range(1, items + 1)]
        visit = services.begin_visit(visit=visit, entry=ENTRY, by=self.first)
        return visit, [VisitItem.objects.get(pk=one.pk) for one in made]

    def confirm(self, item: VisitItem, by: Account | None = None, note: str = "日志为空") -> Finding:
        who = by or self.first
        services.add_evidence(item=item, files=[photo()], by=who)
        services.answer_item(item=item, answer="confirmed", note=note, by=who)
        return Finding.objects.get(item=item)

    def established(self) -> Finding:
        """A finding that the second officer signed."""
        _visit, (item,) = self.under_way()
        finding = self.confirm(item)
        services.amend_finding(finding=finding, statement=stated(), by=self.first)
        return services.establish_finding(finding=fresh(finding), by=self.second)

    def concluded(self) -> Visit:
        visit, (item,) = self.under_way()
        services.answer_item(item=item, answer="explained", note="另有一台备用仪器", by=self.second)
        return services.conclude_visit(visit=fresh(visit), leaving=LEAVING, by=self.first)


def stated(**more: Any) -> Statement:
    """What a finding says, complete."""
    day = dt.date(2022, 4, 11)
    fields: dict[str, Any] = {
        "what": "4月11日至17日没有运行记录",
        "conduct": "F1",
        "conduct_from": day,
        "reports": ("HH-1",),
    }
    return Statement(**{**fields, "reports": ("HH-1",), **more})


def fresh(row: R) -> R:
    """The row as it stands now."""
    found: R = type(row)._base_manager.get(pk=row.pk)
    return found


@dataclass
class Waiting:
    """A source of origins that remembers what it was told."""

    prefix: str = "Y-"
    kind: str = OriginKind.LEAD
    origins: dict[str, Origin] = field(default_factory=dict)
    on: dict[str, str] = field(default_factory=dict)
    outcomes: list[tuple[str, str, str]] = field(default_factory=list)

    def wait(self, institution: Institution, reference: str = "Y-150699-2022-0457") -> Origin:
        made = Origin(
            reference, institution, "抗渗仪日志与报告一致？", "翻到 4 月", "building_materials", "F1"
        )
        self.origins[reference] = made
        return made

    def open_origins(self, institution: Institution, *, for_: Actor) -> Iterable[Origin]:
        assert for_.trail_name
        return [
            one
            for one in self.origins.values()
            if one.institution == institution and one.reference not in self.on
        ]

    def origin(self, reference: str, *, for_: Actor) -> Origin | None:
        assert for_.trail_name
        return self.origins.get(reference)

    def put_on(self, reference: str, *, item: str, by: Actor) -> None:
        if reference in self.on:
            raise NotNow(f"{reference} stands on another visit, put there before {by.trail_name} came.")
        self.on[reference] = item

    def tell_outcome(self, reference: str, *, item: str, outcome: str, by: Actor) -> None:
        assert by.trail_name
        self.outcomes.append((reference, item, outcome))
        if outcome == "withdrawn":
            del self.on[reference]
