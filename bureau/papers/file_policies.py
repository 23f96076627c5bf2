"""Who may see the files of this room: papers whoever sees the paper, templates whoever reads papers."""

from __future__ import annotations

from bureau.files.models import StoredFile
from bureau.files.policies import policy
from bureau.kernel.access import Actor
from bureau.papers.models import Paper, Template
from bureau.people.permissions import P


@policy("papers.paper")
def see_paper(actor: Actor, file: StoredFile) -> bool:
    """The paper as issued, and the copies that came back signed."""
    seen: bool = Paper.objects.visible_to(actor).filter(reference=file.owner).exists()
    return actor.may(P.PAPER_READ) and seen


@policy("papers.template")
def see_template(actor: Actor, file: StoredFile) -> bool:
    """A template of a bureau, for those who read papers there."""
    found = Template.objects.filter(reference=file.owner).select_related("issuer").first()
    return found is not None and actor.may(P.PAPER_READ, at=found.issuer)
