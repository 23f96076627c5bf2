"""The history of a campaign from the trail: every entry about it or what belongs to it, newest first."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bureau.campaign.models import Addressee, Campaign, FocusDomain, Member, Phase
from bureau.registry.domains import name_of
from bureau.trail.models import Image

Values = dict[str, Any]
MOST = 200
NOTHING, SEPARATOR = "—", "、"
# What of each is shown when it changes.
SHOWN: dict[str, tuple[str, ...]] = {
    "campaign.campaign": (
        *("title", "document_number", "basis", "period_words", "begins_on", "ends_on", "principles"),
        *(
            "goal_regularise",
            "goal_investigate",
            "goal_deter",
            "contact_post",
            "contact_phone",
            "contact_mail",
        ),
    ),
    "campaign.phase": ("name", "words", "task", "begins_on", "ends_on", "dates_reason", "conditions"),
}


@dataclass(frozen=True)
class Difference:
    """One column before and after, of the campaign itself or of what is named."""

    about: str
    table: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One entry: when, who, what, about what, why, and what differs."""

    at: dt.datetime
    by: str
    move: str
    reason: str
    about: str
    differs: tuple[Difference, ...]


def history(campaign: Campaign) -> list[Change]:
    """The newest entries about it."""
    before: dict[str, Values] = {}
    named = _names(campaign)
    by_entry: dict[int, list[Image]] = {}
    for image in _images(named):
        by_entry.setdefault(image.entry_id, []).append(image)
    found = []
    for key in sorted(by_entry):
        images = by_entry[key]
        differs = tuple(one for image in images for one in _differences(image, before, named))
        entry = images[0].entry
        about = SEPARATOR.join(filter(None, dict.fromkeys(named[image.subject.key] for image in images)))
        found.append(Change(entry.at, entry.actor, entry.move, entry.reason, about, differs))
    return found[::-1][:MOST]


def _names(campaign: Campaign) -> dict[str, str]:
    """What belongs to the campaign, by key, with what it is called."""
    found = {str(campaign.pk): ""}
    for model in (Phase, Member, FocusDomain):
        for row in model.objects.filter(campaign=campaign):
            found[str(row.pk)] = name_of(row.domain) if isinstance(row, FocusDomain) else str(row)
    for one in Addressee.objects.filter(campaign=campaign).select_related("unit"):
        found[str(one.pk)] = one.unit.short_name
    return found


def _images(keys: Iterable[str]) -> Iterable[Image]:
    rows = Image.objects.filter(subject__key__in=list(keys), values__isnull=False)
    return rows.select_related("entry", "subject").order_by("entry_id", "position")


def _differences(image: Image, before: dict[str, Values], named: dict[str, str]) -> Iterator[Difference]:
    """What an image changes; of a row that is new nothing, since its page says it."""
    label, key, after = image.subject.label, image.subject.key, json.loads(image.values or "{}")
    earlier, before[key] = before.get(key), after
    if earlier is None:
        return
    for column in SHOWN.get(label, ()):
        if earlier.get(column) != after.get(column):
            yield Difference(named[key], label, column, _said(earlier.get(column)), _said(after.get(column)))


def _said(value: object) -> str:
    if isinstance(value, list):
        return SEPARATOR.join(map(str, value)) or NOTHING
    return str(value) if value not in {None, ""} else NOTHING
