"""Parts of collections as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from hmac import compare_digest
from typing import Any

from django.db.models import QuerySet

from bureau.collecting.entries import MISSING, RECORDED, Entry, entries_of, proposals_in
from bureau.collecting.lifecycle import LinkState
from bureau.collecting.models import Link, Part
from bureau.kernel.access import gate
from bureau.registry.models import FactProposal

OPENED = "collecting_link"  # where a session keeps the link that it opened


@dataclass(frozen=True)
class PartPage:
    """What the page of a part shows."""

    part: Part
    entries: tuple[Entry, ...]
    proposals: tuple[FactProposal, ...]

    @property
    def missing(self) -> tuple[Entry, ...]:
        """What is neither on record nor entered."""
        return tuple(one for one in self.entries if one.how == MISSING)

    @property
    def settled(self) -> int:
        """How much of it is on record."""
        return sum(one.how == RECORDED for one in self.entries)


def part_of(reference: str, for_: Any) -> Part:  # noqa: ANN401 - an account
    """The part, if this person may see it; else there is none (404)."""
    rows = Part.objects.select_related("collection__unit", "collection__officer", "institution__unit", "unit")
    found: Part = gate(rows, for_=for_, reference=reference)
    return found


def link_in(session: Any) -> Link | None:  # noqa: ANN401 - a session
    """The link that this browser session opened, while it opens anything."""
    kept = session.get(OPENED, {})
    rows = Link.objects.select_related("part__collection__unit", "part__institution__unit", "part__unit")
    found: Link | None = rows.filter(pk=kept.get("key"), state=LinkState.OPENED).first() if kept else None
    if found is None or found.is_over or not compare_digest(found.session_hash, kept["hash"]):
        return None
    return found


def own_parts(for_: Any) -> QuerySet[Part]:  # noqa: ANN401 - as above
    """What is asked of the body that an account speaks for, the newest first."""
    rows = Part.objects.visible_to(for_).standing().select_related("collection__unit", "institution")
    found: QuerySet[Part] = rows.order_by("-asked_at", "-pk")
    return found


def part_page(part: Part) -> PartPage:
    """The part as its page shows it."""
    return PartPage(part, tuple(entries_of(part)), tuple(proposals_in(part)))
