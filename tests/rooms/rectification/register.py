"""A register to test: a station of few officers in a district of many, an institution with an account, and problems."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.people.models import Account, Unit
from bureau.people.roles import Role
from bureau.rectification import services
from bureau.rectification.models import Problem
from bureau.rectification.services import Period
from bureau.rectification.sources import Offered, Source
from bureau.registry import services as registry
from bureau.registry.models import Institution
from tests.cast import PROGRAM, make_institution_account, make_officer
from tests.factories import make_institution
from tests.rooms.files.handing_in import PDF

DAY = "2022-06-20"
TEN = Period(working_days=10)
REASON = "照片看不清设备编号"


class Upload:
    """A file as a browser hands it in."""

    def __init__(self, name: str = "整改照片.pdf", content: bytes = PDF) -> None:
        self.name, self._content, self.size = name, content, len(content)

    def chunks(self, _size: int = 0) -> list[bytes]:
        """Its content."""
        return [self._content]


class Findings:
    """A room below whose findings become problems."""

    def __init__(self) -> None:
        self.offered: dict[str, Offered] = {}
        self.became: list[tuple[str, str]] = []
        self.released: list[tuple[str, str, str]] = []

    def source(self) -> Source:
        """What is added to the room's sources."""
        return Source(
            "Z-",
            lambda reference, _for: self.offered.get(reference),
            lambda _for, _unit: [one for ref, one in self.offered.items() if ref not in dict(self.became)],
            lambda reference, problem, _by: self.became.append((reference, problem)),
            lambda reference, problem, _by, reason: self.released.append((reference, problem, reason)),
        )


@dataclass
class Office:
    """Who acts in it."""

    district: Unit
    station: Unit
    institution: Institution
    speaker: Account
    leader: Account
    deputy: Account
    office: Account
    second: Account
    inspector: Account
    findings: Findings = field(default_factory=Findings)

    def problem(self, by: Account | None = None, period: Period = TEN, **more: Any) -> Problem:
        """A problem that was recorded."""
        fields: dict[str, Any] = {
            "institution": Institution.objects.get(pk=self.institution.pk),
            "unit": self.district,
            "title": "压力试验机 YQ-0031 未检定",
            "what": "6月1日至6月17日期间出具报告 12 份。",
            "measure": "停用该设备，检定合格后使用。",
            "officer": self.inspector,
        }
        return services.record_problem(
            problem=Problem(**(fields | more)), period=period, by=by or self.inspector
        )

    def answered(self, **more: Any) -> Problem:
        """One that the institution's account answered."""
        return self.answer(self.problem(**more))

    def answer(self, problem: Problem, by: Account | None = None, files: Iterable[Any] = ()) -> Problem:
        """The institution answers it."""
        return services.answer_problem(
            problem=problem, text="已于 6 月 18 日检定合格。", by=by or self.speaker, files=files
        )

    def verify(self, problem: Problem, by: Account | None = None, **more: Any) -> Problem:
        """Somebody verifies it."""
        fields: dict[str, Any] = {
            "way": "paper",
            "verified_on": clock.today(),
            "remark": "检定证书与设备铭牌一致。",
        }
        return services.verify_answer(problem=problem, by=by or self.office, **(fields | more))

    def closed(self, **more: Any) -> Problem:
        """One that three officers closed."""
        verified = self.verify(self.answered(**more))
        return services.close_problem(problem=verified, by=self.leader)


def make_office(district: Unit, station: Unit) -> Office:
    """The people, and an institution for which an account speaks."""
    body = make_institution("云川华衡检测有限公司", unit=district)
    speaker = make_institution_account("speaker", district, full_name="机构综合办公室")
    registry.link_account(institution=body, account=speaker, by=PROGRAM)

    def person(username: str, role: str, name: str, unit: Unit = district) -> Account:
        return make_officer(username, role, unit, full_name=name)

    return Office(
        district,
        station,
        Institution.objects.get(pk=body.pk),
        speaker,
        leader=person("leader", Role.LEADER, "组长"),
        deputy=person("deputy", Role.LEADER, "副组长"),
        office=person("office", Role.OFFICE, "主任"),
        second=person("second", Role.OFFICE, "副主任"),
        inspector=person("inspector", Role.INSPECTOR, "监管员"),
    )


def again(problem: Problem, _by: Actor | None = None) -> Problem:
    """The row as it stands."""
    return Problem.objects.get(pk=problem.pk)


def day(text: str) -> dt.date:
    """A day of 2022."""
    return dt.date.fromisoformat(f"2022-{text}")
