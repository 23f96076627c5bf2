"""A district that collects: an office, a body with an account, a body without one, and what both lack."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bureau.collecting.lacking import lacking
from bureau.collecting.models import Collection, Part
from bureau.collecting.services import Asking, start_collection
from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.registry.completeness import REQUIREMENTS
from bureau.registry.models import Contact, Institution
from bureau.registry.services import accept_fact, link_account, propose_fact
from tests.cast import PROGRAM, make_institution_account, make_officer
from tests.factories import make_contact, make_institution

EVERYTHING = tuple(one.key for one in REQUIREMENTS)
ASKED = ("code", "nature", "contact", "officer")


@dataclass
class Asked:
    """Who asks whom."""

    unit: Unit
    station: Unit
    office: Account
    station_office: Account
    speaker: Account
    spoken: Institution
    silent: Institution

    def start(self, asked: tuple[str, ...] = ASKED, *, days: int = 10) -> Collection:
        """Ask both, and the station."""
        rows = lacking(Institution.objects.order_by("reference"), asked, units_too=True)
        asking = Asking("补齐档案", clock.today() + dt.timedelta(days=days), asked, "请按证书原件填写。")
        made = start_collection(asking=asking, lacking=rows, unit=self.unit, by=self.office)
        return Collection.objects.get(pk=made.pk)

    def part(self, institution: Institution | None) -> Part:
        """The part of a body, or the station's."""
        found: Part = Part.objects.select_related("collection__unit", "institution", "unit").get(
            institution=institution
        )
        return found

    def enter(self, *, accept: bool = False, **entered: str) -> None:
        """The body with an account enters a contact; an officer may accept it."""
        fields = {"name": "韩雪", "phone": "13900002716"} | entered
        made = propose_fact(institution=self.spoken, kind="contact", entered=fields, by=self.speaker)
        if accept:
            fact = Contact(institution=self.spoken, **fields)
            accept_fact(proposal=made, fact=fact, follows=None, by=self.office)


def build(district: Unit, station: Unit) -> Asked:
    """The cast: two bodies at a station of the district."""
    office = make_officer("office", "office", district, full_name="李敏")
    station_office = make_officer("station", "inspector", station, full_name="王强")
    speaker = make_institution_account("speaker", district, full_name="机构联络员")
    spoken = make_institution("云川华衡检测有限公司", unit=station)
    silent = make_institution("云川北辰检测有限公司", unit=station, uscc="", kind="")
    make_contact(silent, "赵北", "13800001234")
    link_account(institution=spoken, account=speaker, by=PROGRAM)
    return Asked(
        district,
        station,
        office,
        station_office,
        speaker,
        Institution.objects.get(pk=spoken.pk),
        Institution.objects.get(pk=silent.pk),
    )
