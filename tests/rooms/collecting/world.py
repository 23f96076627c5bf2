"""A collection for the world: asked of its institution and its unit, sent in by one, and where the pages are."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bureau.collecting import services
from bureau.collecting.lacking import Lacking
from bureau.collecting.models import Part
from bureau.kernel import clock

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
    made = services.start_collection(
        asking=asking, lacking=[Lacking(body, ("contact",), ("officer",))], unit=world.unit, by=office
    )
    part = Part.objects.get(collection=made, institution=body)
    services.send_in_part(part=part, by=speaker, note="摇光事项")
    one, its = {"reference": made.reference}, {"reference": part.reference}
    world.places |= {f"collecting:{page}": one for page in COLLECTION}
    world.places |= {f"collecting:{page}": its for page in PART}
    world.places["collecting:export-collection"] = one | {"form": "xlsx"}
    world.places["collecting:fill-in"] = its | {"kind": "contact"}
