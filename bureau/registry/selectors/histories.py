"""The history of a dossier from the trail: every entry about the institution or one of its facts, newest first."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from bureau.people.selectors import names_of
from bureau.registry.models import FACTS, Institution, Instrument, Staff
from bureau.trail.models import Image

SHOWN = ("name", "uscc", "provisional_number", "kind", "home_division", "state", "certified_until", "missing")
CHUNK = 400
MOST = 200
LOOKED_AT = 8  # entries for each line of the newest, since those alike are one
# A telephone number is no matter of a history that more people read than may call.
HIDDEN = {"phone"}
Values = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """One column before and after; `table` is empty for the institution itself."""

    table: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Touched:
    """What an entry did to one row: what the row is called, and what differs. `is_new` where nothing stood before."""

    title: str
    is_new: bool
    differs: tuple[Difference, ...]


@dataclass(frozen=True)
class Change:
    """One entry: when, who, what, why, and what it did to which rows."""

    at: dt.datetime
    by: str
    move: str
    reason: str
    touched: tuple[Touched, ...]
    version: int  # of the institution, after it
    times: int = 1  # how many entries alike, one after the other, it stands for


def history(institution: Institution, *, most: int = MOST) -> list[Change]:
    """The newest entries about it."""
    return _called(islice(_changes(institution), most))


def lately(institution: Institution, *, most: int = 8) -> list[Change]:
    """The newest entries about it without what they changed, for a page that shows much else.

    Entries alike, made in one go, are one line.
    """
    own = Image.objects.filter(
        subject__label=institution.trail_label, subject__key=str(institution.pk)
    ).select_related("entry")
    found: list[Change] = []
    for image in own.order_by("-entry_id")[: most * LOOKED_AT]:
        entry = image.entry
        one = Change(entry.at, entry.actor, entry.move, entry.reason, (), 0)
        if found and replace(found[-1], times=1) == one:
            found[-1] = replace(found[-1], times=found[-1].times + 1)
        else:
            found.append(one)
    return _called(found[:most])


def changes_since(institution: Institution, version: int) -> list[Change]:
    """What others did to it after somebody looked at this version, newest first."""
    return _called(change for change in _changes(institution) if change.version > version)


def _called(changes: Iterable[Change]) -> list[Change]:
    """The same with people's names, where the trail has those they sign in with."""
    found = list(changes)
    names = names_of(one.by for one in found)
    return [replace(one, by=names[one.by]) for one in found]


def _changes(institution: Institution) -> Iterator[Change]:
    by_entry: dict[int, list[Image]] = {}
    for image in _images(institution):
        by_entry.setdefault(image.entry_id, []).append(image)
    before: dict[str, Values] = {}
    names = _names(institution)
    found: list[Change] = []
    for key in sorted(by_entry):
        entry = by_entry[key][0].entry
        touched = tuple(
            one for one in _rows(by_entry[key], before, str(institution.pk), names) if one.differs
        )
        version = before.get(str(institution.pk), {}).get("version", 0)
        found.append(Change(entry.at, entry.actor, entry.move, entry.reason, touched, version))
    return reversed(found)


def _images(institution: Institution) -> Iterable[Image]:
    """Every image of the institution and of its facts."""
    keys = [str(institution.pk)]
    for model in FACTS:
        own = model.objects.filter(institution=institution).values_list("pk", flat=True)
        keys += [str(key) for key in own]
    for start in range(0, len(keys), CHUNK):
        rows = Image.objects.filter(subject__key__in=keys[start : start + CHUNK], values__isnull=False)
        yield from rows.select_related("entry", "subject").order_by("entry_id", "position")


def _rows(
    images: list[Image], before: dict[str, Values], own: str, names: dict[str, str]
) -> Iterator[Touched]:
    """What an entry did; a superseded fact is shown by the one that followed it."""
    for image in images:
        key, values = image.subject.key, json.loads(image.values or "{}")
        earlier = before.get(key)
        before[key] = values
        if key == own:
            differs = _columns("", SHOWN, earlier, values) if earlier is not None else ()
            yield Touched("", False, tuple(differs))
            continue
        model = next(one for one in FACTS if one._meta.label_lower == image.subject.label)
        kind = model._meta.model_name or ""
        title = " ".join(filter(None, (str(model._meta.verbose_name), _named(values, names))))
        if earlier is None:
            followed = before.get(values.get("follows_id") or "")
            columns = (*model.content, "valid_from", "valid_to")
            yield Touched(title, followed is None, tuple(_columns(kind, columns, followed or {}, values)))
        elif values["state"] == "withdrawn":
            yield Touched(title, False, (Difference(kind, "state", "standing", "withdrawn"),))


def _columns(table: str, names: Iterable[str], before: Values, after: Values) -> Iterator[Difference]:
    for name in names:
        old, new = before.get(name), after.get(name)
        if old == new or name.endswith("_id") or (not old and not new):
            continue
        yield Difference(table, name, _said(name, old), _said(name, new))


def _said(name: str, value: object) -> str:
    if value in (None, ""):
        return "—"
    return "****" if name in HIDDEN else str(value)


def _names(institution: Institution) -> dict[str, str]:
    """The people and instruments that facts name by their keys."""
    people = Staff.objects.filter(employments__institution=institution).distinct()
    instruments = Instrument.objects.filter(institution=institution)
    return {str(one.pk): str(one) for one in (*people, *instruments)}


def _named(values: Values, names: dict[str, str]) -> str:
    """The person or the instrument that a fact is about."""
    key = values.get("person_id") or values.get("instrument_id")
    return names.get(key, "") if key else ""
