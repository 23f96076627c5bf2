"""Whoever speaks for an institution without an account: by a link that an officer gave it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from bureau.kernel.access import BY_LINK
from bureau.people.permissions import P


@dataclass(frozen=True)
class LinkSpeaker:
    """Somebody who opened an institution's link with its code; may propose its facts, and nothing else."""

    institution: uuid.UUID
    reference: str  # of the institution

    @property
    def trail_name(self) -> str:
        """How the trail names them; no user name holds a colon."""
        return f"{BY_LINK}{self.reference}"

    def may(self, permission: str, at: object | None = None) -> bool:  # noqa: ARG002 - an actor's signature
        """Proposing, for the one institution; the guards of each move see to that."""
        return permission == P.FACT_PROPOSE

    def may_now(self, permission: str, at: object | None = None) -> bool:
        """The same: whether the link still stands is asked before every page."""
        return self.may(permission, at)
