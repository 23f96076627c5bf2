"""The collections that an officer is in charge of, as they go over to another."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bureau.collecting.models import Collection
from bureau.collecting.services import hand_over_collection
from bureau.people.handovers import Change, Held, Kind, declare
from bureau.people.models import Account


def _held(giver: Account, by: Account) -> Iterator[Held]:
    rows = Collection.objects.visible_to(by).running().filter(officer=giver).order_by("reference")
    for one in rows:
        yield Held(one.reference, one.title, reverse("collecting:collection", args=[one.reference]))


def _hand_over(reference: str, change: Change) -> object:
    row = Collection.objects.select_related("unit", "officer").get(reference=reference)
    return hand_over_collection(collection=row, officer=change.taker, by=change.by, reason=change.reason)


declare(Kind("collections", _("Collections"), _held, _hand_over))
