"""How the chain is hashed, and how an entry is added to it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence

from django.db import models

from bureau.trail.images import canonical, digest, image_of, plain
from bureau.trail.models import Entry, Head, Image, Subject
from bureau.trail.recorded import Recorded

CHUNK = 400  # rows asked for at once; SQLite takes no more than some thousand parameters
ORIGIN = "0" * 64


def entry_hash(entry: Entry, digests: Iterable[str]) -> str:
    """SHA-256 over the previous hash, the entry and the digests of its images, in order."""
    said = [
        entry.previous,
        entry.sequence,
        plain(entry.at),
        entry.actor,
        entry.move,
        entry.reference,
        entry.reason_digest,
        list(digests),
    ]
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def append(entry: Entry, rows: Sequence[Recorded]) -> None:
    """Add an entry with the images of `rows` as the database now holds them.

    The head is locked until the transaction ends, so that two writers cannot both be next.
    """
    head, _ = Head.objects.select_for_update().get_or_create(pk=1)
    entry.sequence, entry.previous = head.sequence + 1, head.hash
    if entry.reason:
        entry.reason_salt = secrets.token_hex(16)
        entry.reason_digest = digest(entry.reason_salt, entry.reason)
    images = _images(entry, rows)
    entry.hash = entry_hash(entry, (image.digest for image in images))
    entry.save(force_insert=True)
    Image.objects.bulk_create(images, batch_size=CHUNK)
    head.sequence, head.hash = entry.sequence, entry.hash
    head.save()


def _images(entry: Entry, rows: Sequence[Recorded]) -> list[Image]:
    by_model: dict[type[Recorded], list[Recorded]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    images: list[Image] = []
    for model, touched in by_model.items():
        for start in range(0, len(touched), CHUNK):
            keys = [row.pk for row in touched[start : start + CHUNK]]
            stored = model._base_manager.in_bulk(keys)
            subjects = _subjects(model, keys)
            for key in keys:
                subject = subjects[str(key)]
                text = canonical(image_of(stored[key]))
                images.append(
                    Image(
                        entry=entry,
                        position=len(images),
                        subject=subject,
                        values=text,
                        digest=digest(subject.salt, text),
                    )
                )
    return images


def _subjects(model: type[models.Model], keys: Sequence[object]) -> dict[str, Subject]:
    label, wanted = model._meta.label_lower, [str(key) for key in keys]
    known = {found.key: found for found in Subject.objects.filter(label=label, key__in=wanted)}
    new = [Subject(label=label, key=key, salt=secrets.token_hex(16)) for key in wanted if key not in known]
    for made in Subject.objects.bulk_create(new, batch_size=CHUNK):
        known[made.key] = made
    return known
