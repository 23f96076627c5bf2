"""Who may see the files of this room: a ledger as it came in, whoever sees its receipt."""

from __future__ import annotations

from bureau.files.models import StoredFile
from bureau.files.policies import policy
from bureau.kernel.access import Actor
from bureau.people.permissions import P
from bureau.screening.models import HandIn


@policy("screening.ledger")
def see_ledger(actor: Actor, file: StoredFile) -> bool:
    """Officers who read ledgers; the institution has its own."""
    seen: bool = HandIn.objects.visible_to(actor).filter(reference=file.owner).exists()
    return actor.may(P.LEDGER_READ) and seen
