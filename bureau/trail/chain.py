"""How the chain is hashed, and how an entry is added to it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db import models

from bureau.trail.images import canonical, columns_of, digest, image_of_columns, plain
from bureau.trail.many import insert_many
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
    images = list(_images(rows))
    entry.hash = entry_hash(entry, (image.digest for image in images))
    entry.save(force_insert=True)
    insert_many(
        Image,
        ("entry_id", "position", "subject_id", "values", "digest"),
        ((entry.pk, place, *image) for place, image in enumerate(images)),
    )
    head.sequence, head.hash = entry.sequence, entry.hash
    head.save()


class _Made(NamedTuple):
    """An image that is to be kept: the row of `Subject`, the text, its digest."""

    subject: int
    text: str
    digest: str


def _images(rows: Sequence[Recorded]) -> Iterator[_Made]:
    """Read by columns and written by columns: one step may touch hundreds of thousands of rows."""
    by_model: dict[type[Recorded], list[Recorded]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    for model, touched in by_model.items():
        names = columns_of(model)
        for start in range(0, len(touched), CHUNK):
            keys = [row.pk for row in touched[start : start + CHUNK]]
            found = model._base_manager.filter(pk__in=keys).values_list("pk", *names)
            stored = {pk: columns for pk, *columns in found}
            subjects = _subjects(model, keys)
            for key in keys:
                text = canonical(image_of_columns(model, names, stored[key]))
                number, salt = subjects[str(key)]
                yield _Made(number, text, digest(salt, text))


def _subjects(model: type[models.Model], keys: Sequence[object]) -> dict[str, tuple[int, str]]:
    """The number and the salt of each row's subject, by its key; made where it has none yet."""
    label, wanted = model._meta.label_lower, [str(key) for key in keys]

    def known() -> dict[str, tuple[int, str]]:
        rows = Subject.objects.filter(label=label, key__in=wanted).values_list("key", "pk", "salt")
        return {key: (number, salt) for key, number, salt in rows}

    found = known()
    new = [(label, key, secrets.token_hex(16)) for key in wanted if key not in found]
    if new:
        insert_many(Subject, ("label", "key", "salt"), new)
        found = known()
    return found
