"""Links, numbers and erasure: what other rooms ask the trail to write beside their own rows."""

from __future__ import annotations

import secrets

from bureau.trail import moment
from bureau.trail.models import Image, Link, Series, Subject
from bureau.trail.recorded import Recorded
from bureau.trail.scope import current
from bureau.trail.wall import OutsideTheTrailError, opened


def link(*, source: str, target: str, kind: str, by: str) -> Link:
    """Join two references, such as a hit and its lead; joining them again changes nothing."""
    found = Link.objects.filter(source=source, target=target, kind=kind).first()
    if found is not None:
        return found
    made = Link(source=source, target=target, kind=kind, at=moment.now(), by=by)
    made.save()
    return made


def next_number(series: str, *, count: int = 1) -> int:
    """The next number of a series, from 1; the first of `count` of them. Inside a scope only, which keeps it locked."""
    if current() is None:
        raise OutsideTheTrailError("numbers are given out inside a trail scope only")
    with opened():
        row, _ = Series.objects.select_for_update().get_or_create(pk=series)
        row.last += count
        row.save()
    return row.last - count + 1


def erase(row: Recorded) -> int:
    """Erase what earlier images held of a row that is being saved without a person's data; returns how many images.

    Their digests stay, so that the chain still holds, but under a new salt: nobody can guess at what they held. Call it
    in the scope that saves the row.
    """
    open_scope = current()
    if open_scope is None:
        raise OutsideTheTrailError("images are erased inside a trail scope only")
    open_scope.touch(row)
    with opened():
        subject = Subject.objects.get(label=row.trail_label, key=str(row.pk))
        subject.salt = secrets.token_hex(16)
        subject.save()
        return Image.objects.filter(subject=subject).update(values=None)
