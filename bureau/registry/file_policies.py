"""Who may see the files of this room: rosters whoever imports them, documents and forms whoever reads those."""

from __future__ import annotations

from bureau.files.models import StoredFile
from bureau.files.policies import policy
from bureau.kernel.access import Actor
from bureau.people.permissions import P
from bureau.registry.models import AnnexSubmission, Institution, RosterImport


@policy("registry.roster")
def see_roster(actor: Actor, file: StoredFile) -> bool:
    """Whoever imports rosters, of units that they reach."""
    seen: bool = RosterImport.objects.visible_to(actor).filter(reference=file.owner).exists()
    return actor.may(P.ROSTER_IMPORT) and seen


@policy("registry.annex")
def see_annex(actor: Actor, file: StoredFile) -> bool:
    """Whoever may read contacts, which the form names, of units that they reach."""
    seen: bool = AnnexSubmission.objects.visible_to(actor).filter(reference=file.owner).exists()
    return actor.may(P.CONTACT_READ) and seen


@policy("registry.dossier")
def see_document(actor: Actor, file: StoredFile) -> bool:
    """Whoever reads dossiers, of institutions that they see."""
    seen: bool = Institution.objects.visible_to(actor).filter(reference=file.owner).exists()
    return actor.may(P.INSTITUTION_READ) and seen
