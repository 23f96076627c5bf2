"""A collection for the world: asked of its institution and its unit, sent in by one, and where the pages are."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bureau.collecting import services
from bureau.collecting.lacking import Lacking
from bureau.collecting.models import Part
from bureau.kernel import clock
from tests.factories import make_institution

if TYPE_CHECKING:
    from tests.world import World

COLLECTION = ("collection", "hand-over-collection", "close-collection", "withdraw-collection")
PART = ("part", "accept-part", "return-part", "withdraw-part", "report-part", "own-part", "send-in-part")


def build(world: World) -> None:
    """By the officers of the world; the institution sends its part in."""
    office, speaker = world.accounts["office"], world.accounts["institution"]
    body = type(world.institution).objects.get(pk=world.institution.pk)
    asking = services.Asking(
        "摇光事项采集", clock.today() + dt.timedelta(days=3), ("contact",), "摇光事项说明"
    )
    other = make_institution("瑶光采集检测公司", unit=world.unit, division=world.unit.division, uscc="")
    made = services.start_collection(
        asking=asking,
        lacking=[Lacking(body, ("contact",), ("officer",)), Lacking(other, ("code",), ())],
        unit=world.unit,
        by=office,
    )
    part = Part.objects.get(collection=made, institution=body)
    silent = Part.objects.get(collection=made, institution=other)
    services.send_in_part(part=part, by=speaker, note="摇光事项")
    one, its = {"reference": made.reference}, {"reference": part.reference}
    world.places |= {f"collecting:{page}": one for page in COLLECTION}
    world.places |= {f"collecting:{page}": its for page in PART}
    world.places["collecting:export-collection"] = one | {"form": "xlsx"}
    for page in ("give-link", "revoke-link"):
        world.places[f"collecting:{page}"] = {"reference": silent.reference}
    world.places["collecting:open-link"] = {"token": services.give_link(part=silent, by=office).token}
    world.places["collecting:link-fill-in"] = {"kind": "contact"}
    world.places["collecting:fill-in"] = its | {"kind": "contact"}
