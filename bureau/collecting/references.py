"""What a reference of a collection, `G-150602-2022-001`, stands for; that of a part gives the part."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from bureau.collecting.models import Collection, Part
from bureau.kernel.access import Actor
from bureau.kernel.references import Card, resolves
from bureau.people.permissions import P
from bureau.ui.tones import tone


@resolves("G-")
def card_of_collection(reference: str, actor: Actor) -> Card | None:
    """The collection or the part, for whoever may read it."""
    if not actor.may(P.INSTITUTION_READ):
        return None
    part: Part | None = Part.objects.visible_to(actor).filter(reference=reference).first()
    if part is not None:
        return _card(part, part.of_whom, reverse("collecting:part", args=[reference]))
    found: Collection | None = Collection.objects.visible_to(actor).filter(reference=reference).first()
    if found is None:
        return None
    return _card(found, found.title, reverse("collecting:collection", args=[reference]))


def _card(row: Any, title: str, url: str) -> Card:  # noqa: ANN401 - a collection or a part
    return Card(
        reference=row.reference,
        stage="",
        title=title,
        url=url,
        state=str(row.get_state_display()),
        tone=tone(row.state),
    )
