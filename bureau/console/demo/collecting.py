"""The demonstration's collection: six bodies and their units asked in June, some of them done."""

from __future__ import annotations

import datetime as dt

from bureau.collecting import services
from bureau.collecting.lacking import lacking
from bureau.collecting.models import Part
from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.registry.models import Institution

ASKED_AT, SENT_AT, JUDGED_AT = "2022-06-14T09:00", "2022-06-16T10:00", "2022-06-17T11:00"
DUE_ON = dt.date(2022, 6, 27)
KINDS = (
    "place",
    "certificate",
    "first_certificate",
    "capabilities",
    "instruments",
    "calibrations",
    "contact",
)
BODIES = 6
REASON = "说明里提到的设备清单没有填报，请逐台填写后再报。"


def collect(accounts: dict[str, Account], unit: Unit, own: Institution, speaker: Account) -> None:
    """The body with the account and five others are asked; it has sent its part in, which was returned."""
    office = accounts["office"]
    others = Institution.objects.active().filter(missing__gt=0, unit__isnull=False).exclude(pk=own.pk)
    rows = [Institution.objects.get(pk=own.pk), *others.order_by("reference")[: BODIES - 1]]
    asking = services.Asking(
        "补齐监管档案（6月）",
        DUE_ON,
        (*KINDS, "officer"),
        "按证书和附表原件填写；没有的项目在“说明”中写明原因。",
    )
    with clock.standing_at(ASKED_AT):
        found = lacking(rows, asking.asked, units_too=True)
        made = services.start_collection(asking=asking, lacking=found, unit=unit, by=office)
    own_part = Part.objects.get(collection=made, institution=own)
    with clock.standing_at(SENT_AT):
        services.send_in_part(part=own_part, by=speaker, note="设备正在送检，清单随后补报。")
    with clock.standing_at(JUDGED_AT):
        services.return_part(part=own_part, by=office, reason=REASON)
