"""A kind of proposal for tests, whose content is a dict that tests change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bureau.approvals.kinds import Kind
from bureau.approvals.services import propose
from bureau.people.permissions import P

if TYPE_CHECKING:
    from collections.abc import Callable

    from bureau.approvals.models import Proposal
    from bureau.people.models import Account, Unit

CONTENT: dict[str, Any] = {}
MATTER = "test.matter"


def declared(approved: Callable[[Any, Any], object] | None = None) -> Kind:
    """The kind."""
    return Kind(MATTER, "Matter", lambda ref: CONTENT.get(ref, {}), lambda ref: f"/matters/{ref}/", approved)


def proposed(by: Account, unit: Unit, subject: str = "M-1", **more: Any) -> Proposal:
    """Something proposed."""
    fields: dict[str, Any] = {"permission": P.ANNEX_SUBMIT, "grounds": "It is time.", "title": "A matter"}
    return propose(kind=MATTER, subject=subject, unit=unit, by=by, **(fields | more))
