"""Who may see the photos and documents of this room: whoever may see the visit they were taken on."""

from __future__ import annotations

from bureau.files.models import StoredFile
from bureau.files.policies import policy
from bureau.inspection.models import Draw, Finding, VisitItem
from bureau.kernel.access import Actor
from bureau.people.permissions import P


@policy("inspection.visit")
def see_evidence(actor: Actor, file: StoredFile) -> bool:
    """Whoever reads visits, of visits that they see; `owner` is an item, a draw or a finding."""
    owners = Finding if file.owner.startswith("D-") else Draw if "/S" in file.owner else VisitItem
    seen: bool = owners.objects.visible_to(actor).filter(reference=file.owner).exists()
    return actor.may(P.VISIT_READ) and seen
