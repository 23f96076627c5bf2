"""Walks the chain, then every business row, and names what was changed, removed or put in outside the trail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.db import models

from bureau.trail.chain import CHUNK, ORIGIN, entry_hash
from bureau.trail.images import canonical, digest, image_of
from bureau.trail.models import Entry, Head, Image, Subject
from bureau.trail.recorded import Recorded, recorded_models

Kind = Literal["chain", "image", "changed", "removed", "inserted"]


@dataclass(frozen=True)
class Discrepancy:
    """One thing that does not agree with the trail.

    `label` and `key` name the row, `fields` what differs in it (`field: recorded -> found`); for the chain
    itself `key` is the sequence of the entry.
    """

    kind: Kind
    label: str
    key: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verified:
    """What was walked."""

    entries: int
    rows: int
    head: str
    discrepancies: tuple[Discrepancy, ...]


def verify(*, limit: int = 1000) -> Verified:
    """Verify everything; stops naming discrepancies after `limit` of them."""
    found: list[Discrepancy] = []
    entries = rows = 0
    for discrepancy in _chain():
        entries += discrepancy is None
        _note(found, discrepancy, limit)
    for model in recorded_models():
        for discrepancy in _table(model):
            rows += discrepancy is None
            _note(found, discrepancy, limit)
    head = Head.objects.filter(pk=1).first()
    return Verified(entries, rows, head.hash if head else ORIGIN, tuple(found))


def _note(found: list[Discrepancy], discrepancy: Discrepancy | None, limit: int) -> None:
    if discrepancy is not None and len(found) < limit:
        found.append(discrepancy)


def _chain() -> Iterator[Discrepancy | None]:
    """None for every entry walked, and a discrepancy wherever one does not fit."""
    previous, expected = ORIGIN, 1
    for entry, images in _entries():
        sequence = str(entry.sequence)
        if entry.sequence != expected or entry.previous != previous:
            yield Discrepancy("chain", "trail.entry", sequence, ("an entry before it was removed or put in",))
        if entry.hash != entry_hash(entry, (image.digest for image in images)):
            yield Discrepancy("chain", "trail.entry", sequence, ("the entry was changed",))
        if entry.reason and entry.reason_digest != digest(entry.reason_salt, entry.reason):
            yield Discrepancy("chain", "trail.entry", sequence, ("reason",))
        previous, expected = entry.hash, entry.sequence + 1
        yield None
    head = Head.objects.filter(pk=1).first()
    if (head.hash if head else ORIGIN) != previous:
        yield Discrepancy(
            "chain", "trail.head", str(head.sequence if head else 0), ("entries at the end are missing",)
        )


def _entries() -> Iterator[tuple[Entry, list[Image]]]:
    """Every entry with its images in order, some hundred at a time."""
    after = 0
    while True:
        entries = list(Entry.objects.filter(sequence__gt=after).order_by("sequence")[:CHUNK])
        if not entries:
            return
        after = entries[-1].sequence
        images: dict[int, list[Image]] = {}
        fields = ("entry_id", "position", "digest")
        for image in (
            Image.objects.filter(entry_id__gte=entries[0].sequence, entry_id__lte=after)
            .only(*fields)
            .order_by("entry_id", "position")
            .iterator()
        ):
            images.setdefault(image.entry_id, []).append(image)
        for entry in entries:
            yield entry, images.get(entry.sequence, [])


def _table(model: type[Recorded]) -> Iterator[Discrepancy | None]:
    label = model._meta.label_lower
    latest = dict(
        Image.objects.filter(subject__label=label)
        .values_list("subject__key")
        .annotate(last=models.Max("id"))
        .values_list("subject__key", "last")
    )
    for chunk in _chunks(model):
        images = {
            image.subject.key: image
            for image in Image.objects.filter(
                id__in=[latest[str(row.pk)] for row in chunk if str(row.pk) in latest]
            ).select_related("subject")
        }
        for row in chunk:
            key = str(row.pk)
            if latest.pop(key, None) is None:
                yield Discrepancy("inserted", label, key)
            else:
                yield _row(row, images[key])
    for key in latest:
        yield Discrepancy("removed", label, key)


def _chunks(model: type[Recorded]) -> Iterator[list[Recorded]]:
    rows: list[Recorded] = []
    for row in model._base_manager.order_by("pk").iterator(chunk_size=CHUNK):
        rows.append(row)
        if len(rows) == CHUNK:
            yield rows
            rows = []
    if rows:
        yield rows


def _row(row: Recorded, image: Image) -> Discrepancy | None:
    label, subject = row.trail_label, image.subject
    if image.values is None:
        return Discrepancy("image", label, subject.key, ("the last image was erased",))
    if digest(subject.salt, image.values) != image.digest:
        return Discrepancy("image", label, subject.key, ("the image was changed",))
    recorded, found = json.loads(image.values), image_of(row)
    differing = tuple(_differences(recorded, json.loads(canonical(found)), type(row)))
    return Discrepancy("changed", label, subject.key, differing) if differing else None


def _differences(recorded: dict[str, Any], found: dict[str, Any], model: type[models.Model]) -> Iterator[str]:
    """Columns that differ; one that was added since the image was made counts by its default."""
    for name, value in found.items():
        expected = recorded[name] if name in recorded else _default(model, name)
        if value != expected:
            yield f"{name}: {expected!r} -> {value!r}"


def _default(model: type[models.Model], name: str) -> object:
    return next(field.get_default() for field in model._meta.concrete_fields if field.attname == name)


def image_history(label: str, key: str) -> Iterator[tuple[Entry, dict[str, Any] | None]]:
    """Every image of one row with its entry, oldest first; None where it was erased."""
    subject = Subject.objects.filter(label=label, key=key).first()
    if subject is None:
        return
    for image in (
        Image.objects.filter(subject=subject).select_related("entry").order_by("entry_id", "position")
    ):
        yield image.entry, None if image.values is None else json.loads(image.values)
