"""Who may see the files of this room: the institution its own answers, verifications whoever reads the register."""

from __future__ import annotations

from bureau.files.models import StoredFile
from bureau.files.policies import policy
from bureau.kernel.access import Actor
from bureau.people.permissions import P
from bureau.rectification.models import Problem


def _sees(actor: Actor, file: StoredFile) -> bool:
    reference = file.owner.split("/", maxsplit=1)[0]
    seen: bool = Problem.objects.visible_to(actor).filter(reference=reference).exists()
    return seen


@policy("rectification.answer")
def see_answer(actor: Actor, file: StoredFile) -> bool:
    """Whoever sees the problem."""
    return _sees(actor, file)


@policy("rectification.verification")
def see_verification(actor: Actor, file: StoredFile) -> bool:
    """Officers who see the problem; never the institution."""
    return actor.may(P.PROBLEM_READ) and _sees(actor, file)
